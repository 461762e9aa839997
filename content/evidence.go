package content

import (
	"fmt"
	"strings"
)

// Evidence says where a statement about an event was read. Every date, time,
// zone, talk and speaker of an event carries at least one.
type Evidence struct {
	Field string `json:"field"` // date, end_date, start, end, zone, status, venue, talk, speaker, ...
	Value string `json:"value"` // what was read: "2017-09-26", a talk's title, a speaker's name
	Path  string `json:"path"`  // the document
	Line  int    `json:"line"`  // from 1; 0 when the value comes from the path or from configuration
	Text  string `json:"text"`  // the words it was read from
	Rule  string `json:"rule"`  // the rule that read it, in words

	// Source is the source that the document is of, as configured; "" where an
	// event has one source alone.
	Source string `json:"source,omitempty"`
	// Way is a stable word for how it was read, the same in every document that
	// is read in that way: "file name", "front matter date", "text". An answer
	// to a doubt names it, so that it answers the same doubt elsewhere.
	Way string `json:"way,omitempty"`
}

// ByOrganiser is the Way of what an organiser decided. It has no Path.
const ByOrganiser = "organiser"

// String is one line for a person: path:line, the words, the rule.
func (e Evidence) String() string {
	at := e.Path
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.Path, e.Line)
	}
	if at == "" {
		return fmt.Sprintf("%q (%s)", e.Text, e.Rule)
	}
	return fmt.Sprintf("%s: %q (%s)", at, e.Text, e.Rule)
}

// A Doubt is a question that only an organiser can answer, with the readings
// that cannot both be right, or none where nothing is said.
type Doubt struct {
	Field    string     `json:"field"`    // date, start, end, zone, ...; Review where nothing but an organiser's word is missing
	Question string     `json:"question"` // one sentence
	Readings []Evidence `json:"readings,omitempty"`

	// Kind is a stable word for what is asked, such as "day or month first":
	// one answer serves all doubts of a kind in a source, by the Way of the
	// reading it chose. "": each is answered for itself.
	Kind string `json:"kind,omitempty"`
}

// Review is the field of the doubt about an event that waits for an
// organiser's word though it is clear: its group wants to approve each, or an
// organiser held it back.
const Review = "review"

// String is the question and, in brackets, the readings: where several are of
// the same words, these are told once.
func (d Doubt) String() string {
	if len(d.Readings) == 0 {
		return d.Question
	}
	var parts []string
	for i := 0; i < len(d.Readings); {
		from, values := d.Readings[i].String(), []string(nil)
		for ; i < len(d.Readings) && d.Readings[i].String() == from; i++ {
			values = append(values, d.Readings[i].Value)
		}
		parts = append(parts, strings.Join(values, " or ")+" from "+from)
	}
	return d.Question + " [" + strings.Join(parts, "; ") + "]"
}

// Held returns the event's first doubt about day, time or zone, or that it
// waits for an organiser's word: while there is one, nothing is posted about it.
func (e *Event) Held() (Doubt, bool) {
	for _, d := range e.Doubts {
		switch d.Field {
		case "date", "end_date", "start", "end", "zone", Review:
			return d, true
		}
	}
	return Doubt{}, false
}

// A DocumentError says why a document could not be read: where, what is wrong,
// and what to do about it.
type DocumentError struct {
	Path    string
	Line    int    // from 1; 0 when no line is to blame
	Problem string // what went wrong
	Fix     string // what to do
}

func (e *DocumentError) Error() string {
	at := e.Path
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.Path, e.Line)
	}
	if e.Fix == "" {
		return at + ": " + e.Problem
	}
	return at + ": " + e.Problem + "; " + e.Fix
}
