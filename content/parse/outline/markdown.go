package outline

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxReferences is how many lines may look like the definition of a link
// before they are read as text: looking for definitions takes the square of
// their number.
const maxReferences = 500

// The Markdown parsers are made once: each would cost a short description more
// than its text does. They keep nothing of what they read.
var (
	withReferences    = sync.OnceValue(func() parser.Parser { return newMarkdown(true) })
	withoutReferences = sync.OnceValue(func() parser.Parser { return newMarkdown(false) })
)

// newMarkdown returns the Markdown parser: CommonMark with tables and struck
// text.
func newMarkdown(references bool) parser.Parser {
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := append(parser.DefaultInlineParsers(), util.Prioritized(extension.NewStrikethroughParser(), 500))
	transformers := []util.PrioritizedValue{util.Prioritized(extension.NewTableParagraphTransformer(), 200)}
	if references {
		transformers = append(parser.DefaultParagraphTransformers(), transformers...)
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(transformers...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		parser.WithAttribute(),
	)
}

type markdown struct {
	*builder
	src  []byte
	at   int // a position in src ...
	line int // ... and its line
}

func (b *builder) readMarkdown(src []byte, line int) {
	m := &markdown{builder: b, src: src, line: line}
	p := withReferences
	if bytes.Count(src, []byte("]:")) > maxReferences {
		p = withoutReferences
	}
	m.blocks(p().Parse(text.NewReader(src)))
}

// lineAt returns the line of a position; positions mostly grow.
func (m *markdown) lineAt(pos int) int {
	if pos < m.at {
		m.line -= bytes.Count(m.src[pos:m.at], []byte{'\n'})
	} else {
		m.line += bytes.Count(m.src[m.at:pos], []byte{'\n'})
	}
	m.at = pos
	return m.line
}

func (m *markdown) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		m.block(n)
	}
}

func (m *markdown) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		m.flush()
		m.head = n.Level
		m.inlines(n)
		m.flush()
		m.head = 0
	case *ast.Paragraph, *ast.TextBlock:
		if len(m.lists) == 0 || n.PreviousSibling() != nil || n.Kind() == ast.KindParagraph {
			m.flush()
		}
		m.inlines(n)
		m.flush()
	case *ast.List:
		m.list(n.IsOrdered())
		m.blocks(n)
		m.endList()
	case *ast.ListItem:
		m.flush()
		m.item = true
		m.blocks(n)
		m.flush()
		m.item = false
	case *ast.Blockquote:
		m.quote(1)
		m.blocks(n)
		m.quote(-1)
	case *ast.HTMLBlock:
		start, end := -1, -1
		if lines := n.Lines(); lines.Len() > 0 {
			start, end = lines.At(0).Start, lines.At(lines.Len()-1).Stop
		}
		if n.HasClosure() {
			if start < 0 {
				start = n.ClosureLine.Start
			}
			end = n.ClosureLine.Stop
		}
		if start >= 0 {
			m.readHTML(m.src[start:end], m.lineAt(start))
		}
	case *ast.CodeBlock:
		m.indented(n)
	case *ast.FencedCodeBlock:
		m.flush()
		m.pre++
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			addText(m.builder, seg.Value(m.src), m.lineAt(seg.Start))
		}
		m.flush()
		m.pre--
	case *extast.Table:
		m.flush()
		for r := n.FirstChild(); r != nil; r = r.NextSibling() {
			m.row()
			for c := r.FirstChild(); c != nil; c = c.NextSibling() {
				m.cell(r.Kind() == extast.KindTableHeader)
				m.inlines(c)
				m.endCell()
			}
			m.endRow()
		}
	default:
		m.flush()
		m.blocks(n)
	}
}

// indented reads an indented block as if it were not: in announcements the
// indentation is nearly always an accident.
func (m *markdown) indented(n *ast.CodeBlock) {
	if n.Lines().Len() == 0 {
		return
	}
	var src []byte
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		src = append(append(src, bytes.TrimLeft(seg.Value(m.src), " \t\n")...), '\n')
		if bytes.HasSuffix(src, []byte("\n\n")) {
			src = src[:len(src)-1]
		}
	}
	m.flush()
	m.readMarkdown(src, m.lineAt(n.Lines().At(0).Start))
	m.flush()
}

func (m *markdown) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		m.inline(n)
	}
}

func (m *markdown) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		addText(m.builder, unescape(n.Segment.Value(m.src)), m.lineAt(n.Segment.Start))
		if n.SoftLineBreak() || n.HardLineBreak() {
			m.lineBreak()
		}
	case *ast.String:
		addText(m.builder, n.Value, m.line)
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				addText(m.builder, t.Segment.Value(m.src), m.lineAt(t.Segment.Start))
			}
		}
	case *ast.Emphasis:
		style := Italic
		if n.Level == 2 {
			style = Bold
		}
		m.marked(n, style, "")
	case *extast.Strikethrough:
		m.marked(n, Struck, "")
	case *ast.Link:
		m.marked(n, Link, string(n.Destination))
	case *ast.AutoLink:
		m.openMark(Link, string(n.URL(m.src)))
		addText(m.builder, n.Label(m.src), m.line)
		m.closeMark(Link)
	case *ast.Image:
		m.image(string(n.Destination), alternative(n, m.src))
	case *ast.RawHTML:
		if n.Segments.Len() > 0 { // a tag may be written over several lines
			m.readHTML(n.Segments.Value(m.src), m.lineAt(n.Segments.At(0).Start))
		}
	default:
		m.inlines(n)
	}
}

func (m *markdown) marked(n ast.Node, s Style, url string) {
	m.openMark(s, url)
	m.inlines(n)
	m.closeMark(s)
}

func alternative(n ast.Node, src []byte) string {
	var alt []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			alt = append(alt, t.Segment.Value(src)...)
		}
	}
	return string(alt)
}

func unescape(s []byte) []byte {
	if bytes.IndexByte(s, '\\') >= 0 {
		s = util.UnescapePunctuations(s)
	}
	if bytes.IndexByte(s, '&') >= 0 {
		s = util.ResolveEntityNames(util.ResolveNumericReferences(s))
	}
	return s
}
