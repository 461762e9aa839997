package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/page"
	"meetupbot/content/parse/when"
)

// markedDay names the places where end and doors are stated; the day itself
// was chosen among all that the page says.
func (d *draft) markedDay() {
	m := d.main
	if m == nil || !d.fromMarked() {
		return
	}
	e := &d.event
	for i := range e.Evidence {
		ev := &e.Evidence[i]
		at := said{}
		switch ev.Field {
		case "end", "end_date":
			at = m.ends
		case "start":
			at = m.opens
		}
		if at.text != "" && ev.Line == m.place.said.line && ev.Text == m.place.said.text {
			ev.Text, ev.Line, ev.Rule = at.text, at.line, at.rule
		}
	}
	if m.midnight && !slices.ContainsFunc(d.days, func(s stated) bool { return s.reading.Date == e.Date }) {
		reading := func(day content.Date, rule, way string) content.Evidence {
			return content.Evidence{Field: "date", Value: string(day), Path: d.path, Line: m.place.said.line, Text: m.place.said.text, Rule: rule, Way: way}
		}
		d.ask("date", "midnight or day", fmt.Sprintf("Is the event on %s at %s, or on %s?", e.Date, m.place.clock, m.offset.written.Date),
			reading(e.Date, "that midnight in the event's zone", "midnight"), reading(m.offset.written.Date, "a day, written as its midnight", "day"))
	}
	if m.either {
		last := e.Date
		if e.EndDate != "" {
			last = e.EndDate
		}
		reading := func(day content.Date, rule, way string) content.Evidence {
			return content.Evidence{Field: "end_date", Value: string(day), Path: d.path, Line: m.ends.line, Text: m.ends.text, Rule: rule, Way: way}
		}
		d.ask("end_date", "midnight or day", fmt.Sprintf("Is the event's last day %s or %s?", last, last.AddDays(1)),
			reading(last, "it ends at that midnight", "midnight"), reading(last.AddDays(1), "a day, written as its midnight", "day"))
	}
}

// settleMidnight takes a stated midnight for a mere day where the page's text
// names that day, and not the evening that the midnight is in the zone.
func (f *facts) settleMidnight() {
	m := f.main
	says := func(day content.Date) bool {
		return slices.ContainsFunc(f.days, func(s stated) bool { return s.reading.Date == day })
	}
	if !m.midnight || !says(m.offset.written.Date) || says(m.place.day) {
		return
	}
	for i := range f.places {
		if p := &f.places[i]; p.name == m.place.name && p.said == m.place.said {
			p.day, p.clock, p.end, p.until = m.offset.written.Date, "", "", ""
			p.said.rule += ", a day written as its midnight, as the text names it"
			m.place, m.offset, m.midnight = *p, nil, false
		}
	}
}

// fromMarked reports whether the event's day is the one that is stated for
// programs.
func (d *draft) fromMarked() bool {
	return slices.ContainsFunc(d.event.Evidence, func(ev content.Evidence) bool {
		return ev.Field == "date" && ev.Line == d.main.place.said.line && ev.Text == d.main.place.said.text
	})
}

// markedStart compares the stated start with the times of the page's text.
func (d *draft) markedStart() {
	m, e := d.main, &d.event
	if m == nil || e.Start == "" || e.Start != m.place.clock || !d.fromMarked() {
		return // or the programme begins before
	}
	stated := content.Evidence{Field: "start", Value: string(e.Start), Path: d.path, Line: m.place.said.line, Text: m.place.said.text, Rule: m.place.said.rule, Way: "structured data"}
	text := d.startsAt()
	text.Way = "text"
	if text.Rule == firstEntry {
		return // the programme and the start were compared already
	}
	if o := m.offset; o != nil && o.written.Clock != "" && m.opens.text == "" {
		written := stated
		written.Value, written.Rule, written.Way = string(o.written.Clock), "as it is written there, whatever the offset", "as written"
		switch says, means := d.names(o.written.Clock), d.names(o.local.Clock); {
		case o.written.UTC && says && !means:
			d.ask("start", "local time written as UTC", fmt.Sprintf("Does the event start at %s or at %s? The page's structured data writes %s in UTC, and its text the same.", e.Start, o.written.Clock, o.written.Clock), stated, written)
		case says && !means && o.written.Date == o.local.Date:
			e.Start = o.written.Clock
			d.note("start", string(e.Start), m.place.said.line, m.place.said.text, "as it is written there, and in the text; the offset is not that of the zone")
			if end, ok := when.ReadStamp(m.End.Text); ok && end.Date == e.Date && end.Clock > e.Start {
				e.End = end.Clock
				d.note("end", string(e.End), m.ends.line, m.ends.text, "as it is written there")
			}
		case !o.written.UTC && !means:
			d.ask("start", "clock or offset", fmt.Sprintf("Does the event start at %s, or at %s as it is written? The offset beside it is not that of its zone.", e.Start, o.written.Clock), stated, written)
		}
		return
	}
	if text.Value == "" || d.names(e.Start) {
		return
	}
	d.ask("start", "structured data or text", fmt.Sprintf("Does the event start at %s or at %s?", e.Start, text.Value), stated, text)
}

