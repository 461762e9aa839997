package ingest

import (
	"slices"
	"strings"
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
// looks, in what the documents of either said and in what is in force, by UID or own page, then by local day and likeness, then by document
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
				for _, v := range versions(&kept[j]) {
					for _, k := range keys(v) {
						index[k] = append(index[k], j)
					}
				}
			}
		}
		for i := range read {
			for _, k := range keys(&read[i]) {
				for _, j := range index[k] {
					if again[i] == nil && !taken[j] && slices.ContainsFunc(versions(&kept[j]), func(v *content.Event) bool { return same(&read[i], v) }) {
						taken[j] = true
						again[i] = &kept[j]
					}
				}
			}
		}
	}
	pass(ownKeys, sameUID)
	pass(dayKey, m.alike)
	pass(placeKey, func(read, kept *content.Event) bool { return !m.another(read, kept) })
	return again
}

// versions are an event as it is and as its documents tell of it.
func versions(e *content.Event) []*content.Event {
	all := []*content.Event{e}
	for i := range e.Tellings {
		all = append(all, &e.Tellings[i])
	}
	return all
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

// ownKeys are an id and a page of the event's own. The dates of a series share
// their UID and their page: the UID is one date's own together with its Place.
// The page that is the source is none: it tells of several meetups, or always of
// the next.
func ownKeys(e *content.Event) []string {
	var keys []string
	o := e.Origin
	if o.UID != "" {
		keys = append(keys, "uid "+o.UID+"\x00"+o.Place)
	}
	if o.URL != "" && o.URL != o.Source && !ofSeries(e) {
		keys = append(keys, "url "+o.URL)
	}
	return keys
}

// sameUID reports whether no UID speaks against two events being one: many
// calendars give the group's page as that of each event.
func sameUID(a, b *content.Event) bool {
	return a.Origin.UID == "" || b.Origin.UID == "" || a.Origin.UID == b.Origin.UID
}

func dayKey(e *content.Event) []string { return []string{string(e.Date)} }

func placeKey(e *content.Event) []string {
	return []string{e.Origin.Source + "\x00" + e.Origin.Path + "\x00" + e.Origin.Entry + "\x00" + e.Origin.Place}
}

// another reports whether read is another meetup in the place of kept, as on a
// page that always tells of the next one: on another day, with neither a talk
// nor a title in common, and not merely the same few words on a day that moved.
func (m matcher) another(read, kept *content.Event) bool {
	if !read.Date.IsDay() || !kept.Date.IsDay() || read.Date == kept.Date || shareTalk(read, kept) ||
		content.Fold(read.Title) == content.Fold(kept.Title) {
		return false
	}
	shared, of := m.shareWords(read.Title, kept.Title)
	if shared > 0 && 2*shared >= of {
		return false
	}
	_, end, _ := kept.Span()
	return of > 0 || len(read.Talks) > 0 && len(kept.Talks) > 0 || !m.now.Before(end)
}

// alike reports whether two events of one group and one day are the same one:
// they share a talk, or nothing speaks against it and they share a sign-up
// page or a title, or one says nothing of its own. Where the day of either is not known, the titles must be
// the same.
func (m matcher) alike(a, b *content.Event) bool {
	switch {
	case !a.Date.IsDay() || !b.Date.IsDay():
		return a.Title != "" && content.Fold(a.Title) == content.Fold(b.Title)
	case shareTalk(a, b):
		return true
	case apart(a, b):
		return false
	}
	return shareSignUp(a, b) || m.sameTitle(a.Title, b.Title) || m.bare(a) || m.bare(b)
}

// bare reports whether hardly more than the day is said of an event, as where
// a recap ends on when the next meetup is: it is then whatever takes place
// that day.
func (m matcher) bare(e *content.Event) bool {
	return len(e.Talks) == 0 && len(m.telling(e.Title)) == 0
}

// apart reports whether two events of a day differ in two of what a meetup has
// one of: its start, its place, its talks.
func apart(a, b *content.Event) bool {
	differences := 0
	if a.Start != "" && b.Start != "" && a.Start != b.Start {
		differences++
		if len(a.Talks) == 0 || len(b.Talks) == 0 {
			differences++ // little else could tell them apart
		}
	}
	if a.Venue.Name != "" && b.Venue.Name != "" && content.Fold(a.Venue.Name) != content.Fold(b.Venue.Name) {
		differences++
	}
	if len(a.Talks) > 0 && len(b.Talks) > 0 {
		differences++ // none in common: that was asked before
	}
	return differences >= 2
}

func shareTalk(a, b *content.Event) bool {
	return slices.ContainsFunc(a.Talks, func(x content.Talk) bool {
		return slices.ContainsFunc(b.Talks, func(y content.Talk) bool { return content.Fold(x.Title) == content.Fold(y.Title) })
	})
}

func shareSignUp(a, b *content.Event) bool {
	return slices.ContainsFunc(a.RSVP, func(x content.Link) bool {
		return slices.ContainsFunc(b.RSVP, func(y content.Link) bool { return x.URL == y.URL })
	})
}

// sameTitle reports whether the shorter title has at least half of its telling
// words in the longer one. A title that has none is like any but an empty one:
// a group that names its meetups after itself has one a day.
func (m matcher) sameTitle(a, b string) bool {
	shared, of := m.shareWords(a, b)
	return a != "" && b != "" && 2*shared >= of
}

// shareWords counts the telling words of the shorter title, and those of them
// that the longer one has too.
func (m matcher) shareWords(a, b string) (shared, of int) {
	x, y := m.telling(a), m.telling(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	return shared, len(x)
}

// telling returns the words of a title that tell one meetup of a group from
// another: not the group's own name, nor what any title may hold.
func (m matcher) telling(title string) []string {
	return slices.DeleteFunc(content.Words(title), func(w string) bool {
		return w[0] >= '0' && w[0] <= '9' || anyTitle[w] || slices.Contains(m.common, w)
	})
}

// anyTitle are words that any meetup's title may hold.
var anyTitle = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`a an and at for from in of on our the to with
		meetup meetups meeting meet up event evening afternoon morning night talk talks recap roundup notes next
		monday tuesday wednesday thursday friday saturday sunday
		january february march april may june july august september october november december`) {
		words[w] = true
	}
	return words
}()
