package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// A query is SQL in the making: text with $1, $2, ... in order of appearance.
type query struct {
	strings.Builder
	args []any
	once bool // its text is not worth keeping a prepared statement of
}

// add writes text, in which each ? becomes the next placeholder.
func (q *query) add(text string, args ...any) {
	for _, arg := range args {
		before, after, _ := strings.Cut(text, "?")
		q.args = append(q.args, arg)
		q.WriteString(before)
		q.WriteByte('$')
		q.WriteString(strconv.Itoa(len(q.args)))
		text = after
	}
	q.WriteString(text)
}

// maxListed is how many values of a list are bound. Longer lists come in too
// many lengths to keep a statement of each.
const maxListed = 16

// in writes "expr IN (...)".
func in(q *query, expr string, values []string) {
	q.once = q.once || len(values) > maxListed
	q.add(expr + " IN (")
	for i, v := range values {
		if i > 0 {
			q.add(",")
		}
		q.add("?", v)
	}
	q.add(")")
}

// inNumbers writes "expr IN (...)". The numbers of a long list stand in the
// text: an engine binds only so many values.
func inNumbers[T ~int64](q *query, expr string, values []T) {
	long := len(values) > maxListed
	q.once = q.once || long
	q.add(expr + " IN (")
	for i, v := range values {
		if i > 0 {
			q.add(",")
		}
		if long {
			q.add(strconv.FormatInt(int64(v), 10))
		} else {
			q.add("?", int64(v))
		}
	}
	q.add(")")
}

// maxPrepared bounds the statements that are kept. Their texts differ only in
// which filters they have and in how many groups are asked for.
const maxPrepared = 200

// rows runs q on a prepared statement. It does not begin when ctx is done, and
// goes on when that ends meanwhile: each question takes a few milliseconds at
// most, and watching the context of each would cost a third of a short one.
// Whoever reads very many rows looks at ctx between them.
func (db *DB) rows(ctx context.Context, q *query) (*sql.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	text := q.String()
	db.mu.RLock()
	stmt, n := db.prepared[text], len(db.prepared)
	db.mu.RUnlock()
	if q.once || stmt == nil && n >= maxPrepared {
		return db.read.QueryContext(ctx, text, q.args...)
	}
	if stmt == nil {
		fresh, err := db.read.PrepareContext(ctx, text)
		if err != nil {
			return nil, err
		}
		db.mu.Lock()
		if stmt = db.prepared[text]; stmt == nil {
			stmt, fresh = fresh, nil
			db.prepared[text] = stmt
		}
		db.mu.Unlock()
		if fresh != nil {
			fresh.Close()
		}
	}
	return stmt.QueryContext(ctx, q.args...)
}

// ask runs a fixed query and reads all of its rows.
func ask[T any](ctx context.Context, db *DB, fields func(*T) []any, text string, args ...any) ([]T, error) {
	var q query
	q.add(text, args...)
	return askQuery(ctx, db, fields, &q)
}

func askQuery[T any](ctx context.Context, db *DB, fields func(*T) []any, q *query) ([]T, error) {
	found, err := db.rows(ctx, q)
	if err != nil {
		return nil, err
	}
	return scanAll(found, fields)
}

// one is the only place of a row with one column.
func one[T any](v *T) []any { return []any{v} }
