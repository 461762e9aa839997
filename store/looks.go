package store

import (
	"context"
	"database/sql"

	"meetupbot/content"
)

// Looks returns what is kept of the last look at each source, by name.
func (db *DB) Looks(ctx context.Context) (looks []content.LookRecord, err error) {
	defer db.wrap(&err, "looks")
	type row struct {
		content.LookRecord
		at, next, asked int64
	}
	found, err := ask(ctx, db, func(r *row) []any { return []any{&r.Source, &r.at, &r.next, &r.asked, &r.Failures, &r.Trouble} },
		`SELECT source, at, next, asked, failures, trouble FROM looks ORDER BY source`)
	for _, r := range found {
		r.At, r.Next, r.Asked = instant(r.at), instant(r.next), instant(r.asked)
		looks = append(looks, r.LookRecord)
	}
	return looks, err
}

// SetLooks keeps these looks in place of all that were kept.
func (db *DB) SetLooks(ctx context.Context, looks []content.LookRecord) (err error) {
	defer db.wrap(&err, "set looks")
	return db.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM looks`); err != nil {
			return err
		}
		for _, l := range looks {
			_, err := tx.ExecContext(ctx, `INSERT INTO looks (source, at, next, asked, failures, trouble) VALUES ($1, $2, $3, $4, $5, $6)`,
				l.Source, millis(l.At), millis(l.Next), millis(l.Asked), l.Failures, l.Trouble)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
