package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"meetupbot/schedule"
)

// Channels returns the channels whose rules were set in a conversation, by
// place.
func (db *DB) Channels(ctx context.Context) (channels []schedule.Channel, err error) {
	defer db.wrap(&err, "channels")
	type row struct {
		place schedule.Place
		rules []byte
	}
	found, err := ask(ctx, db, func(r *row) []any { return []any{&r.place.Platform, &r.place.ID, &r.rules} },
		`SELECT platform, id, rules FROM channels ORDER BY platform, id`)
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		var c schedule.Channel
		if err := json.Unmarshal(r.rules, &c); err != nil {
			return nil, fmt.Errorf("rules of %s: %w", r.place, err)
		}
		c.Place = r.place
		channels = append(channels, c)
	}
	return channels, nil
}

// SaveChannel keeps a channel in place of what was kept of its place.
func (db *DB) SaveChannel(ctx context.Context, c schedule.Channel) (err error) {
	defer db.wrap(&err, "save channel %s", c.Place)
	rules, err := encode(c)
	if err != nil {
		return err
	}
	return db.tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO channels (platform, id, rules) VALUES ($1, $2, $3)
			ON CONFLICT (platform, id) DO UPDATE SET rules = excluded.rules`, c.Place.Platform, c.Place.ID, rules)
		return err
	})
}

// DeleteChannel forgets a channel, or returns ErrNotFound.
func (db *DB) DeleteChannel(ctx context.Context, place schedule.Place) (err error) {
	defer db.wrap(&err, "delete channel %s", place)
	return db.delete(ctx, `DELETE FROM channels WHERE platform = $1 AND id = $2`, place.Platform, place.ID)
}
