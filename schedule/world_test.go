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

var (
	hall  = schedule.Place{Platform: "console", ID: "hall"}
	attic = schedule.Place{Platform: "console", ID: "attic"}
)

func newWorld(t *testing.T) *world {
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "test.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{t: t, db: db, ledger: db, chat: &chat{}}
	w.announce(hall)
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

// evenings are n events of which all is the same.
func evenings(n int) []content.Event { return slices.Repeat([]content.Event{evening()}, n) }

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

// announce has events announced in more places.
func (w *world) announce(places ...schedule.Place) {
	for _, p := range places {
		w.channels = append(w.channels, schedule.Channel{Place: p, Groups: []string{"weir"}})
	}
}

// rooms has events announced in n channels of a platform.
func (w *world) rooms(platform string, n int) {
	for i := range n {
		w.announce(schedule.Place{Platform: platform, ID: fmt.Sprint(i)})
	}
}

// ask saves rows, as a command does.
func (w *world) ask(rows ...schedule.Delivery) {
	w.t.Helper()
	if _, err := w.db.Save(w.t.Context(), rows); err != nil {
		w.t.Fatal(err)
	}
}

// setUnknown is what a look into the channel finds from now on.
func (w *world) setUnknown(presence schedule.Presence) {
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return presence, nil }
}

// rounds runs rounds until the instant until, each when the one before asked
// for it, and returns when they were.
func (w *world) rounds(from, until string) (when []string) {
	w.t.Helper()
	return w.roundsAnd(func() {}, from, until)
}

// follow is rounds, each in a process of its own.
func (w *world) follow(from, until string) (when []string) {
	w.t.Helper()
	return w.roundsAnd(w.restart, from, until)
}

// roundsAnd runs rounds, and before each does what it is told.
func (w *world) roundsAnd(before func(), from, until string) (when []string) {
	w.t.Helper()
	for now := at(from); len(when) < 100; {
		before()
		next, err := w.runner.Round(w.t.Context(), stopped(now))
		if err != nil {
			w.t.Fatal(err)
		}
		when = append(when, londonTime(now))
		if next.IsZero() || next.After(at(until)) {
			return when
		}
		if !next.After(now) {
			w.t.Fatalf("the round at %s wants the next at %s", now, next)
		}
		now = next
	}
	w.t.Fatal("the rounds do not end")
	return nil
}

// offset returns a clock that starts at the product time s and runs. The real
// clock is the bubble's.
func offset(s string) schedule.Clock {
	shift := time.Until(at(s))
	return func() schedule.Now {
		now := time.Now()
		return schedule.Now{Product: now.Add(shift), Real: now}
	}
}

// run starts the runner and returns a function that stops it and waits.
func (w *world) run(clock schedule.Clock) (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	var done sync.WaitGroup
	done.Go(func() {
		if err := w.runner.Run(ctx, clock); err != nil {
			w.t.Errorf("Run: %v", err)
		}
	})
	return func() { cancel(); done.Wait() }
}
