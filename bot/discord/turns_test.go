package discord_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// TestGlobalLimitIsKept: posts to many channels at once keep to the limit of
// all requests, from the first second on.
func TestGlobalLimitIsKept(t *testing.T) {
	const limit = 10
	w := newWorld(t, func(w *world) { w.config.PerSecond, w.config.Delays.Request = limit, 10*time.Second })
	w.Set(func(s *discordtest.Settings) { s.GlobalLimit = limit })
	var work sync.WaitGroup
	for i := range 3 * limit {
		p := w.reminder()
		p.Channel = w.AddChannel(discordtest.Channel{Name: fmt.Sprint("channel", i)})
		p.Marker = fmt.Sprint(marker[:20], i)
		work.Go(func() {
			if _, err := w.adapter.Send(w.ctx, p); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	w.noneRefused(t)
}

func (w *world) noneRefused(t *testing.T) {
	t.Helper()
	for _, c := range w.Calls(discordtest.CreateMessage) {
		if c.Status == http.StatusTooManyRequests {
			t.Errorf("Discord had to refuse %v", c)
		}
	}
}

// TestTurnsAreCountedWhenTaken: posts that waited for their channel's limit, or were
// long on their way, count for the limit of all requests when Discord counts them.
func TestTurnsAreCountedWhenTaken(t *testing.T) {
	t.Parallel()
	const limit = 4
	type post struct {
		at      time.Duration // since the first
		channel int
	}
	for name, c := range map[string]struct {
		posts []post
		set   func(*world)
	}{
		"after a wait for their channel": {
			// Of the two in channel 0 one waits until 1.4 s. That is in a second with those in
			// 1 and 2, in which there is room for one more.
			posts: []post{{0, 0}, {950 * time.Millisecond, 0}, {960 * time.Millisecond, 0}, {1100 * time.Millisecond, 1}, {1100 * time.Millisecond, 2}, {1110 * time.Millisecond, 3}, {1120 * time.Millisecond, 4}},
			set:   func(w *world) { w.Limit(discordtest.CreateMessage, 1, 450*time.Millisecond) },
		},
		"late": {
			// Discord counts the first at 0.9 s, with three more until 1.9 s.
			posts: []post{{0, 0}, {950 * time.Millisecond, 1}, {950 * time.Millisecond, 2}, {950 * time.Millisecond, 3}, {960 * time.Millisecond, 4}},
			set:   func(w *world) { w.Play(discordtest.CreateMessage, discordtest.Slow(900*time.Millisecond, 0)) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.config.PerSecond, w.config.Delays.Request = limit, 10*time.Second })
			w.Set(func(s *discordtest.Settings) { s.GlobalLimit = limit })
			c.set(w)
			channels := map[int]string{}
			for _, p := range c.posts {
				channels[p.channel] = w.AddChannel(discordtest.Channel{Name: fmt.Sprint("channel", p.channel)})
			}
			var work sync.WaitGroup
			begun := time.Now()
			for i, post := range c.posts {
				p := w.reminder()
				p.Channel, p.Marker = channels[post.channel], fmt.Sprint(marker[:20], i)
				work.Go(func() {
					time.Sleep(post.at - time.Since(begun))
					if _, err := w.adapter.Send(w.ctx, p); err != nil {
						t.Error(err)
					}
				})
			}
			work.Wait()
			w.noneRefused(t)
		})
	}
}

// TestTurnsLookAgain: what a request that waits for its turn was free to do when it
// began to wait it may do no more when the turn comes.
func TestTurnsLookAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer  discordtest.Behaviour // to the post before it in its channel
		channel string                // where it is to go
	}{
		"its channel asked for a pause": {discordtest.RateLimited(time.Minute, discordtest.UserScope), "first"},
		"the token was refused":         {discordtest.Refuse(http.StatusUnauthorized, 0, "401: Unauthorized"), "third"},
		"its channel refused":           {discordtest.Refuse(http.StatusForbidden, 50013, "Missing Permissions"), "first"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.config.PerSecond, w.config.Delays.Request = 3, 10*time.Second })
			c.answer.Before = 300 * time.Millisecond
			w.Play(discordtest.CreateMessage, discordtest.Normal(), c.answer)
			channels := map[string]string{}
			for _, name := range []string{"first", "second", "third"} {
				channels[name] = w.AddChannel(discordtest.Channel{Name: name})
			}
			n := 0
			send := func(channel string) error {
				n++
				p := w.reminder()
				p.Channel, p.Marker = channels[channel], fmt.Sprint(marker[:20], n)
				_, err := w.adapter.Send(w.ctx, p)
				return err
			}
			if err := send("first"); err != nil { // now the channel's limit is known
				t.Fatal(err)
			}
			var slow error
			var work sync.WaitGroup
			work.Go(func() { slow = send("first") })
			w.until("it is asked", func() bool { return len(w.Calls(discordtest.CreateMessage)) == 2 })
			if err := send("second"); err != nil { // now there is no turn left
				t.Fatal(err)
			}
			err := send(c.channel)
			if work.Wait(); slow == nil || err == nil {
				t.Errorf("the posts ended with %v and %v", slow, err)
			}
			if calls := w.Calls(discordtest.CreateMessage); len(calls) != 3 {
				t.Errorf("Discord was asked for a post that it had forbidden: %v", calls[3:])
			}
		})
	}
}

// TestTurnsComeBack: however requests end, there are as many turns as before.
func TestTurnsComeBack(t *testing.T) {
	t.Parallel()
	const limit = 2
	brief := func(ctx context.Context) (context.Context, context.CancelFunc) {
		return context.WithTimeout(ctx, 50*time.Millisecond)
	}
	for name, c := range map[string]struct {
		meets discordtest.Behaviour
		under func(context.Context) (context.Context, context.CancelFunc) // nil: as the test
	}{
		"hung up":  {meets: discordtest.HangUp()},
		"half":     {meets: discordtest.CutOff(discordtest.Half)},
		"garbage":  {meets: discordtest.Garbage()},
		"failed":   {meets: discordtest.Fail(http.StatusBadGateway)},
		"given up": {meets: discordtest.Slow(300*time.Millisecond, 0), under: brief},
		"never begun": {under: func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, stop := context.WithCancel(ctx)
			stop()
			return ctx, stop
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.config.PerSecond, w.config.Delays.Request = limit, 10*time.Second })
			w.Play(discordtest.CreateMessage, c.meets.For(limit))
			var work sync.WaitGroup
			for i := range 2 * limit {
				if i == limit {
					work.Wait() // those after it are posted
				}
				p := w.reminder()
				p.Channel = w.AddChannel(discordtest.Channel{Name: fmt.Sprint("channel", i)})
				p.Marker = strings.Repeat(fmt.Sprint(i), len(marker))
				work.Go(func() {
					ctx, stop := w.ctx, context.CancelFunc(func() {})
					if i < limit && c.under != nil {
						ctx, stop = c.under(ctx)
					}
					defer stop()
					if _, err := w.adapter.Send(ctx, p); (err == nil) != (i >= limit) {
						t.Errorf("post %d ended with %v", i, err)
					}
				})
			}
			work.Wait()
		})
	}
}
