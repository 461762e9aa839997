package main

import (
	"fmt"
	"time"
)

// An evening is a meetup somewhere in the world. Start is its wall time, as if
// it were UTC.
type evening struct {
	Title string
	Zone  string
	Start time.Time
}

// A lead is how long before an evening a reminder is due: calendar days and a
// wall time, or a span.
type lead struct {
	Days         int
	Hour, Minute int
	Before       time.Duration
}

// String is the lead as it is configured, and as a slot names it.
func (l lead) String() string {
	switch {
	case l.Before > 0 && l.Before%time.Hour == 0:
		return plural(int(l.Before/time.Hour), "hour") + " before"
	case l.Before > 0:
		return plural(int(l.Before/time.Minute), "minute") + " before"
	case l.Days == 0:
		return fmt.Sprintf("on the day at %02d:%02d", l.Hour, l.Minute)
	case l.Days%7 == 0:
		return fmt.Sprintf("%s before at %02d:%02d", plural(l.Days/7, "week"), l.Hour, l.Minute)
	}
	return fmt.Sprintf("%s before at %02d:%02d", plural(l.Days, "day"), l.Hour, l.Minute)
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprint(n, " ", unit, "s")
}

// leads are all kinds, at the hours at which clocks are changed. No two of
// their minutes, nor those of evenings, are the same by the half hour by which
// some clocks are, so that no two reminders of an evening fall together.
var leads = []lead{
	{Days: 0, Hour: 0, Minute: 1}, {Days: 0, Hour: 1, Minute: 32}, {Days: 0, Hour: 2, Minute: 33}, {Days: 0, Hour: 3, Minute: 4},
	{Days: 1, Hour: 0, Minute: 35}, {Days: 1, Hour: 1, Minute: 36}, {Days: 1, Hour: 2, Minute: 37}, {Days: 1, Hour: 3, Minute: 38},
	{Days: 1, Hour: 10, Minute: 9}, {Days: 2, Hour: 2, Minute: 41}, {Days: 7, Hour: 2, Minute: 12}, {Days: 1, Hour: 23, Minute: 44},
	{Before: 24 * time.Hour}, {Before: 2 * time.Hour}, {Before: 50 * time.Minute},
}

// day is one of wall times, which are written as if there were no zones.
const day = 24 * time.Hour

// newYear is the first wall time of a year.
func newYear(year int) time.Time {
	t, err := time.Parse("2006", fmt.Sprint(year))
	if err != nil {
		panic(err)
	}
	return t
}

// eveningsIn returns evenings around each change of the clocks of a zone: one
// within the hour that is skipped or shown twice, one the day after, and, where
// the clocks never change, one.
func eveningsIn(loc *time.Location, d *dice) []evening {
	var all []evening
	end := newYear(lastYear + 1)
	for at := newYear(firstYear); ; {
		_, next := at.In(loc).ZoneBounds()
		if next.IsZero() || !next.Before(end) {
			break
		}
		before, after := offset(next.Add(-time.Second), loc), offset(next, loc)
		// Half way into what is skipped, or shown twice.
		wall := next.UTC().Add((before + after) / 2).Truncate(time.Minute)
		tomorrow := wall.Truncate(day).Add(day + 19*time.Hour + 30*time.Minute)
		all = append(all, evening{Zone: loc.String(), Start: wall}, evening{Zone: loc.String(), Start: tomorrow})
		at = next
	}
	if len(all) == 0 {
		some := newYear(firstYear).Add(time.Duration(d.below(365*(lastYear-firstYear)))*day + 19*time.Hour + 30*time.Minute)
		all = append(all, evening{Zone: loc.String(), Start: some})
	}
	return all
}

func countChanges(all []evening) (n int) {
	for _, e := range all {
		if e.Start.Minute() != 30 || e.Start.Hour() != 19 {
			n++
		}
	}
	return n
}

func offset(at time.Time, loc *time.Location) time.Duration {
	_, seconds := at.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// instant is when the clocks in loc show a wall time, by RFC 5545 section
// 3.3.5: of two instants the first; one that they skip is counted on with the
// offset from before.
func instant(wall time.Time, loc *time.Location) time.Time {
	var offsets []time.Duration
	for at := wall.Add(-50 * time.Hour); at.Before(wall.Add(50 * time.Hour)); at = at.Add(15 * time.Minute) {
		if o := offset(at, loc); len(offsets) == 0 || offsets[len(offsets)-1] != o {
			offsets = append(offsets, o)
		}
	}
	var first time.Time
	for _, o := range offsets {
		if at := wall.Add(-o); offset(at, loc) == o && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if !first.IsZero() {
		return first
	}
	// No offset shows it: it is skipped where one offset ends before it and the
	// next begins behind it.
	for i := 1; i < len(offsets); i++ {
		before, after := wall.Add(-offsets[i-1]), wall.Add(-offsets[i])
		if offset(before, loc) == offsets[i] && offset(after, loc) == offsets[i-1] {
			return before
		}
	}
	panic(fmt.Sprintf("%s is not to be understood in %v", wall.Format(time.DateTime), loc))
}

// expected is what is to be posted about evenings, and when: each lead that
// falls before the start, and the start.
func expected(all []evening) map[posting]time.Time {
	want := map[posting]time.Time{}
	for _, e := range all {
		loc, err := time.LoadLocation(e.Zone)
		if err != nil {
			panic(err) // it was loaded before
		}
		start := instant(e.Start, loc)
		want[posting{e.Title, "starting"}] = start
		for _, l := range leads {
			due := start.Add(-l.Before)
			if l.Before == 0 {
				due = instant(e.Start.Truncate(day).Add(-time.Duration(l.Days)*day+time.Duration(60*l.Hour+l.Minute)*time.Minute), loc)
			}
			if due.Before(start) {
				want[posting{e.Title, "reminder " + l.String()}] = due
			}
		}
	}
	return want
}
