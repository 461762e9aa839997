package schedule

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// A queue holds one round's rows: those that are due, or will be before it ends,
// in the order of their places, at most one of a place taken at a time. So a place
// that is slow or refuses never keeps more than one worker, and a place's posts
// keep their order.
type queue struct {
	entries []entry // all of the round, updated as it goes on
	due     map[Place][]*entry
	ready   map[string][]Place // by platform: places with due rows, none of them taken
	asleep  map[Place]bool     // places whose rows are not ready yet
	cut     map[string]bool    // platforms of which nothing is to be asked
	busy    map[Place]bool     // where a post of an earlier round is under way
	looked  map[int64]bool     // rows that are being looked for since an earlier round
	tidying bool               // posts are being taken back
}

// newQueue makes the queue of the entries that are due now, or so soon. Of the
// platforms in cut nothing is, nor where something is aloft.
func newQueue(now Now, soon time.Duration, entries []entry, cut map[string]string, a *aloft) *queue {
	q := &queue{entries: entries, due: map[Place][]*entry{}, ready: map[string][]Place{}, asleep: map[Place]bool{}, cut: map[string]bool{},
		busy: maps.Clone(a.places), looked: maps.Clone(a.looks)}
	for platform := range cut {
		q.cut[platform] = true
	}
	for i := range entries {
		if e := &entries[i]; e.State == Planned && !q.cut[e.Key.Place.Platform] && !q.busy[e.Key.Place] && !e.ready(now).After(now.Product.Add(soon)) {
			q.due[e.Key.Place] = append(q.due[e.Key.Place], e)
		}
	}
	for place, list := range q.due {
		slices.SortFunc(list, compareEntries)
		q.ready[place.Platform] = append(q.ready[place.Platform], place)
	}
	for _, places := range q.ready {
		slices.SortFunc(places, func(a, b Place) int { return compareEntries(q.due[a][0], q.due[b][0]) })
	}
	return q
}

func compareEntries(a, b *entry) int {
	return cmp.Or(a.Due.Compare(b.Due), compareKeys(&a.Key, &b.Key))
}

// ready returns the instant, by the product clock, from which a planned row
// may be posted: its due time, unless it was told to come again later or quiet
// hours are in the way.
func (e *entry) ready(now Now) time.Time {
	t := e.Due
	if again := now.Product.Add(e.wait(now)); again.After(t) && e.wait(now) > 0 {
		t = again
	}
	if t.Before(now.Product) {
		t = now.Product
	}
	if e.wish != nil {
		if end, waits := e.wish.waits(t); waits {
			t = end
		}
	}
	return t
}

// take removes rows to post at now, each of another place, and of each platform
// as many as it has room for. The caller gives each place back with release.
func (q *queue) take(now Now, room func(platform string) int) []*entry {
	for place := range q.asleep {
		if q.readiest(place, now) >= 0 {
			q.ready[place.Platform] = append(q.ready[place.Platform], place)
			delete(q.asleep, place)
		}
	}
	var taken []*entry
	for platform, places := range q.ready {
		n := room(platform)
		for n > 0 && len(places) > 0 {
			place := places[0]
			places = places[1:]
			list := q.due[place]
			for len(list) > 0 && !now.Product.Before(list[0].Until) {
				list = list[1:] // no longer useful: the next round says so
			}
			q.due[place] = list
			if i := q.readiest(place, now); i >= 0 {
				taken = append(taken, list[i])
				q.due[place] = slices.Delete(list, i, i+1)
				n--
			} else if len(list) > 0 {
				q.asleep[place] = true
			}
		}
		q.ready[platform] = places
	}
	return taken
}

// readiest is the index of the first row of a place that may be posted now; -1
// where there is none.
func (q *queue) readiest(place Place, now Now) int {
	return slices.IndexFunc(q.due[place], func(e *entry) bool { return !e.ready(now).After(now.Product) })
}

// wakes is how long it takes until a row of a place asleep may be posted; 0 where
// none will be.
func (q *queue) wakes(now Now) (wait time.Duration) {
	for place := range q.asleep {
		for _, e := range q.due[place] {
			if w := e.ready(now).Sub(now.Product); wait == 0 || w < wait {
				wait = max(w, time.Millisecond)
			}
		}
	}
	return wait
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
		for _, e := range list {
			e.Reason = reason
		}
		others = append(others, list...)
		q.due[place] = nil
	}
	return others
}

// hold has the place's remaining rows wait, and returns them: they are not to be
// tried before the instant t, by the real clock.
func (q *queue) hold(place Place, t time.Time) []*entry {
	for _, e := range q.due[place] {
		e.NotBefore = t
	}
	return slices.Clone(q.due[place])
}

// again puts a row that was taken before the others of its place.
func (q *queue) again(e *entry) {
	q.due[e.Key.Place] = slices.Insert(q.due[e.Key.Place], 0, e)
}

// next returns the instant at which one of the rows will need another round;
// zero when none will. What is under way needs none, nor what waits for it: its end
// wakes the runner. full says of which platforms as much is under way as may be.
func (q *queue) next(now Now, full func(platform string) bool) time.Time {
	var next time.Time
	earlier := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for i := range q.entries {
		switch e := &q.entries[i]; e.State {
		case Planned:
			t := e.ready(now)
			switch {
			case !t.Before(e.Until) || q.cut[e.Key.Place.Platform]:
				earlier(e.Until)
			case t.After(now.Product), !q.busy[e.Key.Place] && !full(e.Key.Place.Platform):
				earlier(t)
			}
		case Unknown:
			if !q.looked[e.ID] {
				earlier(now.Product.Add(e.wait(now)))
			}
		case Retracting:
			if !q.tidying && !q.cut[e.Key.Place.Platform] {
				earlier(now.Product.Add(e.wait(now)))
			}
		}
	}
	return next
}
