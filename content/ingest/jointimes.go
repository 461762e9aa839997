package ingest

import (
	"cmp"
	"slices"

	"meetupbot/content"
)

// times settles the day, and then what belongs to it.
func (j *joining) times() {
	all := make([]*content.Event, len(j.read))
	for i := range j.read {
		all[i] = &j.read[i]
	}
	days := all
	// what others say is older than the word that it was moved
	moved := slices.DeleteFunc(slices.Clone(all), func(t *content.Event) bool {
		return t.Status != content.Moved || !t.Date.IsDay() || len(doubtsOn(t, "date")) > 0
	})
	if len(moved) > 0 {
		days = moved
	}
	j.field("date", days, nil)
	// the times of another day say little
	ofDay := slices.DeleteFunc(slices.Clone(all), func(t *content.Event) bool { return t.Date.IsDay() && t.Date != j.event.Date })
	if len(ofDay) == 0 {
		ofDay = all
	}
	j.field("zone", ofDay, nil)
	j.field("end_date", ofDay, nil)
	if j.event.EndDate <= j.event.Date {
		j.event.EndDate = ""
	}
	programme := programmeTimes(all)
	for _, name := range []string{"start", "end"} {
		who := ofDay
		if !slices.ContainsFunc(ofDay, func(t *content.Event) bool { return t.Field(name) != "" }) {
			who = all
		}
		j.field(name, who, programme)
	}
}

// field settles one field. Statements without a doubt count before those with
// one; a single one of them settles the doubts that its value answers. A time
// that the programme has is no other start or end of the event.
func (j *joining) field(name string, who []*content.Event, programme map[content.Clock]bool) {
	var clear, open []*content.Event
	for _, t := range who {
		value := t.Field(name)
		switch {
		case len(doubtsOn(t, name)) > 0:
			open = append(open, t)
		case value == "" || name == "date" && !t.Date.IsDay():
		case !slices.ContainsFunc(clear, func(u *content.Event) bool { return u.Field(name) == value }):
			clear = append(clear, t)
		}
	}
	clear = outermost(name, clear, programme)
	value := ""
	switch {
	case len(clear) > 0:
		value = clear[0].Field(name)
	default:
		for _, t := range who {
			first(&value, t.Field(name))
		}
	}
	set(j.event, name, value)
	if len(clear) > 1 {
		j.conflict(name, clear)
	}
	for _, t := range open {
		if len(clear) > 0 && settles(clear, t, name) {
			continue
		}
		if said := t.Field(name); len(clear) == 1 && said != "" && said != value {
			j.conflict(name, []*content.Event{clear[0], t})
			continue
		}
		for _, d := range doubtsOn(t, name) {
			if !slices.ContainsFunc(j.doubts, func(e content.Doubt) bool { return e.Question == d.Question }) {
				j.doubts = append(j.doubts, d)
			}
		}
	}
}

// outermost leaves out of differing starts all but the first, and of ends all
// but the last, as far as the programme says what happens at the others. Of last
// days, those of a programme by days go that ends before another's: it may be
// that of the workshops alone.
func outermost(name string, clear []*content.Event, programme map[content.Clock]bool) []*content.Event {
	if len(clear) < 2 {
		return clear
	}
	if name == "end_date" {
		last := slices.MaxFunc(clear, func(t, u *content.Event) int { return cmp.Compare(t.EndDate, u.EndDate) })
		return slices.DeleteFunc(slices.Clone(clear), func(t *content.Event) bool {
			return t != last && byDays(t)
		})
	}
	if len(programme) == 0 {
		return clear
	}
	minutes := func(t *content.Event) int {
		if name == "start" {
			return -t.Start.Minutes()
		}
		m := t.End.Minutes()
		if t.End <= t.Start {
			m += 24 * 60 // past midnight
		}
		return m
	}
	outer := slices.MaxFunc(clear, func(t, u *content.Event) int { return cmp.Compare(minutes(t), minutes(u)) })
	left := slices.DeleteFunc(slices.Clone(clear), func(t *content.Event) bool {
		return t != outer && programme[content.Clock(t.Field(name))]
	})
	if len(left) == 1 {
		return left
	}
	return clear
}

// byDays reports whether an event's programme names the day of what is in it.
func byDays(t *content.Event) bool {
	return slices.ContainsFunc(t.Talks, func(talk content.Talk) bool { return talk.Date != "" }) ||
		slices.ContainsFunc(t.Agenda, func(a content.AgendaItem) bool { return a.Date != "" })
}

// programmeTimes are the times of talks and agenda entries, but for the one
// that a programme begins with: that is when it starts.
func programmeTimes(read []*content.Event) map[content.Clock]bool {
	times := map[content.Clock]bool{}
	for _, t := range read {
		for i, a := range t.Agenda {
			times[a.Start] = times[a.Start] || i > 0
			times[a.End] = true
		}
		for _, talk := range t.Talks {
			times[talk.Start], times[talk.End] = true, true
		}
	}
	delete(times, "")
	return times
}

// set gives a compared field a value that a document has of it.
func set(e *content.Event, name, value string) {
	switch name {
	case "date":
		e.Date = content.Date(value)
	case "end_date":
		e.EndDate = content.Date(value)
	case "start":
		e.Start = content.Clock(value)
	case "end":
		e.End = content.Clock(value)
	case "zone":
		e.Zone = value
	}
}
