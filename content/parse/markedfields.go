package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/page"
)

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
	have := map[string]bool{}
	for _, l := range d.event.RSVP {
		have[bareAddress(l.URL)] = true
	}
	addresses := d.main.Offers
	if signUp(d.main.URL.Text) {
		addresses = append(slices.Clip(addresses), d.main.URL)
	}
	for _, at := range addresses {
		if at.Text == d.main.URL.Text && !signUp(at.Text) || groupPage(at.Text) && !signUp(at.Text) || have[bareAddress(at.Text)] {
			continue
		}
		have[bareAddress(at.Text)] = true
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
