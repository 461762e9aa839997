package ics

import (
	"bufio"
	"bytes"
	"fmt"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
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
const maxEvents = 5_000

// A reader reads one file.
type reader struct {
	path        string
	opts        Options
	warnings    []warning
	buffer      *bufio.Reader     // of the decoder
	steps       int               // dates that rules have cost so far
	names       map[string]string // zones looked up
	unknown     int               // ... in vain
	pairs       map[pair]bool     // zones compared
	placesTaken map[string]int    // by UID and place: how many events have asked for it
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

// template finds calendars that a site generator has still to fill in.
var template = pattern.New(`(?im)^(?:[ \t]*(?:\{%|\{\{|<%)|DTSTART[^\n]*(?:\{\{|\{%|<%))`)

// Read reads a file, in UTF-8 without NUL bytes. The entries are in the file's
// order, and dates of a series in theirs. Warnings begin with path and line.
// The error is a *content.DocumentError: for what is no calendar, and for one
// that was cut off, whose last events nobody can know.
func Read(path string, data []byte, o Options) ([]Entry, []string, error) {
	r := &reader{path: path, opts: o, names: map[string]string{}, placesTaken: map[string]int{}, buffer: bufio.NewReader(nil)}
	if (bytes.Contains(data, []byte("{%")) || bytes.Contains(data, []byte("{{")) || bytes.Contains(data, []byte("<%"))) && template.Regexp().Match(data) {
		r.warn(1, "this calendar is a template that a site generator fills in; give the file that it writes")
		return nil, r.inOrder(), nil
	}
	calendars, err := r.scan(data)
	if err != nil {
		return nil, r.inOrder(), err
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
	return entries, r.inOrder(), nil
}
