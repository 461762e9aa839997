package ics

import (
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
)

// A moment is a day, or a day and a clock, as a property states it.
type moment struct {
	wall time.Time // as written, as if in UTC: a number to calculate with, not an instant
	day  bool      // no clock is written
	utc  bool      // it is written with a Z: wall is the instant
	tzid string    // the zone it names
	said prop
}

// layouts are how days and clocks are written: as RFC 5545 has it, without
// seconds, and as ISO 8601 has it otherwise.
var layouts = []string{"20060102T150405", "20060102", "20060102T1504", "2006-01-02T15:04:05", "2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04:05"}

// readMoment reads one value of a property of days. The error says in words
// what is wrong with it.
func readMoment(p prop, value string) (moment, error) {
	m := moment{tzid: strings.TrimSpace(p.Params.Get("TZID")), said: p}
	s := strings.ToUpper(strings.TrimSpace(value))
	s, m.utc = strings.CutSuffix(s, "Z")
	// 24:00 is the end of the day
	day, midnight := strings.CutSuffix(s, "T240000")
	for _, layout := range layouts {
		wall, err := time.Parse(layout, day)
		if err != nil {
			continue
		}
		if _, err := content.ParseDate(string(content.DateOf(wall))); err != nil {
			return moment{}, fmt.Errorf("%q is no day between the years 1900 and 2999", value)
		}
		if midnight {
			wall = wall.AddDate(0, 0, 1)
		}
		m.wall, m.day = wall, !midnight && !strings.Contains(layout, "15")
		return m, nil
	}
	return moment{}, fmt.Errorf("%q names no day", value)
}

// moments reads all values of a property that lists days. It complains of those
// that it cannot read.
func moments(list []prop, complain func(prop, error)) []moment {
	var out []moment
	for _, p := range list {
		for value := range strings.SplitSeq(p.Value, ",") {
			value, _, _ = strings.Cut(value, "/") // of a period, its beginning
			m, err := readMoment(p, value)
			if err != nil {
				complain(p, err)
				continue
			}
			out = append(out, m)
		}
	}
	return out
}

// wallIn returns what clocks in loc show at an instant, as if in UTC.
func wallIn(t time.Time, loc *time.Location) time.Time {
	_, offset := t.In(loc).Zone()
	return t.Add(time.Duration(offset) * time.Second).UTC()
}

// instantOf returns the instant at which clocks in loc show a wall time.
func instantOf(wall time.Time, loc *time.Location) (time.Time, error) {
	return content.Instant(content.DateOf(wall), clockOf(wall), loc)
}

// clockOf returns a wall time's clock, to the minute.
func clockOf(wall time.Time) content.Clock {
	c, _ := content.NewClock(wall.Hour(), wall.Minute())
	return c
}
