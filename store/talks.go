package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
)

const (
	// maxFound is how many talks an answer holds and counts at most.
	maxFound = 100
	// maxLooked is how many talks with the rarest word in their title or
	// among their speakers are looked at; full-text search finds the others.
	maxLooked = 2000
)

// Talks returns the talks with all words of q: first those that have them in
// title and speakers' names, then those that have some in the abstract alone,
// the newest first in both. There is no ranking by relevance: its cost grows
// with the archive. For the same reason at most 100 talks are returned and
// counted, so a Total of 100 means 100 or more; and no more than the first 200
// bytes and 8 different words of the question are read.
func (db *DB) Talks(ctx context.Context, q content.TalkQuery) (found content.TalksFound, err error) {
	defer db.wrap(&err, "talks %q", asked(q.Words))
	words := searchWords(q.Words)
	if len(words) == 0 {
		return found, nil
	}
	ids, err := db.matching(ctx, words, q.Groups, maxFound)
	if err != nil {
		return found, err
	}
	found.Total = len(ids)
	if len(ids) == 0 {
		found.Near, err = db.nearWords(ctx, q)
		return found, err
	}
	if q.Limit > 0 {
		ids = ids[:min(len(ids), q.Limit)]
	}
	found.Talks, err = db.talks(ctx, ids)
	return found, err
}

// matching returns at most limit talks with all words, best first.
func (db *DB) matching(ctx context.Context, words, groups []string, limit int) ([]entry, error) {
	words, err := db.rarestFirst(ctx, "words", words)
	if err != nil {
		return nil, err
	}
	titled, err := db.titled(ctx, words, groups, limit)
	if err != nil || len(titled) == limit {
		return titled, err
	}
	seen := make(map[entry]bool, len(titled))
	for _, id := range titled {
		seen[id] = true
	}
	mentioned, err := db.mentioned(ctx, words, groups, limit)
	if err != nil {
		return nil, err
	}
	for _, id := range mentioned {
		if !seen[id] && len(titled) < limit {
			titled = append(titled, id)
		}
	}
	return titled, nil
}

// titled returns the talks with all words in title and speakers' names, newest
// first.
func (db *DB) titled(ctx context.Context, words, groups []string, limit int) ([]entry, error) {
	var q query
	q.add(`SELECT entry FROM (SELECT entry FROM words WHERE word = ? ORDER BY entry DESC LIMIT ?) AS w WHERE entry % 65536 <> 0`, words[0], maxLooked)
	for _, word := range words[1:] {
		q.add(` AND EXISTS (SELECT 1 FROM words x WHERE x.word = ? AND x.entry = w.entry)`, word)
	}
	if len(groups) > 0 {
		in(&q, ` AND EXISTS (SELECT 1 FROM words x WHERE x.entry = w.entry AND x.word`, groupWords(groups))
		q.add(`)`)
	}
	q.add(` ORDER BY entry DESC LIMIT ?`, limit)
	return askQuery(ctx, db, one[entry], &q)
}

// mentioned returns the talks with all words in title, speakers' names and
// abstract, newest first: the full-text index yields them in that order, and
// stops when there are enough.
func (db *DB) mentioned(ctx context.Context, words, groups []string, limit int) ([]entry, error) {
	match := quoted(words, " AND ")
	if len(groups) > 0 {
		match += " AND (" + quoted(groupWords(groups), " OR ") + ")"
	}
	return ask(ctx, db, one[entry], `SELECT rowid FROM talk_text WHERE talk_text MATCH ? ORDER BY rowid DESC LIMIT ?`, match, limit)
}

// quoted writes words as strings of the full-text query language, in which
// nothing else has a meaning.
func quoted(words []string, operator string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return strings.Join(out, operator)
}

// talks reads talks in the order of ids.
func (db *DB) talks(ctx context.Context, ids []entry) ([]content.Given, error) {
	var q query
	q.add(`SELECT ` + givenColumns + `, t.id FROM talks t JOIN events e ON e.id = t.event WHERE `)
	in(&q, `t.id`, ids)
	found, err := askQuery(ctx, db, givenFields, &q)
	if err != nil {
		return nil, err
	}
	rank := make(map[entry]int, len(ids))
	for i, id := range ids {
		rank[id] = i
	}
	slices.SortFunc(found, func(a, b givenRow) int { return cmp.Compare(rank[a.id], rank[b.id]) })
	return given(found)
}

func given(rows []givenRow) ([]content.Given, error) {
	var out []content.Given
	for _, r := range rows {
		if err := json.Unmarshal(r.speakers, &r.Speakers); err != nil {
			return nil, fmt.Errorf("speakers of talk %d: %w", r.id, err)
		}
		out = append(out, r.Given)
	}
	return out, nil
}
