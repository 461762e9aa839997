package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// A Store keeps what is imported.
type Store interface {
	// Source returns what is kept of a source, and an empty record of an unknown one.
	Source(ctx context.Context, name string) (content.SourceRecord, error)
	Events(ctx context.Context, q content.EventQuery) ([]content.Event, error)
	// Evidence returns where the statements about an event were read.
	Evidence(ctx context.Context, id content.EventID) ([]content.Evidence, error)
	// Import keeps all of it in one transaction, or nothing, and returns the
	// ids of its events in order.
	Import(ctx context.Context, im content.Import) ([]content.EventID, error)
}

// maxLoss is the share of its events that a source may lose in one import.
// More is not believed without an organiser's word: a half-written folder or
// an empty download must not empty the calendar.
const maxLoss = 0.3

// An Importer imports sources into a store. It is not for use by several at a
// time.
type Importer struct {
	Store Store
	// Declared names all sources in force. Events of another source are free
	// to be found again in one of these.
	Declared []string
	// AcceptLoss takes vanished events for gone, however many they are.
	AcceptLoss bool
	// Reader reads the sources.
	Reader source.Reader
	// Program tells this program from another that might read the same
	// differently. What the same program saw of a source the last time, in
	// another process, is then not read again. "": it is.
	Program string

	seen map[string]content.Sight
}

// A Source is a place with documents, as configured.
type Source struct {
	Name     string // as configured: what reports and the store call it
	Location string // where it is: Name, a path made absolute
}

// Import reads one source of a group and keeps what it says, all in one
// transaction. What could not be read keeps its last good version and stands
// in the report. A source that is what this importer, or this Program, saw of it
// last is not read again. The error is for what stops the whole import: no such folder, no
// page at a web address, no database. All that is kept then stays as it was.
//
// An event that another declared source has already stays that one's, so that
// a meetup told of twice is one.
func (im *Importer) Import(ctx context.Context, group content.Group, src Source, now time.Time) (*Report, error) {
	if _, err := content.LoadZone(group.Zone); err != nil {
		return nil, fmt.Errorf("group %q: %w", group.Name, err)
	}
	docs, problems, err := im.Reader.Read(ctx, src.Location)
	if err != nil {
		return nil, err
	}
	digest := im.digest(group, docs, problems)
	if last := im.seen[src.Name]; last.Digest == digest && !im.AcceptLoss {
		return again(src, last), nil
	}
	known, err := im.Store.Source(ctx, src.Name)
	if err != nil {
		return nil, err
	}
	if known.Sight.Digest == digest && im.Program != "" && !im.AcceptLoss {
		im.saw(src, known.Sight)
		return again(src, known.Sight), nil
	}
	kept, err := im.kept(ctx, group)
	if err != nil {
		return nil, err
	}

	b := bench{group: group, answers: answersIn(kept), now: now}
	m := newMatcher(group, now)
	report := &Report{Source: content.ShownSource(src.Name)}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now}
	events, broken := m.read(docs, problems, group, &record, report)
	if page := ownPage(src.Location); page != "" {
		for i := range events {
			first(&events[i].Origin.URL, page)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	change := content.Import{Group: group, Source: record, At: now,
		// a clone that was not finished has taught nobody anything
		First: known.Imported.IsZero() || len(known.Documents) == 0}

	mine, others := own(kept, src.Name)
	again := m.match(events, mine)
	elsewhere := m.matchElsewhere(events, again, others)
	same := unchanged(known.Documents, record.Documents)
	found := map[content.EventID]bool{}
	for i := range events {
		e, old := &events[i], again[i]
		if twin := elsewhere[i]; twin != nil {
			if !twin.Gone && slices.Contains(im.Declared, twin.Origin.Source) {
				report.Unchanged++
				continue
			}
			old = twin // its source has let go of it
		}
		if old != nil {
			*e = b.fold(old.ID, []content.Event{*e}, old.Decisions)
			e.ID = old.ID
			found[old.ID] = true
		} else {
			*e = b.fold(0, []content.Event{*e}, nil)
		}
		e.News = news(old, e, change.First, now)
		if report.event(old, e) || !same[e.Origin.Path] {
			change.Events = append(change.Events, *e)
		}
	}
	im.lose(mine, events, found, broken, &change, report)
	change.Source.Sight = content.Sight{Digest: digest, Held: report.Held, Broken: report.Broken, Unchanged: report.New + report.Changed + report.Unchanged}
	if err := im.keep(ctx, change); err != nil {
		return nil, err
	}
	im.saw(src, change.Source.Sight)
	return report, nil
}

func (im *Importer) saw(src Source, s content.Sight) {
	if im.seen == nil {
		im.seen = map[string]content.Sight{}
	}
	im.seen[src.Name] = s
}

// keep stores a change. What the importer saw of the sources no longer tells
// what it would make of them, if the change touches an event: another source
// may have to take it over.
func (im *Importer) keep(ctx context.Context, change content.Import) error {
	if _, err := im.Store.Import(ctx, change); err != nil {
		return err
	}
	if len(change.Events)+len(change.Gone) > 0 {
		clear(im.seen)
	}
	return nil
}

// Retire takes the events of a source that is no longer declared for gone,
// those apart that a declared source has taken over.
func (im *Importer) Retire(ctx context.Context, record content.SourceRecord, group content.Group, now time.Time) (*Report, error) {
	kept, err := im.Store.Events(ctx, content.EventQuery{Source: record.Name, Gone: true})
	if err != nil {
		return nil, err
	}
	report := &Report{Source: content.ShownSource(record.Name)}
	change := content.Import{Group: group, Source: content.SourceRecord{Name: record.Name, Group: record.Group, Imported: now}, At: now}
	for _, e := range kept {
		if !e.Gone {
			report.gone(e)
			change.Gone = append(change.Gone, e.ID)
		}
	}
	if len(change.Gone) == 0 {
		return report, nil
	}
	return report, im.keep(ctx, change)
}

// lose decides on the kept events that the source was not seen to have: a few
// are gone, many at once are held, and those of which it cannot be known stay
// as they are.
func (im *Importer) lose(kept, read []content.Event, found map[content.EventID]bool, broken brokenPaths, change *content.Import, report *Report) {
	telling := map[string]bool{} // documents that tell of some event
	for _, e := range read {
		telling[e.Origin.Path] = true
	}
	silent := map[string]bool{} // documents that are there and tell of none
	for _, d := range change.Source.Documents {
		silent[d.Path] = !telling[d.Path]
	}
	var lost []content.Event
	live := 0
	for i := range kept {
		e := &kept[i]
		if e.Gone {
			continue
		}
		live++
		_, end, dated := e.Span()
		switch {
		case found[e.ID]:
		case dated && !change.At.Before(end) && telling[e.Origin.Path]:
			// it took place, and its page now tells of another one
		case broken.hides(e.Origin.Path):
			report.Held++
		case silent[e.Origin.Path]:
			report.Held++
			report.line("held: %s: its document is still there, but no event is read in it any more; it is kept as it was. To see what is read: meetupbot explain", label(e))
		default:
			lost = append(lost, *e)
		}
	}
	if !im.AcceptLoss && float64(len(lost)) > maxLoss*float64(live) {
		change.Source.Held = fmt.Sprintf("%d of its %d events vanished at once", len(lost), live)
		report.lossHeld(change.Source.Held, lost)
		return
	}
	for _, e := range lost {
		report.gone(e)
		change.Gone = append(change.Gone, e.ID)
	}
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
