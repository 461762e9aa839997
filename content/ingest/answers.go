package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"meetupbot/content"
)

// answeredZone is the Kind of a decision on a zone: it serves whatever other
// document of the source names the zone in the same way.
const answeredZone = "zone"

// answers are decisions that serve further documents than those of the event
// they were said of, by source, oldest first.
type answers map[string][]answer

type answer struct {
	content.Decision
	title string // of its event
}

// answersIn collects the answers among the decisions on kept events.
func answersIn(kept []*known) answers {
	all := answers{}
	for _, e := range kept {
		for _, d := range e.decisions {
			all.add(d, e.name())
		}
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b answer) int { return inOrder(a.Decision, b.Decision) })
	}
	return all
}

// inOrder compares decisions by when they were made. One that has no id yet is
// the newest.
func inOrder(a, b content.Decision) int { return cmp.Compare(uint64(a.ID-1), uint64(b.ID-1)) }

func (all answers) add(d content.Decision, title string) {
	if d.Verdict == content.Correct && d.Kind != "" {
		all[d.Source] = append(all[d.Source], answer{d, title})
	}
}

// apply returns what a document says with those of its doubts answered that an
// organiser answered for another event, and whether there were any.
func (all answers) apply(id content.EventID, t content.Event) (content.Event, bool) {
	list := all[t.Origin.Source]
	if len(list) == 0 || len(t.Doubts) == 0 {
		return t, false
	}
	var left []content.Doubt
	var found []content.Evidence
	for _, q := range t.Doubts {
		said, ok := find(list, id, q)
		if ok && t.CorrectField(q.Field, said.Value) == nil {
			said.Value = t.Field(q.Field)
			found = append(found, said)
			continue
		}
		left = append(left, q)
	}
	t.Doubts = left
	t.Evidence = append(found, t.Evidence...)
	return t, len(found) > 0
}

// find returns the reading of a doubt that the last answer to its like chooses.
func find(list []answer, id content.EventID, q content.Doubt) (said content.Evidence, ok bool) {
	for _, a := range slices.Backward(list) {
		if a.Field != q.Field || a.Event == id && id != 0 || len(q.Readings) == 0 {
			continue
		}
		said := q.Readings[0]
		switch {
		case a.Kind == answeredZone && a.Field == "zone":
			if slices.ContainsFunc(q.Readings, func(r content.Evidence) bool { return !a.Knew(r.Value) }) {
				continue
			}
			said.Value = a.Value
		case a.Kind != q.Kind:
			continue
		default:
			i := slices.IndexFunc(q.Readings, func(r content.Evidence) bool { return r.Way == a.Way })
			if i < 0 {
				continue
			}
			said = q.Readings[i]
			if slices.ContainsFunc(q.Readings, func(r content.Evidence) bool { return r.Way == a.Way && r.Value != said.Value }) {
				continue // read in that way twice, and not alike
			}
		}
		title := a.title
		if title == "" {
			title = "another meetup"
		}
		said.Rule = fmt.Sprintf("as an organiser answered for %q on %s", title, content.DateOf(a.At))
		return said, true
	}
	return said, false
}
