package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A fragile ledger is the store's, and fails when it is told to: what a
// process that died never wrote.
type fragile struct {
	schedule.Ledger
	fail  func(rows []schedule.Delivery) bool // before anything is written
	saved func(rows []schedule.Delivery)      // after it is durable
}

func (f *fragile) Save(ctx context.Context, rows []schedule.Delivery) ([]schedule.Delivery, error) {
	if f.fail != nil && f.fail(rows) {
		return nil, errors.New("the disk is full")
	}
	saved, err := f.Ledger.Save(ctx, rows)
	if err == nil && f.saved != nil {
		f.saved(rows)
	}
	return saved, err
}

func has(rows []schedule.Delivery, state schedule.State) bool {
	for _, d := range rows {
		if d.State == state {
			return true
		}
	}
	return false
}

// crash runs a round in which the process dies after the post and before its
// outcome is kept, and starts anew.
func (w *world) crash(when string) {
	w.t.Helper()
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool {
		return has(rows, schedule.Sent) || has(rows, schedule.Unknown)
	}}
	w.restart()
	if _, err := w.runner.Round(w.t.Context(), stopped(at(when))); err == nil {
		w.t.Fatal("the outcome was kept")
	}
	w.ledger = w.db
	w.restart()
}

func (w *world) setUnknown(presence schedule.Presence) {
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return presence, nil }
}

func TestCrashAfterPost(t *testing.T) {
	t.Run("found", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.setUnknown(schedule.Found)
		w.crash("2017-09-25T10:00:00+01:00")
		w.rows(dayBefore + "/0 sending")
		next := w.round("2017-09-25T12:00:00+01:00")
		w.rows(dayBefore + "/0 unknown")
		if want := at("2017-09-25T12:01:00+01:00"); !next.Equal(want) {
			t.Errorf("next round at %s, want %s: settling counts from the restart", next, want)
		}
		w.round("2017-09-25T12:00:59+01:00")
		w.rows(dayBefore + "/0 unknown")
		w.round("2017-09-25T12:01:00+01:00")
		rows := w.rows(dayBefore + "/0 sent")
		if rows[0].Message != "found" || rows[0].Attempts != 1 || rows[0].Crashes != 1 {
			t.Errorf("message %q, %d attempts, %d crashes", rows[0].Message, rows[0].Attempts, rows[0].Crashes)
		}
		w.posted("2017-09-25T10:00:00 " + dayBefore)
	})
	t.Run("absent", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.setUnknown(schedule.Absent)
		w.chat.answer = func(schedule.Delivery) error { return errors.New("connection reset") }
		w.crash("2017-09-25T10:00:00+01:00")
		marker := w.rows(dayBefore + "/0 sending")[0].Marker
		w.chat.answer = nil
		w.round("2017-09-25T10:00:05+01:00")
		w.round("2017-09-25T10:01:05+01:00")
		w.posted("2017-09-25T10:01:05 " + dayBefore)
		rows := w.rows(dayBefore + "/0 sent")
		if rows[0].Marker != marker || len(marker) != 25 {
			t.Errorf("posted again with marker %q, was %q", rows[0].Marker, marker)
		}
		if !rows[0].First.Equal(at("2017-09-25T10:00:00+01:00")) || !rows[0].Attempted.Equal(at("2017-09-25T10:01:05+01:00")) {
			t.Errorf("first attempt %s, last %s", rows[0].First, rows[0].Attempted)
		}
	})
	t.Run("cannot tell", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.crash("2017-09-25T10:00:00+01:00")
		w.round("2017-09-25T10:00:05+01:00")
		w.round("2017-09-25T10:01:05+01:00")
		w.logged("look in the channel", true)
		w.round("2017-09-25T10:11:04+01:00")
		w.posted("2017-09-25T10:00:00 " + dayBefore)
		w.round("2017-09-25T10:11:05+01:00")
		w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:11:05 "+dayBefore)
	})
	t.Run("cannot tell until it began", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.crash("2017-09-26T18:40:00+01:00")
		w.round("2017-09-26T18:40:05+01:00")
		w.round("2017-09-26T18:41:05+01:00")
		w.round("2017-09-26T18:51:05+01:00")
		w.posted("2017-09-26T18:40:00 " + dayBefore)
		w.rows(dayBefore + "/0 failed")
	})
	t.Run("absent but too late", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.setUnknown(schedule.Absent)
		w.chat.answer = func(schedule.Delivery) error { return errors.New("connection reset") }
		w.crash("2017-09-26T18:44:30+01:00")
		w.chat.answer = nil
		w.round("2017-09-26T18:44:40+01:00")
		w.round("2017-09-26T18:45:40+01:00")
		w.posted()
		w.rows(dayBefore + "/0 failed")
	})
}

