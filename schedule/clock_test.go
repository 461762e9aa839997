package schedule_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// A wallClock runs with the bubble's time and can be set, as people set clocks.
type wallClock struct {
	began time.Time
	shift time.Duration // from the bubble's time to what it was set to at first
	set   atomic.Int64  // by how much somebody has set it since
}

func newWallClock(s string) *wallClock {
	return &wallClock{began: time.Now().Add(-time.Second), shift: time.Until(at(s))}
}

func (c *wallClock) now() schedule.Now {
	t := time.Now().Add(c.shift + time.Duration(c.set.Load())).Round(0)
	return schedule.Now{Product: t, Real: t, Up: time.Since(c.began)}
}

// Fault 42: a clock that is set forward by an hour is believed, and nothing is
// early by it. One that leaps by a year is not: nothing is posted, and nothing
// ends, until somebody says that it is right, or it is set back.
func TestClockLeaps(t *testing.T) {
	const year = 365 * 24 * time.Hour
	begin := func(t *testing.T) (*world, *wallClock, func()) {
		w := newWorld(t)
		w.keep(evening())
		c := newWallClock("2017-09-25T08:00:00+01:00")
		stop := w.run(c.now)
		time.Sleep(5 * time.Second)
		return w, c, func() { stop(); w.db.Close() }
	}
	t.Run("an hour", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w, c, end := begin(t)
			defer end()
			c.set.Store(int64(time.Hour))
			time.Sleep(50 * time.Minute)
			w.posted()
			time.Sleep(10 * time.Minute)
			w.posted("2017-09-25T10:00:00 " + dayBefore)
		})
	})
	t.Run("a year and back", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w, c, end := begin(t)
			defer end()
			c.set.Store(int64(year))
			time.Sleep(time.Hour)
			w.posted()
			w.rows(dayBefore + "/0 planned")
			if n := strings.Count(w.log.String(), "clock leapt by 365 days"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
			open := w.runner.Circuits(c.now())
			if len(open) != 1 || open[0].Platform != "" || !strings.Contains(open[0].Why, "clock leapt by 365 days") {
				t.Errorf("a status tells of %+v", open)
			}
			c.set.Store(0)
			time.Sleep(time.Hour + time.Minute)
			w.posted("2017-09-25T10:00:00 " + dayBefore)
			if open := w.runner.Circuits(c.now()); len(open) > 0 {
				t.Errorf("a status still tells of %+v", open)
			}
		})
	})
	t.Run("a year, and that is right", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w, c, end := begin(t)
			defer end()
			next := evening()
			next.Date = "2018-09-27"
			w.keep(next)
			c.set.Store(int64(year)) // to 2018-09-25, at 8
			time.Sleep(time.Minute)
			w.posted()
			w.runner.Renew()
			time.Sleep(27 * time.Hour)
			w.posted("2018-09-26T10:00:00 " + dayBefore)
			w.rows(dayBefore+"/0 withheld", dayBefore+"/0 sent")
		})
	})
	t.Run("back by a year", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w, c, end := begin(t)
			defer end()
			c.set.Store(-int64(year))
			time.Sleep(time.Hour)
			w.logged("clock leapt by -365 days", true)
			w.posted()
		})
	})
}

// Fault 43: a clock that is set back makes nothing go out twice, and no row
// waits for ever for an instant that a wrong clock named.
func TestClockSetBackWhileWaiting(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.setUnknown(schedule.Found)
	w.chat.answer = func(schedule.Delivery) error { return errors.New("connection reset") }
	w.round("2017-09-25T10:00:00+01:00") // in doubt, and the product clock goes on
	year := at("2017-09-25T10:00:00+01:00").AddDate(-1, 0, 0)
	if _, err := w.runner.Round(t.Context(), func() schedule.Now {
		return schedule.Now{Product: at("2017-09-25T10:01:00+01:00"), Real: year}
	}); err != nil {
		t.Fatal(err)
	}
	w.rows(dayBefore + "/0 sent")
}

// Fault 44: a clock that cannot be right posts nothing, and what is due goes out
// when it is set.
func TestClockWrongAtStart(t *testing.T) {
	for _, wrong := range []string{"1970-01-01T00:00:10Z", "2017-08-30T00:00:00Z", "2099-01-01T00:00:00Z"} {
		w := newWorld(t)
		w.built = at("2017-09-01T12:00:00Z")
		w.restart()
		e := evening()
		w.keep(e)
		for _, product := range []string{wrong, "2017-09-25T10:00:00+01:00"} { // --as-of does not help it
			_, err := w.runner.Round(t.Context(), func() schedule.Now {
				return schedule.Now{Product: at(product), Real: at(wrong)}
			})
			if !errors.Is(err, schedule.ErrClock) {
				t.Errorf("at %s: %v", wrong, err)
			}
		}
		w.posted()
		w.rows()
		w.round("2017-09-25T10:00:00+01:00")
		w.posted("2017-09-25T10:00:00 " + dayBefore)
	}
}

// Fault 45: after six hours of sleep each posting that is still of use goes out
// once, and the rest is withheld and said so.
func TestSuspended(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels[0].Leads = leads(t, "1 day before at 10:00", "1 day before at 12:00")
		today := evening()
		today.Date = "2017-09-25"
		today.Start = "11:00"
		w.channels[0].Posts = []schedule.Kind{schedule.Reminder, schedule.Starting}
		w.keep(append(evenings(3), today)...)
		c := newWallClock("2017-09-25T09:00:00+01:00")
		defer w.run(c.now)()
		time.Sleep(time.Minute)
		w.chat.mu.Lock()
		before := len(w.chat.posted)
		w.chat.mu.Unlock()
		c.set.Store(int64(6 * time.Hour))
		time.Sleep(2 * time.Minute)
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if got := w.chat.posted[before:]; len(got) != 3 || strings.Count(strings.Join(got, "\n"), "reminder 1 day before at 12:00") != 3 {
			t.Errorf("posted %q, want the latest reminder of each of three events", got)
		}
		for marker, n := range w.chat.times {
			if n > 1 {
				t.Errorf("%s was posted %d times", marker, n)
			}
		}
		rows, err := w.db.Deliveries(t.Context(), schedule.DeliveryQuery{State: schedule.Withheld})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(w.log.String(), "msg=withheld"); n != len(rows) || n < 4 {
			t.Errorf("%d rows are withheld, the log says so %d times:\n%s", len(rows), n, w.log.String())
		}
	})
}
