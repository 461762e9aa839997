package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"meetupbot/content"
)

// maxFound is how many talks an answer holds and counts at most.
const maxFound = 100

// Talks returns the talks with all words of q: first those that have them in
// title and speakers' names, then those that have some in the abstract alone,
// the newest first in both. There is no ranking by relevance: its cost grows
// with the archive. For the same reason at most 100 talks are returned and
// counted, so a Total of 100 is AtLeast; and no more than the first 200
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
	found.Total, found.AtLeast = len(ids), len(ids) == maxFound
	if len(ids) == 0 {
		found.Near, err = db.nearWords(ctx, q)
		return found, err
	}
	if q.Limit > 0 {
		ids = ids[:min(len(ids), q.Limit)]
	}
	found.Talks, err = db.talks(ctx, ids, q.Groups)
	return found, err
}

// matching returns at most limit talks with all words, best first.
func (db *DB) matching(ctx context.Context, words, groups []string, limit int) ([]entry, error) {
	var titled, mentioned query
	newest(&titled, "rowid", "talk_titles", words, groups, limit)
	ids, err := askQuery(ctx, db, one[entry], &titled)
	if err != nil || len(ids) == limit {
		return ids, err
	}
	newest(&mentioned, "rowid", "talk_texts", words, groups, limit)
	more, err := askQuery(ctx, db, one[entry], &mentioned)
	if err != nil {
		return nil, err
	}
	seen := make(map[entry]bool, len(ids))
	for _, id := range ids {
		seen[id] = true
	}
	for _, id := range more {
		if !seen[id] && len(ids) < limit {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// talks reads talks, of groups if there are any, in the order of ids.
func (db *DB) talks(ctx context.Context, ids []entry, groups []string) ([]content.Given, error) {
	var q query
	q.add(`SELECT ` + givenColumns + `, t.id FROM talks t JOIN events e ON e.id = t.event WHERE `)
	inNumbers(&q, `t.id`, ids)
	if len(groups) > 0 {
		in(&q, ` AND e.grp`, groups)
	}
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
