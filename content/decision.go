package content

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Verdict is what an organiser decides.
type Verdict string

const (
	Approve Verdict = "approve" // it is right as it is read: post it
	Hold    Verdict = "hold"    // post nothing about it until it is approved
	Correct Verdict = "correct" // the field has another value than is read
)

// A Decision is an organiser's word on an event. It outlasts imports: what the
// documents say later is read under it, decisions in their order.
//
// An approval is of the day, times and zone that the event had, and answers
// the doubts there were: when the documents come to say others, the question is
// asked again. A correction stays in force whatever the documents say later;
// where that is something that nobody had read when it was made, it is asked
// about. A correction that chose one of a doubt's readings, or named the zone,
// answers the same doubt in the other documents of the source as well.
type Decision struct {
	ID      int64   // the store mints it, in order
	Group   string  // short name
	Event   EventID // the one it was said of
	Verdict Verdict
	Field   string // of Correct: one of Correctable
	Value   string // of Correct: as the event's field is written, "" for none; of Approve: what was approved, see Event.Posted

	// Was is what had been read when it was said: of Correct the values of its
	// field, the one then in force first; of Approve the readings of all doubts
	// there were. It may hold questions that had no readings.
	Was []string

	Source string    // the source whose doubt it answers; else the event's, as configured
	Kind   string    // the Kind of that doubt; "": it answers for this event alone
	Way    string    // the Way of the reading that it chose; "" of a zone, which is answered by what was read
	By     string    // who said it: a platform and an id there, or a name
	At     time.Time // by the product clock
}

// Correctable are the fields that a correction may be of.
var Correctable = []string{"date", "end_date", "start", "end", "zone", "title", "venue", "status"}

// String says the decision for people who organise: "start corrected to 19:00
// by slack:U012, 2017-09-21".
func (d Decision) String() string {
	what := "held back"
	switch {
	case d.Verdict == Approve:
		what = "approved as " + d.Value
	case d.Verdict == Correct && d.Value == "":
		what = d.FieldWord() + " taken away"
	case d.Verdict == Correct:
		what = d.FieldWord() + " corrected to " + d.Value
	}
	return fmt.Sprintf("%s by %s, %s", what, d.By, DateOf(d.At))
}

// FieldWord is the field as people call it.
func (d Decision) FieldWord() string { return strings.ReplaceAll(d.Field, "_", " ") }

// Knew reports whether a reading was there when the decision was made.
func (d Decision) Knew(reading string) bool {
	return slices.Contains(d.Was, reading) || d.Verdict == Correct && reading == d.Value
}

// Field returns a correctable field as it is written in decisions and
// evidence: "" where it is not known.
func (e *Event) Field(name string) string {
	switch name {
	case "date":
		return string(e.Date)
	case "end_date":
		return string(e.EndDate)
	case "start":
		return string(e.Start)
	case "end":
		return string(e.End)
	case "zone":
		return e.Zone
	case "title":
		return e.Title
	case "venue":
		return e.Venue.String()
	case "status":
		return string(e.Status)
	}
	return ""
}

// Posted is what an approval is of: day, times and zone in words, such as
// "2017-09-26 18:30-21:00 Europe/London".
func (e *Event) Posted() string {
	out := string(e.Date)
	if e.EndDate != "" {
		out += " to " + string(e.EndDate)
	}
	if e.Start != "" {
		out += " " + string(e.Start)
	}
	if e.End != "" {
		out += "-" + string(e.End)
	}
	return out + " " + e.Zone
}

// Refused is an error that people are shown: why a decision is not taken, and
// what to do. Any other error is our fault.
type Refused string

func (r Refused) Error() string { return string(r) }
