package outline

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth is how deep lists and quotations may nest.
const maxDepth = 100

// maxOpen is how many marks may be open at once: those that nobody closes begin
// anew in each paragraph. Further ones are no marks.
const maxOpen = 12

// maxBlocks is how many paragraphs, items, rows and headings a document may
// hold.
const maxBlocks = 10_000

var (
	errDeep = errors.New("lists or quotations nest more than 100 deep")
	errMany = fmt.Errorf("the document has more than %d paragraphs", maxBlocks)
)

// A builder grows the tree from what both readers see: tags that open and
// close, text, line breaks. It never needs a tag to be closed.
type builder struct {
	tree   *Tree
	body   []*Section // the open sections of the article, outermost first
	around []*Section
	chrome int  // open navigation, header and footer elements
	framed bool // an <article> or <main> was met
	inside int  // open <article> and <main> elements

	page  bool // a page is read, whose tags say what stands around its article
	away  bool // what comes stands around it
	brand bool // what comes names the site
	title bool // inside of <title>
	prose bool // inside of a <pre> that holds text
	seam  seam // what stands between the last text and the next

	plain    []byte
	marks    []Mark
	open     []int // indexes of open marks
	lines    []lineAt
	line     int
	pre      int
	head     int // level of the open heading
	lists    []bool
	quotes   int
	item     bool // the next paragraph begins a list item
	term     bool // inside of a term of a list of definitions ...
	label    bool // ... that is the label of a short text ...
	labelled bool // ... which is to come
	cells    []Text
	inRow    bool
	inCell   bool
	header   bool
	blocks   int // of the tree, and its sections
	tabled   int // cells of all tables
	err      error
}

func newBuilder() *builder {
	root, around := &Section{}, &Section{}
	return &builder{
		tree:   &Tree{Root: root, Around: around, Meta: map[string]string{}},
		body:   []*Section{root},
		around: []*Section{around},
	}
}

// addText adds characters of the given line, white space folded.
func addText[T string | []byte](b *builder, s T, line int) {
	if len(b.lines) == 0 || b.lines[len(b.lines)-1].line != line {
		if !blank(s) {
			b.lines = append(b.lines, lineAt{len(b.plain), line})
		}
	}
	for i := 0; i < len(s); {
		from := i
		for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
			i++
		}
		b.plain = append(b.plain, s[from:i]...)
		if i == len(s) {
			return
		}
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if c == '\n' && b.pre > 0 {
				b.plain = append(b.plain, '\n')
			} else {
				b.space()
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		switch {
		case r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2069' || r == '\ufeff' || r == '\ufe0f':
			// invisible, or turning the line round
		case unicode.IsSpace(r):
			b.space()
		default:
			b.plain = append(b.plain, s[i:i+n]...)
		}
		i += n
	}
}

// blank reports whether s is nothing but white space.
func blank[T string | []byte](s T) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return strings.TrimSpace(string(s[i:])) == ""
		case c != ' ' && (c < '\t' || c > '\r'):
			return false
		}
	}
	return true
}

func (b *builder) space() {
	if n := len(b.plain); n > 0 && !isSpace(b.plain[n-1]) {
		b.plain = append(b.plain, ' ')
	}
}

func (b *builder) lineBreak() {
	for n := len(b.plain); n > 0 && b.plain[n-1] == ' '; n-- {
		b.plain = b.plain[:n-1]
	}
	if n := len(b.plain); n > 0 && b.plain[n-1] != '\n' {
		b.plain = append(b.plain, '\n')
	}
}

func (b *builder) openMark(s Style, url string) {
	if len(b.open) == maxOpen {
		return
	}
	b.open = append(b.open, len(b.marks))
	b.marks = append(b.marks, Mark{Start: len(b.plain), End: -1, Style: s, URL: url})
}

func (b *builder) closeMark(s Style) {
	for i := len(b.open) - 1; i >= 0; i-- {
		if m := &b.marks[b.open[i]]; m.Style == s {
			m.End = len(b.plain)
			b.open = append(b.open[:i], b.open[i+1:]...)
			return
		}
	}
}

func (b *builder) image(url, alt string) {
	at := len(b.plain)
	b.marks = append(b.marks, Mark{Start: at, End: at, Style: Image, URL: url, Alt: strings.Join(strings.Fields(alt), " ")})
}

// take returns the text gathered so far and begins a new one. Marks that are
// still open go on in the new text.
func (b *builder) take() Text {
	t := Text{Plain: string(b.plain), Marks: b.marks, lines: b.lines, Line: b.line}
	if len(t.lines) > 0 {
		t.Line = t.lines[0].line
	}
	for i := range t.Marks {
		if t.Marks[i].End < 0 {
			t.Marks[i].End = len(t.Plain)
		}
	}
	var again [maxOpen]Mark
	for k, i := range b.open {
		again[k] = Mark{End: -1, Style: t.Marks[i].Style, URL: t.Marks[i].URL}
	}
	t.linkAddresses()
	t = t.Slice(0, len(t.Plain)) // a copy: what holds the marks and lines is filled again
	b.plain, b.lines, b.marks = b.plain[:0], b.lines[:0], append(b.marks[:0], again[:len(b.open)]...)
	for k := range b.open {
		b.open[k] = k
	}
	return t
}

