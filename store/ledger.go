package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"meetupbot/schedule"
)

// Deliveries returns the rows of the ledger that q chooses, by due time.
func (db *DB) Deliveries(ctx context.Context, q schedule.DeliveryQuery) (rows []schedule.Delivery, err error) {
	defer db.wrap(&err, "deliveries")
	var text query
	text.add(`SELECT id, platform, place, event, occurrence, slot, revision, kind, state, due, until, told, was,
		attempts, crashes, tried, attempted, not_before, sent_at, message, marker, shown, sweep, doubles, reported, reason FROM deliveries WHERE true`)
	if q.Open {
		text.add(` AND final = 0`)
	}
	if q.State != "" {
		text.add(` AND state = ?`, string(q.State))
	}
	if len(q.Events) > 0 {
		inNumbers(&text, ` AND event`, q.Events)
	}
	if q.Place != (schedule.Place{}) {
		text.add(` AND platform = ? AND place = ?`, q.Place.Platform, q.Place.ID)
	}
	if !q.Since.IsZero() {
		text.add(` AND due >= ?`, millis(q.Since))
	}
	if !q.Useful.IsZero() {
		text.add(` AND until > ?`, millis(q.Useful))
	}
	if q.Sweep {
		text.add(` AND sweep <> 0`)
	}
	text.add(` ORDER BY due, id`)
	if q.Limit > 0 {
		text.add(` LIMIT ?`, q.Limit)
	}
	found, err := db.rows(ctx, &text)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var d schedule.Delivery
		var due, until, first, attempted, notBefore, sentAt, sweep int64
		err := found.Scan(&d.ID, &d.Key.Place.Platform, &d.Key.Place.ID, &d.Key.Event, &d.Key.Occurrence, &d.Key.Slot, &d.Key.Revision,
			&d.Kind, &d.State, &due, &until, &d.Told, &d.Was, &d.Attempts, &d.Crashes, &first, &attempted, &notBefore, &sentAt, &d.Message, &d.Marker, &d.Shown, &sweep, &d.Doubles, &d.Reported, &d.Reason)
		if err != nil {
			return nil, err
		}
		d.Due, d.Until = instant(due), instant(until)
		d.First, d.Attempted, d.NotBefore, d.SentAt, d.Sweep = instant(first), instant(attempted), instant(notBefore), instant(sentAt), instant(sweep)
		rows = append(rows, d)
	}
	return rows, found.Err()
}

// Save inserts rows without ID and replaces the others, all or none, and
// returns them as they are kept. It is on the disk when Save returns. A second
// row with a key that is kept is refused with schedule.ErrExists, an ID that
// is not kept with ErrNotFound.
func (db *DB) Save(ctx context.Context, rows []schedule.Delivery) (saved []schedule.Delivery, err error) {
	defer db.wrap(&err, "save %d deliveries", len(rows))
	if len(rows) == 0 {
		return nil, nil
	}
	saved = make([]schedule.Delivery, len(rows))
	err = db.tx(ctx, func(tx *sql.Tx) error {
		s := &session{tx: tx, prepared: map[string]*sql.Stmt{}}
		for i, d := range rows {
			var err error
			if saved[i], err = s.saveDelivery(ctx, d); err != nil {
				return fmt.Errorf("%s to %s for event %d: %w", d.Key.Slot, d.Key.Place, d.Key.Event, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

func (s *session) saveDelivery(ctx context.Context, d schedule.Delivery) (schedule.Delivery, error) {
	for _, t := range []*time.Time{&d.Due, &d.Until, &d.First, &d.Attempted, &d.NotBefore, &d.SentAt, &d.Sweep} {
		*t = instant(millis(*t))
	}
	k := d.Key
	args := []any{k.Place.Platform, k.Place.ID, k.Occurrence, k.Slot, k.Revision,
		string(d.Kind), string(d.State), truth(d.State.Final()), millis(d.Due), millis(d.Until), d.Told, d.Was,
		d.Attempts, d.Crashes, millis(d.First), millis(d.Attempted), millis(d.NotBefore), millis(d.SentAt), d.Message, d.Marker, d.Shown, millis(d.Sweep), d.Doubles, d.Reported, d.Reason}
	text := `INSERT INTO deliveries (platform, place, occurrence, slot, revision, kind, state, final, due, until, told, was,
			attempts, crashes, tried, attempted, not_before, sent_at, message, marker, shown, sweep, doubles, reported, reason, event)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26) RETURNING id`
	if d.ID == 0 {
		args = append(args, int64(k.Event))
	} else {
		// The event stays: it may have been found to be another one while the
		// row was being posted.
		text = `UPDATE deliveries SET platform = $1, place = $2, occurrence = $3, slot = $4, revision = $5,
			kind = $6, state = $7, final = $8, due = $9, until = $10, told = $11, was = $12, attempts = $13, crashes = $14,
			tried = $15, attempted = $16, not_before = $17, sent_at = $18, message = $19, marker = $20,
			shown = $21, sweep = $22, doubles = $23, reported = $24, reason = $25 WHERE id = $26 RETURNING id`
		args = append(args, d.ID)
	}
	err := s.row(ctx, text, args, &d.ID)
	switch {
	case isDuplicate(err):
		return d, schedule.ErrExists
	case err == sql.ErrNoRows:
		return d, ErrNotFound
	}
	return d, err
}
