package schedule_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// A world is a store in a file, a chat platform, and a runner between them.
type world struct {
	t        *testing.T
	db       *store.DB
	ledger   schedule.Ledger // db, or something around it
	chat     *chat
	channels []schedule.Channel
	workers  int
	recorder schedule.Recorder // nil: none
	server   func(schedule.Place) (schedule.Place, bool)
	rounded  func(schedule.Now, error)
	built    time.Time
	gap      schedule.Gap
	told     []schedule.Place   // organisers' places
	waiting  []schedule.Trouble // what waits for organisers
	log      bytes.Buffer
	runner   *schedule.Runner
}

var hall = schedule.Place{Platform: "console", ID: "hall"}

func newWorld(t *testing.T) *world {
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "test.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{t: t, db: db, ledger: db, chat: &chat{}, channels: []schedule.Channel{{Place: hall, Groups: []string{"weir"}}}}
	w.restart()
	return w
}

// restart replaces the runner, as a new process would.
func (w *world) restart() {
	w.runner = schedule.NewRunner(schedule.Parts{
		Calendar: w.db,
		Channels: func(context.Context) ([]schedule.Channel, error) { return w.channels, nil },
		Ledger:   w.ledger,
		Poster:   w.chat,
		Workers:  w.workers,
		Recorder: w.recorder,
		Server:   w.server,
		Rounded:  w.rounded,
		Built:    w.built,
		Gap:      w.gap,

		Organisers: func() []schedule.Place { return w.told },
		Waiting:    func(context.Context, time.Time) ([]schedule.Trouble, error) { return w.waiting, nil },
		Log:        slog.New(slog.NewTextHandler(&w.log, nil)),
	})
}

// evening is an event as an import would bring it.
func evening() content.Event {
	return content.Event{Group: "weir", Title: "Sluice night", Date: "2017-09-26", Start: "18:45", Zone: "Europe/London",
		Status: content.Scheduled, Venue: content.Venue{Name: "The Pump House"}}
}

