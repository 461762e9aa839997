package parse

import (
	"fmt"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// entriesPlace names the lesson of where speakers stand in the entries of a
// source's programmes.
const entriesPlace = "entries of programmes"

// An entryOrder is one document's entry that clearly has its speaker on one
// side of what parts it.
type entryOrder struct {
	first bool // the speaker stands before the title
	line  int
	text  string
}

// An entryLesson counts the documents whose entries name the speaker first, and
// those that name the title first.
type entryLesson struct {
	first, last int
	prior       content.Held
}

// verdict is +1 where the speaker comes first, -1 where the title does, else 0.
func (l entryLesson) verdict() int {
	switch {
	case l.first >= leastAgreeing && l.first >= agreeRatio*l.last, l.first+l.last == 0 && l.prior == content.SpeakerFirst:
		return 1
	case l.last >= leastAgreeing && l.last >= agreeRatio*l.first, l.first+l.last == 0 && l.prior == content.TitleFirst:
		return -1
	}
	return 0
}

// compareEntries takes one document's clear entry into the lesson.
func (t *lessons) compareEntries(w *witness) {
	switch {
	case w.entry == nil:
	case w.entry.first:
		t.entries.first++
	default:
		t.entries.last++
	}
}

// teachEntries puts what is known of the entries into words.
func (t *lessons) teachEntries(all []witness) (content.Lesson, bool) {
	l := t.entries
	n := l.first + l.last
	if n == 0 && l.verdict() == 0 {
		return content.Lesson{}, false
	}
	out := content.Lesson{Place: entriesPlace, Days: n, Agree: max(l.first, l.last), Differ: min(l.first, l.last)}
	verdict := l.verdict()
	switch {
	case verdict > 0:
		out.Holds = content.SpeakerFirst
	case verdict < 0:
		out.Holds = content.TitleFirst
	}
	switch {
	case verdict == 0:
		out.Why = fmt.Sprintf("It is not settled where speakers stand in entries such as \"A - B\": %s clearly the speaker first, %s the title.", has(l.first), has(l.last))
	case n == 0:
		out.Why = fmt.Sprintf("In entries such as \"A - B\" the order is %s, as earlier documents showed.", out.Holds)
	default:
		out.Why = fmt.Sprintf("In entries such as \"A - B\" the order is %s, as %d of %s with a plain name show.", out.Holds, out.Agree, documents(n))
	}
	agree, differ := 0, 0
	for i := range all {
		e := all[i].entry
		if e == nil {
			continue
		}
		held := content.TitleFirst
		if e.first {
			held = content.SpeakerFirst
		}
		shown := &differ
		if held == out.Holds || verdict == 0 && e.first == (l.first >= l.last) {
			shown = &agree
		}
		if *shown++; *shown <= maxWitnesses {
			out.Witness = append(out.Witness, content.Evidence{Field: "talk", Value: string(held), Path: all[i].path, Line: e.line, Text: e.text, Rule: "one side is a plain name, or links to somebody's page"})
		}
	}
	return out, true
}

// clearEntries bounds how many entries of a document are looked at.
const clearEntries = 60

// parted are the marks between a title and a name.
var parted = pattern.OneOf(" - ", " – ", " — ", ": ", " | ")

// clearEntry returns what the clear entries of a document show, or nil where
// there are none, or as many of each order.
func (f *facts) clearEntry() *entryOrder {
	var shown [2]*entryOrder
	lead, seen := 0, 0
	for i := range f.units {
		u := &f.units[i]
		if u.role == aside || u.role == sponsors || u.role == venueRole || u.role == tickets || u.block.Kind != outline.Item && u.block.Kind != outline.Heading || len(u.text.Plain) > 160 {
			continue
		}
		if !parted.In(u.text.Plain) {
			continue
		}
		if seen++; seen > clearEntries {
			break
		}
		first, ok := clearOrder(u.text)
		if !ok {
			continue
		}
		at := 0
		if lead--; first {
			at, lead = 1, lead+2
		}
		if shown[at] == nil {
			shown[at] = &entryOrder{first: first, line: u.text.Line, text: u.text.Plain}
		}
	}
	switch {
	case lead > 0:
		return shown[1]
	case lead < 0:
		return shown[0]
	}
	return nil
}

// clearOrder reports whether the speaker stands first in an entry of two sides,
// and whether that is clear: one side is a whole plain name or links to
// somebody's page, and the other is of several words and nothing of the kind.
func clearOrder(t outline.Text) (first, ok bool) {
	cuts := separators(t.Plain)
	if len(cuts) != 1 {
		return false, false
	}
	from, to, sep := cutAt(t.Plain, cuts[0])
	left, right := t.Slice(0, from), t.Slice(to, len(t.Plain))
	if sep == "," || pausing(t.Plain, true) {
		return false, false
	}
	a, b := plainlySomebody(left), plainlySomebody(right)
	other := left
	if a {
		other = right
	}
	if a == b || shaped(other.Plain) > 0 || length(other.Plain) < 2 || isRole(other.Plain) || placeholder.MatchString(other.Plain) {
		return false, false
	}
	return a, true
}

// plainlySomebody reports whether a text is nothing but somebody's name, as its
// looks or its link say.
func plainlySomebody(t outline.Text) bool {
	name := strings.TrimSpace(t.Plain)
	switch shaped(name) {
	case 2:
		return isWholeName(name)
	case 1:
		return isWholeName(name) && hasPersonLink(t, 0, len(t.Plain))
	}
	return false
}
