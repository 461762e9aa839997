package store

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"
)

// A spelling of a word that is met waits to be written.
type spelling struct{ spelling, word string }

// flushSpellings writes the spellings that wait, in the order of their index.
func (k *keeper) flushSpellings(ctx context.Context) error {
	slices.SortFunc(k.spellings, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(a.spelling, b.spelling), cmp.Compare(a.word, b.word))
	})
	rows := batch{width: 2, head: `INSERT INTO spellings (spelling, word) VALUES`, tail: `ON CONFLICT DO NOTHING`}
	for _, s := range k.spellings {
		rows.add(s.spelling, s.word)
	}
	k.spellings = k.spellings[:0]
	return rows.flush(ctx, k.session)
}

// Words of these lengths in letters have spellings: shorter ones have too many
// neighbours, longer ones nobody types by heart.
const (
	minSpelled = 3
	maxSpelled = 24
)

// spellings returns the word and what is left of it when any one letter is
// lost. Two words with a spelling in common differ by one letter more, less,
// other or swapped with its neighbour, or by little more than that: so misspelt
// words are found by exact look-ups, however many words there are.
func spellings(word string) []string {
	n := utf8.RuneCountInString(word)
	if n < minSpelled || n > maxSpelled {
		return nil
	}
	out := []string{word}
	last := rune(-1)
	for i, r := range word {
		if r != last { // dropping either of two equal letters leaves the same
			out = append(out, word[:i]+word[i+utf8.RuneLen(r):])
		}
		last = r
	}
	return out
}
