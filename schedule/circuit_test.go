package schedule_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// Fault 18: the first word that a platform does not take our token ends all
// calls until the program is configured anew. What falls due meanwhile waits.
func TestTokenRevoked(t *testing.T) {
	w := newWorld(t)
	w.channels = nil
	w.rooms("red", 50)
	w.rooms("blue", 50)
	w.keep(evening())
	var calls atomic.Int64
	revoked := true
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Key.Place.Platform != "red" {
			return nil
		}
		if calls.Add(1); revoked {
			return scoped{refusal{final: true}, schedule.ThisPlatform}
		}
		return nil
	}
	next := w.round("2017-09-25T10:00:00+01:00")
	if n := calls.Load(); n == 0 || n > 3 || len(w.chat.posted) != 50 {
		t.Errorf("%d calls, %d posts on the other platform", n, len(w.chat.posted))
	}
	if want := at("2017-09-26T18:45:00+01:00"); !next.Equal(want) {
		t.Errorf("the next round is at %s, want %s: nothing else is to be done", next, want)
	}
	before := calls.Load()
	w.round("2017-09-25T12:00:00+01:00")
	rows, err := w.db.Deliveries(t.Context(), schedule.DeliveryQuery{State: schedule.Planned})
	if err != nil || len(rows) != 50 || calls.Load() != before {
		t.Fatalf("%d rows wait, %d calls more, %v", len(rows), calls.Load()-before, err)
	}
	for _, d := range rows {
		if d.Reason != "the platform said no" {
			t.Errorf("a row waits because of %q", d.Reason)
		}
	}
	if n := strings.Count(w.log.String(), "level=ERROR"); n != 1 {
		t.Errorf("the log says it %d times", n)
	}
	w.runner.Renew() // it is as bad as before
	w.round("2017-09-25T13:00:00+01:00")
	if n := calls.Load() - before; n == 0 || n > 3 {
		t.Errorf("%d calls after the configuration was read again", n)
	}
	revoked = false
	w.restart()
	w.round("2017-09-25T14:00:00+01:00")
	if len(w.chat.posted) != 100 {
		t.Errorf("%d posts when the token was good again, want 100", len(w.chat.posted))
	}
}

// What is of no use any more ends, and says why it was not posted.
func TestTokenRevokedForLong(t *testing.T) {
	w := newWorld(t)
	w.keep(evening(), evening())
	w.chat.answer = func(schedule.Delivery) error { return scoped{refusal{final: true}, schedule.ThisPlatform} }
	w.round("2017-09-25T10:00:00+01:00")
	w.round("2017-09-26T18:45:00+01:00")
	for i, d := range w.rows(dayBefore+"/0 failed", dayBefore+"/0 withheld") {
		if !strings.Contains(d.Reason, "the platform said no") {
			t.Errorf("row %d: %q", i, d.Reason)
		}
	}
}

// While the token is refused nothing is posted again that may be out.
func TestTokenRevokedInDoubt(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.chat.answer = func(schedule.Delivery) error { return context.DeadlineExceeded }
	w.round("2017-09-25T10:00:00+01:00")
	looks := 0
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) {
		looks++
		return schedule.CannotTell, scoped{refusal{final: true}, schedule.ThisPlatform}
	}
	w.round("2017-09-25T10:01:00+01:00")
	w.round("2017-09-25T10:02:00+01:00")
	w.rows(dayBefore + "/0 unknown")
	if looks != 1 {
		t.Errorf("%d looks", looks)
	}
	w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return schedule.Found, nil }
	w.runner.Renew()
	w.round("2017-09-25T10:03:00+01:00")
	w.rows(dayBefore + "/0 sent")
}

