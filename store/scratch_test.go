package store_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/store"
)

// What waits in a scratch file leaves nothing behind beside the database.
func TestScratchIsGoneWhenItIsClosed(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "test.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	f, err := db.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("kept for a while"); err != nil {
		t.Fatal(err)
	}
	back := make([]byte, 4)
	if _, err := f.ReadAt(back, 0); err != nil || string(back) != "kept" {
		t.Errorf("read %q, %v", back, err)
	}
	if err := errors.Join(f.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if e.Name() != "test.db" && e.Name() != "test.db.lock" {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

// parts are those of an import, and then an error, if any.
func parts(err error, all ...content.Import) iter.Seq2[content.Import, error] {
	return func(yield func(content.Import, error) bool) {
		for _, part := range all {
			if !yield(part, nil) {
				return
			}
		}
		if err != nil {
			yield(content.Import{}, err)
		}
	}
}

// The parts of an import are kept together, or none of them is.
func TestPartsAreKeptTogether(t *testing.T) {
	db := open(t)
	source := content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/", Group: rivertown.Name, Imported: noon}, At: noon}
	first, second := source, source
	first.Source = content.SourceRecord{}
	first.Events, second.Events = []content.Event{meetup()}, []content.Event{meetup(), meetup()}
	for name, bad := range map[string]iter.Seq2[content.Import, error]{
		"an error in place of a part": parts(io.ErrUnexpectedEOF, first, second),
		"a part that cannot be kept":  parts(nil, first, content.Import{Group: rivertown, Gone: []content.EventID{99}, At: noon}),
	} {
		if _, err := db.ImportAll(t.Context(), bad); err == nil {
			t.Errorf("%s: no error", name)
		}
		if kept := events(t, db, content.EventQuery{}); len(kept) != 0 {
			t.Errorf("%s: %d events are kept", name, len(kept))
		}
		if record, err := db.Source(t.Context(), "posts/"); err != nil || !record.Imported.IsZero() {
			t.Errorf("%s: the source is %+v, %v", name, record, err)
		}
	}
	got, err := db.ImportAll(t.Context(), parts(nil, first, second))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]content.EventID{1, 2, 3}, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	if kept := events(t, db, content.EventQuery{IDs: got[1:], Evidence: true}); len(kept) != 2 {
		t.Errorf("asked for two, %d came", len(kept))
	}
	ctx, stop := context.WithCancel(t.Context())
	seen := 0
	err = db.EachEvent(ctx, content.EventQuery{}, func(*content.Event) error {
		seen++
		stop()
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen != 1 {
		t.Errorf("given up after the first, %d came, and %v", seen, err)
	}
}
