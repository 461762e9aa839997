package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"meetupbot/crash"
)

// Round does all that is due: it brings the ledger in line with rules and
// events, looks up posts of which it is not known whether they went out, posts,
// takes back what is to be taken back, brings up to date the posts that live on,
// and deletes what was posted twice. It returns the instant, by the product
// clock, at which there will be more to do; the zero time when there is nothing ahead. One delivery that
// fails is no error of the round; the error tells that the ledger, the events
// or the channels could not be read or written, and that Round may be called
// again.
//
// For requests that take long Round does not wait: they go on beside the next
// rounds, which leave alone what these are about, and their end wakes Run.
//
// A post is never made before its row says, durably, that it is being made.
// If the process dies on any line, the next round finds the row in state
// Sending and treats it as perhaps posted.
func (r *Runner) Round(ctx context.Context, clock Clock) (next time.Time, err error) {
	r.round.Lock()
	defer r.round.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	now := clock()
	if r.began = now.Product; r.since.IsZero() {
		r.since = now.Real
	}
	if err := r.saveOutcomes(ctx, now); err != nil {
		return next, err
	}
	if err := r.believe(now); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	s, err := r.survey(ctx, now.Product, now.Product.Add(digestAhead))
	if err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	r.reports = s.reports()
	if err := r.pickUp(ctx, now, s); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if err := r.settle(ctx, clock, now, s); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	entries := r.forward(now, s.rows, s.reconcile(now.Product, r.parts.Delays.Debounce))
	s.forget()
	for _, e := range r.parts.Gap.doubt(entries, r.parts.Delays.Settle) {
		r.logRow(&e.Delivery, "looked for before it is posted")
	}
	cut := r.heldBack(now, entries)
	if err := r.keep(ctx, now, entries); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if err := r.listen(ctx, now); err != nil {
		r.parts.Log.Warn("organisers are not told what waits for them", "err", err)
	}
	q := newQueue(now, r.parts.Delays.Round, entries, cut, &r.aloft)
	ended, err := r.errands(ctx, func(e *errand) error { return r.post(ctx, e, clock, s, q) })
	switch {
	case err != nil:
		return next, fmt.Errorf("round: %w", err)
	case !ended:
		return clock().Product, nil // the next round begins where nobody is waited for
	}
	if next, err = r.tidy(ctx, clock, s, q); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	return next, nil
}

// tidy takes back what is to be taken back, brings up to date the posts that live
// on, and deletes what was posted twice, in an errand of its own, of which there is
// one at a time. It returns when there is more to do for the next round.
func (r *Runner) tidy(ctx context.Context, clock Clock, s *survey, q *queue) (time.Time, error) {
	ahead := func() time.Time {
		now := clock()
		return sooner(r.nextReport(now, q), q.next(now, func(platform string) bool {
			n := r.crew.of[platform]
			return n > 0 && n >= r.room(now, platform)
		}))
	}
	if r.aloft.tidying {
		q.tidying = true
		return ahead(), nil
	}
	r.aloft.tidying, q.tidying = true, true
	next := ahead() // from here on the queue is the errand's
	var again time.Time
	ended, err := r.errands(ctx, func(*errand) error {
		defer func() {
			r.mu.Lock()
			r.aloft.tidying = false
			r.mu.Unlock()
		}()
		if err := r.retract(ctx, clock, q); err != nil {
			return err
		}
		edits, err := r.living(ctx, clock, s, q)
		if err != nil {
			return err
		}
		sweeps, err := r.sweep(ctx, clock)
		again = sooner(edits, sweeps)
		return err
	})
	if !ended || err != nil {
		return next, err
	}
	q.tidying = false
	return sooner(ahead(), again), nil
}

// leisure is how long a round begins edits, and how long looks for doubles, one
// after the other: what is due meanwhile waits for its end.
const leisure = time.Second

// pickUp looks after rows that are Sending though nothing is being sent: the
// process died, or the ledger failed, on the way. They are perhaps posted, and
// may still be on their way, so that their settle time counts from now. A row
// on which the process died too often is posted no more.
func (r *Runner) pickUp(ctx context.Context, now Now, s *survey) error {
	var changed []Delivery
	guilty := func(int64) bool { return !r.begun }
	var interrupted []int64
	if !r.begun && r.parts.Recorder != nil {
		interrupted = r.parts.Recorder.Interrupted()
		guilty = func(row int64) bool { return slices.Contains(interrupted, row) }
	}
	for i := range s.rows {
		d := &s.rows[i]
		if d.State == Sent && lives(d.Kind) && slices.Contains(interrupted, d.ID) {
			d.Crashes++ // while it was edited: see maxCrashes
			changed = append(changed, *d)
		}
		if d.State != Sending || r.aloft.posts[d.ID] {
			continue
		}
		if guilty(d.ID) {
			d.Crashes++
		} else {
			d.Crashes = 0 // what ends the process does so each time
		}
		r.doubt(d, now, "interrupted")
		r.logRow(d, "post was interrupted")
		changed = append(changed, *d)
	}
	if len(changed) > 0 {
		if _, err := r.save(ctx, now, changed); err != nil {
			return fmt.Errorf("save what was interrupted: %w", err)
		}
	}
	r.begun = true
	return nil
}

// maxCrashes is how often the process may end while a row is being posted, or
// edited, before the row is taken for the cause.
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
	if soon := keepable(now.Real.Add(r.backoff(d.Attempts))); soon.Before(d.NotBefore) && r.repeatable(d, soon) {
		d.NotBefore = soon
	}
	if d.Crashes >= maxCrashes {
		d.State, d.NotBefore = Failed, time.Time{}
		d.Reason = fmt.Sprintf("quarantined: the program ended %d times while posting it", d.Crashes)
	}
}

// kept is how many rows of a plan are saved in one transaction: they depend on
// nothing but what is wanted, and the next round finds what is missing.
const kept = 500

// keep saves the entries that differ from the ledger and logs what ends.
func (r *Runner) keep(ctx context.Context, now Now, entries []entry) error {
	var changed []*entry
	for i := range entries {
		if entries[i].changed {
			changed = append(changed, &entries[i])
		}
	}
	for some := range slices.Chunk(changed, kept) {
		if err := r.keepSome(ctx, now, some); err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) keepSome(ctx context.Context, now Now, changed []*entry) error {
	rows := make([]Delivery, len(changed))
	for i, e := range changed {
		rows[i] = e.Delivery
	}
	crash.At(crash.BeforePlan)
	saved, err := r.save(ctx, now, rows)
	if err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	crash.At(crash.AfterPlan)
	if len(saved) != len(changed) {
		return errors.New("save the plan: the ledger returned another number of rows than it was given")
	}
	for i, e := range changed {
		e.ID, e.changed = saved[i].ID, false
		switch e.State {
		case Withheld:
			r.logRow(&e.Delivery, "withheld")
		case Withdrawn:
			r.logRow(&e.Delivery, "withdrawn")
		case Failed:
			r.logRow(&e.Delivery, "failed")
		}
	}
	return nil
}
