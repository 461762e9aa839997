package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var (
	// errDamaged says that pages of a database contradict each other.
	errDamaged = errors.New("it is damaged")
	// errForeign says that a database is another program's, or empty.
	errForeign = errors.New("it has no tables of ours")
)

// check refuses a database that is none of ours, of a newer program, or damaged.
func check(ctx context.Context, pool *sql.DB) error {
	at, _, err := versions(ctx, pool)
	if err != nil {
		return err
	}
	if at == 0 {
		return errForeign
	}
	return sound(ctx, pool, `PRAGMA integrity_check(1)`)
}

// checkVersion says what to do about a database that a Reader cannot read.
func checkVersion(ctx context.Context, pool *sql.DB) error {
	at, want, err := versions(ctx, pool)
	if err == nil && at < want {
		return fmt.Errorf("%w: it has version %d, the program needs %d; run meetupbot import or meetupbot serve once, which brings it up to date", ErrOlder, at, want)
	}
	return err
}

// sound asks whether pages fit together, by one of the engine's own checks.
func sound(ctx context.Context, pool *sql.DB, check string) error {
	var said string
	if err := pool.QueryRowContext(ctx, check).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, said)
	}
	return nil
}
