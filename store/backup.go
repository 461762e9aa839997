package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"meetupbot/schedule"
)

// Backup copies the database that url names to a new file, which only this user
// may read. It may be asked beside a Writer: the copy is of one moment, and
// holds in a note that it was made at now. The file is there when it is whole,
// was checked and is on the disk, or not at all; one that is there already is
// left alone, with fs.ErrExist.
func Backup(ctx context.Context, url, file string, now schedule.Now) (err error) {
	path, err := filePath(url)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s is there already: name another file (%w)", file, fs.ErrExist)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database %s to back up: see that DATABASE_URL is the one of the bot (%w)", path, err)
	}
	part, err := duplicate(ctx, path, file)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	err = finish(ctx, part, func(ctx context.Context, pool *sql.DB) error {
		return putNote(ctx, pool, copiedNote, momentOf(now))
	})
	if err != nil {
		return explain(err, file)
	}
	// A link, unlike a new name, replaces nothing.
	if err := os.Link(part, file); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: name another file (%w)", file, fs.ErrExist)
	} else if err != nil { // a file system without links
		if err := os.Rename(part, file); err != nil {
			return err
		}
	}
	return syncFolder(file)
}

// duplicate writes the database at path, as it is at one moment, to a new file
// beside the file that it is to become, and returns its name. A database that
// is damaged, of a newer program or none of ours is refused.
func duplicate(ctx context.Context, path, file string) (part string, err error) {
	from, err := sql.Open("sqlite", dsn(path, Reader))
	if err != nil {
		return "", err
	}
	defer from.Close()
	if err := check(ctx, from); err != nil {
		return "", explain(err, path)
	}
	empty, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".part-*") // readable by this user alone
	if err != nil {
		return "", fmt.Errorf("write %s: see that its folder exists and that this user may write there (%w)", file, err)
	}
	part = empty.Name()
	if err := empty.Close(); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	if _, err := from.ExecContext(ctx, `VACUUM INTO $1`, part); err != nil {
		return "", errors.Join(fmt.Errorf("write %s: %w", file, explain(err, path)), os.Remove(part))
	}
	return part, nil
}

// finish does what is left to be done on a duplicate, checks it and brings it to
// the disk.
func finish(ctx context.Context, part string, do func(context.Context, *sql.DB) error) (err error) {
	// Without a log beside it, so that the file is whole by itself.
	pool, err := sql.Open("sqlite", fileURI(part)+"?_pragma=synchronous(full)&_pragma=foreign_keys(on)&_txlock=immediate")
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	err = do(ctx, pool)
	if err == nil {
		err = check(ctx, pool)
	}
	if err = errors.Join(err, pool.Close()); err != nil {
		return err
	}
	f, err := os.Open(part)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder brings to the disk that file is in its folder.
func syncFolder(file string) error {
	folder, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// fileStamp is a moment in the name of a file.
func fileStamp(t time.Time) string { return t.UTC().Format("20060102-150405") }
