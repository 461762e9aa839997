package parse

import (
	"strings"
	"unicode"

	"meetupbot/content/parse/outline"
)

// longestNote is how many bytes a note behind an entry's speakers has at most.
const longestNote = 120

// noteAt returns where a note behind the speakers of an entry begins, who stand
// in brackets: "Owls in Python (Ana Finch, Bo Reed) - bring your own laptop!".
// It is the text's length where there is none: what begins with a capital and
// is no sentence may be the title, and a bracket may hold a company.
func noteAt(t outline.Text, known *roster) int {
	s := t.Plain
	end := strings.LastIndexByte(s, ')')
	if end < 0 || len(s)-end < 5 || len(s)-end > longestNote {
		return len(s)
	}
	note := strings.TrimLeft(s[end+1:], " ")
	word := strings.TrimLeft(note, " -–—,;:.")
	sentence := strings.HasSuffix(word, ".") || strings.HasSuffix(word, "!")
	if len(word) == len(note) || strings.ContainsAny(word, "()") || !unicode.IsLower(firstRune(word)) && !(sentence && len(strings.Fields(word)) > 3) {
		return len(s)
	}
	m := endParens(s[:end+1])
	if m == nil || len(strings.Fields(s[:m[0]])) < 2 || isWholeName(strings.TrimSpace(s[:m[0]])) || companyOf(s[:m[0]], known) {
		return len(s)
	}
	inner := t.Slice(m[2], m[3])
	if _, n := namePrefix(inner.Plain); n == 0 || peopleScore(inner, known) < 2 {
		return len(s)
	}
	return end + 1
}
