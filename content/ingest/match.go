package ingest

import (
	"slices"
	"time"
)

// A past is what was told of a kept event before.
type past struct {
	event *known
	said  *card // as one of its documents had it
}

// match returns, for each event read, which of the past it goes on from, or -1.
// It looks, in what was said and in what is in force, by document and place
// with the same day, then by id or own page, then by local day and likeness,
// then by document and place alone, each for all events before the next: a
// page that now tells of another meetup does not take the old one's identity
// from the document that the old one moved to. Nothing is gone on from twice.
func match(read []*card, before []past, now time.Time) []int {
	again := make([]int, len(read))
	for i := range again {
		again[i] = -1
	}
	taken := make([]bool, len(before))
	pass := func(keys func(*card) []key, same func(read, kept *card) bool) {
		var all index
		for j, p := range before {
			if taken[j] {
				continue
			}
			for _, c := range p.cards() {
				for _, k := range keys(c) {
					all = append(all, entry{k, int32(j)})
				}
			}
		}
		all = all.sort()
		for i, r := range read {
			if again[i] >= 0 {
				continue
			}
			for _, k := range keys(r) {
				for _, e := range all.find(k) {
					if again[i] < 0 && !taken[e.i] && slices.ContainsFunc(before[e.i].cards(), func(c *card) bool { return same(r, c) }) {
						taken[e.i] = true
						again[i] = int(e.i)
					}
				}
			}
		}
	}
	pass(placeKey, func(read, kept *card) bool { return read.date == kept.date && likeKept(read, kept) })
	// many calendars give the group's page as that of each event
	pass(ownKeys, func(read, kept *card) bool { return !otherID(read, kept) })
	pass(dayKey, likeKept)
	pass(placeKey, func(read, kept *card) bool { return !another(read, kept, now) })
	return again
}

// cards are what was said and what is in force.
func (p past) cards() []*card {
	if p.said == &p.event.card {
		return []*card{p.said}
	}
	return []*card{p.said, &p.event.card}
}

// ownKeys are an id and a page of the event's own.
func ownKeys(c *card) []key {
	return slices.DeleteFunc([]key{c.id, c.page}, func(k key) bool { return k == 0 })
}

func dayKey(c *card) []key { return []key{c.date.key()} }

func placeKey(c *card) []key {
	return []key{keyOf("place ", c.source, c.path(), c.entry(), c.place())}
}

// likeKept reports whether two events of one day, or both of a month or none,
// are the same one. Where the day is not known, the titles must be the same.
func likeKept(read, kept *card) bool {
	if !read.date.isDay() || !kept.date.isDay() {
		return read.name() != "" && read.title == kept.title
	}
	return read.like(kept) >= possible
}

// another reports whether read is another meetup in the place of kept, as on a
// page that always tells of the next one: on another day, with neither a talk
// nor a title in common, and not merely the same few words on a day that moved.
func another(read, kept *card, now time.Time) bool {
	if !read.date.isDay() || !kept.date.isDay() || read.date == kept.date || shareAny(read.talks(), kept.talks()) || read.title == kept.title {
		return false
	}
	shared, of := read.shareWords(kept)
	if shared > 0 && 2*shared >= of {
		return false
	}
	return of > 0 || len(read.talks()) > 0 && len(kept.talks()) > 0 || kept.isOver(now)
}
