package store

import (
	"context"
	"encoding/json"

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

// putTellings puts kept tellings back into their event.
func putTellings(e *content.Event, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	var kept []telling
	if err := json.Unmarshal(body, &kept); err != nil {
		return err
	}
	e.Tellings = make([]content.Event, len(kept))
	for i, t := range kept {
		e.Tellings[i] = t.Event
		e.Tellings[i].Evidence = t.Evidence
	}
	return nil
}

// decisionsOf returns the decisions on the events of q, or on more.
func (db *DB) decisionsOf(ctx context.Context, q *content.EventQuery) (map[content.EventID][]content.Decision, error) {
	all, err := db.Decisions(ctx, content.DecisionQuery{Event: q.ID, Groups: q.Groups})
	of := map[content.EventID][]content.Decision{}
	for _, d := range all {
		of[d.Event] = append(of[d.Event], d)
	}
	return of, err
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
