package schedule_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

func (f *fragile) Show(ctx context.Context, rows []schedule.Delivery) error {
	if f.fail != nil && f.fail(rows) {
		return errors.New("the disk is full")
	}
	return f.Ledger.Show(ctx, rows)
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

// A platform that names a time is not asked before it whether a post is out, and
// what panics while it is asked ends nothing.
func TestLookUpWaits(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.crash("2017-09-25T10:00:00+01:00")
	looks := 0
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) {
		looks++
		if looks == 1 {
			return schedule.CannotTell, refusal{after: 10 * time.Minute}
		}
		panic("no history")
	}
	w.round("2017-09-25T10:00:05+01:00")
	w.round("2017-09-25T10:01:05+01:00")
	w.round("2017-09-25T10:11:00+01:00")
	if looks != 1 {
		t.Errorf("%d looks before the time that was named", looks)
	}
	w.round("2017-09-25T10:11:05+01:00")
	w.rows(dayBefore + "/0 unknown")
	w.logged("no history", true)
	w.setUnknown(schedule.Found)
	w.round("2017-09-25T10:12:05+01:00")
	w.rows(dayBefore + "/0 sent")
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

// What the ledger could not take does not take the place of what it took of the same
// row later: that organisers were told of it, and why it waits.
func TestUnsavedIsNotKeptOverNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.db.Close()
		w.told = []schedule.Place{tower}
		w.channels = nil
		w.rooms("slack", 2)
		quick, slow := w.channels[0].Place, w.channels[1].Place
		full := false
		w.ledger = &fragile{Ledger: w.db, fail: func([]schedule.Delivery) bool {
			was := full
			full = false
			return was
		}}
		w.restart()
		w.keep(evening(), evening(), evening())
		w.chat.before = func(_ context.Context, d schedule.Delivery) {
			if d.Key.Place == slow {
				time.Sleep(50 * time.Millisecond)
			}
		}
		w.chat.answer = func(d schedule.Delivery) error {
			switch d.Key.Place {
			case quick:
				full = true
				return refusal{after: time.Hour}
			case slow:
				return scoped{refusal{final: true}, schedule.ThisPlatform}
			}
			return nil
		}
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(10 * time.Minute)
		stop()
		for _, d := range w.allRows() {
			if d.Kind == schedule.Reminder && (d.Reported != "not yet" || d.Reason == "") {
				t.Errorf("%s, event %d: %s, organisers were told %q, reason %q", d.Key.Place, d.Key.Event, d.State, d.Reported, d.Reason)
			}
		}
	})
}
