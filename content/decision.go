package content

import "time"

// Verdict is what an organiser decides.
type Verdict string

const (
	Approve Verdict = "approve" // it is right as it is read: post it
	Hold    Verdict = "hold"    // post nothing about it until it is approved
	Correct Verdict = "correct" // the field has another value than is read
)

// A Decision is an organiser's word on an event. It outlasts imports: what the
// documents say later is read under it.
//
// An approval is of the day, times and zone that the event then had; when its
// documents come to say others, the question is asked again. A correction that
// chose one of a doubt's readings, or named the zone, answers the same doubt
// (its Kind) in other documents of the source as well, where Event is another.
type Decision struct {
	ID      int64     `json:"id,omitempty"` // the store mints it
	Group   string    `json:"group"`        // short name
	Source  string    `json:"source"`       // as configured
	Event   EventID   `json:"event"`        // the one it was said of
	Verdict Verdict   `json:"verdict"`
	Field   string    `json:"field,omitempty"` // of Correct: date, end_date, start, end, zone, title, venue, status
	Value   string    `json:"value,omitempty"` // of Correct: as the event's field is written; of Approve: what was approved
	Was     string    `json:"was,omitempty"`   // what was read when it was said
	Kind    string    `json:"kind,omitempty"`  // the Kind of the doubt that it answers
	Way     string    `json:"way,omitempty"`   // the Way of the reading that it chose
	By      string    `json:"by"`              // who said it: a platform and an id there, or a name
	At      time.Time `json:"at"`              // by the product clock
}
