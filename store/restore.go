package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"meetupbot/schedule"
)

// Restored says what Restore has done.
type Restored struct {
	From schedule.Now // the last moment of which the copy knows
	Due  int          // rows of the copy that were due since then, or before and not posted
	Kept string       // the name that the database has that was there before; "": there was none
}

// Restore puts a copy of the database, such as Backup makes, in the place of
// the one that url names, and brings it up to date. It takes the Writer's lock
// meanwhile, or fails with ErrLocked. A file that is damaged, of a newer program
// or no database of ours is refused, and nothing is changed then. The database
// that was there is kept under another name.
//
// What was posted since the copy was made, the copy does not know: the restored
// database holds in a note that it lacks the span until now, see DB.Gap.
func Restore(ctx context.Context, url, file string, now schedule.Now) (done Restored, err error) {
	path, err := filePath(url)
	if err != nil {
		return done, err
	}
	source, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return done, fmt.Errorf("there is no file %s: name the one that meetupbot backup made", file)
	}
	if err != nil {
		return done, err
	}
	if !source.Mode().IsRegular() {
		return done, fmt.Errorf("%s is no file: name the file that meetupbot backup made", file)
	}
	if present, err := os.Stat(path); err == nil && os.SameFile(source, present) {
		return done, fmt.Errorf("%s is the database itself: name the file that meetupbot backup made", file)
	}
	held, err := lock(path)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	part, err := duplicate(ctx, file, path)
	if err != nil {
		return done, fmt.Errorf("%s cannot be restored, and nothing was changed: %w", file, unfit(err))
	}
	defer os.Remove(part)
	err = finish(ctx, part, func(ctx context.Context, pool *sql.DB) error {
		if err := migrate(ctx, pool); err != nil {
			return err
		}
		g, err := gapOf(ctx, pool, now)
		if err != nil {
			return err
		}
		done.From = g.From.now()
		row := pool.QueryRowContext(ctx, `SELECT count(*) FROM deliveries WHERE state = $1 AND due <= $2`, string(schedule.Planned), g.To.Product)
		if err := row.Scan(&done.Due); err != nil {
			return err
		}
		if err := dropNote(ctx, pool, copiedNote); err != nil {
			return err
		}
		return putNote(ctx, pool, gapNote, g)
	})
	if err != nil {
		return done, fmt.Errorf("%s cannot be restored, and nothing was changed: %w", file, explain(err, file))
	}
	if done.Kept, err = setAside(ctx, path, path+".before-"+fileStamp(now.Real)); err != nil {
		return done, fmt.Errorf("the database %s cannot be kept aside, and stays as it is: %w", path, err)
	}
	if err := os.Rename(part, path); err != nil {
		return done, err
	}
	return done, syncFolder(path)
}

// unfit says what to do about a copy that cannot be read. What helps a database
// that cannot, bringing back a copy, is no help here.
func unfit(err error) error {
	var engine *sqlite.Error
	code := 0
	if errors.As(err, &engine) {
		code = engine.Code() & 0xff
	}
	switch {
	case code == sqlite3.SQLITE_NOTADB:
		return errors.New("it is no SQLite database: name the file that meetupbot backup made")
	case code == sqlite3.SQLITE_CORRUPT || errors.Is(err, errDamaged):
		return errors.New("it is damaged: name another copy")
	}
	return err
}

// setAside gives the database at path another name as well, with what belongs
// to it, and takes away from it what would be taken for a part of the next one.
// Its name is returned, or "" where there is no database.
func setAside(ctx context.Context, path, name string) (string, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	// The log is folded into the file where that works, so that the file is
	// whole by itself. A damaged one is kept with its log, as it is.
	if pool, err := sql.Open("sqlite", dsn(path, Writer)); err == nil {
		_, _ = pool.ExecContext(ctx, `PRAGMA wal_checkpoint(truncate)`)
		_ = pool.Close()
	}
	for _, suffix := range []string{"", "-wal"} {
		if err := os.Link(path+suffix, name+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("name it %s too: %w", name+suffix, err)
		}
	}
	if err := syncFolder(path); err != nil {
		return "", err
	}
	for _, suffix := range []string{"-wal", "-shm", recorderSuffix} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return name, nil
}
