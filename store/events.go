package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"meetupbot/content"
)

// maxEvents is how many events with the words of a question are looked at, the
// newest.
const maxEvents = 1000

// Events returns the kept events that q chooses.
//
// An event whose source no longer has it is over, for EventQuery.Gone, if it
// was when the source was first seen without it: what vanished before its day
// did not take place as far as anybody knows. Events without a day come after
// the others, newest published first; a bound in time leaves them out, but for
// EventQuery.Held, which has those that may lie behind it: of that month or a
// later one, or published not long before it, or nobody knows when.
func (db *DB) Events(ctx context.Context, q content.EventQuery) (events []content.Event, err error) {
	err = db.EachEvent(ctx, q, func(e *content.Event) error {
		events = append(events, *e)
		return nil
	})
	return events, err
}

// EachEvent calls f with the events that [DB.Events] returns, one after the
// other, and ends with the first error of f. Only one of them is in memory at a
// time, so that an archive may be gone through whole.
func (db *DB) EachEvent(ctx context.Context, q content.EventQuery, f func(*content.Event) error) (err error) {
	defer db.wrap(&err, "events")
	text, ok := eventsQuery(&q)
	if !ok {
		return nil
	}
	var decided map[content.EventID][]content.Decision
	if q.Told {
		if decided, err = db.decisionsOf(ctx, &q); err != nil {
			return err
		}
	}
	found, err := db.rows(ctx, text)
	if err != nil {
		return err
	}
	defer found.Close()
	read := decode
	if q.ID != 0 || q.Limit > 0 && q.Limit <= recentList {
		read = db.recent.read // what is asked again and again
	}
	for found.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var (
			id                             content.EventID
			gone                           int64
			body, long, tellings, evidence sql.RawBytes
		)
		if err := found.Scan(&id, &gone, &body, &long, &tellings, &evidence); err != nil {
			return err
		}
		e, err := read(id, body)
		if err != nil {
			return err
		}
		if err := putTexts(&e, long); err != nil {
			return fmt.Errorf("event %d: %w", id, err)
		}
		if err := putTellings(&e, tellings); err != nil {
			return fmt.Errorf("tellings of event %d: %w", id, err)
		}
		if len(evidence) > 0 {
			if err := json.Unmarshal(evidence, &e.Evidence); err != nil {
				return fmt.Errorf("evidence of event %d: %w", id, err)
			}
		}
		e.ID, e.Gone, e.Decisions = id, gone != 0, decided[id]
		if err := f(&e); err != nil {
			return err
		}
	}
	return found.Err()
}

// eventsQuery writes the SQL for q. ok is false where nothing can be found.
func eventsQuery(q *content.EventQuery) (text *query, ok bool) {
	text = &query{}
	columns := `@id, @gone, @body`
	for _, c := range []struct {
		wanted bool
		column string
	}{
		{!q.Brief, `@texts`},
		{q.Told, `coalesce((SELECT t.body FROM tellings t WHERE t.event = @id), '')`},
		{q.Evidence, `(SELECT v.body FROM evidence v WHERE v.event = @id)`},
	} {
		if c.wanted {
			columns += `, ` + c.column
		} else {
			columns += `, ''`
		}
	}
	columns, prefixed := strings.ReplaceAll(columns, "@", ""), strings.ReplaceAll(columns, "@", "e.")
	if q.ID != 0 {
		text.add(`SELECT `+columns+` FROM events WHERE id = ?`, int64(q.ID))
		return text, true
	}
	if len(q.IDs) > 0 {
		inNumbers(text, `SELECT `+columns+` FROM events WHERE id`, q.IDs)
		text.add(` ORDER BY id`)
		return text, true
	}
	if indexed(q) {
		text.add(`SELECT ` + columns + ` FROM events WHERE true`)
	} else {
		// Only the rows that are wanted are read with their bodies: the inner
		// query sorts ids.
		text.add(`SELECT ` + prefixed + ` FROM (SELECT id FROM events WHERE true`)
	}
	switch { // the indexes begin with it
	case q.Vanished:
		text.add(` AND listed = 0`)
	case q.Gone:
		text.add(` AND listed IN (0, 1)`)
	default:
		text.add(` AND listed = 1`)
	}
	if q.Held {
		text.add(` AND held = 1`)
	}
	if len(q.Groups) > 0 {
		in(text, ` AND grp`, q.Groups)
	}
	if q.Source != "" {
		text.add(` AND source = ?`, q.Source)
	}
	switch {
	case q.Undated:
		text.add(` AND starts = 0`)
	case q.Held && !q.After.IsZero():
		text.add(` AND (starts = 0 AND (date >= ? OR date = '' AND (published = 0 OR published > ?)) OR ends > ?)`,
			q.After.UTC().Format("2006-01"), millis(q.After.Add(-content.StillAsked)), millis(q.After))
	case !q.After.IsZero() || !q.Before.IsZero():
		text.add(` AND starts <> 0`)
	}
	if !q.After.IsZero() && !q.Undated && !q.Held {
		// The second condition follows from the first. It lets the index on
		// starts begin where it matters.
		text.add(` AND ends > ? AND starts > ? - (SELECT max(lasts) FROM events)`, millis(q.After), millis(q.After))
	}
	if !q.Before.IsZero() && !q.Undated {
		text.add(` AND ends <= ? AND starts <= ?`, millis(q.Before), millis(q.Before))
	}
	if q.Words != "" {
		words := searchWords(q.Words)
		if len(words) == 0 {
			return nil, false
		}
		text.add(` AND id IN (`)
		newest(text, entryEvent, "event_words", words, q.Groups, maxEvents)
		text.add(`)`)
	}
	text.add(orderOf(q, ""))
	if q.Limit > 0 {
		text.add(` LIMIT ?`, q.Limit)
	}
	if !indexed(q) {
		text.add(`) AS chosen JOIN events e ON e.id = chosen.id`)
		text.add(orderOf(q, "e."))
	}
	return text, true
}

// indexed reports whether an index has the rows of q in their order, so that
// nothing is sorted.
func indexed(q *content.EventQuery) bool {
	ordered := !q.Held && (q.Undated || !q.After.IsZero() && q.Before.IsZero() && !q.Newest)
	return ordered && !q.Gone && len(q.Groups) < 2 && q.Words == "" && q.Source == ""
}

// orderOf writes the order that q asks for, of columns with a prefix.
func orderOf(q *content.EventQuery, prefix string) string {
	order := ` ORDER BY @starts, @id`
	switch {
	case q.Undated:
		order = ` ORDER BY @published DESC, @id DESC`
	case q.Newest:
		order = ` ORDER BY @starts DESC, @published DESC, @id DESC`
	case q.Held, q.After.IsZero() && q.Before.IsZero():
		order = ` ORDER BY @starts = 0, @starts, @published DESC, @id`
	}
	return strings.ReplaceAll(order, "@", prefix)
}

// Evidence returns where the statements about an event were read, in the
// reader's order, or ErrNotFound.
func (db *DB) Evidence(ctx context.Context, id content.EventID) (evidence []content.Evidence, err error) {
	defer db.wrap(&err, "evidence of event %d", id)
	found, err := ask(ctx, db, one[[]byte], `SELECT body FROM evidence WHERE event = ?`, int64(id))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	return evidence, json.Unmarshal(found[0], &evidence)
}
