package ingest

import (
	"slices"
	"time"

	"meetupbot/content"
)

// A matcher finds what was told before in what is read now. It knows the words
// that every title of the group may hold and that therefore tell nothing.
type matcher struct {
	common []string
	now    time.Time
}

func newMatcher(g content.Group, now time.Time) matcher {
	return matcher{common: append(content.Words(g.Name), content.Words(g.Title)...), now: now}
}

func (m matcher) face(e *content.Event) *face { return &face{Event: e, common: m.common} }

// A past is what was told of a kept event before.
type past struct {
	event *content.Event // as it is in force
	said  *content.Event // as one of its documents had it
}

// match returns, for each event read, which of the past it goes on from, or -1.
// It looks, in what was said and in what is in force, by document and place
// with the same day, then by id or own page, then by local day and likeness,
// then by document and place alone, each for all events before the next: a
// page that now tells of another meetup does not take the old one's identity
// from the document that the old one moved to. Nothing is gone on from twice.
func (m matcher) match(read []*face, before []past) []int {
	again := make([]int, len(read))
	for i := range again {
		again[i] = -1
	}
	taken := make([]bool, len(before))
	faces := make([][]*face, len(before))
	for j, p := range before {
		faces[j] = []*face{m.face(p.said)}
		if p.event != p.said {
			faces[j] = append(faces[j], m.face(p.event))
		}
	}
	pass := func(keys func(*content.Event) []string, same func(read, kept *face) bool) {
		index := map[string][]int{}
		for j := range before {
			if taken[j] {
				continue
			}
			for _, f := range faces[j] {
				for _, k := range keys(f.Event) {
					if at := index[k]; len(at) == 0 || at[len(at)-1] != j {
						index[k] = append(at, j)
					}
				}
			}
		}
		for i, r := range read {
			if again[i] >= 0 {
				continue
			}
			for _, k := range keys(r.Event) {
				for _, j := range index[k] {
					if again[i] < 0 && !taken[j] && slices.ContainsFunc(faces[j], func(f *face) bool { return same(r, f) }) {
						taken[j] = true
						again[i] = j
					}
				}
			}
		}
	}
	pass(placeKey, func(read, kept *face) bool { return read.Date == kept.Date && likeKept(read, kept) })
	// many calendars give the group's page as that of each event
	pass(ownKeys, func(read, kept *face) bool { return !otherID(read.Event, kept.Event) })
	pass(dayKey, likeKept)
	pass(placeKey, func(read, kept *face) bool { return !m.another(read, kept) })
	return again
}

// ownKeys are an id and a page of the event's own.
func ownKeys(e *content.Event) []string {
	var keys []string
	for _, k := range []string{idKey(e), pageKey(e)} {
		if k != "" {
			keys = append(keys, k)
		}
	}
	return keys
}

func dayKey(e *content.Event) []string { return []string{string(e.Date)} }

func placeKey(e *content.Event) []string {
	return []string{e.Origin.Source + "\x00" + e.Origin.Path + "\x00" + e.Origin.Entry + "\x00" + e.Origin.Place}
}

// likeKept reports whether two events of one day, or both of a month or none,
// are the same one. Where the day is not known, the titles must be the same.
func likeKept(read, kept *face) bool {
	if !read.Date.IsDay() || !kept.Date.IsDay() {
		return read.Title != "" && read.draw().title == kept.draw().title
	}
	return read.like(kept) >= possible
}

// another reports whether read is another meetup in the place of kept, as on a
// page that always tells of the next one: on another day, with neither a talk
// nor a title in common, and not merely the same few words on a day that moved.
func (m matcher) another(read, kept *face) bool {
	if !read.Date.IsDay() || !kept.Date.IsDay() || read.Date == kept.Date || shareAny(read.draw().talks, kept.draw().talks) || read.title == kept.title {
		return false
	}
	shared, of := read.shareWords(kept)
	if shared > 0 && 2*shared >= of {
		return false
	}
	_, end, _ := kept.Span()
	return of > 0 || len(read.Talks) > 0 && len(kept.Talks) > 0 || !m.now.Before(end)
}
