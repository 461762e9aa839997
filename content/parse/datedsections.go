package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// dateLines finds the records that begin with a line that is a date.
func (f *facts) dateLines() []record {
	var out []record
	for i := range f.units {
		text := f.units[i].text.Plain
		if len(text) > 40 || f.units[i].block.Kind == outline.Row {
			continue
		}
		day, said, ok := f.fullDay(i, text)
		if !ok || len(said.Text) < len(strings.Trim(text, " .:*")) {
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].stop = i
		}
		out = append(out, record{date: day, said: said, unit: i + 1, stop: len(f.units)})
	}
	return out
}

// fullDay returns the one absolute day that a unit states, -1 for a heading's.
func (f *facts) fullDay(unit int, text string) (content.Date, content.Evidence, bool) {
	for _, s := range f.daysOf(unit, unit+1) {
		if s.reading.Date.IsDay() && s.mention.Relative.Unit == when.Absolute {
			return s.reading.Date, f.daySaid(&s), true
		}
	}
	return "", content.Evidence{}, false
}

// daySaid is the evidence for a day that the text states.
func (f *facts) daySaid(s *stated) content.Evidence {
	return content.Evidence{Field: "date", Value: string(s.reading.Date), Path: f.path, Line: s.line, Text: s.mention.Text, Rule: s.reading.Rule}
}

// daysOf returns the days that the units from one up to another state. They
// stand in the order of the units.
func (f *facts) daysOf(from, to int) []stated {
	unit := func(s stated, unit int) int { return s.unit - unit }
	i, _ := slices.BinarySearchFunc(f.days, from, unit)
	j, _ := slices.BinarySearchFunc(f.days, to, unit)
	return f.days[i:j]
}

// datedSections finds the records whose heading holds a date with its year.
func (f *facts) datedSections() []record {
	var out []record
	level := 0
	var last *outline.Section
	ref := f.ref
	named := f.yearsBySection()
	for i := range f.units {
		sec := f.units[i].sec
		if sec == last {
			continue
		}
		last = sec
		if sec.Level == 0 || level != 0 && sec.Level < level {
			if len(out) > 0 && out[len(out)-1].stop > i {
				out[len(out)-1].stop = i
			}
			continue
		}
		h := sec.Heading.Flat()
		var day content.Date
		var said content.Evidence
		for _, m := range when.Dates(h.Plain) {
			if m.Year == 0 && m.Start == 0 {
				m.Year = named[sec].of(m)
			}
			if r := m.Resolve(ref); r.Date.IsDay() && (m.Year > 0 || m.HasWeekday) {
				day = r.Date
				said = content.Evidence{Field: "date", Value: string(day), Path: f.path, Line: h.Line, Text: m.Text, Rule: r.Rule}
				break
			}
		}
		if day == "" || level != 0 && sec.Level != level || h.Plain == f.title.text && !f.likeNext(sec) {
			continue
		}
		level = sec.Level
		if len(out) > 0 && out[len(out)-1].stop > i {
			out[len(out)-1].stop = i
		}
		out = append(out, record{date: day, said: said, head: h, unit: i, stop: len(f.units)})
	}
	return out
}

// inARow reports whether each record is of the day after the one before it.
func inARow(records []record) bool {
	for i := 1; i < len(records); i++ {
		if records[i].date.Sub(records[i-1].date) != 1 {
			return false
		}
	}
	return len(records) > 1
}

// headed makes the records of sections whose first lines are their days, or
// none where several stand in one section.
func (f *facts) headed(records []record) []record {
	var out []record
	var last *outline.Section
	for _, r := range records {
		sec := f.units[r.unit].sec
		if sec == last || sec.Level == 0 || sec.Level > 6 || last != nil && sec.Level != last.Level || r.grid != nil || f.units[r.unit].block.Kind != outline.Paragraph {
			return nil
		}
		last = sec
		for r.unit > 0 && f.units[r.unit-1].sec == sec {
			r.unit--
		}
		r.line, r.more, r.head = false, nil, sec.Heading.Flat()
		if n := len(out); n > 0 {
			out[n-1].stop = r.unit
		}
		r.stop = len(f.units)
		out = append(out, r)
	}
	return out
}

// firstlyDated reports whether a few sections make a list all the same: their
// headings begin with their days, which are too far apart for one event.
func (f *facts) firstlyDated(records []record) bool {
	if len(records) < leastDated || slices.ContainsFunc(f.places, func(p place) bool { return p.own() }) {
		return false
	}
	for _, r := range records {
		if !strings.HasPrefix(r.head.Plain, r.said.Text) || records[0].unit > 2 {
			return false
		}
	}
	return abs(records[0].date.Sub(records[len(records)-1].date)) > longestEvent
}
