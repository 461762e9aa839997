package soup_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/soup"
)

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
	parsetest.Golden(t, "testdata/*.txtar", "*.want", func(t *testing.T, c parsetest.Case) string {
		return shown(t, c.Docs[0].Name, c.Docs[0].Data)
	})
}

func FuzzPage(f *testing.F) {
	for _, d := range parsetest.Documents(f, "testdata/*.txtar") {
		f.Add(d.Data)
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
