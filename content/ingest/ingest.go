package ingest

import (
	"context"
	"iter"
	"os"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// A Store keeps what is imported.
type Store interface {
	// Source returns what is kept of a source, and an empty record of an unknown one.
	Source(ctx context.Context, name string) (content.SourceRecord, error)
	// EachEvent calls f with the kept events that q chooses, one after the other,
	// and ends with the first error of f.
	EachEvent(ctx context.Context, q content.EventQuery, f func(*content.Event) error) error
	// ImportAll keeps the parts of an import, one after the other and in one
	// transaction: all of them, or nothing. It returns the ids of their events.
	ImportAll(ctx context.Context, parts iter.Seq2[content.Import, error]) ([]content.EventID, error)
	// Scratch returns an empty file that is gone when it is closed.
	Scratch() (*os.File, error)
}

// An Importer imports sources into a store. Several may look at sources at a
// time; only one may apply what they saw.
type Importer struct {
	Store Store
	// Declared names all sources in force, in their order: of two that tell of
	// one event the word of the first counts. What another source told of is let
	// go as soon as one of these tells of it; none: all are in force.
	Declared []string
	// Groups are those that are declared. A source that another group had before
	// takes its meetups along, and what is left behind is that group's.
	Groups []content.Group
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
	moved, err := im.moved(ctx, known, group, now)
	if err != nil {
		return nil, err
	}
	kept = append(kept, moved.events...)

	b := im.bench(ctx, group, kept, now)
	b.importing = src.Name
	report := &Report{Source: content.ShownSource(src.Name)}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now, Changed: known.Changed}
	defer b.shelf.close()
	events, broken, err := b.read(look, known.Lessons, &record, report)
	if err != nil {
		return nil, err
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
	settled := b.settle(all, kept, func(e *content.Event) bool {
		return slices.ContainsFunc(tellings(e), func(t content.Event) bool { return t.Origin.Source == src.Name })
	})
	same := unchanged(known.Documents, record.Documents)
	later := laterDates(fresh, kept, now)
	err = im.keep(ctx, moved.left, im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, change.First || moved.from != "" || slices.ContainsFunc(m.members, func(t *telling) bool { return later[t] }), now)
		return report.made(m) || m.rewritten(same)
	}, func() {
		settled.into(&change, report)
		sight.Held, sight.Broken, sight.Unchanged = report.Held, report.Broken, report.New+report.Changed+report.Unchanged
		change.Source.Sight = sight
	}))
	if err != nil {
		return nil, err
	}
	return report, nil
}

// bench returns where the events of a group are worked out.
func (im *Importer) bench(ctx context.Context, group content.Group, kept []content.Event, now time.Time) *bench {
	return &bench{
		matcher: newMatcher(group, now), group: group, declared: im.Declared, answers: answersIn(kept),
		shelf: &shelf{scratch: im.Store.Scratch},
		load: func(ids []content.EventID) (map[content.EventID]*content.Event, error) {
			whole := make(map[content.EventID]*content.Event, len(ids))
			if len(ids) == 0 {
				return whole, nil
			}
			q := content.EventQuery{IDs: ids, Groups: []string{group.Name}, Told: true, Evidence: true}
			return whole, im.Store.EachEvent(ctx, q, func(e *content.Event) error {
				whole[e.ID] = e
				return nil
			})
		},
	}
}
