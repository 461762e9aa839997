package source_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/content/source"
)

// A file that was written just now may be half of what it becomes: it is read
// when it has lain still for half a second. One that never does is a problem of
// its own, and keeps none of the others from being read.
func TestReadWaitsForWriters(t *testing.T) {
	const half, whole = "We meet on Tuesday 26 Sep", "We meet on Tuesday 26 September 2017."
	dir := tree(t, map[string]string{"old.md": "old", "new.md": half, "same.md": "text", "pictures.png": "\x89PNG\r\n\x1a\n"})
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "old.md"), long, long); err != nil {
		t.Fatal(err)
	}
	r := source.Reader{Now: time.Now}
	written := make(chan error, 1)
	go func() {
		time.Sleep(200 * time.Millisecond)
		written <- os.WriteFile(filepath.Join(dir, "new.md"), []byte(whole), 0o644)
	}()
	begun := time.Now()
	docs, problems, err := r.Read(soon(t), dir)
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	if err != nil || problems != nil || !slices.Equal(paths(docs), []string{"new.md", "old.md", "same.md"}) || texts(docs)["new.md"] != whole {
		t.Errorf("Read = %q, %v, %v, want what came at last", texts(docs), problems, err)
	}
	if took := time.Since(begun); took < 500*time.Millisecond {
		t.Errorf("it was read after %v", took)
	}

	// without a clock, as it stands
	if err := os.WriteFile(filepath.Join(dir, "new.md"), []byte(half), 0o644); err != nil {
		t.Fatal(err)
	}
	if docs, _, err := read(t.Context(), dir); err != nil || texts(docs)["new.md"] != half {
		t.Errorf("Read without a clock = %q, %v", texts(docs), err)
	}

	// one whose time is yet to come was not written just now
	ahead := time.Now().Add(time.Hour)
	for _, name := range []string{"new.md", "same.md"} {
		if err := os.Chtimes(filepath.Join(dir, name), ahead, ahead); err != nil {
			t.Fatal(err)
		}
	}
	soonDone, stop := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer stop()
	if docs, problems, err := r.Read(soonDone, dir); err != nil || problems != nil || len(docs) != 3 {
		t.Errorf("Read of files from the future = %q, %v, %v", texts(docs), problems, err)
	}

	// a clock at which it is always just now
	stubborn := source.Reader{Now: func() time.Time { return ahead }}
	docs, problems, err = stubborn.Read(soon(t), dir)
	if err != nil || !slices.Equal(paths(docs), []string{"old.md"}) || len(problems) != 2 || problems[0].Path != "new.md" || !strings.Contains(problems[0].Error(), "is being written") {
		t.Errorf("Read of files that never lie still = %q, %v, %v", paths(docs), problems, err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, _, err := stubborn.Read(stopped, dir); err != context.Canceled {
		t.Errorf("Read with its context cancelled: %v", err)
	}
}

// A file that is replaced, cut or written over while the folder is read, again
// and again, is one of its versions as a whole, or a problem.
func TestReadWhileFilesAreReplaced(t *testing.T) {
	versions := []string{strings.Repeat("first ", 20_000), strings.Repeat("other ", 30_000)}
	dir := tree(t, map[string]string{"a.md": versions[0], "b.md": versions[0]})
	outside := filepath.Join(tree(t, map[string]string{"secret.md": "secret"}), "secret.md")
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			next := filepath.Join(dir, ".next")
			var err error
			switch i % 3 {
			case 0: // as editors do it
				err = os.WriteFile(next, []byte(versions[1]), 0o644)
			case 1: // as somebody does it who wants to see another file
				err = os.Symlink(outside, next)
			case 2:
				err = os.WriteFile(next, []byte(versions[0]), 0o644)
			}
			if err == nil {
				err = os.Rename(next, filepath.Join(dir, "a.md"))
			}
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	r := source.Reader{}
	for range 300 {
		docs, problems, err := r.Read(soon(t), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			if !slices.Contains(versions, string(d.Data)) {
				t.Fatalf("%s has %d bytes: %.20q...", d.Path, len(d.Data), d.Data)
			}
		}
		for _, p := range problems {
			if p.Path != "a.md" {
				t.Errorf("a problem: %v", p)
			}
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
