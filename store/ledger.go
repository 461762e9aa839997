package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"meetupbot/schedule"
)

// Deliveries returns the rows of the ledger that q chooses, by due time.
func (db *DB) Deliveries(ctx context.Context, q schedule.DeliveryQuery) (rows []schedule.Delivery, err error) {
	defer db.wrap(&err, "deliveries")
	var text query
	text.add(`SELECT id, platform, place, event, occurrence, slot, revision, kind, state, due, until, told, was,
		attempts, crashes, tried, attempted, not_before, sent_at, message, marker, shown, sweep, doubles, reported, reason FROM deliveries WHERE `)
	chooseAny(&text, &q)
	found, err := db.rows(ctx, &text)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	// A round reads very many rows that say the same: their texts are kept once,
	// and no list of them is made again and again as it grows.
	rows = make([]schedule.Delivery, 0, min(len(q.IDs), deliveriesPage))
	var pages [][]schedule.Delivery
	same := map[string]string{}
	for found.Next() {
		if len(rows) == cap(rows) {
			pages, rows = append(pages, rows), make([]schedule.Delivery, 0, min(max(2*cap(rows), 8), deliveriesPage))
		}
		rows = append(rows, schedule.Delivery{})
		if err := scanDelivery(found, &rows[len(rows)-1], same); err != nil {
			return nil, err
		}
	}
	if len(pages) > 0 {
		rows = slices.Concat(append(pages, rows)...)
	}
	return rows, found.Err()
}

// deliveriesPage is how many rows are read into one list.
const deliveriesPage = 1024

// Outlines returns what the rows of the ledger that q chooses are about.
func (db *DB) Outlines(ctx context.Context, q schedule.DeliveryQuery) (all []schedule.Outline, err error) {
	defer db.wrap(&err, "outlines of deliveries")
	var text query
	text.add(`SELECT id, platform, place, event, kind,
		CASE WHEN kind = 'digest' AND state IN ('sent', 'retracting', 'retracted') THEN sent_at ELSE 0 END,
		CASE WHEN kind = 'digest' AND state IN ('sent', 'retracting', 'retracted') THEN told ELSE '' END FROM deliveries WHERE `)
	chooseAny(&text, &q)
	found, err := db.rows(ctx, &text)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	same := map[string]string{}
	for found.Next() {
		var o schedule.Outline
		var sentAt int64
		if err := found.Scan(&o.ID, &o.Place.Platform, &o.Place.ID, &o.Event, &o.Kind, &sentAt, &o.Told); err != nil {
			return nil, err
		}
		o.SentAt = instant(sentAt)
		keepOnce(same, &o.Place.Platform, (*string)(&o.Kind), &o.Told)
		all = append(all, o)
	}
	return all, found.Err()
}

// keepOnce replaces texts by those that say the same.
func keepOnce(same map[string]string, texts ...*string) {
	for _, s := range texts {
		if known, ok := same[*s]; ok {
			*s = known
		} else {
			same[*s] = *s
		}
	}
}

// chooseAny writes the conditions of q and of what it is made of.
func chooseAny(text *query, q *schedule.DeliveryQuery) {
	if len(q.Any) > 0 {
		text.add(`id IN (`)
		for i := range q.Any {
			if i > 0 {
				text.add(` UNION ALL `)
			}
			text.add(`SELECT id FROM deliveries WHERE `)
			choose(text, &q.Any[i])
		}
		text.add(`)`)
	} else {
		choose(text, q)
		text.add(` ORDER BY due, id`)
	}
	if q.Limit > 0 {
		text.add(` LIMIT ?`, q.Limit)
	}
}

