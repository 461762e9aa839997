package discord

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/bot/bottest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every reply there is. The file is meant to be read.
func TestGolden(t *testing.T) {
	golden := filepath.Join("testdata", "replies.txtar")
	var got txtar.Archive
	for _, s := range bottest.Replies() {
		data, err := Preview(s.Reply)
		if err != nil {
			t.Fatal(err)
		}
		got.Files = append(got.Files, txtar.File{Name: s.Name, Data: data})
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Files) != len(got.Files) {
		t.Errorf("%s has %d renderings, want %d: run with -update and read them", golden, len(want.Files), len(got.Files))
	}
	for i, file := range got.Files[:min(len(got.Files), len(want.Files))] {
		if diff := cmp.Diff(string(want.Files[i].Data), string(file.Data)); want.Files[i].Name != file.Name || diff != "" {
			t.Errorf("%s (-want +got):\n%s", file.Name, diff)
		}
	}
}
