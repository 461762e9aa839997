package ingest

import (
	"cmp"
	"iter"
	"slices"

	"meetupbot/content"
)

// How sure it is that two tellings are of one event.
const (
	byPast   = iota + 1 // one told of the other's day before, and nothing speaks against it
	byKin               // two sources, a few days apart, with a title or talk in common that no other event has
	byDay               // one day, and nothing that speaks against it
	byStart             // one day and start, and nothing that speaks against it
	bySeries            // one title, and no more than a month is known of either's day
	byTitle             // one day and a title or sign-up page
	byMove              // one says that it was moved, and they have a title or talk in common
	byTalk              // one day and a talk
	byPage              // one page of the event's own
	byID                // one id
)

// maxAlike is how many tellings with one day, title, page or id are compared
// with each other. What more share tells no event of a group from another.
const maxAlike = 200

// farthest is by how many days two documents may differ in when one meetup
// takes place. Who announces one for years has the same title every season.
const farthest = 60

// A pair of tellings that may be of one event, by their indexes, and how sure
// that is.
type pair struct{ i, j, sure int32 }

// pairs returns what may be joined, surest first.
func pairs(all []*telling) []pair {
	l := loreOf(all)
	type entry struct {
		key key
		i   int32 // of the telling
	}
	var index []entry
	for i, t := range all {
		for k := range l.keys(t) {
			index = append(index, entry{k, int32(i)})
		}
	}
	slices.SortFunc(index, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.i, b.i)) })
	index = slices.Compact(index)
	var out []pair
	for len(index) > 0 {
		n := 1
		for n < len(index) && index[n].key == index[0].key {
			n++
		}
		list := index[:n]
		index = index[n:]
		if n > maxAlike {
			continue
		}
		for n, a := range list {
			for _, b := range list[n+1:] {
				if sure := l.sure(all[a.i], all[b.i]); sure > 0 {
					out = append(out, pair{a.i, b.i, int32(sure)})
				}
			}
		}
	}
	slices.SortFunc(out, func(p, q pair) int { return int(cmp.Or(q.sure-p.sure, p.i-q.i, p.j-q.j)) })
	return slices.Compact(out)
}

// features are the telling words of a title, and the talks.
func (t *telling) features() iter.Seq[key] {
	t.draw()
	return func(yield func(key) bool) {
		for _, w := range t.words {
			if !yield(keyOf("word ", w)) {
				return
			}
		}
		for _, talk := range t.talks {
			if !yield(keyOf("talk ", talk)) {
				return
			}
		}
	}
}

// keys are what a telling may have in common with another of its event.
func (l *lore) keys(t *telling) iter.Seq[key] {
	return func(yield func(key) bool) {
		for _, own := range ownKeys(t.Event) {
			if !yield(keyOf("own ", own)) {
				return
			}
		}
		for _, day := range slices.Concat(t.days, t.Earlier) {
			if !yield(keyOf("day ", string(day))) {
				return
			}
		}
		for k := range t.features() {
			if !l.common[k] && !yield(k) {
				return
			}
		}
		if len(t.words) > 0 {
			yield(keyOf("title ", t.title))
		}
	}
}

// sure returns how sure it is that two tellings are of one event, 0 where
// nothing says so.
func (l *lore) sure(t, u *telling) int {
	page := pageKey(t.Event)
	past := (t.told(u) || u.told(t)) && t.like(&u.face) >= possible
	switch {
	case t.excludes(u):
		return 0
	case idKey(t.Event) != "" && idKey(t.Event) == idKey(u.Event):
		return byID
	case page != "" && page == pageKey(u.Event) && !l.shared[page] && l.agree(t, u, slip):
		return byPage
	case t.onDay(u):
		switch t.like(&u.face) {
		case sameTalk:
			return byTalk
		case alike:
			return byTitle
		case possible:
			if l.byChance(t, u) {
				return 0
			}
			if t.Start != "" && t.Start == u.Start {
				return byStart
			}
			return byDay
		}
		return 0
	case t.day.IsDay() && u.day.IsDay():
		read := slices.ContainsFunc(t.days, func(d content.Date) bool { return slices.Contains(u.days, d) })
		near := abs(t.day.Sub(u.day)) <= farthest
		switch {
		case read && t.like(&u.face) >= alike:
			return byTitle // on the day that was read before it was corrected
		case near && (t.Status == content.Moved || u.Status == content.Moved) && l.kin(t, u):
			return byMove
		case abs(t.day.Sub(u.day)) <= slip && t.Origin.Source != u.Origin.Source && l.kin(t, u):
			return byKin
		case near && past:
			return byPast
		}
		return 0
	case t.draw().title == u.draw().title && len(t.words) > 0 && t.day.Month() == u.day.Month() && (t.day != "" || t.Origin.Source != u.Origin.Source):
		return bySeries
	case past:
		return byPast
	}
	return 0
}

// onDay reports whether two tellings are of the same day, as it is in force.
func (t *telling) onDay(u *telling) bool { return t.day.IsDay() && t.day == u.day }
