package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"meetupbot/content"
)

// maxEvents is how many events with the words of a question are looked at, the
// newest.
const maxEvents = 1000

// Events returns the kept events that q chooses, without their evidence.
//
// An event whose source no longer has it is over, for EventQuery.Gone, if it
// was when the source was first seen without it: what vanished before its day
// did not take place as far as anybody knows. Events without a day come after
// the others, newest published first; a bound in time leaves them out.
func (db *DB) Events(ctx context.Context, q content.EventQuery) (events []content.Event, err error) {
	defer db.wrap(&err, "events")
	text, ok := eventsQuery(&q)
	if !ok {
		return nil, nil
	}
	found, err := db.rows(ctx, text)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var (
			id         content.EventID
			gone       int64
			body, long []byte
			e          content.Event
		)
		if err := found.Scan(&id, &gone, &body, &long); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(body, &e); err != nil {
			return nil, fmt.Errorf("event %d: %w", id, err)
		}
		if err := putTexts(&e, long); err != nil {
			return nil, fmt.Errorf("event %d: %w", id, err)
		}
		e.ID, e.Gone = id, gone != 0
		events = append(events, e)
	}
	return events, found.Err()
}

// eventsQuery writes the SQL for q. ok is false where nothing can be found.
func eventsQuery(q *content.EventQuery) (sql *query, ok bool) {
	sql = &query{}
	columns := `@id, @gone, @body, @texts`
	if q.Brief {
		columns = `@id, @gone, @body, ''`
	}
	columns, prefixed := strings.ReplaceAll(columns, "@", ""), strings.ReplaceAll(columns, "@", "e.")
	if q.ID != 0 {
		sql.add(`SELECT `+columns+` FROM events WHERE id = ?`, int64(q.ID))
		return sql, true
	}
	if indexed(q) {
		sql.add(`SELECT ` + columns + ` FROM events WHERE true`)
	} else {
		// Only the rows that are wanted are read with their bodies: the inner
		// query sorts ids.
		sql.add(`SELECT ` + prefixed + ` FROM (SELECT id FROM events WHERE true`)
	}
	if q.Gone {
		sql.add(` AND listed IN (0, 1)`) // both: the indexes begin with it
	} else {
		sql.add(` AND listed = 1`)
	}
	if len(q.Groups) > 0 {
		in(sql, ` AND grp`, q.Groups)
	}
	if q.Source != "" {
		sql.add(` AND source = ?`, q.Source)
	}
	switch {
	case q.Undated:
		sql.add(` AND starts = 0`)
	case !q.After.IsZero() || !q.Before.IsZero():
		sql.add(` AND starts <> 0`)
	}
	if !q.After.IsZero() && !q.Undated {
		// The second condition follows from the first. It lets the index on
		// starts begin where it matters.
		sql.add(` AND ends > ? AND starts > ? - (SELECT max(lasts) FROM events)`, millis(q.After), millis(q.After))
	}
	if !q.Before.IsZero() && !q.Undated {
		sql.add(` AND ends <= ? AND starts <= ?`, millis(q.Before), millis(q.Before))
	}
	if q.Words != "" {
		words := searchWords(q.Words)
		if len(words) == 0 {
			return nil, false
		}
		sql.add(` AND id IN (`)
		newest(sql, entryEvent, "event_words", words, q.Groups, maxEvents)
		sql.add(`)`)
	}
	sql.add(orderOf(q, ""))
	if q.Limit > 0 {
		sql.add(` LIMIT ?`, q.Limit)
	}
	if !indexed(q) {
		sql.add(`) AS chosen JOIN events e ON e.id = chosen.id`)
		sql.add(orderOf(q, "e."))
	}
	return sql, true
}

// indexed reports whether an index has the rows of q in their order, so that
// nothing is sorted.
func indexed(q *content.EventQuery) bool {
	ordered := q.Undated || !q.After.IsZero() && q.Before.IsZero() && !q.Newest
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
	case q.After.IsZero() && q.Before.IsZero():
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
