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
func partClashes(events []fresh) (left []fresh, ids map[key]bool, problems []*content.DocumentError) {
	ids = map[key]bool{}
	var byID index
	for i := range events {
		if id := events[i].id; id != 0 {
			byID = append(byID, entry{id, int32(i)})
		}
	}
	byID = byID.sort()
	for rest := byID; len(rest) > 0; {
		one := rest[:rest.same()]
		rest = rest[len(one):]
		for n, a := range one {
			for _, b := range one[n+1:] {
				e, f := &events[a.i].card, &events[b.i].card
				if !sameDocument(e, f) && !mayBeOne(e, f) {
					ids[a.key] = true
				}
			}
		}
	}
	if len(ids) == 0 {
		return events, ids, nil
	}
	for i := range events {
		e := &events[i].card
		if !ids[e.id] {
			left = append(left, events[i])
			continue
		}
		one := byID.find(e.id)
		other := slices.IndexFunc(one, func(a entry) bool { return !sameDocument(&events[a.i].card, e) })
		problems = append(problems, &content.DocumentError{Path: e.path(),
			Problem: fmt.Sprintf("its id %q is also that of another event, in %s", e.uid(), events[one[other].i].path()),
			Fix:     "give each event an id of its own"})
	}
	return left, ids, problems
}

// mayBeOne reports whether two documents that give one id may mean it: they tell
// of the same day, or have more in common than the id.
func mayBeOne(c, d *card) bool {
	if c.date == d.date {
		return likeKept(c, d)
	}
	return c.status != content.Scheduled || d.status != content.Scheduled || c.sameTitle(d) || shareAny(c.talks(), d.talks())
}
