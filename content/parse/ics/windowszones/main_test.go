package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// sample is a file of so many zones, all of one place.
func sample(n int, place string) []byte {
	var b strings.Builder
	b.WriteString(`<supplementalData><windowsZones><mapTimezones otherVersion="7" typeVersion="2026a">`)
	for i := range n {
		fmt.Fprintf(&b, `<!-- (UTC+01:00) Rivertown %d --><mapZone other="Rivertown %d Standard Time" territory="001" type=%q/><mapZone other="Rivertown %[2]d Standard Time" territory="GB" type="Europe/Belfast"/>`, i, i, place)
	}
	b.WriteString(`</mapTimezones></windowsZones></supplementalData>`)
	return []byte(b.String())
}

func TestRead(t *testing.T) {
	zones, version, err := read(sample(120, "Europe/London"))
	if err != nil || len(zones) != 240 || zones["Rivertown 7 Standard Time"] != "Europe/London" || zones["(UTC+01:00) Rivertown 7"] != "Europe/London" || version != "Windows 7, tz 2026a" {
		t.Errorf("%d zones of %s: %v", len(zones), version, err)
	}
	for name, data := range map[string][]byte{"few zones": sample(3, "Europe/London"), "a place that is nowhere": sample(120, "Europe/Rivertown"), "cut off": sample(120, "Europe/London")[:5000], "empty": nil} {
		if _, _, err := read(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestGenerated compares the file in the repository with what is made of the
// CLDR that is installed here.
func TestGenerated(t *testing.T) {
	data, err := os.ReadFile("/usr/share/unicode/cldr/common/supplemental/windowsZones.xml")
	if err != nil {
		t.Skip("no CLDR here; Debian's package unicode-cldr-core has it: ", err)
	}
	zones, version, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	want, err := write(zones, version)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../windowszones.go")
	if err != nil {
		t.Fatal(err)
	}
	if head, _, _ := strings.Cut(string(want), "\n"); !strings.HasPrefix(string(got), head) {
		t.Skip("the CLDR here is another version than that of the file")
	}
	if string(got) != string(want) {
		t.Error("the file is not what go generate makes")
	}
}
