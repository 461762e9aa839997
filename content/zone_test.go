package content_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
)

// zoneNames lists every zone of the Go distribution's own database.
func zoneNames(t testing.TB) []string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatalf("go env GOROOT: %v", err)
	}
	z, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	return names
}

// TestInstantEveryTransition checks each transition of each zone between 2020
// and 2035 against RFC 5545 3.3.5, worked out here from the two offsets alone:
// in a gap and in an overlap the offset before the transition counts; just
// before and just after it, the offset of that side.
func TestInstantEveryTransition(t *testing.T) {
	from := time.Unix(1577836800, 0)  // 2020-01-01T00:00Z
	until := time.Unix(2082758400, 0) // 2036-01-01T00:00Z
	zones, gaps, overlaps, wrong, cases := 0, 0, 0, 0, 0
	for _, name := range zoneNames(t) {
		loc, err := content.LoadZone(name)
		if err != nil {
			t.Errorf("LoadZone(%q): %v", name, err)
			continue
		}
		zones++
		_, at := from.In(loc).ZoneBounds()
		for !at.IsZero() && at.Before(until) {
			_, before := at.Add(-time.Second).Zone()
			_, after := at.Zone()
			lo, hi := min(before, after), max(before, after)
			switch {
			case after > before:
				gaps++
			case after < before:
				overlaps++
			}
			check := func(wall int64, offset int) {
				wall -= wall % 60
				local := time.Unix(wall, 0).UTC()
				clock, err := content.ParseClock(local.Format("15:04"))
				if err != nil {
					t.Fatal(err)
				}
				got, err := content.Instant(content.DateOf(local), clock, loc)
				cases++
				if want := wall - int64(offset); err != nil || got.Unix() != want {
					wrong++
					t.Errorf("Instant(%s, %s) = %v, %v, want %v", local.Format("2006-01-02 15:04"), name, got, err, time.Unix(want, 0).In(loc))
				}
			}
			for _, within := range []int{0, (hi - lo) / 2, hi - lo - 60} {
				if hi > lo {
					check(at.Unix()+int64(lo+within), before)
				}
			}
			check(at.Unix()+int64(lo)-60, before)
			check(at.Unix()+int64(hi), after)
			_, at = at.ZoneBounds()
		}
	}
	if zones < 500 || gaps < 3000 || overlaps < 3000 {
		t.Errorf("only %d zones, %d gaps, %d overlaps were found", zones, gaps, overlaps)
	}
	t.Logf("%d zones, %d gaps, %d overlaps, %d cases: %d wrong", zones, gaps, overlaps, cases, wrong)
}

func TestInstant(t *testing.T) {
	for _, c := range []struct {
		date, clock, zone, want string
	}{
		{"2017-09-26", "18:45", "Europe/London", "2017-09-26T18:45:00+01:00"},
		{"2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T03:30:00+02:00"},    // gap
		{"2026-03-08", "02:30", "America/New_York", "2026-03-08T03:30:00-04:00"}, // gap
		{"2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00"},    // overlap
		{"2026-11-01", "01:30", "America/New_York", "2026-11-01T01:30:00-04:00"}, // overlap
		{"2023-04-28", "", "Africa/Cairo", "2023-04-28T01:00:00+03:00"},          // no midnight that day
		{"2026-06-30", "24:00", "Asia/Tokyo", "2026-07-01T00:00:00+09:00"},
		{"2026-06-30", "12:00", "UTC", "2026-06-30T12:00:00Z"},
	} {
		loc, err := content.LoadZone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, err := content.Instant(content.Date(c.date), content.Clock(c.clock), loc)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("Instant(%s, %q, %s) = %s, %v, want %s", c.date, c.clock, c.zone, got.Format(time.RFC3339), err, c.want)
		}
	}
}

func TestInstantRefuses(t *testing.T) {
	apia, err := content.LoadZone("Pacific/Apia")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := content.Instant("2011-12-30", "12:00", apia); err == nil || !strings.Contains(err.Error(), "2011-12-30") {
		t.Errorf("a day that Samoa skipped = %v, %v, want an error naming it", got, err)
	}
	for _, d := range []content.Date{"", "2018-12"} {
		if got, err := content.Instant(d, "12:00", apia); err == nil {
			t.Errorf("Instant(%q) = %v, want an error", d, got)
		}
	}
}

func TestLoadZoneRefuses(t *testing.T) {
	for _, name := range []string{"", "Local", "UTC+2", "../../etc/passwd", "/etc/localtime", "Europe/Lundon", "London"} {
		if loc, err := content.LoadZone(name); err == nil {
			t.Errorf("LoadZone(%q) = %v, want an error", name, loc)
		} else if !strings.Contains(err.Error(), "Europe/London") {
			t.Errorf("LoadZone(%q): %v: does not say what a zone looks like", name, err)
		}
	}
}

func TestSpan(t *testing.T) {
	e := content.Event{Date: "2026-03-28", Start: "19:00", Zone: "Europe/Berlin"}
	for _, c := range []struct {
		end      content.Clock
		endDate  content.Date
		from, to string
	}{
		{"", "", "2026-03-28T19:00:00+01:00", "2026-03-29T00:00:00+01:00"},
		{"21:00", "", "2026-03-28T19:00:00+01:00", "2026-03-28T21:00:00+01:00"},
		{"03:30", "", "2026-03-28T19:00:00+01:00", "2026-03-29T03:30:00+02:00"}, // past midnight, into summer time
		{"", "2026-03-29", "2026-03-28T19:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"17:00", "2026-03-29", "2026-03-28T19:00:00+01:00", "2026-03-29T17:00:00+02:00"},
	} {
		e.End, e.EndDate = c.end, c.endDate
		from, to, ok := e.Span()
		if !ok || from.Format(time.RFC3339) != c.from || to.Format(time.RFC3339) != c.to {
			t.Errorf("end %q %q: Span() = %s, %s, %v, want %s, %s", c.end, c.endDate, from.Format(time.RFC3339), to.Format(time.RFC3339), ok, c.from, c.to)
		}
	}
	e.Date = "2026-03"
	if _, _, ok := e.Span(); ok {
		t.Error("an event of which only the month is known has a span")
	}
	e.Date, e.Zone = "2026-03-28", ""
	if _, _, ok := e.Span(); ok {
		t.Error("an event without a zone has a span")
	}
}

func BenchmarkInstant(b *testing.B) {
	loc, err := content.LoadZone("Europe/London")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := content.Instant("2017-09-26", "18:45", loc); err != nil {
			b.Fatal(err)
		}
	}
}
