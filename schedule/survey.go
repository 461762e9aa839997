package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

const (
	// digestAhead is how far ahead of its day a digest gets its row.
	digestAhead = 8 * 24 * time.Hour

	// digestKept is how long a digest may be the latest of its place, so that
	// what it named is known: from one month's to the next.
	digestKept = 35 * 24 * time.Hour

	// maxUndated is how many events without a day are read, the newest.
	maxUndated = 100
)

// A survey is what one round knows of all places: rules, events, and what the
// ledger's rows are about. The rows themselves are read page by page.
type survey struct {
	channels []*Channel      // the first of each place, whose rules count, in the order of places
	lists    map[Place]Place // of servers, by channel
	views    []view
	outlines []Outline           // of all rows that bear on the round but reports
	reports  []Outline           // ... of reports to organisers
	read     map[int64]*Delivery // all rows, where they are few and none has changed since; nil: each page reads its own
	alive    [][]Delivery        // posts that live on, once their pages were planned
}

// survey reads everything that bears on what is due at now: the events of whose
// day something is known and that are not long over, the newest of the others,
// and whatever else the ledger's rows are about. People who were told of a day
// come on that day, wherever the event has gone since.
func (r *Runner) survey(ctx context.Context, now time.Time) (*survey, error) {
	channels, err := r.parts.Channels(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the channels: %w", err)
	}
	events, err := r.parts.Calendar.Events(ctx, content.EventQuery{After: now.Add(-remembered), Gone: true, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("read the events: %w", err)
	}
	undated, err := r.parts.Calendar.Events(ctx, content.EventQuery{Undated: true, Limit: maxUndated, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("read the events without a day: %w", err)
	}
	events = append(events, undated...)
	rows, few, err := r.rowsFor(ctx, now, events)
	if err != nil {
		return nil, err
	}
	read := len(events)
	if events, err = r.withEventsOf(ctx, events, rows); err != nil {
		return nil, err
	}
	if rows, err = r.withRowsOf(ctx, rows, events[read:]); err != nil {
		return nil, err
	}
	told := map[content.EventID]bool{}
	for _, id := range subjects(rows) {
		told[id] = true
	}
	events = slices.DeleteFunc(events, func(e content.Event) bool {
		return !e.Date.IsDay() && !told[e.ID] && !asked(&e, now)
	})
	s := &survey{channels: firsts(channels), views: views(events), read: few}
	s.lists = r.lists(s.channels)
	s.outlines = slices.DeleteFunc(rows, func(o Outline) bool {
		if o.Kind == Report {
			s.reports = append(s.reports, o)
		}
		return o.Kind == Report
	})
	return s, nil
}

// firsts returns the first channel of each place, in the order of places.
func firsts(channels []Channel) []*Channel {
	all := make([]*Channel, len(channels))
	for i := range channels {
		all[i] = &channels[i]
	}
	slices.SortStableFunc(all, func(a, b *Channel) int { return comparePlaces(a.Place, b.Place) })
	return slices.CompactFunc(all, func(a, b *Channel) bool { return a.Place == b.Place })
}

// channel returns the channel whose rules count in a place, nil where there are
// none.
func (s *survey) channel(p Place) *Channel {
	i, ok := slices.BinarySearchFunc(s.channels, p, func(c *Channel, p Place) int { return comparePlaces(c.Place, p) })
	if !ok {
		return nil
	}
	return s.channels[i]
}

// askers are the channels whose rules may ask for posts in a place: those that
// are that place, or whose server's list it is.
func (s *survey) askers(p Place) []*Channel {
	var found []*Channel
	if c := s.channel(p); c != nil {
		found = append(found, c)
	}
	if _, list := p.Server(); list {
		for _, c := range s.channels {
			if s.lists[c.Place] == p {
				found = append(found, c)
			}
		}
	}
	return found
}

// asked reports whether an event without a day is worth a word at now: its month
// is not over, or it is news, or nobody knows of when.
func asked(e *content.Event, now time.Time) bool {
	if e.Date != "" {
		return string(e.Date) >= now.UTC().Format("2006-01")
	}
	_, held := e.Held()
	return e.Published.IsZero() && held || now.Sub(e.Published) < content.StillAsked
}

// rowsFor reads what the rows about events are about, and those that matter
// whatever their events are: those that are open, those that told of what is still
// ahead, and recent digests. Where these are few, it reads them whole.
func (r *Runner) rowsFor(ctx context.Context, now time.Time, events []content.Event) (rows []Outline, read map[int64]*Delivery, err error) {
	const margin = 2 * 24 * time.Hour // local days differ, and clocks are set back
	any := []DeliveryQuery{
		{Open: true},
		{State: Sent, Useful: now.Add(-margin)},
		{State: Retracted, Useful: now.Add(-margin)},
		{Events: []content.EventID{0}, Since: now.Add(-digestKept)},
	}
	if len(events) > 0 {
		any = append(any, DeliveryQuery{Events: namesOf(events)})
	}
	if !r.many.Load() {
		few, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{Any: any, Limit: r.page + 1})
		if err != nil {
			return nil, nil, fmt.Errorf("read the ledger: %w", err)
		}
		if len(few) <= r.page {
			read = make(map[int64]*Delivery, len(few))
			for i := range few {
				read[few[i].ID] = &few[i]
				rows = append(rows, few[i].outline())
			}
			return rows, read, nil
		}
	}
	if rows, err = r.parts.Ledger.Outlines(ctx, DeliveryQuery{Any: any}); err != nil {
		return nil, nil, fmt.Errorf("read the ledger: %w", err)
	}
	r.many.Store(len(rows) > r.page)
	return rows, nil, nil
}

func namesOf(events []content.Event) []content.EventID {
	ids := make([]content.EventID, len(events))
	for i := range events {
		ids[i] = events[i].ID
	}
	return ids
}

// withEventsOf adds the events that rows are about and that are missing.
func (r *Runner) withEventsOf(ctx context.Context, events []content.Event, rows []Outline) ([]content.Event, error) {
	known := map[content.EventID]bool{0: true}
	for i := range events {
		known[events[i].ID] = true
	}
	for _, id := range subjects(rows) {
		if known[id] {
			continue
		}
		known[id] = true
		found, err := r.parts.Calendar.Events(ctx, content.EventQuery{ID: id, Brief: true})
		if err != nil {
			return nil, fmt.Errorf("read event %d: %w", id, err)
		}
		events = append(events, found...)
	}
	return events, nil
}

// withRowsOf adds the rows about events, each row once.
func (r *Runner) withRowsOf(ctx context.Context, rows []Outline, events []content.Event) ([]Outline, error) {
	if len(events) == 0 {
		return rows, nil
	}
	found, err := r.parts.Ledger.Outlines(ctx, DeliveryQuery{Events: namesOf(events)})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	seen := make(map[int64]bool, len(rows))
	for i := range rows {
		seen[rows[i].ID] = true
	}
	for _, o := range found {
		if !seen[o.ID] {
			rows = append(rows, o)
		}
	}
	return rows, nil
}

// forget gives back what only the plan needed, before time is spent on posting.
func (s *survey) forget() { s.outlines, s.reports, s.read = nil, nil, nil }
