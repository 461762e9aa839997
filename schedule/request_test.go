package schedule_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// A panic while a platform is asked is an error of that request: the row waits,
// and the round goes on.
func TestPanicsOfRequests(t *testing.T) {
	const from, until = "2017-09-25T10:00:00+01:00", "2017-09-25T10:07:00+01:00"
	t.Run("look", func(t *testing.T) {
		w := doubtful(t)
		w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { panic("a bad answer") }
		w.rounds(from, until)
		w.rows(dayBefore + "/0 unknown")
		w.logged("panic: a bad answer", true)
	})
	t.Run("sweep", func(t *testing.T) {
		w := doubtful(t)
		w.chat.sweep = func(schedule.Delivery) (int, error) { panic("a bad answer") }
		w.rounds(from, until)
		if d := w.rows(dayBefore + "/0 sent")[0]; len(w.chat.sweeps) < 2 || d.Sweep.IsZero() {
			t.Errorf("%d sweeps, the next at %s", len(w.chat.sweeps), d.Sweep)
		}
	})
	t.Run("delete", func(t *testing.T) {
		w := newWorld(t)
		d := schedule.NewTest(hall, at(from), "words")
		d.State, d.Message = schedule.Retracting, "m1"
		w.ask(d)
		w.chat.keeps = func(schedule.Delivery) error { panic("a bad answer") }
		w.round(from)
		if d := w.rows("test/0 retracting")[0]; d.Reason != "panic: a bad answer" {
			t.Errorf("reason %q", d.Reason)
		}
	})
	t.Run("edit", func(t *testing.T) {
		w, e := announced(t)
		w.chat.edits = func(schedule.Delivery) error { panic("a bad answer") }
		e.Title = "Weir night"
		w.keep(e)
		w.follow("2017-09-02T12:00:00+01:00", "2017-09-02T12:02:00+01:00")
		w.edited()
		w.logged("panic: a bad answer", true)
	})
}

// What takes longer than one request may is given up.
func TestRequestsHaveTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		d := schedule.NewTest(hall, at("2017-09-25T10:00:00+01:00"), "words")
		d.State, d.Message = schedule.Retracting, "m1"
		w.ask(d)
		var took time.Duration
		w.chat.tidying = func(ctx context.Context, _ schedule.Delivery) {
			begun := time.Now()
			<-ctx.Done()
			took = time.Since(begun)
		}
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(time.Minute)
		stop()
		if want := schedule.DefaultDelays().Post; took != want {
			t.Errorf("given up after %s, want %s", took, want)
		}
	})
}