func TestQuarantine(t *testing.T) {
	w := newWorld(t)
	other := evening()
	other.Title = "Lock night"
	w.keep(evening(), other)
	w.setUnknown(schedule.Absent)
	when := at("2017-09-25T10:00:00+01:00")
	poison := func(rows []schedule.Delivery) bool { // the process dies while event 1 is being posted
		for _, d := range rows {
			if d.Key.Event == 1 && d.State == schedule.Sent {
				return true
			}
		}
		return false
	}
	for range 5 {
		w.ledger = &fragile{Ledger: w.db, fail: poison}
		w.restart()
		for range 3 {
			w.runner.Round(t.Context(), stopped(when))
			when = when.Add(time.Minute)
		}
	}
	w.ledger = w.db
	w.restart()
	w.round(when.Format(time.RFC3339))
	rows := w.rows(dayBefore+"/0 failed", dayBefore+"/0 sent")
	if !strings.Contains(rows[0].Reason, "quarantined") || rows[0].Attempts != 3 {
		t.Errorf("failed after %d attempts with %q", rows[0].Attempts, rows[0].Reason)
	}
}

func TestPanicHarmsOneRow(t *testing.T) {
	w := newWorld(t)
	other := evening()
	other.Title = "Lock night"
	w.keep(evening(), other)
	w.setUnknown(schedule.Absent)
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Key.Event == 1 {
			panic("no words for it")
		}
		return nil
	}
	when := at("2017-09-25T10:00:00+01:00")
	for range 8 {
		w.round(when.Format(time.RFC3339))
		when = when.Add(time.Minute)
	}
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	w.rows(dayBefore+"/0 failed", dayBefore+"/0 sent")
}

func TestRefused(t *testing.T) {
	t.Run("again later", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error { return fmt.Errorf("post: %w", refusal{after: 90 * time.Second}) }
		next := w.round("2017-09-25T10:00:00+01:00")
		if want := at("2017-09-25T10:01:30+01:00"); !next.Equal(want) {
			t.Errorf("next round at %s, want %s", next, want)
		}
		w.chat.answer = nil
		w.restart()
		w.round("2017-09-25T10:01:29+01:00")
		w.posted()
		w.round("2017-09-25T10:01:30+01:00")
		w.posted("2017-09-25T10:01:30 " + dayBefore)
	})
	t.Run("backoff", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error { return refusal{} }
		when := at("2017-09-25T10:00:00+01:00")
		var waits []time.Duration
		for range 8 {
			next, err := w.runner.Round(t.Context(), stopped(when))
			if err != nil {
				t.Fatal(err)
			}
			waits = append(waits, next.Sub(when))
			when = next
		}
		if got := fmt.Sprint(waits); got != "[2s 4s 8s 16s 32s 1m0s 1m0s 1m0s]" {
			t.Errorf("waits %s", got)
		}
	})
	t.Run("for good", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error { return refusal{final: true} }
		w.round("2017-09-25T10:00:00+01:00")
		w.chat.answer = nil
		w.round("2017-09-25T11:00:00+01:00")
		w.posted()
		rows := w.rows(dayBefore + "/0 failed")
		if rows[0].Reason != "the platform said no" {
			t.Errorf("reason %q", rows[0].Reason)
		}
	})
	t.Run("until it is of no use", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error { return refusal{} }
		w.round("2017-09-26T18:44:00+01:00")
		w.round("2017-09-26T18:45:00+01:00")
		w.rows(dayBefore + "/0 failed")
	})
	t.Run("other places go on", func(t *testing.T) {
		w := newWorld(t)
		attic := schedule.Place{Platform: "console", ID: "attic"}
		w.channels = append(w.channels, schedule.Channel{Place: attic, Groups: []string{"weir"}})
		var many []content.Event
		for range 5 {
			many = append(many, evening())
		}
		w.keep(many...)
		tries := 0
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Key.Place == attic {
				tries++
				return refusal{after: time.Hour}
			}
			return nil
		}
		w.round("2017-09-25T10:00:00+01:00")
		if len(w.chat.posted) != 5 || tries != 1 {
			t.Errorf("%d posts in the good place, %d attempts in the bad one; want 5 and 1", len(w.chat.posted), tries)
		}
		w.restart()
		w.round("2017-09-25T10:59:59+01:00")
		if tries != 1 {
			t.Errorf("%d attempts while the platform asked for silence", tries-1)
		}
	})
}

// An answer that says nothing clear is not a no.
func TestUnclearAnswers(t *testing.T) {
	for name, err := range map[string]error{
		"timeout": context.DeadlineExceeded, "plain": errors.New("unexpected EOF"), "unsure": unsure{},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.keep(evening())
			w.setUnknown(schedule.Found)
			w.chat.answer = func(schedule.Delivery) error { return err }
			w.round("2017-09-25T10:00:00+01:00")
			w.rows(dayBefore + "/0 unknown")
			w.round("2017-09-25T10:01:00+01:00")
			w.rows(dayBefore + "/0 sent")
		})
	}
}

type unsure struct{ refusal }

func (unsure) Unsure() bool { return true }

func TestLookUpFails(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.crash("2017-09-25T10:00:00+01:00")
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return schedule.Absent, errors.New("no route") }
	w.round("2017-09-25T10:00:05+01:00")
	w.round("2017-09-25T10:01:05+01:00")
	w.rows(dayBefore + "/0 unknown")
	w.setUnknown(schedule.Found)
	w.round("2017-09-25T10:02:05+01:00")
	w.rows(dayBefore + "/0 sent")
}

