package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// maxSweep is how long after a post its place is looked through, where that
// fails. A double that is older stands.
const maxSweep = 24 * time.Hour

// sent marks a row as posted, at a moment. One that was in doubt, or took more
// than one attempt, may be there twice: what a platform shows late was taken
// for absent. Its place is looked through, later, for a second message.
func (r *Runner) sent(d *Delivery, at Now, message string, doubted bool) {
	d.State, d.Message, d.SentAt, d.Reason, d.NotBefore = Sent, message, at.Product, "", time.Time{}
	if _, ok := r.parts.Poster.(Sweeper); ok && (doubted || d.Attempts > 1) {
		d.Sweep = keepable(at.Real.Add(r.parts.Delays.Sweep))
	}
}

// sweep looks through the places of posts that may be there twice, and deletes
// what is there too much. It comes last in a round, and what it does not come to
// waits for the next. It returns when there is more to sweep, by the product
// clock; the zero time when there is not.
func (r *Runner) sweep(ctx context.Context, clock Clock) (next time.Time, err error) {
	sweeper, ok := r.parts.Poster.(Sweeper)
	if !ok || ctx.Err() != nil {
		return next, nil
	}
	waiting, err := r.toSweep(ctx)
	if err != nil || len(waiting) == 0 {
		return next, err
	}
	begun := clock()
	swept := make([]int, len(waiting)) // how many were deleted
	failed := make([]error, len(waiting))
	done := make([]bool, len(waiting))
	sweeps, stop := r.graceful(ctx)
	defer stop()
	var group errgroup.Group
	group.SetLimit(r.parts.Workers)
	for i, d := range waiting {
		if wait := d.Sweep.Sub(begun.Real); wait > 0 && wait <= longestWait || r.isCut(d.Key.Place.Platform) != nil {
			continue
		}
		group.Go(func() error {
			if ctx.Err() == nil && clock().Real.Sub(begun.Real) <= leisure {
				failed[i] = r.ask(sweeps, func(ctx context.Context) (err error) {
					swept[i], err = sweeper.Sweep(ctx, d)
					return err
				})
				done[i] = true
			}
			return nil
		})
	}
	group.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	now := clock()
	// Somebody may have changed a row meanwhile: only what was found is noted.
	fresh, err := r.toSweep(context.WithoutCancel(ctx))
	if err != nil {
		return next, err
	}
	var changed []Delivery
	for i := range fresh {
		d := &fresh[i]
		if at := slices.IndexFunc(waiting, func(w Delivery) bool { return w.ID == d.ID }); at >= 0 && done[at] {
			if failed[at] != nil && concerns(failed[at]) == ThisPlatform {
				r.cut(d.Key.Place.Platform, failed[at])
			}
			r.swept(d, now, swept[at], failed[at])
			changed = append(changed, *d)
		}
		if !d.Sweep.IsZero() && r.isCut(d.Key.Place.Platform) == nil {
			next = sooner(next, now.Product.Add(d.Sweep.Sub(now.Real)))
		}
	}
	if len(changed) == 0 {
		return next, nil
	}
	if _, err := r.save(context.WithoutCancel(ctx), now, changed); err != nil {
		return next, fmt.Errorf("save what was swept: %w", err)
	}
	return next, nil
}

// toSweep reads the posts that may be there twice.
func (r *Runner) toSweep(ctx context.Context) ([]Delivery, error) {
	rows, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{Sweep: true})
	if err != nil {
		return nil, fmt.Errorf("read what is to be swept: %w", err)
	}
	return slices.DeleteFunc(rows, func(d Delivery) bool { return !d.State.Posted() }), nil
}

// swept draws the conclusion from a sweep: what was deleted counts even where
// not all was.
func (r *Runner) swept(d *Delivery, now Now, deleted int, err error) {
	if deleted > 0 {
		d.Doubles += deleted
		r.parts.Log.Warn("posted more than once: the other messages were deleted", append(d.attrs(), "deleted", deleted)...)
	}
	since := now.Product.Sub(d.SentAt)
	switch {
	case err == nil && since < r.parts.Delays.SweepAgain:
		d.Sweep = keepable(now.Real.Add(r.parts.Delays.SweepAgain - since))
	case err == nil:
		d.Sweep = time.Time{}
	case hopeless(err), since >= maxSweep:
		d.Sweep = time.Time{}
		r.parts.Log.Warn("whether it was posted more than once cannot be told: look in the channel", append(d.attrs(), "err", err)...)
	default:
		d.Sweep = keepable(now.Real.Add(noSooner(r.parts.Delays.MaxBackoff, err)))
	}
}
