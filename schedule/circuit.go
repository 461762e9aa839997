package schedule

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// A circuit knows of whom nothing is to be asked: of a platform that does not
// take our token, until the program is configured anew; of a place that refuses
// whatever is posted, for a while; of one that asked for a pause until that is over.
type circuit struct {
	mu     sync.Mutex
	cut    map[string]error // by platform
	closed map[Place]closure
	rests  map[Place]time.Time  // until when, by the real clock, a place asked for a pause
	worked map[string]time.Time // when it last took a post, by the real clock
	hung   map[string]time.Time // when it last used up all its time
}

// A closure is why nothing is posted in a place, and until when, by the real
// clock.
type closure struct {
	until time.Time
	err   error
}

const (
	// untried is how many posts are under way at one time on a platform of which
	// it is not known whether it takes our token: so many at most it refuses.
	untried = 3
	// trusted is how long a platform that took a post counts as one that does.
	trusted = time.Minute
	// sick is how long a platform that hung is asked less.
	sick = 5 * time.Minute
)

// A cutOff is why nothing is asked of a platform.
type cutOff struct{ err error }

func (c cutOff) Error() string             { return c.err.Error() }
func (c cutOff) Unwrap() error             { return c.err }
func (c cutOff) Final() bool               { return false }
func (c cutOff) RetryAfter() time.Duration { return 0 }
func (c cutOff) Concerns() Scope           { return ThisPlatform }

// cut has nothing more be asked of a platform, and says so once.
func (r *Runner) cut(platform string, err error) {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.cut == nil {
		r.circuit.cut = map[string]error{}
	}
	if r.circuit.cut[platform] == nil {
		r.circuit.cut[platform] = cutOff{err}
		r.parts.Log.Error("a platform refuses the bot: nothing is posted there until it is mended, and the configuration is read again (SIGHUP) or the bot is started again",
			"platform", platform, "err", err)
		r.Wake() // a report that waits there goes elsewhere
	}
}

// isCut returns why nothing is to be asked of a platform, nil where all is well.
func (r *Runner) isCut(platform string) error {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	return r.circuit.cut[platform]
}

// Renew tries again what was not asked any more, and believes the clock: somebody
// has configured the program anew.
func (r *Runner) Renew() {
	r.circuit.mu.Lock()
	r.circuit.cut, r.circuit.closed, r.leap.renew = nil, nil, true
	r.circuit.mu.Unlock()
	r.Wake()
}

// works notes that a platform takes posts.
func (r *Runner) works(platform string, at Now) {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.worked == nil {
		r.circuit.worked = map[string]time.Time{}
	}
	r.circuit.worked[platform] = at.Real
	delete(r.circuit.hung, platform)
}

// within returns a context with the time of one request to a platform. done takes
// how the request ended.
func (r *Runner) within(ctx context.Context, clock Clock, platform string) (_ context.Context, done func(error)) {
	ctx, cancel := context.WithTimeout(ctx, r.parts.Delays.Post)
	return ctx, func(err error) {
		late := errors.Is(ctx.Err(), context.DeadlineExceeded) || errors.Is(err, context.DeadlineExceeded)
		cancel()
		if err == nil || !late {
			return
		}
		r.circuit.mu.Lock()
		defer r.circuit.mu.Unlock()
		if r.circuit.hung == nil {
			r.circuit.hung = map[string]time.Time{}
		}
		r.circuit.hung[platform] = clock().Real
	}
}

// reopens returns from when on, by the product clock, something may be asked
// for in a place; zero when nobody knows.
func (r *Runner) reopens(place Place, now Now) time.Time {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.cut[place.Platform] != nil {
		return time.Time{}
	}
	if wait := r.circuit.closed[place].until.Sub(now.Real); wait > 0 {
		return now.Product.Add(wait)
	}
	return now.Product
}

// open reports whether something may be asked for in a place.
func (r *Runner) open(place Place, now Now) bool { return r.reopens(place, now).Equal(now.Product) }

