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

// pairs returns what may be joined, surest first, of tellings that are in order.
func pairs(all []*telling) []pair {
	l := loreOf(all)
	var out []pair
	once, sorted := 0, func() {
		slices.SortFunc(out, func(p, q pair) int { return int(cmp.Or(q.sure-p.sure, p.i-q.i, p.j-q.j)) })
		out = slices.Compact(out)
	}
	for _, list := range byKey(all, l.keys) {
		if len(list) > maxAlike {
			continue
		}
		for n, a := range list {
			for _, b := range list[n+1:] {
				if sure := l.sure(all[a.i], all[b.i]); sure > 0 {
					out = append(out, pair{a.i, b.i, int32(sure)})
				}
			}
		}
		if len(out) > 2*once+atATime { // most are found by several keys
			sorted()
			once = len(out)
		}
	}
	sorted()
	return out
}

// atATime is of about how many tellings the keys are in memory.
const atATime = 4000

// byKey goes through the keys of tellings, each with the tellings that have it.
func byKey(all []*telling, keys func(*telling, func(key))) iter.Seq2[key, index] {
	return func(yield func(key, index) bool) {
		parts := key(len(all)/atATime + 1)
		var some index
		for part := range parts {
			some = some[:0]
			for i, t := range all {
				keys(t, func(k key) {
					if k%parts == part {
						some = append(some, entry{k, int32(i)})
					}
				})
			}
			for rest := some.sort(); len(rest) > 0; {
				n := rest.same()
				if n > 1 && !yield(rest[0].key, rest[:n]) {
					return
				}
				rest = rest[n:]
			}
		}
	}
}

// features are the telling words of a title, and the talks.
func (t *telling) features(add func(key)) {
	for _, k := range t.card.keys[:t.until[1]] {
		add(k)
	}
}

// keys are what a telling may have in common with another of its event.
func (l *lore) keys(t *telling, add func(key)) {
	for _, own := range [...]key{t.id, t.page} {
		if own != 0 {
			add(own)
		}
	}
	for _, day := range t.days() {
		if day.isDay() {
			add(day.key())
		}
	}
	for _, day := range t.earlier() {
		add(day.key())
	}
	t.features(func(k key) {
		if !l.common[k] {
			add(k)
		}
	})
	if len(t.words()) > 0 {
		add(t.title)
	}
}

// sure returns how sure it is that two tellings are of one event, 0 where
// nothing says so.
func (l *lore) sure(t, u *telling) int {
	past := (t.told(u) || u.told(t)) && t.like(u.card) >= possible
	switch {
	case t.excludes(u):
		return 0
	case t.id != 0 && t.id == u.id:
		return byID
	case t.page != 0 && t.page == u.page && !l.shared[t.page] && l.agree(t, u, slip):
		return byPage
	case t.onDay(u):
		switch t.like(u.card) {
		case sameTalk:
			return byTalk
		case alike:
			return byTitle
		case possible:
			if l.byChance(t, u) {
				return 0
			}
			if t.start >= 0 && t.start == u.start {
				return byStart
			}
			return byDay
		}
		return 0
	case t.day.isDay() && u.day.isDay():
		near := t.day.from(u.day) <= farthest
		switch {
		case t.read(u) && t.like(u.card) >= alike:
			return byTitle // on the day that was read before it was corrected
		case near && (t.status == content.Moved || u.status == content.Moved) && l.kin(t, u):
			return byMove
		case t.day.from(u.day) <= slip && t.source != u.source && l.kin(t, u):
			return byKin
		case near && past:
			return byPast
		}
		return 0
	case t.title == u.title && len(t.words()) > 0 && t.day.month == u.day.month && (t.day.month != 0 || t.source != u.source):
		return bySeries
	case past:
		return byPast
	}
	return 0
}

// onDay reports whether two tellings are of the same day, as it is in force.
func (t *telling) onDay(u *telling) bool { return t.day.isDay() && t.day == u.day }