// choose writes the conditions of q.
func choose(text *query, q *schedule.DeliveryQuery) {
	text.add(`true`)
	if len(q.IDs) > 0 {
		inNumbers(text, ` AND id`, q.IDs)
	}
	if q.Open {
		text.add(` AND final = 0`)
	}
	switch {
	case q.State == "":
	case q.State.Final():
		text.add(` AND state = ? AND final = 1`, string(q.State))
	default:
		text.add(` AND state = ? AND final = 0`, string(q.State))
	}
	if len(q.Events) > 0 {
		inNumbers(text, ` AND event`, q.Events)
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
}

func scanDelivery(found *sql.Rows, d *schedule.Delivery, same map[string]string) error {
	var due, until, first, attempted, notBefore, sentAt, sweep int64
	err := found.Scan(&d.ID, &d.Key.Place.Platform, &d.Key.Place.ID, &d.Key.Event, &d.Key.Occurrence, &d.Key.Slot, &d.Key.Revision,
		&d.Kind, &d.State, &due, &until, &d.Told, &d.Was, &d.Attempts, &d.Crashes, &first, &attempted, &notBefore, &sentAt, &d.Message, &d.Marker, &d.Shown, &sweep, &d.Doubles, &d.Reported, &d.Reason)
	d.Kept, d.Due, d.Until = d.State, instant(due), instant(until)
	d.First, d.Attempted, d.NotBefore, d.SentAt, d.Sweep = instant(first), instant(attempted), instant(notBefore), instant(sentAt), instant(sweep)
	keepOnce(same, &d.Key.Place.Platform, &d.Key.Slot, (*string)(&d.Kind), (*string)(&d.State), &d.Told, &d.Was, &d.Shown, &d.Reason)
	return err
}

// Save inserts rows without ID and replaces the others, all but their keys, kinds
// and markers, which stay, all or none, and returns them as they are kept. Of a
// row that becomes Sending it keeps the attempt alone. It is on the disk when
// Save returns. A second row with a key that is kept is refused with
// schedule.ErrExists, and so are a row whose state has changed since it was read,
// and the attempt to post one that is not planned; an ID that is not kept with
// ErrNotFound.
func (db *DB) Save(ctx context.Context, rows []schedule.Delivery) (saved []schedule.Delivery, err error) {
	defer db.wrap(&err, "save %d deliveries", len(rows))
	if len(rows) == 0 {
		return nil, nil
	}
	prepared, err := db.ledgerStatements(ctx)
	if err != nil {
		return nil, err
	}
	saved = make([]schedule.Delivery, len(rows))
	err = db.tx(ctx, func(tx *sql.Tx) error {
		// To watch the context of each statement costs as much as a short one.
		rest := context.WithoutCancel(ctx)
		s := &session{tx: tx, prepared: make(map[string]*sql.Stmt, len(prepared))}
		for text, stmt := range prepared {
			s.prepared[text] = tx.StmtContext(rest, stmt)
		}
		var next int64
		for i := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			d := &saved[i]
			*d = rows[i]
			if err := s.saveDelivery(rest, d, &next); err != nil {
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

// Show keeps Shown and NotBefore of those rows that are Sent, and nothing else of
// them. It is on the disk when Show returns.
func (db *DB) Show(ctx context.Context, rows []schedule.Delivery) (err error) {
	defer db.wrap(&err, "keep what %d posts show", len(rows))
	if len(rows) == 0 {
		return nil
	}
	return db.tx(ctx, func(tx *sql.Tx) error {
		s := &session{tx: tx, prepared: map[string]*sql.Stmt{}}
		for i := range rows {
			if err := s.exec(ctx, `UPDATE deliveries SET shown = $1, not_before = $2 WHERE id = $3 AND state = 'sent'`,
				rows[i].Shown, millis(rows[i].NotBefore), rows[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// What keeps a row. The key stays, and so does the event, which may have been
// found to be another one while the row was being posted. To set what an index
// holds costs as much as all the rest: times are set where they have changed. What
// a row comes to stands first: it is all that changes with most posts.
const (
	claimed  = `UPDATE deliveries SET state = $1, attempts = $2, tried = $3, attempted = $4 WHERE id = $5 AND state = 'planned'`
	progress = `UPDATE deliveries SET state = $1, final = $2, told = $3, was = $4,
		attempts = $5, crashes = $6, tried = $7, attempted = $8, not_before = $9, sent_at = $10,
		message = $11, shown = $12, sweep = $13, doubles = $14, reported = $15, reason = $16`
	progressed = progress + ` WHERE id = $17 AND state = $20 AND due = $18 AND until = $19`
	retimed    = progress + `, due = $18, until = $19 WHERE id = $17 AND state = $20`
	planned    = `INSERT INTO deliveries (state, final, told, was, attempts, crashes, tried, attempted, not_before, sent_at,
			message, shown, sweep, doubles, reported, reason, id, due, until, platform, place, occurrence, slot, revision, kind, marker, event)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`
)

// ledgerStatements are those that keep rows, prepared once: there is one
// connection that writes.
func (db *DB) ledgerStatements(ctx context.Context) (map[string]*sql.Stmt, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.keeping != nil || db.write == nil {
		return db.keeping, nil
	}
	all := map[string]*sql.Stmt{}
	for _, text := range []string{claimed, progressed, retimed, planned} {
		stmt, err := db.write.PrepareContext(ctx, text)
		if err != nil {
			for _, s := range all {
				s.Close()
			}
			return nil, err
		}
		all[text] = stmt
	}
	db.keeping = all
	return all, nil
}

// saveDelivery keeps a row, and sets its times and state, and its ID if it is new,
// to what is kept.
func (s *session) saveDelivery(ctx context.Context, d *schedule.Delivery, next *int64) error {
	before := d.Kept
	d.Kept = d.State
	for _, t := range []*time.Time{&d.Due, &d.Until, &d.First, &d.Attempted, &d.NotBefore, &d.SentAt, &d.Sweep} {
		*t = instant(millis(*t))
	}
	if d.ID != 0 && d.State == schedule.Sending {
		if n, err := s.affect(ctx, claimed, string(d.State), d.Attempts, millis(d.First), millis(d.Attempted), d.ID); err != nil || n > 0 {
			return err
		}
		return schedule.ErrExists
	}
	args := []any{string(d.State), truth(d.State.Final()), d.Told, d.Was,
		d.Attempts, d.Crashes, millis(d.First), millis(d.Attempted), millis(d.NotBefore), millis(d.SentAt),
		d.Message, d.Shown, millis(d.Sweep), d.Doubles, d.Reported, d.Reason, d.ID, millis(d.Due), millis(d.Until)}
	if d.ID == 0 {
		return s.insertDelivery(ctx, d, args, next)
	}
	args = append(args, string(before))
	for _, text := range []string{progressed, retimed} {
		if n, err := s.affect(ctx, text, args...); err != nil || n > 0 {
			return err
		}
	}
	var kept bool
	if err := s.row(ctx, `SELECT count(*) > 0 FROM deliveries WHERE id = $1`, []any{d.ID}, &kept); err != nil {
		return err
	}
	if kept {
		return schedule.ErrExists
	}
	return ErrNotFound
}

// insertDelivery keeps a new row, with the next id: it is asked for where it is 0.
func (s *session) insertDelivery(ctx context.Context, d *schedule.Delivery, args []any, next *int64) error {
	if *next == 0 {
		if err := s.row(ctx, `SELECT coalesce(max(id), 0) + 1 FROM deliveries`, nil, next); err != nil {
			return err
		}
	}
	d.ID = *next
	args[16] = d.ID
	k := &d.Key
	args = append(args, k.Place.Platform, k.Place.ID, k.Occurrence, k.Slot, k.Revision, string(d.Kind), d.Marker, int64(k.Event))
	err := s.exec(ctx, planned, args...)
	if isDuplicate(err) {
		return schedule.ErrExists
	}
	*next++
	return err
}
