package bot

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Prose is text of several paragraphs, taken out of whatever markup it was
// written in.
type Prose []Paragraph

// A Paragraph is a paragraph, or a list's item.
type Paragraph struct {
	Item bool // one of a list
	Runs []Run
}

// A Run is a stretch of text; with a URL it is a link.
type Run struct {
	Text string
	URL  string
}

// maxProse is how much of a text is read, in bytes: more than any bio needs,
// and little enough for what Markdown can be made to cost.
const maxProse = 6_000

// markdownParser is CommonMark's, safe for use by many.
var markdownParser = goldmark.DefaultParser()

// ProseOf takes Markdown apart. Emphasis is dropped, code is text, an image is
// its description, raw HTML is left out.
func ProseOf(markdown string) Prose {
	markdown = clip(markdown, maxProse)
	if !strings.ContainsAny(markdown, "*_[]<>`#~\\&!|") && !strings.Contains(markdown, "\n") {
		// What nearly all short bios are needs no parser.
		if s := strings.TrimSpace(markdown); s != "" && !listLike(s) {
			return Prose{{Runs: []Run{{Text: s}}}}
		}
	}
	source := []byte(markdown)
	w := proseWriter{source: source}
	// Without failing: nothing below returns an error.
	_ = ast.Walk(markdownParser.Parse(text.NewReader(source)), w.visit)
	w.end()
	return w.prose
}

// listLike reports whether Markdown could read the line as anything but a
// paragraph.
func listLike(s string) bool {
	return strings.ContainsAny(s[:1], "-+=0123456789")
}

// clip cuts s to at most n bytes, between two words where there are any, and
// says so.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	end := strings.LastIndexAny(s[:n], " \n")
	if end <= 0 {
		for end = n; end > 0 && !utf8.RuneStart(s[end]); {
			end--
		}
	}
	return strings.TrimRight(s[:end], " \n") + " …"
}

type proseWriter struct {
	source []byte
	prose  Prose
	now    Paragraph
	url    string
	items  int // how deep in lists
}

func (w *proseWriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.ListItem:
		w.end()
		if entering {
			w.items++
		} else {
			w.items--
		}
	case *ast.Link:
		w.url = ""
		if entering {
			w.url = safeURL(string(n.Destination))
		}
	case *ast.Text:
		if entering {
			w.write(html.UnescapeString(string(util.UnescapePunctuations(n.Segment.Value(w.source)))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.write(" ")
			}
		}
	case *ast.String:
		if entering {
			w.write(string(n.Value))
		}
	case *ast.AutoLink:
		if entering {
			w.url = safeURL(string(n.URL(w.source)))
			w.write(string(n.Label(w.source)))
			w.url = ""
		}
	case *ast.CodeSpan:
		if entering {
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					w.write(string(t.Segment.Value(w.source)))
				}
			}
			return ast.WalkSkipChildren, nil
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		if entering {
			for i := range n.Lines().Len() {
				w.end()
				line := n.Lines().At(i)
				w.write(string(line.Value(w.source)))
			}
		}
		w.end()
	case *ast.HTMLBlock, *ast.RawHTML:
		return ast.WalkSkipChildren, nil
	default:
		if n.Type() == ast.TypeBlock {
			w.end()
		}
	}
	return ast.WalkContinue, nil
}

// write adds s to the paragraph, to its last run where that is of the same
// kind.
func (w *proseWriter) write(s string) {
	if s == "" {
		return
	}
	if last := len(w.now.Runs) - 1; last >= 0 && w.now.Runs[last].URL == w.url {
		w.now.Runs[last].Text += s
		return
	}
	w.now.Runs = append(w.now.Runs, Run{Text: s, URL: w.url})
}

// end ends the paragraph, if there is any text in it.
func (w *proseWriter) end() {
	w.now.Item = w.items > 0
	for _, r := range w.now.Runs {
		if strings.TrimSpace(r.Text) != "" {
			w.prose = append(w.prose, w.now)
			break
		}
	}
	w.now = Paragraph{}
}
