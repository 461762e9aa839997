package schedule_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// Where nothing can be reached for half an hour, each reminder is tried at
// least once a minute, and all are out soon after.
func TestUnreachedForHalfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("slack", 60)
		w.keep(evening())
		back := at("2017-09-25T10:30:00+01:00").Sub(at("2017-09-25T09:59:59+01:00"))
		opened := time.Now()
		last := map[schedule.Place]time.Time{}
		var mu sync.Mutex
		var widest time.Duration // between two attempts in a place, while nothing is reached
		w.chat.answer = func(d schedule.Delivery) error {
			mu.Lock()
			defer mu.Unlock()
			now := time.Now()
			if now.Sub(opened) >= back {
				return nil
			}
			if before, ok := last[d.Key.Place]; ok {
				widest = max(widest, now.Sub(before))
			}
			last[d.Key.Place] = now
			return refusal{} // it was never reached, and may be tried again
		}
		defer w.run(offset("2017-09-25T09:59:59+01:00"))()
		time.Sleep(back)
		w.chat.mu.Lock()
		before := len(w.chat.posted)
		w.chat.mu.Unlock()
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if before != 0 || len(w.chat.posted) != 60 {
			t.Errorf("%d posted before, %d five minutes after", before, len(w.chat.posted))
		}
		if widest == 0 || widest > 61*time.Second {
			t.Errorf("the longest pause between two attempts was %v", widest)
		}
	})
}
