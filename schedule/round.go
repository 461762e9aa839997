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
// clock, at which there will be more to do; the zero time when there is nothing
// ahead.
//
// A delivery that fails is no error of the round. An error says that the ledger,
// the events or the channels could not be read or written, or, as ErrClock, that
// the clock is not believed; Round may be called again.
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
	r.queued = nil // what an earlier round queued it begins no more
	if r.began = now.Product; r.since.IsZero() {
		r.since = now.Real
	}
	if err := r.saveOutcomes(ctx, now); err != nil {
		return next, err
	}
	if err := r.believe(now); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	s, err := r.survey(ctx, now.Product)
	if err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if r.reports, err = r.rows(ctx, s, idsOf(s.reports)); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	if err := r.clear(ctx, clock, now, s); err != nil {
		return next, fmt.Errorf("round: %w", err)
	}
	q := newQueue(now, r.parts.Delays.Round, &r.aloft)
	q.tells = len(r.organisers()) > 0
	for _, p := range s.pages(r.page) {
		if err := r.plan(ctx, now, s, p, q); err != nil {
			return next, fmt.Errorf("round: %w", err)
		}
	}
	if err := r.listen(ctx, now); err != nil {
		r.parts.Log.Warn("organisers are not told what waits for them", "err", err)
	}
	if len(s.reports) > 0 {
		s.read = nil // the pages have added to reports
		if err := r.plan(ctx, now, s, page{rows: idsOf(s.reports)}, q); err != nil {
			return next, fmt.Errorf("round: %w", err)
		}
		r.queued = q.reports(now)
	}
	s.forget()
	q.order()
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

// plan brings the ledger in line with what is wanted on a page, and queues what is
// due.
func (r *Runner) plan(ctx context.Context, now Now, s *survey, p page, q *queue) error {
	d, err := r.draft(ctx, s, p, now.Product, now.Product.Add(digestAhead))
	if err != nil {
		return err
	}
	entries := r.forward(now, d.rows, d.reconcile(now.Product, r.parts.Delays.Debounce))
	for _, e := range r.parts.Gap.doubt(entries, r.parts.Delays.Settle) {
		r.logRow(&e.Delivery, "looked for before it is posted")
	}
	cut := r.heldBack(now, entries)
	r.overdue(now, entries)
	if err := r.keep(ctx, now, entries); err != nil {
		return err
	}
	q.add(now, entries, cut)
	if alive := slices.DeleteFunc(d.rows, func(d Delivery) bool { return !lives(d.Kind) || d.State != Sent }); len(alive) > 0 {
		s.alive = append(s.alive, slices.Clone(alive))
	}
	return nil
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
		e.ID, e.Kept, e.Reported, e.changed = saved[i].ID, saved[i].Kept, saved[i].Reported, false
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
