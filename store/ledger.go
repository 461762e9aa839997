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

// Save inserts rows without ID and replaces the others, all but their keys, kinds
// and markers, which stay, all or none, and returns them as they are kept. It is on the disk when Save returns. A second
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
		var next int64
		for i, d := range rows {
			var err error
			if saved[i], err = s.saveDelivery(ctx, d, &next); err != nil {
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

func (s *session) saveDelivery(ctx context.Context, d schedule.Delivery, next *int64) (schedule.Delivery, error) {
	for _, t := range []*time.Time{&d.Due, &d.Until, &d.First, &d.Attempted, &d.NotBefore, &d.SentAt, &d.Sweep} {
		*t = instant(millis(*t))
	}
	// What a row comes to stands first: it is all that changes with most posts.
	args := []any{string(d.State), truth(d.State.Final()), d.Told, d.Was,
		d.Attempts, d.Crashes, millis(d.First), millis(d.Attempted), millis(d.NotBefore), millis(d.SentAt),
		d.Message, d.Shown, millis(d.Sweep), d.Doubles, d.Reported, d.Reason, d.ID, millis(d.Due), millis(d.Until)}
	if d.ID == 0 {
		return s.insertDelivery(ctx, d, args, next)
	}
	// The key stays. So does the event, which may have been found to be another
	// one while the row was being posted. To set what an index holds costs as
	// much as all the rest: times are set where they have changed.
	const progress = `UPDATE deliveries SET state = $1, final = $2, told = $3, was = $4,
		attempts = $5, crashes = $6, tried = $7, attempted = $8, not_before = $9, sent_at = $10,
		message = $11, shown = $12, sweep = $13, doubles = $14, reported = $15, reason = $16`
	for _, text := range []string{progress + ` WHERE id = $17 AND due = $18 AND until = $19`, progress + `, due = $18, until = $19 WHERE id = $17`} {
		n, err := s.affect(ctx, text, args...)
		if err != nil || n > 0 {
			return d, err
		}
	}
	return d, ErrNotFound
}

// insertDelivery keeps a new row, with the next id: it is asked for where it is 0.
func (s *session) insertDelivery(ctx context.Context, d schedule.Delivery, args []any, next *int64) (schedule.Delivery, error) {
	if *next == 0 {
		if err := s.row(ctx, `SELECT coalesce(max(id), 0) + 1 FROM deliveries`, nil, next); err != nil {
			return d, err
		}
	}
	d.ID = *next
	args[16] = d.ID
	k := d.Key
	args = append(args, k.Place.Platform, k.Place.ID, k.Occurrence, k.Slot, k.Revision, string(d.Kind), d.Marker, int64(k.Event))
	err := s.exec(ctx, `INSERT INTO deliveries (state, final, told, was, attempts, crashes, tried, attempted, not_before, sent_at,
			message, shown, sweep, doubles, reported, reason, id, due, until, platform, place, occurrence, slot, revision, kind, marker, event)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`, args...)
	if isDuplicate(err) {
		return d, schedule.ErrExists
	}
	*next++
	return d, err
}
