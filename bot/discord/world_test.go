package discord_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(withMeetups{m}) }

// meetups is what all tests ask about and none changes.
var meetups *store.DB

// withMeetups runs tests that have meetups.
type withMeetups struct{ tests *testing.M }

func (m withMeetups) Run() int {
	dir, err := os.MkdirTemp("", "discord")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if meetups, err = store.Open(context.Background(), "sqlite:"+filepath.Join(dir, "meetupbot.db"), store.Writer); err != nil {
		panic(err)
	}
	defer meetups.Close()
	at := instant("2017-09-01T08:00:00Z")
	if _, err = meetups.Import(context.Background(), content.Import{
		Group: gophers, Events: autumn(), At: at,
		Source: content.SourceRecord{Name: "gophers/", Group: "gophers", Imported: at},
	}); err != nil {
		panic(err)
	}
	return m.tests.Run()
}

func autumn() []content.Event {
	return []content.Event{{
		Group: "gophers", Title: "Autumn meetup", Date: "2017-09-26", Start: "18:30", End: "21:00", Zone: "Europe/London",
		Status: content.Scheduled, Venue: content.Venue{Name: "The Old Mill"},
		Talks:    []content.Talk{{Title: "Slices without tears", Speakers: []string{"Ada Marlowe"}}},
		Speakers: []content.Speaker{{Name: "Ada Marlowe", Affiliation: "Lantern Works", Bio: "Ada keeps the lights on."}},
	}}
}

// patience bounds what a test waits for.
const patience = 60 * time.Second

// A world is a Discord, a library with meetups, and the adapter between them.
type world struct {
	*discordtest.Server
	t       testing.TB
	ctx     context.Context // ends with patience
	library *library
	notes   *notes
	rules   *rulebook
	desk    *bot.Desk
	log     *bottest.Log
	config  discord.Config
	adapter *discord.Adapter
	door    string // the address of the HTTP door
}

var gophers = content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}

// epoch is when the product clock starts.
func epoch() time.Time { return instant("2017-09-20T12:00:00+01:00") }

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// quick are delays for loopback.
func quick() discord.Delays {
	return discord.Delays{
		Soon: time.Second, Answer: 5 * time.Second, Request: 2 * time.Second, Body: time.Second, Hello: 2 * time.Second,
		Again: 10 * time.Millisecond, AtMost: 100 * time.Millisecond, Identify: 20 * time.Millisecond, Invalid: 10 * time.Millisecond,
		Finish: time.Second,
	}
}

// newWorld makes a world whose adapter does not run yet.
func newWorld(t testing.TB, changes ...func(*world)) *world {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	started := time.Now()
	w := &world{Server: discordtest.New(t), t: t, ctx: ctx, library: &library{DB: meetups}, notes: &notes{}, log: &bottest.Log{}}
	// The server has rules, so that nobody is greeted.
	w.rules = &rulebook{channels: []schedule.Channel{{Place: place(w.GuildID)}}}
	w.desk = &bot.Desk{Rules: w.rules, Notes: w.notes}
	w.Limit(discordtest.CreateMessage, 1000, time.Second)
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.config = discord.Config{
		Token: w.Token, PublicKey: w.PublicKey, APIURL: w.URL(), Notes: w.notes, Log: log, Delays: quick(),
		Clock: func() schedule.Now {
			now := time.Now()
			return schedule.Now{Product: epoch().Add(now.Sub(started)), Real: now}
		},
	}
	for _, change := range changes {
		change(w)
	}
	if w.config.Router == nil {
		w.config.Router = bot.NewRouter(bot.Parts{
			Library: w.library, Groups: func() []content.Group { return []content.Group{gophers} }, Desk: w.desk, Log: log,
		})
	}
	var err error
	if w.adapter, err = discord.New(w.config); err != nil {
		t.Fatal(err)
	}
	door := httptest.NewServer(w.adapter)
	w.door = door.URL + "/discord/interactions"
	t.Cleanup(door.Close)
	t.Cleanup(w.leaksNothing)
	return w
}

