package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// broken are the documents and folders that could not be read, and the ids that
// are given twice.
type broken struct {
	paths, ids map[string]bool
}

// hides reports whether what stands in an event's document cannot be known.
func (b broken) hides(e *content.Event) bool {
	if b.ids[idKey(e)] {
		return true
	}
	name := e.Origin.Path
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if b.paths[name] {
			return true
		}
	}
	return b.paths["."]
}

// A fresh event is the card of one that is read now.
type fresh struct {
	content.Event
	at int // its place on the shelf
}

// read turns the documents into events, which it puts on the shelf, and fills in
// the record's documents and lessons. taught is what the source taught before.
func (b *bench) read(look *Look, taught []content.Lesson, record *content.SourceRecord, report *Report) ([]fresh, broken, error) {
	docs, broken := look.reading.Documents, broken{paths: map[string]bool{}}
	for _, p := range look.reading.Problems {
		broken.paths[p.Path] = true
		record.Documents = append(record.Documents, content.DocumentRecord{Path: p.Path, Problem: p.Error()})
		report.problem(p)
	}
	texts := make([]parse.Document, len(docs))
	for i, d := range docs {
		texts[i] = parse.Document(d)
	}
	var events []fresh
	var pages parse.Pages
	cards, i := cards{}, -1
	results, lessons := parse.Each(texts, parse.Hints{Group: b.group.Name, Zone: b.group.Zone, Today: today(b.group, b.now), Taught: taught})
	record.Lessons = lessons
	for r := range results {
		i++
		doc := content.DocumentRecord{Path: r.Path, Hash: hash(docs[i].Data), Other: r.Kind == content.Other}
		if r.Err != nil {
			broken.paths[r.Path] = true
			doc.Problem = r.Err.Error()
			report.problem(r.Err)
		} else {
			report.Warnings = append(report.Warnings, r.Warnings...)
			for _, e := range r.Events {
				e.Group = b.group.Name
				e.Origin.Source = record.Name
				pages.See(&e)
				at, err := b.shelf.put(e)
				if err != nil {
					return nil, broken, err
				}
				events = append(events, fresh{cards.card(&e), at})
			}
		}
		record.Documents = append(record.Documents, doc)
	}
	for i := range events {
		pages.Drop(&events[i].Event)
		first(&events[i].Origin.URL, ownPage(look.source.Location, events[i].Origin.Path))
	}
	events, ids, clashes := b.partClashes(events)
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

// own parts tellings into those of a source and those of others.
func own(all []*telling, name string) (mine, others []*telling) {
	for _, t := range all {
		if t.Origin.Source == name {
			mine = append(mine, t)
		} else {
			others = append(others, t)
		}
	}
	return mine, others
}

// recognise returns what is read as tellings, each with the kept event that the
// source told of before, and which of its tellings so far these go on from.
// Events that are gone come back only where no other is gone on from.
func (b *bench) recognise(events []fresh, mine []*telling, kept []content.Event, name string) (told []*telling, continued []bool) {
	var before []past
	for _, t := range mine {
		before = append(before, past{t.of, t.said})
	}
	of := make([]*content.Event, len(events))
	continued = make([]bool, len(mine))
	find := func(before []past, found func(j int)) {
		var read []*face
		var at []int
		for i := range events {
			if of[i] == nil {
				read = append(read, b.face(&events[i].Event))
				at = append(at, i)
			}
		}
		for i, j := range b.match(read, before) {
			if j >= 0 {
				of[at[i]] = before[j].event
				events[at[i]].Earlier = earlier(&events[at[i]].Event, before[j].said)
				found(j)
			}
		}
	}
	find(before, func(j int) { continued[j] = true })
	var gone []past
	for i := range kept {
		if !kept[i].Gone {
			continue
		}
		for _, said := range tellings(&kept[i]) {
			if said.Origin.Source == name {
				gone = append(gone, past{&kept[i], &said})
			}
		}
	}
	find(gone, func(int) {})
	for i := range events {
		told = append(told, b.newTelling(&events[i].Event, of[i], false, events[i].at))
	}
	return told, continued
}

// unchanged names the documents whose text is what it was.
func unchanged(before, now []content.DocumentRecord) map[string]bool {
	was := make(map[string]string, len(before))
	for _, d := range before {
		was[d.Path] = d.Hash
	}
	same := make(map[string]bool, len(now))
	for _, d := range now {
		same[d.Path] = d.Hash != "" && was[d.Path] == d.Hash
	}
	return same
}

// differ reports whether the texts of a source are not what they were, one that
// is missing included.
func differ(before, now []content.DocumentRecord) bool {
	same := unchanged(before, now)
	for _, d := range now {
		if !same[d.Path] {
			return true
		}
	}
	return len(before) != len(now)
}

// basis is equal for one group that the same program reads beside the same other
// sources in one month: series without an end are read up to some months ahead.
func (im *Importer) basis(group content.Group, now time.Time) string {
	return hash(fmt.Appendf(nil, "%q %q %q %q %q %t %q", im.Program, im.Declared, group.Name, group.Title, group.Zone, group.Review, today(group, now).Month()))
}

// today returns the day that it is for a group.
func today(group content.Group, now time.Time) content.Date {
	loc, err := content.LoadZone(group.Zone)
	if err != nil {
		loc = time.UTC
	}
	return content.DateOf(now.In(loc))
}

// digest is equal for equal documents and problems.
func digest(r source.Reading) string {
	all := sha256.New()
	for _, d := range r.Documents {
		fmt.Fprintf(all, "%q %x", d.Path, sha256.Sum256(d.Data))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(all, "%q", p.Error())
	}
	return hex.EncodeToString(all.Sum(nil))
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
