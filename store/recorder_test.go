package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"meetupbot/store"
)

func TestRecorder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	record := func() *store.Recorder {
		r, err := db.Recorder()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := record()
	if left := first.Interrupted(); len(left) > 0 {
		t.Errorf("a new record has %v", left)
	}
	first.Begin(0, 7)
	first.Begin(2, 9)
	first.Begin(5, 11)
	first.Begin(5, 0)
	first.Begin(-1, 13)
	first.Begin(1<<20, 15)
	// the process ends here: nobody closes the file
	second := record()
	if left := second.Interrupted(); !slices.Equal(left, []int64{7, 9}) {
		t.Errorf("left at work are %v, want 7 and 9", left)
	}
	second.Begin(0, 17)
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + "-work"); !os.IsNotExist(err) {
		t.Errorf("what ended in order leaves its record: %v", err)
	}
	if left := record().Interrupted(); len(left) > 0 {
		t.Errorf("after an end in order %v are left", left)
	}
	reader, err := store.Open(t.Context(), "sqlite:"+path, store.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := reader.Recorder(); err == nil {
		t.Error("a reader has a record")
	}
}
