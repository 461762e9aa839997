package ingest

import (
	"slices"
	"time"

	"meetupbot/content"
)

// join returns the one event that documents tell of, field by field. The first
// leads: its title and place stand, and what the others say of these is
// evidence. Where they differ on the day, the times, the zone or the status,
// that is a doubt with both readings. The lists are those of the fullest
// programme.
func join(read []content.Event) content.Event {
	e := read[0]
	e.Doubts = slices.Clone(e.Doubts)
	if len(read) == 1 {
		return e
	}
	read = stamped(read)
	j := joining{event: &e, read: read}
	j.sameZone()
	j.times()
	j.status()
	for i := range read {
		t := &read[i]
		first(&e.Title, t.Title)
		if e.Venue.Address == "" && (e.Venue.Name == "" || content.Fold(e.Venue.Name) == content.Fold(t.Venue.Name)) {
			first(&e.Venue.Name, t.Venue.Name)
			e.Venue.Address = t.Venue.Address
		}
		if e.Origin.UID == "" && t.Origin.UID != "" {
			e.Origin.UID, e.Origin.Place = t.Origin.UID, t.Origin.Place // the date of a series is known by both
		}
		first(&e.Origin.URL, t.Origin.URL)
		if !t.Published.IsZero() && (e.Published.IsZero() || t.Published.Before(e.Published)) {
			e.Published = t.Published
		}
		if len(e.RSVP) == 0 {
			e.RSVP = t.RSVP
		}
		if len(e.Sponsors) == 0 {
			e.Sponsors = t.Sponsors
		}
	}
	e.Talks, e.Speakers, e.Agenda = joinProgrammes(read)
	e.Evidence = nil
	for i := range read {
		e.Evidence = append(e.Evidence, read[i].Evidence...)
	}
	e.Doubts = append(others(read[0].Doubts), j.doubts...)
	return e
}

// stamped returns the events with their source in all that they were read from.
func stamped(read []content.Event) []content.Event {
	read = slices.Clone(read)
	for i := range read {
		t := &read[i]
		t.Evidence = slices.Clone(t.Evidence)
		for k := range t.Evidence {
			t.Evidence[k].Source = t.Origin.Source
		}
		t.Doubts = slices.Clone(t.Doubts)
		for k := range t.Doubts {
			readings := slices.Clone(t.Doubts[k].Readings)
			for n := range readings {
				readings[n].Source = t.Origin.Source
			}
			t.Doubts[k].Readings = readings
		}
	}
	return read
}

// others are the doubts about fields that documents are not compared in.
func others(doubts []content.Doubt) []content.Doubt {
	return slices.DeleteFunc(slices.Clone(doubts), func(d content.Doubt) bool { return slices.Contains(compared, d.Field) })
}

var compared = []string{"date", "end_date", "start", "end", "zone", "status"}

// first fills *a with b where it says nothing.
func first[T comparable](a *T, b T) {
	var nothing T
	if *a == nothing {
		*a = b
	}
}

// sameZone puts what documents say in another zone than the first's into that
// one, where it is the same instant: calendars often say UTC.
func (j *joining) sameZone() {
	lead := &j.read[0]
	loc, err := content.LoadZone(lead.Zone)
	if err != nil || lead.Start == "" {
		return
	}
	begin, _, _ := lead.Span()
	for i := 1; i < len(j.read); i++ {
		t := &j.read[i]
		from, to, ok := t.Span()
		if !ok || t.Zone == lead.Zone || t.Start == "" || !from.Equal(begin) {
			continue
		}
		clock := func(at time.Time) content.Clock { return content.Clock(at.In(loc).Format("15:04")) }
		t.Zone, t.Date, t.Start = lead.Zone, lead.Date, lead.Start
		if t.End != "" {
			t.End = clock(to)
		}
		if last := content.DateOf(to.In(loc)); t.EndDate != "" {
			t.EndDate = last
		}
		t.Doubts = slices.DeleteFunc(t.Doubts, func(d content.Doubt) bool { return d.Field == "zone" })
	}
}
