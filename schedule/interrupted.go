package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// clear finds out what became of posts that were interrupted.
func (r *Runner) clear(ctx context.Context, clock Clock, now Now, s *survey) error {
	any := []DeliveryQuery{{State: Sending}, {State: Unknown}}
	var interrupted []int64
	if !r.begun && r.parts.Recorder != nil {
		if interrupted = r.parts.Recorder.Interrupted(); len(interrupted) > 0 {
			any = append(any, DeliveryQuery{IDs: interrupted})
		}
	}
	doubtful, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{Any: any})
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	if len(doubtful) > 0 {
		s.read = nil
	}
	if err := r.pickUp(ctx, now, doubtful, interrupted); err != nil {
		return err
	}
	return r.settle(ctx, clock, now, s, doubtful)
}

// pickUp looks after rows that are Sending though nothing is being sent: the
// process died, or the ledger failed, on the way. They are perhaps posted, and
// may still be on their way, so that their settle time counts from now. A row
// on which the process died too often is posted no more.
func (r *Runner) pickUp(ctx context.Context, now Now, doubtful []Delivery, interrupted []int64) error {
	var changed []Delivery
	guilty := func(row int64) bool {
		return !r.begun && (r.parts.Recorder == nil || slices.Contains(interrupted, row))
	}
	for i := range doubtful {
		d := &doubtful[i]
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
		for i := range doubtful {
			doubtful[i].Kept = doubtful[i].State
		}
	}
	r.begun = true
	return nil
}

// maxCrashes is how often the process may end while a row is being posted, or
// edited, before the row is taken for the cause.
const maxCrashes = 3

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
