package parse_test

import (
	"slices"
	"strings"
	"testing"

	"meetupbot/content/parse"
)

// TestLexiconHasWhatItsWordsAre asks for words as they are written: in capitals,
// cut short, with letters whose small form is another letter's or longer.
func TestLexiconHasWhatItsWordsAre(t *testing.T) {
	words := []string{"a", "mo", "owl", "kiln", "o'neil", "ł", "łucja", "émile", "rené", "bo", "i̇pek", "dipl.-ing", "straße", strings.Repeat("owl", 20)}
	has := parse.InLexicon(words...)
	for _, w := range words {
		for _, s := range []string{w, strings.ToUpper(w), strings.ToTitle(w[:1]) + w[1:], w + "s", "x" + w, w[:len(w)-1], strings.Replace(w, "k", "\u212a", 1), strings.Replace(w, "i\u0307", "\u0130", 1), strings.ReplaceAll(w, "o", "0")} {
			if got, want := has(s), slices.Contains(words, strings.ToLower(s)); got != want {
				t.Errorf("%q: %v, want %v", s, got, want)
			}
		}
	}
	for _, s := range []string{"", " ", "Owls", "bO", "\xff"} {
		if got, want := has(s), slices.Contains(words, strings.ToLower(s)); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
