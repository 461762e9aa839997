package source_test

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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
	for _, link := range []string{"out.md", "up.md"} { // by itself it leads out no more than among others
		docs, problems, err = read(t.Context(), filepath.Join(dir, link))
		if err != nil || docs != nil || len(problems) != 1 {
			t.Errorf("Read of %s = %v, %v, %v, want one problem", link, docs, problems, err)
		}
	}
}

// What is no regular file is no document, wherever it stands, and holds nobody up.
func TestReadPassesDevicesOver(t *testing.T) {
	dir := tree(t, map[string]string{"a.md": "text"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "socket.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := syscall.Mknod(filepath.Join(dir, "zero.md"), syscall.S_IFCHR|0o644, 1<<8|5); err != nil {
		t.Logf("no device is made for this test, only the system's are read: %v", err) // that takes root
	}
	docs, problems, err := read(soon(t), dir)
	if err != nil || problems != nil || !slices.Equal(paths(docs), []string{"a.md"}) {
		t.Errorf("Read = %q, %v, %v", paths(docs), problems, err)
	}
	for _, one := range []string{filepath.Join(dir, "pipe.md"), filepath.Join(dir, "socket.md"), "/dev/zero", "/dev/full", "/dev/tty"} {
		docs, problems, err := read(soon(t), one)
		if err != nil || docs != nil || len(problems) != 1 {
			t.Errorf("Read(%q) = %v, %v, %v, want one problem", one, docs, problems, err)
		}
	}
}

// A file of 5 GB that takes no room on disk takes none in memory either.
func TestReadSparseFile(t *testing.T) {
	dir := tree(t, map[string]string{"a.md": "text", "sparse.md": "", "words.md": "We meet on Tuesday."})
	for _, name := range []string{"sparse.md", "words.md"} {
		if err := os.Truncate(filepath.Join(dir, name), 5<<30); err != nil {
			t.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	docs, problems, err := read(soon(t), dir)
	runtime.ReadMemStats(&after)
	if err != nil || !slices.Equal(paths(docs), []string{"a.md"}) || len(problems) != 2 || !strings.Contains(problems[0].Error(), "1024 KiB") {
		t.Errorf("Read = %q, %v, %v, want one document and two problems", paths(docs), problems, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > source.MaxBytes {
		t.Errorf("%d bytes were allocated for files of 5 GB", took)
	}
}

// Names that other systems make something of are names here.
func TestReadOddNames(t *testing.T) {
	names := []string{"CON", "NUL.md", "aux.txt", "dot.", "space ", "~", "a:b.md", "a\\b.md", "-rf", "*.md", "${HOME}.md", "é.md", "e\u0301.md"}
	files := map[string]string{}
	for _, name := range names {
		files[name] = "text"
	}
	docs, problems, err := read(t.Context(), tree(t, files))
	slices.Sort(names)
	if err != nil || problems != nil || !slices.Equal(paths(docs), names) {
		t.Errorf("Read = %q, %v, %v, want %q", paths(docs), problems, err, names)
	}
}

// What is in a folder is read whether it was named by a link or by where it is;
// what links in it lead to is not.
func TestReadALinkToAFolder(t *testing.T) {
	dir := tree(t, map[string]string{"posts/a.md": "text", "secret/b.md": "secret"})
	for link, target := range map[string]string{"link": "posts", "posts/out": "../secret", "posts/out.md": "../secret/b.md", "posts/loop": ".", "posts/again.md": "a.md"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, location := range []string{filepath.Join(dir, "link"), filepath.Join(dir, "link") + "/", filepath.Join(dir, "posts", "..", "posts")} {
		docs, problems, err := read(t.Context(), location)
		if err != nil || problems != nil || !slices.Equal(paths(docs), []string{"a.md"}) {
			t.Errorf("Read(%q) = %q, %v, %v", location, paths(docs), problems, err)
		}
	}
	// a link that is named itself is the operator's word, as far as its own folder
	if docs, problems, err := read(t.Context(), filepath.Join(dir, "posts", "out.md")); err != nil || docs != nil || len(problems) != 1 {
		t.Errorf("Read of a link that leads out = %v, %v, %v, want one problem", docs, problems, err)
	}
}

// An XML document that says it is in another charset is decoded once.
func TestReadXMLInOtherCharsets(t *testing.T) {
	const head = `<?xml version="1.0" encoding="`
	dir := tree(t, map[string]string{
		"latin.xml": head + "ISO-8859-1\"?><t>Caf\xe9</t>", "utf8.xml": head + "utf-8\"?><t>Café</t>", "lies.xml": head + "ISO-8859-1\"?><t>Café</t>",
		"wide.xml": "<\x00?\x00x\x00m\x00l\x00?\x00>\x00<\x00t\x00/\x00>\x00", "none.xml": "<t>Caf\xe9</t>", "post.md": "Caf\xe9",
	})
	docs, _, err := read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"latin.xml": head + "utf-8\"?><t>Café</t>", "utf8.xml": head + "utf-8\"?><t>Café</t>", "lies.xml": head + "utf-8\"?><t>Café</t>",
		"wide.xml": "<?xml?><t/>", "none.xml": "<t>Caf\xe9</t>", "post.md": "Caf\xe9",
	}
	if diff := cmp.Diff(want, texts(docs)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
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
