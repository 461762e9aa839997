package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// partClashes leaves out the events whose id is that of another event in another
// document of the source, as where a post was copied with all that it says
// above the text: nobody can tell which of them the id's event is. It returns
// the ids in question, and what is wrong with each document.
func (b *bench) partClashes(events []fresh) (left []fresh, ids map[string]bool, problems []*content.DocumentError) {
	ids = map[string]bool{}
	byID := map[string][]*content.Event{}
	for i := range events {
		e := &events[i].Event
		key := idKey(e)
		if key == "" {
			continue
		}
		for _, f := range byID[key] {
			if !sameDocument(f, e) && !mayBeOne(b.face(f), b.face(e)) {
				ids[key] = true
			}
		}
		byID[key] = append(byID[key], e)
	}
	if len(ids) == 0 {
		return events, ids, nil
	}
	for i := range events {
		e := &events[i].Event
		key := idKey(e)
		if !ids[key] {
			left = append(left, events[i])
			continue
		}
		other := slices.IndexFunc(byID[key], func(f *content.Event) bool { return !sameDocument(f, e) })
		problems = append(problems, &content.DocumentError{Path: e.Origin.Path,
			Problem: fmt.Sprintf("its id %q is also that of another event, in %s", e.Origin.UID, byID[key][other].Origin.Path),
			Fix:     "give each event an id of its own"})
	}
	return left, ids, problems
}

// mayBeOne reports whether two documents that give one id may mean it: they tell
// of the same day, or have more in common than the id.
func mayBeOne(f, g *face) bool {
	if f.Date == g.Date {
		return likeKept(f, g)
	}
	return f.Status != content.Scheduled || g.Status != content.Scheduled || f.sameTitle(g) || shareAny(f.draw().talks, g.draw().talks)
}
