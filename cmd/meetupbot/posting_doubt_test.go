package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

// TestDoubtOnDiscord is faults 11 and 12: what was answered with a failure is
// sent again at once, with the same nonce, and stands there once.
func TestDoubtOnDiscord(t *testing.T) {
	r := newRig(t)
	r.delays.Settle = time.Hour
	r.restart()
	var all []schedule.Place
	answers := map[string][]discordtest.Behaviour{}
	for i, b := range [][]discordtest.Behaviour{
		{discordtest.Fail(502), discordtest.Fail(502).AfterStoring(), discordtest.Fail(502)},
		{discordtest.CutOff(discordtest.Reset)},
		{discordtest.HangUp()},
		{discordtest.Garbage().AfterStoring()},
	} {
		p := r.place("discord", i)
		all, answers[p.ID] = append(all, p), b
		r.due(p, 1)
	}
	var mu sync.Mutex
	r.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		mu.Lock()
		defer mu.Unlock()
		id := discordChannelOf(c.Path)
		if left := answers[id]; len(left) > 0 {
			answers[id] = left[1:]
			return left[0]
		}
		return discordtest.Behaviour{}
	})
	r.run()
	r.until("all posts", func() bool { return count(r.rows("discord"), schedule.Sent) == len(all) })
	for _, p := range all {
		if n := r.standing(p); n != 1 {
			t.Errorf("%d messages in %s", n, p)
		}
	}
	if n := len(r.discord.Calls(discordtest.GetMessages)); n != 0 {
		t.Errorf("%d looks into the history", n)
	}
}

// TestDoubtOnSlack is faults 9 and 10: what may be out is looked for and not
// posted again; where the history cannot be read, that is not taken for absence.
func TestDoubtOnSlack(t *testing.T) {
	r := newRig(t)
	r.delays.Hold = time.Hour
	r.restart()
	seen, hidden := r.place("slack", 1), r.place("slack", 2)
	r.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		switch {
		case c.Method == "chat.postMessage":
			return slacktest.Stored(slacktest.Status(500, ""))
		case c.Method == "conversations.history" && c.Args["channel"] == hidden.ID:
			return slacktest.Unstored(slacktest.Refuse("missing_scope"))
		}
		return slacktest.Behaviour{}
	})
	r.due(seen, 1)
	r.due(hidden, 1)
	r.run()
	r.until("it is found", func() bool { return count(r.rows("slack"), schedule.Sent) == 1 })
	r.until("it is said that nobody can tell", func() bool { return strings.Count(r.log.String(), "look in the channel") == 1 })
	if n := len(r.slack.Calls("chat.postMessage")); n != 2 {
		t.Errorf("%d posts, want 2", n)
	}
	if count(r.rows("slack"), schedule.Unknown) != 1 {
		t.Errorf("rows: %+v", r.rows("slack"))
	}
}
