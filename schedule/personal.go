package schedule

import (
	"time"

	"meetupbot/content"
)

const (
	// personalAhead is how long before the start a person is reminded.
	personalAhead = time.Hour

	// MaxPersonal is how many reminders one person may wait for.
	MaxPersonal = 50

	undone = "the person wants it no more"
)

// NewPersonal returns the row of a reminder that a person asked for at now, in
// their direct messages: an hour before the event begins, at once where less is
// left. ok is false where it cannot be: no start is known, the event has begun
// or is called off. Was holds what the person knows of the event, as of SentAt.
func NewPersonal(person Place, e *content.Event, now time.Time) (d Delivery, ok bool) {
	v := look(e)
	if !v.reminds(now) {
		return d, false
	}
	key := Key{Place: DirectTo(person), Event: e.ID, Slot: string(Personal)}
	d = Delivery{
		Key: key, Kind: Personal, State: Planned, Due: v.begin.Add(-personalAhead), Until: v.begin,
		Told: v.told, Was: v.told, SentAt: now, Marker: key.marker(),
	}
	if d.Due.Before(now) {
		d.Due = keepable(now)
	}
	return d, true
}

// Undo returns the row of a personal reminder that its person wants no more:
// nothing more is said to them about the event.
func Undo(d Delivery) Delivery {
	d.State, d.Reason, d.NotBefore = Withdrawn, undone, time.Time{}
	return d
}

// Redo returns the row of a reminder that its person got, undid and wants again:
// they hear of changes, and are not reminded twice. ok is false where they did
// not get it.
func Redo(d Delivery) (_ Delivery, ok bool) {
	if !d.Undone() || d.Message == "" {
		return d, false
	}
	d.State, d.Reason = Sent, ""
	return d, true
}

// Undone reports whether the person wants a personal reminder no more.
func (d *Delivery) Undone() bool {
	return d.Kind == Personal && d.State == Withdrawn && d.Reason == undone
}

// reminds reports whether somebody can be reminded of the event from now on.
func (v *view) reminds(now time.Time) bool {
	return v.dated && v.Start != "" && v.never == "" && now.Before(v.begin)
}

// personal returns what people asked for, as their rows say and their events
// are now: it goes on with them.
func personal(now time.Time, events []view, rows []Delivery) (wishes []*wish, omitted []omission) {
	known := byID(events)
	latest := map[Key]*Delivery{}
	for i := range rows {
		d := &rows[i]
		k := d.Key
		k.Revision = 0
		if l := latest[k]; d.Kind == Personal && (l == nil || d.Key.Revision > l.Key.Revision) {
			latest[k] = d
		}
	}
	for key, d := range latest {
		v := known[key.Event]
		switch {
		case v == nil || d.Undone():
			continue
		case !v.reminds(now):
			reason := v.never
			if reason == "" && v.Start == "" {
				reason = noStart
			}
			if reason != "" {
				omitted = append(omitted, omission{Place: key.Place, Event: key.Event, Kind: Personal, Slot: key.Slot, Reason: reason})
			}
			continue
		}
		w := &wish{
			Delivery: Delivery{
				Key: key, Kind: Personal, State: Planned, Due: v.begin.Add(-personalAhead), Until: v.begin,
				Told: v.told, Was: d.Was, SentAt: d.SentAt,
			},
			begin: v.begin, over: v.begin,
		}
		if w.Due.Before(d.Due) && d.Told == v.told {
			w.Due = d.Due // asked for so late
		}
		wishes = append(wishes, w)
	}
	return wishes, omitted
}

// asked returns a row as change looks at it: who asked to be reminded knows of
// the event what they were shown then. ok is false for a row that no change is
// to follow.
func (d *Delivery) asked() (as *Delivery, ok bool) {
	switch {
	case d.Kind != Personal || d.State.Posted():
		return d, true
	case d.Undone() || d.State == Failed:
		return nil, false
	}
	known := *d
	known.State, known.Told = Sent, d.Was
	return &known, true
}
