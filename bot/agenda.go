package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
)

// agenda answers "agenda [event]".
func (q question) agenda(ctx context.Context) (Reply, error) {
	event, none, err := q.subject(ctx, true)
	if event == nil {
		return none, err
	}
	return q.titles.agenda(event, q.now), nil
}

// agenda is the programme of e: what it lists, and the talks with a time that
// the list does not name. Of one of several days that is under way, the days
// before today are left out.
func (t titles) agenda(e *content.Event, now time.Time) AgendaCard {
	card := AgendaCard{Event: t.meetup(e, now)}
	p := programmeOf(e)
	today := content.Date("")
	if w := card.Event.When; w.Phase == OnNow {
		today = e.Date.AddDays(-w.Days)
	}
	day := e.Date
	if p.days() == 1 {
		today = ""
	}
	for i, item := range p.items {
		if p.day[i] < today {
			continue
		}
		if p.days() > 1 && (p.day[i] != day || len(card.Items) == 0) {
			day = p.day[i]
			item.Day = longDay(day, true, day[:4] != e.Date[:4])
		}
		card.Items = append(card.Items, item)
	}
	return card
}

// A programme is an event's entries, each with the day that it is on.
type programme struct {
	items []AgendaItem
	day   []content.Date
	words []string // of each entry, folded
}

func programmeOf(e *content.Event) *programme {
	p := &programme{}
	for _, item := range e.Agenda {
		p.insert(len(p.items), entryDay(item.Date, e), AgendaItem{Start: item.Start, End: item.End, Text: item.Text})
	}
	for _, talk := range e.Talks {
		if at := p.naming(talk); at >= 0 {
			p.items[at].Speakers = unnamed(talk.Speakers, p.items[at].Text)
			continue
		}
		if talk.Start == "" {
			continue
		}
		// Never sorted as a whole: a programme may go past midnight.
		day := entryDay(talk.Date, e)
		at := 0
		for at < len(p.items) && (p.day[at] < day || p.day[at] == day && p.items[at].Start <= talk.Start) {
			at++
		}
		p.insert(at, day, AgendaItem{Start: talk.Start, End: talk.End, Text: talk.Title, Speakers: talk.Speakers})
	}
	return p
}

func (p *programme) insert(at int, day content.Date, item AgendaItem) {
	p.items = slices.Insert(p.items, at, item)
	p.day = slices.Insert(p.day, at, day)
	p.words = slices.Insert(p.words, at, content.Fold(item.Text))
}

// naming returns the entry that names a talk, at its own time if there is one,
// or -1.
func (p *programme) naming(talk content.Talk) int {
	title, found := content.Fold(talk.Title), -1
	for i, words := range p.words {
		if talk.Date != "" && p.day[i] != talk.Date || !strings.Contains(words, title) {
			continue
		}
		if p.items[i].Start == talk.Start {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// days counts the days of the programme.
func (p *programme) days() int {
	n := 0
	for i, d := range p.day {
		if i == 0 || d != p.day[i-1] {
			n++
		}
	}
	return n
}

// entryDay is the day of an entry that may not name its own.
func entryDay(own content.Date, e *content.Event) content.Date {
	if own == "" {
		return e.Date
	}
	return own
}