// Fault 19: a place that refuses everything gets one call, and the others of its
// rows wait ten minutes.
func TestPlaceClosed(t *testing.T) {
	w := newWorld(t)
	w.announce(attic)
	w.keep(evenings(20)...)
	calls, closed := 0, true
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Key.Place == attic {
			if calls++; closed {
				return scoped{refusal{final: true}, schedule.ThisPlace}
			}
		}
		return nil
	}
	next := w.round("2017-09-25T10:00:00+01:00")
	if want := at("2017-09-25T10:10:00+01:00"); calls != 1 || len(w.chat.posted) != 20 || !next.Equal(want) {
		t.Errorf("%d calls, %d posts elsewhere, next at %s", calls, len(w.chat.posted), next)
	}
	w.keep(evening()) // due at once, in the same place
	w.round("2017-09-25T10:09:59+01:00")
	w.restart()
	w.round("2017-09-25T10:09:59+01:00")
	if calls != 1 || len(w.chat.posted) != 21 {
		t.Errorf("%d calls while the place is left alone, %d posts elsewhere", calls, len(w.chat.posted))
	}
	if n := strings.Count(w.log.String(), "attic") - strings.Count(w.log.String(), "posted"); n > 4 {
		t.Errorf("the log speaks of it too often:\n%s", w.log.String())
	}
	closed = false
	w.round("2017-09-25T10:10:00+01:00")
	if failed, _ := w.db.Deliveries(t.Context(), schedule.DeliveryQuery{State: schedule.Failed}); calls != 21 || len(failed) != 1 {
		t.Errorf("%d calls, %d rows failed; want 21 and 1", calls, len(failed))
	}
}

// A platform that hangs keeps its own workers busy and nobody else's.
func TestHangingPlatform(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("hangs", 100)
		w.rooms("well", 100)
		w.keep(evening())
		w.chat.hangs(func(p schedule.Place) bool { return p.Platform == "hangs" })
		w.setUnknown(schedule.Absent)
		defer w.run(offset("2017-09-25T09:59:59+01:00"))()
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if len(w.chat.posted) != 100 {
			t.Errorf("%d posts on the platform that is well, want 100", len(w.chat.posted))
		}
	})
}

// What falls due on the platform that is well is on time within seconds while
// the other one hangs, in posts and in look-ups.
func TestHangingPlatformForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("hangs", 30)
		w.rooms("well", 1)
		var texts []string
		for minute := range 9 {
			texts = append(texts, fmt.Sprintf("1 day before at 10:0%d", minute+1))
		}
		for i := range w.channels {
			w.channels[i].Leads = leads(t, texts...)
		}
		w.keep(evening())
		began := time.Now()
		var asked, most atomic.Int64 // at a time, in the five minutes after the platform was found to hang
		w.chat.before = func(ctx context.Context, d schedule.Delivery) {
			if d.Key.Place.Platform == "hangs" {
				now := asked.Add(1)
				defer asked.Add(-1)
				if at := time.Since(began); at > 2*time.Minute && at < 5*time.Minute {
					most.Store(max(most.Load(), now))
				}
				<-ctx.Done()
			}
		}
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Key.Place.Platform == "hangs" {
				return context.DeadlineExceeded
			}
			return nil
		}
		w.chat.looking = func(ctx context.Context, _ schedule.Delivery) { <-ctx.Done() }
		w.chat.tidying = func(ctx context.Context, d schedule.Delivery) {
			if d.Key.Place.Platform == "hangs" {
				<-ctx.Done()
			}
		}
		attic := schedule.Place{Platform: "hangs", ID: "attic"}
		for i := range 40 { // to be taken back there, too
			d := schedule.NewTest(attic, at("2017-09-25T09:00:00+01:00").Add(time.Duration(i)*time.Second), "words")
			d.State, d.Message = schedule.Retracting, "m1"
			w.ask(d)
		}
		w.chat.find = func(schedule.Delivery) (schedule.Presence, error) {
			return schedule.CannotTell, context.DeadlineExceeded
		}
		rounds := 0
		w.rounded = func(schedule.Now, error) { rounds++ }
		w.restart()
		stop := w.run(offset("2017-09-25T10:00:30+01:00"))
		time.Sleep(10 * time.Minute)
		stop()
		if rounds > 1000 {
			t.Errorf("%d rounds in ten minutes", rounds)
		}
		if len(w.chat.posted) != 9 {
			t.Fatalf("posted %q", w.chat.posted)
		}
		if n := most.Load(); n != 1 {
			t.Errorf("a platform that hangs is asked for %d posts at a time, want 1", n)
		}
		for i, p := range w.chat.posted {
			if late := at(p[:10] + "T" + p[11:19] + "+01:00").Sub(at(fmt.Sprintf("2017-09-25T10:0%d:00+01:00", i+1))); late > 4*time.Second {
				t.Errorf("post %d is %s late", i, late)
			}
		}
	})
}

