package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// refusedAgain is how long an edit that was refused for good is not tried
// again: whoever may have mended what was wrong does not tell us.
const refusedAgain = time.Hour

// An update is a posted row that lives on, and its event.
type update struct {
	*Delivery
	view *view
}

// living brings the posts that live on up to date: what each is to show is
// compared with what it shows. New facts wait for the debounce, so that what
// moves back and forth is edited once or not at all; a new phase does not. When
// an edit may be made stands in the row, by the real clock, so that a restart
// neither loses nor doubles it. An edit that may have been made is made again,
// which is no harm.
//
// Edits come last in a round, so that a platform that hangs delays no post of
// this one. It returns the instant, by the product clock, at which there will
// be more to do; zero when there is nothing ahead.
func (r *Runner) living(ctx context.Context, clock Clock, s *survey, q *queue) (next time.Time, err error) {
	begun := clock()
	places := map[string]map[Place][]update{} // by platform
	var changed []*Delivery
	for _, u := range s.living(q) {
		if _, due, dirty := u.look(begun, r.parts.Delays.Debounce); due && r.open(u.Key.Place, begun) {
			platform := u.Key.Place.Platform
			if places[platform] == nil {
				places[platform] = map[Place][]update{}
			}
			places[platform][u.Key.Place] = append(places[platform][u.Key.Place], u)
			changed = append(changed, u.Delivery)
		} else if dirty {
			changed = append(changed, u.Delivery)
		}
	}
	if len(places) > 0 && ctx.Err() == nil {
		r.editAll(ctx, clock, begun, places)
	}
	if err := r.keepShown(ctx, changed); err != nil {
		return next, err
	}
	now := clock()
	for _, u := range s.living(q) {
		t, due, dirty := u.look(now, r.parts.Delays.Debounce)
		if due || dirty {
			t = r.reopens(u.Key.Place, now) // there was no time for it, or its phase has just changed
		}
		next = sooner(next, t)
	}
	return next, nil
}

// firstEditor is the number from which on the Recorder knows those who edit: others
// may be posting beside them.
const firstEditor = 512

// editAll brings the posts of all places up to date, several places at a time:
// on each platform no more than it has room for.
func (r *Runner) editAll(ctx context.Context, clock Clock, begun Now, places map[string]map[Place][]update) {
	edits, stop := r.graceful(ctx)
	defer stop()
	workers := make(chan int, r.parts.Workers)
	for worker := range r.parts.Workers {
		workers <- firstEditor + worker
	}
	var platforms errgroup.Group
	for platform, lists := range places {
		platforms.Go(func() error {
			var group errgroup.Group
			group.SetLimit(max(1, r.room(begun, platform)))
			for _, list := range lists {
				group.Go(func() error {
					worker := <-workers
					r.edit(edits, worker, clock, begun, list)
					workers <- worker
					return nil
				})
			}
			return group.Wait()
		})
	}
	platforms.Wait()
}

// living returns the posted rows that live on where the channel is not paused.
func (s *survey) living(q *queue) []update {
	var found []update
	add := func(d *Delivery) {
		if d.State != Sent || d.Message == "" || !lives(d.Kind) || d.Crashes >= maxCrashes {
			return
		}
		if c := s.channel(d.Key.Place); d.Kind == Announcement && (c == nil || c.Paused) {
			return
		}
		found = append(found, update{d, nil})
	}
	for _, rows := range s.alive {
		for i := range rows {
			add(&rows[i])
		}
	}
	for _, e := range q.entries { // what this round has posted
		add(&e.Delivery)
	}
	if len(found) == 0 {
		return nil
	}
	events := byID(s.views)
	kept := found[:0]
	for _, u := range found {
		if u.view = events[u.Key.Event]; u.view != nil {
			u.view.remember()
			kept = append(kept, u)
		}
	}
	return kept
}

