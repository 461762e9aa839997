package ics

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// A zone is whose clock an event goes by.
type zone struct {
	stated string         // what the calendar says; IANA name
	loc    *time.Location // ... loaded; nil where nobody knows it, or it is floating
	said   content.Evidence
}

// findZone settles whose clock DTSTART goes by.
func (v *vevent) findZone() {
	if v.start.tzid != "" && !v.start.day {
		v.namedZone()
	} else {
		v.unnamedZone()
	}
}

// namedZone reads the zone that DTSTART names.
func (v *vevent) namedZone() {
	m, z := v.start, &v.zone
	name := v.stated(m.tzid)
	said := v.evidence("zone", name, m.said, "the zone that DTSTART names")
	if name == "" {
		said.Value = m.tzid
		v.ask(content.AskZone(clip(m.tzid)), said)
		name, said = v.opts.Zone, v.groupsZone()
	}
	z.set(name, said)
	if !m.utc || z.loc == nil {
		return
	}
	if local := wallIn(m.wall, z.loc); !local.Equal(m.wall) {
		v.doubt("start", fmt.Sprintf("Does the event start at %s or at %s? Its time is written as UTC and as that of %s at once.", clockOf(local), clockOf(m.wall), z.stated),
			v.evidence("start", string(clockOf(local)), m.said, "as UTC"), v.evidence("start", string(clockOf(m.wall)), m.said, "as the zone's"))
	}
}

// unnamedZone settles where a day, a time in UTC and one without a zone are.
func (v *vevent) unnamedZone() {
	m, z := v.start, &v.zone
	calendar := v.evidence("zone", v.calendar.zone, v.calendar.said, "the calendar's zone")
	switch {
	case v.opts.Zone != "":
		z.set(v.opts.Zone, v.groupsZone())
		if v.calendar.zone != "" && !m.utc && !m.day && !sameClock(v.opts.Zone, v.calendar.zone, m.wall) {
			v.ask(fmt.Sprintf("Is the event in the zone %s or in %s?", v.opts.Zone, v.calendar.zone), v.groupsZone(), calendar)
		}
	case v.calendar.zone != "":
		z.set(v.calendar.zone, calendar)
	case m.utc:
		z.set("UTC", v.evidence("zone", "UTC", m.said, "the time is in UTC, and no zone is known"))
		v.ask("In which time zone does this event take place? The calendar says its times in UTC.")
	default:
		v.ask("In which time zone does this event take place?")
	}
}

func (z *zone) set(name string, said content.Evidence) {
	z.stated, z.said = name, said
	z.loc, _ = content.LoadZone(name)
}

func (v *vevent) groupsZone() content.Evidence {
	return content.Evidence{Field: "zone", Value: v.opts.Zone, Path: v.path, Text: v.opts.Zone, Rule: "the group's zone", Way: Way}
}

// ask asks for the zone: one answer serves all events that ask the same.
func (v *vevent) ask(question string, readings ...content.Evidence) {
	v.doubts = append(v.doubts, content.Doubt{Field: "zone", Question: question, Readings: readings, Kind: question})
}

// wallOf returns another moment by the clock that DTSTART goes by.
func (v *vevent) wallOf(m moment) time.Time {
	at := m.wall
	switch from := v.zoneOf(m); {
	case m.day || m.utc && v.start.utc:
		return at
	case m.utc && v.zone.loc != nil:
		return wallIn(at, v.zone.loc)
	case v.start.day:
		return at
	case v.start.utc && from != nil:
		if t, err := instantOf(at, from); err == nil {
			return t.UTC()
		}
	case from != nil && v.zone.loc != nil && from != v.zone.loc:
		if t, err := instantOf(at, from); err == nil {
			return wallIn(t, v.zone.loc)
		}
	}
	return at
}

// zoneOf returns the zone that a moment names, that of DTSTART where it names
// none.
func (v *vevent) zoneOf(m moment) *time.Location {
	if m.tzid == "" {
		return v.zone.loc
	}
	loc, err := content.LoadZone(v.stated(m.tzid))
	if err != nil {
		return v.zone.loc
	}
	return loc
}

// local returns what clocks show where the event takes place, of a wall time by
// DTSTART's clock.
func (v *vevent) local(wall time.Time) time.Time {
	if v.start.utc && !v.start.day && v.zone.loc != nil {
		return wallIn(wall, v.zone.loc)
	}
	return wall
}
