package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"meetupbot/content"
)

// index collects what search needs of an event.
func (k *keeper) index(ctx context.Context, e *content.Event, id content.EventID, at entry) error {
	group := groupWord(e.Group)
	k.post(at, group, e.Title, e.Venue.Name, e.Venue.Address)

	for i, t := range e.Talks[:min(len(e.Talks), maxTalks)] {
		talk := at.talk(i)
		speakers, err := json.Marshal(t.Speakers)
		if err != nil {
			return err
		}
		k.talks.add(int64(talk), int64(id), t.Title, string(t.Start), string(t.End), string(speakers), t.Video, t.Slides, t.Abstract)

		searched := t.Title
		for _, name := range t.Speakers {
			searched += " " + name
		}
		k.post(talk, group, searched)
		k.bodies = append(k.bodies, posting{content.Fold(searched+" "+t.Abstract) + " " + group, talk})
	}
	return k.people.appear(ctx, e, at)
}

// post collects the words of an entry.
func (k *keeper) post(at entry, group string, texts ...string) {
	k.postings = append(k.postings, posting{group, at})
	for _, word := range searchable(texts...) {
		k.postings = append(k.postings, posting{word, at})
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
		if err := k.exec(ctx, `DELETE FROM talk_text WHERE rowid = $1`, talk); err != nil {
			return err
		}
	}
	if err := k.exec(ctx, `DELETE FROM talks WHERE event = $1`, int64(id)); err != nil {
		return err
	}
	if err := k.exec(ctx, `DELETE FROM words WHERE entry BETWEEN $1 AND $2`, int64(at), int64(at.last())); err != nil {
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
