package schedule_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// What is of no use any more by its turn is not posted, whatever waits before it.
func TestTooLateInItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		clock := offset("2017-09-25T10:00:00+01:00")
		now := clock()
		test := func(n int) schedule.Delivery {
			return schedule.NewTest(hall, now.Product.Add(time.Duration(n-3)*time.Millisecond), "words")
		}
		slow, waits, brief := test(0), test(1), test(2)
		waits.NotBefore = now.Real.Add(1900 * time.Millisecond)
		brief.Until = now.Product.Add(time.Second)
		w.ask(slow, waits, brief)
		w.chat.before = func(context.Context, schedule.Delivery) { time.Sleep(1500 * time.Millisecond) }
		stop := w.run(clock)
		time.Sleep(time.Minute)
		stop()
		w.rows("test/0 sent", "test/0 sent", "test/0 withheld")
	})
}

// What a place refuses for a time after its round has gone on is not tried there
// before, nor is anything else.
func TestNotBeforeTheTimeNamedLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening(), evening(), evening())
		var tries []time.Duration
		begun := time.Now()
		w.chat.before = func(context.Context, schedule.Delivery) {
			tries = append(tries, time.Since(begun))
			if len(tries) == 1 {
				time.Sleep(4 * time.Second)
			}
		}
		w.chat.answer = func(schedule.Delivery) error {
			if len(tries) == 1 {
				return refusal{after: 5 * time.Minute}
			}
			return nil
		}
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(10 * time.Minute)
		stop()
		if len(tries) != 4 || tries[1] < 5*time.Minute+4*time.Second {
			t.Errorf("tried at %v", tries)
		}
	})
}

// What was found to be absent on one platform is posted, though another one still
// does not say.
func TestLookUpsDoNotWaitForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("slow", 1)
		w.rooms("well", 1)
		w.keep(evening())
		w.chat.answer = func(schedule.Delivery) error { return errors.New("connection reset") }
		w.round("2017-09-25T10:00:00+01:00")
		w.chat.answer = nil
		w.chat.looking = func(ctx context.Context, d schedule.Delivery) {
			time.Sleep(map[string]time.Duration{"slow": 9 * time.Second, "well": 4 * time.Second}[d.Key.Place.Platform])
		}
		w.setUnknown(schedule.Absent)
		stop := w.run(offset("2017-09-25T10:01:01+01:00"))
		time.Sleep(time.Minute)
		stop()
		w.posted("2017-09-25T10:01:05 "+dayBefore, "2017-09-25T10:01:10 "+dayBefore)
	})
}

// Nor is what falls due there while a round is on.
func TestNotBeforeTheTimeNamedSoon(t *testing.T) {
	for name, c := range map[string]struct {
		says error
		last time.Duration
	}{
		"a pause": {refusal{after: time.Hour}, time.Hour},
		"closed":  {scoped{refusal{final: true}, schedule.ThisPlace}, 10 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.keep(evening())
				soon := schedule.NewTest(hall, at("2017-09-25T10:05:01+01:00"), "words")
				soon.Until = at("2017-09-25T12:00:00+01:00")
				w.ask(soon, schedule.NewTest(attic, at("2017-09-25T10:05:00+01:00"), "words"))
				w.chat.before = func(_ context.Context, d schedule.Delivery) {
					if d.Key.Place == attic { // keeps the round busy
						time.Sleep(1500 * time.Millisecond)
					}
				}
				var tries []time.Duration
				begun := time.Now()
				w.chat.answer = func(d schedule.Delivery) error {
					if d.Key.Place == attic {
						return nil
					}
					if tries = append(tries, time.Since(begun)); len(tries) == 1 {
						return c.says
					}
					return nil
				}
				stop := w.run(offset("2017-09-25T10:00:00+01:00"))
				time.Sleep(90 * time.Minute)
				stop()
				if len(tries) < 2 || tries[1] < c.last || tries[1] > c.last+time.Second {
					t.Errorf("tried at %v", tries)
				}
			})
		})
	}
}
