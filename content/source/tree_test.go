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
)

// shows lets main end in a commit of a folder.
func (g *gitSite) shows(folder plumbing.Hash) {
	g.head = g.commit(folder, "x")
	g.refs["refs/heads/main"] = g.head
}

// Links, submodules and what is only in name a file lead nowhere; names that are
// tricks are told of, and name no path.
func TestTricksInFolders(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	post := g.put(plumbing.BlobObject, "We meet on Tuesday 26 September 2017.")
	below := g.put(plumbing.TreeObject, row("100644", "post.md", post))
	link := g.put(plumbing.BlobObject, "../../../../etc/passwd")
	lfs := g.put(plumbing.BlobObject, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
	g.shows(g.put(plumbing.TreeObject, strings.Join([]string{
		row("40000", "..", below), row("40000", ".", below), row("40000", ".GIT", below), row("40000", ".git", below), row("100644", ".gitmodules", post),
		row("120000", "link.md", link), row("160000", "module", plumbing.NewHash("1234567890123456789012345678901234567890")),
		row("100755", "run.md", post), row("100664", "old.md", post),
		row("100644", "up/../../x.md", post), row("100644", `back\slash.md`, post), row("100644", "line\nbreak.md", post), row("100644", "\x1b[31m.md", post), row("100644", "\xff\xfe.md", post),
		row("100644", "twice.md", post), row("100644", "twice.md", link), row("100644", "TWICE.md", post),
		row("100644", "CON", post), row("100644", "dot.", post), row("100644", "git~1", post), row("100644", strings.Repeat("a", 2000), post),
		row("100644", "large.md", lfs), row("100644", "large.jpg", lfs), row("40000", "folder.md", below), row("40000", "file", post), row("100644", "fold", below),
	}, "")))
	// the folder that is a file breaks all: nothing is known of what is in it
	refused(t, r, g.address, "is broken")
	g.shows(g.put(plumbing.TreeObject, strings.ReplaceAll(string(bytesOf(g.storage.Objects[treeOf(g)])), row("40000", "file", post), "")))
	for _, plain := range []bool{false, true} {
		g.plain = plain
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
	return plumbing.NewHash(string(bytesOf(g.storage.Objects[g.head]))[5:45])
}

// A folder that stands in itself many times over is left after so many paths.
func TestFoldersThatMultiply(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	g.plain = true
	// ten folders in ten, ten levels deep: ten thousand million files
	at := g.put(plumbing.TreeObject, row("100644", "post.md", g.put(plumbing.BlobObject, "text")))
	for range 10 {
		rows := ""
		for i := range 10 {
			rows += row("40000", fmt.Sprint(i), at)
		}
		at = g.put(plumbing.TreeObject, rows)
	}
	g.shows(at)
	refused(t, r, g.address, "more than 200000 files and folders")

	// one in another, a thousand deep
	at = g.put(plumbing.TreeObject, row("100644", "post.md", g.put(plumbing.BlobObject, "text")))
	for range 1000 {
		at = g.put(plumbing.TreeObject, row("40000", "d", at)+row("100644", "top.md", g.put(plumbing.BlobObject, "text")))
	}
	g.shows(at)
	reading := checkOut(t, r, g.address, "")
	if len(reading.Documents) != 65 || len(reading.Problems) != 1 || !strings.Contains(reading.Problems[0].Error(), "more than 64 folders deep") || reading.Problems[0].Path != strings.TrimSuffix(strings.Repeat("d/", 65), "/") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}

	// one text in very many places
	g.shows(g.folder(map[string]string{"large.md": strings.Repeat("x", source.MaxBytes)}))
	large := row("100644", "", plumbing.ZeroHash)[:7]
	id := string(bytesOf(g.storage.Objects[treeOf(g)]))
	id = id[len(id)-20:]
	rows := ""
	for i := range 11_000 {
		rows += large + fmt.Sprintf("%05d.md", i) + "\x00" + id
	}
	g.shows(g.put(plumbing.TreeObject, rows))
	reading = checkOut(t, r, g.address, "")
	if len(reading.Documents) != 48 || len(reading.Problems) != 1 || reading.Problems[0].Path != "." || !strings.Contains(reading.Problems[0].Error(), "more than 48 MiB of text, and what comes from 00048.md on") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}

	// and more files than are read, of which only so many are asked for
	small := plumbing.ComputeHash(plumbing.BlobObject, []byte("text"))
	g.shows(g.put(plumbing.TreeObject, strings.ReplaceAll(rows, id, string(small[:]))))
	g.plain = false
	reading = checkOut(t, r, g.address, "")
	if len(reading.Documents) != source.MaxDocuments || len(reading.Problems) != 1 || !strings.Contains(reading.Problems[0].Error(), "more than 10000 documents, and what comes from 10000.md on") {
		t.Errorf("%d documents, %v", len(reading.Documents), reading.Problems)
	}
}
