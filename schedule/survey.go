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

	// An event of which neither day nor month is known, and nothing was told, is
	// still worth a word when it was published so recently.
	stillAsked = 90 * 24 * time.Hour
)

// A survey is what one round knows: what rules, events and ledger say.
type survey struct {
	channels []Channel
	lists    map[Place]Place // of servers, by channel
	place    map[Place]*Channel
	views    []view
	wishes   []*wish
	omitted  []omission
	rows     []Delivery
}

// survey reads everything that bears on what is due at now, and on digests
// until the instant until: the events of whose day something is known and that
// are not long over, the newest of the others, and whatever else the ledger's
// rows are about. People who were told of a day come on that day, wherever the
// event has gone since.
func (r *Runner) survey(ctx context.Context, now, until time.Time) (*survey, error) {
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
	rows, err := r.rowsFor(ctx, now, events)
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

	s := &survey{channels: channels, lists: r.lists(channels), place: make(map[Place]*Channel, len(channels)), views: views(events), rows: rows}
	for i := range slices.Backward(channels) { // the first of a place counts
		s.place[channels[i].Place] = &channels[i]
	}
	s.wishes, s.omitted = wanted(now, until, channels, s.lists, s.views)
	return s, nil
}

// askers are the channels whose rules may ask for posts in a place: those that
// are that place, or whose server's list it is.
func (s *survey) askers(p Place) []Channel {
	var found []Channel
	if c := s.place[p]; c != nil {
		found = append(found, *c)
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

// reports are the rows by which organisers were told, or are to be.
func (s *survey) reports() []Delivery {
	var reports []Delivery
	for _, d := range s.rows {
		if d.Kind == Report {
			reports = append(reports, d)
		}
	}
	return reports
}

// asked reports whether an event without a day is worth a word at now: its month
// is not over, or it is news, or nobody knows of when.
func asked(e *content.Event, now time.Time) bool {
	if e.Date != "" {
		return string(e.Date) >= now.UTC().Format("2006-01")
	}
	_, held := e.Held()
	return e.Published.IsZero() && held || now.Sub(e.Published) < stillAsked
}

// rowsFor reads the rows about events, and those that matter whatever their events
// are: those that are open, those that told of what is still ahead, and recent
// digests.
func (r *Runner) rowsFor(ctx context.Context, now time.Time, events []content.Event) ([]Delivery, error) {
	const margin = 2 * 24 * time.Hour // local days differ, and clocks are set back
	any := []DeliveryQuery{
		{Open: true},
		{State: Sent, Useful: now.Add(-margin)},
		{State: Retracted, Useful: now.Add(-margin)},
		{Events: []content.EventID{0}, Since: now.Add(-digestKept)},
	}
	if len(events) > 0 {
		any = append(any, DeliveryQuery{Events: idsOf(events)})
	}
	rows, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{Any: any})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return rows, nil
}

func idsOf(events []content.Event) []content.EventID {
	ids := make([]content.EventID, len(events))
	for i := range events {
		ids[i] = events[i].ID
	}
	return ids
}

// withEventsOf adds the events that rows are about and that are missing.
func (r *Runner) withEventsOf(ctx context.Context, events []content.Event, rows []Delivery) ([]content.Event, error) {
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
func (r *Runner) withRowsOf(ctx context.Context, rows []Delivery, events []content.Event) ([]Delivery, error) {
	if len(events) == 0 {
		return rows, nil
	}
	found, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{Events: idsOf(events)})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	seen := make(map[int64]bool, len(rows))
	for i := range rows {
		seen[rows[i].ID] = true
	}
	for _, d := range found {
		if !seen[d.ID] {
			rows = append(rows, d)
		}
	}
	return rows, nil
}

// forget gives back what only the plan needed, before time is spent on posting: all
// but the rows that live on.
func (s *survey) forget() {
	var rows []Delivery
	for i := range s.rows {
		if lives(s.rows[i].Kind) {
			rows = append(rows, s.rows[i])
		}
	}
	s.wishes, s.omitted, s.rows = nil, nil, rows
}

func (s *survey) reconcile(now time.Time, debounce time.Duration) []entry {
	asked, omitted := personal(now, s.views, s.rows)
	all := slices.Concat(s.wishes, asked, changes(now, debounce, s.place, s.views, s.rows))
	return reconcile(now, all, slices.Concat(s.omitted, omitted), s.views, s.rows)
}
