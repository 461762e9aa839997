package schedule

import "time"

// A Pacer knows how long a platform's limits have a post to a place wait; 0: not at
// all, or it is not known. It answers at once, from what it has seen, and promises
// nothing: a post that is made then may still be told to come again. A poster that
// can tell is one too.
type Pacer interface {
	Pause(Place) time.Duration
}

// early is how long before the end of its pause a post is begun: to claim it takes
// a moment. What is left of the pause, the platform's client waits.
const early = 250 * time.Millisecond

// pause is how long nothing is to be begun in a place, so that what is under way is
// not what merely waits: a round ends when nothing is under way. A place rests once
// for a post, and no longer than it was to at first: where answers take up all that the limits
// let go, who only looks whether there is room never finds any, and who asks for
// it has a turn. A pause of more than MaxBackoff is not rested through: the post is
// tried, for what the platform's client says then is kept, and told to organisers.
func (r *Runner) pause(place Place, now Now) time.Duration {
	pacer, ok := r.parts.Poster.(Pacer)
	if !ok {
		return 0
	}
	wait := pacer.Pause(place) - early
	until, rests := r.rested[place]
	if wait <= 0 || wait > r.parts.Delays.MaxBackoff || rests && !now.Real.Before(until) {
		delete(r.rested, place)
		return 0
	}
	if left := until.Sub(now.Real); rests && left < wait {
		return left
	}
	if r.rested == nil {
		r.rested = map[Place]time.Time{}
	}
	r.rested[place] = now.Real.Add(wait)
	return wait
}
