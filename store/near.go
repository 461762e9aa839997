package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"meetupbot/content"
)

const (
	maxNear    = 5   // suggestions in an answer
	maxSimilar = 10  // similar words of one word that are tried
	maxScored  = 20  // people with one of those words in their names who are compared
	nearEnough = 0.7 // how alike a word or name must be, see similarity
)

// similarity is 1 for equal words and falls to 0 with the letters that have to
// be changed, as a share of the longer word.
func similarity(a, b string) float64 {
	longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if longer == 0 {
		return 0
	}
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longer)
}

// similar returns the words that are spelled almost like word, the most alike
// first. Nobody may use them any more.
func (db *DB) similar(ctx context.Context, word string) ([]string, error) {
	keys := spellings(word)
	if len(keys) == 0 {
		return nil, nil
	}
	var q query
	in(&q, `SELECT DISTINCT word FROM spellings WHERE spelling`, keys)
	words, err := askQuery(ctx, db, one[string], &q)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(similarity(b, word), similarity(a, word)) })
	return words[:min(len(words), maxSimilar)], nil
}

// nearPeople returns the names of people that resemble words, the most alike
// first.
func (db *DB) nearPeople(ctx context.Context, words, groups []string) ([]string, error) {
	scores := map[content.PersonID]float64{}
	for _, word := range words {
		alike, err := db.similar(ctx, word)
		if err != nil {
			return nil, err
		}
		if len(alike) == 0 {
			alike = []string{word}
		}
		for _, a := range alike {
			if err := db.scoreNamesakes(ctx, a, words, groups, scores); err != nil {
				return nil, err
			}
		}
	}
	var ids []content.PersonID
	for id, score := range scores {
		if score >= nearEnough {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b content.PersonID) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	people, err := db.named(ctx, ids[:min(len(ids), maxNear)])
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	return names, err
}

// scoreNamesakes notes how well the people with a word in their names match
// what was asked.
func (db *DB) scoreNamesakes(ctx context.Context, word string, asked, groups []string, scores map[content.PersonID]float64) error {
	type named struct {
		person content.PersonID
		folded string
	}
	var q query
	q.add(`SELECT n.person, n.folded FROM (SELECT person FROM name_words WHERE word = ? LIMIT ?) AS w
		JOIN names n ON n.person = w.person WHERE true`, word, maxScored)
	spokeAt(&q, groups)
	found, err := askQuery(ctx, db, func(n *named) []any { return []any{&n.person, &n.folded} }, &q)
	if err != nil {
		return err
	}
	fresh := map[content.PersonID]bool{} // all names of a person come at once
	for _, n := range found {
		if _, scored := scores[n.person]; !scored || fresh[n.person] {
			fresh[n.person] = true
			scores[n.person] = max(scores[n.person], nameScore(asked, n.folded))
		}
	}
	return nil
}

// nameScore says how alike a question and a folded name are, from 0 to 1: the
// words of the question each against the most alike word of the name, in any
// order, or the two as a whole.
func nameScore(asked []string, folded string) float64 {
	sum := 0.0
	for _, word := range asked {
		best := 0.0
		for _, w := range strings.Fields(folded) {
			best = max(best, similarity(word, w))
		}
		sum += best
	}
	return max(sum/float64(len(asked)), likeness(strings.Join(asked, " "), folded))
}

// nearWords returns questions that would find talks where q finds none: q with
// each unknown word replaced by one spelled almost like it, or else the words
// of q that find something alone.
func (db *DB) nearWords(ctx context.Context, q content.TalkQuery) ([]string, error) {
	var known, corrected []string
	changed := false
	for _, word := range askedWords(q.Words) {
		if slices.Contains(known, word) || slices.Contains(corrected, word) {
			continue
		}
		ids, err := db.matching(ctx, []string{word}, q.Groups, 1)
		if err != nil {
			return nil, err
		}
		if len(ids) > 0 {
			known = append(known, word)
			corrected = append(corrected, word)
			continue
		}
		alike, err := db.similar(ctx, word)
		if err != nil {
			return nil, err
		}
		for _, a := range alike {
			if similarity(a, word) < nearEnough {
				break
			}
			if ids, err = db.matching(ctx, []string{a}, q.Groups, 1); err != nil {
				return nil, err
			}
			if len(ids) > 0 {
				corrected = append(corrected, a)
				changed = true
				break
			}
		}
	}
	if len(corrected) == 0 {
		return nil, nil
	}
	if changed {
		ids, err := db.matching(ctx, corrected, q.Groups, 1)
		if err != nil {
			return nil, err
		}
		if len(ids) > 0 {
			return []string{strings.Join(corrected, " ")}, nil
		}
	}
	return corrected[:min(len(corrected), maxNear)], nil
}
