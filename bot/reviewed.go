package bot

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
)

// A Reviewed is a meetup as organisers see it: with what they are asked about
// it and what they decided. Its number, the ID, names it in commands.
type Reviewed struct {
	Meetup
	Questions []Question
	Decided   []string // what is in force, with who said it and when

	Held bool  // nothing is posted about it
	Ripe bool  // it could be approved as it is read
	Last int64 // the last decision on it; 0: there is none

	Mark string // tells what is shown of it from what it may become; see mark
}

// A Question is asked of organisers, with the evidence beside it.
type Question struct {
	Text     string    // one sentence
	Readings []Reading // those that cannot both be right; none where nothing is said
}

// A Reading is what one place in a document says.
type Reading struct {
	Value string // in words: "Tuesday 26 September 2017"
	From  string // where, and the words there; "" where that is as of the reading before

	// The correction that it would be, as decisions are written; "" where it
	// could be none.
	Field, Written string
}

// A Read is what is told of a meetup, and where that was read.
type Read struct {
	Field string // "day", "start", "talk", ...
	Value string
	From  string
}

// Number is what names the meetup in organisers' commands.
func (r Reviewed) Number() string { return strconv.FormatInt(int64(r.ID), 10) }

// maxChoices is how many readings of one meetup are buttons.
const maxChoices = 3

// Buttons returns what an organiser can decide at one press. Who presses is
// looked at as with any command for organisers.
func (r Reviewed) Buttons() []Button {
	if r.ID == 0 {
		return nil
	}
	id := func(verb, rest string) string { return "review:" + verb + ":" + r.Number() + rest }
	seen := ":" + r.Mark
	var fit []Button
	for _, q := range r.Questions {
		for _, reading := range q.Readings {
			b := Button{Label: Shorten(strings.TrimSpace(Clean(reading.Value)), maxEchoRunes), ID: id(reading.Field, ":"+reading.Written+seen)}
			if b.decides() && len(fit) < maxChoices && !slices.ContainsFunc(fit, func(c Button) bool { return c.ID == b.ID }) {
				fit = append(fit, b)
			}
		}
	}
	if r.Held && r.Ripe {
		fit = append(fit, Button{Label: "Approve", ID: id("approve", seen)})
	}
	if !r.Held {
		fit = append(fit, Button{Label: "Hold back", ID: id("hold", seen)})
	}
	if r.Last != 0 {
		fit = append(fit, Button{Label: "Undo", ID: id("undo", ":"+strconv.FormatInt(r.Last, 10))})
	}
	return slices.DeleteFunc(fit, func(b Button) bool { return !b.decides() })
}

// mark is a short word for what an organiser is shown of an event and asked
// about it. A button of a review carries it: pressed when the event has become
// another, or was decided on, it decides nothing.
func mark(e *content.Event) string {
	h := fnv.New32a()
	say := func(words ...string) { fmt.Fprintf(h, "%q", words) }
	say(e.Title, e.Posted(), string(e.Status), e.Venue.String())
	for _, d := range e.Doubts {
		say(d.Field, d.Question)
		for _, r := range d.Readings {
			say(r.Value)
		}
	}
	for _, d := range e.Decisions {
		say(strconv.FormatInt(d.ID, 10))
	}
	return fmt.Sprintf("%08x", h.Sum32())
}

// isMark reports whether a word could be a mark.
func isMark(s string) bool {
	_, err := strconv.ParseUint(s, 16, 32)
	return err == nil && len(s) == 8 && s == strings.ToLower(s)
}

// decides reports whether the button can be shown, and decides something where
// it is pressed.
func (b Button) decides() bool {
	foreign := func(r rune) bool { return r <= ' ' || r > '~' }
	_, known := Pressed(b.ID)
	return known && b.Label != "" && len(b.ID) <= maxButtonID && !strings.ContainsFunc(b.ID, foreign)
}

// Rows are the buttons of each meetup of the review, which name the meetup
// where there are several.
func (r Review) Rows() [][]Button {
	rows := make([][]Button, len(r.Asked))
	for i, asked := range r.Asked {
		if slices.ContainsFunc(r.Asked[:i], func(before Reviewed) bool { return before.ID == asked.ID }) {
			continue // no platform takes a button twice
		}
		rows[i] = asked.Buttons()
		for j := range rows[i] {
			if len(r.Asked) > 1 {
				rows[i][j].Label = asked.Number() + ": " + rows[i][j].Label
			}
		}
	}
	return rows
}

// reviewed is e as organisers see it.
func (q question) reviewed(e *content.Event) Reviewed {
	r := Reviewed{Meetup: q.titles.meetup(e, q.now), Mark: mark(e)}
	_, r.Held = e.Held()
	_, _, r.Ripe = e.Span()
	for _, d := range e.Doubts {
		asked, last := Question{Text: sentence(Declined(d.Question))}, ""
		for _, said := range d.Readings {
			if d.Field != content.Review { // what was decided is said apart
				reading := readingOf(d.Field, said)
				if reading.From == last {
					reading.From = "" // the words before it can be read in several ways
				} else {
					last = reading.From
				}
				asked.Readings = append(asked.Readings, reading)
			}
		}
		r.Questions = append(r.Questions, asked)
	}
	for _, d := range e.Decisions {
		r.Decided = append(r.Decided, Sentence(d.String()))
		r.Last = d.ID
	}
	return r
}

func readingOf(field string, said content.Evidence) Reading {
	r := Reading{Value: inWords(said.Value), From: from(said)}
	if field != "title" && field != "venue" { // whatever they hold
		var e content.Event
		if err := e.CorrectField(field, said.Value); err == nil {
			r.Field, r.Written = field, said.Value
		}
	}
	return r
}

// inWords is a value as it is read out: a day with its weekday.
func inWords(value string) string {
	if date, err := content.ParseDate(value); err == nil && date.IsDay() {
		return When{Date: date}.Day()
	}
	return value
}

// from says where something was read: the document and line, the words, and
// the rule.
func from(e content.Evidence) string {
	if of := content.ShownSource(e.Source); of != "" && e.Path != "" {
		if of == e.Path || strings.HasSuffix(of, "/"+e.Path) {
			e.Path = of // a source of one file
		} else {
			e.Path = of + ": " + e.Path
		}
	}
	at := e.Path
	if e.Line > 0 {
		at = fmt.Sprintf("%s, line %d", at, e.Line)
	}
	words := ""
	if e.Text != "" {
		words = "“" + echo(e.Text) + "”"
	}
	switch {
	case at != "" && words != "":
		at += ": " + words
	default:
		at = cmp.Or(at, words)
	}
	if e.Rule == "" {
		return at
	}
	return at + " (" + e.Rule + ")"
}
