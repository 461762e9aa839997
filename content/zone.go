package content

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the zone database travels in the binary: an empty root has none
)

var zones sync.Map // string -> *time.Location; a cache, the database never changes while we run

// LoadZone returns the zone of an IANA name such as "Europe/London". The empty
// name and "Local", which the standard library takes, are refused: a meetup's
// zone is never the machine's.
func LoadZone(name string) (*time.Location, error) {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil
	}
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("zone %q is not a place's: write an IANA name such as Europe/London", name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		if near := NearZone(name); near != "" {
			return nil, fmt.Errorf("the zone database does not know %q: did you mean %s?", name, near)
		}
		return nil, fmt.Errorf("the zone database does not know %q: write an IANA name such as Europe/London", name)
	}
	zones.Store(name, loc)
	return loc, nil
}

// Instant returns the instant at which clocks in loc show c on day d, as
// RFC 5545 section 3.3.5 has it: a time that the clocks skip is read with the
// offset from before the gap, one that they show twice is the first. "24:00"
// is midnight at the day's end, and the empty Clock is midnight at its start,
// so that Instant(d, "", loc) is the first instant of the day. It is an error
// when d names no day or the whole day was skipped in loc.
//
// time.Date promises neither rule and keeps neither in half of the world's
// transitions; nothing else in this module may call it for a local time.
func Instant(d Date, c Clock, loc *time.Location) (time.Time, error) {
	if !d.IsDay() {
		return time.Time{}, fmt.Errorf("date %q names no day", d)
	}
	wall := d.utc().Unix() + int64(c.Minutes())*60
	// Walk the zone's stretches of constant offset from well before the wall
	// time. The first one that reaches it is the answer: in an overlap it is
	// the earlier of two, and where the next stretch begins only after the
	// wall time, the wall time lies in a gap.
	at := time.Unix(wall-2*24*3600, 0).In(loc)
	for {
		_, offset := at.Zone()
		t := time.Unix(wall-int64(offset), 0).In(loc)
		_, end := at.ZoneBounds()
		if end.IsZero() || t.Before(end) {
			return t, nil
		}
		_, next := end.Zone()
		if wall-int64(next) < end.Unix() {
			if next-offset >= 24*3600 {
				return time.Time{}, fmt.Errorf("%s has no %s: the calendar skipped that day", loc, d)
			}
			return t, nil
		}
		at = end
	}
}

// utc is the day's midnight in UTC: a number to calculate with, not an instant
// at which anything happens.
func (d Date) utc() time.Time {
	year, month, day := d.YMD()
	return time.Date(year, month, max(day, 1), 0, 0, 0, 0, time.UTC)
}
