package discord

import (
	"context"
	"sync"
	"time"
)

// globalSpan is that of Discord's limit for all requests, and what two of them
// may lose on their way of the time that was between them.
const globalSpan = time.Second + 20*time.Millisecond

// turns let through at most so many requests in any span of globalSpan. A
// bucket of tokens would let through nearly twice as many in the first, which
// Discord counts.
type turns struct {
	now   func() time.Time
	limit int

	mu    sync.Mutex
	taken []time.Time // of the last span, oldest first; some are ahead
}

// wait returns when a request may be made, or with an error when ctx ends
// before.
func (t *turns) wait(ctx context.Context) error {
	pause := time.NewTimer(t.take())
	defer pause.Stop()
	select {
	case <-pause.C:
		return ctx.Err()
	case <-ctx.Done(): // the turn is lost
		return ctx.Err()
	}
}

// take takes the next turn and says how far ahead it is.
func (t *turns) take() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	old := 0
	for old < len(t.taken) && !now.Before(t.taken[old].Add(globalSpan)) {
		old++
	}
	t.taken = t.taken[old:]
	at := now
	if n := len(t.taken) - t.limit; n >= 0 {
		at = t.taken[n].Add(globalSpan)
	}
	t.taken = append(t.taken, at)
	return at.Sub(now)
}
