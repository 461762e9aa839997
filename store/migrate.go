package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// known is the version of the newest migration in this program.
func known() (int64, error) {
	files, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		return 0, err
	}
	number, _, _ := strings.Cut(path.Base(files[len(files)-1].Name()), "_")
	return strconv.ParseInt(number, 10, 64)
}

// version is that of the database, 0 for an empty one.
func version(ctx context.Context, pool *sql.DB) (v int64, err error) {
	var tables int
	err = pool.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	err = pool.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&v)
	return v, err
}

// versions returns the version of the database, and the one that this program
// wants. A database that a newer program made is refused with ErrNewer.
func versions(ctx context.Context, pool *sql.DB) (at, want int64, err error) {
	if at, err = version(ctx, pool); err != nil {
		return 0, 0, err
	}
	if want, err = known(); err != nil {
		return 0, 0, err
	}
	if at > want {
		return at, want, fmt.Errorf("%w: it has version %d, the program knows up to %d; run the newer program, or bring back a copy from before: meetupbot restore FILE", ErrNewer, at, want)
	}
	return at, want, nil
}

// migrate brings the database to the newest version, each step in a
// transaction of its own: a process that dies in between goes on from there.
func migrate(ctx context.Context, pool *sql.DB) error {
	at, want, err := versions(ctx, pool)
	if err != nil || at == want {
		return err
	}
	if at == 0 {
		// A file with tables of another program is not ours to fill.
		var tables int
		err := pool.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`).Scan(&tables)
		if err != nil {
			return err
		}
		if tables > 0 {
			return errors.New("the database belongs to another program: write another path in DATABASE_URL")
		}
	}
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, pool, dir, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("bring the database from version %d to %d: %w", at, want, err)
	}
	return nil
}
