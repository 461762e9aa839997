package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"meetupbot/content"
)

// index collects what search needs of an event.
func (k *keeper) index(ctx context.Context, e *content.Event, id content.EventID, at entry) error {
	all := e.Title + " " + e.Venue.Name + " " + e.Venue.Address
	for i, t := range e.Talks[:min(len(e.Talks), maxTalks)] {
		talk := at.talk(i)
		speakers, err := json.Marshal(t.Speakers)
		if err != nil {
			return err
		}
		k.talks.add(int64(talk), int64(id), t.Title, string(t.Start), string(t.End), string(speakers), t.Video, t.Slides, t.Abstract)

		named := t.Title + " " + strings.Join(t.Speakers, " ")
		all += " " + named
		k.titles = append(k.titles, text{talk, content.Fold(named)})
		k.texts = append(k.texts, text{talk, content.Fold(named + " " + t.Abstract)})
	}
	for _, s := range e.Speakers {
		all += " " + s.Name
	}
	k.words = append(k.words, text{at, content.Fold(all)})
	k.spell(all)
	return k.people.appear(ctx, e, at)
}

// A text waits for an index of words. It is folded like the questions, so the
// index has nothing to do but to part it at the spaces.
type text struct {
	entry entry
	words string
}

// flushTexts writes what waits for an index of words. It takes rows in order
// much faster, and those of a statement with several rows slower: before such
// a statement it writes out all that it has.
func (k *keeper) flushTexts(ctx context.Context, index string, texts *[]text) error {
	slices.SortFunc(*texts, func(a, b text) int { return cmp.Compare(a.entry, b.entry) })
	for _, t := range *texts {
		if err := k.exec(ctx, `INSERT INTO `+index+` (rowid, words) VALUES ($1, $2)`, int64(t.entry), t.words); err != nil {
			return err
		}
	}
	*texts = (*texts)[:0]
	return nil
}

// spell collects the spellings of the words of a text.
func (k *keeper) spell(text string) {
	for _, word := range content.Words(text) {
		if !k.spelled[word] {
			k.spelled[word] = true
			for _, s := range spellings(word) {
				k.spellings.add(s, word)
			}
		}
	}
}

// unindex takes an event that is kept out of search.
func (k *keeper) unindex(ctx context.Context, id content.EventID) error {
	var at entry
	err := k.row(ctx, `SELECT entry FROM events WHERE id = $1`, []any{int64(id)}, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	talks, err := column[int64](ctx, k.session, `SELECT id FROM talks WHERE event = $1`, int64(id))
	if err != nil {
		return err
	}
	for _, talk := range talks {
		if err := k.exec(ctx, `DELETE FROM talk_titles WHERE rowid = $1`, talk); err != nil {
			return err
		}
		if err := k.exec(ctx, `DELETE FROM talk_texts WHERE rowid = $1`, talk); err != nil {
			return err
		}
	}
	if err := k.exec(ctx, `DELETE FROM event_words WHERE rowid = $1`, int64(at)); err != nil {
		return err
	}
	if err := k.exec(ctx, `DELETE FROM talks WHERE event = $1`, int64(id)); err != nil {
		return err
	}
	return k.people.disappear(ctx, at)
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
