package outline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// draw writes a tree as indented lines: what a test wants to see of it.
func draw(t *Tree) string {
	var b strings.Builder
	var walk func(s *Section, in string)
	walk = func(s *Section, in string) {
		if s.Level > 0 {
			fmt.Fprintf(&b, "%s#%d %s (%d)\n", in, s.Level, s.Heading.Markdown(), s.Heading.Line)
		}
		for _, block := range s.Blocks {
			name := [...]string{"p", "item", "row", "quote", "code"}[block.Kind]
			if block.Kind == Item {
				name = fmt.Sprintf("item%d", block.Depth)
			}
			fmt.Fprintf(&b, "%s%s: %s (%d)\n", in, name, strings.ReplaceAll(block.Text.Markdown(), "\n", " / "), block.Text.Line)
		}
		for _, sub := range s.Sections {
			walk(sub, in+"  ")
		}
	}
	walk(t.Root, "")
	return b.String()
}

func TestParse(t *testing.T) {
	tests := []struct{ name, file, body, want string }{
		{"headings and nested lists", "a.md", "# Talks\n\n- one\n  - two\n\n1. three\n\nbye\n", `
  #1 Talks (1)
  item1: one (3)
  item2: two (4)
  item1: three (6)
  p: bye (8)
`},
		{"marks and links", "a.md", "Hear *Ana* of [Acme](https://acme.example) on **Go**.\n", `
p: Hear *Ana* of [Acme](https://acme.example) on **Go**. (1)
`},
		{"a bold line is a heading", "a.md", "**Venue**\n\nThe Old Mill\n\n**When:**\nTuesday\n", `
  #7 **Venue** (1)
  p: The Old Mill (3)
  #7 **When:** (5)
  p: Tuesday (6)
`},
		{"a bold sentence is none", "a.md", "**Bring your own cup, and a friend.**\n", `
p: **Bring your own cup, and a friend.** (1)
`},
		{"HTML inside Markdown", "a.txt", "Hello\n\n<p>One<br>Two</p>\n<ul><li>a<li>b</ul>\n\nAfter <b>all</b>\n", `
p: Hello (1)
p: One / Two (3)
item1: a (4)
item1: b (4)
p: After **all** (6)
`},
		{"broken nesting", "a.md", "<p><p>Hi</p><ul><li>6:45 : Doors<br></li></ul><!-- more --><p>Bye</p>\n", `
p: Hi (1)
item1: 6:45 : Doors (1)
p: Bye (1)
`},
		{"joke tags swallow nothing", "a.md", "Please welcome <cue trumpets> Ada Finch <hush>.\n", `
p: Please welcome Ada Finch . (1)
`},
		{"templates are no text", "a.md", "{{< youtube abc >}}\nSee {{ page.title }} and {% include map.html %} us <%= link %>{: .center}\n", `
p: See and us (2)
`},
		{"a table with a header", "a.md", "| When | What |\n|---|---|\n| 18:00 | Doors |\n", `
row: When | What (1)
row: 18:00 | Doors (3)
`},
		{"a table without", "a.md", "| 18:00 - 18:20 | Doors |\n| 18:20 - 19:00 | *Owls* |\n", `
row: 18:00 - 18:20 | Doors (1)
row: 18:20 - 19:00 | *Owls* (2)
`},
		{"a page and what surrounds its article", "a.html", "<html><body><nav><ul><li>Home</ul></nav><h1>Site</h1>\n<article><h2>Owls</h2><p>at\nnight</p></article><footer>me</footer></body></html>", `
  #2 Owls (2)
  p: at night (2)
`},
		{"a page without article", "a.html", "<body><script>var a='<p>no</p>'</script><table><tr><th>A<th>B<tr><td>1<td>2</table><p>x &amp; y", `
row: A | B (1)
row: 1 | 2 (1)
p: x & y (1)
`},
		{"quotes, code and struck text", "a.md", "> said\n\n```\na  b\n```\n\n~~gone~~ here\n", `
quote: said (1)
code: a b (4)
p: ~~gone~~ here (7)
`},
		{"indented text is text", "a.md", "intro\n\n        06:00 Doors\n", `
p: intro (1)
p: 06:00 Doors (3)
`},
		{"headings without a blank", "a.md", "##Owls\n\n#tag and text\n\n```\n##code\n```\n\n###*Night*\n", `
  #2 Owls (1)
  p: #tag and text (3)
  code: ##code (6)
    #3 *Night* (9)
`},
		{"a page by its ending", "a.php", "<?php include 'head.php'; ?>\n<div>\n    <h2>Owls</h2>\n    <p>at night\n</div>\n", `
  #2 Owls (3)
  p: at night (4)
`},
		{"a tag that gives the speaker first", "a.md", "1. {% talk 'Ana Finch' 'How owls hunt' %}\nSilently.\n{% endtalk %}\n", `
item1: **Title:** How owls hunt / **Speaker:** Ana Finch / Silently. (1)
`},
		{"characters that turn or hide text are dropped", "a.md", "a\u202eb\u200bc\u00a0d\n", `
p: abc d (1)
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := Parse(tt.file, []byte(tt.body), 1)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), draw(tree)); diff != "" {
				t.Errorf("Parse(%q) differs (-want +got):\n%s", tt.body, diff)
			}
		})
	}
}

func TestPageMeta(t *testing.T) {
	tree, err := Parse("x.html", []byte(`<html><head><title>Owls at
 night -- Site</title><meta property="article:published_time" content="2017-09-09"></head><body><h1>Owls</h1></body>`), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Meta["title"]; got != "Owls at night -- Site" {
		t.Errorf("title = %q", got)
	}
	if got := tree.Meta["article:published_time"]; got != "2017-09-09" {
		t.Errorf("published = %q", got)
	}
}

func TestTextSliceKeepsMarksAndLines(t *testing.T) {
	tree, err := Parse("a.md", []byte("one [two](u) three\nfour **five**\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	text := tree.Root.Blocks[0].Text
	lines := text.Lines()
	if len(lines) != 2 || lines[1].Plain != "four five" || lines[1].Line != 11 {
		t.Fatalf("Lines = %+v, want the second to be \"four five\" on line 11", lines)
	}
	if got := lines[1].Markdown(); got != "four **five**" {
		t.Errorf("Markdown = %q", got)
	}
	if got := text.LineOf(strings.Index(text.Plain, "five")); got != 11 {
		t.Errorf("LineOf = %d, want 11", got)
	}
}

func TestTooDeep(t *testing.T) {
	for name, body := range map[string]string{
		"one line":   strings.Repeat("- ", 200) + "x",
		"quotes":     strings.Repeat(">", 200) + "x",
		"many lines": deepList(150),
		"tags":       strings.Repeat("<ul><li>", 200),
	} {
		if _, err := Parse("a.md", []byte(body), 1); err == nil {
			t.Errorf("%s: no error for 200 levels", name)
		}
	}
	if _, err := Parse("a.md", []byte(deepList(50)), 1); err != nil {
		t.Errorf("50 levels: %v", err)
	}
}

// Marks that nobody closes go on in every paragraph behind them: a few of them
// do, not thousands.
func TestOpenMarks(t *testing.T) {
	tree, err := Parse("a.html", []byte(strings.Repeat("<b><a href='x'><p>a</p>", 2_000)), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range tree.Root.All() {
		if n := len(block.Text.Marks); n > maxOpen {
			t.Fatalf("%d marks on line %d", n, block.Text.Line)
		}
	}
}

// An address that stands in the text as it is is a link, once.
func TestBareAddressesAreLinks(t *testing.T) {
	for body, want := range map[string][]string{
		"RSVP: https://a.example/x.":                        {"https://a.example/x"},
		"**RSVP:** (http://a.example/x?y=1), or not":        {"http://a.example/x?y=1"},
		"[b](https://b.example) https://a.example/(x)":      {"https://b.example", "https://a.example/(x)"},
		"<https://a.example> [https://c.example](http://d)": {"https://a.example", "http://d"},
		"<p>https://a.example/x</p>":                        {"https://a.example/x"},
		"ftp://x https:// http://":                          nil,
	} {
		tree, err := Parse("a.md", []byte(body), 1)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, block := range tree.Root.All() {
			for _, l := range block.Text.Links() {
				got = append(got, l.URL)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("links of %q = %q, want %q", body, got, want)
		}
	}
}

// Text that would keep the Markdown parser busy for minutes, or fill the memory,
// is refused at once; what is merely long is read.
func TestTangled(t *testing.T) {
	for _, tt := range []struct {
		name, file, body string
		want             error
	}{
		{"links", "a.md", strings.Repeat("[a](", 32_000), errTangled},
		{"emphasis", "a.md", strings.Repeat("*a_ ", 200_000), errTangled},
		{"tags", "a.md", strings.Repeat("a <b>b ", 30_000), errTangled},
		{"short rows", "a.md", strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n" + strings.Repeat("|\n", 40), errTangled},
		{"columns", "a.md", strings.Repeat("|a", 30_000) + "|\n" + strings.Repeat("|-", 30_000) + "|\n", errTangled},
		{"many tables", "a.md", strings.Repeat("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n\n", 10_000), errTangled},
		{"rows without a header", "a.md", strings.Repeat("|a|b|c|d|e|f|\n", 20_000), errTangled},
		{"lines", "a.md", strings.Repeat("a\n", 50_000), errLong},
		{"lines of a quotation", "a.md", strings.Repeat("> a\n", 50_000), errLong},
		{"deep items", "a.md", strings.Repeat(strings.Repeat("  ", 60)+"- a\n", 5_000), errTangled},
		{"deep quotations", "a.md", strings.Repeat(strings.Repeat("> ", 60)+"a\n", 5_000), errTangled},
		{"items", "a.md", strings.Repeat("- a\n", 30_000), errMany},
		{"headings", "a.md", strings.Repeat("# a\n", 30_000), errMany},
		{"cells of a page", "a.html", strings.Repeat("<td>a", 70_000), errTangled},
		{"tags of a page", "a.html", strings.Repeat("<b>", 110_000), errTags},
		{"paragraphs of a page", "a.html", strings.Repeat("<p>a", 30_000), errMany},
	} {
		if _, err := Parse(tt.file, []byte(tt.body), 1); err != tt.want {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
	}
	for name, body := range map[string]string{
		"items": strings.Repeat("- [a](https://example.org/a_b) *c*\n", 8_000),
		"code":  "```\n" + strings.Repeat("\t\tcode\n", 30_000) + "```\n",
		"table": "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 8_000),
	} {
		if _, err := Parse("a.md", []byte(body), 1); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func deepList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"# a\n\n- b\n\t- c\n", "<p><b>x</p><table><tr><td>1</table>", "|a|b|\n|-|-|\n|1|2|\n", "| 1 | 2 |", "{{<x>}} {% y", "a\x00b\xff",
		"<article>x<nav>y", "**a**\nb", "![x](y) [z](w)", "<dl><dt>a<dd>b", "<pre>\n1\n", "> - > - x", "a\\\nb  \nc&amp;&#x41;", "<title>", "<br></li>", "<!--",
	} {
		f.Add("a.md", []byte(s))
		f.Add("a.html", []byte(s))
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		tree, err := Parse(name, body, 1)
		if err != nil {
			return
		}
		lines := 1 + strings.Count(string(body), "\n")
		for _, block := range tree.Root.All() {
			if n := block.Text.Line; n < 0 || n > lines {
				t.Errorf("line %d of %d", n, lines)
			}
			block.Text.Markdown()
			for _, m := range block.Text.Marks {
				if m.Start < 0 || m.End > len(block.Text.Plain) || m.Start > m.End {
					t.Errorf("mark %+v outside of %q", m, block.Text.Plain)
				}
			}
			for _, line := range block.Text.Lines() {
				if strings.TrimSpace(line.Plain) == "" {
					t.Errorf("an empty line in %q", block.Text.Plain)
				}
			}
		}
	})
}

// Inputs whose reading once took the square of their length.
// They stay below the limit on tags.
func BenchmarkRepetition(b *testing.B) {
	for _, s := range []string{"[a]: b\n", "| a |\n|-|\n", "[", "*a ", "- a\n", "<b>", "# a\n"} {
		body := []byte(strings.Repeat(s, (1<<18)/len(s)))
		for _, name := range []string{"a.md", "a.html"} {
			b.Run(name+"/"+strings.TrimSpace(s), func(b *testing.B) {
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					if _, err := Parse(name, body, 1); err != nil && err != errTangled && err != errLong && err != errMany {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
