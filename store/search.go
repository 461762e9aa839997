package store

import (
	"context"
	"slices"

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
	words := searchable(asked(text))
	return words[:min(len(words), maxWords)]
}

// counted is how far the rows of a word are counted to learn which word of
// several is the rarest.
const counted = 500

// rarestFirst orders words by how often they occur in a table of words: the
// rarest leaves the fewest rows to look at.
func (db *DB) rarestFirst(ctx context.Context, table string, words []string) ([]string, error) {
	if len(words) < 2 {
		return words, nil
	}
	n := map[string]int{}
	for _, word := range words {
		found, err := ask(ctx, db, one[int], `SELECT count(*) FROM (SELECT 1 FROM `+table+` WHERE word = ? LIMIT ?) AS some`, word, counted)
		if err != nil {
			return nil, err
		}
		n[word] = found[0]
	}
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b string) int { return n[a] - n[b] })
	return words, nil
}

// groupWords are the words that stand for groups.
func groupWords(groups []string) []string {
	words := make([]string, len(groups))
	for i, g := range groups {
		words[i] = groupWord(g)
	}
	return words
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
