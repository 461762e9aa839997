package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// leastCards is how many blocks of labels with a day make a list of meetups.
const leastCards = 2

// labelledCards finds the meetups of a list in which each is a block of labels,
// one of them for its day, and the same ones in each: a table, a paragraph or
// some items with "When", "Topic" and "Speaker", or a section with "When" below
// its heading.
func (f *facts) labelledCards() []record {
	if f.ofOneDay() {
		return nil
	}
	out := f.whenLabels()
	if len(out) < leastCards || slices.ContainsFunc(f.daysOf(0, out[0].unit), func(s stated) bool { return s.reading.Date.IsDay() && (s.label || s.leads) }) {
		return nil
	}
	first, last := out[0].date, out[0].date
	for i, r := range out {
		first, last = min(first, r.date), max(last, r.date)
		if slices.ContainsFunc(out[:i], func(o record) bool { return o.date == r.date }) {
			return nil
		}
	}
	if last.Sub(first) <= longestEvent || !f.setOff(out) {
		return nil
	}
	for i := range out {
		if out[i].stop = len(f.units); i+1 < len(out) {
			out[i].stop = out[i+1].unit
		}
		if head := f.cardTitle(out[i]); head.Plain != "" {
			out[i].head = head
		}
	}
	return out
}

// whenLabels lists the units in which a label stands before a day.
func (f *facts) whenLabels() []record {
	var out []record
	var named map[*outline.Section]years
	for _, s := range f.days {
		if s.unit < 0 || !s.label || s.next || len(out) > 0 && out[len(out)-1].unit == s.unit {
			continue
		}
		u := &f.units[s.unit]
		if !u.dayLabelled() || u.role == aside || u.role == coming {
			continue
		}
		if named == nil {
			named = f.yearsBySection()
		}
		if r, ok := f.dated(&s, named[u.sec]); ok {
			r.unit = s.unit
			out = append(out, r)
		} else if s.mention.Relative.Unit == when.Absolute && s.reading.Date.IsDay() {
			r.date, r.unit, r.said = s.reading.Date, s.unit, f.daySaid(&s)
			out = append(out, r)
		}
	}
	return out
}

// dayLabelled reports whether a unit is a row or a line that begins with a label
// for the day.
func (u *unit) dayLabelled() bool {
	if u.block.Kind == outline.Row {
		return len(u.block.Cells) == 2 && roleOf(u.block.Cells[0].Plain) == whenRole
	}
	return slices.ContainsFunc(u.block.Lines(), func(line outline.Text) bool { return roleOf(leadLabel(line.Plain)) == whenRole })
}

// leadLabel returns what stands before the colon or the dash with which a line
// begins.
func leadLabel(s string) string {
	head := s[:min(len(s), longestLabel)]
	end := strings.IndexAny(head, ":：")
	for _, dash := range placeDashes {
		if i := strings.Index(head, dash); i > 0 && (i < end || end < 0) {
			end = i
		}
	}
	return s[:max(end, 0)]
}

// labelOf returns the label that a row or a text begins with.
func (u *unit) labelOf() string {
	if u.block.Kind == outline.Row && len(u.block.Cells) == 2 {
		return u.block.Cells[0].Plain
	}
	return leadLabel(u.text.Plain)
}

// setOff moves each card's beginning up to its heading, or to the first of the
// labels that all cards have in front of the day, and reports whether they stand
// apart: each below a heading of its own and of one rank, or with the same
// labels.
func (f *facts) setOff(cards []record) bool {
	if f.eachHeaded(cards) {
		return true
	}
	for up := 1; ; up++ {
		label := ""
		for i, r := range cards {
			at, least := r.unit-up, 0
			if i > 0 {
				least = cards[i-1].unit + 1
			}
			if at < least {
				label = ""
				break
			}
			l := content.Fold(f.units[at].labelOf())
			if l == "" || i > 0 && l != label {
				label = ""
				break
			}
			label = l
		}
		if label == "" {
			if up--; up > 0 {
				for i := range cards {
					cards[i].unit -= up
				}
			}
			break
		}
	}
	opening := content.Fold(f.units[cards[0].unit].labelOf())
	for i := range cards {
		u := &f.units[cards[i].unit]
		if content.Fold(u.labelOf()) != opening {
			return false
		}
		end := len(f.units)
		if i+1 < len(cards) {
			end = cards[i+1].unit
		}
		if !f.saysMore(cards[i].unit, end) {
			return false
		}
	}
	return true
}

// saysMore reports whether a card has another label that says what is on.
func (f *facts) saysMore(from, to int) bool {
	for i := from; i < to; i++ {
		u := &f.units[i]
		if u.block.Kind == outline.Row {
			if l, _ := labelCalled(u.labelOf()); l == titleLabel || l == topicLabel || l == speakerLabel || l == abstractLabel {
				return true
			}
			continue
		}
		for _, line := range u.block.Lines() {
			if l, _, rest := readLabel(line); rest.Plain != "" && (l == titleLabel || l == topicLabel || l == speakerLabel || l == abstractLabel) {
				return true
			}
		}
	}
	return false
}

// eachHeaded begins each card at the heading above it, if every one has its own,
// all of one rank and right above the labels.
func (f *facts) eachHeaded(cards []record) bool {
	begin := make([]int, len(cards))
	for i, r := range cards {
		sec := f.units[r.unit].sec
		at := r.unit
		for at > 0 && f.units[at-1].sec == sec {
			at--
		}
		if sec.Level < 2 || sec.Level > 6 || sec.Level != f.units[cards[0].unit].sec.Level || i > 0 && begin[i-1] == at || f.units[at].block.Kind != outline.Heading || roleOf(sec.Heading.Plain) != plain {
			return false
		}
		begin[i] = at
	}
	for i := range cards {
		cards[i].unit, cards[i].head = begin[i], f.units[begin[i]].sec.Heading.Flat()
	}
	return true
}

// cardTitle returns what a label calls the meetup of a card.
func (f *facts) cardTitle(r record) outline.Text {
	for i := r.unit; i < r.stop; i++ {
		u := &f.units[i]
		if u.block.Kind == outline.Row {
			if l, _ := labelCalled(u.labelOf()); len(u.block.Cells) == 2 && (l == titleLabel || l == topicLabel) {
				return u.block.Cells[1].Flat()
			}
			continue
		}
		for _, line := range u.block.Lines() {
			if l, n, rest := readLabel(line); n < 2 && (l == titleLabel || l == topicLabel) && rest.Plain != "" {
				return rest
			}
		}
	}
	return outline.Text{}
}