// keep imports events and returns them with their ids.
func (w *world) keep(events ...content.Event) []content.Event {
	w.t.Helper()
	ids, err := w.db.Import(w.t.Context(), content.Import{
		Group:  content.Group{Name: "weir", Title: "Weir", Zone: "Europe/London"},
		Source: content.SourceRecord{Name: "posts", Group: "weir"},
		Events: events,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for i := range events {
		events[i].ID = ids[i]
	}
	return events
}

// at reads a time; both clocks show it.
func at(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	panic("not a time: " + s)
}

func stopped(t time.Time) schedule.Clock {
	return func() schedule.Now { return schedule.Now{Product: t, Real: t} }
}

// round runs one round at a time and returns when the next is due.
func (w *world) round(when string) time.Time {
	w.t.Helper()
	next, err := w.runner.Round(w.t.Context(), stopped(at(when)))
	if err != nil {
		w.t.Fatalf("Round at %s: %v", when, err)
	}
	return next
}

// posted compares what the chat shows with want.
func (w *world) posted(want ...string) {
	w.t.Helper()
	w.chat.mu.Lock()
	defer w.chat.mu.Unlock()
	if !slices.Equal(w.chat.posted, want) {
		w.t.Errorf("posted\n%s\nwant\n%s\nlog:\n%s", strings.Join(w.chat.posted, "\n"), strings.Join(want, "\n"), w.log.String())
	}
}

// rows compares the ledger, as "slot/revision state", with want.
func (w *world) rows(want ...string) []schedule.Delivery {
	w.t.Helper()
	rows, err := w.db.Deliveries(w.t.Context(), schedule.DeliveryQuery{})
	if err != nil {
		w.t.Fatal(err)
	}
	var got []string
	for _, d := range rows {
		got = append(got, fmt.Sprintf("%s/%d %s", d.Key.Slot, d.Key.Revision, d.State))
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("ledger has\n%s\nwant\n%s\nlog:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), w.log.String())
	}
	return rows
}

func (w *world) logged(words string, want bool) {
	w.t.Helper()
	if got := strings.Contains(w.log.String(), words); got != want {
		w.t.Errorf("log has %q: %v, want %v; it is:\n%s", words, got, want, w.log.String())
	}
}

// A chat keeps what is posted and answers as it is told to.
type chat struct {
	mu     sync.Mutex
	posted []string                                           // "2017-09-25T10:00:00+01:00 slot"
	answer func(schedule.Delivery) error                      // nil: everything is taken
	find   func(schedule.Delivery) (schedule.Presence, error) // nil: cannot tell
	before func(ctx context.Context, d schedule.Delivery)     // called first, unlocked
	times  map[string]int                                     // posts by marker

	edited []string                      // "2017-09-25T00:00:00 m1"
	edits  func(schedule.Delivery) error // asked before a message is edited; nil: all may be

	deleted []string                      // message ids
	keeps   func(schedule.Delivery) error // asked before a message is deleted; nil: none is kept

	looking func(ctx context.Context, d schedule.Delivery) // called first by Find, unlocked
	tidying func(ctx context.Context, d schedule.Delivery) // called first by Edit and Delete, unlocked
	repeats time.Duration                                  // how long what is posted again stays one message
	pause   func(schedule.Place) time.Duration             // nil: nothing waits for limits

	sweep  func(schedule.Delivery) (int, error) // nil: there is nothing to delete
	sweeps []time.Duration                      // how long after the first attempt each was due
}

func (c *chat) Post(ctx context.Context, d schedule.Delivery, now time.Time) (string, error) {
	if c.before != nil {
		c.before(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answer != nil {
		if err := c.answer(d); err != nil {
			return "", err
		}
	}
	c.show(d, now)
	return fmt.Sprint("m", len(c.posted)), nil
}

func londonTime(t time.Time) string {
	london, err := content.LoadZone("Europe/London")
	if err != nil {
		panic(err)
	}
	return t.In(london).Format("2006-01-02T15:04:05 ")
}

func (c *chat) show(d schedule.Delivery, now time.Time) {
	c.posted = append(c.posted, londonTime(now)+d.Key.Slot)
	if c.times == nil {
		c.times = map[string]int{}
	}
	c.times[d.Marker]++
}

func (c *chat) Edit(ctx context.Context, d schedule.Delivery, now time.Time) error {
	if c.tidying != nil {
		c.tidying(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edits != nil {
		if err := c.edits(d); err != nil {
			return err
		}
	}
	c.edited = append(c.edited, londonTime(now)+d.Message)
	return nil
}

func (c *chat) Delete(ctx context.Context, d schedule.Delivery) error {
	if c.tidying != nil {
		c.tidying(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.keeps != nil {
		if err := c.keeps(d); err != nil {
			return err
		}
	}
	c.deleted = append(c.deleted, d.Message)
	return nil
}

func (c *chat) Find(ctx context.Context, d schedule.Delivery) (schedule.Presence, string, error) {
	if c.looking != nil {
		c.looking(ctx, d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.find == nil {
		return schedule.CannotTell, "", nil
	}
	presence, err := c.find(d)
	return presence, "found", err
}

func (c *chat) Repeatable(d schedule.Delivery) (until time.Time) {
	if c.repeats > 0 {
		until = d.First.Add(c.repeats)
	}
	return until
}

func (c *chat) Pause(place schedule.Place) time.Duration {
	if c.pause == nil {
		return 0
	}
	return c.pause(place)
}

func (c *chat) Sweep(_ context.Context, d schedule.Delivery) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweeps = append(c.sweeps, d.Sweep.Sub(d.First))
	if c.sweep == nil {
		return 0, nil
	}
	return c.sweep(d)
}

// A refusal is a platform's clear no.
type refusal struct {
	after time.Duration
	final bool
}

func (r refusal) Error() string             { return "the platform said no" }
func (r refusal) RetryAfter() time.Duration { return r.after }
func (r refusal) Final() bool               { return r.final }
