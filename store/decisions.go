package store

import (
	"context"
	"encoding/json"
	"fmt"

	"meetupbot/content"
)

// Decisions returns the organisers' decisions that q chooses, oldest first.
func (db *DB) Decisions(ctx context.Context, q content.DecisionQuery) (decisions []content.Decision, err error) {
	defer db.wrap(&err, "decisions")
	type row struct {
		content.Decision
		was []byte
		at  int64
	}
	var text query
	text.add(`SELECT id, event, grp, verdict, field, value, was, source, kind, way, who, said_at FROM decisions WHERE true`)
	switch {
	case q.ID != 0:
		text.add(` AND id = ?`, q.ID)
	case q.Event != 0:
		text.add(` AND event = ?`, int64(q.Event))
	}
	if len(q.Groups) > 0 && q.ID == 0 {
		in(&text, ` AND grp`, q.Groups)
	}
	text.add(` ORDER BY id`)
	found, err := askQuery(ctx, db, func(r *row) []any {
		return []any{&r.ID, &r.Event, &r.Group, &r.Verdict, &r.Field, &r.Value, &r.was, &r.Source, &r.Kind, &r.Way, &r.By, &r.at}
	}, &text)
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		if err := json.Unmarshal(r.was, &r.Was); err != nil {
			return nil, fmt.Errorf("decision %d: %w", r.ID, err)
		}
		r.At = instant(r.at)
		decisions = append(decisions, r.Decision)
	}
	return decisions, nil
}

// keepDecisions keeps what was decided, and forgets what was taken back.
func (k *keeper) keepDecisions(ctx context.Context, imp *content.Import) error {
	for _, d := range imp.Decided {
		was, err := encode(d.Was)
		if err != nil {
			return err
		}
		err = k.exec(ctx, `INSERT INTO decisions (event, grp, verdict, field, value, was, source, kind, way, who, said_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			int64(d.Event), d.Group, string(d.Verdict), d.Field, d.Value, was, d.Source, d.Kind, d.Way, d.By, millis(d.At))
		if err != nil {
			return err
		}
	}
	for _, id := range imp.Withdrawn {
		if err := k.exec(ctx, `DELETE FROM decisions WHERE id = $1`, id); err != nil {
			return err
		}
	}
	return nil
}
