package ingest

import (
	"path"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// broken are the documents and folders that could not be read, and the ids that
// are given twice.
type broken struct {
	paths map[string]bool
	ids   map[key]bool
}

// hides reports whether what stands in an event's document cannot be known.
func (b broken) hides(c *card) bool {
	if b.ids[c.id] {
		return true
	}
	name := c.path()
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if b.paths[name] {
			return true
		}
	}
	return b.paths["."]
}

// A fresh event is the card of one that is read now.
type fresh struct {
	card
	at  int    // its place on the shelf
	url string // of its page, as it is read
}

// read turns the documents into events, which it puts on the shelf, and fills in
// the record's documents and lessons. taught is what the source taught before.
func (b *bench) read(look *Look, taught []content.Lesson, record *content.SourceRecord, report *Report) ([]fresh, broken, error) {
	location, broken := look.source.Location, broken{paths: map[string]bool{}}
	for _, p := range look.reading.Problems {
		broken.paths[p.Path] = true
		record.Documents = append(record.Documents, content.DocumentRecord{Path: p.Path, Problem: p.Error()})
		report.problem(p)
	}
	texts := make([]parse.Document, len(look.reading.Documents))
	for i, d := range look.reading.Documents {
		texts[i] = parse.Document(d)
	}
	look.reading.Documents = nil
	var events []fresh
	var pages parse.Pages
	i := -1
	results, lessons := parse.Each(texts, parse.Hints{Group: b.group.Name, Zone: b.group.Zone, Today: today(b.group, b.now), Taught: taught})
	record.Lessons = lessons
	for r := range results {
		i++
		doc := content.DocumentRecord{Path: r.Path, Hash: hash(texts[i].Data), Other: r.Kind == content.Other}
		if r.Err != nil {
			broken.paths[r.Path] = true
			doc.Problem = r.Err.Error()
			report.problem(r.Err)
		} else {
			report.Warnings = append(report.Warnings, r.Warnings...)
			for _, e := range r.Events {
				e.Group = b.group.Name
				e.Origin.Source = record.Name
				e.Origin.URL = strings.Clone(e.Origin.URL) // the card outlives the document
				pages.See(&e)
				at, err := b.shelf.put(e)
				if err != nil {
					return nil, broken, err
				}
				events = append(events, fresh{b.pen.draw(&e), at, e.Origin.URL})
			}
		}
		record.Documents = append(record.Documents, doc)
		texts[i].Data = nil
	}
	b.shelf.mend = func(e *content.Event) {
		pages.Drop(e)
		first(&e.Origin.URL, ownPage(location, e.Origin.Path))
	}
	for i := range events {
		f := &events[i]
		e := content.Event{Origin: content.Origin{Source: f.source, Path: f.path(), Place: f.place(), UID: f.uid(), URL: f.url}}
		b.shelf.mend(&e)
		f.page = pageKey(&e.Origin)
	}
	events, ids, clashes := partClashes(events)
	broken.ids = ids
	for _, p := range clashes {
		report.problem(p)
		i := slices.IndexFunc(record.Documents, func(d content.DocumentRecord) bool { return d.Path == p.Path })
		record.Documents[i].Problem = p.Error()
	}
	return events, broken, nil
}

// ownPage returns the address of the page that a source is, for people to open:
// none for a folder or a repository, for a calendar, a feed or data, nor for an
// address with a query, which may hold what only the organisers should know.
func ownPage(location, document string) string {
	if !source.IsAddress(location) || source.IsRepository(location) || strings.Contains(location, "?") || source.IsData(document) {
		return ""
	}
	return location
}
