package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// complete checks a decision on an event, and fills in what it says of it.
func complete(d *content.Decision, e *content.Event) error {
	d.Was, d.Kind, d.Way = nil, "", ""
	switch d.Verdict {
	case content.Hold:
		d.Field, d.Value = "", ""
	case content.Approve:
		if _, _, ok := e.Span(); !ok {
			if e.Date.IsDay() {
				return content.Refused("Its time zone is not known: correct the zone first.")
			}
			return content.Refused("Its day is not known: correct the date first.")
		}
		d.Field, d.Value = "", e.Posted()
		for _, q := range e.Doubts {
			d.Was = append(d.Was, asked(q)...)
		}
	case content.Correct:
		now := *e
		if err := now.CorrectField(d.Field, d.Value); err != nil {
			return err
		}
		d.Value = now.Field(d.Field)
		d.Was = readings(e, d.Field)
		serve(d, e)
	default:
		return fmt.Errorf("there is no verdict %q", d.Verdict)
	}
	return nil
}

// readings lists what is read of a field: the value in force, what each
// document says, and the readings of its doubts, or their questions.
func readings(e *content.Event, field string) []string {
	out := []string{e.Field(field)}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	all := append([]content.Event{*e}, e.Tellings...)
	for i := range all {
		add(all[i].Field(field))
		for _, q := range all[i].Doubts {
			if q.Field != field {
				continue
			}
			if len(q.Readings) == 0 {
				add(q.Question)
			}
			for _, said := range q.Readings {
				add(said.Value)
			}
		}
	}
	return out
}

// serve says which doubt a correction answers, and by which of its readings,
// so that it serves other documents too. A document's own doubts count first:
// they are what other documents may raise.
func serve(d *content.Decision, e *content.Event) {
	for _, t := range append(tellings(e), *e) {
		for _, q := range t.Doubts {
			if q.Field != d.Field || len(q.Readings) == 0 {
				continue
			}
			if d.Field == "zone" {
				d.Kind, d.Source = answeredZone, t.Origin.Source
				return
			}
			for _, said := range q.Readings {
				if q.Kind != "" && q.Kind != saidSince && said.Way != "" && said.Value == d.Value {
					d.Kind, d.Way, d.Source = q.Kind, said.Way, t.Origin.Source
					return
				}
			}
		}
	}
}
