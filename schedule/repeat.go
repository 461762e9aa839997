package schedule

import "time"

// A Repeater says until when, by the real clock, a delivery may be posted again
// and the platform makes no second message of it, but answers with the first. A
// poster that can do so is one too. The zero time is never.
type Repeater interface {
	Repeatable(d Delivery) (until time.Time)
}

// repeatable reports whether a row that may have been posted can be posted again
// at an instant, by the real clock, without looking for it first. The attempt is
// given the time that it may take.
func (r *Runner) repeatable(d *Delivery, at time.Time) bool {
	repeater, ok := r.parts.Poster.(Repeater)
	if !ok || d.First.IsZero() || at.Before(d.First) { // a clock that was set back tells nothing
		return false
	}
	until := repeater.Repeatable(*d)
	return !until.IsZero() && !at.Add(r.parts.Delays.Post).After(until)
}

// settledAt is when, by the real clock, a row in doubt may be looked for: when
// its last attempt cannot be landing any more.
func (r *Runner) settledAt(d *Delivery) time.Time {
	return keepable(d.Attempted.Add(r.parts.Delays.Post + r.parts.Delays.Settle))
}
