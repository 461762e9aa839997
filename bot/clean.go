package bot

import (
	"strings"
	"unicode"
)

// maxMarks is how many combining marks a character keeps: more than any
// language needs.
const maxMarks = 4

// Clean makes strangers' text fit to stand in a line of ours, as plain text:
// control characters and escape sequences are taken out of it, characters that
// turn the direction of writing or are not seen, and heaps of combining marks.
// White space of any kind, line breaks too, becomes a single space, and what
// is no UTF-8 becomes U+FFFD. A space at either end stays, for the text may be
// a part of a sentence. Markup is left as it is: each platform escapes its own.
func Clean(s string) string {
	if harmless(s) {
		return s
	}
	var (
		last   rune // what was kept last
		marks  int  // in a row
		joined bool // a joiner waits for what it joins
		b      strings.Builder
	)
	b.Grow(len(s))
	for _, r := range s {
		if r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; marks > maxMarks {
				continue
			}
			b.WriteRune(r)
			continue
		}
		switch {
		case unicode.IsSpace(r) || blank(r):
			r = ' '
		case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
			// Words of some scripts, and emoji, need one between two
			// characters; at an end or beside another it is only hidden.
			if last != 0 && last != ' ' && !joined {
				joined = true
				b.WriteRune(r)
			}
			continue
		case unicode.In(r, unicode.Cc, unicode.Cf):
			continue
		}
		marks, joined = 0, false
		if r == ' ' && last == ' ' {
			continue
		}
		last = r
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), string(zeroWidthJoiner)+string(zeroWidthNonJoiner))
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// blank reports whether r is a letter or sign that shows nothing.
func blank(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', // fillers of Hangul
		'\u2800': // Braille without a dot
		return true
	}
	return false
}

// harmless reports whether s holds nothing but characters that show
// themselves, and no two spaces in a row: nearly all text is so, and needs no
// copy. It need not know all such characters.
func harmless(s string) bool {
	last := rune(0)
	for _, r := range s {
		switch {
		case r == ' ' && last == ' ':
			return false
		case r >= ' ' && r <= '~':
		case r > '\u00a0' && r < '\u0300' && r != '\u00ad': // Latin letters and signs
		case r >= '\u2010' && r <= '\u2027': // dashes, quotation marks, dots
		case r >= '\u4e00' && r <= '\u9fff': // Han
		default:
			return false
		}
		last = r
	}
	return true
}
