package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrNotFound says that what was to be read or replaced is not kept. The
	// caller asks for something else.
	ErrNotFound = errors.New("not kept")

	// ErrLocked says that another process writes to the database. The caller
	// shows the error, which names that process, and ends.
	ErrLocked = errors.New("another process writes to it")

	// ErrReadOnly says that nothing can be written to the disk at all. The
	// caller may go on as a Reader.
	ErrReadOnly = errors.New("its disk is read-only")

	// ErrOlder says that an older program made the database, which a Reader
	// cannot read. The caller shows the error, which says what brings it up to
	// date.
	ErrOlder = errors.New("the database is older than this program")

	// ErrNewer says that a newer program has changed the database. The caller
	// shows the error and ends: nothing was touched.
	ErrNewer = errors.New("the database is newer than this program")
)

// wrap adds the operation to an error and, where the database itself is to
// blame, which file it is and what to do.
func (db *DB) wrap(err *error, format string, args ...any) {
	if *err != nil {
		db.judge(*err)
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), explain(*err, db.path))
	}
}

// explain turns what the engine says of a whole file into words for whoever
// runs the program. Other errors it returns as they are.
func explain(err error, path string) error {
	const restore = "database %s is damaged and stays as it is: stop the bot, then: meetupbot restore FILE, with the file that meetupbot backup made last; it keeps the damaged one aside (%w)"
	if errors.Is(err, errDamaged) {
		return fmt.Errorf(restore, path, err)
	}
	if errors.Is(err, errForeign) {
		return fmt.Errorf("%s is no database of meetupbot: see that DATABASE_URL, or the file that is named, is the right one (%w)", path, err)
	}
	var engine *sqlite.Error
	if !errors.As(err, &engine) {
		return err
	}
	code := engine.Code() & 0xff
	if engine.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
		code = sqlite3.SQLITE_FULL // where the index of the log cannot grow
	}
	switch code {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("no space left for database %s: free some on its disk, nothing that was kept is lost (%w)", path, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf(restore, path, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("file %s is not a SQLite database: correct DATABASE_URL, or bring a copy back, which keeps this file aside: meetupbot restore FILE (%w)", path, err)
	case sqlite3.SQLITE_CANTOPEN:
		if exists(path) {
			return fmt.Errorf("database %s cannot be opened: only its owner may, so do this as the user who runs the bot (%w)", path, err)
		}
		return fmt.Errorf("database %s cannot be opened: see that its folder exists and that this user may write there (%w)", path, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("database %s cannot be written: see that this user may write to the file and its folder (%w)", path, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk fails under database %s: check it, and bring a copy back on another one if it goes on: meetupbot restore FILE (%w)", path, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("database %s is busy: another program holds it for long, find and stop it (%w)", path, err)
	}
	return err
}

// isDuplicate reports whether a unique index refused a row.
func isDuplicate(err error) bool {
	var engine *sqlite.Error
	return errors.As(err, &engine) && engine.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE
}
