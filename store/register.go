package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"meetupbot/content"
)

// A register knows who is who while events are kept: one folded name is one
// person, and a new name is another spelling of somebody known if it is like
// theirs and both name the same page about themselves (see alias.go).
type register struct {
	*session
	next     content.PersonID
	byName   map[string]content.PersonID
	profiles map[string][]content.PersonID // by page
	left     map[content.PersonID]bool     // those who were taken out of an event

	people, names, nameWords, pages, appearances, given batch
}

func newRegister(ctx context.Context, s *session) (*register, error) {
	r := &register{
		session:  s,
		byName:   map[string]content.PersonID{},
		profiles: map[string][]content.PersonID{},
		left:     map[content.PersonID]bool{},

		people:      batch{width: 1, head: `INSERT INTO people (id) VALUES`},
		names:       batch{width: 2, head: `INSERT INTO names (folded, person) VALUES`},
		nameWords:   batch{width: 2, head: `INSERT INTO name_words (word, person) VALUES`, tail: `ON CONFLICT DO NOTHING`},
		pages:       batch{width: 2, head: `INSERT INTO profiles (profile, person) VALUES`, tail: `ON CONFLICT DO NOTHING`},
		appearances: batch{width: 8, head: `INSERT INTO appearances (person, entry, grp, name, affiliation, role, links, bio) VALUES`},
		given:       batch{width: 2, head: `INSERT INTO given (person, talk) VALUES`, tail: `ON CONFLICT DO NOTHING`},
	}
	return r, r.row(ctx, `SELECT coalesce(max(id), 0) + 1 FROM people`, nil, &r.next)
}

// appear collects who speaks at an event and who gives which talk.
func (r *register) appear(ctx context.Context, e *content.Event, at entry) error {
	here := map[content.PersonID]bool{}
	for _, s := range e.Speakers {
		if err := r.enter(ctx, e, at, s, here); err != nil {
			return err
		}
	}
	for i, t := range e.Talks[:min(len(e.Talks), maxTalks)] {
		for _, name := range t.Speakers {
			if err := r.enter(ctx, e, at, content.Speaker{Name: name}, here); err != nil {
				return err
			}
			if id, ok := r.byName[content.Fold(name)]; ok {
				r.given.add(int64(id), int64(at.talk(i)))
			}
		}
	}
	return nil
}

// enter collects that somebody speaks at an event, once for each person.
func (r *register) enter(ctx context.Context, e *content.Event, at entry, s content.Speaker, here map[content.PersonID]bool) error {
	folded := content.Fold(s.Name)
	if folded == "" {
		return nil
	}
	id, err := r.person(ctx, folded, s.Links, here)
	if err != nil || here[id] {
		return err
	}
	here[id] = true
	links := ""
	if len(s.Links) > 0 {
		if links, err = encode(s.Links); err != nil {
			return err
		}
	}
	r.appearances.add(int64(id), int64(at), e.Group, s.Name, s.Affiliation, s.Role, links, s.Bio)
	for _, l := range s.Links {
		page, ok := profile(l.URL)
		if !ok {
			continue
		}
		owners, err := r.owners(ctx, page)
		if err != nil {
			return err
		}
		if !slices.Contains(owners, id) {
			r.profiles[page] = append(owners, id)
			r.pages.add(page, int64(id))
		}
	}
	return nil
}

// person returns who has a name, and makes a new person of a new name.
func (r *register) person(ctx context.Context, folded string, links []content.Link, here map[content.PersonID]bool) (content.PersonID, error) {
	if id, ok := r.byName[folded]; ok {
		return id, nil
	}
	var id content.PersonID
	err := r.row(ctx, `SELECT person FROM names WHERE folded = $1`, []any{folded}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		if id, err = r.alias(ctx, folded, links, here); err == nil && id == 0 {
			id = r.next
			r.next++
			r.people.add(int64(id))
		}
		if err == nil {
			r.names.add(folded, int64(id))
			for _, word := range strings.Fields(folded) {
				r.nameWords.add(word, int64(id))
			}
		}
	}
	if err != nil {
		return 0, err
	}
	r.byName[folded] = id
	return id, nil
}

// alias returns whom a new name is another spelling of, 0 for nobody. Two who
// speak at the same event under two names are two.
func (r *register) alias(ctx context.Context, folded string, links []content.Link, here map[content.PersonID]bool) (content.PersonID, error) {
	for _, l := range links {
		page, ok := profile(l.URL)
		if !ok {
			continue
		}
		owners, err := r.owners(ctx, page)
		if err != nil {
			return 0, err
		}
		for _, id := range owners {
			names, err := r.namesOf(ctx, id)
			if err != nil {
				return 0, err
			}
			if !here[id] && slices.ContainsFunc(names, func(name string) bool { return sameName(name, folded) }) {
				return id, nil
			}
		}
	}
	return 0, nil
}

// owners returns the people who name a page as theirs.
func (r *register) owners(ctx context.Context, page string) ([]content.PersonID, error) {
	if ids, ok := r.profiles[page]; ok {
		return ids, nil
	}
	ids, err := column[content.PersonID](ctx, r.session, `SELECT person FROM profiles WHERE profile = $1 ORDER BY person`, page)
	if err == nil {
		r.profiles[page] = ids
	}
	return ids, err
}

// namesOf returns the folded names of a person, written or waiting.
func (r *register) namesOf(ctx context.Context, id content.PersonID) ([]string, error) {
	names, err := column[string](ctx, r.session, `SELECT folded FROM names WHERE person = $1`, int64(id))
	for i := 0; i < len(r.names.args); i += r.names.width {
		if r.names.args[i+1] == int64(id) {
			names = append(names, r.names.args[i].(string))
		}
	}
	return names, err
}

// disappear takes everybody out of an event that is kept.
func (r *register) disappear(ctx context.Context, at entry) error {
	ids, err := column[int64](ctx, r.session, `SELECT person FROM appearances WHERE entry = $1`, int64(at))
	if err != nil {
		return err
	}
	for _, id := range ids {
		r.left[content.PersonID(id)] = true
		if err := r.exec(ctx, `DELETE FROM given WHERE person = $1 AND talk BETWEEN $2 AND $3`, id, int64(at), int64(at.last())); err != nil {
			return err
		}
	}
	return r.exec(ctx, `DELETE FROM appearances WHERE entry = $1`, int64(at))
}

func (r *register) flush(ctx context.Context) error {
	for _, b := range []*batch{&r.people, &r.names, &r.nameWords, &r.pages, &r.appearances, &r.given} {
		if err := b.flush(ctx, r.session); err != nil {
			return err
		}
	}
	return nil
}

// forget drops those who speak at no event any more, with their names.
func (r *register) forget(ctx context.Context) error {
	for id := range r.left {
		err := r.exec(ctx, `DELETE FROM people WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM appearances WHERE person = $2)`, int64(id), int64(id))
		if err != nil {
			return err
		}
	}
	return nil
}

func links(text string) ([]content.Link, error) {
	if text == "" {
		return nil, nil
	}
	var out []content.Link
	return out, json.Unmarshal([]byte(text), &out)
}
