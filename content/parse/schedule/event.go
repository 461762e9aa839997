package schedule

import (
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
)

// A builder makes the event of a programme.
type builder struct {
	p     programme
	path  string
	event content.Event
	named map[string]bool // the speakers so far
	loc   *time.Location  // nil where no zone is known
}

func (b *builder) note(ev content.Evidence) {
	const most = 200
	if len(ev.Text) > most {
		ev.Text = clip(ev.Text, most)
	}
	ev.Path = b.path
	b.event.Evidence = append(b.event.Evidence, ev)
}

func (b *builder) doubt(field, kind, question string, readings ...content.Evidence) {
	b.event.Doubts = append(b.event.Doubts, content.Doubt{Field: field, Kind: kind, Question: question, Readings: readings})
}

func clip(s string, most int) string {
	for i := range s {
		if i > most-4 {
			return s[:i]
		}
	}
	return s
}

// event makes the event of the programme.
func (p programme) event(in In) content.Event {
	b := &builder{p: p, path: in.Path, named: map[string]bool{}}
	b.p.sessions = slices.Clone(p.sessions)
	e := &b.event
	*e = content.Event{Group: in.Group, Title: p.title.text, Status: content.Scheduled, Origin: content.Origin{Path: in.Path, URL: p.page}}
	if e.Title == "" && len(p.sessions) == 1 {
		p.title = p.sessions[0].title
		e.Title = p.title.text
		if isAddress(p.sessions[0].page) {
			e.Origin.URL = p.sessions[0].page
		}
	}
	if e.Title != "" {
		b.note(content.Evidence{Field: "title", Value: e.Title, Line: p.title.line, Text: p.title.text, Rule: "the schedule's title"})
	}
	b.settleZone(in.Zone)
	b.sort()
	b.days()
	b.times()
	b.venue()
	b.talks()
	if !p.alone && e.Date != "" && !p.single && len(p.days) == 0 {
		e.Origin.Place = string(e.Date)
	}
	return *e
}

// sort puts the sessions in the order in which they take place; those without
// a time come last.
func (b *builder) sort() {
	slices.SortStableFunc(b.p.sessions, func(x, y session) int {
		if (x.from == "") != (y.from == "") {
			return compare(y.from, x.from)
		}
		if c := compare(x.date, y.date); c != 0 {
			return c
		}
		return compare(x.from, y.from)
	})
}

// venue takes the place that is stated, or the one room in which everything
// takes place.
func (b *builder) venue() {
	v := b.p.venue
	if v.Name == "" {
		for i, s := range b.p.sessions {
			if i > 0 && s.room != v.Name {
				return
			}
			v.Name, v.line = s.room, s.line
		}
		v.text = v.Name
	}
	if v.Name != "" {
		b.event.Venue = v.Venue
		b.note(content.Evidence{Field: "venue", Value: v.Venue.String(), Line: v.line, Text: v.text, Rule: "the place that the schedule names"})
	}
}

// talks fills in the programme, the talks and the people.
func (b *builder) talks() {
	e := &b.event
	several := e.EndDate != ""
	rooms := map[string]bool{}
	for _, s := range b.p.sessions {
		several = several || s.date != "" && s.date != e.Date
		rooms[s.room] = true
	}
	for _, s := range b.p.sessions {
		date := s.date
		if !several {
			date = ""
		}
		if s.from != "" && s.title.text != "" {
			item := content.AgendaItem{Date: date, Start: s.from, End: s.to, Text: s.title.text}
			if s.room != "" && len(rooms) > 1 {
				item.Text += " (" + s.room + ")"
			}
			e.Agenda = append(e.Agenda, item)
			b.note(content.Evidence{Field: "agenda", Value: string(item.Start) + " " + item.Text, Line: s.title.line, Text: s.title.text, Rule: "a session of the schedule"})
		}
		for _, name := range s.people {
			b.speaker(name)
		}
		if s.isTalk() {
			video, slides := media(s.links)
			e.Talks = append(e.Talks, content.Talk{Title: s.title.text, Date: date, Start: s.from, End: s.to, Speakers: s.people, Abstract: s.abstract, Video: video, Slides: slides})
			b.note(content.Evidence{Field: "talk", Value: s.title.text, Line: s.title.line, Text: s.title.text, Rule: "a session of the schedule"})
		}
	}
}

// isTalk reports whether people come to hear a session: somebody gives it, or
// it is described and no pause.
func (s *session) isTalk() bool {
	switch {
	case s.title.text == "" || s.service:
		return false
	case len(s.people) > 0:
		return true
	}
	return (s.stated != "" || s.abstract != "") && !agenda.Pausing(s.title.text, false)
}

// speaker takes somebody into the event, once.
func (b *builder) speaker(name string) {
	p := b.p.people[content.Fold(name)]
	if p == nil || b.named[p.Name] {
		return
	}
	b.named[p.Name] = true
	b.event.Speakers = append(b.event.Speakers, p.Speaker)
	b.note(content.Evidence{Field: "speaker", Value: p.Name, Line: p.line, Text: p.Name, Rule: "named with a session of the schedule"})
}
