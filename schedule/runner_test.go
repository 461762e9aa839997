package schedule_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

func TestRunPostsOnTheInstant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 hours before")
		w.channels[0].Posts = []schedule.Kind{schedule.Reminder, schedule.Starting}
		w.keep(evening())
		stop := w.run(offset("2017-09-24T09:12:13+01:00"))
		time.Sleep(3 * 24 * time.Hour)
		stop()
		w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-26T16:45:00 reminder 2 hours before", "2017-09-26T18:45:00 starting")
		w.logged("posted late", false)
	})
}

func TestWake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.run(offset("2017-09-25T09:59:10+01:00"))()
		time.Sleep(time.Second)
		w.keep(evening())
		e := evening() // due at once
		e.Date = "2017-09-25"
		w.keep(e)
		w.runner.Wake()
		w.runner.Wake()
		synctest.Wait()
		w.posted("2017-09-25T09:59:11 " + dayBefore)
		time.Sleep(49 * time.Second)
		synctest.Wait()
		w.posted("2017-09-25T09:59:11 "+dayBefore, "2017-09-25T10:00:00 "+dayBefore)
	})
}

// Nothing wakes the runner and nothing is planned: the tick finds what is new.
func TestTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.run(offset("2017-09-25T10:00:10+01:00"))()
		time.Sleep(time.Second)
		w.keep(evening())
		time.Sleep(time.Minute)
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if len(w.chat.posted) != 1 {
			t.Errorf("posted %q, want one reminder", w.chat.posted)
		}
	})
}

// A stop lets the post under way finish, keeps its outcome, and begins none.
func TestStopLetsPostsFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening(), evening())
		w.chat.before = func(context.Context, schedule.Delivery) { time.Sleep(3 * time.Second) }
		stop := w.run(offset("2017-09-25T09:59:59+01:00"))
		time.Sleep(2 * time.Second)
		stop()
		w.posted("2017-09-25T10:00:00 " + dayBefore)
		w.rows(dayBefore+"/0 sent", dayBefore+"/0 planned")
	})
	t.Run("of what has no event", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			now := at("2017-09-25T10:00:00+01:00")
			rows := []schedule.Delivery{schedule.NewTest(hall, now.Add(-time.Millisecond), "one"), schedule.NewTest(hall, now, "two")}
			w.ask(rows...)
			w.chat.before = func(context.Context, schedule.Delivery) { time.Sleep(time.Second) }
			stop := w.run(offset("2017-09-25T10:00:00+01:00"))
			time.Sleep(500 * time.Millisecond)
			stop()
			w.rows("test/0 sent", "test/0 planned")
		})
	})
}

// One that does not finish is cut off and counts as perhaps posted.
func TestStopCutsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		var cut time.Duration
		w.chat.before = func(ctx context.Context, _ schedule.Delivery) {
			begun := time.Now()
			<-ctx.Done()
			cut = time.Since(begun)
		}
		w.chat.answer = func(schedule.Delivery) error { return context.Canceled }
		stop := w.run(offset("2017-09-25T09:59:59+01:00"))
		time.Sleep(2 * time.Second)
		stop()
		if want := time.Second + schedule.DefaultDelays().Grace; cut != want {
			t.Errorf("cut off after %s, want %s", cut, want)
		}
		w.rows(dayBefore + "/0 unknown")
	})
}

// A place that never answers holds one worker; the others are on time.
func TestHangingPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.workers = 2
		w.restart()
		abyss := schedule.Place{Platform: "console", ID: "abyss"}
		w.channels = nil
		w.announce(abyss, hall)
		w.keep(evenings(10)...)
		w.chat.hangs(func(p schedule.Place) bool { return p == abyss })
		defer w.run(offset("2017-09-25T09:59:59+01:00"))()
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if len(w.chat.posted) != 10 {
			t.Errorf("%d posts in the place that answers, want 10", len(w.chat.posted))
		}
	})
}

func TestRunGoesOnAfterErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		var full atomic.Bool
		full.Store(true)
		w.ledger = &fragile{Ledger: w.db, fail: func([]schedule.Delivery) bool { return full.Load() }}
		var errs, rounds int
		w.rounded = func(_ schedule.Now, err error) {
			rounds++
			if err != nil {
				errs++
			}
		}
		w.restart()
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(time.Second)
		full.Store(false)
		time.Sleep(2 * time.Minute)
		stop()
		if errs == 0 || rounds <= errs || len(w.chat.posted) != 1 {
			t.Errorf("%d rounds, %d failed, posted %q", rounds, errs, w.chat.posted)
		}
	})
}

// What happens after a round takes its time; the next post is on time.
func TestRunIsOnTimeAfterSlowRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.rounded = func(schedule.Now, error) { time.Sleep(3 * time.Second) }
		w.restart()
		w.keep(evening())
		stop := w.run(offset("2017-09-25T09:59:50+01:00"))
		time.Sleep(20 * time.Second)
		stop()
		w.posted("2017-09-25T10:00:00 " + dayBefore)
	})
}

// A row that somebody else wrote first is found at once, without an error.
func TestRunGoesOnFromWhatIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		var first sync.Once
		w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool {
			first.Do(func() {
				if _, err := w.db.Save(t.Context(), rows); err != nil {
					t.Error(err)
				}
			})
			return false
		}}
		w.rounded = func(_ schedule.Now, err error) {
			if err != nil {
				t.Error(err)
			}
		}
		w.restart()
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(time.Second)
		stop()
		w.posted("2017-09-25T10:00:00 " + dayBefore)
	})
}

// A ledger that always says so is an error like others.
func TestRunPausesWhereRowsAlwaysExist(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		saves := 0
		w.ledger = crowded{w.db, &saves}
		w.restart()
		stop := w.run(offset("2017-09-25T10:00:10+01:00"))
		time.Sleep(time.Second)
		stop()
		w.logged("round failed", true)
		if saves > 10 {
			t.Errorf("%d rounds in a second", saves)
		}
	})
}

// A crowded ledger has every row already.
type crowded struct {
	schedule.Ledger
	saves *int
}

func (c crowded) Save(context.Context, []schedule.Delivery) ([]schedule.Delivery, error) {
	*c.saves++
	return nil, schedule.ErrExists
}
