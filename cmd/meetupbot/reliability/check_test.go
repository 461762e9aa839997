package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// aWorld is one with two meetups, a Slack channel and a Discord channel, whose
// reminders were due a second ago.
func aWorld(t *testing.T) *world {
	t.Helper()
	w, err := newWorld("none", 2, 2, -time.Second, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	return w
}

// post has the bot's account post, as the bot would.
func (w *world) post(t *testing.T, p place, text, nonce string) (id string) {
	t.Helper()
	var r *http.Request
	var err error
	if p.Platform == "slack" {
		form := url.Values{"channel": {p.ID}, "text": {text}}
		r, err = http.NewRequest(http.MethodPost, w.slack.URL()+"chat.postMessage", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+w.slack.BotToken)
	} else {
		body := fmt.Sprintf(`{"content":%q,"nonce":%q,"enforce_nonce":true,"allowed_mentions":{"parse":[]}}`, text, nonce)
		r, err = http.NewRequest(http.MethodPost, w.discord.URL()+"/api/v10/channels/"+p.ID+"/messages", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bot "+w.discord.Token)
	}
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", p.Platform, resp.Status)
	}
	if p.Platform == "slack" {
		calls := w.slack.Calls("chat.postMessage")
		return calls[len(calls)-1].TS
	}
	calls := w.discord.Calls(discordtest.CreateMessage)
	return calls[len(calls)-1].Object
}

// all posts every reminder once.
func (w *world) all(t *testing.T) {
	for i, m := range w.meetups {
		for j, p := range w.places {
			w.post(t, p, "Tomorrow: "+m.Title, fmt.Sprintf("first%d%d", i, j))
		}
	}
}

// TestCheck makes records in which something is wrong, and sees it found.
func TestCheck(t *testing.T) {
	slack, discord := 0, 1
	for _, c := range []struct {
		name string
		play func(t *testing.T, w *world)
		want string // of the verdict's line
		kept bool
	}{
		{"all is well", func(t *testing.T, w *world) { w.all(t) },
			"planned 4, posted 4, lost 0, doubled 0 on Slack and 0 on Discord (0 still shown), early 0, unexplained 0", true},
		{"nothing was posted", func(*testing.T, *world) {},
			"planned 4, posted 0, lost 4, doubled 0 on Slack and 0 on Discord (0 still shown), early 0, unexplained 0", false},
		{"one is lost", func(t *testing.T, w *world) {
			for i, p := range w.places {
				w.post(t, p, w.meetups[0].Title, fmt.Sprint(i))
			}
			w.post(t, w.places[slack], w.meetups[1].Title, "")
		}, "planned 4, posted 3, lost 1, doubled 0 on Slack and 0 on Discord (0 still shown), early 0, unexplained 0", false},
		{"doubled on Slack", func(t *testing.T, w *world) {
			w.all(t)
			w.post(t, w.places[slack], w.meetups[0].Title, "")
			w.post(t, w.places[slack], w.meetups[0].Title, "")
		}, "posted 4, lost 0, doubled 2 on Slack and 0 on Discord (2 still shown)", false},
		{"doubled on Discord", func(t *testing.T, w *world) {
			w.all(t)
			w.post(t, w.places[discord], w.meetups[0].Title, "another")
		}, "posted 4, lost 0, doubled 0 on Slack and 1 on Discord (1 still shown)", false},
		{"one nonce twice is one message", func(t *testing.T, w *world) {
			w.all(t)
			w.post(t, w.places[discord], w.meetups[0].Title, "first01")
		}, "doubled 0 on Slack and 0 on Discord (0 still shown)", true},
		{"doubled and deleted", func(t *testing.T, w *world) {
			w.all(t)
			w.slack.Remove(w.places[slack].ID, w.post(t, w.places[slack], w.meetups[0].Title, ""))
			w.discord.Remove(w.places[discord].ID, w.post(t, w.places[discord], w.meetups[0].Title, "another"))
		}, "doubled 1 on Slack and 1 on Discord (0 still shown)", false},
		{"stored though the answer was a failure", func(t *testing.T, w *world) {
			w.misbehave(func() fault { return fault{} })
			w.all(t)
			w.slack.Choose(nil)
			if n := w.posts.Load(); n != 4 {
				t.Errorf("%d requests counted", n)
			}
		}, "planned 4, posted 4", true},
		{"nobody planned it", func(t *testing.T, w *world) {
			w.all(t)
			w.post(t, w.places[slack], "Something else", "")
		}, "unexplained 1", false},
		{"too early", func(t *testing.T, w *world) {
			w.at = w.at.Add(-time.Hour)
			w.all(t)
		}, "early 4", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := aWorld(t)
			c.play(t, w)
			v := w.check()
			if line := v.String(); !strings.Contains(line, c.want) || v.kept() != c.kept {
				t.Errorf("kept %v: %s\nwant %v: %s", v.kept(), line, c.kept, c.want)
			}
			var sum verdict
			sum.add(v)
			sum.add(v)
			if sum.Planned != 2*v.Planned || len(sum.Lost) != 2*len(v.Lost) || sum.doubled("slack") != 2*v.doubled("slack") || sum.kept() != v.kept() {
				t.Errorf("twice the same is %v", sum)
			}
		})
	}
}

// TestLate: how late a post is counts from when it was due.
func TestLate(t *testing.T) {
	w := aWorld(t)
	w.all(t)
	for _, late := range w.check().Late {
		if late < time.Second || late > time.Minute {
			t.Errorf("%v late", late)
		}
	}
}

// TestFaults: what the dice say is what the servers do.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		answer answer
		stored int
		fails  bool
	}{{proper, 1, false}, {storedFails, 1, true}, {unstoredFail, 0, true}, {storedReset, 1, true}} {
		w := aWorld(t)
		w.misbehave(func() fault { return fault{Answer: c.answer} })
		for _, p := range w.places {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			address := w.slack.URL() + "chat.postMessage?channel=" + p.ID + "&text=x"
			body, kind, token := "", "application/x-www-form-urlencoded", "Bearer "+w.slack.BotToken
			if p.Platform == "discord" {
				address, body = w.discord.URL()+"/api/v10/channels/"+p.ID+"/messages", `{"content":"x","nonce":"1","enforce_nonce":true,"allowed_mentions":{"parse":[]}}`
				kind, token = "application/json", "Bot "+w.discord.Token
			}
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", kind)
			r.Header.Set("Authorization", token)
			resp, err := http.DefaultClient.Do(r)
			cancel()
			if err == nil {
				resp.Body.Close()
			}
			if failed := err != nil || resp.StatusCode >= 500; failed != c.fails {
				t.Errorf("%s, answer %d: failed %v", p.Platform, c.answer, failed)
			}
		}
		if n := len(w.record()); n != c.stored*len(w.places) {
			t.Errorf("answer %d: %d messages stored", c.answer, n)
		}
		if w.posts.Load() != 2 {
			t.Errorf("answer %d: %d requests counted", c.answer, w.posts.Load())
		}
	}
}

// TestOneSeed: a seed repeats a run's meetups.
func TestOneSeed(t *testing.T) {
	one, other := newDice(7), newDice(7)
	if a, b := meetups(20, one.rng), meetups(20, other.rng); fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%v\n%v", a, b)
	}
	titles := map[string]bool{}
	for _, m := range meetups(100, one.rng) {
		if titles[m.Title] {
			t.Errorf("two meetups are called %s", m.Title)
		}
		titles[m.Title] = true
		if got := m.due().Format(time.RFC3339); got != "2027-05-03T10:00:00+01:00" {
			t.Errorf("due %s", got)
		}
	}
}
