package schedule

import (
	"time"

	"meetupbot/content"
)

// A view is what rules look at of an event, worked out once for all channels.
type view struct {
	*content.Event
	loc   *time.Location
	dated bool      // begin and over are known
	from  time.Time // its first instant: the start, or midnight
	begin time.Time // the start; where it is not known the end of the day, before which nobody can say that it has begun
	over  time.Time
	told  string
	facts string // a fingerprint of what posts that live on show, once it was asked for; see remember
	never string // why nothing but a change is posted about it, "" when nothing forbids it
	mute  bool   // not even a change is
}

func views(events []content.Event) []view {
	vs := make([]view, len(events))
	for i := range events {
		vs[i] = look(&events[i])
	}
	return vs
}

// byID finds views by their events' ids.
func byID(vs []view) map[content.EventID]*view {
	found := make(map[content.EventID]*view, len(vs))
	for i := range vs {
		found[vs[i].ID] = &vs[i]
	}
	return found
}

func look(e *content.Event) view {
	v := view{Event: e, told: Tell(e).String()}
	v.from, v.over, v.dated = e.Span()
	if v.begin = v.from; v.dated {
		v.loc = v.from.Location()
		if end, err := content.Instant(e.Date, "24:00", v.loc); e.Start == "" && err == nil {
			v.begin = end
		}
	}
	doubt, held := e.Held()
	switch {
	case e.Gone:
		v.never, v.mute = vanished, true
	case held:
		v.never, v.mute = "held: "+doubt.Question, true
	case e.Status == content.Cancelled:
		v.never = "cancelled"
	case e.Status == content.Postponed:
		v.never = "postponed, and no new day is known"
	case !e.Date.IsDay():
		v.never, v.mute = "its day is not known", true
	case !v.dated:
		_, err := content.LoadZone(e.Zone)
		v.never, v.mute = "its day is no day in its zone", true
		if err != nil {
			v.never = err.Error()
		}
	}
	return v
}
