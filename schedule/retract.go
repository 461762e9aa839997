package schedule

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// testUseful is how long a test that could not be posted is tried.
const testUseful = 10 * time.Minute

// occurrenceTime is how the key of a row says when it was asked for or made.
const occurrenceTime = "2006-01-02T15:04:05.000Z"

// NewTest returns the row of a test post that says words, asked for at now and
// due at once. Each is a posting of its own.
func NewTest(place Place, now time.Time, words string) Delivery {
	key := Key{Place: place, Occurrence: now.UTC().Format(occurrenceTime), Slot: string(Test)}
	return Delivery{
		Key: key, Kind: Test, State: Planned,
		Due: now, Until: now.Add(testUseful),
		Told: words, Marker: key.marker(),
	}
}

// Retract returns the row of a post that is to be taken back. Once it is
// saved, the next round does so, and again until it is done or the platform
// refuses for good: then the row is Sent again, with the reason.
func Retract(d Delivery) Delivery {
	d.State, d.Reason, d.Attempts, d.NotBefore = Retracting, "", 0, time.Time{}
	return d
}

// retract takes back what is to be taken back. It comes last in a round, so
// that a platform that hangs delays no post of this one. To delete a message
// twice is no harm: what is not kept of an outcome is done again.
func (r *Runner) retract(ctx context.Context, clock Clock, q *queue) error {
	now := clock()
	var open []*Delivery
	for _, e := range q.entries {
		if e.State == Retracting && e.wait(now) == 0 && r.isCut(e.Key.Place.Platform) == nil {
			open = append(open, &e.Delivery)
		}
	}
	if len(open) == 0 || ctx.Err() != nil {
		return nil
	}
	deletes, stop := r.graceful(ctx)
	defer stop()
	var group errgroup.Group
	group.SetLimit(r.parts.Workers)
	for _, d := range open {
		group.Go(func() error {
			err := r.ask(deletes, func(ctx context.Context) error { return r.parts.Poster.Delete(ctx, *d) })
			r.tookBack(d, clock(), err)
			return nil
		})
	}
	group.Wait()
	rows := make([]Delivery, len(open))
	for i, d := range open {
		rows[i] = *d
		q.cut[d.Key.Place.Platform] = r.isCut(d.Key.Place.Platform) != nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.save(context.WithoutCancel(ctx), now, rows); err != nil {
		return fmt.Errorf("save what was taken back: %w", err)
	}
	return nil
}

// tookBack draws the conclusion from an attempt to take a post back.
func (r *Runner) tookBack(d *Delivery, at Now, err error) {
	switch {
	case err == nil:
		d.State, d.Reason, d.NotBefore = Retracted, "", time.Time{}
		r.logRow(d, "taken back")
	case hopeless(err):
		d.State, d.Reason, d.NotBefore = Sent, "it could not be taken back: "+err.Error(), time.Time{}
		r.parts.Log.Warn("not taken back", append(d.attrs(), "err", err)...)
	case concerns(err) == ThisPlatform: // it waits as it is, with all others
		r.cut(d.Key.Place.Platform, err)
		d.Reason, d.NotBefore = err.Error(), time.Time{}
	default:
		d.Attempts++
		d.Reason, d.NotBefore = err.Error(), keepable(at.Real.Add(noSooner(r.backoff(d.Attempts), err)))
		r.parts.Log.Warn("not taken back yet, will be tried again", append(d.attrs(), "err", err)...)
	}
}