// run runs the adapter until the test ends.
func (w *world) run() *world {
	w.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.adapter.Run(ctx) }()
	w.t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				w.t.Errorf("the adapter ended with %v", err)
			}
		case <-time.After(patience):
			w.t.Error("the adapter does not end")
		}
	})
	return w
}

// connected runs the adapter and waits for its gateway session and its
// commands.
func (w *world) connected() *world {
	w.t.Helper()
	w.run()
	if _, err := w.Gateway().AwaitReady(w.ctx, 1); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.Await(w.ctx, discordtest.PutCommands, 1); err != nil {
		w.t.Fatal(err)
	}
	w.until("it is connected", func() bool { return !w.adapter.Connection().Since.IsZero() })
	return w
}

// leaksNothing fails the test where a secret reached the log.
func (w *world) leaksNothing() {
	if text := w.log.String(); strings.Contains(text, w.Token) || strings.Contains(text, "interaction-token") {
		w.t.Errorf("a secret is in the log:\n%s", text)
	}
}

// logged fails the test unless the log has each of the words.
func (w *world) logged(words ...string) {
	w.t.Helper()
	text := w.log.String()
	for _, word := range words {
		if !strings.Contains(text, word) {
			w.t.Errorf("the log does not say %q:\n%s", word, text)
		}
	}
}

// answer waits for the answer that the asker sees.
func (w *world) answer(i discordtest.Interaction) discordtest.Interaction {
	w.t.Helper()
	got, err := w.AwaitAnswer(w.ctx, i.ID)
	if err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	return got
}

// posted waits until members see n messages of the bot in a channel, answers to
// interactions not counted, and returns them.
func (w *world) posted(channel string, n int) (own []discordtest.Message) {
	w.t.Helper()
	w.until(fmt.Sprintf("there are %d messages of the bot in %s", n, channel), func() bool {
		own = nil
		for _, m := range w.Messages(channel) {
			if m.Author == w.BotID && m.Interaction == "" {
				own = append(own, m)
			}
		}
		return len(own) >= n
	})
	return own
}

// until waits until something is so.
func (w *world) until(what string, so func() bool) {
	w.t.Helper()
	for !so() {
		select {
		case <-w.ctx.Done():
			w.t.Fatalf("it did not come to be that %s\n%s", what, w.log)
		case <-time.After(time.Millisecond):
		}
	}
}

func place(channel string) schedule.Place { return schedule.Place{Platform: "discord", ID: channel} }

// words is everything that a message says.
func words(m *discordtest.Message) string {
	if m == nil {
		return ""
	}
	return m.Text()
}

// A library is the real one, and can be held back or broken.
type library struct {
	*store.DB
	mu    sync.Mutex
	gate  chan struct{} // questions wait until it is closed; nil: they do not
	panic bool
}

// hold has all questions wait until release is called.
func (l *library) hold() (release func()) {
	gate := make(chan struct{})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gate = gate
	return sync.OnceFunc(func() { close(gate) })
}

func (l *library) Events(ctx context.Context, q content.EventQuery) ([]content.Event, error) {
	l.mu.Lock()
	gate, broken := l.gate, l.panic
	l.mu.Unlock()
	if broken {
		panic("the library is on fire")
	}
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return l.DB.Events(ctx, q)
}

// notes keep texts in memory.
type notes struct {
	mu   sync.Mutex
	kept map[string]string
	deaf bool // nothing can be kept
}

func (n *notes) Note(_ context.Context, name string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.kept[name], nil
}

func (n *notes) SetNote(_ context.Context, name, value string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.deaf {
		return errors.New("disk full")
	}
	if n.kept == nil {
		n.kept = map[string]string{}
	}
	n.kept[name] = value
	return nil
}

// A rulebook keeps the rules of places.
type rulebook struct {
	mu       sync.Mutex
	channels []schedule.Channel
}

func (r *rulebook) Channels(context.Context) ([]schedule.Channel, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]schedule.Channel(nil), r.channels...), nil
}

func (r *rulebook) SaveChannel(_ context.Context, c schedule.Channel) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.channels = append(r.channels, c)
	return nil
}

func (r *rulebook) DeleteChannel(_ context.Context, p schedule.Place) error { return nil }
