package schedule_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"meetupbot/schedule"
)

var errLost = errors.New("connection reset")

// doubtful is a world in which nobody hears that a post went out, and a look into
// the channel finds it.
func doubtful(t *testing.T) *world {
	w := newWorld(t)
	w.keep(evening())
	w.setUnknown(schedule.Found)
	w.chat.answer = func(schedule.Delivery) error { return errLost }
	return w
}

// Faults 7 and 8: what was in doubt may be there twice. Its place is looked
// through 5 minutes after it was found, and 60 after it was posted.
func TestSweep(t *testing.T) {
	const from, until = "2017-09-25T10:00:00+01:00", "2017-09-26T18:00:00+01:00"
	t.Run("found", func(t *testing.T) {
		w := doubtful(t)
		w.rounds(from, until)
		if got := fmt.Sprint(w.chat.sweeps); got != "[6m0s 1h0m0s]" {
			t.Errorf("swept after %s", got)
		}
	})
	t.Run("posted again", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.setUnknown(schedule.Absent)
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Attempts == 1 {
				return errLost
			}
			return nil
		}
		w.chat.sweep = func(d schedule.Delivery) (int, error) {
			if d.Message == "" {
				t.Error("swept without the message that is to stay")
			}
			return 1, nil
		}
		w.rounds(from, until)
		d := w.rows(dayBefore + "/0 sent")[0]
		if d.Doubles != 2 || !d.Sweep.IsZero() || len(w.chat.sweeps) != 2 {
			t.Errorf("%d doubles in %d sweeps, the next at %s", d.Doubles, len(w.chat.sweeps), d.Sweep)
		}
		w.logged("posted more than once", true)
	})
	t.Run("never in doubt", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.rounds(from, until)
		if len(w.chat.sweeps) > 0 {
			t.Errorf("swept after %s", w.chat.sweeps)
		}
	})
	t.Run("fails for a while", func(t *testing.T) {
		w := doubtful(t)
		w.chat.sweep = func(schedule.Delivery) (int, error) {
			switch len(w.chat.sweeps) {
			case 1:
				return 0, errLost
			case 2:
				return 0, refusal{after: 10 * time.Minute}
			}
			return 0, nil
		}
		w.rounds(from, until)
		if got := fmt.Sprint(w.chat.sweeps); got != "[6m0s 7m0s 17m0s 1h0m0s]" {
			t.Errorf("swept after %s", got)
		}
	})
	t.Run("cannot be told", func(t *testing.T) {
		w := doubtful(t)
		w.chat.sweep = func(schedule.Delivery) (int, error) { return 0, refusal{final: true} }
		w.rounds(from, until)
		if len(w.chat.sweeps) != 1 {
			t.Errorf("swept after %s", w.chat.sweeps)
		}
		w.logged("whether it was posted more than once cannot be told", true)
	})
	t.Run("the token is refused", func(t *testing.T) {
		w := doubtful(t)
		w.chat.sweep = func(schedule.Delivery) (int, error) {
			if len(w.chat.sweeps) == 1 {
				return 0, scoped{refusal{final: true}, schedule.ThisPlatform}
			}
			return 0, nil
		}
		w.rounds(from, until) // none asks for another one at once
		if len(w.chat.sweeps) != 1 {
			t.Errorf("swept after %s", w.chat.sweeps)
		}
		w.runner.Renew()
		w.rounds("2017-09-25T10:30:00+01:00", until)
		if got := fmt.Sprint(w.chat.sweeps); got != "[6m0s 7m0s 1h0m0s]" {
			t.Errorf("swept after %s", got)
		}
	})
	t.Run("after a restart, and though it was taken back", func(t *testing.T) {
		w := doubtful(t)
		w.rounds(from, "2017-09-25T10:02:00+01:00")
		d := w.rows(dayBefore + "/0 sent")[0]
		w.ask(schedule.Retract(d))
		w.restart()
		w.rounds("2017-09-25T10:03:00+01:00", until)
		if got := fmt.Sprint(w.chat.sweeps); got != "[6m0s 1h0m0s]" {
			t.Errorf("swept after %s", got)
		}
		w.rows(dayBefore + "/0 retracted")
	})
}

// A row that somebody changes while its place is looked through keeps that.
func TestSweepLeavesRowsAlone(t *testing.T) {
	w := doubtful(t)
	w.chat.sweep = func(d schedule.Delivery) (int, error) {
		d.Reason = "written meanwhile"
		_, err := w.db.Save(t.Context(), []schedule.Delivery{d})
		return 1, err
	}
	w.rounds("2017-09-25T10:00:00+01:00", "2017-09-25T10:10:00+01:00")
	if d := w.rows(dayBefore + "/0 sent")[0]; d.Reason != "written meanwhile" || d.Doubles != 1 {
		t.Errorf("reason %q, %d doubles", d.Reason, d.Doubles)
	}
}

// Places that are slow to look through do not keep others waiting for what is due.
func TestSweepTakesItsTurn(t *testing.T) {
	w := newWorld(t)
	w.workers, w.channels = 1, nil
	w.rooms("console", 20)
	w.restart()
	w.keep(evening())
	w.setUnknown(schedule.Found)
	w.chat.answer = func(schedule.Delivery) error { return errLost }
	now := at("2017-09-25T10:00:00+01:00")
	clock := func() schedule.Now { return schedule.Now{Product: now, Real: now} }
	w.chat.sweep = func(schedule.Delivery) (int, error) {
		now = now.Add(300 * time.Millisecond)
		return 0, nil
	}
	for most := 0; now.Before(at("2017-09-25T11:30:00+01:00")); most++ {
		began, swept := now, len(w.chat.sweeps)
		next, err := w.runner.Round(t.Context(), clock)
		if err != nil {
			t.Fatal(err)
		}
		if took := now.Sub(began); took > 2*time.Second {
			t.Fatalf("a round took %s and looked through %d places", took, len(w.chat.sweeps)-swept)
		}
		if most > 200 {
			t.Fatal("rounds without end")
		}
		if next.After(now) {
			now = next
		}
		if next.IsZero() {
			break
		}
	}
	if len(w.chat.sweeps) != 40 {
		t.Errorf("%d sweeps of 20 places, want 2 of each", len(w.chat.sweeps))
	}
}
