package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

// digestAhead is how far ahead of its day a digest gets its row.
const digestAhead = 8 * 24 * time.Hour

// Round does all that is due: it brings the ledger in line with rules and
// events, looks up posts of which it is not known whether they went out, and
// posts. It returns the instant, by the product clock, at which there will be
// more to do; the zero time when there is nothing ahead. One delivery that
// fails is no error of the round; the error tells that the ledger, the events
// or the channels could not be read or written, and that Round may be called
// again.
//
// A post is never made before its row says, durably, that it is being made.
// If the process dies on any line, the next round finds the row in state
// Sending and treats it as perhaps posted.
func (r *Runner) Round(ctx context.Context, clock Clock) (next time.Time, err error) {
	r.round.Lock()
	defer r.round.Unlock()
	if err := r.saveOutcomes(ctx); err != nil {
		return next, err
	}
	now := clock()
	s, err := r.survey(ctx, now.Product)
	if err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if err := r.pickUp(ctx, now, s); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if err := r.settle(ctx, now, s); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	entries := s.reconcile(now.Product, r.parts.Delays.Debounce)
	if err := r.keep(ctx, entries); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	q := newQueue(now, entries)
	if err := r.post(ctx, clock, s, q); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	return q.next(clock()), nil
}

// A survey is what one round knows: what rules, events and ledger say.
type survey struct {
	place   map[Place]*Channel
	views   []view
	wishes  []*wish
	omitted []Omission
	rows    []Delivery
}

// survey reads everything that bears on what is due at now.
func (r *Runner) survey(ctx context.Context, now time.Time) (*survey, error) {
	channels, err := r.parts.Channels(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the channels: %w", err)
	}
	events, err := r.parts.Calendar.Events(ctx, content.EventQuery{After: now.Add(-remembered), Gone: true})
	if err != nil {
		return nil, fmt.Errorf("read the events: %w", err)
	}
	return r.surveyOf(ctx, now, now.Add(digestAhead), channels, events)
}

func (r *Runner) surveyOf(ctx context.Context, now, until time.Time, channels []Channel, events []content.Event) (*survey, error) {
	s := &survey{place: make(map[Place]*Channel, len(channels)), views: views(events)}
	for i := range slices.Backward(channels) { // the first of a place counts
		s.place[channels[i].Place] = &channels[i]
	}
	s.wishes, s.omitted = wanted(now, until, channels, s.views)

	// The rows of these events and of recent digests, and whatever else is open.
	ids := make([]content.EventID, len(events))
	for i := range events {
		ids[i] = events[i].ID
	}
	queries := []DeliveryQuery{
		{Open: true},
		{Events: []content.EventID{0}, Since: now.Add(-2 * 24 * time.Hour)},
	}
	if len(ids) > 0 {
		queries = append(queries, DeliveryQuery{Events: ids})
	}
	seen := map[int64]bool{}
	for _, q := range queries {
		rows, err := r.parts.Ledger.Deliveries(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("read the ledger: %w", err)
		}
		for _, d := range rows {
			if !seen[d.ID] {
				seen[d.ID] = true
				s.rows = append(s.rows, d)
			}
		}
	}
	return s, nil
}

func (s *survey) reconcile(now time.Time, debounce time.Duration) []entry {
	all := append(s.wishes[:len(s.wishes):len(s.wishes)], changes(now, debounce, s.place, s.views, s.rows)...)
	return reconcile(now, all, s.omitted, s.views, s.rows)
}

// pickUp looks after rows that are Sending though nothing is being sent: the
// process died, or the ledger failed, on the way. They are perhaps posted, and
// may still be on their way, so that their settle time counts from now. A row
// on which the process died too often is posted no more.
func (r *Runner) pickUp(ctx context.Context, now Now, s *survey) error {
	var changed []Delivery
	for i := range s.rows {
		d := &s.rows[i]
		if d.State != Sending {
			continue
		}
		if !r.begun {
			d.Crashes++
		}
		r.doubt(d, now, "interrupted")
		r.logRow(d, "post was interrupted")
		changed = append(changed, *d)
	}
	if len(changed) > 0 {
		if _, err := r.parts.Ledger.Save(ctx, changed); err != nil {
			return fmt.Errorf("save what was interrupted: %w", err)
		}
	}
	r.begun = true
	return nil
}

// maxCrashes is how often the process may end while a row is being posted
// before the row is taken for the cause.
const maxCrashes = 3

// keepable rounds t up to what a ledger of milliseconds can keep: a wait is
// never shorter than it should be.
func keepable(t time.Time) time.Time {
	if short := t.Truncate(time.Millisecond); short.Before(t) {
		return short.Add(time.Millisecond)
	}
	return t
}

// doubt marks a row as perhaps posted, to be looked up after the settle time.
func (r *Runner) doubt(d *Delivery, now Now, reason string) {
	d.State, d.Reason, d.NotBefore = Unknown, reason, keepable(now.Real.Add(r.parts.Delays.Settle))
	if d.Crashes >= maxCrashes {
		d.State, d.NotBefore = Failed, time.Time{}
		d.Reason = fmt.Sprintf("quarantined: the program ended %d times while posting it", d.Crashes)
	}
}

// keep saves the entries that differ from the ledger and logs what ends.
func (r *Runner) keep(ctx context.Context, entries []entry) error {
	var changed []Delivery
	var at []int
	for i := range entries {
		if entries[i].changed {
			changed = append(changed, entries[i].Delivery)
			at = append(at, i)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	saved, err := r.parts.Ledger.Save(ctx, changed)
	if err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	if len(saved) != len(changed) {
		return errors.New("save the plan: the ledger returned another number of rows than it was given")
	}
	for i, j := range at {
		e := &entries[j]
		e.ID, e.changed = saved[i].ID, false
		switch e.State {
		case Withheld:
			r.logRow(&e.Delivery, "withheld: too late to be useful")
		case Withdrawn:
			r.logRow(&e.Delivery, "withdrawn")
		case Failed:
			r.logRow(&e.Delivery, "failed")
		}
	}
	return nil
}
