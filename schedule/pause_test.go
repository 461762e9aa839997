package schedule_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
)

// A paced platform lets so many posts into a place in each span, from the first of
// them on, and its client waits until the next is let in.
type paced struct {
	many int
	span time.Duration

	mu   sync.Mutex
	went map[schedule.Place][]time.Time
}

func (p *paced) Pause(place schedule.Place) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	went := p.went[place]
	if n := len(went); n > 0 && n%p.many == 0 {
		return max(time.Until(went[n-p.many].Add(p.span)), 0)
	}
	return 0
}

func (p *paced) post(place schedule.Place) {
	time.Sleep(p.Pause(place))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.went[place] = append(p.went[place], time.Now())
}

// Places with limits of different kinds get their posts as soon as these let them:
// none waits for another, nor for the end of a round, and what waits is not claimed.
func TestLimitsAreKeptBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const posts, places = 40, 20
		w := newWorld(t)
		platforms := map[string]*paced{
			"by the second": {many: 1, span: time.Second},
			"in fives":      {many: 5, span: 5 * time.Second},
		}
		due := at("2017-09-25T10:00:01+01:00")
		var rows []schedule.Delivery
		for name, p := range platforms {
			p.went = map[schedule.Place][]time.Time{}
			for i := range places {
				for n := range posts { // at first no two places are due at one instant
					place := schedule.Place{Platform: name, ID: fmt.Sprint(i)}
					rows = append(rows, schedule.NewTest(place, due.Add(time.Duration(37*i+n)*time.Millisecond), fmt.Sprint(n)))
					rows[len(rows)-1].Until = at("2017-09-25T12:00:00+01:00")
				}
			}
		}
		w.ask(rows...)
		w.chat.pause = func(place schedule.Place) time.Duration { return platforms[place.Platform].Pause(place) }
		w.chat.before = func(_ context.Context, d schedule.Delivery) {
			if pause := w.chat.pause(d.Key.Place); pause > schedule.Early {
				t.Errorf("a post to %s was begun %s before its limit lets it go", d.Key.Place, pause)
			}
			platforms[d.Key.Place.Platform].post(d.Key.Place)
		}
		rounds := 0
		w.rounded = func(schedule.Now, error) { rounds++ }
		w.restart()
		begun := time.Now()
		stop := w.run(offset("2017-09-25T10:00:01+01:00"))
		time.Sleep(2 * time.Minute)
		stop()
		for name, p := range platforms {
			least := time.Duration((posts-1)/p.many)*p.span + 37*places*time.Millisecond
			for place, went := range p.went {
				if last := went[len(went)-1].Sub(begun); len(went) != posts || last > least+least/50 {
					t.Errorf("%s: %d posts in %s, the last after %s; its limits let it be after %s", name, len(went), place, last, least)
				}
			}
			if len(p.went) != places {
				t.Errorf("%s: posts to %d places, want %d", name, len(p.went), places)
			}
		}
		if rounds > 30 {
			t.Errorf("%d rounds in 40 s of posting", rounds)
		}
		for _, d := range w.allRows() {
			if d.State != schedule.Sent || d.Attempts != 1 {
				t.Errorf("%s after %d attempts: %s", d.State, d.Attempts, d.Key.Place)
			}
		}
	})
}

// A pause that outlasts its round takes no rounds, and one who stops the program
// does not wait for it.
func TestLongPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		begun := time.Now()
		w.chat.pause = func(schedule.Place) time.Duration { return max(time.Until(begun.Add(21*time.Second)), 0) }
		rounds := 0
		w.rounded = func(schedule.Now, error) { rounds++ }
		w.restart()
		w.keep(evening())
		stop := w.run(offset("2017-09-25T10:00:00+01:00"))
		time.Sleep(20 * time.Second)
		w.runner.Wake()
		synctest.Wait() // the round that waits for the pause's end is on
		if rounds > 2 {
			t.Errorf("%d rounds", rounds)
		}
		w.posted()
		before := time.Now()
		if stop(); time.Since(before) > 0 {
			t.Errorf("it stopped after %s", time.Since(before))
		}
		w.posted()
		w.restart()
		stop = w.run(offset("2017-09-25T10:00:20+01:00"))
		time.Sleep(time.Minute)
		stop()
		w.posted("2017-09-25T10:00:20 " + dayBefore)
	})
}

// Where others take up all that the limits let go, a post has its turn among them:
// it waits for that as long as it was to at first.
func TestAlwaysPausedHasItsTurn(t *testing.T) {
	for name, pause := range map[string]time.Duration{"short": 300 * time.Millisecond, "a round": 2 * time.Second, "long": 40 * time.Second, "very long": time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				defer w.db.Close()
				asked, rounds := 0, 0
				w.chat.pause = func(schedule.Place) time.Duration { asked++; return pause }
				w.rounded = func(schedule.Now, error) { rounds++ }
				w.restart()
				w.keep(evening())
				begun := time.Now()
				var after time.Duration
				w.chat.before = func(context.Context, schedule.Delivery) { after = time.Since(begun) }
				stop := w.run(offset("2017-09-25T10:00:00+01:00"))
				time.Sleep(2 * time.Minute)
				stop()
				w.rows(dayBefore + "/0 sent")
				if want := pause % time.Hour; after > want || after < want-schedule.Early || asked > 4 || rounds > 5 {
					t.Errorf("tried after %s, asked %d times, in %d rounds", after, asked, rounds)
				}
			})
		})
	}
}

// A place rests by the clock that nobody sets.
func TestRestsByTheRealClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.db.Close()
		w.keep(evening())
		begun := time.Now()
		w.chat.pause = func(schedule.Place) time.Duration { return max(time.Until(begun.Add(time.Second)), 0) }
		var after time.Duration
		w.chat.before = func(context.Context, schedule.Delivery) { after = time.Since(begun) }
		clock := offset("2017-09-25T11:00:00+01:00")
		stop := w.run(func() schedule.Now {
			now := clock()
			if time.Since(begun) > 500*time.Millisecond {
				now.Product = now.Product.Add(-30 * time.Minute)
			}
			return now
		})
		time.Sleep(30 * time.Second)
		stop()
		if after != time.Second-schedule.Early {
			t.Errorf("tried after %s", after)
		}
	})
}

// A round waits for no place to rest whose platform does not take our token.
func TestRestOfACutPlatform(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.channels = nil
		w.rooms("slack", 3)
		w.keep(evening())
		first := w.channels[0].Place
		w.chat.pause = func(p schedule.Place) time.Duration {
			if p == first {
				return 0
			}
			return 1900 * time.Millisecond
		}
		w.chat.answer = func(schedule.Delivery) error { return scoped{refusal{final: true}, schedule.ThisPlatform} }
		begun := time.Now()
		if _, err := w.runner.Round(t.Context(), offset("2017-09-25T10:00:00+01:00")); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took > 100*time.Millisecond {
			t.Errorf("the round took %s", took)
		}
	})
}
