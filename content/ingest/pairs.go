package ingest

import (
	"cmp"
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
type pair struct{ i, j, sure int }

// pairs returns what may be joined, surest first.
func pairs(all []*telling) []pair {
	l := loreOf(all)
	index := map[string][]int{}
	for i, t := range all {
		for _, key := range l.keys(t) {
			if list := index[key]; len(list) == 0 || list[len(list)-1] != i {
				index[key] = append(list, i)
			}
		}
	}
	known := map[pair]bool{}
	var out []pair
	for _, list := range index {
		if len(list) > maxAlike {
			continue
		}
		for n, i := range list {
			for _, j := range list[n+1:] {
				p := pair{i, j, l.sure(all[i], all[j])}
				if p.sure > 0 && !known[p] {
					known[p] = true
					out = append(out, p)
				}
			}
		}
	}
	slices.SortFunc(out, func(p, q pair) int { return cmp.Or(q.sure-p.sure, p.i-q.i, p.j-q.j) })
	return out
}

// features are the telling words of a title, and the talks.
func (t *telling) features() []string {
	t.draw()
	out := make([]string, 0, len(t.words)+len(t.talks))
	for _, w := range t.words {
		out = append(out, "word "+w)
	}
	for _, talk := range t.talks {
		out = append(out, "talk "+talk)
	}
	return out
}

// keys are what a telling may have in common with another of its event.
func (l *lore) keys(t *telling) []string {
	keys := ownKeys(t.Event)
	for _, day := range slices.Concat(t.days, t.Earlier) {
		keys = append(keys, "day "+string(day))
	}
	for _, f := range t.features() {
		if l.days[f] <= seldom {
			keys = append(keys, f)
		}
	}
	if len(t.words) > 0 {
		keys = append(keys, "title "+t.title)
	}
	return keys
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
