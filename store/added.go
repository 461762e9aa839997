package store

import (
	"context"
	"database/sql"

	"meetupbot/content"
)

// AddedSources returns the sources that were added in conversations, by
// address.
func (db *DB) AddedSources(ctx context.Context) (added []content.AddedSource, err error) {
	defer db.wrap(&err, "added sources")
	type row struct {
		content.AddedSource
		at int64
	}
	found, err := ask(ctx, db, func(r *row) []any { return []any{&r.Address, &r.Group, &r.at} },
		`SELECT address, grp, added_at FROM added_sources ORDER BY address`)
	for _, r := range found {
		r.At = instant(r.at)
		added = append(added, r.AddedSource)
	}
	return added, err
}

// AddSource keeps a source, in place of what was kept of its address.
func (db *DB) AddSource(ctx context.Context, s content.AddedSource) (err error) {
	defer db.wrap(&err, "add source %s", s.Address)
	return db.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO added_sources (address, grp, added_at) VALUES ($1, $2, $3)
			ON CONFLICT (address) DO UPDATE SET grp = excluded.grp, added_at = excluded.added_at`, s.Address, s.Group, millis(s.At))
		return err
	})
}

// RemoveSource forgets a source that was added, or returns ErrNotFound.
func (db *DB) RemoveSource(ctx context.Context, address string) (err error) {
	defer db.wrap(&err, "remove source %s", address)
	return db.delete(ctx, `DELETE FROM added_sources WHERE address = $1`, address)
}
