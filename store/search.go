package store

import (
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

// askedWords returns the words of a question that are read.
func askedWords(text string) []string {
	words := content.Words(asked(text))
	return words[:min(len(words), maxWords)]
}

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

// match writes a question to an index of words: all of these. Every word is a
// string of the query language, in which nothing has a meaning.
func match(words []string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return strings.Join(out, " AND ")
}

// newest writes the choice of at most limit entries that an index of words has
// for words, in groups if there are any, newest first: the index yields them
// in that order and stops when there are enough.
func newest(q *query, column, index string, words, groups []string, limit int) {
	q.add(`SELECT `+column+` FROM `+index+` WHERE `+index+` MATCH ?`, match(words))
	if len(groups) > 0 {
		in(q, ` AND `+entryGroup+` IN (SELECT id % 1024 FROM groups WHERE name`, groups)
		q.add(`)`)
	}
	q.add(` ORDER BY rowid DESC LIMIT ?`, limit)
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
