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
		if i+8 <= len(text) && plainASCII(uint64(text[i])|uint64(text[i+1])<<8|uint64(text[i+2])<<16|uint64(text[i+3])<<24|uint64(text[i+4])<<32|uint64(text[i+5])<<40|uint64(text[i+6])<<48|uint64(text[i+7])<<56) {
			accents = 0
			i += 8
			continue
		}
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

// plainASCII reports whether eight bytes are letters, figures, marks and spaces
// of ASCII, all at once: most of every text is.
func plainASCII(x uint64) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	small := x - ' '*ones          // borrows where a byte is below a space
	del := (x ^ 0x7f*ones) - ones  // ... where one is the control character behind "~"
	return (x|small|del)&high == 0 // and none is beyond ASCII
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
