package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// The notes that this package keeps for itself, in JSON.
const (
	copiedNote = "copied"   // in a copy: the moment at which it was made
	gapNote    = "gap"      // the span of which the ledger knows nothing
	lostNote   = "lost log" // that the log beside the database was lost, and with it what was kept last
)

// SetNote keeps a short text under a name, such as what the status command
// shows of a running process.
func (db *DB) SetNote(ctx context.Context, name, value string) (err error) {
	defer db.wrap(&err, "keep note %q", name)
	return db.tx(ctx, func(tx *sql.Tx) error { return setNote(ctx, tx, name, value) })
}

// Note returns what was last kept under a name, or "".
func (db *DB) Note(ctx context.Context, name string) (value string, err error) {
	defer db.wrap(&err, "note %q", name)
	found, err := ask(ctx, db, one[string], `SELECT value FROM notes WHERE name = ?`, name)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// setNote keeps a note by a transaction, or in a database that is not open as a
// DB.
func setNote(ctx context.Context, to interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
}, name, value string) error {
	_, err := to.ExecContext(ctx, `INSERT INTO notes (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// putNote keeps a value in a note of our own.
func putNote(ctx context.Context, pool *sql.DB, name string, value any) error {
	text, err := encode(value)
	if err != nil {
		return err
	}
	return setNote(ctx, pool, name, text)
}

// takeNote reads a note of our own into value, and reports whether there is one.
func takeNote(ctx context.Context, pool *sql.DB, name string, value any) (bool, error) {
	var text string
	err := pool.QueryRowContext(ctx, `SELECT value FROM notes WHERE name = $1`, name).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), value)
	}
	return err == nil, err
}

// dropNote forgets a note.
func dropNote(ctx context.Context, pool *sql.DB, name string) error {
	_, err := pool.ExecContext(ctx, `DELETE FROM notes WHERE name = $1`, name)
	return err
}
