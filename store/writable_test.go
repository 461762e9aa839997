package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"meetupbot/store"
)

// TestWritable: whoever asks changes nothing, beside a running process or
// before the first.
func TestWritable(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "meetupbot.db")
	if err := store.Writable(t.Context(), "sqlite:"+path); err != nil {
		t.Errorf("where there is none yet: %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("in the folder stand %v, %v, want nothing", left, err)
	}
	openAt(t, path, store.Writer)
	if err := store.Writable(t.Context(), "sqlite:"+path); err != nil {
		t.Errorf("beside a writer: %v", err)
	}
}

func TestNotWritable(t *testing.T) {
	folder := t.TempDir()
	foreign := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(foreign, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "none", "meetupbot.db"): "see that its folder exists",
		foreign: "not a SQLite database",
		folder:  "cannot be opened",
	} {
		if err := store.Writable(t.Context(), "sqlite:"+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Writable(%s) = %v, want %q", path, err, want)
		}
	}
	if err := store.Writable(t.Context(), "mysql://"); err == nil || !strings.Contains(err.Error(), "DATABASE_URL") {
		t.Errorf("Writable of another database = %v", err)
	}
}