// ask adds a doubt of a kind: one answer serves all doubts of the kind in a
// source; "" where each has its own.
func (d *draft) ask(field, kind, question string, readings ...content.Evidence) {
	d.doubt(field, question, readings...)
	d.event.Doubts[len(d.event.Doubts)-1].Kind = kind
}

// names reports whether the text holds a time of day, whatever it says of it.
func (d *draft) names(c content.Clock) bool {
	holds := func(s string) bool {
		for _, span := range when.Settle(when.Times(s)) {
			if span.From == c {
				return true
			}
		}
		return false
	}
	if holds(d.title.text) {
		return true
	}
	for i := range d.units {
		if u := &d.units[i]; d.keep(u) && u.block.Kind != outline.Code && digits(u.low) && holds(u.text.Plain) {
			return true
		}
	}
	return false
}

// markedTalks takes the parts of the event as its talks, and those who perform
// as speakers.
func (d *draft) markedTalks() {
	if d.main == nil {
		return
	}
	e := &d.event
	who := func(p page.Person) person {
		x := person{name: p.Text, line: p.Line, text: p.Text, affiliation: p.Affiliation, role: p.Role}
		if personLink(p.URL) {
			x.links = []content.Link{{Text: p.Text, URL: p.URL}}
		}
		return x
	}
	plan := len(e.Agenda) == 0 && !d.main.extra
	for _, part := range d.main.Parts {
		m, _ := localised(part, d.hints.Zone)
		if part.Name.Text == "" {
			continue
		}
		t := talk{unit: -1, line: part.Name.Line, text: part.Name.Text, rule: part.Form + ": a part of the event"}
		t.Title, t.Start, t.Abstract = part.Name.Text, m.place.clock, outline.Fragment(part.About.Text)
		if m.place.until == "" {
			t.End = m.place.end
		}
		if e.EndDate != "" {
			t.Date = m.place.day
		}
		for _, p := range part.People {
			t.people = append(t.people, who(p))
		}
		if plan && t.Start != "" {
			e.Agenda = append(e.Agenda, content.AgendaItem{Date: t.Date, Start: t.Start, End: t.End, Text: t.Title})
			d.note("agenda", string(t.Start)+" "+t.Title, t.line, t.text, t.rule)
		}
		if len(t.people) > 0 || !pausing(t.Title, false) {
			for i := range t.people {
				t.people[i].name = d.addPerson(t.people[i])
			}
			d.addTalk(t)
		}
	}
	for _, p := range d.main.People {
		d.addPerson(who(p))
	}
}

// markedVenue takes the stated place, and asks where the text labels another
// one as the place.
func (d *draft) markedVenue() bool {
	if d.main == nil || d.main.Place.Text == "" {
		return false
	}
	p, e := d.main.Place, &d.event
	kept := len(e.Evidence)
	var text content.Evidence
	if d.labelledVenue() || d.venueSection() {
		text = e.Evidence[len(e.Evidence)-1]
	}
	other := e.Venue
	e.Evidence, e.Venue = e.Evidence[:kept], content.Venue{}
	name := p.Name
	if p.Online {
		name = "Online"
	}
	if !d.setVenue(name, p.Address, p.Line, p.Text, d.main.Form+": location") {
		e.Venue = other
		if other.Name != "" {
			e.Evidence = append(e.Evidence, text)
		}
		return other.Name != ""
	}
	if other.Name != "" && !shareWord(other.String(), e.Venue.String()) && !strings.EqualFold(other.Name, "Online") {
		d.ask("venue", "structured data or text", fmt.Sprintf("Is the event at %s or at %s?", e.Venue.Name, other.Name), e.Evidence[len(e.Evidence)-1], text)
	}
	return true
}

func shareWord(a, b string) bool {
	have := content.Words(b)
	return slices.ContainsFunc(content.Words(a), func(w string) bool { return len(w) > 2 && slices.Contains(have, w) })
}

// markedSignUp takes the addresses where the page says that tickets are.
func (d *draft) markedSignUp() {
	if d.main == nil {
		return
	}
	addresses := d.main.Offers
	if signUp(d.main.URL.Text) {
		addresses = append(slices.Clip(addresses), d.main.URL)
	}
	for _, at := range addresses {
		if at.Text == d.main.URL.Text && !signUp(at.Text) || groupPage(at.Text) && !signUp(at.Text) ||
			slices.ContainsFunc(d.event.RSVP, func(l content.Link) bool { return sameAddress(l.URL, at.Text) }) {
			continue
		}
		d.event.RSVP = append(d.event.RSVP, content.Link{URL: at.Text})
		d.note("rsvp", at.Text, at.Line, at.Text, d.main.Form+": offers")
	}
}

// markedStatus takes the stated status, unless it says that all is well and the
// text knows better: sites forget to change it.
func (d *draft) markedStatus() {
	if d.main == nil {
		return
	}
	statuses := map[page.Status]content.Status{page.Cancelled: content.Cancelled, page.Postponed: content.Postponed, page.Rescheduled: content.Moved, page.MovedOnline: content.Moved}
	s, ok := statuses[d.main.Status]
	if !ok {
		return
	}
	d.event.Status = s
	d.note("status", string(s), d.main.StatusAt.Line, d.main.StatusAt.Text, d.main.Form+": eventStatus")
}
