package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"meetupbot/content"
)

// index collects what search needs of an event.
func (k *keeper) index(ctx context.Context, e *content.Event, d drawing, id content.EventID, at entry) error {
	for i, drawn := range d.talks {
		t, talk := e.Talks[i], at.talk(i)
		k.talks.add(int64(talk), int64(id), t.Title, string(t.Start), string(t.End), drawn.speakers, t.Video, t.Slides, t.Abstract)
		k.titles = append(k.titles, text{talk, drawn.title})
		k.texts = append(k.texts, text{talk, drawn.text})
	}
	k.words = append(k.words, text{at, d.words})
	for word := range strings.FieldsSeq(d.words) {
		if !k.spelled[word] {
			k.spelled[word] = true
			for _, s := range spellings(word) {
				k.spellings = append(k.spellings, spelling{s, word})
			}
		}
	}
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
