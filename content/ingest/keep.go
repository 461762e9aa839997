package ingest

import (
	"context"
	"errors"
	"iter"
	"slices"

	"meetupbot/content"
)

// part is how many events, and tellings of them, are handed to the store at a
// time.
const part = 250

// keep keeps all of the parts, or nothing.
func (im *Importer) keep(ctx context.Context, lists ...iter.Seq2[content.Import, error]) error {
	_, err := im.Store.ImportAll(ctx, func(yield func(content.Import, error) bool) {
		for _, parts := range lists {
			for some, err := range ahead(parts) {
				if !yield(some, err) {
					return
				}
			}
		}
	})
	return err
}

// lot is how many events of a first import are kept in one transaction.
const lot = 1000

// keepInLots keeps what a source told of when it is first imported, in several
// transactions: whoever else has something to write, such as what was posted,
// waits for one of them and not for a whole archive. As long as not all is kept,
// the source counts as one that was never imported, so that the next import goes
// on where this one was broken off, and tells nobody of anything.
func (im *Importer) keepInLots(ctx context.Context, begun content.Import, parts iter.Seq2[content.Import, error]) error {
	if _, err := im.Store.ImportAll(ctx, func(yield func(content.Import, error) bool) { yield(begun, nil) }); err != nil {
		return err
	}
	next, stop := iter.Pull2(ahead(parts))
	defer stop()
	some, broken, more := next()
	for more {
		if _, err := im.Store.ImportAll(ctx, func(yield func(content.Import, error) bool) {
			for n := 0; more && n < lot; some, broken, more = next() {
				n += len(some.Events)
				if !yield(some, broken) {
					return
				}
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// parts works out the events of a settlement. It hands over those that take
// wants, and with the last of them the change, which finish completes when all
// are worked out.
func (im *Importer) parts(ctx context.Context, b *bench, settled *settlement, change *content.Import, take func(*made) bool, finish func()) iter.Seq2[content.Import, error] {
	return func(yield func(content.Import, error) bool) {
		some := content.Import{Group: change.Group, At: change.At, First: change.First}
		held, stopped := 0, false
		err := b.each(settled, func(m *made) error {
			if !take(m) {
				return nil
			}
			some.Events = append(some.Events, m.Event)
			if held += 1 + len(m.Tellings); held < part {
				return nil
			}
			if stopped = !yield(some, nil); stopped {
				return errors.New("the store stopped")
			}
			some.Events, held = nil, 0
			return ctx.Err()
		})
		switch {
		case stopped:
		case err != nil:
			yield(content.Import{}, err)
		default:
			finish()
			change.Events = append(some.Events, change.Events...)
			yield(*change, nil)
		}
	}
}

// rewritten reports whether what is kept of an event has to be written though
// the event is the same: its evidence or its tellings may differ.
func (m *made) rewritten(same map[string]bool) bool {
	if slices.ContainsFunc(m.members, func(m member) bool { return m.fresh() && !same[m.path] }) {
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
