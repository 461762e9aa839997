package store

import (
	"fmt"
	"os"
	"path/filepath"
)

// Scratch returns an empty file beside the database, for what does not have to
// outlast its being closed. It has no name any more where the system allows
// that, so that it is gone with the process, however that ends.
func (db *DB) Scratch() (*os.File, error) {
	f, err := os.CreateTemp(filepath.Dir(db.path), filepath.Base(db.path)+"-scratch-*")
	if err != nil {
		return nil, fmt.Errorf("a file beside database %s: see that this user may write to its folder (%w)", db.path, err)
	}
	_ = os.Remove(f.Name()) // where it cannot be removed, an empty name is all that is left behind
	return f, nil
}
