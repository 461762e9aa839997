package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	punct  kind = iota // one character; n is its normal form: every dash is '-'
	number             // a run of digits; n is its value, -1 beyond nine digits
	letter             // a word; w is what the table knows of it
	cjk                // one Han character, kana or Korean syllable; n is the character
	opaque             // an address: nothing in it is read
)

// A token is a piece of text between two positions.
type token struct {
	start, end int32
	n          int32
	kind       kind
	digits     uint8 // of a number
	gap        uint8 // before it: 0 nothing, 1 space or one line end, 2 an empty line
	upper      bool  // a word that begins with a capital letter
	w          word
}

// shortText is how many tokens a text may have to be read without allocation:
// those of a long paragraph.
const shortText = 160

// maxText is how many bytes of a text are read. It bounds the tokens, each of
// which takes more room than a word.
const maxText = 64 << 10

func read(text string) string {
	if len(text) <= maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText], "")
}

// scan splits text into tokens, appended to t. Emphasis marks count for
// nothing, so that "_6:30pm_" reads as "6:30pm".
func scan(text string, t []token) []token {
	if n := len(text) / 4; n > cap(t) {
		t = make([]token, 0, n)
	}
	gap, lines := uint8(0), 0
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if r >= '~' { // all before is plain
			r = plainRune(r)
		}
		switch {
		case r == '\n':
			lines++
			gap = uint8(min(lines, 2))
			i += size
			continue
		case r == ' ' || r == '\t' || r == '\r':
			gap = max(gap, 1)
			i += size
			continue
		case r == '*' || r == '_' || r == '`':
			i += size
			continue
		}
		tok := token{start: int32(i), gap: gap, n: int32(r)}
		gap, lines = 0, 0
		switch {
		case r >= '0' && r <= '9':
			i = scanNumber(text, i, &tok)
		case r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && !isCJK(r) && unicode.IsLetter(r):
			tok.kind = letter
			if n := addressLen(text[i:]); n > 0 {
				tok.kind = opaque
				i += n
				break
			}
			tok.upper = unicode.IsUpper(r)
			i = scanWord(text, i, &tok)
			if i < len(text) && text[i] == '-' && strings.HasPrefix(text[i:], "-feira") { // quinta-feira
				if day := portuguese(text[tok.start:i]); day > 0 {
					tok.w = word{weekday: day}
					i += len("-feira")
				}
			}
		case isCJK(r):
			tok.kind = cjk
			i += size
		default:
			i += size
		}
		tok.end = int32(i)
		t = append(t, tok)
	}
	return t
}

// scanNumber reads digits, full-width ones too.
func scanNumber(text string, i int, tok *token) int {
	tok.kind, tok.n = number, 0
	for i < len(text) {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
			r = plainRune(r)
		}
		if r < '0' || r > '9' {
			break
		}
		if tok.digits < 10 {
			tok.digits++
		}
		if tok.digits > 9 {
			tok.n = -1
		} else {
			tok.n = tok.n*10 + r - '0'
		}
		i += size
	}
	return i
}

// scanWord reads letters and looks the word up, folded: lower case, without
// accents.
func scanWord(text string, i int, tok *token) int {
	var key letters
	n := 0
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z':
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			default:
				tok.w = found.find(&key, n)
				return i
			}
			if n < longestWord {
				key[n] = c
			}
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.Is(unicode.Mn, r): // a combining accent
		case !unicode.IsLetter(r) || isCJK(r):
			tok.w = found.find(&key, n)
			return i
		default:
			if n < longestWord {
				key[n] = withoutAccent(r)
			}
			n++
		}
		i += size
	}
	tok.w = found.find(&key, n)
	return i
}

// portuguese returns the weekday that is counted with the word, from 1 for
// Sunday, or 0.
func portuguese(s string) uint8 {
	switch strings.ToLower(s) {
	case "segunda":
		return 2
	case "terça", "terca":
		return 3
	case "quarta":
		return 4
	case "quinta":
		return 5
	case "sexta":
		return 6
	}
	return 0
}

// plainRune gives the many spaces, dashes, quotes and full-width forms one
// form each.
func plainRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r == '~' {
			return '-'
		}
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == '‐' || r == '‑' || r == '‒' || r == '–' || r == '—' || r == '―' || r == '−' || r == '〜' || r == '～' || r == '→' || r == '－':
		return '-'
	case r == '’' || r == '‘' || r == '´':
		return '\''
	case r == '：':
		return ':'
	case r == '（':
		return '('
	case r == '）':
		return ')'
	case r == '，' || r == '、':
		return ','
	case r == '／':
		return '/'
	case r == '．':
		return '.'
	case unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' || r == '\ufeff':
		return ' '
	}
	return r
}

func isCJK(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r))
}

// withoutAccent returns the plain letter below an accented Latin one, a byte of its
// own for a Cyrillic one, or 0xff, which is in no word of the table.
func withoutAccent(r rune) byte {
	switch unicode.ToLower(r) {
	case 'á', 'à', 'â', 'ä', 'ã', 'å', 'ā', 'ă', 'ą':
		return 'a'
	case 'ç', 'č', 'ć':
		return 'c'
	case 'é', 'è', 'ê', 'ë', 'ě', 'ę':
		return 'e'
	case 'í', 'ì', 'î', 'ï', 'ı':
		return 'i'
	case 'ğ':
		return 'g'
	case 'ł':
		return 'l'
	case 'ñ', 'ň', 'ń':
		return 'n'
	case 'ó', 'ò', 'ô', 'ö', 'õ', 'ø', 'º', 'ő':
		return 'o'
	case 'ª':
		return 'a'
	case 'ř':
		return 'r'
	case 'š', 'ś', 'ş', 'ș':
		return 's'
	case 'ť', 'ţ', 'ț':
		return 't'
	case 'ú', 'ù', 'û', 'ü', 'ů', 'ű':
		return 'u'
	case 'ý':
		return 'y'
	case 'ž', 'ź', 'ż':
		return 'z'
	}
	if r = unicode.ToLower(r); r >= 'а' && r <= 'ї' {
		return utf8.RuneSelf + byte(r-'а') // none of an ASCII letter: "пн" is a Monday, "CA" is none
	}
	return 0xff
}

// addressLen returns the length of the web or mail address at the beginning of
// s, or 0.
func addressLen(s string) int {
	if len(s) < 2 {
		return 0
	}
	var scheme int
	switch [2]byte{s[0] | 0x20, s[1] | 0x20} {
	case [2]byte{'h', 't'}, [2]byte{'w', 'w'}, [2]byte{'m', 'a'}, [2]byte{'f', 't'}:
	default:
		return 0
	}
	for _, p := range [...]string{"http://", "https://", "www.", "mailto:", "ftp://"} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			scheme = len(p)
			break
		}
	}
	if scheme == 0 {
		return 0
	}
	n := strings.IndexAny(s, " \t\r\n<>\"')]|")
	if n < 0 {
		n = len(s)
	}
	return n
}
