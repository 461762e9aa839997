package store

import (
	"context"
	"encoding/json"
	"fmt"

	"meetupbot/content"
)

// Groups returns the groups of all imports so far, by name.
func (db *DB) Groups(ctx context.Context) (groups []content.Group, err error) {
	defer db.wrap(&err, "groups")
	return ask(ctx, db, func(g *content.Group) []any { return []any{&g.Name, &g.Title, &g.Zone} },
		`SELECT name, title, zone FROM groups ORDER BY name`)
}

// Sources returns what is kept of each source, by name and without documents.
func (db *DB) Sources(ctx context.Context) (sources []content.SourceRecord, err error) {
	defer db.wrap(&err, "sources")
	var q query
	q.add(`SELECT name, grp, imported, changed, held, sight, lessons FROM sources ORDER BY name`)
	return db.sources(ctx, &q)
}

// Source returns what is kept of a source, its documents by path. Of one that
// was never imported that is its name alone.
func (db *DB) Source(ctx context.Context, name string) (record content.SourceRecord, err error) {
	defer db.wrap(&err, "source %q", name)
	var q query
	q.add(`SELECT name, grp, imported, changed, held, sight, lessons FROM sources WHERE name = ?`, name)
	found, err := db.sources(ctx, &q)
	if err != nil || len(found) == 0 {
		return content.SourceRecord{Name: name}, err
	}
	record = found[0]
	record.Documents, err = ask(ctx, db, documentFields,
		`SELECT path, hash, problem, other FROM documents WHERE source = ? ORDER BY path`, name)
	return record, err
}

func documentFields(d *content.DocumentRecord) []any {
	return []any{&d.Path, &d.Hash, &d.Problem, &d.Other}
}

func (db *DB) sources(ctx context.Context, q *query) ([]content.SourceRecord, error) {
	type row struct {
		content.SourceRecord
		imported, changed int64
		sight, lessons    []byte
	}
	found, err := askQuery(ctx, db, func(r *row) []any {
		return []any{&r.Name, &r.Group, &r.imported, &r.changed, &r.Held, &r.sight, &r.lessons}
	}, q)
	if err != nil {
		return nil, err
	}
	var out []content.SourceRecord
	for _, r := range found {
		r.Imported, r.Changed = instant(r.imported), instant(r.changed)
		if len(r.sight) > 0 {
			if err := json.Unmarshal(r.sight, &r.Sight); err != nil {
				return nil, fmt.Errorf("what was seen of %q: %w", r.Name, err)
			}
		}
		if len(r.lessons) > 0 {
			if err := json.Unmarshal(r.lessons, &r.Lessons); err != nil {
				return nil, fmt.Errorf("what the documents of %q taught: %w", r.Name, err)
			}
		}
		out = append(out, r.SourceRecord)
	}
	return out, nil
}

// group returns the number of a group, and makes one of a group not met yet.
func (k *keeper) group(ctx context.Context, name string) (int64, error) {
	if n, ok := k.groups[name]; ok {
		return n, nil
	}
	var n int64
	err := k.row(ctx, `INSERT INTO groups (name, title, zone) VALUES ($1, '', '')
		ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`, []any{name}, &n)
	k.groups[name] = n
	return n, err
}

// keepSource replaces what is kept of the import's group and source. Only the
// documents that changed are written. Without a source's name only what follows
// from the events is.
func (k *keeper) keepSource(ctx context.Context, imp *content.Import) error {
	g, src := imp.Group, imp.Source
	err := k.exec(ctx, `INSERT INTO groups (name, title, zone) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET title = excluded.title, zone = excluded.zone`, g.Name, g.Title, g.Zone)
	if err != nil {
		return err
	}
	if len(imp.Events)+len(imp.Gone) > 0 {
		// another source may have to take an event over, or leave it
		if err := k.exec(ctx, `UPDATE sources SET sight = ''`); err != nil {
			return err
		}
	}
	if src.Name == "" {
		return nil
	}
	if imp.Dropped {
		return k.exec(ctx, `DELETE FROM sources WHERE name = $1`, src.Name)
	}
	sight, err := encode(src.Sight)
	if err != nil {
		return err
	}
	lessons, err := encode(src.Lessons)
	if err != nil {
		return err
	}
	err = k.exec(ctx, `INSERT INTO sources (name, grp, imported, changed, held, sight, lessons) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (name) DO UPDATE SET grp = excluded.grp, imported = excluded.imported, changed = excluded.changed, held = excluded.held, sight = excluded.sight, lessons = excluded.lessons`,
		src.Name, src.Group, millis(src.Imported), millis(src.Changed), src.Held, sight, lessons)
	if err != nil {
		return err
	}
	found, err := k.tx.QueryContext(ctx, `SELECT path, hash, problem, other FROM documents WHERE source = $1`, src.Name)
	if err != nil {
		return err
	}
	kept, err := scanAll(found, documentFields)
	if err != nil {
		return err
	}
	was := make(map[string]content.DocumentRecord, len(kept))
	for _, d := range kept {
		was[d.Path] = d
	}
	for _, d := range src.Documents {
		if old, ok := was[d.Path]; !ok || old != d {
			k.documents.add(src.Name, d.Path, d.Hash, d.Problem, truth(d.Other))
		}
		delete(was, d.Path)
	}
	for path := range was {
		if err := k.exec(ctx, `DELETE FROM documents WHERE source = $1 AND path = $2`, src.Name, path); err != nil {
			return err
		}
	}
	return k.documents.flush(ctx, k.session)
}
