package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"

	"github.com/gofrs/flock"

	"meetupbot/crash"
)

// Mode says what a database is opened for.
type Mode int

const (
	Reader Mode = iota // asks, beside a writer or without one
	Writer             // asks and keeps; one process at a time
)

// readers is how many questions are answered at the same time; more wait.
const readers = 4

// DB is an open database. Its methods may be called from several goroutines.
type DB struct {
	path  string
	read  *sql.DB
	write *sql.DB      // nil for a Reader
	lock  *flock.Flock // nil for a Reader

	mu       sync.RWMutex
	prepared map[string]*sql.Stmt // on read, by text
	keeping  map[string]*sql.Stmt // on write, by text: what keeps the ledger's rows; nil: not yet

	recent  recent
	failure failure
}

// Open opens the database that url names: "sqlite:" and a path, relative to
// the working directory unless it begins with a slash.
//
// A Writer takes the file's lock, or fails with ErrLocked and names who has
// it; it creates a database that is not there and brings an older one up to
// date. A Reader does neither: the error, fs.ErrNotExist or ErrOlder, says which
// command does. A database that a newer program made is refused with ErrNewer.
func Open(ctx context.Context, url string, mode Mode) (db *DB, err error) {
	path, err := filePath(url)
	if err != nil {
		return nil, err
	}
	db = &DB{path: path, prepared: map[string]*sql.Stmt{}, failure: failure{met: make(chan struct{})}}
	defer func() {
		if err != nil {
			err = errors.Join(explain(err, path), db.Close())
			db = nil
		}
	}()
	if mode == Writer {
		if db.lock, err = lock(path); err != nil {
			return db, err
		}
		lost := marked(path) && exists(path) && !exists(path+"-wal")
		if err = own(path); err != nil {
			return db, err
		}
		if db.write, err = sql.Open("sqlite", dsn(path, mode)); err != nil {
			return db, err
		}
		// One connection, so that whoever wants to write waits here and not
		// in the engine.
		db.write.SetMaxOpenConns(1)
		if err = migrate(ctx, db.write); err != nil {
			return db, err
		}
		// What is posted rests on these rows; what else is damaged is met when it
		// is read.
		if err = sound(ctx, db.write, `PRAGMA quick_check(deliveries)`); err != nil {
			return db, err
		}
		if lost {
			if err = putNote(ctx, db.write, lostNote, true); err != nil {
				return db, err
			}
		}
		if err = mark(path, exists(path+"-wal")); err != nil {
			return db, err
		}
	} else if _, err = os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return db, fmt.Errorf("there is no database %s yet: meetupbot import or meetupbot serve makes one (%w)", path, err)
	} else if err != nil {
		return db, err
	}
	reading := dsn(path, Reader)
	if mode == Reader && still(path) {
		reading += "&immutable=1"
	}
	if db.read, err = sql.Open("sqlite", reading); err != nil {
		return db, err
	}
	db.read.SetMaxOpenConns(readers)
	db.read.SetMaxIdleConns(readers)
	return db, checkVersion(ctx, db.read)
}

// filePath is the path in a DATABASE_URL.
func filePath(databaseURL string) (string, error) {
	scheme, path, ok := strings.Cut(databaseURL, ":")
	switch {
	case ok && scheme == "sqlite" && path != "" && !strings.HasPrefix(path, "//") && path != ":memory:" && !strings.ContainsAny(path, "?\x00"):
		return path, nil
	case ok && scheme == "sqlite":
		return "", errors.New("DATABASE_URL names no file: write sqlite: and a path, such as sqlite:meetupbot.db or sqlite:/var/lib/meetupbot.db")
	case ok && !strings.ContainsAny(scheme, "/\\."):
		// What follows the scheme may hold a password.
		return "", fmt.Errorf("DATABASE_URL begins with %s:, but this version keeps to SQLite: write sqlite: and a path, such as sqlite:meetupbot.db", scheme)
	}
	return "", errors.New("DATABASE_URL has no scheme: write sqlite: and a path, such as sqlite:meetupbot.db")
}

// How much the writer caches: the ledger's rows are few and written one after the
// other, and the system's own cache is nearly as fast; an import writes all over
// the file. In KiB, and negative, as the engine takes them.
const (
	usualCache  = "-1024"
	importCache = "-65536"
)

// own makes an empty database where there is none: nobody but its owner is to read
// who asked to be reminded of what. The files beside it have the same rights.
func own(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

func dsn(path string, mode Mode) string {
	q := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(on)"}}
	if mode == Writer {
		q["_pragma"] = append(q["_pragma"], "journal_mode(wal)", "synchronous(full)", "cache_size("+usualCache+")", "temp_store(memory)")
		q.Set("_txlock", "immediate")
	} else {
		q.Set("mode", "ro")
		// What the readers have in their caches stays there while nobody
		// asks. The system's own cache is nearly as fast.
		q["_pragma"] = append(q["_pragma"], "cache_size(-512)")
	}
	return fileURI(path) + "?" + q.Encode()
}

// still reports whether the database lies on a disk that is read-only, and was
// put there whole. Then the engine is told so: it would make the files in
// which several processes find each other.
func still(path string) bool {
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	probe, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		probe.Close()
	}
	return errors.Is(err, syscall.EROFS)
}

// fileURI is how the engine is told a path that may hold any character.
func fileURI(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// Close gives the database back and, for a Writer, its lock.
func (db *DB) Close() error {
	var errs []error
	db.mu.Lock()
	for _, stmt := range db.prepared {
		errs = append(errs, stmt.Close())
	}
	for _, stmt := range db.keeping {
		errs = append(errs, stmt.Close())
	}
	clear(db.prepared)
	db.keeping = nil
	db.mu.Unlock()
	// The writer last: it folds the log into the file when nobody reads.
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if db.lock != nil {
		if db.write != nil && !exists(db.path+"-wal") {
			errs = append(errs, mark(db.path, false))
		}
		errs = append(errs, db.lock.Close())
		db.lock = nil
	}
	return errors.Join(errs...)
}

// tx runs f in one transaction, kept if f returns nil.
func (db *DB) tx(ctx context.Context, f func(*sql.Tx) error) (err error) {
	if db.write == nil {
		return fmt.Errorf("database %s is open for reading only", db.path)
	}
	if err := db.Failure(); err != nil {
		return err
	}
	defer func() { db.judge(err) }()
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	crash.At(crash.BeforeCommit)
	err = tx.Commit()
	crash.At(crash.AfterCommit)
	return err
}

// delete deletes what text chooses, or returns ErrNotFound where that is
// nothing.
func (db *DB) delete(ctx context.Context, text string, args ...any) error {
	return db.tx(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, text, args...)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return ErrNotFound
	})
}
