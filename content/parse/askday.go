package parse

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// The kinds of questions of which one answer serves all documents of a source
// that raise them, each by the way of the reading that it chose.
const (
	askNumbers    = "day or month first"
	askPublishing = "publishing day or event day"
	askClock      = "local time or UTC"
)

// askReading asks between the days that the words of a candidate leave open.
func (d *draft) askReading(c candidate) {
	text := whichDay(c.said.Text, c.problem)
	switch {
	case c.mention != nil && c.mention.EitherOrder && len(c.open) == 2:
		d.askOrder(*c.mention, c)
	case c.either: // of a key
		q := c.readings()
		for i, held := range [...]content.Held{content.DayFirst, content.MonthFirst} {
			q[i].Way, q[i].Rule = string(held), "the "+string(held)
		}
		d.ask("date", askNumbers, fmt.Sprintf("Which day is meant by %q: %s or %s?", c.said.Text, c.open[0], c.open[1]), q...)
	default:
		d.ask("date", "", text, c.readings()...)
	}
}

// whichDay asks which day a text means, and says what is wrong with it in a
// sentence of its own.
func whichDay(text, problem string) string {
	first, size := utf8.DecodeRuneInString(problem)
	return fmt.Sprintf("Which day is meant by %q? %c%s.", text, unicode.ToUpper(first), strings.TrimSuffix(problem[size:], "."))
}

// askPlace asks for the day of an event of which at most the month is said. The
// days that stand in places of which nobody knows what they hold are offered.
func (d *draft) askPlace(month content.Date, said ...content.Evidence) {
	var offered []content.Evidence
	var names []string
	for i := range d.places {
		p := &d.places[i]
		if !p.day.IsDay() || month != "" && p.day.Month() != month || d.taught.places[placeKey{p.name, d.class}].contradicted() {
			continue
		}
		if slices.ContainsFunc(offered, func(ev content.Evidence) bool { return ev.Value == string(p.day) }) {
			continue
		}
		offered = append(offered, p.evidence(d.path, p.said.rule+"; it may also be the day of writing"))
		names = append(names, fmt.Sprintf("%s (%s) as the %s has it", p.day, p.day.Weekday(), p.name))
	}
	text := "On which day does this event take place? The document does not say."
	if month != "" {
		text = fmt.Sprintf("On which day of %s does this event take place?", month)
	}
	if len(offered) == 0 {
		d.ask("date", "", text, said...)
		return
	}
	text = strings.TrimSuffix(text, " The document does not say.") + " On " + strings.Join(names, ", or ") + ", or was that when the document was written?"
	d.ask("date", askPublishing, text, offered...)
}

// askFor asks which day a key for it means whose value names none.
func (d *draft) askFor(s said) {
	written := content.Evidence{Field: "date", Value: s.text, Path: d.path, Line: s.line, Text: s.text, Rule: s.rule}
	for _, m := range when.Dates(s.text) {
		r := m.Resolve(when.Reference{Published: d.published, Order: d.keyOrder()})
		if r.Problem != "" && len(r.Candidates) > 0 {
			c := candidate{said: written, open: r.Candidates}
			if m.EitherOrder && len(r.Candidates) == 2 {
				d.askOrder(m, c)
				return
			}
			d.doubt("date", whichDay(s.text, r.Problem), c.readings()...)
			return
		}
	}
	d.doubt("date", fmt.Sprintf("Which day is meant by %q? There is no such day.", s.text), written)
}

// askOrder asks whether the day or the month stands first. One answer serves
// all dates of the source that are written so.
func (d *draft) askOrder(m when.Mention, c candidate) {
	c.open = bothOrders(m, when.Reference{Published: d.published})
	q := content.Doubt{Field: "date", Kind: askNumbers, Question: fmt.Sprintf("Which day is meant by %q: %s or %s?", c.said.Text, c.open[0], c.open[1]), Readings: c.readings()}
	for i, held := range [...]content.Held{content.DayFirst, content.MonthFirst} {
		q.Readings[i].Way, q.Readings[i].Rule = string(held), "the "+string(held)
	}
	d.event.Doubts = append(d.event.Doubts, q)
}

// asked reports whether there is a question about the day already.
func (d *draft) asked() bool {
	return slices.ContainsFunc(d.event.Doubts, func(q content.Doubt) bool { return q.Field == "date" })
}

// askClock asks in which clock the time of a place is, where nothing tells.
func (d *draft) askClock(way string) {
	for i := range d.places {
		p := &d.places[i]
		if p.name != way || p.asked == "" {
			continue
		}
		read, other := p.evidence(d.path, "as it is read"), p.evidence(d.path, "in the other clock")
		read.Field, other.Field = "start", "start"
		read.Value, other.Value = string(p.clock), string(p.otherClock)
		read.Way, other.Way = string(content.LocalTime), string(content.UTC)
		if p.utc {
			read.Way, other.Way = other.Way, read.Way
		}
		d.event.Doubts = append(d.event.Doubts, content.Doubt{Field: "start", Kind: p.asked,
			Question: fmt.Sprintf("Does the event start at %s or at %s? %q may be local time or UTC.", p.clock, p.otherClock, p.said.text), Readings: []content.Evidence{read, other}})
	}
}

// readings lists the days between which a candidate is open, for a doubt.
func (c candidate) readings() []content.Evidence {
	var out []content.Evidence
	for _, day := range c.open {
		ev := c.said
		ev.Value, ev.Rule = string(day), "one way to read it"
		out = append(out, ev)
	}
	if len(out) == 0 {
		ev := c.said
		ev.Value, ev.Rule = c.said.Text, "as written"
		out = append(out, ev)
	}
	return out
}
