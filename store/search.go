package store

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"meetupbot/content"
)

// Bounds of what is searched for, so that no question costs much.
const (
	maxAsked = 200 // bytes of a question that are read
	maxWords = 8   // different words
)

// asked cuts a question to the length that is read. Half a letter at the end
// folds to nothing.
func asked(text string) string { return text[:min(len(text), maxAsked)] }

// searchWords returns the different words of a question.
func searchWords(text string) []string {
	var words []string
	for _, word := range content.Words(asked(text)) {
		if !slices.Contains(words, word) && len(words) < maxWords {
			words = append(words, word)
		}
	}
	return words
}

// searched writes what an index of words keeps of an entry. The texts are
// folded like the questions, so the index has nothing to do but to part them
// at the spaces.
func searched(group, text string) string { return groupWord(group) + " " + content.Fold(text) }

// groupWord stands for a group among the words of an entry. No text folds to
// it: it begins with a sign that is neither letter nor digit.
func groupWord(group string) string { return "§" + hex.EncodeToString([]byte(group)) }

// match writes a question to an index of words: all of these, in one of the
// groups if there are any. Every word is a string of the query language, in
// which nothing has a meaning.
func match(words, groups []string) string {
	text := quoted(words, " AND ")
	if len(groups) > 0 {
		tokens := make([]string, len(groups))
		for i, g := range groups {
			tokens[i] = groupWord(g)
		}
		text += " AND (" + quoted(tokens, " OR ") + ")"
	}
	return text
}

func quoted(words []string, operator string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return strings.Join(out, operator)
}

// newest returns at most limit entries that an index of words has for a match,
// newest first: the index yields them in that order and stops when there are
// enough.
func (db *DB) newest(ctx context.Context, index, match string, limit int) ([]entry, error) {
	return ask(ctx, db, one[entry], `SELECT rowid FROM `+index+` WHERE `+index+` MATCH ? ORDER BY rowid DESC LIMIT ?`, match, limit)
}

// givenColumns and givenFields read a talk with its event, from talks t and
// events e.
const givenColumns = `t.title, t.starts, t.ends, t.speakers, t.abstract, t.video, t.slides, e.id, e.grp, e.title, e.date, e.zone, e.status`

type givenRow struct {
	content.Given
	id       entry
	speakers []byte
}

func givenFields(g *givenRow) []any {
	return []any{&g.Title, &g.Start, &g.End, &g.speakers, &g.Abstract, &g.Video, &g.Slides,
		&g.Event.ID, &g.Event.Group, &g.Event.Title, &g.Event.Date, &g.Event.Zone, &g.Event.Status, &g.id}
}
