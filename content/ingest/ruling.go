package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// saidSince is the Kind of the doubt about what documents say since a
// correction was made.
const saidSince = "said since a correction"

// A ruling brings an event under organisers' decisions, one after the other.
type ruling struct {
	event  *content.Event
	joined content.Event   // as it was before any decision
	read   []content.Event // what its documents say, answers to doubts of their sources included

	corrections    []content.Decision // the last of each field
	approved, held *content.Decision  // what stands of these
	void           *content.Decision  // an approval of another day, time or zone
}

func (r *ruling) apply(d content.Decision) {
	switch d.Verdict {
	case content.Hold:
		r.held, r.approved, r.void = &d, nil, nil
	case content.Approve:
		// Corrections that follow are an organiser's word as well. What the
		// documents say by now may be another thing than was approved.
		if r.event.Posted() != d.Value {
			r.void = &d
			return
		}
		r.held, r.approved, r.void = nil, &d, nil
		r.event.Doubts = slices.DeleteFunc(slices.Clone(r.event.Doubts), func(q content.Doubt) bool { return knew(d, q) })
	case content.Correct:
		r.correct(d)
	}
}

// correct gives the field its value, and asks where documents say what nobody
// had read when that was decided.
func (r *ruling) correct(d content.Decision) {
	e := r.event
	var news []content.Evidence
	hear := func(said content.Evidence) {
		agrees := said.Value == "" || d.Field == "date" && said.Value == string(content.Date(d.Value).Month())
		if !agrees && !d.Knew(said.Value) && !slices.ContainsFunc(news, func(n content.Evidence) bool { return n.Value == said.Value }) {
			news = append(news, said)
		}
	}
	if slices.Contains(compared, d.Field) {
		for i := range r.read {
			hear(evidenceOf(&r.read[i], d.Field))
		}
	} else {
		hear(evidenceOf(&r.joined, d.Field))
	}
	var doubts []content.Doubt
	for _, q := range e.Doubts {
		switch {
		case q.Field != d.Field:
			doubts = append(doubts, q)
		case q.Kind == saidSince: // of a correction before this one
		case len(q.Readings) == 0 && !d.Knew(q.Question):
			doubts = append(doubts, q)
		}
		if q.Field == d.Field && q.Kind != saidSince {
			for _, said := range q.Readings {
				hear(said)
			}
		}
	}
	e.Doubts = doubts
	if err := e.CorrectField(d.Field, d.Value); err != nil {
		// The documents moved what it has to agree with, such as the first day.
		e.Doubts = append(e.Doubts, content.Doubt{Field: d.Field, Kind: saidSince,
			Question: fmt.Sprintf("The %s was corrected to %s, which no longer fits. What is it?", d.FieldWord(), d.Value)})
		return
	}
	r.corrections = slices.DeleteFunc(r.corrections, func(c content.Decision) bool { return c.Field == d.Field })
	r.corrections = append(r.corrections, d)
	if len(news) > 0 {
		e.Doubts = append(e.Doubts, content.Doubt{Field: d.Field, Kind: saidSince,
			Question: fmt.Sprintf("Is the %s %s, as an organiser said, or %s, as is read by now?", d.FieldWord(), orNone(d.Value), news[0].Value),
			Readings: append([]content.Evidence{decided(d, d.Field, d.Value)}, news...)})
	}
}

// evidence says which decisions are in force.
func (r *ruling) evidence() []content.Evidence {
	var out []content.Evidence
	for _, d := range r.corrections {
		out = append(out, decided(d, d.Field, r.event.Field(d.Field)))
	}
	if r.held != nil {
		out = append(out, decided(*r.held, content.Review, "held"))
	}
	if r.approved != nil {
		out = append(out, decided(*r.approved, content.Review, "approved"))
	}
	return out
}

// decided is the evidence that a decision is.
func decided(d content.Decision, field, value string) content.Evidence {
	did := map[content.Verdict]string{content.Approve: "approved", content.Hold: "held back", content.Correct: "corrected"}[d.Verdict]
	return content.Evidence{Field: field, Value: value, Text: value, Way: content.ByOrganiser,
		Rule: fmt.Sprintf("%s by an organiser, %s, on %s", did, d.By, content.DateOf(d.At))}
}

// knew reports whether all that a doubt asks about was there when d was decided.
func knew(d content.Decision, q content.Doubt) bool {
	for _, s := range asked(q) {
		if !d.Knew(s) {
			return false
		}
	}
	return true
}

// asked names what a doubt is about, in the way of content.Decision.Was.
func asked(q content.Doubt) []string {
	if len(q.Readings) == 0 {
		return []string{q.Question}
	}
	var out []string
	for _, said := range q.Readings {
		out = append(out, q.Field+" "+said.Value)
	}
	return out
}

// evidenceOf returns where a document says what it says of a field.
func evidenceOf(t *content.Event, field string) content.Evidence {
	value := t.Field(field)
	for _, said := range t.Evidence {
		if said.Field == field && said.Value == value {
			return said
		}
	}
	return content.Evidence{Field: field, Value: value, Path: t.Origin.Path, Text: value, Rule: "as it is read there"}
}
