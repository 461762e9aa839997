package parse

import (
	"unicode/utf8"

	"meetupbot/content"
)

// How long the texts of an event may be, in bytes. What people write is a tenth
// of it.
const (
	maxName = 1 << 10  // a title, a name, a place, an entry of a programme
	maxText = 32 << 10 // an abstract, a bio
)

// written takes out of a result what nobody writes: control characters and ones
// that turn the direction of writing, and what is too long to be a title or an
// abstract. Documents were cleaned of such characters, but JSON, YAML, XML and
// HTML can spell them, as in "\u202e".
func (r *Result) written() {
	cut := false
	for i := range r.Events {
		cut = clipEvent(&r.Events[i]) || cut
		writtenEvent(&r.Events[i])
	}
	if cut {
		r.Warnings = append(r.Warnings, r.Path+": texts that are too long were cut")
	}
	for i := range r.Warnings {
		clean(&r.Warnings[i])
	}
}

// clipEvent cuts texts that are too long, and reports whether there were any.
func clipEvent(e *content.Event) bool {
	cut := false
	clip := func(s *string, most int) {
		if len(*s) > most {
			at := most - len("…")
			for !utf8.RuneStart((*s)[at]) {
				at--
			}
			*s, cut = (*s)[:at]+"…", true
		}
	}
	names := []*string{&e.Title, &e.Venue.Name, &e.Venue.Address}
	for i := range e.Talks {
		t := &e.Talks[i]
		names = append(names, &t.Title)
		for j := range t.Speakers {
			names = append(names, &t.Speakers[j])
		}
		clip(&t.Abstract, maxText)
	}
	for i := range e.Speakers {
		s := &e.Speakers[i]
		names = append(names, &s.Name, &s.Affiliation, &s.Role)
		clip(&s.Bio, maxText)
	}
	for i := range e.Agenda {
		names = append(names, &e.Agenda[i].Text)
	}
	for i := range e.Evidence {
		names = append(names, &e.Evidence[i].Value, &e.Evidence[i].Text)
	}
	for _, s := range names {
		clip(s, maxName)
	}
	return cut
}

func clean(list ...*string) {
	for _, s := range list {
		if at, _ := illegibleAt(*s); at >= 0 {
			*s = legible(*s)
		}
	}
}

func writtenEvent(e *content.Event) {
	clean(&e.Title, &e.Venue.Name, &e.Venue.Address, &e.Origin.Place, &e.Origin.UID, &e.Origin.URL)
	for i := range e.Talks {
		t := &e.Talks[i]
		clean(&t.Title, &t.Abstract, &t.Video, &t.Slides)
		for j := range t.Speakers {
			clean(&t.Speakers[j])
		}
	}
	for i := range e.Speakers {
		s := &e.Speakers[i]
		clean(&s.Name, &s.Affiliation, &s.Role, &s.Bio)
		for j := range s.Links {
			clean(&s.Links[j].Text, &s.Links[j].URL)
		}
	}
	for i := range e.Agenda {
		clean(&e.Agenda[i].Text)
	}
	for i := range e.RSVP {
		clean(&e.RSVP[i].Text, &e.RSVP[i].URL)
	}
	for i := range e.Sponsors {
		clean(&e.Sponsors[i])
	}
	for i := range e.Evidence {
		clean(&e.Evidence[i].Value, &e.Evidence[i].Text)
	}
	for i := range e.Doubts {
		d := &e.Doubts[i]
		clean(&d.Question)
		for j := range d.Readings {
			clean(&d.Readings[j].Value, &d.Readings[j].Text)
		}
	}
}