func TestCancelledBetweenClaimAndPost(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.ledger = &fragile{Ledger: w.db, saved: func(rows []schedule.Delivery) {
		if has(rows, schedule.Sending) {
			e.Status = content.Cancelled
			w.keep(e)
		}
	}}
	w.restart()
	w.round("2017-09-25T10:00:00+01:00")
	w.posted()
	rows := w.rows(dayBefore + "/0 withdrawn")
	if rows[0].Attempts != 0 || !rows[0].Attempted.IsZero() {
		t.Errorf("%d attempts at %s, though none was made", rows[0].Attempts, rows[0].Attempted)
	}
}

func TestMovedBetweenClaimAndPost(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.ledger = &fragile{Ledger: w.db, saved: func(rows []schedule.Delivery) {
		if has(rows, schedule.Sending) {
			e.Date = "2017-10-10"
			w.keep(e)
		}
	}}
	w.restart()
	w.round("2017-09-25T10:00:00+01:00")
	w.round("2017-09-25T10:00:01+01:00")
	w.posted()
	if rows := w.rows(dayBefore + "/0 planned"); !rows[0].Due.Equal(at("2017-10-09T10:00:00+01:00")) {
		t.Errorf("due %s", rows[0].Due)
	}
}

func TestNothingIsPostedThatCannotBeClaimed(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return has(rows, schedule.Sending) }}
	w.restart()
	if _, err := w.runner.Round(t.Context(), stopped(at("2017-09-25T10:00:00+01:00"))); err == nil {
		t.Error("no error")
	}
	w.posted()
	w.ledger = w.db
	w.restart()
	w.round("2017-09-25T10:00:05+01:00")
	w.posted("2017-09-25T10:00:05 " + dayBefore)
}

// The disk is full when the outcome is to be kept, and has room again later.
func TestOutcomeIsKeptLater(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	ledger := &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return has(rows, schedule.Sent) }}
	w.ledger = ledger
	w.restart()
	for _, s := range []string{"2017-09-25T10:00:00+01:00", "2017-09-25T10:01:00+01:00"} {
		if _, err := w.runner.Round(t.Context(), stopped(at(s))); err == nil {
			t.Error("no error")
		}
	}
	w.rows(dayBefore + "/0 sending")
	ledger.fail = nil
	w.round("2017-09-25T10:02:00+01:00")
	w.rows(dayBefore + "/0 sent")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
}

// While a post is under way its row says so, durably, and no more rows do
// than there are workers.
func TestClaimIsDurableBeforePost(t *testing.T) {
	w := newWorld(t)
	w.workers = 3
	w.restart()
	w.channels = nil
	for i := range 20 {
		w.channels = append(w.channels, schedule.Channel{Place: schedule.Place{Platform: "console", ID: fmt.Sprint(i)}, Groups: []string{"weir"}})
	}
	w.keep(evening())
	w.chat.before = func(ctx context.Context, d schedule.Delivery) {
		rows, err := w.db.Deliveries(ctx, schedule.DeliveryQuery{})
		if err != nil {
			t.Error(err)
		}
		sending, mine := 0, false
		for _, row := range rows {
			if row.State == schedule.Sending {
				sending++
				mine = mine || row.ID == d.ID && row.Attempts == 1
			}
		}
		if !mine || sending > 3 {
			t.Errorf("row claimed: %v; %d rows are being sent by 3 workers", mine, sending)
		}
	}
	w.round("2017-09-25T10:00:00+01:00")
	if len(w.chat.posted) != 20 {
		t.Errorf("%d posts, want 20", len(w.chat.posted))
	}
}

// What says that an event begins is not said again once it has begun, when
// nobody can tell whether it was said.
func TestDoubtfulStarting(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Posts = []schedule.Kind{schedule.Starting}
	w.keep(evening())
	w.crash("2017-09-26T18:45:00+01:00")
	w.round("2017-09-26T18:45:01+01:00")
	w.round("2017-09-26T18:46:01+01:00")
	w.round("2017-09-26T18:57:00+01:00")
	w.posted("2017-09-26T18:45:00 starting")
	rows := w.rows("starting/0 failed")
	if !strings.Contains(rows[0].Reason, "nobody can tell") {
		t.Errorf("reason %q", rows[0].Reason)
	}
}

// A round does not go on for ever: it leaves the rest to the next one, which
// sees what is new.
func TestRoundEnds(t *testing.T) {
	w := newWorld(t)
	w.workers = 1
	w.restart()
	var events []content.Event
	for range 50 {
		events = append(events, evening())
	}
	w.keep(events...)
	now := at("2017-09-25T10:00:00+01:00")
	w.chat.before = func(context.Context, schedule.Delivery) { now = now.Add(300 * time.Millisecond) }
	clock := func() schedule.Now { return schedule.Now{Product: now, Real: now} }
	next, err := w.runner.Round(t.Context(), clock)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(w.chat.posted); n != 7 || next.After(now) {
		t.Errorf("%d posts of 300 ms in a round, want 7; the next round is at %s, now is %s", n, next, now)
	}
}
