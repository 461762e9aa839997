package parse

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/feed"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// wayFeed is the place of an entry's publishing date, which some sites use for
// the day of the event.
const wayFeed = "feed date"

// readFeed reads a feed: each entry is a document of its own, which teaches
// and is taught like any other.
func (f *facts) readFeed(data []byte, h Hints) {
	entries, err := feed.Read(data)
	if err != nil {
		at := &tree.Error{Problem: err.Error()}
		errors.As(err, &at)
		f.err = &content.DocumentError{Path: f.path, Line: at.Line, Problem: "the feed cannot be read: " + at.Problem, Fix: "see whether its address still gives a feed"}
		return
	}
	f.feed = true
	for i := range entries {
		p := &facts{path: f.path, entry: &entries[i], order: f.order}
		p.readEntry(h)
		f.warnings = append(f.warnings, p.warnings...)
		p.warnings = nil
		f.items = append(f.items, p)
	}
}

// readEntry reads one entry of a feed.
func (f *facts) readEntry(h Hints) {
	e := f.entry
	name := "entry.md"
	if strings.Contains(e.Body.Text, "<") {
		name = "entry.html"
	}
	body := e.Body.Text
	if e.OneLine && name == "entry.html" {
		body = strings.ReplaceAll(body, "\n", " ")
	}
	f.title = said{e.Title.Text[:unitEnd(e.Title.Text)], e.Title.Line, "the entry's title"}
	if len(e.Categories) > 0 {
		list := &tree.Value{Kind: tree.List, Line: e.Title.Line}
		for _, c := range e.Categories {
			list.List = append(list.List, &tree.Value{Kind: tree.Text, Line: e.Title.Line, Text: c})
		}
		f.front = &tree.Value{Kind: tree.Object, Line: e.Title.Line, Fields: []tree.Field{{Name: "categories", Line: e.Title.Line, Value: list}}}
		f.findClass()
		f.front = nil
	}
	f.findEntryDates(h)
	tree, err := outline.Parse(name, []byte(body), e.Body.Line)
	if err == nil {
		f.tree = tree
		f.findUnits()
	} else {
		f.warn(e.Body.Line, fmt.Sprintf("an entry was left unread: %v", err))
		f.err = err
		return
	}
	f.findMarked([]byte(body), e.Body.Line, h)
	for _, d := range daysInPath(f.named()) {
		f.places = append(f.places, place{name: d.way, day: d.day, open: d.open, said: said{d.text, e.Link.Line, "the entry's address"}})
	}
	f.findDays()
}

// findEntryDates reads when the entry was published, and the day of the event
// where the feed has an extension for it.
func (f *facts) findEntryDates(h Hints) {
	e := f.entry
	if e.Starts.Text != "" {
		if d, ok := readDay(e.Starts.Text, f.ref); ok && d.day != "" {
			p := f.placeOf("start", eventDate, d, &tree.Value{Line: e.Starts.Line, Text: e.Starts.Text}, h.Zone)
			p.name, p.said.rule = "feed start", "the entry's own start"
			f.places = append(f.places, p)
		}
	}
	if e.Published.IsZero() {
		return
	}
	f.published, f.publishDay, f.publishWay = e.Published, content.DateOf(e.Published), wayFeed
	d := dayText{day: f.publishDay, instant: e.Published, offset: e.Published.Format("Z07:00"), odd: e.Published.Second() != 0}
	d.clock, _ = content.NewClock(e.Published.Hour(), e.Published.Minute())
	p := f.placeOf("date", unnamed, d, &tree.Value{Line: e.Day.Line, Text: e.Day.Text}, h.Zone)
	p.name, p.said.rule = wayFeed, "the entry's publishing date"
	f.places = append(f.places, p)
}

// named is the path by which the document is known: a file's, or that of the
// address of a feed's entry.
func (f *facts) named() string {
	if f.entry == nil {
		return f.path
	}
	u, err := url.Parse(f.entry.Link.Text)
	if err != nil {
		return ""
	}
	return strings.Trim(u.Path, "/")
}

// id tells the document from others of its source.
func (f *facts) id() string {
	if f.entry == nil {
		return f.path
	}
	return f.path + "#" + f.entry.ID
}

// decideFeed decides on each entry of a feed.
func decideFeed(f *facts, taught lessons, h Hints) Result {
	r := Result{Path: f.path, Kind: content.Other, Warnings: f.warnings}
	kinds := []content.Kind{}
	for _, p := range f.items {
		if p.err != nil {
			continue
		}
		one := decide(p, taught, h)
		r.Warnings = append(r.Warnings, one.Warnings...)
		if one.Kind != content.Other {
			kinds = append(kinds, one.Kind)
		}
		for _, e := range one.Events {
			p.ownEntry(&e)
			r.Events = append(r.Events, e)
		}
	}
	switch {
	case len(kinds) == 1 && len(f.items) == 1:
		r.Kind = kinds[0]
	case len(kinds) > 0:
		r.Kind = content.Listing
	}
	return r
}

// ownEntry says of which entry an event is, and that the entry's page is the
// event's, unless that has one of its own or the entry is about another.
func (f *facts) ownEntry(e *content.Event) {
	o := &e.Origin
	if o.Place == "" && o.URL == "" && f.entry.Link.Text != "" && strings.Trim(f.named(), "/") != "" {
		o.URL = f.entry.Link.Text
	}
	o.Entry = f.entry.ID
	if f.entry.OneLine {
		f.oneLine(e.Evidence)
		for i := range e.Doubts {
			f.oneLine(e.Doubts[i].Readings)
		}
	}
}

// oneLine puts what was read in the entry's body on the one line where all of
// it stands.
func (f *facts) oneLine(evidence []content.Evidence) {
	x := f.entry
	last := x.Body.Line + strings.Count(x.Body.Text, "\n")
	for i := range evidence {
		if at := evidence[i].Line; at > x.Body.Line && at <= last && at != x.Title.Line && at != x.Day.Line && at != x.Link.Line && at != x.Starts.Line {
			evidence[i].Line = x.Body.Line
		}
	}
}
