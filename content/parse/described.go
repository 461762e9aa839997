package parse

import (
	"fmt"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// A description is the prose that goes with an event which a program states.
type description struct {
	text  string
	lines []int  // the document's line on which each line of text begins
	html  bool   // it is marked up; else it is plain, or Markdown
	what  string // how evidence calls it: "DESCRIPTION"
}

// described reads an event's description, and adds to the event what its
// format has no field for: talks, speakers, programme, a place that is not
// stated, where to sign up, who is thanked, and that it is off. Day, times and
// zone stay as stated; where title or description clearly say another day, that
// is a doubt. starts is when the description says that it starts, if it does.
func described(e *content.Event, t description, h Hints) (starts content.Evidence, err error) {
	if len(t.text) > maxDescription {
		return starts, fmt.Errorf("it is longer than %d KiB", maxDescription>>10)
	}
	f := &facts{path: e.Origin.Path, title: said{text: e.Title, rule: "the title"}}
	name := "description.md"
	if t.html {
		name = "description.html"
	} else {
		t.text = unindented(t.text)
	}
	if f.tree, err = outline.Parse(name, []byte(t.text), 1); err != nil {
		return starts, err
	}
	f.findUnits()
	if e.Date.IsDay() {
		f.places = append(f.places, place{name: "stated", day: e.Date, means: eventDate})
	}
	f.findDays()
	d := newDraft(f, lessons{}, h, func(*unit) bool { return true })
	d.event = *e
	evidence, doubts := len(e.Evidence), len(e.Doubts)
	d.known = d.presented()
	d.readTalks()
	starts = d.startsAt()
	d.readBios()
	if d.event.Venue == (content.Venue{}) {
		d.readVenue()
	}
	d.readSignUp()
	d.readSponsors()
	if d.event.Status == content.Scheduled {
		d.readStatus()
	}
	d.addTalks()
	d.otherDays()
	*e = d.event
	t.locate(&starts)
	for i := range e.Evidence[evidence:] {
		t.locate(&e.Evidence[evidence+i])
	}
	for _, q := range e.Doubts[doubts:] {
		for i := 1; i < len(q.Readings); i++ { // the first is what is stated
			t.locate(&q.Readings[i])
		}
	}
	return starts, nil
}

// startsAt returns when the text says that the event starts, and leaves the
// event as it is.
func (d *draft) startsAt() content.Evidence {
	was := d.event
	d.event.Start, d.event.End = "", ""
	d.readTimes()
	start := d.event.Start
	said := d.event.Evidence[len(was.Evidence):]
	d.event = was
	for _, ev := range said {
		if ev.Field == "start" && ev.Value == string(start) {
			return ev
		}
	}
	return content.Evidence{}
}

// locate turns the line of the description that evidence names into the
// document's.
func (t description) locate(ev *content.Evidence) {
	if ev.Line == 0 { // the title
		return
	}
	ev.Rule = t.what + ": " + ev.Rule
	if ev.Line >= 1 && ev.Line <= len(t.lines) {
		ev.Line = t.lines[ev.Line-1]
	}
}

// unindented takes white space from the beginnings of lines that Markdown would
// take for code: in plain text it says nothing.
func unindented(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if text := strings.TrimLeft(line, " \t"); len(line)-len(text) >= 4 || strings.HasPrefix(line, "\t") {
			lines[i] = text
		}
	}
	return strings.Join(lines, "\n")
}

// otherDays asks where the title, or words such as "When:", name days and none
// of them is the event's.
func (d *draft) otherDays() {
	e := &d.event
	if !e.Date.IsDay() {
		return
	}
	last := max(e.Date, e.EndDate)
	var other *stated
	for i := range d.days {
		s := &d.days[i]
		if s.mention.Relative.Unit != when.Absolute || s.unit >= 0 && (!s.label || s.next) {
			continue
		}
		switch day := s.reading.Date; {
		case !day.IsDay():
		case day <= last && max(day, s.reading.End) >= e.Date:
			return
		case other == nil:
			other = s
		}
	}
	if other == nil {
		return
	}
	var first content.Evidence
	for _, ev := range e.Evidence {
		if ev.Field == "date" {
			first = ev
		}
	}
	second := d.daySaid(other)
	d.doubt("date", fmt.Sprintf("Is the event on %s or on %s?", e.Date, other.reading.Date), first, second)
}
