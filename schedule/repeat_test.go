package schedule_test

import (
	"errors"
	"testing"
	"time"

	"meetupbot/schedule"
)

// Where what is posted again stays one message, nothing is waited for or looked
// up within that time; after it, as anywhere else.
func TestRepeatable(t *testing.T) {
	lost := errors.New("connection reset")
	begin := func(t *testing.T, failures int) (*world, *int) {
		w := newWorld(t)
		w.chat.repeats = 2 * time.Minute
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error {
			if failures--; failures >= 0 {
				return lost
			}
			return nil
		}
		looks := 0
		w.chat.find = func(schedule.Delivery) (schedule.Presence, error) {
			looks++
			return schedule.Found, nil
		}
		return w, &looks
	}
	t.Run("at once", func(t *testing.T) {
		w, looks := begin(t, 2)
		w.rounds("2017-09-25T10:00:00+01:00", "2017-09-25T10:05:00+01:00")
		w.posted("2017-09-25T10:00:06 " + dayBefore)
		if *looks != 0 {
			t.Errorf("%d looks", *looks)
		}
	})
	t.Run("until that time is over", func(t *testing.T) {
		w, looks := begin(t, 100)
		w.rounds("2017-09-25T10:00:00+01:00", "2017-09-25T10:05:00+01:00")
		d := w.rows(dayBefore + "/0 sent")[0]
		if last := d.Attempted.Sub(d.First); *looks != 1 || last > 110*time.Second || last < 60*time.Second {
			t.Errorf("%d looks, the last attempt after %s", *looks, last)
		}
		if found := d.Sweep.Add(-schedule.DefaultDelays().Sweep); !found.After(d.Attempted.Add(time.Minute)) {
			t.Errorf("looked for %s after the last attempt", found.Sub(d.Attempted))
		}
		w.posted()
	})
	t.Run("after a crash", func(t *testing.T) {
		w, looks := begin(t, 0)
		w.crash("2017-09-25T10:00:00+01:00")
		w.rounds("2017-09-25T10:00:10+01:00", "2017-09-25T10:00:20+01:00")
		w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:00:12 "+dayBefore)
		if *looks != 0 {
			t.Errorf("%d looks", *looks)
		}
	})
	t.Run("after a crash and a while", func(t *testing.T) {
		w, looks := begin(t, 0)
		w.crash("2017-09-25T10:00:00+01:00")
		w.rounds("2017-09-25T10:01:55+01:00", "2017-09-25T10:04:00+01:00")
		w.posted("2017-09-25T10:00:00 " + dayBefore)
		if *looks != 1 {
			t.Errorf("%d looks", *looks)
		}
	})
	t.Run("stopped while it waited", func(t *testing.T) {
		w, looks := begin(t, 1)
		w.round("2017-09-25T10:00:00+01:00")
		w.restart()
		w.rounds("2017-09-25T10:01:51+01:00", "2017-09-25T10:04:00+01:00")
		w.posted()
		if *looks != 1 {
			t.Errorf("%d looks", *looks)
		}
	})
	t.Run("too late", func(t *testing.T) {
		w, looks := begin(t, 1)
		w.rounds("2017-09-26T18:44:59+01:00", "2017-09-26T18:50:00+01:00")
		w.posted()
		w.rows(dayBefore + "/0 sent")
		if *looks != 1 {
			t.Errorf("%d looks", *looks)
		}
	})
}
