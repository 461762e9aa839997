package store

import (
	"context"
	"strings"
)

// Names returns the names of at most limit people whose names have the words
// of begun, the last of which may be begun only: what somebody may be about to
// type. Those who spoke last come first; of a beginning that very many share,
// some are looked at. With groups, only people who spoke there are named.
func (db *DB) Names(ctx context.Context, groups []string, begun string, limit int) (names []string, err error) {
	begun = asked(begun)
	defer db.wrap(&err, "names %q", begun)
	words := askedWords(begun)
	if len(words) == 0 {
		return nil, nil
	}
	last := len(words) - 1
	if last > 0 {
		rest, err := db.rarestFirst(ctx, words[:last])
		if err != nil {
			return nil, err
		}
		words = append(rest, words[last])
	}
	ids, err := db.peopleWithWords(ctx, words[:last], words[last], groups, limit)
	if err != nil {
		return nil, err
	}
	people, err := db.named(ctx, ids)
	for _, p := range people {
		if name := strings.TrimSpace(p.Name); name != "" {
			names = append(names, name)
		}
	}
	return names, err
}
