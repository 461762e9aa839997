package schedule

import (
	"cmp"
	"slices"
	"time"

	"meetupbot/content"
)

// betweenChanges is the least time between two changes told of one event in
// one place: what moves back and forth is told once, as it ends up.
const betweenChanges = 5 * time.Minute

// undatedUseful is how long a change is told of an event that has no day, nor
// had one when it was last spoken of.
const undatedUseful = 7 * 24 * time.Hour

// changes returns what those who were told of an event must hear of it: for
// each place and event with a sent row, or named in the place's latest digest,
// the difference between what was said there last and what is so now. Which
// kinds the channel takes is not asked.
func changes(now time.Time, debounce time.Duration, channel func(Place) *Channel, events []view, rows []Delivery) []*wish {
	place := func(p Place) *Channel {
		if c := channel(p); c != nil && !c.Paused {
			return c
		}
		return nil
	}
	event := byID(events)
	type audience struct {
		place Place
		event content.EventID
	}
	history := map[audience][]*Delivery{}
	silent := map[audience]bool{} // people who want to hear no more
	for i := range rows {
		if d := &rows[i]; d.Undone() {
			silent[audience{d.Key.Place, d.Key.Event}] = true
		}
	}
	for i := range rows {
		d, ok := rows[i].asked()
		if !ok {
			continue
		}
		_, personal := d.Key.Place.Person()
		if e := event[d.Key.Event]; d.Key.Event != 0 && e != nil && !e.mute && (personal || place(d.Key.Place) != nil) {
			if a := (audience{d.Key.Place, d.Key.Event}); !silent[a] {
				history[a] = append(history[a], d)
			}
		}
	}
	for p, digest := range latestDigests(rows) {
		for id, told := range namedIn(digest.Told) {
			if e := event[id]; e != nil && !e.mute && place(p) != nil {
				d := *digest
				d.Key.Event, d.Told = id, told.String()
				history[audience{p, id}] = append(history[audience{p, id}], &d)
			}
		}
	}
	var wishes []*wish
	for a, rows := range history {
		if w, ok := change(now, debounce, event[a.event], rows); ok {
			if c := place(a.place); c != nil { // people have no quiet hours
				w.quiet, w.zone = c.Quiet, c.zone(w.Due.Location())
				w.delay()
			}
			wishes = append(wishes, w)
		}
	}
	slices.SortFunc(wishes, func(a, b *wish) int { return compareKeys(&a.Key, &b.Key) })
	return wishes
}

// change returns the change to be told to one place, given its rows about e.
func change(now time.Time, debounce time.Duration, e *view, rows []*Delivery) (w *wish, ok bool) {
	var last, own, open, newest *Delivery // told last; by a row of its own; not yet posted; of the highest revision
	revision := 0
	for _, d := range rows {
		if d.State.Posted() && d.Told != "" {
			last = later(last, d)
			if d.Kind != Digest {
				own = later(own, d)
			}
		}
		if d.Kind != Change {
			continue
		}
		switch d.State {
		case Planned, Withdrawn:
			open = d
		case Sending, Unknown:
			return w, false // first see what becomes of it
		}
		if newest == nil || d.Key.Revision > newest.Key.Revision {
			newest = d
		}
	}
	if last == nil {
		return w, false
	}
	was, is := ParseTold(last.Told), Tell(e.Event)
	if last.Kind == Digest && own != nil {
		before := ParseTold(own.Told)
		was.Venue, was.Speakers = before.Venue, before.Speakers // of which the digest says nothing
	}
	if !was.ChangedBy(is) {
		return w, false
	}
	due := keepable(now.Add(debounce))
	switch {
	case open != nil:
		revision = open.Key.Revision
		if open.State == Planned {
			due = open.Due
		}
	case newest != nil:
		if !newest.State.Posted() && ParseTold(newest.Told).equal(is) {
			return w, false // it failed, or came too late: that is reported, once
		}
		revision = newest.Key.Revision + 1
	}
	if last.Kind == Change {
		if earliest := last.SentAt.Add(betweenChanges); due.Before(earliest) {
			due = earliest
		}
	}
	// Whoever was told of a later day waits for it.
	loc, until := e.loc, e.over
	if old, err := content.LoadZone(was.Zone); err == nil {
		if loc == nil {
			loc = old
		}
		if end, err := content.Instant(max(was.Date, was.EndDate), "24:00", old); err == nil && end.After(until) {
			until = end
		}
	}
	if until.IsZero() { // there was no day, and there is none
		until = due.Add(undatedUseful)
	}
	if loc == nil {
		return w, false // neither day has a zone: nothing was told that could be wrong
	}
	w = &wish{
		Delivery: Delivery{
			Key:   Key{Place: last.Key.Place, Event: e.ID, Slot: string(Change), Revision: revision},
			Kind:  Change,
			State: Planned,
			Due:   due.In(loc), Until: until,
			Told: e.told, Was: was.String(),
		},
		begin: e.begin, over: until, hush: hush{useful: until},
	}
	if e.dated && e.begin.Before(until) && now.Before(e.begin) {
		w.useful = e.begin // nobody should hear of it only after having come
	}
	return w, now.Before(until)
}

// later returns the one that was sent later.
func later(a, b *Delivery) *Delivery {
	if a == nil || cmp.Or(b.SentAt.Compare(a.SentAt), cmp.Compare(b.ID, a.ID)) > 0 {
		return b
	}
	return a
}
