package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
)

// agenda answers "agenda [event]".
func (q question) agenda(ctx context.Context) (Reply, error) {
	words := q.ofGroup(q.call.Args["event"])
	if words == "" {
		event, off, err := q.nextOf(ctx, q.groups)
		if err != nil {
			return nil, err
		}
		if event == nil {
			return q.nonePlanned(ctx, off)
		}
		return q.titles.agenda(event, q.now), nil
	}
	event, err := q.eventNamed(ctx, words)
	if err != nil {
		return nil, err
	}
	if event == nil {
		return Notice{
			Text: fmt.Sprintf("No meetup is known by “%s”: a day such as 2026-09-29 or words of its title find one.", echo(words)),
			Try:  []string{"agenda", "meetups"},
		}, nil
	}
	return q.titles.agenda(event, q.now), nil
}

// eventNamed returns the event that words mean: that of a day, or the nearest
// with these words. It is nil when there is none.
func (q question) eventNamed(ctx context.Context, words string) (*content.Event, error) {
	if date, err := content.ParseDate(words); err == nil {
		return q.eventOn(ctx, date)
	}
	for _, query := range []content.EventQuery{
		{Groups: q.groups, Words: words, After: q.now, Limit: 6},
		{Groups: q.groups, Words: words, Before: q.now, Newest: true, Limit: 6},
		{Groups: q.groups, Words: words, Undated: true, Limit: 6},
	} {
		events, err := q.library.Events(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("events with %q: %w", words, err)
		}
		want := content.Fold(words)
		if i := slices.IndexFunc(events, func(e content.Event) bool { return content.Fold(e.Title) == want }); i >= 0 {
			return &events[i], nil
		}
		if event := standingFirst(events); event != nil {
			return event, nil
		}
	}
	return nil, nil
}

// eventOn returns the event of a day, or the first of a month.
func (q question) eventOn(ctx context.Context, date content.Date) (*content.Event, error) {
	first := date
	if !date.IsDay() {
		first = date + "-01"
	}
	// The bounds are wide enough for every zone; the days decide.
	from, err := content.Instant(first.AddDays(-1), "", time.UTC)
	if err != nil {
		return nil, err
	}
	events, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, After: from, Limit: 50, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("events of %s: %w", date, err)
	}
	events = slices.DeleteFunc(events, func(e content.Event) bool {
		return !strings.HasPrefix(string(e.Date), string(date)) && !(e.Date <= date && date <= e.EndDate)
	})
	return standingFirst(events), nil
}

// standingFirst returns the first event that takes place, else the first.
func standingFirst(events []content.Event) *content.Event {
	for i := range events {
		if !calledOff(events[i].Status) {
			return &events[i]
		}
	}
	if len(events) > 0 {
		return &events[0]
	}
	return nil
}

// agenda is the programme of e: what it lists, and the talks with a time that
// the list does not name.
func (t titles) agenda(e *content.Event, now time.Time) AgendaCard {
	card := AgendaCard{Event: t.meetup(e, now)}
	for _, item := range e.Agenda {
		card.Items = append(card.Items, AgendaItem{Start: item.Start, End: item.End, Text: item.Text})
	}
	for _, talk := range e.Talks {
		listed := slices.IndexFunc(card.Items, func(i AgendaItem) bool {
			return strings.Contains(content.Fold(i.Text), content.Fold(talk.Title))
		})
		if listed >= 0 {
			card.Items[listed].Speakers = unnamed(talk.Speakers, card.Items[listed].Text)
			continue
		}
		if talk.Start == "" {
			continue
		}
		// Never sorted as a whole: a programme may go past midnight.
		at := slices.IndexFunc(card.Items, func(i AgendaItem) bool { return i.Start > talk.Start })
		if at < 0 {
			at = len(card.Items)
		}
		card.Items = slices.Insert(card.Items, at, AgendaItem{
			Start: talk.Start, End: talk.End, Text: talk.Title, Speakers: talk.Speakers,
		})
	}
	return card
}
