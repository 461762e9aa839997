package store

import (
	"context"
	"slices"

	"meetupbot/content"
)

const (
	maxPeople      = 10 // people in an answer
	maxDescribed   = 3  // people who are read in full; of more only the names
	maxAppearances = 30 // of a person, the newest, from which they are described
)

// afterAny sorts after every letter: [p, p+afterAny) is what begins with p.
const afterAny = "\U0010FFFF"

// People returns those whom name names: the one whose folded name or other
// spelling it is, or else all whose names have its words, the last of which
// may be begun only, those who spoke last first and at most ten. Of more than
// three people only ID and Name are set: who asked has to choose. Of a name
// that very many share, some of them are looked at. When there is nobody it
// returns up to five similar names.
//
// With groups, only people who spoke there are returned, with the talks that
// they gave there.
//
// A person is described by their newest event: its spelling of the name, and
// of affiliation, role and links each the newest that says anything. The bio
// is the longer of the two newest, for the newest is often cut short.
func (db *DB) People(ctx context.Context, groups []string, name string) (found content.PeopleFound, err error) {
	name = asked(name)
	defer db.wrap(&err, "people %q", name)
	words := askedWords(name)
	if len(words) == 0 {
		return found, nil
	}
	if p, ok, err := db.personCalled(ctx, content.Fold(name), groups); ok || err != nil {
		found.People = []content.Person{p}
		return found, err
	}
	ids, err := db.peopleWith(ctx, words, groups)
	if err != nil {
		return found, err
	}
	if len(ids) > maxDescribed {
		found.People, err = db.named(ctx, ids)
		return found, err
	}
	for _, id := range ids {
		p, err := db.person(ctx, id, groups)
		if err != nil {
			return found, err
		}
		found.People = append(found.People, p)
	}
	if len(ids) == 0 {
		found.Near, err = db.nearPeople(ctx, words, groups)
	}
	return found, err
}

// spokeAt keeps the people of n who spoke in a group, or anywhere.
func spokeAt(q *query, groups []string) {
	if len(groups) > 0 {
		in(q, ` AND EXISTS (SELECT 1 FROM appearances s WHERE s.person = n.person AND s.grp`, groups)
		q.add(`)`)
	}
}

// peopleWith returns the people among whose names' words are all of words,
// failing that those among whose words the last is begun.
func (db *DB) peopleWith(ctx context.Context, words, groups []string) ([]content.PersonID, error) {
	last := words[len(words)-1]
	ordered, err := db.rarestFirst(ctx, words)
	if err != nil {
		return nil, err
	}
	ids, err := db.peopleWithWords(ctx, ordered, "", groups, maxPeople)
	if err != nil || len(ids) > 0 || len([]rune(last)) < 2 {
		return ids, err
	}
	if ordered, err = db.rarestFirst(ctx, words[:len(words)-1]); err != nil {
		return nil, err
	}
	return db.peopleWithWords(ctx, ordered, last, groups, maxPeople)
}

// rarestFirst orders words by how many people have them in their names: the
// rarest leaves the fewest to look at.
func (db *DB) rarestFirst(ctx context.Context, words []string) ([]string, error) {
	if len(words) < 2 {
		return words, nil
	}
	n := map[string]int{}
	for _, word := range words {
		found, err := ask(ctx, db, one[int], `SELECT count(*) FROM (SELECT 1 FROM name_words WHERE word = ? LIMIT ?) AS bearers`, word, maxNamesakes)
		if err != nil {
			return nil, err
		}
		n[word] = found[0]
	}
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b string) int { return n[a] - n[b] })
	return words, nil
}

// Of the people with the rarest word of a name so many are looked at, those
// who were met last, and so many of those who have the other words are put in
// order.
const (
	maxNamesakes = 500
	maxOrdered   = 50
)

func (db *DB) peopleWithWords(ctx context.Context, words []string, begun string, groups []string, limit int) ([]content.PersonID, error) {
	var q query
	q.add(`SELECT person FROM (SELECT person FROM (`)
	if len(words) > 0 {
		q.add(`SELECT person FROM name_words WHERE word = ? ORDER BY person DESC`, words[0])
	} else {
		q.add(`SELECT DISTINCT person FROM name_words WHERE word >= ? AND word < ?`, begun, begun+afterAny)
	}
	q.add(` LIMIT ?) AS n WHERE true`, maxNamesakes)
	for i := 1; i < len(words); i++ {
		q.add(` AND EXISTS (SELECT 1 FROM name_words w WHERE w.word = ? AND w.person = n.person)`, words[i])
	}
	if begun != "" && len(words) > 0 {
		q.add(` AND EXISTS (SELECT 1 FROM name_words w WHERE w.person = n.person AND w.word >= ? AND w.word < ?)`, begun, begun+afterAny)
	}
	spokeAt(&q, groups)
	q.add(` LIMIT ?) AS m ORDER BY (SELECT max(entry) FROM appearances a WHERE a.person = m.person) DESC, person LIMIT ?`, maxOrdered, limit)
	return askQuery(ctx, db, one[content.PersonID], &q)
}

// named reads people's names alone, in the order of ids.
func (db *DB) named(ctx context.Context, ids []content.PersonID) ([]content.Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var q query
	inNumbers(&q, `SELECT id, coalesce((SELECT name FROM appearances a WHERE a.person = p.id ORDER BY entry DESC LIMIT 1), '')
		FROM people p WHERE id`, ids)
	people, err := askQuery(ctx, db, func(p *content.Person) []any { return []any{&p.ID, &p.Name} }, &q)
	slices.SortFunc(people, func(a, b content.Person) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return people, err
}
