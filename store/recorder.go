package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"meetupbot/schedule"
)

// A Recorder is a small file beside the database, one number for each worker.
// It is written and never brought to the disk: it outlives the process, not the
// machine, whose end is no row's fault.
type Recorder struct {
	file *os.File
	left []int64
}

var _ schedule.Recorder = (*Recorder)(nil)

const (
	recorderSuffix = "-work"
	numberBytes    = 8
	maxRecorded    = 1024 // workers
)

// Recorder opens the record of the rows that posting is at work on.
func (db *DB) Recorder() (*Recorder, error) {
	if db.write == nil {
		return nil, errors.New("a database that is open for reading only has no record of work")
	}
	file, err := os.OpenFile(db.path+recorderSuffix, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("a file beside database %s: see that this user may write to its folder (%w)", db.path, err)
	}
	r := &Recorder{file: file}
	old, err := io.ReadAll(io.LimitReader(file, maxRecorded*numberBytes))
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	for ; len(old) >= numberBytes; old = old[numberBytes:] {
		if row := int64(binary.BigEndian.Uint64(old)); row != 0 {
			r.left = append(r.left, row)
		}
	}
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return r, nil
}

// Interrupted returns the rows that the last process was at work on when it
// ended.
func (r *Recorder) Interrupted() []int64 { return r.left }

// Begin notes that a worker is at work on a row; 0: on none. Where that cannot
// be written, a crash is blamed on nobody.
func (r *Recorder) Begin(worker int, row int64) {
	if worker < 0 || worker >= maxRecorded {
		return
	}
	var b [numberBytes]byte
	binary.BigEndian.PutUint64(b[:], uint64(row))
	_, _ = r.file.WriteAt(b[:], int64(worker)*numberBytes)
}

// Close ends the record; the file goes where nothing is left in it.
func (r *Recorder) Close() error {
	err := r.file.Close()
	if gone := os.Remove(r.file.Name()); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
