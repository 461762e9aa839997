package schedule

import (
	"time"

	"meetupbot/content"
)

// A phase is how near an event is, as a post that lives on shows it.
type phase string

const (
	announced phase = "announced"
	tomorrow  phase = "tomorrow" // from midnight of the day before, in the event's zone
	today     phase = "today"    // from midnight of its day
	live      phase = "live"     // from its start; where that is not known from its second day, if it has one
	over      phase = "over"
)

// phases returns when each phase of an event begins, but for the first. An
// event that does not take place, or of which no day is known, has none.
func (v *view) phases() []phaseBegin {
	if !v.dated || v.never != "" {
		return nil
	}
	day, err := content.Instant(v.Date, "", v.loc)
	if err != nil {
		return nil
	}
	before, err := content.Instant(v.Date.AddDays(-1), "", v.loc)
	if err != nil {
		before = day // the calendar skipped that day
	}
	return []phaseBegin{{tomorrow, before}, {today, day}, {live, v.begin}, {over, v.over}}
}

type phaseBegin struct {
	phase phase
	at    time.Time
}

// phase returns the event's phase at now, and when the next one begins; zero
// when none does.
func (v *view) phase(now time.Time) (p phase, next time.Time) {
	begins := v.phases()
	if begins == nil {
		return "", next
	}
	p = announced
	for _, b := range begins {
		if now.Before(b.at) {
			return p, b.at
		}
		p = b.phase
	}
	return p, next
}
