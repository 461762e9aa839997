package parse

import (
	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// nextHeads begin the headings of the meetups to come, one behind another: "Next
// meetup", "The one after", "Nächster Treff", "Übernächster Treff".
var nextHeads = pattern.New(`(?i)^(?:(?:our|the|unser|das|der|die|notre|le|la|el|il|lo|o|a|de|het)\s+)?(?:next(?:\s+but\s+one)?|following|one after(?:\s+(?:that|next))?|after that|nächste[rsn]?|übernächste[rsn]?|danach|prochaine?|suivante?|próxim[ao]|siguiente|seguinte|volgende|daarna|prossim[ao]|successiv[ao])(?:[\s:–-]+(\S.*))?$`)

// aheadSections finds the sections that each announce one of the meetups to
// come, with the day in a heading of its own below.
func (f *facts) aheadSections() []record {
	var out []record
	for i := 0; i < len(f.units); i++ {
		u := &f.units[i]
		if u.block.Kind != outline.Heading || u.sec.Level > 6 {
			continue
		}
		if n := len(out); n > 0 && u.sec.Level <= f.units[out[n-1].unit].sec.Level && out[n-1].stop > i {
			out[n-1].stop = i
		}
		h := u.sec.Heading.Flat()
		m := nextHeads.FindStringSubmatchIndex(h.Plain)
		if m == nil || i+1 == len(f.units) || len(out) > 0 && u.sec.Level != f.units[out[0].unit].sec.Level {
			continue
		}
		day, said, ok := f.dayHeading(i + 1)
		if !ok || f.units[i+1].sec.Level <= u.sec.Level {
			continue
		}
		head := outline.Text{Line: h.Line}
		if m[2] >= 0 {
			head = h.Slice(m[2], m[3])
		}
		out = append(out, record{date: day, said: said, head: head, unit: i, stop: len(f.units)})
	}
	for i := 1; i < len(out); i++ {
		if out[i].date <= out[i-1].date {
			return nil
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// dayHeading returns the day with which a heading begins.
func (f *facts) dayHeading(i int) (content.Date, content.Evidence, bool) {
	u := &f.units[i]
	if u.block.Kind != outline.Heading {
		return "", content.Evidence{}, false
	}
	h := u.sec.Heading.Flat()
	for _, m := range when.Dates(h.Plain) {
		if r := m.Resolve(f.ref); m.Start == 0 && r.Date.IsDay() && m.Relative.Unit == when.Absolute && (m.Year > 0 || m.HasWeekday) {
			return r.Date, content.Evidence{Field: "date", Value: string(r.Date), Path: f.path, Line: h.Line, Text: m.Text, Rule: r.Rule}, true
		}
	}
	return "", content.Evidence{}, false
}
