package parse

import (
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var isoDay = pattern.New(`^(\d{4}-\d\d-\d\d)(?:[T ]+(\d{1,2}:\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT)?`)

// isoDays is a first and a last day.
var isoDays = pattern.New(`^(\d{4}-\d\d-\d\d)\s*(?:/|--?|–|to|until|bis|au|al?|tot)\s*(\d{4}-\d\d-\d\d)$`)

// dayText is a day with a time as a front matter value or an attribute writes
// it.
type dayText struct {
	day     content.Date
	until   content.Date
	clock   content.Clock
	end     content.Clock
	instant time.Time // only where day, time and offset are written
	offset  string    // as written: "Z", "+02:00", ""
	odd     bool      // seconds or minutes are written that no organiser writes: a machine's clock
	order   when.Order
	open    []content.Date // the two days of 03/04/2019, the day first and the month first; day is then ""
	problem string         // ... or those of "2015-12-12 (Tue)", and why
}

// readDay reads a day and a time: ISO 8601 first, else as prose.
func readDay(s string, ref when.Reference) (dayText, bool) {
	s = strings.TrimSpace(s)
	if len(s) >= 10 && s[0] >= '0' && s[0] <= '9' && s[4] == '-' {
		if m := isoDays.FindStringSubmatch(s); m != nil {
			d, ok := isoText(m[1], isoDay.FindStringSubmatch(m[1]))
			if last, err := content.ParseDate(m[2]); err == nil && last > d.day {
				d.until = last
			}
			return d, ok
		}
		if m := isoDay.FindStringSubmatch(s); m != nil {
			return isoText(s, m)
		}
	}
	for _, m := range when.Dates(s) {
		r := m.Resolve(ref)
		open := r.Date == "" && m.EitherOrder && len(r.Candidates) == 2
		if !r.Date.IsDay() && !open || m.Relative.Unit != when.Absolute {
			continue
		}
		d := dayText{day: r.Date, until: r.End, order: m.Order}
		if open {
			d.open = bothOrders(m, ref)
		}
		if spans := when.Settle(when.Times(s[m.End:])); len(spans) > 0 && !spans[0].Half {
			d.clock, d.end = spans[0].From, spans[0].To
		}
		return d, true
	}
	return dayText{}, false
}

// bothOrders returns the day of a mention read with the day first, and with the
// month first.
func bothOrders(m when.Mention, ref when.Reference) []content.Date {
	ref.Order = when.DayFirst
	a := m.Resolve(ref).Date
	ref.Order = when.MonthFirst
	return []content.Date{a, m.Resolve(ref).Date}
}

func isoText(s string, m []string) (dayText, bool) {
	day, err := content.ParseDate(m[1])
	if err != nil {
		return dayText{}, false
	}
	d := dayText{day: day}
	if m[2] != "" {
		if d.clock, err = content.ParseClock(m[2]); err != nil || m[3] > "59" { // 25:00, or a leap second
			return dayText{}, false
		}
		d.odd = m[3] != "" && m[3] != "00" || d.clock.Minutes()%5 != 0
		d.offset = m[4]
		if len(d.offset) > 5 { // "UTC+01:00"
			d.offset = strings.TrimLeft(d.offset, "UTCGM")
		}
		switch d.offset {
		case "UTC", "GMT", "+00:00", "+0000", "-00:00":
			d.offset = "Z"
		}
		for _, layout := range []string{"Z07:00", "Z0700"} {
			if t, err := time.Parse("2006-01-02 15:04 "+layout, m[1]+" "+string(d.clock)+" "+d.offset); err == nil && d.offset != "" {
				d.instant = t
			}
		}
	}
	if d.clock == "" {
		rest := s[len(m[0]):]
		if spans := when.Settle(when.Times(rest)); len(spans) > 0 && !spans[0].Half {
			d.clock, d.end = spans[0].From, spans[0].To
		}
		// "2015-12-12 (Tue)" names two days
		if named := when.Dates(string(day) + rest); len(named) > 0 && named[0].HasWeekday && named[0].Start == 0 {
			if r := named[0].Resolve(when.Reference{}); r.Problem != "" {
				d.day, d.open, d.problem = "", r.Candidates, r.Problem
			}
		}
	}
	return d, true
}

// local returns a day and time written in UTC as clocks in the zone show it.
func (d dayText) local(zone string) (content.Date, content.Clock, bool) {
	loc, err := content.LoadZone(zone)
	if err != nil || d.clock == "" {
		return d.day, d.clock, false
	}
	at, err := content.Instant(d.day, d.clock, time.UTC)
	if err != nil {
		return d.day, d.clock, false
	}
	there := at.In(loc)
	clock, err := content.NewClock(there.Hour(), there.Minute())
	return content.DateOf(there), clock, err == nil
}
