package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"meetupbot/content"
)

// Import keeps what one import of one source changes, all of it or nothing,
// and returns the ids of its events in order.
//
// An event with ID 0 is new; another replaces the one kept, which must be
// there (ErrNotFound). What stands in Events is in its source: it is no longer
// gone. An event in Gone is marked, not deleted; if it was not over at imp.At,
// search and lists no longer have it. Decisions get their ids here.
func (db *DB) Import(ctx context.Context, imp content.Import) ([]content.EventID, error) {
	return db.ImportAll(ctx, func(yield func(content.Import, error) bool) { yield(imp, nil) })
}

// ImportAll keeps the parts of an import as [DB.Import] does, one after the
// other and in one transaction: all of them, or nothing. Each is asked for when
// those before it are written, so that not all of a large import has to be in
// memory. With the first error that comes in place of a part nothing is kept.
func (db *DB) ImportAll(ctx context.Context, parts iter.Seq2[content.Import, error]) (ids []content.EventID, err error) {
	name := ""
	defer func() { db.wrap(&err, "import %q", name) }()
	if db.write != nil {
		// With less it takes longer, and with more than is usual for longer than it
		// takes the program is larger: both are none of the import's errors.
		_, _ = db.write.ExecContext(ctx, `PRAGMA cache_size = `+importCache)
		defer func() {
			_, _ = db.write.ExecContext(context.WithoutCancel(ctx), `PRAGMA cache_size = `+usualCache)
		}()
	}
	err = db.tx(ctx, func(tx *sql.Tx) error {
		k, err := newKeeper(ctx, tx)
		if err != nil {
			return err
		}
		for imp, err := range parts {
			if err != nil {
				return err
			}
			name = imp.Source.Name
			kept, err := k.keepPart(ctx, &imp)
			if err != nil {
				return err
			}
			ids = append(ids, kept...)
		}
		return k.people.forget(ctx)
	})
	if err != nil {
		return nil, err
	}
	if len(ids) >= chunk {
		// The cache that a large import fills is not needed for what follows.
		// The import is kept already: failing here costs memory alone.
		_, _ = db.write.ExecContext(ctx, `PRAGMA shrink_memory`)
	}
	return ids, nil
}

// keepPart writes one part of an import, and returns the ids of its events.
func (k *keeper) keepPart(ctx context.Context, imp *content.Import) ([]content.EventID, error) {
	if err := k.keepSource(ctx, imp); err != nil {
		return nil, err
	}
	if err := k.keepDecisions(ctx, imp); err != nil {
		return nil, err
	}
	ids, err := k.keepAll(ctx, imp)
	if err != nil {
		return nil, err
	}
	for _, id := range imp.Gone {
		if err := k.markGone(ctx, id, imp, false); err != nil {
			return nil, fmt.Errorf("event %d: %w", id, err)
		}
	}
	for _, m := range imp.Merged {
		if err := k.merge(ctx, m, imp); err != nil {
			return nil, fmt.Errorf("event %d, which is event %d: %w", m.From, m.Into, err)
		}
	}
	return ids, nil
}
