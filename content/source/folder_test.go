package source_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/source"
)

// tree writes files below a new folder; a name that ends in / is a folder.
func tree(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(ctx context.Context, location string) ([]source.Document, []*content.DocumentError, error) {
	var r source.Reader
	return r.Read(ctx, location)
}

func paths(docs []source.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Path)
	}
	return out
}

func TestReadFolder(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.md":               "second",
		"a.html":             "first",
		"2026/05/c.txt":      "third",
		".git/config":        "hidden",
		".draft.md":          "hidden",
		"cover.png":          "\x89PNG\r\n\x1a\n" + strings.Repeat("x", source.MaxBytes),
		"nul.md":             "odd\x00text",
		"empty.md":           "",
		"2026/05/slides.pdf": "%PDF-1.7 ...",
	})
	docs, problems, err := read(t.Context(), dir)
	if err != nil || problems != nil {
		t.Fatalf("Read: %v, %v", problems, err)
	}
	want := []string{"2026/05/c.txt", "a.html", "b.md", "empty.md", "nul.md"}
	if diff := cmp.Diff(want, paths(docs)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if string(docs[0].Data) != "third" {
		t.Errorf("data = %q", docs[0].Data)
	}
}

func TestReadOneFile(t *testing.T) {
	dir := tree(t, map[string]string{"posts/a.md": "text", "posts/b.md": "other"})
	docs, problems, err := read(t.Context(), filepath.Join(dir, "posts", "a.md"))
	if err != nil || problems != nil || len(docs) != 1 || docs[0].Path != "a.md" || string(docs[0].Data) != "text" {
		t.Errorf("Read of one file = %v, %v, %v", docs, problems, err)
	}
}

func TestReadLargeFile(t *testing.T) {
	exact := strings.Repeat("x", source.MaxBytes)
	dir := tree(t, map[string]string{"exact.md": exact, "large.md": exact + "x", "small.md": "x"})
	docs, problems, err := read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"exact.md", "small.md"}, paths(docs)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if len(docs) > 0 && !bytes.Equal(docs[0].Data, []byte(exact)) {
		t.Error("the largest allowed file did not come whole")
	}
	if len(problems) != 1 || problems[0].Path != "large.md" || !strings.Contains(problems[0].Error(), "1024 KiB") {
		t.Errorf("problems = %v", problems)
	}
}

// Nothing outside the folder is read, and nothing that would block.
func TestReadStaysInside(t *testing.T) {
	outside := tree(t, map[string]string{"secret.md": "secret"})
	dir := tree(t, map[string]string{"a.md": "text"})
	for link, target := range map[string]string{
		"out.md":  filepath.Join(outside, "secret.md"),
		"up.md":   "../" + filepath.Base(outside) + "/secret.md",
		"outdir":  outside,
		"loop.md": "loop.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	docs, problems, err := read(t.Context(), dir)
	if err != nil || problems != nil {
		t.Fatalf("Read: %v, %v", problems, err)
	}
	if diff := cmp.Diff([]string{"a.md"}, paths(docs)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	docs, problems, err = read(t.Context(), filepath.Join(dir, "pipe.md"))
	if err != nil || docs != nil || len(problems) != 1 {
		t.Errorf("Read of a pipe = %v, %v, %v, want one problem", docs, problems, err)
	}
}

func TestReadRefusesAFolderThatIsNotThere(t *testing.T) {
	location := filepath.Join(t.TempDir(), "no", "such")
	docs, _, err := read(t.Context(), location)
	if err == nil || !strings.Contains(err.Error(), "name a folder or a file that exists") || !strings.Contains(err.Error(), location) {
		t.Errorf("Read(%q) = %v, %v, want an error that names it", location, docs, err)
	}
}

func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	for _, name := range strings.Fields("a b c d e f g h i j") {
		if err := os.WriteFile(filepath.Join(dir, name+".md"), bytes.Repeat([]byte("text "), 800), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := read(b.Context(), dir); err != nil {
			b.Fatal(err)
		}
	}
}
