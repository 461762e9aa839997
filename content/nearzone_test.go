package content_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
)

// The names that are suggested are those of the zone database.
func TestZoneNames(t *testing.T) {
	data, err := os.ReadFile("zonenames.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := zoneNames(t)
	slices.Sort(want)
	if got := strings.Fields(string(data)); !slices.Equal(got, want) {
		t.Errorf("zonenames.txt has %d names, the database %d: write its names anew", len(got), len(want))
	}
}

func TestNearZone(t *testing.T) {
	for written, want := range map[string]string{
		"Europe/Lodnon":         "Europe/London",
		"europe/london":         "Europe/London",
		"London":                "Europe/London",
		"Amercia/New York":      "America/New_York",
		"america/new-york":      "America/New_York",
		"Asia/Tokio":            "Asia/Tokyo",
		"Europe/Kyev":           "", // Kiev and Kyiv
		"UTC+2":                 "",
		"Narnia":                "",
		"":                      "",
		"../../etc/passwd":      "",
		"a":                     "",
		"Europe/Lodnon\x00\xff": "",
		strings.Repeat("x", 70): "",
	} {
		if got := content.NearZone(written); got != want {
			t.Errorf("NearZone(%q) = %q, want %q", written, got, want)
		}
	}
	if _, err := content.LoadZone("Europe/Berlni"); err == nil || !strings.HasSuffix(err.Error(), "did you mean Europe/Berlin?") {
		t.Errorf("error %v", err)
	}
}

func BenchmarkNearZone(b *testing.B) {
	for b.Loop() {
		content.NearZone("Europa/Londn")
	}
}
