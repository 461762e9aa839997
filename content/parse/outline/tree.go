package outline

import (
	"iter"
	"sort"
	"strings"

	"meetupbot/content/parse/soup"
)

// A Tree is a document's body.
type Tree struct {
	Root   *Section          // what stands before the first heading, and the headings
	Around *Section          // navigation, page headers and footers
	Meta   map[string]string // a page's <title> and <meta> by lower-case name or property
	Stamps []soup.Stamp      // what a page says of when it was written
}

// A Section is a heading with what stands beneath it.
type Section struct {
	Heading  Text
	Level    int // 0 the root, 1 to 6 headings, 7 a line in bold that serves as one
	Blocks   []*Block
	Sections []*Section
}

// Kind is what a block is.
type Kind int

const (
	Paragraph Kind = iota
	Item           // an entry of a list
	Row            // a row of a table
	Quote          // a paragraph of a quotation
	Code           // preformatted text
	Heading        // a section's own heading, as All yields it
)

// A Block is a piece of running text.
type Block struct {
	Kind    Kind
	Depth   int // nesting of an item's lists, from 1
	Ordered bool
	Header  bool // a row of column names
	Text    Text // of a row: its cells, joined by " | "
	Cells   []Text

	lines  []Text // those of the text ...
	lineOf string // ... as it was
}

// Lines returns the lines of the block's text, see [Text.Lines]. They are the
// block's own: whoever wants to change them has to copy them.
func (b *Block) Lines() []Text {
	if b.lineOf != b.Text.Plain || b.lines == nil {
		b.lines, b.lineOf = b.Text.Lines(), b.Text.Plain
	}
	return b.lines
}

// A Text is characters with marks. A line break of the source or of the page
// is a "\n" in Plain; other white space is single spaces.
type Text struct {
	Plain string
	Marks []Mark
	Line  int // the document's line where the text begins, from 1
	lines []lineAt
}

type lineAt struct{ offset, line int }

// Style is what a mark does to its characters.
type Style int

const (
	Bold Style = iota
	Italic
	Struck
	Link
	Image // an image's alternative text, which is not part of Plain
)

// A Mark covers the bytes from Start to End of a Text.
type Mark struct {
	Start, End int
	Style      Style
	URL        string // of a link or an image
	Alt        string // of an image
}

// All walks the tree's headings and blocks in the document's order, each with
// the section that it heads or that holds it.
func (s *Section) All() iter.Seq2[*Section, *Block] {
	return func(yield func(*Section, *Block) bool) { s.walk(yield) }
}

func (s *Section) walk(yield func(*Section, *Block) bool) bool {
	if s.Level > 0 && !yield(s, &Block{Kind: Heading, Text: s.Heading}) {
		return false
	}
	for _, b := range s.Blocks {
		if !yield(s, b) {
			return false
		}
	}
	for _, sub := range s.Sections {
		if !sub.walk(yield) {
			return false
		}
	}
	return true
}

// Len returns how many headings and blocks All walks.
func (s *Section) Len() int {
	n := len(s.Blocks)
	if s.Level > 0 {
		n++
	}
	for _, sub := range s.Sections {
		n += sub.Len()
	}
	return n
}

// LineOf returns the document's line of the byte at offset.
func (t Text) LineOf(offset int) int {
	i := sort.Search(len(t.lines), func(i int) bool { return t.lines[i].offset > offset })
	if i == 0 {
		return t.Line
	}
	return t.lines[i-1].line
}

// Slice returns the part from start to end, trimmed of white space, with its
// marks.
func (t Text) Slice(start, end int) Text {
	for start < end && isSpace(t.Plain[start]) {
		start++
	}
	for end > start && isSpace(t.Plain[end-1]) {
		end--
	}
	out := Text{Plain: t.Plain[start:end], Line: t.LineOf(start)}
	n := 0
	for i := range t.Marks {
		if t.Marks[i].in(start, end) {
			n++
		}
	}
	if n > 0 {
		out.Marks = make([]Mark, 0, n)
	}
	for _, m := range t.Marks {
		if n > 0 && m.in(start, end) {
			m.Start, m.End = max(m.Start, start)-start, min(m.End, end)-start
			out.Marks = append(out.Marks, m)
		}
	}
	lines := t.lines[sort.Search(len(t.lines), func(i int) bool { return t.lines[i].offset > start }):]
	lines = lines[:sort.Search(len(lines), func(i int) bool { return lines[i].offset >= end })]
	if len(lines) > 0 {
		out.lines = make([]lineAt, len(lines))
	}
	for i, l := range lines {
		out.lines[i] = lineAt{l.offset - start, l.line}
	}
	return out
}

