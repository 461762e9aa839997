package discord

import (
	"context"
	"sync"
	"time"
)

// maxUnderWay is how many interactions and messages are at work at one time;
// more are turned away.
const maxUnderWay = 100

// A crew is the answers under way: so many and no more, and waited for when
// the adapter stops.
type crew struct {
	life context.Context // ends when they have to
	end  context.CancelFunc

	mu      sync.Mutex
	under   int
	closed  bool
	emptied chan struct{} // closed when closed and nobody is left
}

func newCrew() *crew {
	life, end := context.WithCancel(context.Background())
	return &crew{life: life, end: end, emptied: make(chan struct{})}
}

// enter takes a place. It is false when all are taken or the adapter stops;
// else leave must follow.
func (c *crew) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.under >= maxUnderWay {
		return false
	}
	c.under++
	return true
}

func (c *crew) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.under--; c.closed && c.under == 0 {
		close(c.emptied)
	}
}

// finish takes in nobody any more, gives those under way some time, then cuts
// them short, and returns when all have left.
func (c *crew) finish(within time.Duration) {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		if c.under == 0 {
			close(c.emptied)
		}
	}
	c.mu.Unlock()
	patience := time.AfterFunc(within, c.end)
	defer patience.Stop()
	<-c.emptied
	c.end()
}
