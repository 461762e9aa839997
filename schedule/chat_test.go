package schedule_test

import (
	"context"
	"fmt"
	"sync"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A chat keeps what is posted and answers as it is told to.
type chat struct {
	mu     sync.Mutex
	posted []string                                           // "2017-09-25T10:00:00+01:00 slot"
	answer func(schedule.Delivery) error                      // nil: everything is taken
	find   func(schedule.Delivery) (schedule.Presence, error) // nil: cannot tell
	before func(ctx context.Context, d schedule.Delivery)     // called first, unlocked
	times  map[string]int                                     // posts by marker

	edited []string                      // "2017-09-25T00:00:00 m1"
	edits  func(schedule.Delivery) error // asked before a message is edited; nil: all may be

	deleted []string                      // message ids
	keeps   func(schedule.Delivery) error // asked before a message is deleted; nil: none is kept

	looking func(ctx context.Context, d schedule.Delivery) // called first by Find, unlocked
	tidying func(ctx context.Context, d schedule.Delivery) // called first by Edit and Delete, unlocked
	repeats time.Duration                                  // how long what is posted again stays one message
	pause   func(schedule.Place) time.Duration             // nil: nothing waits for limits

	sweep  func(schedule.Delivery) (int, error) // nil: there is nothing to delete
	sweeps []time.Duration                      // how long after the first attempt each was due
}

// hangs has the chat answer nothing of posts to some places until they are given
// up.
func (c *chat) hangs(there func(schedule.Place) bool) {
	c.before = func(ctx context.Context, d schedule.Delivery) {
		if there(d.Key.Place) {
			<-ctx.Done()
		}
	}
	c.answer = func(d schedule.Delivery) error {
		if there(d.Key.Place) {
			return context.DeadlineExceeded
		}
		return nil
	}
}

func (c *chat) Post(ctx context.Context, d schedule.Delivery, now time.Time) (string, error) {
	if c.before != nil {
		c.before(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answer != nil {
		if err := c.answer(d); err != nil {
			return "", err
		}
	}
	c.show(d, now)
	return fmt.Sprint("m", len(c.posted)), nil
}

func londonTime(t time.Time) string {
	london, err := content.LoadZone("Europe/London")
	if err != nil {
		panic(err)
	}
	return t.In(london).Format("2006-01-02T15:04:05 ")
}

func (c *chat) show(d schedule.Delivery, now time.Time) {
	c.posted = append(c.posted, londonTime(now)+d.Key.Slot)
	if c.times == nil {
		c.times = map[string]int{}
	}
	c.times[d.Marker]++
}

func (c *chat) Edit(ctx context.Context, d schedule.Delivery, now time.Time) error {
	if c.tidying != nil {
		c.tidying(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edits != nil {
		if err := c.edits(d); err != nil {
			return err
		}
	}
	c.edited = append(c.edited, londonTime(now)+d.Message)
	return nil
}

func (c *chat) Delete(ctx context.Context, d schedule.Delivery) error {
	if c.tidying != nil {
		c.tidying(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.keeps != nil {
		if err := c.keeps(d); err != nil {
			return err
		}
	}
	c.deleted = append(c.deleted, d.Message)
	return nil
}

func (c *chat) Find(ctx context.Context, d schedule.Delivery) (schedule.Presence, string, error) {
	if c.looking != nil {
		c.looking(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.find == nil {
		return schedule.CannotTell, "", nil
	}
	presence, err := c.find(d)
	return presence, "found", err
}

func (c *chat) Repeatable(d schedule.Delivery) (until time.Time) {
	if c.repeats > 0 {
		until = d.First.Add(c.repeats)
	}
	return until
}

func (c *chat) Pause(place schedule.Place) time.Duration {
	if c.pause == nil {
		return 0
	}
	return c.pause(place)
}

func (c *chat) Sweep(_ context.Context, d schedule.Delivery) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweeps = append(c.sweeps, d.Sweep.Sub(d.First))
	if c.sweep == nil {
		return 0, nil
	}
	return c.sweep(d)
}

// A refusal is a platform's clear no.
type refusal struct {
	after time.Duration
	final bool
}

func (r refusal) Error() string             { return "the platform said no" }
func (r refusal) RetryAfter() time.Duration { return r.after }
func (r refusal) Final() bool               { return r.final }

// A scoped refusal is one for good that concerns more than the post.
type scoped struct {
	refusal
	scope schedule.Scope
}

func (s scoped) Concerns() schedule.Scope { return s.scope }
