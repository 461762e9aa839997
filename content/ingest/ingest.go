package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// A Store keeps what is imported.
type Store interface {
	// Source returns what is kept of a source, and an empty record of an unknown one.
	Source(ctx context.Context, name string) (content.SourceRecord, error)
	Events(ctx context.Context, q content.EventQuery) ([]content.Event, error)
	// Import keeps all of it in one transaction, or nothing, and returns the
	// ids of its events in order.
	Import(ctx context.Context, im content.Import) ([]content.EventID, error)
}

// maxLoss is the share of its events that a source may lose in one import.
// More is not believed without an organiser's word: a half-written folder or
// an empty download must not empty the calendar.
const maxLoss = 0.3

// An Importer imports sources into a store.
type Importer struct {
	Store Store
	// AcceptLoss takes vanished events for gone, however many they are.
	AcceptLoss bool
}

// A Source is a place with documents, as configured.
type Source struct {
	Name     string // as configured: what reports and the store call it
	Location string // where it is: Name, made absolute
}

// Import reads one source of a group and keeps what it says, all in one
// transaction. What could not be read keeps its last good version and stands
// in the report. The error is for what stops the whole import: no such folder,
// no database.
func (im *Importer) Import(ctx context.Context, group content.Group, src Source, now time.Time) (*Report, error) {
	if _, err := content.LoadZone(group.Zone); err != nil {
		return nil, fmt.Errorf("group %q: %w", group.Name, err)
	}
	known, err := im.Store.Source(ctx, src.Name)
	if err != nil {
		return nil, err
	}
	kept, err := im.Store.Events(ctx, content.EventQuery{Source: src.Name, Gone: true})
	if err != nil {
		return nil, err
	}
	docs, problems, err := source.Read(ctx, src.Location)
	if err != nil {
		return nil, err
	}

	report := &Report{Source: src.Name}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now}
	events, broken := read(docs, problems, group, &record, report)
	if err := ctx.Err(); err != nil {
		return nil, err
	}

	change := content.Import{Group: group, Source: record, First: known.Imported.IsZero(), At: now}
	same := unchanged(known.Documents, record.Documents)
	again := match(events, kept)
	found := map[content.EventID]bool{}
	for i := range events {
		e, old := &events[i], again[i]
		if old != nil {
			e.ID = old.ID
			found[old.ID] = true
		}
		e.News = news(old, e, change.First, now)
		if report.event(old, e) || !same[e.Origin.Path] {
			change.Events = append(change.Events, *e)
		}
	}
	lost, live := lost(kept, found, broken)
	if !im.AcceptLoss && float64(len(lost)) > maxLoss*float64(live) {
		change.Source.Held = fmt.Sprintf("%d of its %d events vanished at once", len(lost), live)
		report.lossHeld(change.Source.Held, lost)
	} else {
		for _, e := range lost {
			report.gone(e)
			change.Gone = append(change.Gone, e.ID)
		}
	}
	for _, e := range kept {
		if !e.Gone && !found[e.ID] && broken[e.Origin.Path] {
			report.Held++
		}
	}
	if _, err := im.Store.Import(ctx, change); err != nil {
		return nil, err
	}
	return report, nil
}

// read turns the documents into events and fills in the record's documents.
// broken names the paths that could not be read.
func read(docs []source.Document, problems []*content.DocumentError, group content.Group, record *content.SourceRecord, report *Report) (events []content.Event, broken map[string]bool) {
	broken = map[string]bool{}
	for _, p := range problems {
		broken[p.Path] = true
		record.Documents = append(record.Documents, content.DocumentRecord{Path: p.Path, Problem: p.Error()})
		report.problem(p)
	}
	texts := make([]parse.Document, len(docs))
	for i, d := range docs {
		texts[i] = parse.Document(d)
	}
	for i, r := range parse.Source(texts, parse.Hints{Group: group.Name, Zone: group.Zone}) {
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
	return joinTwins(events), broken
}

// news says when an event, and its media, became something to tell. What the
// first import of a source finds is no news.
func news(old, e *content.Event, first bool, now time.Time) content.News {
	var n content.News
	switch {
	case old != nil:
		n = old.News
		if n.Media.IsZero() && !hasMedia(old) && hasMedia(e) {
			n.Media = now
		}
	case !first:
		n.Event = now
	}
	return n
}

func hasMedia(e *content.Event) bool {
	return slices.ContainsFunc(e.Talks, func(t content.Talk) bool { return t.Video != "" || t.Slides != "" })
}

// lost returns the kept events that no document of the source says any more,
// and how many there were before. What stood in a document that is broken now
// is not lost.
func lost(kept []content.Event, found map[content.EventID]bool, broken map[string]bool) (out []content.Event, live int) {
	for _, e := range kept {
		if e.Gone {
			continue
		}
		live++
		if !found[e.ID] && !broken[e.Origin.Path] {
			out = append(out, e)
		}
	}
	return out, live
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

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
