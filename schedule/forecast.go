package schedule

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

// A Forecast is what will be posted, by due time, and what will not be and
// why.
type Forecast struct {
	Posts []Prospect `json:"posts"`
	Not   []Prospect `json:"not"`
}

// A Prospect is one posting of a Forecast.
type Prospect struct {
	Due    time.Time       `json:"due,omitzero"` // in the zone of the event, of a digest in the channel's
	Place  Place           `json:"place"`
	Event  content.EventID `json:"event,omitempty"` // 0: a digest
	Group  string          `json:"group,omitempty"`
	Title  string          `json:"title,omitempty"`
	Date   content.Date    `json:"date,omitempty"`
	Kind   Kind            `json:"kind,omitempty"` // "" when no kind is posted
	Slot   string          `json:"slot,omitempty"`
	State  State           `json:"state,omitempty"` // of its row; Planned also where there is none yet
	Reason string          `json:"reason,omitempty"`
}

// Forecast says, from rules, events and ledger, what the next rounds will post
// until the instant until, and which postings about events up to then will not
// take place. It changes nothing and needs no Poster.
func (r *Runner) Forecast(ctx context.Context, now, until time.Time) (Forecast, error) {
	s, err := r.survey(ctx, now)
	if err != nil {
		return Forecast{}, fmt.Errorf("forecast: %w", err)
	}
	ahead := until
	if rows := now.Add(digestAhead); ahead.Before(rows) {
		ahead = rows // a digest that has its row already is asked for, however short the forecast
	}
	d, err := r.draft(ctx, s, s.whole(), now, ahead)
	if err != nil {
		return Forecast{}, fmt.Errorf("forecast: %w", err)
	}
	return d.forecast(now, until, r.parts.Delays.Debounce), nil
}

func (s *draft) forecast(now, until time.Time, debounce time.Duration) Forecast {
	event := byID(s.views)
	f := Forecast{Posts: []Prospect{}, Not: []Prospect{}}
	prospect := func(d *Delivery) Prospect {
		p := Prospect{Due: d.Due, Place: d.Key.Place, Event: d.Key.Event, Kind: d.Kind, Slot: d.Key.Slot, State: d.State, Reason: d.Reason}
		if e := event[p.Event]; e != nil {
			p.Group, p.Title, p.Date = e.Group, e.Title, e.Date
			if e.loc != nil && !p.Due.IsZero() {
				p.Due = p.Due.In(e.loc)
			}
		}
		return p
	}
	entries := s.reconcile(now, debounce)
	private := func(p Place) bool { // what somebody asked for is their own business
		_, ok := p.Person()
		return ok
	}
	waiting := func(d *Delivery) bool { // one line says it of all that a pause keeps back
		return d.State == Withdrawn && d.Reason == untilResumed
	}
	open := map[int64]bool{}
	for i := range entries {
		e := &entries[i]
		open[e.ID] = true
		p := prospect(&e.Delivery)
		switch {
		case private(e.Key.Place), waiting(&e.Delivery):
		case e.State.Posted(): // it is being taken back
		case !e.State.Final() && !e.Due.After(until):
			f.Posts = append(f.Posts, p)
		case e.State.Final() && now.Before(e.Until):
			f.Not = append(f.Not, p)
		case e.State == Withheld || e.State == Failed:
			f.Not = append(f.Not, p)
		}
	}
	// What ended without a post while its event is still ahead.
	for i := range s.rows {
		d := &s.rows[i]
		e := event[d.Key.Event]
		if private(d.Key.Place) || open[d.ID] || waiting(d) || !d.State.Final() || d.State.Posted() || e == nil || e.dated && !now.Before(e.over) {
			continue
		}
		if d.State == Withdrawn && e.never != "" {
			continue // the event's own line says why
		}
		f.Not = append(f.Not, prospect(d))
	}
	type where struct {
		place Place
		event content.EventID
	}
	paused := map[where]bool{}
	for _, o := range s.omitted {
		if o.Event != 0 && o.Reason == untilResumed {
			paused[where{o.Place, o.Event}] = true
		}
	}
	for _, o := range s.omitted {
		e := event[o.Event]
		if e != nil && e.dated && (e.from.After(until) || !now.Before(e.over)) || paused[where{o.Place, o.Event}] && o.Reason != untilResumed {
			continue
		}
		f.Not = append(f.Not, prospect(&Delivery{Key: Key{Place: o.Place, Event: o.Event, Slot: o.Slot}, Kind: o.Kind, Due: o.Due, Reason: o.Reason}))
	}
	order := func(a, b Prospect) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Event, b.Event),
			cmp.Compare(a.Place.String(), b.Place.String()), cmp.Compare(a.Slot, b.Slot))
	}
	slices.SortStableFunc(f.Posts, order)
	slices.SortStableFunc(f.Not, order)
	return f
}
