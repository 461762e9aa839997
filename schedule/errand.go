package schedule

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// An errand is what a round asks of platforms. Platforms answer late or not at
// all: a round goes on without an errand that takes too long, and the errand
// goes on without the round. What both read or write they do under Runner.mu.
type errand struct {
	left bool // the round has gone on: of its rows only those that are under way are the errand's
}

// longest is how long a round waits for its errands: for as long as it begins
// requests, and for what most of these take.
func (r *Runner) longest() time.Duration { return r.parts.Delays.Round * 3 / 2 }

// errands runs fs beside each other, and waits for them while there is time. It
// reports whether all have ended; the last of others to end wakes the runner. When
// ctx ends it waits on: then they have no more than Delays.Grace. r.mu is held by
// the caller, and free meanwhile.
func (r *Runner) errands(ctx context.Context, fs ...func(*errand) error) (ended bool, err error) {
	e := &errand{}
	done := make(chan error, 1)
	r.away.Go(func() {
		var group errgroup.Group
		for _, f := range fs {
			group.Go(func() error { return f(e) })
		}
		err := group.Wait()
		r.mu.Lock()
		defer r.mu.Unlock()
		if done <- err; e.left {
			if err != nil {
				r.parts.Log.Error("what outlasted its round failed", "err", err)
			}
			r.Wake()
		}
	})
	r.mu.Unlock()
	timer := time.NewTimer(r.longest())
	defer timer.Stop()
	select {
	case err = <-done:
		ended = true
	case <-ctx.Done():
		err, ended = <-done, true
	case <-timer.C:
	}
	r.mu.Lock()
	if !ended {
		select {
		case err = <-done:
			ended = true
		default:
			e.left = true
		}
	}
	return ended, err
}

// aloft is what is under way beyond a round. Runner.mu guards it.
type aloft struct {
	posts   map[int64]bool // rows that are being posted
	places  map[Place]bool // where
	looks   map[int64]bool // rows that are being looked for
	tidying bool           // posts are taken back, brought up to date and swept
}

func (a *aloft) begin(d *Delivery) {
	if a.posts == nil {
		a.posts, a.places = map[int64]bool{}, map[Place]bool{}
	}
	a.posts[d.ID], a.places[d.Key.Place] = true, true
}

// end says that a row's outcome is kept. Of a row that was not being posted it
// says nothing.
func (a *aloft) end(d *Delivery) {
	if a.posts[d.ID] {
		delete(a.posts, d.ID)
		delete(a.places, d.Key.Place)
	}
}
