package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// fold works an event out from its tellings and the decisions on it, which are
// in order. kept holds all kept events that are told of, whole.
func (b *bench) fold(t task, kept map[content.EventID]*content.Event) (content.Event, error) {
	changed := len(t.members) > 1 || len(t.decisions) > 0
	said := make([]content.Event, len(t.members))
	read := make([]content.Event, len(t.members))
	for i, m := range t.members {
		var err error
		if said[i], err = b.whole(m, kept); err != nil {
			return content.Event{}, err
		}
		answered := false
		read[i], answered = b.answers.apply(t.id, said[i])
		changed = changed || answered
	}
	e := join(read)
	r := ruling{event: &e, joined: e, read: read}
	for _, d := range t.decisions {
		r.apply(d)
	}
	b.review(&e, &r)
	if len(e.Doubts) == 0 {
		e.Doubts = nil
	}
	e.Group = b.group.Name // its documents may have been another's
	e.ID, e.Decisions, e.Evidence = t.id, t.decisions, append(r.evidence(), e.Evidence...)
	if changed {
		e.Tellings = said
	}
	return e, nil
}

// whole returns all that a document says.
func (b *bench) whole(m member, kept map[content.EventID]*content.Event) (content.Event, error) {
	if m.fresh() {
		said, err := b.shelf.get(int(m.at))
		for _, d := range m.earlier {
			said.Earlier = append(said.Earlier, d.full())
		}
		return said, err
	}
	e := kept[m.of]
	if len(e.Tellings) > 0 {
		return e.Tellings[m.at], nil
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
