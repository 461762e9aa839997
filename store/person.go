package store

import (
	"cmp"
	"context"
	"fmt"

	"meetupbot/content"
)

// An appearance is a person as one event has them.
type appearance struct {
	person content.PersonID
	content.Speaker
	links string
}

func appearanceFields(a *appearance) []any {
	return []any{&a.person, &a.Name, &a.Affiliation, &a.Role, &a.links, &a.Bio}
}

const appearanceColumns = `a.person, a.name, a.affiliation, a.role, a.links, a.bio`

// personCalled reads the person of a folded name, ok being false where there
// is none.
func (db *DB) personCalled(ctx context.Context, folded string, groups []string) (p content.Person, ok bool, err error) {
	var q query
	q.add(`SELECT `+appearanceColumns+` FROM names n JOIN appearances a ON a.person = n.person WHERE n.folded = ?`, folded)
	spokeAt(&q, groups)
	q.add(` ORDER BY a.entry DESC LIMIT ?`, maxAppearances)
	found, err := askQuery(ctx, db, appearanceFields, &q)
	if err != nil || len(found) == 0 {
		return p, false, err
	}
	p, err = db.describe(ctx, found[0].person, found, groups)
	return p, true, err
}

// person reads a person with the talks given in groups, or anywhere.
func (db *DB) person(ctx context.Context, id content.PersonID, groups []string) (content.Person, error) {
	found, err := ask(ctx, db, appearanceFields,
		`SELECT `+appearanceColumns+` FROM appearances a WHERE a.person = ? ORDER BY a.entry DESC LIMIT ?`, int64(id), maxAppearances)
	if err != nil {
		return content.Person{ID: id}, err
	}
	return db.describe(ctx, id, found, groups)
}

// describe makes a person of their newest appearances, newest first, and reads
// their talks.
func (db *DB) describe(ctx context.Context, id content.PersonID, found []appearance, groups []string) (content.Person, error) {
	p := content.Person{ID: id}
	var err error
	bios := 0
	spelled := map[string]bool{}
	for _, r := range found {
		if r.links != "" && p.Links == nil {
			if p.Links, err = links(r.links); err != nil {
				return p, fmt.Errorf("links of %s: %w", r.Name, err)
			}
		}
		if r.Bio != "" {
			bios++
			if bios <= 2 && len(r.Bio) > len(p.Bio) {
				p.Bio = r.Bio
			}
		}
		p.Affiliation = cmp.Or(p.Affiliation, r.Affiliation)
		p.Role = cmp.Or(p.Role, r.Role)
		if folded := content.Fold(r.Name); !spelled[folded] {
			spelled[folded] = true
			if p.Name == "" {
				p.Name = r.Name
			} else {
				p.Aliases = append(p.Aliases, r.Name)
			}
		}
	}
	var q query
	q.add(`SELECT `+givenColumns+`, t.id FROM given g JOIN talks t ON t.id = g.talk JOIN events e ON e.id = t.event WHERE g.person = ?`, int64(id))
	if len(groups) > 0 {
		in(&q, ` AND e.grp`, groups)
	}
	q.add(` ORDER BY g.talk DESC`)
	talks, err := askQuery(ctx, db, givenFields, &q)
	if err != nil {
		return p, err
	}
	p.Talks, err = given(talks)
	return p, err
}
