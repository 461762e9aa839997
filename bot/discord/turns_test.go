package discord_test

import (
	"fmt"
	"net/http"
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
