package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
)

// thin reports whether the page tells less in its text than in the description
// that it states for programs: its text is made by scripts.
func (f *facts) thin() bool { return f.thinBeside(f.main) }

func (f *facts) thinBeside(m *marked) bool {
	n := 0
	for i := range f.units {
		n += len(f.units[i].text.Plain)
	}
	return n < len(m.About.Text)
}

// decideBeside decides on an event that is stated in a page about something
// else: it counts where the page tells of no event and is no article.
func (f *facts) decideBeside(r *Result, h Hints) {
	if r.Kind == content.Other && !f.isArticle() && f.beside.place.day != "" {
		r.Kind, r.Events = content.Announcement, f.markedEvents(h, *f.beside)
		return
	}
	r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: an event is stated here for programs that the page is not about: it was left out", f.path, f.beside.Line))
}

// markedEvents reads the stated events for themselves, each with its own
// description.
func (f *facts) markedEvents(h Hints, list ...marked) []content.Event {
	var out []content.Event
	for i := range list {
		m := &list[i]
		part := *f
		part.front, part.places, part.units, part.days = nil, nil, nil, nil
		part.main = m
		part.title = said{m.Name.Text[:unitEnd(m.Name.Text)], m.Name.Line, m.Form + ": name"}
		if m.place.day != "" {
			part.places = []place{m.place}
		}
		d := newDraft(&part, lessons{}, h, func(*unit) bool { return true })
		if len(list) > 1 {
			d.event.Origin.Place = strings.TrimSpace(string(m.place.day) + " " + content.Fold(m.Name.Text))
		}
		d.read()
		e := d.finish()
		if m.About.Text != "" {
			lines := make([]int, 1+strings.Count(m.About.Text, "\n"))
			for i := range lines {
				lines[i] = m.About.Line
			}
			if _, err := described(&e, description{text: m.About.Text, lines: lines, html: strings.Contains(m.About.Text, "<"), what: m.Form + ": description"}, h); err != nil {
				f.warn(m.About.Line, fmt.Sprintf("a description was left unread: %v", err))
			}
		}
		out = append(out, e)
	}
	return out
}

// withMarked joins what the page's text lists with what it states for
// programs: of one day's event, the stated day, times and place lead, and the
// text adds its talks and people.
func withMarked(listed, stated []content.Event) []content.Event {
	out := slices.Clone(listed)
	for _, e := range stated {
		same := -1
		for i := range listed {
			if l := &listed[i]; e.Date.IsDay() && l.Date <= e.Date && e.Date <= max(l.Date, l.EndDate) {
				if same >= 0 {
					same = -1 // two of a day: nobody can tell which
					break
				}
				same = i
			}
		}
		if same < 0 {
			out = append(out, e)
			continue
		}
		out[same] = lead(e, out[same])
	}
	return out
}

// lead returns the stated event with what only the text says.
func lead(e, text content.Event) content.Event {
	if e.Start != "" && text.Start != "" && e.Start != text.Start {
		e.Doubts = append(e.Doubts, content.Doubt{Field: "start", Kind: "structured data or text", Question: fmt.Sprintf("Does the event start at %s or at %s?", e.Start, text.Start), Readings: append(about("start", e), about("start", text)...)})
	}
	e.Origin.Place = text.Origin.Place
	if e.Title == "" {
		e.Title = text.Title
	}
	if e.Start == "" {
		e.Start, e.End = text.Start, text.End
	}
	if e.Venue == (content.Venue{}) {
		e.Venue = text.Venue
	}
	if e.Status == content.Scheduled {
		e.Status = text.Status
	}
	if len(e.Talks) == 0 {
		e.Talks, e.Agenda = text.Talks, text.Agenda
	}
	if len(e.Speakers) == 0 {
		e.Speakers = text.Speakers
	}
	if len(e.RSVP) == 0 {
		e.RSVP = text.RSVP
	}
	if len(e.Sponsors) == 0 {
		e.Sponsors = text.Sponsors
	}
	e.Evidence = append(e.Evidence, text.Evidence...)
	return e
}

// about returns the first evidence of an event's field.
func about(field string, e content.Event) []content.Evidence {
	for i, ev := range e.Evidence {
		if ev.Field == field {
			return e.Evidence[i : i+1 : i+1]
		}
	}
	return nil
}
