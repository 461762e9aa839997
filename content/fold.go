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
	if isASCII(s) {
		return foldASCII(s)
	}
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
	if !isLatin(s) {
		s = norm.NFKD.String(strings.ToValidUTF8(s, " ")) // it leaves as it is what stands behind broken bytes
	}
	fold := func(r rune) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			write(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	for _, r := range s {
		if i := int(r) - firstLatin; i < 0 || i >= len(apart) || apart[i] == "" {
			fold(r)
			continue
		}
		for _, part := range apart[int(r)-firstLatin] {
			fold(part)
		}
	}
	return b.String()
}

// Letters of European languages are taken apart one by one; the dashes, quotation
// marks and bullets are whole.
const (
	firstLatin       = 0x80
	lastLatin        = 0x24f
	firstPunctuation = 0x2010
	lastPunctuation  = 0x2022
)

// apart holds the decomposition of each letter that has one.
var apart = func() (t [lastLatin - firstLatin + 1]string) {
	for i := range t {
		letter := string(rune(firstLatin + i))
		if parts := norm.NFKD.String(letter); parts != letter {
			t[i] = parts
		}
	}
	return t
}()

// isLatin reports whether apart has the decompositions of all of s: nothing in
// it stands on its neighbour.
func isLatin(s string) bool {
	for _, r := range s {
		if r > lastLatin && (r < firstPunctuation || r > lastPunctuation) {
			return false
		}
	}
	return true
}

// foldASCII is Fold for the letters that have no accents. What is folded already
// is returned as it is.
func foldASCII(s string) string {
	same, gap := true, true // a gap opens the text
	for i := 0; i < len(s) && same; i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			gap = false
		case c == ' ' && !gap:
			gap = true
		default:
			same = false
		}
	}
	if same && (!gap || s == "") {
		return s
	}
	var stack [64]byte
	return string(appendASCII(stack[:0], s))
}

func appendASCII(b []byte, s string) []byte {
	from, gap := len(b), false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		default:
			gap = true
			continue
		}
		if gap && len(b) > from {
			b = append(b, ' ')
		}
		gap = false
		b = append(b, c)
	}
	return b
}

// AppendFold appends the folded s to b: who only looks it up needs no string of
// its own.
func AppendFold(b []byte, s string) []byte {
	if isASCII(s) {
		return appendASCII(b, s)
	}
	return append(b, Fold(s)...)
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