// room is how many posts may be under way on a platform.
func (r *Runner) room(now Now, platform string) int {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.cut[platform] != nil {
		return 0
	}
	if at, ok := r.circuit.hung[platform]; ok && now.Real.Sub(at).Abs() < sick {
		return 1
	}
	if at, ok := r.circuit.worked[platform]; ok && now.Real.Sub(at).Abs() < trusted {
		return r.parts.Workers
	}
	return min(r.parts.Workers, untried)
}

// avoid has nothing be posted in a place for a while, and returns until when.
func (r *Runner) avoid(place Place, at Now, err error) time.Time {
	until := keepable(at.Real.Add(r.parts.Delays.Closed))
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.closed == nil {
		r.circuit.closed = map[Place]closure{}
	}
	r.circuit.closed[place] = closure{until, err}
	r.parts.Log.Warn("a place refuses posts: what else is due there waits", "place", place.logged(), "until", until.Format(time.RFC3339), "err", err)
	return until
}

// rest has nothing new be posted in a place before the instant that it named, by
// the real clock.
func (r *Runner) rest(place Place, until time.Time) {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	if r.circuit.rests == nil {
		r.circuit.rests = map[Place]time.Time{}
	}
	r.circuit.rests[place] = until
}

// heldBack notes on the rows of a round that nothing is to be asked of whom they are for.
// It returns the platforms that concerns, with the reasons.
func (r *Runner) heldBack(now Now, entries []entry) map[string]string {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	cut := map[string]string{}
	for platform, err := range r.circuit.cut {
		cut[platform] = err.Error()
	}
	over := func(until time.Time) bool { return !now.Real.Before(until) || until.Sub(now.Real) > longestWait }
	maps.DeleteFunc(r.circuit.closed, func(_ Place, c closure) bool { return over(c.until) })
	maps.DeleteFunc(r.circuit.rests, func(_ Place, until time.Time) bool { return over(until) })
	if len(cut)+len(r.circuit.closed)+len(r.circuit.rests) == 0 {
		return nil
	}
	for i := range entries {
		e := &entries[i]
		ready := e.ready(now)
		if e.State != Planned || ready.After(now.Product.Add(r.parts.Delays.Round)) {
			continue
		}
		if why, ok := cut[e.Key.Place.Platform]; ok && e.Reason != why && !ready.After(now.Product) {
			e.Reason, e.changed = why, true
		}
		// What falls due before the round ends is queued, too.
		for _, until := range []time.Time{r.circuit.rests[e.Key.Place], r.circuit.closed[e.Key.Place].until} {
			if until.After(e.NotBefore) {
				e.NotBefore, e.changed = until, true
			}
		}
	}
	return cut
}

// A Circuit is something of which nothing is asked for now, because it refuses
// the bot, or because nothing is asked of anybody.
type Circuit struct {
	Platform string    `json:"platform"`       // "": nothing is posted anywhere, as the machine's clock is not believed
	Place    Place     `json:"place,omitzero"` // zero: the whole platform
	Until    time.Time `json:"until,omitzero"` // by the product clock; zero: until the program is configured or started anew
	Why      string    `json:"why"`
}

// Circuits returns of whom nothing is asked, platforms first.
func (r *Runner) Circuits(now Now) []Circuit {
	r.circuit.mu.Lock()
	defer r.circuit.mu.Unlock()
	var open []Circuit
	if r.leap.doubt != nil {
		open = append(open, Circuit{Why: r.leap.doubt.Error()})
	}
	for platform, err := range r.circuit.cut {
		open = append(open, Circuit{Platform: platform, Why: err.Error()})
	}
	for place, c := range r.circuit.closed {
		if now.Real.Before(c.until) {
			open = append(open, Circuit{Platform: place.Platform, Place: place, Until: now.Product.Add(c.until.Sub(now.Real)), Why: c.err.Error()})
		}
	}
	slices.SortFunc(open, func(a, b Circuit) int {
		return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Place.String(), b.Place.String()))
	})
	return open
}
