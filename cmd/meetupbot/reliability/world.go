package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// A place is where reminders are to be posted.
type place struct {
	Platform string // slack or discord
	ID       string
}

// A world is the bot's surroundings in one measurement: both platforms, the
// group's calendar, the configuration, and a clock that runs on from just
// before the reminders are due, however often the bot is started again.
type world struct {
	dir     string
	program string
	slack   *slacktest.Server
	discord *discordtest.Server
	meetups []meetup
	places  []place
	delays  map[string]any // of the bot, beside those of quick

	posts  atomic.Int64 // requests to post so far, answered or not
	calls  atomic.Int64 // ... and of any kind
	opened time.Time    // by the real clock
	at     time.Time    // what the bot's clock shows then
}

// settle is how long the bot waits before it looks for a post whose outcome is
// unknown: longer than the servers here are ever at work on one.
const settle = 500 * time.Millisecond

// sweeps is how long after a post the bot has looked for a second one for the
// last time.
const sweeps = 8 * settle

// quick are delays for a world in which a second stands for two minutes.
func quick() map[string]any {
	return map[string]any{
		"Settle": settle, "Hold": 2 * time.Second, "Post": 3 * time.Second, "Backoff": 20 * time.Millisecond, "MaxBackoff": 500 * time.Millisecond,
		"DiscordPerSecond": 1 << 20, "Sweep": sweeps / 2, "SweepAgain": sweeps,
		"Slack":   map[string]any{"Pace": 0, "Backoff": 20 * time.Millisecond, "MaxBackoff": 200 * time.Millisecond},
		"Discord": map[string]any{"Again": 20 * time.Millisecond, "AtMost": 200 * time.Millisecond, "Identify": 20 * time.Millisecond, "Invalid": 20 * time.Millisecond},
	}
}

// newWorld opens a world in which so many meetups are announced in so many
// places, half of them on each platform. lead is how long before the reminders
// are due its clock begins.
func newWorld(program string, meetupCount, placeCount int, lead time.Duration, rng *rand.Rand) (w *world, err error) {
	w = &world{program: program, meetups: meetups(meetupCount, rng), delays: quick()}
	if w.dir, err = os.MkdirTemp("", "reliability"); err != nil {
		return nil, err
	}
	if w.slack, err = slacktest.Start(); err != nil {
		return nil, err
	}
	if w.discord, err = discordtest.Start(); err != nil {
		return nil, err
	}
	var channels strings.Builder
	for i := range placeCount {
		p := place{"slack", fmt.Sprintf("C0PLACE%04d", i)}
		if i%2 == 0 {
			w.slack.AddChannel(slacktest.Channel{ID: p.ID, Name: fmt.Sprint("place", i), Members: []string{w.slack.BotUser}})
		} else {
			p = place{"discord", w.discord.AddChannel(discordtest.Channel{Name: fmt.Sprint("place", i)})}
		}
		w.places = append(w.places, p)
		fmt.Fprintf(&channels, "\n[[channel]]\nplatform = %q\nid = %q\ngroups = [\"rivertown\"]\n", p.Platform, p.ID)
	}
	if err := found(w.dir, zone, w.entries(len(w.meetups)), channels.String()); err != nil {
		return nil, err
	}
	w.opened, w.at = time.Now(), w.meetups[0].due().Add(-lead)
	return w, nil
}

// entries are the first n meetups, as the group's calendar has them.
func (w *world) entries(n int) []entry {
	var all []entry
	for _, m := range w.meetups[:n] {
		all = append(all, m.entry())
	}
	return all
}

// announce has the group announce the first n meetups and no others.
func (w *world) announce(n int) error { return announce(w.dir, w.entries(n)) }

func (w *world) close() {
	w.slack.Close()
	w.discord.Close()
	os.RemoveAll(w.dir)
}

// now is what the bot's clock shows.
func (w *world) now() time.Time { return w.at.Add(time.Since(w.opened)) }

// real is when the bot's clock shows t.
func (w *world) real(t time.Time) time.Time { return w.opened.Add(t.Sub(w.at)) }

// misbehave has every request to post meet a fault that is drawn for it, and
// counts these requests.
func (w *world) misbehave(draw func() fault) {
	w.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		w.calls.Add(1)
		if c.Method != "chat.postMessage" {
			return slacktest.Behaviour{}
		}
		w.posts.Add(1)
		return draw().onSlack()
	})
	w.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		w.calls.Add(1)
		if c.Route != discordtest.CreateMessage {
			return discordtest.Behaviour{}
		}
		w.posts.Add(1)
		return draw().onDiscord()
	})
}

// environment is that of the bot.
func (w *world) environment(more ...string) []string {
	delays, err := json.Marshal(w.delays)
	if err != nil {
		panic(err) // cannot be: durations and numbers
	}
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "TMPDIR=" + w.dir,
		"LISTEN_ADDR=127.0.0.1:0", "LOG_LEVEL=warn", "DATABASE_URL=sqlite:" + filepath.Join(w.dir, "meetupbot.db"),
		"SLACK_API_URL=" + w.slack.URL(), "SLACK_BOT_TOKEN=" + w.slack.BotToken, "SLACK_APP_TOKEN=" + w.slack.AppToken,
		"SLACK_SIGNING_SECRET=" + w.slack.SigningSecret,
		"DISCORD_API_URL=" + w.discord.URL(), "DISCORD_TOKEN=" + w.discord.Token, "DISCORD_PUBLIC_KEY=" + w.discord.PublicKey,
		"DELAYS=" + string(delays),
	}, more...)
}
