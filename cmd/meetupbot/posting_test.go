package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// A rig is a runner over the real adapters, and the platforms' fakes. What it
// posts are tests, which need no event.
type rig struct {
	t       *testing.T
	slack   *slacktest.Server
	discord *discordtest.Server
	db      *store.DB
	delays  schedule.Delays
	senders map[string]bot.Sender
	runner  *schedule.Runner
	off     atomic.Int64 // by how much both clocks are ahead
	log     *bottest.Log
}

func newRig(t *testing.T) *rig {
	t.Parallel()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "rig.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, slack: slacktest.New(t), discord: discordtest.New(t), db: db, log: &bottest.Log{}}
	r.delays = schedule.DefaultDelays()
	r.delays.Settle, r.delays.Sweep, r.delays.SweepAgain = 200*time.Millisecond, time.Second, 2*time.Second
	r.delays.Backoff, r.delays.MaxBackoff, r.delays.Post = 20*time.Millisecond, 100*time.Millisecond, 2*time.Second
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("log:\n%s", r.log)
		}
	})
	r.restart()
	return r
}

func (r *rig) clock() schedule.Now {
	now := time.Now().Add(time.Duration(r.off.Load()))
	return schedule.Now{Product: now.Round(0), Real: now}
}

// restart replaces the adapters and the runner, as a new process would.
func (r *rig) restart() {
	r.t.Helper()
	log := slog.New(slog.NewTextHandler(r.log, nil))
	router := bot.NewRouter(bot.Parts{Library: r.db, Groups: func() []content.Group { return nil }, Log: log})
	slackDelays, discordDelays := slack.DefaultDelays(), discord.DefaultDelays()
	slackDelays.Pace, slackDelays.Call, discordDelays.Request = time.Millisecond, r.delays.Post, r.delays.Post
	s, err := slack.New(slack.Config{BotToken: r.slack.BotToken, SigningSecret: r.slack.SigningSecret, APIURL: r.slack.URL(),
		Router: router, Clock: r.clock, Log: log, Delays: slackDelays})
	if err != nil {
		r.t.Fatal(err)
	}
	d, err := discord.New(discord.Config{Token: r.discord.Token, PublicKey: r.discord.PublicKey, APIURL: r.discord.URL(),
		Router: router, Notes: r.db, Clock: r.clock, Log: log, Delays: discordDelays, PerSecond: 10_000})
	if err != nil {
		r.t.Fatal(err)
	}
	r.senders = map[string]bot.Sender{"slack": s, "discord": d}
	groups := func() []content.Group { return nil }
	r.runner = schedule.NewRunner(schedule.Parts{
		Calendar: r.db, Ledger: r.db, Delays: r.delays, Log: log,
		Channels: func(context.Context) ([]schedule.Channel, error) { return nil, nil },
		Poster:   bot.NewAnnouncer(r.db, r.senders, groups, func(schedule.Place) []content.Group { return nil }),
	})
}

// place makes a channel.
func (r *rig) place(platform string, n int) schedule.Place {
	if platform == "slack" {
		id := fmt.Sprintf("C0RIG%d", n)
		r.slack.AddChannel(slacktest.Channel{ID: id, Name: fmt.Sprint("rig", n), Members: []string{r.slack.BotUser}})
		return schedule.Place{Platform: "slack", ID: id}
	}
	return schedule.Place{Platform: "discord", ID: r.discord.AddChannel(discordtest.Channel{Name: fmt.Sprint("rig", n)})}
}

// due has n posts fall due now in a place, one after the other.
func (r *rig) due(place schedule.Place, n int) {
	r.t.Helper()
	var rows []schedule.Delivery
	for i := range n {
		rows = append(rows, schedule.NewTest(place, r.clock().Product.Add(time.Duration(i-n)*time.Millisecond), fmt.Sprint("post ", i)))
	}
	if _, err := r.db.Save(r.t.Context(), rows); err != nil {
		r.t.Fatal(err)
	}
}

// run runs the runner until the test ends or stop is called.
func (r *rig) run() (stop func()) {
	ctx, cancel := context.WithCancel(r.t.Context())
	var done sync.WaitGroup
	done.Go(func() {
		if err := r.runner.Run(ctx, r.clock); err != nil {
			r.t.Error(err)
		}
	})
	stop = sync.OnceFunc(func() { cancel(); done.Wait() })
	r.t.Cleanup(stop)
	return stop
}

// rows reads the ledger's rows of a platform.
func (r *rig) rows(platform string) []schedule.Delivery {
	r.t.Helper()
	all, err := r.db.Deliveries(context.Background(), schedule.DeliveryQuery{})
	if err != nil {
		r.t.Fatal(err)
	}
	var rows []schedule.Delivery
	for _, d := range all {
		if d.Key.Place.Platform == platform {
			rows = append(rows, d)
		}
	}
	return rows
}

// standing counts the messages in a place.
func (r *rig) standing(p schedule.Place) int {
	if p.Platform == "slack" {
		return len(r.slack.Messages(p.ID))
	}
	return len(r.discord.Messages(p.ID))
}

// until waits for what has to come about.
func (r *rig) until(what string, done func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("%s: it did not come about", what)
		}
	}
}

func count(rows []schedule.Delivery, state schedule.State) (n int) {
	for _, d := range rows {
		if d.State == state {
			n++
		}
	}
	return n
}
