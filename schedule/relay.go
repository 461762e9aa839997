package schedule

import (
	"fmt"
	"slices"
	"time"
)

// A relay is one report with all rows by which it was tried.
type relay struct {
	open, ended []*Delivery
	posted      bool
}

// forward sees that a report reaches organisers: where it failed, or has not
// gone out in Delays.Forward, it goes to the next of their places, first to one
// on another platform. A row that waits to be tried again is withdrawn for
// that, and tried again where nowhere else is left. It changes open rows in
// entries and returns these with what is to be posted besides.
func (r *Runner) forward(now Now, rows []Delivery, entries []entry) []entry {
	places := r.organisers()
	if len(places) == 0 {
		return entries
	}
	var order []Key
	relays := map[Key]*relay{}
	add := func(d *Delivery, open bool) {
		k := d.Key
		k.Place = Place{}
		t := relays[k]
		if t == nil {
			t = &relay{}
			relays[k] = t
			order = append(order, k)
		}
		t.posted = t.posted || d.State.Posted()
		if open {
			t.open = append(t.open, d)
		} else {
			t.ended = append(t.ended, d)
		}
	}
	for i := range rows {
		if d := &rows[i]; d.Kind == Report && d.State.Final() && now.Product.Before(d.Until) {
			add(d, false)
		}
	}
	for i := range entries {
		if d := &entries[i].Delivery; d.Kind == Report && !d.State.Final() {
			add(d, true)
		}
	}
	var more []entry
	for _, k := range order {
		t := relays[k]
		if t.posted || slices.ContainsFunc(t.open, func(d *Delivery) bool { return !r.stuck(now, d) }) {
			continue
		}
		more = append(more, t.onward(now, places)...)
	}
	for i := range entries { // by index: a relay has changed the row itself
		if e := &entries[i]; e.Kind == Report && e.State == Withdrawn {
			e.changed = true
		}
	}
	return append(entries, more...)
}

// onward returns what is to be posted for a report that did not come through
// anywhere yet.
func (t *relay) onward(now Now, places []Place) []entry {
	tried := slices.Concat(t.open, t.ended)
	var next *Place
	for i, p := range places {
		if slices.ContainsFunc(tried, func(d *Delivery) bool { return d.Key.Place == p }) {
			continue
		}
		other := !slices.ContainsFunc(tried, func(d *Delivery) bool { return d.Key.Place.Platform == p.Platform })
		if next == nil || other {
			next = &places[i]
		}
		if other {
			break
		}
	}
	if next == nil {
		if len(t.open) > 0 {
			return nil
		}
		for _, d := range t.ended {
			if d.State == Withdrawn {
				again := *d
				again.State, again.Reason, again.NotBefore = Planned, "", time.Time{}
				return []entry{{Delivery: again, changed: true}}
			}
		}
		return nil
	}
	d := Delivery{Key: tried[0].Key, Kind: Report, State: Planned, Due: now.Product, Until: tried[0].Until, Told: tried[0].Told}
	d.Key.Place = *next
	d.Marker = d.Key.marker()
	for _, o := range t.open {
		if o.State == Planned {
			o.State, o.Reason = Withdrawn, fmt.Sprintf("it did not get through: told in %s instead", next)
		}
	}
	return []entry{{Delivery: d, changed: true}}
}

// stuck reports whether an open report has had its time, or has none.
func (r *Runner) stuck(now Now, d *Delivery) bool {
	return !now.Real.Before(r.patience(now, d)) || r.isCut(d.Key.Place.Platform) != nil
}

// patience returns until when, by the real clock, an open report may get
// through before it is told elsewhere. While the program did not run it could
// not.
func (r *Runner) patience(now Now, d *Delivery) time.Time {
	from := d.First
	if from.IsZero() {
		if from = now.Real.Add(d.Due.Sub(now.Product)); from.Before(r.since) {
			from = r.since
		}
	}
	return from.Add(r.parts.Delays.Forward)
}
