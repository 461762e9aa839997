package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Shorten cuts s to at most so many characters, between two words where there
// are any, never within what people see as one character, and says so with
// "…". Characters are UTF-16 code units, the largest of what platforms count.
func Shorten(s string, most int) string {
	if len(s) <= most || Length(s) <= most {
		return s
	}
	room := most - 1 // for the "…"
	end, used := 0, 0
	for clusters := graphemes.FromString(s); clusters.Next(); {
		used += Length(clusters.Value())
		if used > room {
			break
		}
		end = clusters.End()
	}
	cut := s[:end]
	// A word is given up whole, unless that would cost half of what there is.
	if space := strings.LastIndexByte(cut, ' '); end < len(s) && s[end] != ' ' && space > len(cut)/2 {
		cut = cut[:space]
	}
	if most < 1 {
		return ""
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

// Sentence begins with a capital letter.
func Sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || !unicode.IsLower(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// Length counts characters as Shorten does.
func Length(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n, i = n+1, i+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r > 0xffff {
			n++
		}
		n, i = n+1, i+size
	}
	return n
}
