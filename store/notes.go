package store

import (
	"context"
	"database/sql"
)

// SetNote keeps a short text under a name, such as what the status command
// shows of a running process.
func (db *DB) SetNote(ctx context.Context, name, value string) (err error) {
	defer db.wrap(&err, "keep note %q", name)
	return db.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO notes (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
}

// Note returns what was last kept under a name, or "".
func (db *DB) Note(ctx context.Context, name string) (value string, err error) {
	defer db.wrap(&err, "note %q", name)
	found, err := ask(ctx, db, one[string], `SELECT value FROM notes WHERE name = ?`, name)
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", nil
	}
	return found[0], nil
}
