package console

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/mattn/go-runewidth"

	"meetupbot/bot"
)

// columns is how wide a page is. Only an address can be wider.
const columns = 80

// cells measures text as a terminal shows it, whatever the environment says.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

type style uint8

const (
	plain style = iota
	bold
	dim
)

var sgr = [...]string{plain: "\x1b[0m", bold: "\x1b[1m", dim: "\x1b[2m"}

// A span is a stretch of text in one style. A solid one is an address: it is
// never cut.
type span struct {
	text  string
	style style
	solid bool
}

// A page fills lines of text. What it is given is strangers' text; what it
// writes holds no control character but line feeds and, where colour is
// wanted, its own colours.
type page struct {
	out    strings.Builder
	colour bool

	col   int    // of the current line
	start int    // the column at which the line's text begins
	rest  string // what the next line of this paragraph begins with
	shown style  // in force

	word      []span // gathered, not yet written
	wordWidth int
	gap       bool // a space stands before the word
}

// para writes a paragraph: first begins its first line, and each further line
// is indented as far as first is wide. Both are the page's own words. A
// paragraph without text leaves nothing.
func (p *page) para(first string, spans ...span) {
	p.paraAt(first, strings.Repeat(" ", cells.StringWidth(first)), spans...)
}

// paraAt is para with the beginning of the further lines given.
func (p *page) paraAt(first, rest string, spans ...span) {
	if !slices.ContainsFunc(spans, func(s span) bool { return bot.Clean(s.text) != "" }) {
		return
	}
	p.rest, p.gap = rest, false
	p.out.WriteString(first)
	p.col = cells.StringWidth(first)
	p.start = p.col
	for _, s := range spans {
		p.add(s)
	}
	p.flush()
	p.newline()
}

// blank leaves an empty line.
func (p *page) blank() { p.out.WriteByte('\n') }

// String is what was written.
func (p *page) String() string { return p.out.String() }

// add gathers the words of s.
func (p *page) add(s span) {
	text := bot.Clean(s.text)
	if s.solid {
		p.gather(span{strings.ReplaceAll(text, " ", ""), s.style, true})
		return
	}
	for text != "" {
		if text[0] == ' ' {
			p.flush()
			p.gap = true
			text = text[1:]
			continue
		}
		end := strings.IndexByte(text, ' ')
		if end < 0 {
			end = len(text)
		}
		p.addWord(text[:end], s.style)
		text = text[end:]
	}
}

// addWord gathers text without spaces. Scripts that are written without them
// may break before and after each wide character.
func (p *page) addWord(text string, in style) {
	if isASCII(text) {
		p.gather(span{text, in, false})
		return
	}
	for clusters := graphemes.FromString(text); clusters.Next(); {
		cluster := clusters.Value()
		wide := cells.StringWidth(cluster) > 1
		if wide {
			p.flush()
		}
		p.gather(span{cluster, in, false})
		if wide || p.wordWidth >= columns {
			p.flush() // a word that no line can hold need not be gathered whole
		}
	}
}

func (p *page) gather(s span) {
	if s.text == "" {
		return
	}
	p.wordWidth += width(s.text)
	if last := len(p.word) - 1; last >= 0 && p.word[last].style == s.style && !p.word[last].solid && !s.solid {
		p.word[last].text += s.text
		return
	}
	p.word = append(p.word, s)
}

// flush writes the gathered word, on a new line where this one has no room.
func (p *page) flush() {
	if len(p.word) == 0 {
		return
	}
	space := 0
	if p.gap && p.col > p.start {
		space = 1
	}
	if p.col > p.start && p.col+space+p.wordWidth > columns {
		p.newline()
		p.out.WriteString(p.rest)
		p.col = width(p.rest)
		p.start = p.col
		space = 0
	}
	if space == 1 {
		p.out.WriteByte(' ')
		p.col++
	}
	for _, s := range p.word {
		p.write(s)
	}
	p.word, p.wordWidth, p.gap = p.word[:0], 0, false
}

// write writes a piece of a word, cut where even an empty line has no room.
func (p *page) write(s span) {
	if w := width(s.text); s.solid || p.col+w <= columns {
		p.paint(s.style)
		p.out.WriteString(s.text)
		p.col += w
		return
	}
	for clusters := graphemes.FromString(s.text); clusters.Next(); {
		cluster := clusters.Value()
		w := cells.StringWidth(cluster)
		if p.col > p.start && p.col+w > columns {
			p.newline()
			p.out.WriteString(p.rest)
			p.col = width(p.rest)
			p.start = p.col
		}
		p.paint(s.style)
		p.out.WriteString(cluster)
		p.col += w
	}
}

func (p *page) newline() {
	p.paint(plain)
	p.out.WriteByte('\n')
	p.col = 0
}

func (p *page) paint(s style) {
	if !p.colour || p.shown == s {
		return
	}
	if p.shown != plain {
		p.out.WriteString(sgr[plain])
	}
	if s != plain {
		p.out.WriteString(sgr[s])
	}
	p.shown = s
}

// width is how many columns s takes.
func width(s string) int {
	if isASCII(s) {
		return len(s)
	}
	return cells.StringWidth(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// short cuts a title or name that is longer than anybody reads, not within a
// character.
func short(s string) string {
	const most = 240
	if len(s) <= most {
		return s
	}
	n := 0
	for clusters := graphemes.FromString(s); clusters.Next(); n++ {
		if n == most {
			return strings.TrimRight(s[:clusters.Start()], " ") + "…"
		}
	}
	return s
}
