package main

import (
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

// calls counts what reached a platform.
func (r *rig) calls(platform string) int {
	if platform == "slack" {
		return len(r.slack.Calls(""))
	}
	return len(r.discord.Calls(discordtest.Everything))
}

// renew is what reading the configuration again does.
func (r *rig) renew() {
	for _, s := range r.senders {
		s.(platform).Renew()
	}
	r.runner.Renew()
}

// TestTokenRevokedWhilePosting is fault 18: at most three calls reach a platform
// that does not take the token; the other one goes on; and what was due goes out
// when the token is good again.
func TestTokenRevokedWhilePosting(t *testing.T) {
	for _, bad := range []string{"slack", "discord"} {
		t.Run(bad, func(t *testing.T) {
			r := newRig(t)
			good := map[string]string{"slack": "discord", "discord": "slack"}[bad]
			for i := range 40 {
				r.due(r.place(bad, i), 1)
				r.due(r.place(good, i), 1)
			}
			if bad == "slack" {
				r.slack.Revoke("token_revoked")
			} else {
				r.discord.Revoke()
			}
			r.run()
			r.until("the good platform's posts", func() bool { return count(r.rows(good), schedule.Sent) == 40 })
			for range 3 {
				r.runner.Wake()
				time.Sleep(100 * time.Millisecond)
			}
			if n := r.calls(bad); n == 0 || n > 3 {
				t.Errorf("%d calls with a token that is revoked", n)
			}
			if n := count(r.rows(bad), schedule.Planned); n != 40 {
				t.Errorf("%d rows wait, want 40", n)
			}
			if bad == "discord" {
				return // a token of Discord's does not come back: there is a new one
			}
			r.slack.Revoke("")
			r.renew()
			r.until("the posts that waited", func() bool { return count(r.rows(bad), schedule.Sent) == 40 })
		})
	}
}

// TestPlacesRefuse is fault 19: of each row that is refused for good one call is
// made, and none of those that wait.
func TestPlacesRefuse(t *testing.T) {
	r := newRig(t)
	archived, forbidden, gone := r.place("slack", 1), r.place("discord", 1), r.place("discord", 2)
	r.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Args["channel"] == archived.ID {
			return slacktest.Unstored(slacktest.Refuse("is_archived"))
		}
		return slacktest.Behaviour{}
	})
	r.discord.Permit(forbidden.ID, discordtest.ViewChannel)
	r.discord.RemoveChannel(gone.ID)
	good := []schedule.Place{r.place("slack", 3), r.place("discord", 3)}
	for _, p := range append(good, archived, forbidden, gone) {
		r.due(p, 5)
	}
	r.run()
	r.until("the good places' posts", func() bool {
		return count(r.rows("slack"), schedule.Sent) == 5 && count(r.rows("discord"), schedule.Sent) == 5 &&
			count(r.rows("slack"), schedule.Failed) == 1 && count(r.rows("discord"), schedule.Failed) == 2
	})
	for range 3 {
		r.runner.Wake()
		time.Sleep(50 * time.Millisecond)
	}
	slackPosts, discordPosts := len(r.slack.Calls("chat.postMessage")), len(r.discord.Calls(discordtest.CreateMessage))
	if slackPosts != 6 || discordPosts != 7 {
		t.Errorf("%d posts to Slack, %d to Discord were tried; want 6 and 7", slackPosts, discordPosts)
	}
	if n := strings.Count(r.log.String(), "a place refuses posts"); n != 3 {
		t.Errorf("the log says it %d times, want 3", n)
	}
	wait := r.clock().Real.Add(r.delays.Closed - time.Minute)
	for _, d := range append(r.rows("slack"), r.rows("discord")...) {
		if d.State == schedule.Planned && (d.NotBefore.Before(wait) || d.Reason == "") {
			t.Errorf("%s waits until %s: %q", d.Key.Place, d.NotBefore, d.Reason)
		}
	}
}

// TestRateLimited is fault 16: a place that asks for a pause gets it, and the
// others go on.
func TestRateLimited(t *testing.T) {
	r := newRig(t)
	slow, quick := r.place("slack", 1), r.place("slack", 2)
	slower, quicker := r.place("discord", 1), r.place("discord", 2)
	const pause = time.Second
	r.slack.Choose(onceIn("chat.postMessage", slow.ID, slacktest.Unstored(slacktest.RateLimited("1"))))
	limited := onceEach(map[string]discordtest.Behaviour{slower.ID: discordtest.RateLimited(pause, discordtest.UserScope)})
	r.discord.Choose(func(c discordtest.Call) discordtest.Behaviour { return limited(discordChannelOf(c.Path)) })
	for _, p := range []schedule.Place{slow, quick, slower, quicker} {
		r.due(p, 3)
	}
	r.run()
	r.until("all posts", func() bool {
		return count(r.rows("slack"), schedule.Sent) == 6 && count(r.rows("discord"), schedule.Sent) == 6
	})
	var refused time.Time
	for _, c := range r.slack.Calls("chat.postMessage") {
		switch {
		case c.Args["channel"] != slow.ID:
		case refused.IsZero():
			refused = c.At
		case c.At.Sub(refused) < pause:
			t.Errorf("Slack was asked after %s of a pause of %s", c.At.Sub(refused), pause)
		}
	}
	for _, p := range []schedule.Place{slow, quick, slower, quicker} {
		if n := r.standing(p); n != 3 {
			t.Errorf("%d messages in %s", n, p)
		}
	}
	if n := len(r.discord.Calls(discordtest.CreateMessage)); n != 7 {
		t.Errorf("%d requests to Discord, want 7: one was refused", n)
	}
}

// onceIn is a behaviour for the first call of a method about a channel.
func onceIn(method, channel string, b slacktest.Behaviour) func(slacktest.Call) slacktest.Behaviour {
	once := onceEach(map[string]slacktest.Behaviour{channel: b})
	return func(c slacktest.Call) slacktest.Behaviour {
		if c.Method != method {
			return slacktest.Behaviour{}
		}
		return once(c.Args["channel"])
	}
}

// TestRateLimitedForEver is fault 17: where every answer is to come again later,
// a row is given up when it is of no use any more, and few requests are made.
func TestRateLimitedForEver(t *testing.T) {
	r := newRig(t)
	r.slack.Stand("chat.postMessage", slacktest.Unstored(slacktest.RateLimited("0.05")))
	r.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		return discordtest.RateLimited(50*time.Millisecond, discordtest.UserScope)
	})
	for i, platform := range []string{"slack", "discord"} {
		p := r.place(platform, i)
		row := schedule.NewTest(p, r.clock().Product, "post")
		row.Until = row.Due.Add(3 * time.Second)
		if _, err := r.db.Save(t.Context(), []schedule.Delivery{row}); err != nil {
			t.Fatal(err)
		}
	}
	r.run()
	r.until("they are given up", func() bool {
		return count(r.rows("slack"), schedule.Failed) == 1 && count(r.rows("discord"), schedule.Failed) == 1
	})
	// 3 s are 30 of the longest pauses here; Discord's headers know whole seconds.
	if a, b := len(r.slack.Calls("chat.postMessage")), len(r.discord.Calls(discordtest.CreateMessage)); a < 2 || b < 2 || a > 35 || b > 35 {
		t.Errorf("%d and %d requests in 3 s, where there is one each 100 ms at most", a, b)
	}
	for _, d := range append(r.rows("slack"), r.rows("discord")...) {
		if d.Reason == "" {
			t.Errorf("%s: given up without a reason", d.Key.Place)
		}
	}
}
