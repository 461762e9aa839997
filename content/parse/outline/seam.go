package outline

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// A seam is what stands between two texts that touch each other in a page's
// source and not on the screen, where a style parts them.
type seam int

const (
	noSeam   seam = iota
	linkEnd       // </a>
	linkSeam      // </a><a>
	boldSeam      // </b>
	spanSeam      // <span class="who">, </span>
)

// between notes the tag that stands between two texts.
func (b *builder) between(a atom.Atom, end, class bool) {
	switch a {
	case atom.A:
		switch {
		case end && b.seam != spanSeam:
			b.seam = linkEnd
		case b.seam == linkEnd:
			b.seam = linkSeam
		}
	case atom.Span, atom.Time, atom.Small, atom.Label:
		if class || end {
			b.seam = spanSeam
		}
	case atom.B, atom.Strong:
		if end && b.seam != spanSeam {
			b.seam = boldSeam
		}
	case atom.Sup, atom.Sub, atom.Wbr:
		b.seam = noSeam
	}
}

// unglue parts the text that comes next from the one before it, where a seam
// is between them and a word of its own begins.
func (b *builder) unglue(next string) {
	at := b.seam
	b.seam = noSeam
	if at == noSeam || at == linkEnd || len(b.plain) == 0 || next == "" {
		return
	}
	last, _ := utf8.DecodeLastRune(b.plain)
	first, _ := utf8.DecodeRuneInString(next)
	begins := unicode.IsUpper(first) || unicode.IsDigit(first) && !unicode.IsDigit(last) && last != '.' && last != ',' && last != ':'
	ends := unicode.IsLower(last) || unicode.IsDigit(last) || last == ')' || last == '!' || last == '?' || last == '”' || last == '"' || last == '.'
	if n := len(b.plain); n > 1 && unicode.IsUpper(last) && isSpace(b.plain[n-2]) {
		ends = true // "My pager and I"
	}
	if at == boldSeam {
		ends = unicode.IsLower(last) || last == ':'
	}
	switch {
	case !begins || !ends:
	case at == spanSeam:
		b.lineBreak()
	default:
		b.space()
	}
}

// rank is the rank of a heading's tag.
func rank(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	}
	return 6
}
