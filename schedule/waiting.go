package schedule

import (
	"cmp"
	"slices"
	"time"
)

// A waiting row is due. Of a reminder to thousands of places nothing differs but
// these: all else is kept once for all of them.
type waiting struct {
	id     int64
	marker string
	rest   *entry // an entry whose ID is not zero is the row's own, and all of it
}

// entry returns the row, which is in a place.
func (w waiting) entry(place Place) *entry {
	if w.rest.ID != 0 {
		return w.rest
	}
	e := *w.rest
	e.ID, e.Marker, e.Key.Place = w.id, w.marker, place
	return &e
}

// add takes in the round's rows as they are kept. Of the platforms in cut none
// waits.
func (q *queue) add(now Now, entries []entry, cut map[string]string) {
	for platform := range cut {
		q.cut[platform] = true
	}
	for i := range entries {
		e := &entries[i]
		place := e.Key.Place
		planned, cut, busy := e.State == Planned, q.cut[place.Platform], q.busy[place]
		switch {
		case e.Kind == Report, e.State == Unknown, e.State == Retracting, planned && busy && !cut:
			own := *e
			e = &own
			q.keep(e)
		case planned && (cut || e.ready(now).After(q.soon)):
			q.ahead = sooner(q.ahead, q.turn(e, now, cut))
		}
		if planned && !cut && !busy && !e.ready(now).After(q.soon) {
			q.due[place] = append(q.due[place], q.wait(e))
		}
	}
}

// wait returns a row as it waits.
func (q *queue) wait(e *entry) waiting {
	if e.noted {
		return waiting{rest: e}
	}
	shared := *e
	shared.ID, shared.Marker, shared.Key.Place = 0, "", Place{}
	rest := q.same[shared.Key]
	if rest == nil {
		rest = new(entry)
		*rest = shared
		q.same[shared.Key] = rest
	}
	if *rest != shared {
		rest = new(entry)
		*rest = *e
	}
	return waiting{id: e.ID, marker: e.Marker, rest: rest}
}

// reports returns the ids of the reports that are queued.
func (q *queue) reports(now Now) map[int64]bool {
	ids := map[int64]bool{}
	for _, e := range q.entries {
		if e.Kind == Report && !e.ready(now).After(q.soon) {
			ids[e.ID] = true
		}
	}
	return ids
}

// order puts the places with due rows in the order in which these are due. All
// rows of the round are there by now.
func (q *queue) order() {
	q.same = nil
	for place, list := range q.due {
		slices.SortFunc(list, compareWaiting)
		q.ready[place.Platform] = append(q.ready[place.Platform], place)
	}
	for _, places := range q.ready {
		slices.SortFunc(places, func(a, b Place) int {
			return cmp.Or(q.due[a][0].rest.Due.Compare(q.due[b][0].rest.Due), cmp.Compare(a.ID, b.ID))
		})
	}
}

// compareWaiting orders rows of one place.
func compareWaiting(a, b waiting) int {
	x, y := a.rest.Key, b.rest.Key
	x.Place, y.Place = Place{}, Place{}
	return cmp.Or(a.rest.Due.Compare(b.rest.Due), compareKeys(&x, &y))
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
	if end, waits := e.hush.waits(t); waits {
		t = end
	}
	return t
}

// next returns the instant at which a planned row needs another round: when it
// may be posted, or is of no use any more. cut says that nothing is to be asked
// of its platform.
func (e *entry) next(now Now, cut bool) time.Time {
	if t := e.ready(now); t.Before(e.Until) && !cut {
		return t
	}
	return e.Until
}
