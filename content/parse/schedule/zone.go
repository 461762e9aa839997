package schedule

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// settleZone decides on the zone, and on each session's day and time there. A
// zone that the schedule names, the offsets beside its times and the group's
// zone have to go together.
func (b *builder) settleZone(group string) {
	e := &b.event
	stated := b.p.zone.text
	said := content.Evidence{Field: "zone", Value: stated, Path: b.path, Line: b.p.zone.line, Text: stated, Rule: "the schedule names its zone", Way: "schedule zone"}
	ours := content.Evidence{Field: "zone", Value: group, Path: b.path, Text: group, Rule: "the group's zone", Way: "group zone"}
	var own, groups *time.Location
	if stated != "" {
		var err error
		if own, err = content.LoadZone(stated); err != nil {
			b.doubt("zone", "unknown zone", content.AskZone(stated), said)
		}
	}
	if group != "" {
		groups, _ = content.LoadZone(group)
	}
	switch {
	case own != nil && groups != nil && stated != group && b.misfits(own) > 0 && b.misfits(groups) == 0:
		// the schedule contradicts itself, and goes with the group
		b.loc, e.Zone = groups, group
		b.note(ours)
	case own != nil:
		b.loc, e.Zone = own, stated
		b.note(said)
	case groups != nil:
		b.loc, e.Zone = groups, group
		b.note(ours)
	default:
		if stated == "" {
			b.doubt("zone", "", "In which time zone does this event take place?")
		}
	}
	for i := range b.p.sessions {
		b.settle(&b.p.sessions[i])
	}
	if own != nil && groups != nil && stated != group && b.differ(own, groups) {
		b.doubt("zone", "schedule or group zone", fmt.Sprintf("Is the event in the zone %s or in %s?", stated, group), said, ours)
		return
	}
	for i := range b.p.sessions {
		if b.contradicts(&b.p.sessions[i]) {
			b.askOffset(&b.p.sessions[i])
			return
		}
	}
}

// askOffset asks which time is meant by one whose offset is not the zone's.
func (b *builder) askOffset(s *session) {
	there := s.at.In(b.loc).Clock
	reading := func(c content.Clock, rule, way string) content.Evidence {
		return content.Evidence{Field: "start", Value: string(c), Path: b.path, Line: s.atSaid.line, Text: s.atSaid.text, Rule: rule, Way: way}
	}
	b.doubt("start", "clock or offset", fmt.Sprintf("Is it at %s, or at %s, which the offset beside it would make it in %s?", s.from, there, b.event.Zone),
		reading(s.from, "the time as it is written", "clock"), reading(there, "the time in "+b.event.Zone+" by the offset", "offset"))
}

// misfits counts the sessions whose offset is not that of a zone.
func (b *builder) misfits(loc *time.Location) int {
	n := 0
	for i := range b.p.sessions {
		if s := &b.p.sessions[i]; !s.at.UTC && !s.at.Fits(loc) {
			n++
		}
	}
	return n
}

// contradicts reports whether a session's time is read as it is written though
// its offset is not the zone's.
func (b *builder) contradicts(s *session) bool {
	return b.loc != nil && s.at.Zoned && !s.at.Fits(b.loc) && s.from == s.at.Clock && s.date == s.at.Date
}

// differ reports whether two zones show different times for some session.
func (b *builder) differ(x, y *time.Location) bool {
	for _, s := range b.p.sessions {
		if s.date == "" {
			continue
		}
		at, err := content.Instant(s.date, s.from, x)
		other, err2 := content.Instant(s.date, s.from, y)
		if err == nil && err2 == nil && !at.Equal(other) {
			return true
		}
	}
	return false
}

// settle works out a session's day and time.
func (b *builder) settle(s *session) {
	s.date, s.from = s.at.Date, s.at.Clock
	if s.from == "" {
		if s.date == "" {
			s.date = s.day
		}
		s.from = s.start
		for _, d := range b.p.days {
			if d.date == s.date && s.from != "" && s.from < d.from {
				s.date = s.date.AddDays(1) // of that day's night
				break
			}
		}
	} else if b.loc != nil && s.at.Zoned && !s.at.Fits(b.loc) {
		local := s.at.In(b.loc)
		// "start" tells which of the two is meant; else a time in UTC is one
		// that a machine turned, and any other offset is a question.
		if s.start == local.Clock || s.start == "" && (s.at.UTC || s.at.Offset == 0 && b.p.zone.text == b.event.Zone) {
			s.date, s.from = local.Date, local.Clock
		}
	}
	if s.from == "" {
		return
	}
	switch {
	case s.end.Clock != "" && b.loc != nil && s.end.Zoned && s.from != s.at.Clock:
		s.to = s.end.In(b.loc).Clock
	case s.end.Clock != "":
		s.to = s.end.Clock
	case s.minutes > 0:
		end := (s.from.Minutes() + s.minutes) % (24 * 60)
		s.to, _ = content.NewClock(end/60, end%60)
	}
}