// A post that takes longer than its round is as good as any other: it is kept when
// it ends, nobody takes it for interrupted, and its place gets one at a time.
func TestPostOutlastsItsRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("slow", 1)
		w.rooms("well", 1)
		w.channels[1].Leads = leads(t, "1 day before at 10:00", "1 day before at 10:01")
		w.keep(evening(), evening())
		var inside, most atomic.Int64
		w.chat.before = func(_ context.Context, d schedule.Delivery) {
			if d.Key.Place.Platform == "slow" {
				if n := inside.Add(1); n > most.Load() {
					most.Store(n)
				}
				time.Sleep(8 * time.Second)
				inside.Add(-1)
			}
		}
		stop := w.run(offset("2017-09-25T09:59:59+01:00"))
		time.Sleep(2 * time.Minute)
		stop()
		for _, d := range w.allRows() {
			want := 4 * time.Second
			if d.Key.Place.Platform == "slow" {
				want = 20 * time.Second // one after the other
			}
			if d.State != schedule.Sent || d.Attempts != 1 || d.SentAt.Sub(d.Due) > want {
				if d.State != schedule.Withheld {
					t.Errorf("row %+v", d)
				}
			}
		}
		if n := most.Load(); n != 1 || len(w.chat.posted) != 6 {
			t.Errorf("%d posts at a time in one place, %d in all: %q", n, len(w.chat.posted), w.chat.posted)
		}
		w.logged("interrupted", false)
	})
}

// A stop gives a post that has outlasted its round the same time as any other.
func TestStopAfterTheRoundHasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		var ended time.Time
		w.chat.before = func(ctx context.Context, _ schedule.Delivery) {
			<-ctx.Done()
			ended = time.Now()
		}
		w.chat.answer = func(schedule.Delivery) error { return context.Canceled }
		stop := w.run(offset("2017-09-25T09:59:59+01:00"))
		time.Sleep(6 * time.Second)
		asked := time.Now()
		stop()
		if took := ended.Sub(asked); took != schedule.DefaultDelays().Grace {
			t.Errorf("cut off after %s, want %s", took, schedule.DefaultDelays().Grace)
		}
		w.rows(dayBefore + "/0 unknown")
	})
}

// Fault 13: nobody is reached for half an hour. The pauses between attempts are
// a minute at most, and all goes out within five minutes after that.
func TestUnreached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("console", 20)
		w.keep(evening(), evening(), evening(), evening(), evening())
		var calls atomic.Int64
		var up atomic.Bool
		w.chat.answer = func(schedule.Delivery) error {
			if calls.Add(1); up.Load() {
				return nil
			}
			return refusal{}
		}
		defer w.run(offset("2017-09-25T09:59:59+01:00"))()
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		// A row is tried 5 times in the first minute, and then once in each.
		if n := calls.Load(); n < 100 || n > 100*36 {
			t.Errorf("%d attempts of 100 rows in half an hour", n)
		}
		up.Store(true)
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		w.chat.mu.Lock()
		defer w.chat.mu.Unlock()
		if len(w.chat.posted) != 100 || len(w.chat.times) != 100 {
			t.Errorf("%d posts of %d rows, want 100", len(w.chat.posted), len(w.chat.times))
		}
	})
}

// A place that asked for a short pause has its turn when that is over, though
// others keep the round busy for longer.
func TestShortPauseEndsWithinTheRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("slow", 1)
		w.rooms("well", 1)
		other := evening()
		other.Title = "Lock night"
		w.keep(evening(), other)
		w.chat.before = func(_ context.Context, d schedule.Delivery) {
			if d.Key.Place.Platform == "slow" {
				time.Sleep(1900 * time.Millisecond)
			}
		}
		refused := false
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Key.Place.Platform == "well" && !refused {
				refused = true
				return refusal{after: 500 * time.Millisecond}
			}
			return nil
		}
		stop := w.run(offset("2017-09-25T09:59:59+01:00"))
		time.Sleep(time.Minute)
		stop()
		first := time.Hour
		for _, d := range w.allRows() {
			if d.Key.Place.Platform == "well" {
				first = min(first, d.SentAt.Sub(d.Due))
			}
		}
		if first < 500*time.Millisecond || first > 600*time.Millisecond || len(w.chat.posted) != 4 {
			t.Errorf("posted %q, the first there %s after it was due", w.chat.posted, first)
		}
	})
}
