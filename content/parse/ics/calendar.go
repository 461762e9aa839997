package ics

import (
	"fmt"
	"regexp"
	"strings"

	"meetupbot/content"
)

// Options are what the caller knows of a calendar.
type Options struct {
	Zone string // of the group; IANA name, "" where it is not known

	// Today bounds series: see content/parse's Hints. "": each is followed from
	// its own beginning.
	Today content.Date
}

// An Entry is an event of a calendar, with what only a reader of prose
// understands.
type Entry struct {
	Event       content.Event // without Group, Venue, talks and what else prose says
	Location    Text
	Description *Text // nil for none; that of a series is the same for all its dates

	// Repeated says that Description is about a series, not about this date.
	Repeated bool
	// Written is the clock in UTC that the file writes where Event.Start is
	// another one.
	Written content.Clock
}

// maxEvents is how many events a file may hold, all dates of its series counted.
const maxEvents = 10_000

// A reader reads one file.
type reader struct {
	path     string
	opts     Options
	warnings []string
	more     int               // warnings that were not kept
	steps    int               // dates that rules have cost so far
	names    map[string]string // zones looked up
	words    map[string]int    // names of events without a UID, and how many have each
}

// A calendar is a VCALENDAR.
type calendar struct {
	*reader
	own    component
	zones  []*component
	events []*component
	props  props
	zone   string // what clocks it goes by; IANA name, "" where it does not say
	said   prop   // ... where it does
	places map[string]string
}

// maxWarnings is how many warnings are kept of a file.
const maxWarnings = 100

func (r *reader) warn(no int, what string) {
	if len(r.warnings) == maxWarnings {
		r.more++
		return
	}
	r.warnings = append(r.warnings, fmt.Sprintf("%s:%d: %s", r.path, no, what))
}

// template finds calendars that a site generator has still to fill in.
var template = regexp.MustCompile(`(?im)^(?:[ \t]*\{%|DTSTART[^\n]*(?:\{\{|\{%|<%))`)

// Read reads a file, in UTF-8 without NUL bytes. The entries are in the file's
// order, and dates of a series in theirs. Warnings begin with path and line.
// The error is a *content.DocumentError: for what is no calendar, and for one
// that was cut off, whose last events nobody can know.
func Read(path string, data []byte, o Options) ([]Entry, []string, error) {
	r := &reader{path: path, opts: o, names: map[string]string{}, words: map[string]int{}}
	if template.Match(data) {
		r.warn(1, "this calendar is a template that a site generator fills in; give the file that it writes")
		return nil, r.warnings, nil
	}
	calendars, err := r.scan(data)
	if err != nil {
		return nil, r.warnings, err
	}
	var events []*vevent
	for _, c := range calendars {
		c.props, _ = c.decode(&c.own)
		c.findZones()
		for _, part := range c.events {
			if v, ok := c.event(part); ok {
				events = append(events, v)
			}
		}
	}
	var entries []Entry
	for _, v := range r.settle(events) {
		entries = append(entries, v.entries()...)
		if len(entries) > maxEvents {
			r.warn(v.no, fmt.Sprintf("the file holds more than %d events, and what follows was left out", maxEvents))
			entries = entries[:maxEvents]
			break
		}
	}
	if r.more > 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("%s:1: %d more warnings of this kind", path, r.more))
	}
	return entries, r.warnings, nil
}

// scan finds the components. What is nested deeper, such as an alarm, is passed
// over, however deep it is.
func (r *reader) scan(data []byte) ([]*calendar, error) {
	var calendars []*calendar
	var at *calendar
	var c *component // the open event or zone
	nested := 0      // components open in it that are passed over
	closed := true   // the calendar has its END
	begin := func(no int) {
		at = &calendar{reader: r, own: component{name: "VCALENDAR", no: no}, places: map[string]string{}}
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
			begin(l.no)
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
