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
// not what merely waits: a round ends when nothing is under way.
func (r *Runner) pause(place Place) time.Duration {
	pacer, ok := r.parts.Poster.(Pacer)
	if !ok {
		return 0
	}
	return max(pacer.Pause(place)-early, 0)
}