// look compares what the row's message is to show at now with what it shows. It
// returns whether an edit is due, and else when it, or a look, will be; dirty
// says that the row was changed and is to be kept.
func (u update) look(now Now, debounce time.Duration) (next time.Time, due, dirty bool) {
	has := parseShown(u.Shown)
	want, next, ok := u.view.toShow(u.Kind, now.Product)
	pause := u.wait(now)
	switch {
	case !ok || has.Lost:
		return time.Time{}, false, false
	case has.same(want) && pause > 0: // it moved back before anybody saw it
		u.NotBefore = time.Time{}
		return next, false, true
	case has.same(want) && u.NotBefore.IsZero():
		return next, false, false
	case pause > 0:
		return sooner(next, now.Product.Add(pause)), false, false
	case has.Facts != want.Facts && u.NotBefore.IsZero() && debounce > 0:
		u.NotBefore = keepable(now.Real.Add(debounce))
		return sooner(next, now.Product.Add(u.NotBefore.Sub(now.Real))), false, true
	}
	return next, true, false // also where the process may have ended while it was edited
}

// edit brings the posts of one place up to date, one after the other. Where the
// place asks for a pause, or does not answer, the others wait as well.
func (r *Runner) edit(ctx context.Context, worker int, clock Clock, begun Now, list []update) {
	for i, u := range list {
		now := clock()
		if ctx.Err() != nil || !r.open(u.Key.Place, now) || now.Real.Sub(begun.Real) > leisure {
			return // the next round goes on
		}
		want, _, _ := u.view.toShow(u.Kind, now.Product)
		err := r.editOne(ctx, worker, *u.Delivery, now)
		wait, all := r.edited(u.Delivery, clock(), want, err)
		if !all {
			continue
		}
		for _, other := range list[i+1:] {
			other.NotBefore = wait
		}
		return
	}
}

func (r *Runner) editOne(ctx context.Context, worker int, d Delivery, now Now) error {
	return r.ask(ctx, func(ctx context.Context) error {
		ctx, done := r.at(ctx, worker, &d)
		defer done()
		return r.parts.Poster.Edit(ctx, d, now.Product)
	})
}

// edited draws the conclusion from an edit. It returns until when the row waits
// for the next one, and whether all of its place are to.
func (r *Runner) edited(d *Delivery, at Now, want shown, err error) (wait time.Time, all bool) {
	has := parseShown(d.Shown)
	refusal, refused := errors.AsType[Refusal](err)
	loss, ok := errors.AsType[Loss](err)
	switch {
	case err == nil:
		d.Shown, d.NotBefore = want.String(), time.Time{}
		r.works(d.Key.Place.Platform, at)
		r.parts.Log.Info("brought up to date", append(d.attrs(), "phase", string(want.Phase))...)
		return wait, false
	case ok && loss.Lost():
		has.Lost = true
		d.Shown, d.NotBefore = has.String(), time.Time{}
		r.parts.Log.Info("left in peace: its message is gone", append(d.attrs(), "err", err)...)
		return wait, false
	}
	switch concerns(err) {
	case ThisPlatform: // the row waits as it is, with all others
		r.cut(d.Key.Place.Platform, err)
		return wait, false
	case ThisPlace:
		r.avoid(d.Key.Place, at, err)
		return wait, false
	}
	has.Failed++
	pause := r.backoff(has.Failed)
	switch {
	case !refused || unsure(err):
		has.Facts, all = "", true // it may have been edited all the same
	case refusal.Final():
		pause = refusedAgain
	default:
		pause, all = noSooner(pause, err), true
	}
	wait = keepable(at.Real.Add(pause))
	d.Shown, d.NotBefore = has.String(), wait
	r.parts.Log.Warn("not brought up to date yet, will be tried again", append(d.attrs(), "err", err, "failed", has.Failed)...)
	return wait, all
}

// keepShown saves what living changed in rows.
func (r *Runner) keepShown(ctx context.Context, changed []*Delivery) error {
	rows := make([]Delivery, len(changed))
	for i, d := range changed {
		rows[i] = *d
	}
	if err := r.parts.Ledger.Show(context.WithoutCancel(ctx), rows); err != nil {
		return fmt.Errorf("save what was brought up to date: %w", err)
	}
	return nil
}

// sooner returns the earlier of two instants, of which a zero one is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
