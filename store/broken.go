package store

import (
	"errors"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A failure is the first error after which the file cannot be trusted any more.
type failure struct {
	once sync.Once
	met  chan struct{} // closed when err is there
	err  error
}

// Broken is closed once the disk failed under the database, or the file turned
// out to be damaged. Nothing is written from then on: what a failed write or
// sync left on the disk is not known, and doing it again proves nothing. The
// program ends with Failure, and its next start finds what is there.
func (db *DB) Broken() <-chan struct{} { return db.failure.met }

// Failure is why the database is broken; nil: it is not.
func (db *DB) Failure() error {
	select {
	case <-db.failure.met:
		return db.failure.err
	default:
		return nil
	}
}

// judge looks whether err means that the database is broken.
func (db *DB) judge(err error) {
	var engine *sqlite.Error
	if !errors.As(err, &engine) || !breaks(engine.Code()) {
		return
	}
	db.failure.once.Do(func() {
		db.failure.err = explain(err, db.path)
		close(db.failure.met)
	})
}

// breaks reports whether an error of the engine leaves nothing to go on with. A
// disk that is full is none, nor is a search index that contradicts itself.
func breaks(code int) bool {
	switch code {
	case sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_NOMEM, sqlite3.SQLITE_CORRUPT_VTAB:
		return false
	}
	switch code & 0xff {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}
