package soup_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/soup"
)

var update = flag.Bool("update", false, "write the wanted texts anew")

// shown writes what a page is about, a line each with the line where it stands.
func shown(t *testing.T, name string, page []byte) string {
	tree, err := outline.Parse(name, page, 1)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for s, block := range tree.Root.All() {
		mark := ""
		switch block.Kind {
		case outline.Heading:
			mark = strings.Repeat("#", s.Level) + " "
		case outline.Item:
			mark = "- "
		case outline.Row:
			mark = "| "
		case outline.Quote:
			mark = "> "
		case outline.Code:
			mark = "code "
		}
		fmt.Fprintf(&b, "%d: %s%s\n", block.Text.Line, mark, strings.ReplaceAll(block.Text.Plain, "\n", " / "))
	}
	for _, s := range tree.Stamps {
		fmt.Fprintf(&b, "%d: stamp %s\n", s.Line, s.Text)
	}
	return b.String()
}

// TestPages reads each page of the archives and compares with the file of its
// name and ".want".
func TestPages(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages := map[string][]byte{}
		for _, f := range archive.Files {
			pages[f.Name] = f.Data
		}
		for i, f := range archive.Files {
			page, ok := strings.CutSuffix(f.Name, ".want")
			if !ok {
				continue
			}
			got := shown(t, page, pages[page])
			if *update {
				archive.Files[i].Data = []byte(got)
				continue
			}
			if diff := cmp.Diff(string(f.Data), got); diff != "" {
				t.Errorf("%s: %s differs (-want +got):\n%s", name, page, diff)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func FuzzPage(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			f.Add(file.Data)
		}
	}
	for _, s := range []string{"<table><td><table><tr><td>x</table>", "<dt>a<dt>b<dd>c<dd>d", "</div></td></p>", "<nav><article><h1>x", "<p class='a b-c entryMeta' id=d>1", "<a><a></a></a>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := 1 + strings.Count(string(src), "\n")
		tokens, stamps := soup.Page(src, 1)
		for _, s := range stamps {
			if s.Line < 1 || s.Line > lines {
				t.Errorf("a stamp on line %d of %d", s.Line, lines)
			}
		}
		for _, tok := range tokens {
			if tok.Line < 1 || tok.Line > lines {
				t.Errorf("line %d of %d", tok.Line, lines)
			}
		}
	})
}

// Pages whose reading would take the square of their length, if it could.
func BenchmarkRepetition(b *testing.B) {
	for _, s := range []string{"<div>", "<div class=nav><h1>x", "<table><tr><td>", "<td>x", "<dt>", "<dl><dt>a<dd>", "<p>x", "<pre>x", "</div>", "<a href=x>y", "<li class=share>x", "<span class=meta>by 1"} {
		src := []byte(strings.Repeat(s, (1<<19)/len(s)))
		b.Run(s, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				soup.Page(src, 1)
			}
		})
	}
}
