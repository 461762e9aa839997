package schedule

import (
	"context"
	"fmt"
	"time"

	"meetupbot/content"
)

// confirm reads the events of rows that have just been claimed once more and
// says which rows are still to be posted. The others are given back: withdrawn
// when something forbids them, planned again when their event moved.
func (r *Runner) confirm(ctx context.Context, now Now, s *survey, claims []*entry) (good, bad []*entry, err error) {
	events := map[content.EventID]*view{}
	for _, e := range claims {
		id := e.Key.Event
		if _, ok := events[id]; ok || id == 0 {
			continue
		}
		found, failed := r.parts.Calendar.Events(ctx, content.EventQuery{ID: id, Brief: true})
		if failed != nil {
			err = fmt.Errorf("read event %d again before posting: %w", id, failed)
			break
		}
		events[id] = nil
		if len(found) > 0 {
			v := look(&found[0])
			events[id] = &v
		}
	}
	for _, e := range claims {
		if err == nil && e.still(now, s, events[e.Key.Event]) {
			e.Shown = ""
			// An earlier attempt may have posted what was so then.
			if v := events[e.Key.Event]; v != nil && e.Attempts == 1 {
				if w, _, ok := v.toShow(e.Kind, now.Product); ok {
					e.Shown = w.String()
				}
			}
			good = append(good, e)
			continue
		}
		if e.State == Sending {
			e.State = Planned
		}
		e.Attempts-- // there was none
		if e.Attempts == 0 {
			e.First, e.Attempted = time.Time{}, time.Time{}
		}
		bad = append(bad, e)
		if e.State == Withdrawn {
			r.logRow(&e.Delivery, "withdrawn")
		}
	}
	return good, bad, err
}

// still reports whether the row is to be posted, its event being as v says
// now; nil is an event that is no longer kept. It brings up to date what the
// row tells, and sets why it is withdrawn if it is.
func (e *entry) still(now Now, s *survey, v *view) bool {
	if !ruled(e.Kind) || e.Key.Event == 0 {
		return true
	}
	withdraw := func(reason string) bool {
		e.State, e.Reason = Withdrawn, reason
		return false
	}
	switch {
	case v == nil:
		return withdraw("gone: the event is no longer kept")
	case v.mute || v.never != "" && e.Kind != Change:
		return withdraw(v.never)
	case e.Kind == Change:
		return v.told == e.Told
	}
	if e.Kind == Personal {
		wishes, _ := personal(now.Product, []view{*v}, []Delivery{e.Delivery})
		if len(wishes) == 0 || wishes[0].Due.After(now.Product) {
			return false
		}
		e.Told = wishes[0].Told
		return true
	}
	askers := s.askers(e.Key.Place)
	wishes, _ := wanted(now.Product, now.Product, askers, askers, s.lists, []view{*v})
	for _, w := range wishes {
		if w.Key.Slot == e.Key.Slot && !w.Due.After(now.Product) && now.Product.Before(w.Until) {
			e.Told = w.Told
			return true
		}
	}
	return false
}