// twoBreaks adds a line break; a second one ends the paragraph.
func (b *builder) twoBreaks() {
	n := len(b.plain)
	for n > 0 && b.plain[n-1] == ' ' {
		n--
	}
	if n > 0 && b.plain[n-1] == '\n' && b.head == 0 && b.pre == 0 {
		b.flush()
		return
	}
	b.lineBreak()
}

// flush ends the paragraph.
func (b *builder) flush() {
	if b.inCell {
		b.lineBreak()
		return
	}
	if len(b.plain) == 0 && len(b.marks) == len(b.open) {
		return
	}
	t := b.take()
	if t.Plain == "" && len(t.Images()) == 0 {
		return
	}
	if b.head > 0 {
		b.section(t, b.head)
		return
	}
	block := &Block{Kind: Paragraph, Text: t}
	switch {
	case b.pre > 0:
		block.Kind = Code
	case b.item && len(b.lists) > 0:
		block.Kind, block.Depth, block.Ordered = Item, len(b.lists), b.lists[len(b.lists)-1]
		b.item = false
	case b.quotes > 0:
		block.Kind = Quote
	}
	if block.Kind == Paragraph && len(b.lists) == 0 {
		if rows := pipeRows(t); len(rows) > 0 {
			for _, row := range rows {
				b.add(pipeRow(row))
			}
			return
		}
		if end, ok := boldLine(t); ok {
			b.section(t.Slice(0, end), 7)
			block.Text = t.Slice(end, len(t.Plain))
			if block.Text.Plain == "" {
				return
			}
		}
		if b.bulleted(block.Text) {
			return
		}
	}
	if block.Kind == Paragraph {
		block.Depth = len(b.lists)
	}
	b.add(block)
}

func (b *builder) sections() *[]*Section {
	if b.chrome > 0 || b.away || b.framed && b.inside == 0 {
		return &b.around
	}
	return &b.body
}

// room reports whether the tree may grow.
func (b *builder) room() bool {
	if b.blocks == maxBlocks {
		b.err = errMany
		return false
	}
	b.blocks++
	return true
}

func (b *builder) add(block *Block) {
	if !b.room() {
		return
	}
	stack := *b.sections()
	top := stack[len(stack)-1]
	top.Blocks = append(top.Blocks, block)
}

func (b *builder) section(heading Text, level int) {
	if !b.room() {
		return
	}
	stack := b.sections()
	for len(*stack) > 1 && (*stack)[len(*stack)-1].Level >= level {
		*stack = (*stack)[:len(*stack)-1]
	}
	parent := (*stack)[len(*stack)-1]
	s := &Section{Heading: heading, Level: level}
	parent.Sections = append(parent.Sections, s)
	*stack = append(*stack, s)
}

// enter is called at the first <article> or <main>: all before it was page
// chrome.
func (b *builder) enter() {
	b.inside++
	if b.framed {
		return
	}
	b.framed = true
	old := b.tree.Root
	b.around[0].Blocks = append(b.around[0].Blocks, old.Blocks...)
	b.around[0].Sections = append(b.around[0].Sections, old.Sections...)
	b.around = b.around[:1]
	b.tree.Root = &Section{}
	b.body = []*Section{b.tree.Root}
}

func (b *builder) list(ordered bool) {
	b.flush()
	b.item = false
	b.lists = append(b.lists, ordered)
	b.deep()
}

func (b *builder) endList() {
	b.flush()
	b.item = false
	if len(b.lists) > 0 {
		b.lists = b.lists[:len(b.lists)-1]
	}
}

func (b *builder) quote(d int) {
	b.flush()
	b.quotes = max(0, b.quotes+d)
	b.deep()
}

func (b *builder) deep() {
	if len(b.lists)+b.quotes > maxDepth {
		b.err = errDeep
	}
}

func (b *builder) row() {
	b.endRow()
	b.flush()
	b.inRow, b.header = true, false
}

func (b *builder) cell(header bool) {
	if !b.inRow {
		b.row()
	}
	b.endCell()
	b.inCell = true
	b.header = b.header || header
}

func (b *builder) endCell() {
	if b.inCell {
		b.inCell = false
		if b.tabled++; b.tabled > maxCells {
			b.err = errTangled
			return
		}
		b.cells = append(b.cells, b.take())
	}
}

func (b *builder) endRow() {
	b.endCell()
	if b.inRow && len(b.cells) > 0 {
		b.add(rowOf(b.cells, b.header))
	}
	b.cells, b.inRow = nil, false
}

func (b *builder) finish() (*Tree, error) {
	b.endRow()
	b.flush()
	if len(b.tree.Root.Blocks)+len(b.tree.Root.Sections) == 0 && len(b.tree.Around.Blocks)+len(b.tree.Around.Sections) > 0 {
		b.tree.Root, b.tree.Around = b.tree.Around, b.tree.Root
	}
	return b.tree, b.err
}
