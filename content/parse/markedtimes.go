package parse

import (
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/page"
	"meetupbot/content/parse/when"
)

// localised works out an event's day and times in a zone; false where neither
// a name nor a day is stated.
func localised(e page.Event, zone string) (marked, bool) {
	m := marked{Event: e}
	loc, _ := content.LoadZone(zone)
	start, ok := when.ReadStamp(e.Start.Text)
	if !ok {
		if d, read := readDay(e.Start.Text, when.Reference{}); read {
			start, ok = when.Stamp{Date: d.day, Clock: d.clock}, true
			m.place.until, m.place.end = d.until, d.end
		}
	}
	if !ok {
		return m, e.Name.Text != ""
	}
	local := inZoneOf(start, loc)
	if start.Clock == "00:00" {
		// a day, as programs write it that know but instants; or an evening that is
		// midnight in UTC
		evening := local.Clock >= "16:00" && local.Clock <= "22:00"
		if !evening {
			start = when.Stamp{Date: start.Date}
			local = start
		}
		end, _ := when.ReadStamp(e.End.Text)
		m.midnight = evening && (end.Clock == "" || end.Clock == "00:00" || end.Clock == "23:59")
	}
	if loc != nil && start.Zoned && !start.Fits(loc) {
		m.offset = &offsetTime{start, local}
	}
	m.place.name, m.place.means = "structured data", eventDate
	m.place.day, m.place.clock = local.Date, local.Clock
	m.place.said = said{e.Start.Text, e.Start.Line, e.Form + ": startDate"}
	m.readEnd(loc)
	m.readDoors(loc)
	return m, true
}

func inZoneOf(s when.Stamp, loc *time.Location) when.Stamp {
	if loc == nil {
		return s
	}
	return s.In(loc)
}

// readEnd works out the end: on the same day, in the night after it, or days
// later.
func (m *marked) readEnd(loc *time.Location) {
	p := &m.place
	end, ok := when.ReadStamp(m.End.Text)
	if !ok {
		if minutes := duration(m.Length.Text); minutes > 0 && p.clock != "" && p.clock.Minutes()+minutes < 24*60 {
			at := p.clock.Minutes() + minutes
			p.end, _ = content.NewClock(at/60, at%60)
			m.ends = said{m.Length.Text, m.Length.Line, m.Form + ": duration"}
		}
		return
	}
	m.ends = said{m.End.Text, m.End.Line, m.Form + ": endDate"}
	if end.Clock == "00:00" && end.Date > p.day {
		// the midnight that ends the day before; but programs write a mere day so
		m.either = p.clock == ""
		end = when.Stamp{Date: end.Date.AddDays(-1)}
	}
	end = inZoneOf(end, loc)
	if p.clock == "" {
		end.Clock = ""
	}
	switch {
	case end.Date == p.day && end.Clock > p.clock,
		end.Date == p.day.AddDays(1) && end.Clock != "" && end.Clock < "07:00":
		p.end = end.Clock
	case end.Date > p.day:
		p.until, p.end = end.Date, end.Clock
	case end.Date < p.day:
		m.backwards = end.Date
	}
}

// readDoors takes the opening of the doors as the start: people are asked to
// come then.
func (m *marked) readDoors(loc *time.Location) {
	p := &m.place
	clock, err := content.ParseClock(strings.TrimSuffix(m.Doors.Text, ":00"))
	if len(m.Doors.Text) == 5 {
		clock, err = content.ParseClock(m.Doors.Text)
	}
	if at, ok := when.ReadStamp(m.Doors.Text); ok {
		if at = inZoneOf(at, loc); at.Date == p.day {
			clock, err = at.Clock, nil
		}
	}
	if err == nil && clock != "" && clock < p.clock && minutesBetween(clock, p.clock) <= 180 {
		p.clock = clock
		m.opens = said{m.Doors.Text, m.Doors.Line, m.Form + ": doorTime"}
	}
}

// duration reads minutes from "PT2H30M"; 0 for what is none, or longer than a
// day.
func duration(s string) int {
	d, err := time.ParseDuration(strings.ToLower(strings.TrimPrefix(s, "PT")))
	if !strings.HasPrefix(s, "PT") || err != nil || d <= 0 || d > 24*time.Hour {
		return 0
	}
	return int(d / time.Minute)
}
