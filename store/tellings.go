package store

import (
	"context"
	"encoding/json"
	"fmt"

	"meetupbot/content"
)

// A telling is what one document says of an event, as it is kept.
type telling struct {
	content.Event
	Evidence []content.Evidence `json:"evidence,omitempty"`
}

// encodeTellings is the form in which tellings are kept, "" for none.
func encodeTellings(events []content.Event) (string, error) {
	if len(events) == 0 {
		return "", nil
	}
	kept := make([]telling, len(events))
	for i, e := range events {
		kept[i] = telling{e, e.Evidence}
	}
	return encode(kept)
}

// putTold puts tellings and decisions to events, which are those of groups, or
// of all where there are none.
func (db *DB) putTold(ctx context.Context, events []content.Event, q *content.EventQuery) error {
	at := make(map[content.EventID]*content.Event, len(events))
	for i := range events {
		at[events[i].ID] = &events[i]
	}
	var text query
	text.add(`SELECT t.event, t.body FROM tellings t`)
	switch {
	case q.ID != 0:
		text.add(` WHERE t.event = ?`, int64(q.ID))
	case len(q.Groups) > 0:
		text.add(` JOIN events e ON e.id = t.event WHERE true`)
		in(&text, ` AND e.grp`, q.Groups)
	}
	found, err := db.rows(ctx, &text)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var id content.EventID
		var body []byte
		if err := found.Scan(&id, &body); err != nil {
			return err
		}
		e := at[id]
		if e == nil {
			continue
		}
		var kept []telling
		if err := json.Unmarshal(body, &kept); err != nil {
			return fmt.Errorf("tellings of event %d: %w", id, err)
		}
		for _, t := range kept {
			t.Event.Evidence = t.Evidence
			e.Tellings = append(e.Tellings, t.Event)
		}
	}
	if err := found.Err(); err != nil {
		return err
	}
	decisions, err := db.Decisions(ctx, content.DecisionQuery{Event: q.ID, Groups: q.Groups})
	for _, d := range decisions {
		if e := at[d.Event]; e != nil {
			e.Decisions = append(e.Decisions, d)
		}
	}
	return err
}

// keepTellings replaces what is kept of an event's tellings.
func (k *keeper) keepTellings(ctx context.Context, id content.EventID, known bool, body string) error {
	if body != "" {
		k.tellings.add(int64(id), body)
		return nil
	}
	if !known {
		return nil
	}
	return k.exec(ctx, `DELETE FROM tellings WHERE event = $1`, int64(id))
}
