package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// Limits, in bytes, on what stands beside a day and a time that are paragraphs
// of their own, as on a poster: "am", "from", "von".
const (
	posterLead  = 12
	posterBlock = 80
)

// onPoster reports whether a day is a paragraph of its own, with nothing but the
// time in the next one: "on 9 May 1998", "from 10 to 18 o'clock".
func (f *facts) onPoster(i int, m when.Mention) bool {
	u := &f.units[i]
	if m.Year == 0 || m.Day == 0 || len(u.text.Plain)-(m.End-m.Start) > posterLead || u.block.Kind != outline.Paragraph && u.block.Kind != outline.Heading || i+1 >= len(f.units) {
		return false
	}
	_, ok := f.units[i+1].onlyTime()
	return ok
}

// onlyTime returns the time that a unit is about, if it says nothing else.
func (u *unit) onlyTime() (when.Span, bool) {
	s := u.text.Plain
	if len(s) > posterBlock || !digits(s) || u.block.Kind != outline.Paragraph && u.block.Kind != outline.Heading {
		return when.Span{}, false
	}
	spans := when.Settle(when.Times(s))
	if len(spans) != 1 || spans[0].Half || spans[0].Start > posterLead || len(strings.Trim(s[spans[0].End:], " .!h")) > posterLead {
		return when.Span{}, false
	}
	return spans[0], true
}

// sayChanged sets aside the last lines of a page that say when and by whom it
// was changed.
func (f *facts) sayChanged() {
	for i := max(0, len(f.units)-maxEdge); i < len(f.units); i++ {
		u := &f.units[i]
		if len(u.low) > posterBlock*2 || u.cues&dayCue == 0 || u.block.Kind == outline.Heading {
			continue
		}
		if m := changedOn.FindStringIndex(u.text.Plain); m != nil && m[0] <= posterLead {
			u.role = aside
		}
	}
}

// readTopic names an event without a title by the label that says what it is
// about, where nobody is said to speak on that.
func (d *draft) readTopic() {
	if d.event.Title != "" || d.row || len(d.talks)+len(d.people) > 0 {
		return
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.block.Kind == outline.Heading || u.block.Kind == outline.Code || len(u.block.Cells) > 2 {
			continue
		}
		l, rest := noLabel, outline.Text{}
		if len(u.block.Cells) == 2 {
			l, _ = labelCalled(u.block.Cells[0].Plain)
			rest = u.block.Cells[1].Flat()
		} else {
			l, _, rest = readLabel(u.text)
		}
		if l == topicLabel && rest.Plain != "" && len(rest.Plain) < posterBlock*2 && !placeholder.MatchString(rest.Plain) {
			d.event.Title = cleanTitle(rest.Plain)
			d.note("title", d.event.Title, rest.Line, rest.Plain, "a label for what the event is about")
			return
		}
	}
}
