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
