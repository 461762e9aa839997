package main

import (
	"strings"
	"testing"
	"time"
)

// TestInstant takes the cases of RFC 5545 that plain time.Date gets wrong in one
// zone or the other.
func TestInstant(t *testing.T) {
	for _, c := range []struct{ zone, wall, want string }{
		{"Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29T03:30:00+02:00"}, // skipped
		{"America/New_York", "2026-03-08 02:30:00", "2026-03-08T03:30:00-04:00"},
		{"Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00"}, // shown twice
		{"America/New_York", "2026-11-01 01:30:00", "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "2026-10-04 02:15:00", "2026-10-04T02:45:00+11:00"}, // half an hour
		{"Europe/London", "2026-07-01 19:00:00", "2026-07-01T19:00:00+01:00"},
		{"Asia/Kathmandu", "2026-07-01 19:00:00", "2026-07-01T19:00:00+05:45"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := time.Parse(time.DateTime, c.wall)
		if err != nil {
			t.Fatal(err)
		}
		if got := instant(wall, loc).In(loc).Format(time.RFC3339); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.wall, c.zone, got, c.want)
		}
	}
}

// TestZones: there are enough cases, around real changes of clocks.
func TestZones(t *testing.T) {
	names, err := zoneNames()
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 500 {
		t.Errorf("%d zones", len(names))
	}
	d, cases, changes := newDice(1), 0, 0
	for _, name := range names {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		all := eveningsIn(loc, d)
		for i := range all {
			all[i].Title = all[i].Start.String()
		}
		changes += countChanges(all)
		cases += len(expected(all))
	}
	if changes < 6000 || cases < 100_000 {
		t.Errorf("%d changes of clocks, %d cases", changes, cases)
	}
}

// TestCompare: what is wrong with a plan is seen.
func TestCompare(t *testing.T) {
	at := newYear(2027)
	want := map[posting]time.Time{{"a", "x"}: at, {"b", "x"}: at, {"c", "x"}: at, {"d", "x"}: at}
	c := compare(want, map[posting]time.Time{{"a", "x"}: at, {"b", "x"}: at.Add(-time.Second), {"c", "x"}: at.Add(time.Hour), {"e", "x"}: at})
	if got := c.String(); c.kept() || c.Cases != 4 || !strings.HasPrefix(got, "wrong 1, early 1, missing 1, not wanted 1\n") {
		t.Error(got)
	}
	if c := compare(want, want); !c.kept() {
		t.Error(c)
	}
}

// TestLeads: leads are written as the bot writes them, and no two of an evening
// fall together.
func TestLeads(t *testing.T) {
	minutes := map[int]bool{} // by the half hour
	for _, l := range leads {
		if l.Before > 0 && l.Before%time.Hour == 0 {
			minutes[0], minutes[15] = true, true // those of evenings
		} else if l.Before > 0 {
			for _, start := range []int{0, 15} {
				l.Minute = (start + 300 - int(l.Before/time.Minute)) % 30
				if minutes[l.Minute] {
					t.Errorf("%s may fall together with another", l)
				}
				minutes[l.Minute] = true
			}
			continue
		} else if minutes[l.Minute%30] {
			t.Errorf("%s may fall together with another", l)
		}
		minutes[l.Minute%30] = true
	}
	for l, want := range map[lead]string{
		{Days: 7, Hour: 9}: "1 week before at 09:00", {Days: 1, Hour: 10, Minute: 9}: "1 day before at 10:09",
		{Minute: 1}: "on the day at 00:01", {Before: 2 * time.Hour}: "2 hours before", {Before: 50 * time.Minute}: "50 minutes before",
	} {
		if l.String() != want {
			t.Errorf("%v, want %s", l, want)
		}
	}
}

// TestLeastTime works the limits out by hand.
func TestLeastTime(t *testing.T) {
	for _, c := range []struct {
		each, places int
		want         time.Duration
	}{
		{10, 25, 9 * time.Second},     // Slack's pace in a channel
		{100, 25, 99 * time.Second},   // the same
		{6, 1, 5 * time.Second},       // Slack's and Discord's buckets
		{10, 1000, 199 * time.Second}, // what Discord takes in all
	} {
		if got := leastTime(c.each, c.places); got != c.want {
			t.Errorf("%d in each of %d places: %v, want %v", c.each, c.places, got, c.want)
		}
	}
}
