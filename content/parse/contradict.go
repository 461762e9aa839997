package parse

import (
	"fmt"
	"strings"

	"meetupbot/content"
)

// ties reports whether c is as good a reading of the event's day as b, and
// nothing but its place in the text decided against it.
func (d *draft) ties(c, b candidate) bool {
	if !b.prose || !c.prose || !c.day.IsDay() || c.weak || c.weight < b.weight {
		return false
	}
	day := d.publishDay
	return !day.IsDay() || (c.day < day) == (b.day < day)
}

// eitherWayKind is the kind of the question which of two places is right: "file
// name or text". Two days of one place are no kind: each has its own answer.
func eitherWayKind(b, c candidate) string {
	first, second := b.said.Way, c.said.Way
	switch {
	case first == second || first == "" || second == "":
		return ""
	case first > second:
		first, second = second, first
	}
	return first + " or " + second
}

// contradictions raises a doubt for each other day that stands where the
// event's day would.
func (d *draft) contradictions(cands []candidate, best int) {
	b := cands[best]
	if b.problem != "" {
		d.doubt("date", fmt.Sprintf("Is %s right? %s.", b.day, strings.TrimSuffix(b.problem, ".")), b.said)
	}
	told := map[content.Date]bool{b.day: true}
	titled := d.titleMonth()
	for i, c := range cands {
		if i == best || c.day == "" || told[c.day] || c.weight < labelWeight-1 && !d.ties(c, b) {
			continue
		}
		if c.prose && titled != 0 && c.day.IsDay() && monthOf(c.day) != titled && monthOf(b.day) == titled {
			continue // the title settles it
		}
		if b.moved && (c.prose || c.title || c.learned) && !c.moved {
			continue // the day before it was moved
		}
		if c.day.IsDay() && b.until.IsDay() && c.day > b.day && c.day <= b.until {
			continue
		}
		if !c.day.IsDay() {
			if c.weight+monthDiscount >= titleWeight && c.day != b.day.Month() && b.weight < ownWeight {
				told[c.day] = true
				d.ask("date", eitherWayKind(b, c), fmt.Sprintf("Is the event on %s, or in %s?", b.day, c.day), b.said, c.said)
			}
			continue
		}
		told[c.day] = true
		d.ask("date", eitherWayKind(b, c), fmt.Sprintf("Is the event on %s (%s) or on %s (%s)?", b.day, b.day.Weekday(), c.day, c.day.Weekday()), b.said, c.said)
	}
	// The chosen reading's own place of the text carries no clock; its
	// document's own key may.
	if b.moved && b.clock == "" {
		start, end, said := d.keepClock(cands)
		if b.clock, b.end = start, end; start != "" {
			b.said = said
		}
	}
	if b.clock != "" {
		d.event.Start, d.event.End = b.clock, b.end
		d.askClock(b.said.Way)
		d.note("start", string(b.clock), b.said.Line, b.said.Text, "the time beside the day; "+b.said.Rule)
		if b.end != "" {
			d.note("end", string(b.end), b.said.Line, b.said.Text, "the end beside the day")
		}
	}
}
