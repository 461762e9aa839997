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

// apply keeps what the documents of a source say, all in one transaction but for
// many events that it tells of for the first time. It goes in three steps, each of which lets go of what those before it had in
// memory: the source is read, its events are found among those that are kept,
// and those that are to be worked out anew are, a few at a time.
func (im *Importer) apply(ctx context.Context, look *Look, before content.SourceRecord, sight content.Sight, now time.Time) (*Report, error) {
	group, src := look.group, look.source
	b := im.bench(ctx, group, nil, now)
	b.importing = src.Name
	report := &Report{Source: content.ShownSource(src.Name)}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now, Changed: before.Changed}
	defer b.shelf.close()
	events, broken, err := b.read(look, before.Lessons, &record, report)
	if err != nil {
		return nil, err
	}
	same := unchanged(before.Documents, record.Documents)
	if differ(before.Documents, record.Documents, same) {
		record.Changed = now
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	change := content.Import{Group: group, Source: record, At: now,
		// a clone that was not finished has taught nobody anything
		First: before.Imported.IsZero() || len(before.Documents) == 0}
	moved, settled, err := im.place(ctx, b, events, broken, before, &change, report)
	if err != nil {
		return nil, err
	}
	parts := im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, change.First || moved.from != "" || slices.ContainsFunc(m.members, func(m member) bool { return m.later }), now)
		return report.made(m) || m.rewritten(same)
	}, func() {
		settled.into(&change, report)
		sight.Held, sight.Broken, sight.Unchanged = report.Held, report.Broken, report.New+report.Changed+report.Unchanged
		change.Source.Sight = sight
	})
	if change.First && moved.from == "" && len(settled.tasks) > lot && settled.apart() {
		begun := content.Import{Group: group, At: now, First: true,
			Source: content.SourceRecord{Name: src.Name, Group: group.Name, Imported: before.Imported, Changed: before.Changed, Lessons: before.Lessons}}
		err = im.keepInLots(ctx, begun, parts)
	} else {
		err = im.keep(ctx, moved.left, parts)
	}
	if err != nil {
		return nil, err
	}
	return report, nil
}

// place finds what a source tells now among the events of its group.
func (im *Importer) place(ctx context.Context, b *bench, events []fresh, broken broken, before content.SourceRecord, change *content.Import, report *Report) (move, settlement, error) {
	name := change.Source.Name
	kept, err := im.kept(ctx, b.group)
	if err != nil {
		return move{}, settlement{}, err
	}
	moved, along, err := im.moved(ctx, before, b.group, b.now)
	if err != nil {
		return move{}, settlement{}, err
	}
	kept = append(kept, along...)
	b.answers = answersIn(kept)
	told, err := b.toldOf(kept)
	if err != nil {
		return move{}, settlement{}, err
	}
	mine, all := own(told, name)
	read, continued, err := b.recognise(events, mine, kept, name)
	if err != nil {
		return move{}, settlement{}, err
	}
	markLater(read, kept, b.now)
	all = append(all, read...)
	all = append(all, im.lose(mine, continued, events, broken, change, report)...)
	return moved, b.settle(all, kept, func(e *known) bool { return e.toldBy(name) }), nil
}

// bench returns where the events of a group are worked out.
func (im *Importer) bench(ctx context.Context, group content.Group, kept []*known, now time.Time) *bench {
	return &bench{
		group: group, now: now, pen: newPen(group), declared: im.Declared, answers: answersIn(kept),
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
