package schedule

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"meetupbot/content"
	"meetupbot/crash"
)

const holding = "it cannot be found out whether this was posted; it will be posted again unless the event begins first"

// settle looks for the posts of which it is not known whether they went out
// and whose settle time is over. Found ones are sent. Absent ones are planned
// again with the same key and marker, for this round to post, withhold or
// withdraw; so are those that can be repeated without harm, see Repeater. Where
// nobody can tell, organisers get time to look before it is posted again, and
// once the event has begun it is not.
//
// It takes no longer than a round's posts: what it does not come to waits for
// the next. Each platform is an errand of its own.
func (r *Runner) settle(ctx context.Context, clock Clock, now Now, s *survey, doubtful []Delivery) error {
	shares := map[string][]Delivery{} // by platform
	for _, d := range doubtful {
		if d.State == Unknown && d.wait(now) == 0 && !r.aloft.looks[d.ID] {
			shares[d.Key.Place.Platform] = append(shares[d.Key.Place.Platform], d)
		}
	}
	if len(shares) == 0 {
		return nil
	}
	begins := map[content.EventID]time.Time{}
	for i := range s.views {
		if v := &s.views[i]; v.dated {
			begins[v.ID] = v.begin
		}
	}
	if r.aloft.looks == nil {
		r.aloft.looks = map[int64]bool{}
	}
	var errands []func(*errand) error
	for _, rows := range shares {
		for _, d := range rows {
			r.aloft.looks[d.ID] = true
		}
		errands = append(errands, func(e *errand) error {
			looked := r.lookFor(ctx, clock, now, rows, begins)
			r.mu.Lock()
			defer r.mu.Unlock()
			if e.left {
				r.Wake() // though others may look on
			}
			for _, d := range rows {
				delete(r.aloft.looks, d.ID)
			}
			if ctx.Err() != nil {
				return ctx.Err() // what was found is looked up again
			}
			var changed []Delivery
			for i := range rows {
				if looked[i] {
					changed = append(changed, rows[i])
				}
			}
			if _, err := r.save(ctx, now, changed); err != nil {
				return fmt.Errorf("save what was looked up: %w", err)
			}
			crash.At(crash.AfterSettled)
			return nil
		})
	}
	_, err := r.errands(ctx, errands...)
	return err
}

// lookFor looks for rows, and draws the conclusions. It returns which of them it
// came to. begins says when events begin.
func (r *Runner) lookFor(ctx context.Context, clock Clock, now Now, rows []Delivery, begins map[content.EventID]time.Time) []bool {
	looked := make([]bool, len(rows))
	look := func(i int) {
		if clock().Real.Sub(now.Real) > r.parts.Delays.Round {
			return
		}
		looked[i] = true
		d := &rows[i]
		begin, ok := begins[d.Key.Event]
		tooLate := !now.Product.Before(d.Until) || ok && d.Kind != Recap && !now.Product.Before(begin)
		switch settled := r.settledAt(d); {
		case r.repeatable(d, now.Real) && !tooLate:
			r.settled(d, now, Absent, "", nil, false) // or not: to post it again is no harm
			return
		case r.repeatable(d, d.First) && now.Real.Before(settled) && settled.Sub(now.Real) <= longestWait:
			d.NotBefore = settled // it could be repeated, and that is over
			return
		}
		crash.At(crash.BeforeLook)
		presence, message, err := r.find(ctx, clock, *d)
		crash.At(crash.AfterLook)
		if err != nil && concerns(err) != ThisPlatform {
			r.parts.Log.Warn("cannot look for an interrupted post", "place", d.Key.Place.logged(), "event", d.Key.Event, "slot", d.Key.Slot, "err", err)
		}
		r.settled(d, now, presence, message, err, tooLate)
	}
	var group errgroup.Group
	group.SetLimit(r.parts.Workers)
	for i := range rows {
		group.Go(func() error { look(i); return nil })
	}
	group.Wait()
	return looked
}

// settled draws the conclusion from a look-up.
func (r *Runner) settled(d *Delivery, now Now, presence Presence, message string, err error, tooLate bool) {
	switch {
	case err == nil && presence == Found:
		r.sent(d, now, message, true)
		if ago := now.Real.Sub(d.Attempted); ago > 0 && ago <= longestWait {
			d.SentAt = now.Product.Add(-ago) // it went out then, not when it was found
		}
		r.logRow(d, "interrupted post counts as sent")
	case err == nil && presence == Absent:
		d.State, d.NotBefore = Planned, time.Time{}
		r.logRow(d, "interrupted post did not go out, or can be repeated")
	case tooLate:
		d.State, d.NotBefore = Failed, time.Time{}
		d.Reason = "nobody can tell whether this was posted, and it is too late to post it again"
		r.logRow(d, "failed")
	case err != nil:
		if concerns(err) == ThisPlatform {
			r.cut(d.Key.Place.Platform, err)
		}
		d.NotBefore = keepable(now.Real.Add(noSooner(r.parts.Delays.MaxBackoff, err)))
	case d.Reason != holding:
		d.Reason, d.NotBefore = holding, keepable(now.Real.Add(r.parts.Delays.Hold))
		r.logRow(d, "cannot tell whether an interrupted post went out: look in the channel")
	default:
		d.State, d.NotBefore = Planned, time.Time{}
		r.logRow(d, "posting again what may have been posted")
	}
}

// find looks for a post. A panic on the way is that look's fault alone.
func (r *Runner) find(ctx context.Context, clock Clock, d Delivery) (presence Presence, message string, err error) {
	finder, ok := r.parts.Poster.(Finder)
	if !ok {
		return CannotTell, "", nil
	}
	if err := r.isCut(d.Key.Place.Platform); err != nil {
		return CannotTell, "", err
	}
	ctx, answered := r.within(ctx, clock, d.Key.Place.Platform)
	defer func() { answered(err) }()
	defer caught(&err)
	return finder.Find(ctx, d)
}
