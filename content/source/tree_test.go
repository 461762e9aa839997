package source_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"

	"meetupbot/content/source"
	"meetupbot/content/source/gittest"
)

// shows lets main end in a commit of a folder.
func (g *gitSite) shows(folder plumbing.Hash) {
	g.Head = g.Commit(folder, "x")
	g.Refs["refs/heads/main"] = g.Head
}

// Links, submodules and what is only in name a file lead nowhere; names that are
// tricks are told of, and name no path.
func TestTricksInFolders(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	post := g.Put(plumbing.BlobObject, "We meet on Tuesday 26 September 2017.")
	below := g.Put(plumbing.TreeObject, gittest.Row("100644", "post.md", post))
	link := g.Put(plumbing.BlobObject, "../../../../etc/passwd")
	lfs := g.Put(plumbing.BlobObject, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
	g.shows(g.Put(plumbing.TreeObject, strings.Join([]string{
		gittest.Row("40000", "..", below), gittest.Row("40000", ".", below), gittest.Row("40000", ".GIT", below), gittest.Row("40000", ".git", below), gittest.Row("100644", ".gitmodules", post),
		gittest.Row("120000", "link.md", link), gittest.Row("160000", "module", plumbing.NewHash("1234567890123456789012345678901234567890")),
		gittest.Row("100755", "run.md", post), gittest.Row("100664", "old.md", post),
		gittest.Row("100644", "up/../../x.md", post), gittest.Row("100644", `back\slash.md`, post), gittest.Row("100644", "line\nbreak.md", post), gittest.Row("100644", "\x1b[31m.md", post), gittest.Row("100644", "\xff\xfe.md", post),
		gittest.Row("100644", "twice.md", post), gittest.Row("100644", "twice.md", link), gittest.Row("100644", "TWICE.md", post),
		gittest.Row("100644", "CON", post), gittest.Row("100644", "dot.", post), gittest.Row("100644", "git~1", post), gittest.Row("100644", strings.Repeat("a", 2000), post),
		gittest.Row("100644", "large.md", lfs), gittest.Row("100644", "large.jpg", lfs), gittest.Row("40000", "folder.md", below), gittest.Row("40000", "file", post), gittest.Row("100644", "fold", below),
	}, "")))
	// the folder that is a file breaks all: nothing is known of what is in it
	refused(t, r, g.address, "is broken")
	g.shows(g.Put(plumbing.TreeObject, strings.ReplaceAll(string(gittest.Bytes(g.Storage.Objects[treeOf(g)])), gittest.Row("40000", "file", post), "")))
	for _, plain := range []bool{false, true} {
		g.Plain = plain
		reading := checkOut(t, r, g.address, "")
		got := slices.Sorted(maps.Keys(texts(reading.Documents)))
		want := []string{"CON", "TWICE.md", "dot.", "folder.md/post.md", "git~1", "old.md", "run.md", "twice.md"}
		if !slices.Equal(got, want) {
			t.Errorf("plain %v: documents %q, want %q", plain, got, want)
		}
		told := ""
		for _, p := range reading.Problems {
			told += p.Error() + "\n"
			if !utf8.ValidString(p.Error()) || strings.IndexFunc(p.Error(), unicode.IsControl) >= 0 {
				t.Errorf("a problem holds what may not be shown: %q", p)
			}
		}
		for _, want := range []string{"up-..-..-x.md: this is no name", "back-slash.md: this is no name", "line-break.md: this", "-[31m.md: this", "twice.md: this", "aaa...: this", "large.md: the file is kept with Git LFS", "fold: "} {
			if !strings.Contains(told, want) {
				t.Errorf("plain %v: the problems do not tell of %q:\n%s", plain, want, told)
			}
		}
		if len(reading.Problems) != 9 {
			t.Errorf("plain %v: %d problems, want 9:\n%s", plain, len(reading.Problems), told)
		}
	}
	for _, at := range []string{"#link.md", "#module", "#link.md/x"} {
		refused(t, r, g.address+at, "no folder or file")
	}
}

// treeOf is the folder of the commit that is shown.
func treeOf(g *gitSite) plumbing.Hash {
	return plumbing.NewHash(string(gittest.Bytes(g.Storage.Objects[g.Head]))[5:45])
}

// A folder that stands in itself many times over is left after so many paths.
func TestFoldersThatMultiply(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	g.Plain = true
	// ten folders in ten, ten levels deep: ten thousand million files
	at := g.Put(plumbing.TreeObject, gittest.Row("100644", "post.md", g.Put(plumbing.BlobObject, "text")))
	for range 10 {
		rows := ""
		for i := range 10 {
			rows += gittest.Row("40000", fmt.Sprint(i), at)
		}
		at = g.Put(plumbing.TreeObject, rows)
	}
	g.shows(at)
	refused(t, r, g.address, "more than 200000 files and folders")

	// one in another, a thousand deep
	at = g.Put(plumbing.TreeObject, gittest.Row("100644", "post.md", g.Put(plumbing.BlobObject, "text")))
	for range 1000 {
		at = g.Put(plumbing.TreeObject, gittest.Row("40000", "d", at)+gittest.Row("100644", "top.md", g.Put(plumbing.BlobObject, "text")))
	}
	g.shows(at)
	reading := checkOut(t, r, g.address, "")
	if len(reading.Documents) != 65 || len(reading.Problems) != 1 || !strings.Contains(reading.Problems[0].Error(), "more than 64 folders deep") || reading.Problems[0].Path != strings.TrimSuffix(strings.Repeat("d/", 65), "/") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}

	// one text in very many places
	g.shows(g.Folder(map[string]string{"large.md": strings.Repeat("x", source.MaxBytes)}))
	large := gittest.Row("100644", "", plumbing.ZeroHash)[:7]
	id := string(gittest.Bytes(g.Storage.Objects[treeOf(g)]))
	id = id[len(id)-20:]
	rows := ""
	for i := range 11_000 {
		rows += large + fmt.Sprintf("%05d.md", i) + "\x00" + id
	}
	g.shows(g.Put(plumbing.TreeObject, rows))
	reading = checkOut(t, r, g.address, "")
	if len(reading.Documents) != 48 || len(reading.Problems) != 1 || reading.Problems[0].Path != "." || !strings.Contains(reading.Problems[0].Error(), "more than 48 MiB of text, and what comes from 00048.md on") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}

	// and more files than are read, of which only so many are asked for
	small := plumbing.ComputeHash(plumbing.BlobObject, []byte("text"))
	g.shows(g.Put(plumbing.TreeObject, strings.ReplaceAll(rows, id, string(small[:]))))
	g.Plain = false
	reading = checkOut(t, r, g.address, "")
	if len(reading.Documents) != source.MaxDocuments || len(reading.Problems) != 1 || !strings.Contains(reading.Problems[0].Error(), "more than 10000 documents, and what comes from 10000.md on") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}
}
