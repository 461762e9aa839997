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

// piledAt returns where an accent stands that is one too many for its letter,
// -1 for nowhere.
func piledAt(s string) int {
	accents := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			accents = 0
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Mn, r) {
			accents = 0
		} else if accents++; accents > maxAccents {
			return i
		}
		i += n
	}
	return -1
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
