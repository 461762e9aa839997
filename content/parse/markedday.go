package parse

import (
	"fmt"
	"slices"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// markedDay names the places where end and doors are stated; the day itself
// was chosen among all that the page says.
func (d *draft) markedDay() {
	m := d.main
	if m == nil || !d.fromMarked() {
		return
	}
	e := &d.event
	if m.backwards != "" {
		d.endsFirst(m.backwards, m.ends, m.place.name)
	}
	for i := range e.Evidence {
		ev := &e.Evidence[i]
		at := said{}
		switch ev.Field {
		case "end", "end_date":
			at = m.ends
		case "start":
			at = m.opens
		}
		if at.text != "" && ev.Line == m.place.said.line && ev.Text == m.place.said.text {
			ev.Text, ev.Line, ev.Rule = at.text, at.line, at.rule
		}
	}
	if m.midnight && !slices.ContainsFunc(d.days, func(s stated) bool { return s.reading.Date == e.Date }) {
		reading := func(day content.Date, rule, way string) content.Evidence {
			return content.Evidence{Field: "date", Value: string(day), Path: d.path, Line: m.place.said.line, Text: m.place.said.text, Rule: rule, Way: way}
		}
		d.ask("date", "midnight or day", fmt.Sprintf("Is the event on %s at %s, or on %s?", e.Date, m.place.clock, m.offset.written.Date),
			reading(e.Date, "that midnight in the event's zone", "midnight"), reading(m.offset.written.Date, "a day, written as its midnight", "day"))
	}
	if m.either {
		last := e.Date
		if e.EndDate != "" {
			last = e.EndDate
		}
		reading := func(day content.Date, rule, way string) content.Evidence {
			return content.Evidence{Field: "end_date", Value: string(day), Path: d.path, Line: m.ends.line, Text: m.ends.text, Rule: rule, Way: way}
		}
		d.ask("end_date", "midnight or day", fmt.Sprintf("Is the event's last day %s or %s?", last, last.AddDays(1)),
			reading(last, "it ends at that midnight", "midnight"), reading(last.AddDays(1), "a day, written as its midnight", "day"))
	}
}

// settleMidnight takes a stated midnight for a mere day where the page's text
// names that day, and not the evening that the midnight is in the zone.
func (f *facts) settleMidnight() {
	m := f.main
	says := func(day content.Date) bool {
		return slices.ContainsFunc(f.days, func(s stated) bool { return s.reading.Date == day })
	}
	if !m.midnight || !says(m.offset.written.Date) || says(m.place.day) {
		return
	}
	for i := range f.places {
		if p := &f.places[i]; p.name == m.place.name && p.said == m.place.said {
			p.day, p.clock, p.end, p.until = m.offset.written.Date, "", "", ""
			p.said.rule += ", a day written as its midnight, as the text names it"
			m.place, m.offset, m.midnight = *p, nil, false
		}
	}
}

// fromMarked reports whether the event's day is the one that is stated for
// programs.
func (d *draft) fromMarked() bool {
	return slices.ContainsFunc(d.event.Evidence, func(ev content.Evidence) bool {
		return ev.Field == "date" && ev.Line == d.main.place.said.line && ev.Text == d.main.place.said.text
	})
}

// markedStart compares the stated start with the times of the page's text.
func (d *draft) markedStart() {
	m, e := d.main, &d.event
	if m == nil || e.Start == "" || e.Start != m.place.clock || !d.fromMarked() {
		return // or the programme begins before
	}
	stated := content.Evidence{Field: "start", Value: string(e.Start), Path: d.path, Line: m.place.said.line, Text: m.place.said.text, Rule: m.place.said.rule, Way: "structured data"}
	text := d.startsAt()
	text.Way = "text"
	if text.Rule == firstEntry {
		return // the programme and the start were compared already
	}
	if o := m.offset; o != nil && o.written.Clock != "" && m.opens.text == "" {
		written := stated
		written.Value, written.Rule, written.Way = string(o.written.Clock), "as it is written there, whatever the offset", "as written"
		switch says, means := d.names(o.written.Clock), d.names(o.local.Clock); {
		case o.written.UTC && says && !means:
			d.ask("start", "local time written as UTC", fmt.Sprintf("Does the event start at %s or at %s? The page's structured data writes %s in UTC, and its text the same.", e.Start, o.written.Clock, o.written.Clock), stated, written)
		case says && !means && o.written.Date == o.local.Date:
			e.Start = o.written.Clock
			d.note("start", string(e.Start), m.place.said.line, m.place.said.text, "as it is written there, and in the text; the offset is not that of the zone")
			if end, ok := when.ReadStamp(m.End.Text); ok && end.Date == e.Date && end.Clock > e.Start {
				e.End = end.Clock
				d.note("end", string(e.End), m.ends.line, m.ends.text, "as it is written there")
			}
		case !o.written.UTC && !means:
			d.ask("start", "clock or offset", fmt.Sprintf("Does the event start at %s, or at %s as it is written? The offset beside it is not that of its zone.", e.Start, o.written.Clock), stated, written)
		}
		return
	}
	if text.Value == "" || d.names(e.Start) {
		return
	}
	d.ask("start", "structured data or text", fmt.Sprintf("Does the event start at %s or at %s?", e.Start, text.Value), stated, text)
}

// ask adds a doubt of a kind: one answer serves all doubts of the kind in a
// source; "" where each has its own.
func (d *draft) ask(field, kind, question string, readings ...content.Evidence) {
	d.doubt(field, question, readings...)
	d.event.Doubts[len(d.event.Doubts)-1].Kind = kind
}

// names reports whether the text holds a time of day, whatever it says of it.
func (d *draft) names(c content.Clock) bool {
	holds := func(s string) bool {
		for _, span := range when.Settle(when.Times(s)) {
			if span.From == c {
				return true
			}
		}
		return false
	}
	if holds(d.title.text) {
		return true
	}
	for i := range d.units {
		if u := &d.units[i]; d.keep(u) && u.block.Kind != outline.Code && digits(u.low) && holds(u.text.Plain) {
			return true
		}
	}
	return false
}
