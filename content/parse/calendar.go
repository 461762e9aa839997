package parse

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
	"meetupbot/content/parse/pattern"
)

// isCalendar reports whether a document is an iCalendar file.
func isCalendar(name string, data []byte) bool {
	return strings.HasSuffix(strings.ToLower(name), ".ics") || bytes.HasPrefix(bytes.ToUpper(bytes.TrimSpace(data[:min(len(data), 256)])), []byte("BEGIN:VCALENDAR"))
}

// readCalendar reads an iCalendar file.
func readCalendar(name string, data []byte, h Hints) (content.Kind, []content.Event, []string, error) {
	entries, warnings, err := ics.Read(name, data, ics.Options{Zone: h.Zone, Today: h.Today})
	if err != nil {
		return "", nil, warnings, err
	}
	c := calendarReader{h: h, series: map[*ics.Text]*content.Event{}}
	events := make([]content.Event, 0, len(entries))
	for _, x := range entries {
		events = append(events, c.event(x))
	}
	kind := content.Other
	switch {
	case len(events) == 1:
		kind = content.Announcement
	case len(events) > 1:
		kind = content.Listing
	}
	return kind, events, append(warnings, c.warnings...), nil
}

// A calendarReader reads the prose of one calendar.
type calendarReader struct {
	h        Hints
	warnings []string
	series   map[*ics.Text]*content.Event // what the description of a series says of each of its dates
}

// event reads what an entry says in words.
func (c *calendarReader) event(x ics.Entry) content.Event {
	e := x.Event
	e.Group = c.h.Group
	c.standing(&e)
	place := newDraft(&facts{path: e.Origin.Path}, lessons{}, c.h, nil)
	place.event = e
	name, address := nameAndAddress(x.Location.Plain)
	switch {
	case !strings.HasPrefix(name, "http"):
	case signUp(name), mapPage.MatchString(name):
		name = "" // its page tells where
	default:
		name, address = "Online", "" // where people meet is an address of the web
	}
	if name != "" {
		place.setVenue(name, address, x.Location.Lines[0], x.Location.Plain, "LOCATION")
	}
	e = place.event
	if x.Description != nil {
		c.describe(&e, x)
	}
	if page := e.Origin.URL; signUp(page) && !slices.ContainsFunc(e.RSVP, func(l content.Link) bool { return sameAddress(l.URL, page) }) {
		e.RSVP = append(e.RSVP, content.Link{URL: page})
	}
	return e
}

// mapPage is an address that shows a place on a map.
var mapPage = pattern.New(`(?i)^https?://[^/]*(?:\bmaps?\b|openstreetmap|osm\b|goo\.gl|google\.[a-z.]+/maps)`)

// standing reads from the title that an event is off, and takes that out of
// it: not every calendar shows the status.
func (c *calendarReader) standing(e *content.Event) {
	m := standingBefore.FindStringSubmatch(e.Title)
	if m == nil {
		return
	}
	status, ok := statusOf(m[1] + m[2])
	i := slices.IndexFunc(e.Evidence, func(ev content.Evidence) bool { return ev.Field == "title" })
	if !ok || i < 0 {
		return
	}
	if e.Status == content.Scheduled || status == content.Postponed {
		e.Status = status
	}
	said := e.Evidence[i]
	said.Field, said.Value, said.Rule = "status", string(e.Status), "SUMMARY begins so"
	e.Title = strings.TrimSpace(e.Title[len(m[0]):])
	e.Evidence[i].Value = e.Title
	e.Evidence = append(e.Evidence, said)
}

// standingBefore is a word before a title, in brackets or with a colon or a
// dash behind it.
var standingBefore = pattern.New(`^\s*(?:[(\[]\s*(\p{L}[\p{L} ]{4,24}?)\s*!*[)\]]\s*[:–-]?|(\p{L}[\p{L} ]{4,24}?)\s*!*\s*(?::|\s[–-]))\s+`)

// describe reads an entry's description. That of a series is no single date's:
// its programme, its place and where to sign up may serve all of them, a talk
// or a cancellation does not.
func (c *calendarReader) describe(e *content.Event, x ics.Entry) {
	if said, ok := c.series[x.Description]; ok && x.Repeated {
		serve(e, said)
		return
	}
	about := *e
	if x.Repeated {
		about = content.Event{Title: e.Title, Venue: e.Venue, Origin: e.Origin, Status: content.Scheduled}
	}
	starts, err := described(&about, description{text: x.Description.Plain, lines: x.Description.Lines, html: x.Description.HTML, what: "DESCRIPTION"}, c.h)
	if err != nil {
		c.warnings = append(c.warnings, fmt.Sprintf("%s:%d: the description was left unread: %s", e.Origin.Path, x.Description.Lines[0], err))
	}
	if x.Repeated {
		c.series[x.Description] = &about
		serve(e, &about)
		return
	}
	*e = about
	if x.Written != "" && starts.Value == string(x.Written) && e.Start != x.Written {
		c.localAsUTC(e, starts)
	}
}

// serve gives a date of a series what the description says of all of them.
func serve(e, of *content.Event) {
	e.Agenda, e.RSVP, e.Sponsors, e.Venue = of.Agenda, of.RSVP, of.Sponsors, of.Venue
	for _, ev := range of.Evidence {
		switch ev.Field {
		case "agenda", "rsvp", "sponsor", "venue":
			e.Evidence = append(e.Evidence, ev)
		}
	}
}

// localAsUTC asks about a time that is written as UTC where the description
// says the same one as the local time: many programs add the Z for nothing.
func (c *calendarReader) localAsUTC(e *content.Event, said content.Evidence) {
	i := slices.IndexFunc(e.Evidence, func(ev content.Evidence) bool { return ev.Field == "start" })
	e.Doubts = append(slices.Clip(e.Doubts), content.Doubt{Field: "start", Kind: "local time written as UTC",
		Question: fmt.Sprintf("Does the event start at %s or at %s? The calendar writes %s in UTC, and the description the same.", e.Start, said.Value, said.Value),
		Readings: []content.Evidence{e.Evidence[i], said}})
}
