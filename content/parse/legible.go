package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAccents is how many accents one letter may carry: Vietnamese writes two,
// Hebrew with all its signs four. More of them make a pile that hides the lines
// above and below.
const maxAccents = 6

// unwritten reports whether nobody writes r: it moves a terminal's cursor, or
// makes text look like another text.
func unwritten(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t' && r != '\f' && r != '\v'
	case r < 0x7f:
		return false
	}
	return r <= 0x9f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// illegibleAt returns where the first character stands that nobody writes, else
// where the first accent is one too many for its letter; -1 for nowhere.
func illegibleAt[T string | []byte](text T) (at int, piled bool) {
	accents, pile := 0, -1
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < 0x7f || c == '\n' {
			accents = 0
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(text[i:min(len(text), i+utf8.UTFMax)]))
		if unwritten(r) {
			return i, false
		}
		if !unicode.Is(unicode.Mn, r) {
			accents = 0
		} else if accents++; accents > maxAccents && pile < 0 {
			pile = i
		}
		i += n
	}
	return pile, pile >= 0
}

// legible leaves out of a text what nobody writes.
func legible(s string) string {
	accents := 0
	return strings.Map(func(r rune) rune {
		if unwritten(r) {
			return -1
		}
		if !unicode.Is(unicode.Mn, r) {
			accents = 0
		} else if accents++; accents > maxAccents {
			return -1
		}
		return r
	}, s)
}
