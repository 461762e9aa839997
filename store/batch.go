package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// maxParameters is about how many values one statement inserts. The time to
// bind them grows with the square of their number.
const maxParameters = 40

// A batch collects rows for one table and inserts many with each statement.
type batch struct {
	head  string // INSERT INTO ... VALUES
	tail  string // ON CONFLICT ...
	width int    // values in a row
	args  []any
}

func (b *batch) add(row ...any) { b.args = append(b.args, row...) }

func (b *batch) flush(ctx context.Context, s *session) error {
	most := max(maxParameters/b.width, 1) * b.width
	for rest := b.args; len(rest) > 0; {
		n := min(len(rest), most)
		text := b.head + rows(n/b.width, b.width) + b.tail
		var err error
		if n == most {
			err = s.exec(ctx, text, rest[:n]...)
		} else {
			_, err = s.tx.ExecContext(ctx, text, rest[:n]...)
		}
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	clear(b.args)
	b.args = b.args[:0]
	return nil
}

// rows is ($1,$2),($3,$4) for two rows of two values.
func rows(n, width int) string {
	var sb strings.Builder
	for i := range n * width {
		switch {
		case i == 0:
			sb.WriteString(" ($")
		case i%width == 0:
			sb.WriteString("),($")
		default:
			sb.WriteString(",$")
		}
		sb.WriteString(strconv.Itoa(i + 1))
	}
	sb.WriteString(") ")
	return sb.String()
}

// A session is a transaction with the statements it has prepared. They end
// with it.
type session struct {
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func (s *session) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if stmt, ok := s.prepared[text]; ok {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, text)
	if err == nil {
		s.prepared[text] = stmt
	}
	return stmt, err
}

func (s *session) exec(ctx context.Context, text string, args ...any) error {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx, args...)
	return err
}

// affect is exec, and returns how many rows it concerned.
func (s *session) affect(ctx context.Context, text string, args ...any) (int64, error) {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	done, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

// row scans the first row of a query. Without one it returns sql.ErrNoRows.
func (s *session) row(ctx context.Context, text string, args []any, into ...any) error {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(ctx, args...).Scan(into...)
}

// column returns the first column of a query.
func column[T any](ctx context.Context, s *session, text string, args ...any) ([]T, error) {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	found, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return scanAll(found, func(v *T) []any { return []any{v} })
}

// scanAll reads all rows, each into the places that fields gives of a new value.
func scanAll[T any](found *sql.Rows, fields func(*T) []any) ([]T, error) {
	defer found.Close()
	var out []T
	for found.Next() {
		var v T
		if err := found.Scan(fields(&v)...); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, found.Err()
}
