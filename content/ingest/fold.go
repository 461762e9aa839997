package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// fold works an event out from its tellings and the decisions on it, which are
// in order. old is the kept event that it goes on from, nil for a new one; kept
// holds all kept events that are told of, whole.
func (b *bench) fold(old *content.Event, members []*telling, decisions []content.Decision, kept map[content.EventID]*content.Event) (content.Event, error) {
	var id content.EventID
	if old != nil {
		id = old.ID
	}
	order := b.lead(members)
	changed := len(order) > 1 || len(decisions) > 0
	said := make([]content.Event, len(order))
	read := make([]content.Event, len(order))
	for i, t := range order {
		var err error
		if said[i], err = b.whole(t, kept); err != nil {
			return content.Event{}, err
		}
		answered := false
		read[i], answered = b.answers.apply(id, said[i])
		changed = changed || answered
	}
	e := join(read)
	r := ruling{event: &e, joined: e, read: read}
	for _, d := range decisions {
		r.apply(d)
	}
	b.review(&e, &r)
	if len(e.Doubts) == 0 {
		e.Doubts = nil
	}
	e.Group = b.group.Name // its documents may have been another's
	e.ID, e.Decisions, e.Evidence = id, decisions, append(r.evidence(), e.Evidence...)
	if changed {
		e.Tellings = said
	}
	return e, nil
}

// whole returns all that a document says.
func (b *bench) whole(t *telling, kept map[content.EventID]*content.Event) (content.Event, error) {
	if !t.kept {
		said, err := b.shelf.get(t.at)
		said.Origin, said.Earlier = t.said.Origin, t.said.Earlier // what shows with all documents alone
		return said, err
	}
	e := kept[t.of.ID]
	if len(e.Tellings) > 0 {
		return e.Tellings[t.at], nil
	}
	said := tellings(e)[0]
	said.Evidence = e.Evidence
	return said, nil
}

// review asks for an organiser's word where the event was held back, or where
// its group wants to approve each that is to come.
func (b *bench) review(e *content.Event, r *ruling) {
	ask := content.Doubt{Field: content.Review, Question: "Shall this be posted?"}
	_, over, dated := e.Span()
	switch {
	case r.held != nil:
		ask.Question = "An organiser held this back. Shall it be posted?"
		ask.Readings = []content.Evidence{decided(*r.held, content.Review, "held")}
	case r.approved != nil || !b.group.Review || dated && !b.now.Before(over):
		return
	case r.void != nil:
		ask.Question = fmt.Sprintf("This was approved as %s, and is %s now. Shall it be posted?", r.void.Value, e.Posted())
		ask.Readings = []content.Evidence{decided(*r.void, content.Review, "approved")}
	}
	e.Doubts = append(slices.Clip(e.Doubts), ask)
}
