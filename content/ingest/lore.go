package ingest

import (
	"slices"
)

// A lore is what all tellings of a group together say of what tells its events
// apart.
type lore struct {
	shared map[key]bool // pages that a source names for several events, such as the group's own
	common map[key]bool // words of titles, and talks, that are told of on more than a few days

	calendars map[document]map[date]bool // the days that each document tells of which tells of several
	chance    map[[2]document]bool       // whether two documents tell of different series
}

// A document is a source and a path in it.
type document struct{ source, path string }

func documentOf(t *telling) document { return document{t.source, t.path()} }

// seldom is on how many days a word or talk at most is told of that tells an
// event from the others, whatever its day.
const seldom = 3

// loreOf returns the lore of tellings that are in order, so that those of one
// document are together.
func loreOf(all []*telling) *lore {
	l := &lore{shared: map[key]bool{}, common: commonOf(all), calendars: map[document]map[date]bool{}, chance: map[[2]document]bool{}}
	for rest := all; len(rest) > 0; {
		d, n := documentOf(rest[0]), 1
		for n < len(rest) && documentOf(rest[n]) == d {
			n++
		}
		if n >= fewDays {
			l.calendars[d] = map[date]bool{}
			for _, t := range rest[:n] {
				if t.day.isDay() {
					l.calendars[d][t.day] = true
				}
			}
		}
		rest = rest[n:]
	}
	pages := func(t *telling, add func(key)) {
		if t.page != 0 {
			add(t.page)
		}
	}
	for page, list := range byKey(all, pages) {
		if len(list) > maxAlike || slices.ContainsFunc(list, func(a entry) bool {
			return slices.ContainsFunc(list, func(b entry) bool {
				t, u := all[a.i], all[b.i]
				return t != u && t.source == u.source && (t.excludes(u) || !l.agree(t, u, 0))
			})
		}) {
			l.shared[page] = true
		}
	}
	return l
}

// commonOf returns the features that are told of on more days than a few.
func commonOf(all []*telling) map[key]bool {
	common := map[key]bool{}
	days := make([]key, 0, seldom+1)
	for k, list := range byKey(all, (*telling).features) {
		days = days[:0]
		for _, a := range list {
			if day := all[a.i].day.key(); !slices.Contains(days, day) {
				if days = append(days, day); len(days) > seldom {
					common[k] = true
					break
				}
			}
		}
	}
	return common
}

// kin reports whether two tellings have a talk or title in common that few
// others of the group have.
func (l *lore) kin(t, u *telling) bool {
	own := func(a, b []key) bool {
		return slices.ContainsFunc(a, func(k key) bool { return slices.Contains(b, k) && !l.common[k] })
	}
	return own(t.talks(), u.talks()) || t.sameTitle(u.card) && own(t.words(), u.words())
}

// slip is by how many days two sources may differ about one meetup that nothing
// but its page or title makes one: who has one every week says the same of each.
const slip = 3

// agree reports whether two tellings that share a page may be of one event: on
// one day, or where one of them knows none that speaks against it, or near and
// alike, or within so many days of each other with nothing against it.
func (l *lore) agree(t, u *telling, within int) bool {
	if !t.day.isDay() || !u.day.isDay() {
		return t.day.month == 0 || u.day.month == 0 || t.day.month == u.day.month
	}
	apart := t.day.from(u.day)
	return apart == 0 || apart <= within && !t.strangers(u.card) || apart <= farthest && l.kin(t, u)
}

// fewDays is of how many days two documents have to tell in the time that both
// are about before their days are compared.
const fewDays = 3

// byChance reports whether two tellings of one day are of two documents that
// tell of many days and have less than half of them in common: they are the
// calendars of two series, which now and then meet on the same evening.
func (l *lore) byChance(t, u *telling) bool {
	key := [2]document{documentOf(t), documentOf(u)}
	if chance, known := l.chance[key]; known {
		return chance
	}
	a, b := l.calendars[key[0]], l.calendars[key[1]]
	if a == nil || b == nil {
		return false
	}
	shared := 0
	for day := range a {
		if b[day] {
			shared++
		}
	}
	fewer := min(within(a, b), within(b, a))
	l.chance[key] = fewer >= fewDays && 2*shared < fewer
	return l.chance[key]
}

// within counts the days of a that lie between the first and the last of b.
func within(a, b map[date]bool) int {
	var first, last int32
	for d := range b {
		if first == 0 || d.day < first {
			first = d.day
		}
		last = max(last, d.day)
	}
	n := 0
	for d := range a {
		if first <= d.day && d.day <= last {
			n++
		}
	}
	return n
}
