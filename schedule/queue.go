package schedule

import (
	"maps"
	"slices"
	"time"
)

// A queue holds one round's rows: those that are due, or will be before it ends,
// in the order of their places, at most one of a place taken at a time. So a place
// that is slow or refuses never keeps more than one worker, and a place's posts
// keep their order.
type queue struct {
	soon    time.Time // what is due until then is of this round
	due     map[Place][]waiting
	ready   map[string][]Place  // by platform: places with due rows, none of them taken
	asleep  map[Place]bool      // places whose rows are not ready yet
	resting map[Place]time.Time // places to which the platform's limits let nothing go yet, and until when that is so, by the real clock
	rested  time.Time           // when the first of them has; zero: none rests
	cut     map[string]bool     // platforms of which nothing is to be asked
	busy    map[Place]bool      // where a post of an earlier round is under way
	looked  map[int64]bool      // rows that are being looked for since an earlier round
	tidying bool                // posts are being taken back
	tells   bool                // organisers hear of what does not get through

	entries []*entry       // rows that do not wait here and that a round has more to do with, updated as it goes on
	ahead   time.Time      // when there is to be another round for rows that are not here; zero: for none
	same    map[Key]*entry // what waiting rows have in common, by their key without its place
}

// newQueue makes a queue of no rows yet, for what is due at now, or so soon. None
// will wait where something is aloft.
func newQueue(now Now, soon time.Duration, a *aloft) *queue {
	return &queue{
		soon: now.Product.Add(soon), due: map[Place][]waiting{}, ready: map[string][]Place{}, asleep: map[Place]bool{}, resting: map[Place]time.Time{}, cut: map[string]bool{},
		busy: maps.Clone(a.places), looked: maps.Clone(a.looks), same: map[Key]*entry{},
	}
}

// keep has the queue remember a row that does not wait there.
func (q *queue) keep(e *entry) {
	if !e.noted {
		e.noted = true
		q.entries = append(q.entries, e)
	}
}

// take removes rows to post at now, each of another place, and of each platform
// as many as it has room for; of a place that is to rest, none. The caller gives
// each place back with release.
func (q *queue) take(now Now, room func(platform string) int, rest func(Place, Now) time.Duration) []*entry {
	for place := range q.asleep {
		if readiest(q.due[place], now) >= 0 {
			q.ready[place.Platform] = append(q.ready[place.Platform], place)
			delete(q.asleep, place)
		}
	}
	if !q.rested.IsZero() && !now.Real.Before(q.rested) {
		for place, until := range q.resting {
			if !now.Real.Before(until) {
				q.ready[place.Platform] = append(q.ready[place.Platform], place)
				delete(q.resting, place)
			}
		}
		q.rested = q.firstRested()
	}
	var taken []*entry
	for platform, places := range q.ready {
		n := room(platform)
		for n > 0 && len(places) > 0 {
			place := places[0]
			places = places[1:]
			list := slices.DeleteFunc(q.due[place], func(w waiting) bool {
				if now.Product.Before(w.rest.Until) {
					return false
				}
				q.ahead = sooner(q.ahead, w.rest.Until) // no longer useful: the next round says so
				return true
			})
			if i := readiest(list, now); i >= 0 {
				if wait := rest(place, now); wait > 0 {
					q.resting[place] = now.Real.Add(wait)
					q.rested = sooner(q.rested, q.resting[place])
					q.put(place, list)
					continue
				}
				taken = append(taken, list[i].entry(place))
				list = slices.Delete(list, i, i+1)
				n--
			} else if len(list) > 0 {
				q.asleep[place] = true
			}
			q.put(place, list)
		}
		q.ready[platform] = places
	}
	return taken
}

// put has these rows of a place wait, and no others.
func (q *queue) put(place Place, list []waiting) {
	if len(list) == 0 {
		delete(q.due, place)
		return
	}
	q.due[place] = list
}

