package ics_test

import (
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
)

func read(t *testing.T, file string, o ics.Options) []ics.Entry {
	t.Helper()
	entries, _, err := ics.Read("a.ics", []byte(file), o)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// TestUIDs: one that nobody should keep becomes a short one, the same each time.
func TestUIDs(t *testing.T) {
	long := strings.Repeat("x", 1<<15)
	seen := map[string]bool{}
	for _, tt := range []struct{ name, uid, want string }{
		{"as it is", "2026-03@example.org", "2026-03@example.org"},
		{"255 bytes", long[:255], long[:255]},
		{"256 bytes", long[:256], "sha256-"},
		{"32 KiB", long, "sha256-"},
		{"with a tab", "a\tb", "sha256-"},
		{"empty", "", ""},
		{"blank", "   ", ""},
	} {
		e := read(t, calendar("UID:"+tt.uid, "SUMMARY:Meetup", "DTSTART:20260304T190000"), ics.Options{})[0].Event
		if got := e.Origin.UID; got != tt.want && !(tt.want == "sha256-" && strings.HasPrefix(got, tt.want) && len(got) == 71 && !seen[got]) {
			t.Errorf("%s: UID %.80q, want %.80q", tt.name, got, tt.want)
		}
		if (e.Origin.UID == "") != (e.Origin.Place == "meetup") {
			t.Errorf("%s: UID %.80q and place %q", tt.name, e.Origin.UID, e.Origin.Place)
		}
		seen[e.Origin.UID] = true
	}
}

// TestCancelledAsAWhole: a calendar may be sent to call its events off.
func TestCancelledAsAWhole(t *testing.T) {
	file := strings.Replace(calendar("UID:1", "SUMMARY:Meetup", "DTSTART:20260304T190000", "STATUS:CONFIRMED"), "VERSION:2.0", "METHOD:CANCEL", 1)
	if e := read(t, file, ics.Options{})[0].Event; e.Status != content.Cancelled {
		t.Errorf("it is %s", e.Status)
	}
}

// TestDatesAheadComeFirst: of a series with too many dates those that are over
// are left out before any that is to come.
func TestDatesAheadComeFirst(t *testing.T) {
	for _, tt := range []struct{ name, rule, today, first, last string }{
		{"most are over", "FREQ=DAILY;COUNT=700", "2026-11-01", "2025-07-20", "2026-12-01"},
		{"all are to come", "FREQ=DAILY;COUNT=700", "2024-12-01", "2025-01-01", "2026-05-15"},
		{"all are over", "FREQ=DAILY;COUNT=700", "2030-01-01", "2025-07-20", "2026-12-01"},
		{"without an end", "FREQ=DAILY", "2026-11-01", "2026-11-01", "2028-03-14"},
		{"no day is known", "FREQ=DAILY", "", "2025-01-01", "2026-05-15"},
	} {
		entries := read(t, calendar("UID:1", "SUMMARY:Meetup", "DTSTART:20250101T190000", "RRULE:"+tt.rule), ics.Options{Zone: "Europe/London", Today: content.Date(tt.today)})
		if n := len(entries); n != 500 {
			t.Errorf("%s: %d dates", tt.name, n)
			continue
		}
		if a, b := entries[0].Event.Date, entries[499].Event.Date; string(a) != tt.first || string(b) != tt.last {
			t.Errorf("%s: from %s to %s, want %s to %s", tt.name, a, b, tt.first, tt.last)
		}
	}
}

// TestClockChanges: a series keeps its wall time, also where clocks skip it or
// show it twice; the instants are the resolver's.
func TestClockChanges(t *testing.T) {
	for _, tt := range []struct {
		zone, start string
		instants    []string
	}{
		{"Europe/Berlin", "20260328T023000", []string{"2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"}},    // skipped on the 29th
		{"America/New_York", "20260307T023000", []string{"2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"}}, // skipped on the 8th
		{"Europe/Berlin", "20261024T023000", []string{"2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},    // twice on the 25th
	} {
		entries := read(t, calendar("UID:1", "SUMMARY:Night shift", "DTSTART;TZID="+tt.zone+":"+tt.start, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"), ics.Options{Zone: tt.zone})
		for i, x := range entries {
			from, _, ok := x.Event.Span()
			if got := from.UTC().Format("2006-01-02T15:04:05Z"); !ok || got != tt.instants[i] || x.Event.Start != "02:30" {
				t.Errorf("%s: %s %s begins at %s, want %s", tt.zone, x.Event.Date, x.Event.Start, got, tt.instants[i])
			}
		}
	}
}
