package ingest

import (
	"slices"
	"time"

	"meetupbot/content"
)

// A matcher finds events again. It knows the words that every title of the
// group may hold and that therefore tell nothing.
type matcher struct {
	common []string
	now    time.Time
}

func newMatcher(g content.Group, now time.Time) matcher {
	return matcher{common: append(content.Words(g.Name), content.Words(g.Title)...), now: now}
}

// match returns, for each event read, the kept event that it is, or nil. It
// looks by UID or own page, then by local day and likeness, then by document
// and place in it, each for all events before the next: a page that now tells
// of another meetup does not take the old one's identity from the document
// that the old one moved to. No kept event is taken twice.
func (m matcher) match(read, kept []content.Event) []*content.Event {
	again := make([]*content.Event, len(read))
	taken := make([]bool, len(kept))
	pass := func(keys func(*content.Event) []string, same func(read, kept *content.Event) bool) {
		index := map[string][]int{}
		for j := range kept {
			if !taken[j] {
				for _, k := range keys(&kept[j]) {
					index[k] = append(index[k], j)
				}
			}
		}
		for i := range read {
			for _, k := range keys(&read[i]) {
				for _, j := range index[k] {
					if again[i] == nil && !taken[j] && same(&read[i], &kept[j]) {
						taken[j] = true
						again[i] = &kept[j]
					}
				}
			}
		}
	}
	always := func(*content.Event, *content.Event) bool { return true }
	pass(ownKeys, always)
	pass(dayKey, m.alike)
	pass(placeKey, func(read, kept *content.Event) bool { return !m.succeeds(read, kept) })
	return again
}

// matchElsewhere returns, for each event that match did not find, the event of
// another source that it is, or nil. A document's place says nothing there.
func (m matcher) matchElsewhere(read []content.Event, again []*content.Event, others []content.Event) []*content.Event {
	var left []content.Event
	var at []int
	for i := range read {
		if again[i] == nil {
			left = append(left, read[i])
			at = append(at, i)
		}
	}
	found := make([]*content.Event, len(read))
	for i, e := range m.match(left, others) {
		found[at[i]] = e
	}
	return found
}

func ownKeys(e *content.Event) []string {
	var keys []string
	if e.Origin.UID != "" {
		keys = append(keys, "uid "+e.Origin.UID)
	}
	if e.Origin.URL != "" {
		keys = append(keys, "url "+e.Origin.URL)
	}
	return keys
}

func dayKey(e *content.Event) []string { return []string{string(e.Date)} }

func placeKey(e *content.Event) []string {
	return []string{e.Origin.Source + "\x00" + e.Origin.Path + "\x00" + e.Origin.Place}
}

// succeeds reports whether read is another meetup in the place of kept: a page
// that always tells of the next one. The kept one is over then, and nothing of
// it is left but the place.
func (m matcher) succeeds(read, kept *content.Event) bool {
	_, end, dated := kept.Span()
	return dated && !m.now.Before(end) && read.Date.IsDay() && read.Date != kept.Date && !m.shares(read, kept)
}

// alike reports whether two events of one group and one day are the same one:
// they share a talk, a sign-up page, or most words of their titles. Where the
// day of either is not known, the titles must be the same.
func (m matcher) alike(a, b *content.Event) bool {
	if !a.Date.IsDay() || !b.Date.IsDay() {
		return a.Title != "" && content.Fold(a.Title) == content.Fold(b.Title)
	}
	return m.shares(a, b) || m.shareWords(a.Title, b.Title)
}

// shares reports whether two events have a talk or a sign-up page in common.
func (m matcher) shares(a, b *content.Event) bool {
	for _, x := range a.RSVP {
		for _, y := range b.RSVP {
			if x.URL == y.URL {
				return true
			}
		}
	}
	for _, x := range a.Talks {
		for _, y := range b.Talks {
			if content.Fold(x.Title) == content.Fold(y.Title) {
				return true
			}
		}
	}
	return false
}

// shareWords reports whether the shorter title has at least half of its words
// in the longer one, those of the group's name apart. A title that has no
// others is like any but an empty one: a group that names its meetups after
// itself has one a day.
func (m matcher) shareWords(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, y := m.words(a), m.words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	shared := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	return 2*shared >= len(x)
}

func (m matcher) words(title string) []string {
	return slices.DeleteFunc(content.Words(title), func(w string) bool { return slices.Contains(m.common, w) })
}
