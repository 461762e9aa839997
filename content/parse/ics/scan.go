package ics

import (
	"strings"

	"meetupbot/content"
)

// scan finds the components. What is nested deeper, such as an alarm, is passed
// over, however deep it is.
func (r *reader) scan(data []byte) ([]*calendar, error) {
	var calendars []*calendar
	var at *calendar
	var c *component // the open event or zone
	nested := 0      // components open in it that are passed over
	closed := true   // the calendar has its END
	begin := func(no int) {
		at = &calendar{reader: r, own: component{name: "VCALENDAR", no: no}}
		calendars = append(calendars, at)
	}
	unended := func() {
		if c != nil {
			r.warn(c.no, "the "+c.name+" that begins here has no END:"+c.name)
		}
		c, nested = nil, 0
	}
	for l := range unfold(data) {
		word, name, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(l.text[:min(len(l.text), 100)])), ":")
		name = strings.TrimSpace(name)
		switch {
		case word == "BEGIN" && name == "VCALENDAR":
			unended()
			if !closed {
				r.warn(at.own.no, "the calendar that begins here has no END:VCALENDAR")
			}
			if closed || len(at.events) > 0 {
				begin(l.no)
			}
			closed = false
		case word == "BEGIN" && (name == "VEVENT" || name == "VTIMEZONE" && nested == 0 && c == nil):
			unended()
			if at == nil {
				r.warn(l.no, "this "+name+" stands in no VCALENDAR")
				begin(l.no)
			}
			c = &component{name: name, no: l.no}
			if name == "VEVENT" {
				at.events = append(at.events, c)
			} else {
				at.zones = append(at.zones, c)
			}
		case word == "BEGIN":
			nested++
		case word == "END" && c != nil && name == c.name:
			c, nested = nil, 0
		case word == "END" && name == "VCALENDAR":
			unended()
			closed = true
		case word == "END":
			nested = max(0, nested-1)
		case nested > 0 || at == nil:
		case c != nil:
			r.add(c, l)
		default:
			r.add(&at.own, l)
		}
	}
	switch {
	case len(calendars) == 0:
		return nil, &content.DocumentError{Path: r.path, Problem: "there is no calendar in it: no line is BEGIN:VCALENDAR", Fix: "give the address or file of the calendar itself"}
	case c != nil:
		return nil, &content.DocumentError{Path: r.path, Line: c.no, Problem: "the calendar breaks off within the " + c.name + " that begins here", Fix: "save or fetch it again"}
	case !closed:
		r.warn(at.own.no, "the calendar that begins here has no END:VCALENDAR")
	}
	return calendars, nil
}
