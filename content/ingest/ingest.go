package ingest

import (
	"context"
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

// An Importer imports sources into a store. Several may look at sources at a
// time; only one may apply what they saw.
type Importer struct {
	Store Store
	// Declared names all sources in force, in their order: of two that tell of
	// one event the word of the first counts. What another source told of is let
	// go as soon as one of these tells of it; none: all are in force.
	Declared []string
	// AcceptLoss takes vanished events for gone, however many they are.
	AcceptLoss bool
	// Reader reads the sources.
	Reader source.Reader
	// Program tells this program from another that might read the same
	// differently. What the same program saw of a source the last time is then
	// not read again. "": it is.
	Program string
}

// A Source is a place with documents, as configured.
type Source struct {
	Name     string // as configured: what reports and the store call it
	Location string // where it is: Name, a path made absolute
}

// apply keeps what the documents of a source say, all in one transaction.
func (im *Importer) apply(ctx context.Context, look *Look, known content.SourceRecord, sight content.Sight, now time.Time) (*Report, error) {
	group, src := look.group, look.source
	kept, err := im.kept(ctx, group)
	if err != nil {
		return nil, err
	}

	b := im.bench(ctx, group, kept, now)
	b.importing = src.Name
	report := &Report{Source: content.ShownSource(src.Name)}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now, Changed: known.Changed}
	events, broken := b.read(look.reading.Documents, look.reading.Problems, known.Lessons, &record, report)
	for i := range events {
		first(&events[i].Origin.URL, ownPage(src.Location, events[i].Origin.Path))
	}
	if differ(known.Documents, record.Documents) {
		record.Changed = now
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	change := content.Import{Group: group, Source: record, At: now,
		// a clone that was not finished has taught nobody anything
		First: known.Imported.IsZero() || len(known.Documents) == 0}
	mine, all := own(b.toldOf(kept), src.Name)
	fresh, continued := b.recognise(events, mine, kept, src.Name)
	all = append(all, fresh...)
	all = append(all, im.lose(mine, continued, events, broken, &change, report)...)
	settled, err := b.settle(all, kept, func(e *content.Event) bool {
		return slices.ContainsFunc(tellings(e), func(t content.Event) bool { return t.Origin.Source == src.Name })
	})
	if err != nil {
		return nil, err
	}
	same := unchanged(known.Documents, record.Documents)
	later := laterDates(fresh, kept, now)
	for i := range settled.made {
		m := &settled.made[i]
		m.News = news(m.old, &m.Event, change.First || slices.ContainsFunc(m.members, func(t *telling) bool { return later[t] }), now)
		if report.made(m) || m.rewritten(same) {
			change.Events = append(change.Events, m.Event)
		}
	}
	settled.into(&change, report)
	sight.Held, sight.Broken, sight.Unchanged = report.Held, report.Broken, report.New+report.Changed+report.Unchanged
	change.Source.Sight = sight
	if _, err := im.Store.Import(ctx, change); err != nil {
		return nil, err
	}
	return report, nil
}

// bench returns where the events of a group are worked out.
func (im *Importer) bench(ctx context.Context, group content.Group, kept []content.Event, now time.Time) *bench {
	return &bench{
		matcher: newMatcher(group, now), group: group, declared: im.Declared, answers: answersIn(kept),
		evidence: func(id content.EventID) ([]content.Evidence, error) { return im.Store.Evidence(ctx, id) },
	}
}

// rewritten reports whether what is kept of an event has to be written though
// the event is the same: its evidence or its tellings may differ.
func (m *made) rewritten(same map[string]bool) bool {
	if slices.ContainsFunc(m.members, func(t *telling) bool { return !t.kept && !same[t.Origin.Path] }) {
		return true
	}
	return (len(m.Tellings) > 0 || len(m.old.Tellings) > 0) && !equal(tellings(&m.Event), tellings(m.old))
}

// into adds to a change what became of events beside those that were made.
func (s *settlement) into(change *content.Import, report *Report) {
	for _, m := range s.merged {
		report.merged(m)
		change.Merged = append(change.Merged, content.Merge{From: m.from.ID, Into: m.into.ID})
	}
	for _, e := range s.gone {
		report.gone(e)
		change.Gone = append(change.Gone, e.ID)
	}
}

// Retire lets go of a source that is no longer declared. Its events are gone,
// but for those that another source tells of as well.
func (im *Importer) Retire(ctx context.Context, record content.SourceRecord, group content.Group, now time.Time) (*Report, error) {
	kept, err := im.kept(ctx, group)
	if err != nil {
		return nil, err
	}
	b := im.bench(ctx, group, kept, now)
	report := &Report{Source: content.ShownSource(record.Name)}
	change := content.Import{Group: group, Source: record, Dropped: true, At: now}
	_, others := own(b.toldOf(kept), record.Name)
	settled, err := b.settle(others, kept, func(*content.Event) bool { return false })
	if err != nil {
		return nil, err
	}
	for i := range settled.made {
		m := &settled.made[i]
		m.News = news(m.old, &m.Event, true, now)
		report.made(m)
		change.Events = append(change.Events, m.Event)
	}
	settled.into(&change, report)
	_, err = im.Store.Import(ctx, change)
	return report, err
}

// news says when an event, and its media, became something to tell. What the
// first import of a source finds is no news.
func news(old, e *content.Event, first bool, now time.Time) content.News {
	var n content.News
	switch {
	case old != nil:
		n = old.News
		if n.Media.IsZero() && !first && !hasMedia(old) && hasMedia(e) {
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
