package schedule

import (
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

// An entry is a row of the ledger as it is to be.
type entry struct {
	Delivery
	hush         // that may keep it waiting
	changed bool // it differs from what the ledger has
	noted   bool // the queue remembers it, see queue.keep
}

// reconcile brings the ledger's rows in line with what is wanted: it returns
// every row that is not final or becomes so now. A wish without a row gets
// one; a planned row whose event moved is re-timed in place; one that nothing
// asks for any more is withdrawn, and comes back when its event does; one
// that came too late is withheld. Rows that are being posted, or may have
// been, are left alone; rows of kinds that no rule plans only grow too late.
func reconcile(now time.Time, wishes []*wish, omitted []omission, events []view, rows []Delivery) []entry {
	slots := map[Key][]int{} // by key without revision
	for i := range rows {
		k := rows[i].Key
		k.Revision = 0
		slots[k] = append(slots[k], i)
	}
	taken := make([]bool, len(rows))
	entries := make([]entry, 0, len(wishes))
	for _, w := range wishes {
		k := w.Key
		k.Revision = 0
		if e, row, ok := fulfil(now, w, slots[k], rows); ok {
			entries = append(entries, e)
			if row >= 0 {
				taken[row] = true
			}
		}
	}
	why := reasons(omitted, events)
	for i, d := range rows {
		switch {
		case taken[i] || d.State.Final():
		case d.State != Planned, !ruled(d.Kind) && now.Before(d.Until):
			entries = append(entries, entry{Delivery: d})
		case !ruled(d.Kind):
			entries = append(entries, drop(now, d, ""))
		default:
			entries = append(entries, drop(now, d, why(&d)))
		}
	}
	return entries
}

// ruled reports whether rows of kind k exist only because rules ask for them.
func ruled(k Kind) bool { return k == Listing || k == Personal || slices.Contains(Kinds(), k) }

// fulfil returns the entry for a wish, given the rows of its slot in any
// order, and which row it is (-1 for a new one). ok is false when the wish has
// had its posting or needs none.
func fulfil(now time.Time, w *wish, slot []int, rows []Delivery) (e entry, row int, ok bool) {
	latest := -1
	for _, i := range slot {
		d := &rows[i]
		switch {
		case !d.State.Posted() || w.Kind == Change:
		case w.Kind == Listing && d.stands(now), w.Kind != Listing && sameDay(d, w):
			return e, 0, false
		}
		if latest < 0 || d.Key.Revision > rows[latest].Key.Revision {
			latest = i
		}
	}
	if latest < 0 || w.Kind == Change && w.Key.Revision > rows[latest].Key.Revision {
		e, ok = w.row(now)
		return e, -1, ok
	}
	had := rows[latest]
	switch had.State {
	case Planned:
		return w.retime(now, had), latest, true
	case Withdrawn:
		if !now.Before(w.Until) {
			return e, 0, false
		}
		had.State, had.Reason = Planned, ""
		e = w.retime(now, had)
		e.changed = true
		return e, latest, true
	case Withheld: // nothing was posted, or tried: the row serves for another day
		if sameDay(&had, w) || !now.Before(w.Due) {
			return e, 0, false
		}
		had.State, had.Reason = Planned, ""
		e = w.retime(now, had)
		e.changed = true
		return e, latest, true
	case Sent, Retracting, Retracted, Failed: // concerning another day; a failed post may be out, too
		if !w.again(now, &had) {
			return e, 0, false
		}
		w.Key.Revision = had.Key.Revision + 1
		e, ok = w.row(now)
		return e, -1, ok
	}
	return e, 0, false // first see what becomes of the post under way
}

// again reports whether there is to be another posting after had, which was
// posted or tried: about another day, before it would have been due.
func (w *wish) again(now time.Time, had *Delivery) bool {
	if w.Kind == Listing {
		return had.State == Sent || !sameDay(had, w)
	}
	return !sameDay(had, w) && now.Before(w.Due)
}

// row returns a new row for w. A posting that was missed is kept as withheld,
// unless its event is over: then nobody missed it.
func (w *wish) row(now time.Time) (entry, bool) {
	d := w.Delivery
	d.Marker = d.Key.marker()
	e := entry{Delivery: d, hush: w.hushed(), changed: true}
	switch {
	case !now.Before(w.Until):
		e.State, e.Reason = Withheld, w.late()
	case w.paused:
		e.State, e.Reason = Withheld, whilePaused
	}
	return e, now.Before(w.Until) || now.Before(w.over)
}

// retime gives a planned row the times and facts of w.
func (w *wish) retime(now time.Time, d Delivery) entry {
	e := entry{Delivery: d, hush: w.hushed()}
	if w.soon && d.Due.Before(w.Due) {
		w.Due = d.Due
	}
	if !d.Due.Equal(w.Due) || !d.Until.Equal(w.Until) || d.Told != w.Told || d.Was != w.Was {
		e.Due, e.Until, e.Told, e.Was, e.changed = w.Due, w.Until, w.Told, w.Was, true
	}
	e.Due, e.Until = w.Due, w.Until // the same instants, in the zone in which people read them
	switch {
	case !now.Before(w.Until):
		e.giveUp(w.late())
	case w.paused:
		e.State, e.Reason, e.changed = Withheld, whilePaused, true
	}
	return e
}

// whilePaused is why what was due in a pause is not made up for.
const whilePaused = "paused: nothing was posted in this channel when it was due"

// giveUp ends a row that was not posted while it was of use.
func (e *entry) giveUp(late string) {
	e.changed = true
	if e.Attempts > 0 {
		e.State, e.Reason = Failed, fmt.Sprintf("tried %d times, the last answer being %q, until %s", e.Attempts, e.Reason, late)
		return
	}
	if e.Reason != "" {
		late += ": " + e.Reason
	}
	e.State, e.Reason = Withheld, late
}

// drop ends a planned row that no wish claims. An empty reason means that the
// rules ask for it no more.
func drop(now time.Time, d Delivery, reason string) entry {
	e := entry{Delivery: d}
	switch {
	case reason == "" && !now.Before(d.Until):
		e.giveUp("no longer useful from " + d.Until.Format(shownTime))
		return e
	case reason == "":
		reason = "nothing asks for it any more: the rules changed, or the event did"
	}
	e.State, e.Reason, e.changed = Withdrawn, reason, true
	return e
}

// reasons returns a function that says why a row's posting was omitted, or "".
func reasons(omitted []omission, events []view) func(*Delivery) string {
	known := byID(events)
	type where struct {
		place Place
		event content.EventID
		kind  Kind
		slot  string
	}
	reason := make(map[where]string, len(omitted))
	for _, o := range omitted {
		reason[where{o.Place, o.Event, o.Kind, o.Slot}] = o.Reason
	}
	return func(d *Delivery) string {
		e := known[d.Key.Event]
		for _, w := range []where{{kind: d.Kind, slot: d.Key.Slot}, {kind: d.Kind}, {}} {
			w.place, w.event = d.Key.Place, d.Key.Event
			r := reason[w]
			if d.Kind == Change && e != nil && !e.mute && r == e.never {
				continue // that it is cancelled forbids all but the word that it is
			}
			if r != "" {
				return r
			}
		}
		if d.Key.Event != 0 && e == nil {
			return vanished
		}
		return ""
	}
}

func sameDay(d *Delivery, w *wish) bool {
	return d.Told == w.Told || ParseTold(d.Told).Date == ParseTold(w.Told).Date
}
