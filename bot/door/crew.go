package door

import (
	"context"
	"sync"
	"time"
)

// A Crew is the answers under way: so many and no more, and waited for at the end.
// One asker has a quarter of the places at most, so that a flood of theirs keeps
// nobody else waiting. It may be used by many at a time.
type Crew struct {
	most int
	life context.Context
	end  context.CancelFunc

	mu     sync.Mutex
	under  int
	of     map[string]int // by asker
	closed bool
	all    sync.WaitGroup
}

// NewCrew returns a crew of nobody yet, and of at most so many.
func NewCrew(most int) *Crew {
	life, end := context.WithCancel(context.Background())
	return &Crew{most: most, life: life, end: end, of: map[string]int{}}
}

// Life is the context of all that is under way: it ends when that has to.
func (c *Crew) Life() context.Context { return c.life }

// Enter takes a place for what somebody asked; "" is nobody. It is false when all
// are taken, or theirs, or the crew finishes; else Leave must follow.
func (c *Crew) Enter(asker string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.under >= c.most || asker != "" && c.of[asker] >= max(c.most/4, 1) {
		return false
	}
	c.under++
	if asker != "" {
		c.of[asker]++
	}
	c.all.Add(1)
	return true
}

// Leave gives the asker's place back.
func (c *Crew) Leave(asker string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.under--
	if c.of[asker]--; c.of[asker] <= 0 {
		delete(c.of, asker)
	}
	c.all.Done()
}

// Finish takes in nobody any more, gives those under way the grace, then ends
// their context, and returns when all have left.
func (c *Crew) Finish(grace time.Duration) {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	enough := time.AfterFunc(grace, c.end)
	defer enough.Stop()
	c.all.Wait()
	c.end()
}
