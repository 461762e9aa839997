package bottest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/bot"
)

// Golden renders every reply there is and fails the test where that differs
// from the archive at path. With update the archive is written anew instead: it
// is meant to be read.
func Golden(t *testing.T, path string, update bool, render func(bot.Reply) ([]byte, error)) {
	t.Helper()
	var got txtar.Archive
	for _, s := range Replies() {
		data, err := render(s.Reply)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		got.Files = append(got.Files, txtar.File{Name: s.Name, Data: data})
	}
	if update {
		if err := os.WriteFile(path, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Files) != len(got.Files) {
		t.Errorf("%s has %d renderings, want %d: run with -update and read them", path, len(want.Files), len(got.Files))
	}
	for i, file := range got.Files[:min(len(got.Files), len(want.Files))] {
		if diff := cmp.Diff(string(want.Files[i].Data), string(file.Data)); want.Files[i].Name != file.Name || diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", path, file.Name, diff)
		}
	}
}