// readiest is the index of the first row of a place that may be posted now; -1
// where there is none.
func readiest(list []waiting, now Now) int {
	return slices.IndexFunc(list, func(w waiting) bool { return !w.rest.ready(now).After(now.Product) })
}

// wakes is how long it takes until a row of a place that is asleep or resting may
// be posted; 0 where none will be.
func (q *queue) wakes(now Now) (wait time.Duration) {
	if !q.rested.IsZero() {
		wait = max(q.rested.Sub(now.Real), time.Millisecond)
	}
	for place := range q.asleep {
		for _, w := range q.due[place] {
			if rest := w.rest.ready(now).Sub(now.Product); wait == 0 || rest < wait {
				wait = max(rest, time.Millisecond)
			}
		}
	}
	return wait
}

// firstRested is when the first of the places that rest has done so, by the real
// clock; zero where none does.
func (q *queue) firstRested() (first time.Time) {
	for _, until := range q.resting {
		first = sooner(first, until)
	}
	return first
}

// release lets the place's next row be taken.
func (q *queue) release(place Place) {
	if len(q.due[place]) > 0 {
		q.ready[place.Platform] = append(q.ready[place.Platform], place)
	}
}

// shut takes the platform's remaining rows out of the round and returns them,
// with the reason.
func (q *queue) shut(platform, reason string) (others []*entry) {
	q.cut[platform], q.ready[platform] = true, nil
	for place, list := range q.due {
		if place.Platform != platform {
			continue
		}
		delete(q.resting, place)
		delete(q.asleep, place)
		for _, w := range list {
			e := w.entry(place)
			e.Reason = reason
			q.ahead = sooner(q.ahead, e.Until)
			others = append(others, e)
		}
		delete(q.due, place)
	}
	q.rested = q.firstRested()
	return others
}

// hold has the place's remaining rows wait, and returns them: they are not to be
// tried before the instant t, by the real clock.
func (q *queue) hold(place Place, t time.Time) (held []*entry) {
	for i, w := range q.due[place] {
		e := w.entry(place)
		e.NotBefore = t
		q.due[place][i] = waiting{rest: e}
		held = append(held, e)
	}
	return held
}

// again puts a row that was taken before the others of its place.
func (q *queue) again(e *entry) {
	q.due[e.Key.Place] = slices.Insert(q.due[e.Key.Place], 0, waiting{rest: e})
}

// next returns the instant at which one of the rows will need another round;
// zero when none will. What is under way needs none, nor what waits for it: its end
// wakes the runner. full says of which platforms as much is under way as may be.
func (q *queue) next(now Now, full func(platform string) bool) time.Time {
	next := q.ahead
	planned := func(e *entry, place Place) {
		t := q.turn(e, now, q.cut[place.Platform])
		if until, rests := q.resting[place]; rests && t.Before(now.Product.Add(until.Sub(now.Real))) {
			t = sooner(now.Product.Add(until.Sub(now.Real)), e.Until)
		}
		if t.After(now.Product) || !t.Before(e.Until) || !q.busy[place] && !full(place.Platform) {
			next = sooner(next, t)
		}
	}
	for place, list := range q.due {
		for _, w := range list {
			planned(w.rest, place)
		}
	}
	for _, e := range q.entries {
		switch e.State {
		case Planned:
			planned(e, e.Key.Place)
		case Unknown:
			if !q.looked[e.ID] {
				next = sooner(next, now.Product.Add(e.wait(now)))
			}
		case Retracting:
			if !q.tidying && !q.cut[e.Key.Place.Platform] {
				next = sooner(next, now.Product.Add(e.wait(now)))
			}
		}
	}
	return next
}

// turn returns the instant at which a planned row needs another round: as its next
// says, or because organisers are to hear of it.
func (q *queue) turn(e *entry, now Now, cut bool) time.Time {
	t := e.next(now, cut)
	if tell := e.Due.Add(overdueFrom); q.tells && e.Reason != "" && tell.After(now.Product) {
		t = sooner(t, tell)
	}
	return t
}
