package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that no decomposition takes apart
var plainLetters = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'đ': "d", 'ð': "d", 'æ': "ae", 'œ': "oe", 'ı': "i", 'þ': "th", 'ħ': "h",
}

// Fold returns the form in which names and words are compared: lower case,
// without accents, every run of anything but letters and digits one space.
// Fold("Søren  O'Brien-Łuk") is "soren o brien luk".
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	write := func(r rune) {
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
			return
		}
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
			return
		}
		b.WriteRune(r)
	}
	if !isASCII(s) {
		s = norm.NFKD.String(strings.ToValidUTF8(s, " ")) // it leaves as it is what stands behind broken bytes
	}
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			write(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// Words returns the words of the folded s.
func Words(s string) []string { return strings.Fields(Fold(s)) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
