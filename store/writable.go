package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Writable reports whether anything can be kept in the database that url names:
// the disk has space, and this user may write there. It keeps a note to see
// that, and changes nothing else: a database that is not there is not made, and
// an older one stays as it is. It may be asked beside a Writer.
func Writable(ctx context.Context, url string) error {
	path, err := filePath(url)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		probe, err := os.CreateTemp(filepath.Dir(path), ".meetupbot-*")
		if err != nil {
			return fmt.Errorf("database %s cannot be made: see that its folder exists and that this user may write there (%w)", path, err)
		}
		return errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	pool, err := sql.Open("sqlite", dsn(path, Writer)+"&mode=rw")
	if err != nil {
		return err
	}
	db := &DB{path: path, write: pool, failure: failure{met: make(chan struct{})}}
	defer db.Close()
	return errors.Unwrap(db.SetNote(ctx, "writable", "yes")) // that it is a note is nobody's concern
}
