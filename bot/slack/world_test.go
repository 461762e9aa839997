package slack_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A world is a Slack with the bot in it, answering from a real database.
type world struct {
	*slacktest.Server
	t       testing.TB
	adapter *slack.Adapter
	library *library
	desk    *desk
	door    *httptest.Server // the bot's HTTP door
	log     *bottest.Log
	real    atomic.Pointer[time.Duration] // by how much the real clock is off

	stop func() // ends the bot and waits for it
}

// today is when all is asked, six days before the autumn meetup.
var today = instant("2017-09-20T12:00:00+01:00")

func (w *world) clock() schedule.Now {
	now := time.Now()
	if off := w.real.Load(); off != nil {
		now = now.Add(*off)
	}
	return schedule.Now{Product: today, Real: now}
}

// quick are delays at which a test can wait for what takes long.
func quick() slack.Delays {
	d := slack.DefaultDelays()
	d.Call, d.Grace, d.Answer = 2*time.Second, 2*time.Second, 3*time.Second
	d.Pace = time.Millisecond
	d.Hello, d.Leave = time.Second, 300*time.Millisecond
	d.Backoff, d.MaxBackoff = 5*time.Millisecond, 50*time.Millisecond
	return d
}

// newWorld returns a world in which the bot does not run yet. Changes alter
// what it is made of.
func newWorld(t testing.TB, changes ...func(*slack.Config)) *world {
	t.Helper()
	w := &world{Server: slacktest.New(t), t: t, log: &bottest.Log{}, desk: &desk{notes: map[string]string{}}}
	w.library = &library{DB: rivertown(t)}
	c := slack.Config{
		BotToken: w.BotToken, AppToken: w.AppToken, SigningSecret: w.SigningSecret, APIURL: w.URL(),
		Clock: w.clock, Delays: quick(), Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	c.Router = bot.NewRouter(bot.Parts{
		Library: w.library, Groups: func() []content.Group { return []content.Group{gophers, data} }, Log: c.Log,
		Desk: &bot.Desk{Rules: w.desk, Notes: w.desk, Connections: func() []bot.Connection { return nil }},
	})
	for _, change := range changes {
		change(&c)
	}
	a, err := slack.New(c)
	if err != nil {
		t.Fatal(err)
	}
	w.adapter = a
	w.door = httptest.NewServer(a)
	t.Cleanup(func() {
		w.door.CloseClientConnections()
		w.door.Close()
		if _, err := os.Stat("../../../shared/wire"); err == nil { // else it would skip a test that was made
			w.Validate(t)
		}
		if t.Failed() {
			t.Logf("log:\n%s", w.log)
		}
	})
	return w
}

// run starts the bot; it ends with the test, or with w.stop.
func (w *world) run() *world {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.adapter.Run(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				w.t.Errorf("Run = %v", err)
			}
		case <-time.After(10 * time.Second):
			w.t.Error("Run does not end")
		}
	})
	w.t.Cleanup(w.stop)
	return w
}

// overHTTP leaves only the HTTP door open, overSocket only the socket.
func overHTTP(c *slack.Config)   { c.AppToken = "" }
func overSocket(c *slack.Config) { c.SigningSecret = "" }

// restless has a bot token that was refused tried again at once.
func restless(c *slack.Config) { c.Delays.MaxBackoff = 0 }

// within is a context that ends before a test would hang.
func within(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// deliver posts to the bot's door and fails the test where the answer is not
// one that Slack takes.
func (w *world) deliver(e slacktest.Envelope) slacktest.Ack {
	w.t.Helper()
	ack, err := w.Deliver(within(w.t), w.door.URL, e)
	if err != nil {
		w.t.Fatal(err)
	}
	return ack
}

// push sends over the socket and waits for the acknowledgement.
func (w *world) push(e slacktest.Envelope) slacktest.Ack {
	w.t.Helper()
	ctx := within(w.t)
	id, err := w.Push(ctx, e)
	if err != nil {
		w.t.Fatal(err)
	}
	ack, err := w.Acked(ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return ack
}

// await waits for calls of a method.
func (w *world) await(method string, n int) []slacktest.Call {
	w.t.Helper()
	calls, err := w.Await(within(w.t), method, n)
	if err != nil {
		w.t.Fatal(err)
	}
	return calls
}

// eventually waits until done.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it did not come to this: %s", what)
		}
	}
}

// shown is all that a message shows, with markup.
func shown(m slacktest.Message) string { return m.Text + "\n" + string(m.Blocks) }

// A library is the database, which tests can keep from answering.
type library struct {
	*store.DB
	gate atomic.Pointer[chan struct{}] // closed: it answers again
	asks atomic.Int64

	panics atomic.Bool
}

func (l *library) hold() (open func()) {
	gate := make(chan struct{})
	l.gate.Store(&gate)
	return sync.OnceFunc(func() { close(gate) })
}

func (l *library) Events(ctx context.Context, q content.EventQuery) ([]content.Event, error) {
	l.asks.Add(1)
	if l.panics.Load() {
		panic("the library is broken")
	}
	if gate := l.gate.Load(); gate != nil {
		select {
		case <-*gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return l.DB.Events(ctx, q)
}

// A desk keeps rules and notes in memory.
type desk struct {
	mu       sync.Mutex
	channels []schedule.Channel
	notes    map[string]string
}

func (d *desk) Channels(context.Context) ([]schedule.Channel, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.channels, nil
}
func (d *desk) SaveChannel(context.Context, schedule.Channel) error { return nil }
func (d *desk) DeleteChannel(context.Context, schedule.Place) error { return nil }

func (d *desk) Note(_ context.Context, name string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.notes[name], nil
}

func (d *desk) SetNote(_ context.Context, name, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes[name] = value
	return nil
}

var (
	gophers = content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}
	data    = content.Group{Name: "data", Title: "Harbour Data Club", Zone: "Europe/Lisbon"}
)

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// rivertown is a database with two groups' meetups. It is made once, for that
// takes longer than most tests, and each test has a copy.
func rivertown(t testing.TB) *store.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	made.Do(func() {
		db := open(t, path)
		keepMeetups(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		madeFile = file
	})
	if err := os.WriteFile(path, madeFile, 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, path)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

var (
	made     sync.Once
	madeFile []byte
)

func open(t testing.TB, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func keepMeetups(t testing.TB, db *store.DB) {
	t.Helper()
	keep := func(group content.Group, e content.Event) {
		e.Group, e.Zone = group.Name, group.Zone
		_, err := db.Import(t.Context(), content.Import{
			Group: group, Events: []content.Event{e}, At: today,
			Source: content.SourceRecord{Name: group.Name + "/", Group: group.Name, Imported: today},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	keep(gophers, content.Event{
		Title: "Autumn meetup", Date: "2017-09-26", Start: "18:45", End: "21:00", Status: content.Scheduled,
		Venue:    content.Venue{Name: "The Old Mill", Address: "3 Mill Lane, Rivertown"},
		Talks:    []content.Talk{{Title: "Slices from the inside", Start: "19:00", Speakers: []string{"Ada Marlowe"}}},
		Speakers: []content.Speaker{{Name: "Ada Marlowe", Bio: "Ada has kept the lights on for nine years."}},
		RSVP:     []content.Link{{Text: "Sign up", URL: "https://rivertown.example/autumn/rsvp"}},
		Origin:   content.Origin{URL: "https://rivertown.example/autumn"},
	})
	keep(data, content.Event{
		Title: "Maps, maps, maps", Date: "2017-10-05", Start: "19:00", Venue: content.Venue{Name: "Harbour House"},
	})
}
