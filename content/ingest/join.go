package ingest

import (
	"slices"
	"strings"
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
		e.RSVP = longer(e.RSVP, t.RSVP, 1)
		e.Sponsors = longer(e.Sponsors, t.Sponsors, 1)
		e.Agenda = longer(e.Agenda, t.Agenda, len(t.Agenda))
	}
	e.Talks, e.Speakers = joinProgrammes(read)
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

// longer returns b where it has more items than a, and at least so many.
func longer[T any](a, b []T, least int) []T {
	if len(a) == 0 && len(b) >= least || len(b) > len(a) && least > 1 {
		return b
	}
	return a
}

// first fills *a with b where it says nothing.
func first[T comparable](a *T, b T) {
	var nothing T
	if *a == nothing {
		*a = b
	}
}

// joinProgrammes returns the talks of the document that has most, with what only
// others say of each, and the speakers of all who give one.
func joinProgrammes(read []content.Event) ([]content.Talk, []content.Speaker) {
	order := make([]*content.Event, len(read))
	for i := range read {
		order[i] = &read[i]
	}
	slices.SortStableFunc(order, func(a, b *content.Event) int { return len(b.Talks) - len(a.Talks) })
	talks := slices.Clone(order[0].Talks)
	speakers := slices.Clone(order[0].Speakers)
	for _, t := range order[1:] {
		for i := range talks {
			k := slices.IndexFunc(t.Talks, func(u content.Talk) bool { return sameTalkTitle(&talks[i], &u) })
			if k < 0 {
				continue
			}
			u := t.Talks[k]
			first(&talks[i].Date, u.Date)
			if talks[i].Start == "" {
				talks[i].Start, talks[i].End = u.Start, u.End
			}
			first(&talks[i].Abstract, u.Abstract)
			first(&talks[i].Video, u.Video)
			first(&talks[i].Slides, u.Slides)
			if len(talks[i].Speakers) == 0 {
				talks[i].Speakers = u.Speakers
			}
		}
		none := len(speakers) == 0
		for _, s := range t.Speakers {
			i := slices.IndexFunc(speakers, func(u content.Speaker) bool { return content.Fold(u.Name) == content.Fold(s.Name) })
			if i < 0 {
				if none || speaks(talks, s.Name) {
					speakers = append(speakers, s)
				}
				continue
			}
			first(&speakers[i].Affiliation, s.Affiliation)
			first(&speakers[i].Role, s.Role)
			first(&speakers[i].Bio, s.Bio)
			if len(speakers[i].Links) == 0 {
				speakers[i].Links = s.Links
			}
		}
	}
	return talks, speakers
}

// sameTalkTitle reports whether two documents name one talk: by its title, or
// the beginning of it and who gives it.
func sameTalkTitle(t, u *content.Talk) bool {
	a, b := content.Fold(t.Title), content.Fold(u.Title)
	if a == b {
		return true
	}
	begins := strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" ")
	return begins && slices.ContainsFunc(t.Speakers, func(s string) bool { return speaks([]content.Talk{*u}, s) })
}

func speaks(talks []content.Talk, name string) bool {
	want := content.Fold(name)
	return slices.ContainsFunc(talks, func(t content.Talk) bool {
		return slices.ContainsFunc(t.Speakers, func(s string) bool { return content.Fold(s) == want })
	})
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
