package ics

import (
	"fmt"
	"strings"

	"github.com/emersion/go-ical"

	"meetupbot/content/parse/pattern"
)

// A component is an event, a zone's definition, or the calendar itself, with
// those of its own lines that are read.
type component struct {
	name  string
	no    int // the line with its BEGIN
	lines []line
	last  bool // the line read last is in lines
}

// read are the properties that are read.
var read = map[string]bool{
	"UID": true, "SUMMARY": true, "DTSTART": true, "DTEND": true, "DURATION": true, "LOCATION": true, "DESCRIPTION": true,
	"X-ALT-DESC": true, "URL": true, "STATUS": true, "CLASS": true, "SEQUENCE": true, "DTSTAMP": true, "LAST-MODIFIED": true,
	"RRULE": true, "EXRULE": true, "RDATE": true, "EXDATE": true, "RECURRENCE-ID": true,
	"TZID": true, "X-LIC-LOCATION": true, "X-WR-TIMEZONE": true, "TIMEZONE-ID": true, "VTIMEZONE": true, "METHOD": true,
}

// prosaic are the ones that people wrote: their text may hold line breaks that
// a program forgot to escape, and is of use though it is cut.
var prosaic = map[string]bool{"SUMMARY": true, "LOCATION": true, "DESCRIPTION": true, "X-ALT-DESC": true}

// propertyName is how a content line begins.
var propertyName = pattern.New(`^[A-Za-z][A-Za-z0-9-]*[:;]`)

// nameOf returns a content line's property, in capitals. Text with a colon is
// none: names of properties that are not read here are written in capitals.
func nameOf(text string) string {
	m := propertyName.FindString(text)
	if m == "" {
		return ""
	}
	name := m[:len(m)-1]
	if up := strings.ToUpper(name); read[up] || name == up {
		return up
	}
	return ""
}

// add takes a line into the component. One that is no property belongs to the
// text before it.
func (r *reader) add(c *component, l line) {
	name := nameOf(l.text)
	if name != "" {
		if c.last = read[name]; c.last {
			c.lines = append(c.lines, l)
		}
		return
	}
	if len(c.lines) == 0 || !c.last {
		return
	}
	before := &c.lines[len(c.lines)-1]
	of := nameOf(before.text)
	switch {
	case !prosaic[of]:
		r.warn(l.no, "this line belongs to no property and was left out")
	case len(before.text)+len(l.text) < maxLine:
		r.warn(l.no, "this line belongs to no property and was read as a part of "+of)
		before.folds = append(before.folds, len(before.text)+2)
		before.text += `\n` + l.text
	}
}

// A prop is a property with where it stands.
type prop struct {
	ical.Prop
	line line
}

// props are a component's properties by name, in their order.
type props map[string][]prop

func (p props) first(name string) (prop, bool) {
	if len(p[name]) == 0 {
		return prop{}, false
	}
	return p[name][0], true
}

// value returns the first property's value without white space around, "" for
// none.
func (p props) value(name string) string {
	first, _ := p.first(name)
	return strings.TrimSpace(first.Value)
}

// Content lines as RFC 5545 section 3.1 has them: the decoder gives up on the
// whole file for one that is not, or panics. maxHead bounds what precedes the
// value: it reads that in quadratic time.
const maxHead = 2 << 10

var (
	contentLine = pattern.New(`^[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*:`)
	// openZone is a zone's name with a colon in it that should stand in
	// quotation marks: TZID=(UTC+01:00) Berlin:20260304T190000
	openZone = pattern.New(`^([A-Z-]+;TZID=)([^":]*:[^":]*)(:\d{8}(?:T[0-9Z]*)?)$`)
)

// decode reads a component's lines. ok is false where a line is missing that
// the rest must not be read without.
func (r *reader) decode(c *component) (p props, ok bool) {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nBEGIN:X\r\n")
	lines := map[string][]line{}
	ok = true
	for _, l := range c.lines {
		name := nameOf(l.text)
		if l.long {
			if !prosaic[name] {
				r.warn(l.no, fmt.Sprintf("%s is longer than 64 KiB, so its component was left out", name))
				ok = false
				continue
			}
			r.warn(l.no, fmt.Sprintf("%s is longer than 64 KiB: what follows was left out", name))
		}
		if openZone.MatchString(l.text) {
			l.text = openZone.ReplaceAllString(l.text, `$1"$2"$3`)
		}
		if !contentLine.MatchString(l.text[:min(len(l.text), maxHead)]) {
			r.warn(l.no, name+" cannot be read and was left out: "+clip(l.text))
			continue
		}
		lines[name] = append(lines[name], l)
		b.WriteString(l.text)
		b.WriteString("\r\n")
	}
	b.WriteString("END:X\r\nEND:VCALENDAR\r\n")
	r.buffer.Reset(strings.NewReader(b.String()))
	calendar, err := ical.NewDecoder(r.buffer).Decode()
	if err != nil { // no line that passed can be the reason
		r.warn(c.no, "this component cannot be read and was left out")
		return nil, false
	}
	p = props{}
	for name, list := range calendar.Children[0].Props {
		for i, x := range list {
			p[name] = append(p[name], prop{x, lines[name][i]})
		}
	}
	return p, ok
}

// clip returns what evidence shows of a line.
func clip(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}
