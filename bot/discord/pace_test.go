package discord_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// TestOddLimits: whatever answers say of limits, a channel that took a post is held
// for a minute at most, and one that refused for as long as that says, a day at most.
func TestOddLimits(t *testing.T) {
	t.Parallel()
	const taken = 200
	for _, c := range []struct {
		status                  int
		remaining, reset, retry string
		least, most             time.Duration
	}{
		{taken, "0", "30", "", 29 * time.Second, 31 * time.Second},
		{taken, "0", "3600", "", 59 * time.Second, 61 * time.Second},
		{taken, "0", "1e18", "", 59 * time.Second, 61 * time.Second},
		{taken, "0", "Inf", "", 59 * time.Second, 61 * time.Second},
		{taken, "0", "NaN", "", 0, time.Second},
		{taken, "0", "-7", "", 0, time.Second},
		{taken, "0", "soon", "", 0, time.Second},
		{taken, "0", "", "", 0, time.Second},
		{taken, "-9223372036854775808", "0.1", "", 0, time.Second},
		{taken, "99999999999999999999", "3600", "", 0, 0},
		{taken, "", "3600", "", 0, 0},
		{429, "4", "0.1", "10", 9 * time.Second, 10 * time.Second},
		{429, "", "", "1e18", 23 * time.Hour, 24 * time.Hour},
		{429, "", "", "1e-9", 900 * time.Millisecond, time.Second},
		{429, "", "", "0", 59 * time.Second, time.Minute},
		{429, "", "", "-3", 59 * time.Second, time.Minute},
		{429, "", "", `"soon"`, 59 * time.Second, time.Minute},
	} {
		t.Run(fmt.Sprint(c.status, " ", c.remaining, " ", c.reset, " ", c.retry), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			b := discordtest.Behaviour{Header: http.Header{}}
			for name, value := range map[string]string{"Limit": "5", "Remaining": c.remaining, "Reset-After": c.reset} {
				b.Header.Set("X-RateLimit-"+name, value)
			}
			if c.status != taken {
				b.Status, b.Body = c.status, `{"message": "You are being rate limited.", "retry_after": `+c.retry+`}`
			}
			w.Play(discordtest.CreateMessage, b)
			p := w.reminder()
			if _, err := w.adapter.Send(w.ctx, p); (err == nil) != (c.status == taken) {
				t.Error(err)
			}
			if got := w.adapter.Pause(p.Channel); got < c.least || got > c.most {
				t.Errorf("the next post waits %s, want %s to %s", got, c.least, c.most)
			}
		})
	}
}

// TestPostsBesideAnswers: what is due has its turn in each window of a channel's
// limit, however much is asked there.
func TestPostsBesideAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.connected()
	w.Limit(discordtest.CreateMessage, 2, 700*time.Millisecond)
	for range 20 {
		w.Say(discordtest.Said{Text: "!nextmeetup"})
	}
	if _, err := w.Await(w.ctx, discordtest.CreateMessage, 1); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		time.Sleep(w.adapter.Pause(w.ChannelID) - 100*time.Millisecond)
		p := w.reminder()
		p.Marker = fmt.Sprint(marker[:20], i)
		if _, err := w.adapter.Send(w.ctx, p); err != nil {
			t.Errorf("post %d: %v", i, err)
		}
	}
	w.noneRefused(t)
}
