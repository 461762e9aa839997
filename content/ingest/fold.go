package ingest

import (
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

// A bench is where events are worked out from what their documents say and what
// organisers decided. The same of both gives the same event.
type bench struct {
	group   content.Group
	answers answers
	now     time.Time
}

// fold works an event out. The decisions are those on it, oldest first.
func (b *bench) fold(id content.EventID, tellings []content.Event, decisions []content.Decision) content.Event {
	read := make([]content.Event, len(tellings))
	changed := len(tellings) > 1 || len(decisions) > 0
	for i := range tellings {
		answered := false
		read[i], answered = b.answers.apply(id, tellings[i])
		changed = changed || answered
	}
	e := read[0]
	r := ruling{event: &e, read: read}
	for _, d := range decisions {
		r.apply(d)
	}
	b.review(&e, &r)
	e.Decisions, e.Evidence = decisions, append(r.evidence(), e.Evidence...)
	if changed {
		e.Tellings = tellings
	}
	return e
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
	e.Doubts = append(e.Doubts, ask)
}

// tellings returns what the documents say of a kept event: its tellings, or
// itself, as its one document tells of it.
func tellings(e *content.Event, evidence []content.Evidence) []content.Event {
	if len(e.Tellings) > 0 {
		return e.Tellings
	}
	t := *e
	t.Evidence = evidence
	t.ID, t.Gone, t.News, t.Decisions = 0, false, content.News{}, nil
	t.Doubts = slices.DeleteFunc(slices.Clone(e.Doubts), func(d content.Doubt) bool { return d.Field == content.Review })
	return []content.Event{t}
}