// in reports whether a mark covers any of the bytes from start to end, or is an
// image among them.
func (m *Mark) in(start, end int) bool {
	return m.End >= start && m.Start <= end && (m.Style == Image || m.End != start && m.Start != end)
}

// Lines splits the text at its line breaks, leaving out empty lines.
func (t Text) Lines() []Text {
	if !strings.Contains(t.Plain, "\n") {
		if strings.TrimSpace(t.Plain) == "" {
			return nil
		}
		return []Text{t}
	}
	out := make([]Text, 0, 1+strings.Count(t.Plain, "\n"))
	for start := 0; start <= len(t.Plain); {
		end := len(t.Plain)
		if i := strings.IndexByte(t.Plain[start:], '\n'); i >= 0 {
			end = start + i
		}
		if line := t.Slice(start, end); line.Plain != "" {
			out = append(out, line)
		}
		start = end + 1
	}
	return out
}

// Flat returns the text with its line breaks as spaces; offsets stay.
func (t Text) Flat() Text {
	t.Plain = strings.ReplaceAll(t.Plain, "\n", " ")
	return t
}

// Links returns the text's links in order. They may be its own: whoever wants to
// change them has to copy them.
func (t Text) Links() []Mark { return t.marked(Link) }

// Images returns the text's images in order, as Links does.
func (t Text) Images() []Mark { return t.marked(Image) }

func (t Text) marked(s Style) []Mark {
	n := 0
	for i := range t.Marks {
		if t.Marks[i].Style == s {
			n++
		}
	}
	switch n {
	case 0:
		return nil
	case len(t.Marks):
		return t.Marks[:n:n]
	}
	out := make([]Mark, 0, n)
	for _, m := range t.Marks {
		if m.Style == s {
			out = append(out, m)
		}
	}
	return out
}

// Covered reports whether all of the text from start to end, white space and
// punctuation left aside, carries the style.
func (t Text) Covered(s Style, start, end int) bool {
	if strings.Trim(t.Plain[start:end], " \n:.,;*-–—!|") == "" {
		return false
	}
	at := start
	for _, m := range t.Marks {
		if m.Style != s || m.End <= at || m.Start >= end {
			continue
		}
		if m.Start > at && strings.Trim(t.Plain[at:m.Start], " \n:.,;*-–—!|") != "" {
			return false
		}
		at = m.End
	}
	return at >= end || strings.Trim(t.Plain[at:end], " \n:.,;*-–—!|") == ""
}

// Markdown writes the text with its links and emphasis.
func (t Text) Markdown() string {
	if len(t.Marks) == 0 {
		return t.Plain
	}
	type tag struct {
		at, order int
		text      string
	}
	var tags []tag
	for i, m := range t.Marks {
		if m.Start >= m.End {
			continue
		}
		open, shut := "", ""
		switch m.Style {
		case Bold:
			open, shut = "**", "**"
		case Italic:
			open, shut = "*", "*"
		case Struck:
			open, shut = "~~", "~~"
		case Link:
			open, shut = "[", "]("+m.URL+")"
		default:
			continue
		}
		tags = append(tags, tag{m.Start, 1000 + i, open}, tag{m.End, -i, shut})
	}
	sort.SliceStable(tags, func(i, j int) bool {
		if tags[i].at != tags[j].at {
			return tags[i].at < tags[j].at
		}
		return tags[i].order < tags[j].order
	})
	var b strings.Builder
	at := 0
	for _, g := range tags {
		b.WriteString(t.Plain[at:g.at])
		b.WriteString(g.text)
		at = g.at
	}
	b.WriteString(t.Plain[at:])
	return b.String()
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
