package markup_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content/parse/markup"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/parsetest"
)

// TestMarkdown writes each document of the archives as Markdown and compares
// with the section of its name and ".want".
func TestMarkdown(t *testing.T) {
	parsetest.Golden(t, "testdata/*.txtar", "*.want", func(t *testing.T, c parsetest.Case) string {
		f := c.Docs[0]
		got := string(markup.Markdown(f.Name, f.Data))
		if a, b := strings.Count(got, "\n"), strings.Count(string(f.Data), "\n"); a != b {
			t.Errorf("%d lines of %d", a, b)
		}
		return trimmed(got)
	})
}

// trimmed cuts white space off the ends of lines, which an archive would lose.
func trimmed(s string) string {
	l := strings.Split(s, "\n")
	for i := range l {
		l[i] = strings.TrimRight(l[i], " ")
	}
	return strings.Join(l, "\n")
}

func TestOtherNamesStay(t *testing.T) {
	const s = "== Owls ==\n* one\n"
	for _, name := range []string{"a.md", "a.html", "a", "rst", "a.adoc.md"} {
		if got := string(markup.Markdown(name, []byte(s))); got != s {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Each table is one to the outline, too: the rows and their cells.
func TestTablesAreTables(t *testing.T) {
	for _, f := range parsetest.Documents(t, "testdata/tables.txtar") {
		tree, err := outline.Parse(f.Name, markup.Markdown(f.Name, f.Data), 1)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range tree.Root.All() {
			if b.Kind == outline.Row {
				got = append(got, b.Text.Plain)
			}
		}
		want := []string{"Time | What | Who", "19:00 | Soup", "19:30 | Owls at night | Ana Finch", "20:15 | Nets | Leo Marsh"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: rows differ (-want +got):\n%s", f.Name, diff)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, name := range []string{"a.adoc", "a.rst", "a.org", "a.textile", "a.pod"} {
		for _, s := range []string{
			"|===\n|a|b\n|c\nd|e\n|===\n", "a::\nb\n", "____\nx\n____", "////\nx", "= a\n\n.b\n* c\n** d\n",
			"a\n===\n\n=== ==\na   b\n=== ==\n", "+--+--+\n|a |b |\n+==+==+\n", ".. list-table::\n\n   * - a\n     - b\n", "`a <b>`_ `c`_\n\n.. _c: d\n",
			"* a :b:\n:PROPERTIES:\n", "- a :: b\n[[c][d]]", "h1. a\n|_. b|c|\n\"d\":http://e", "\t\n \n", "=head2 a\n\n=over\n\n=item *\n\nB<b> L<c|http://d>\n\n=back\n", "C<< a > b >> E<gt>\n=begin x\n=end x",
		} {
			f.Add(name, s)
		}
	}
	f.Fuzz(func(t *testing.T, name, s string) {
		got := string(markup.Markdown(name, []byte(s)))
		if a, b := strings.Count(got, "\n"), strings.Count(s, "\n"); a != b {
			t.Errorf("%s: %d line breaks of %d", name, a, b)
		}
	})
}
