package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// brokenPaths are the documents and folders that could not be read.
type brokenPaths map[string]bool

// hides reports whether what stands in a document cannot be known.
func (b brokenPaths) hides(name string) bool {
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if b[name] {
			return true
		}
	}
	return b["."]
}

// read turns the documents into events and fills in the record's documents and
// lessons. taught is what the source taught before.
func (m matcher) read(docs []source.Document, problems []*content.DocumentError, taught []content.Lesson, group content.Group, record *content.SourceRecord, report *Report) ([]content.Event, brokenPaths) {
	broken := brokenPaths{}
	for _, p := range problems {
		broken[p.Path] = true
		record.Documents = append(record.Documents, content.DocumentRecord{Path: p.Path, Problem: p.Error()})
		report.problem(p)
	}
	texts := make([]parse.Document, len(docs))
	for i, d := range docs {
		texts[i] = parse.Document(d)
	}
	var events []content.Event
	results, lessons := parse.Source(texts, parse.Hints{Group: group.Name, Zone: group.Zone, Today: today(group, m.now), Taught: taught})
	record.Lessons = lessons
	for i, r := range results {
		doc := content.DocumentRecord{Path: r.Path, Hash: hash(docs[i].Data), Other: r.Kind == content.Other}
		if r.Err != nil {
			broken[r.Path] = true
			doc.Problem = r.Err.Error()
			report.problem(r.Err)
		} else {
			report.Warnings = append(report.Warnings, r.Warnings...)
			for _, e := range r.Events {
				e.Group = group.Name
				e.Origin.Source = record.Name
				events = append(events, e)
			}
		}
		record.Documents = append(record.Documents, doc)
	}
	return m.joinTwins(events), broken
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

// own parts the kept events into those of a source and those of others.
func own(kept []content.Event, name string) (mine, others []content.Event) {
	for _, e := range kept {
		if e.Origin.Source == name {
			mine = append(mine, e)
		} else {
			others = append(others, e)
		}
	}
	return mine, others
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
