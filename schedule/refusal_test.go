package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"meetupbot/schedule"
)

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
		w.announce(attic)
		w.keep(evenings(5)...)
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
	t.Run("and so does what is due there later", func(t *testing.T) {
		w := newWorld(t)
		other := evening()
		other.Date = other.Date.AddDays(1)
		w.keep(evening(), other)
		w.chat.answer = func(schedule.Delivery) error { return refusal{after: 25 * time.Hour} }
		w.round("2017-09-25T10:00:00+01:00")
		w.chat.answer = nil
		if next := w.round("2017-09-26T10:00:00+01:00"); !next.Equal(at("2017-09-26T11:00:00+01:00")) {
			t.Errorf("next round at %s", next)
		}
		w.posted()
		w.round("2017-09-26T11:00:00+01:00")
		w.posted("2017-09-26T11:00:00 "+dayBefore, "2017-09-26T11:00:00 "+dayBefore)
	})
}
