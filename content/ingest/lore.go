package ingest

import (
	"cmp"
	"hash/maphash"
	"slices"

	"meetupbot/content"
)

// A lore is what all tellings of a group together say of what tells its events
// apart.
type lore struct {
	shared map[string]bool // pages that a source names for several events, such as the group's own
	common map[key]bool    // words of titles, and talks, that are told of on more than a few days

	calendars map[document]map[content.Date]bool // the days that each document tells of which tells of several
	chance    map[[2]document]bool               // whether two documents tell of different series
}

// A key stands for what a telling may have in common with another. Those of a
// large group are too many to be kept as they are spelled; what is found by
// them is compared in full.
type key uint64

var seed = maphash.MakeSeed()

func keyOf(kind, s string) key {
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString(kind)
	h.WriteString(s)
	return key(h.Sum64())
}

// A document is a source and a path in it.
type document struct{ source, path string }

func documentOf(t *telling) document { return document{t.Origin.Source, t.Origin.Path} }

// seldom is on how many days a word or talk at most is told of that tells an
// event from the others, whatever its day.
const seldom = 3

func loreOf(all []*telling) *lore {
	l := &lore{shared: map[string]bool{}, calendars: map[document]map[content.Date]bool{}, chance: map[[2]document]bool{}}
	l.common = commonOf(all)
	tells := map[document]int{}
	for _, t := range all {
		tells[documentOf(t)]++
	}
	pages := map[string][]*telling{}
	for _, t := range all {
		if d := documentOf(t); t.day.IsDay() && tells[d] >= fewDays {
			if l.calendars[d] == nil {
				l.calendars[d] = map[content.Date]bool{}
			}
			l.calendars[d][t.day] = true
		}
		if page := pageKey(t.Event); page != "" {
			pages[page] = append(pages[page], t)
		}
	}
	for page, list := range pages {
		l.shared[page] = len(list) > maxAlike || slices.ContainsFunc(list, func(t *telling) bool {
			return slices.ContainsFunc(list, func(u *telling) bool {
				return t != u && t.Origin.Source == u.Origin.Source && (t.excludes(u) || !l.agree(t, u, 0))
			})
		})
	}
	return l
}

// commonOf returns the features that are told of on more days than a few.
func commonOf(all []*telling) map[key]bool {
	type use struct {
		key key
		day int32 // as a number
	}
	var uses []use
	numbers := map[content.Date]int32{}
	for _, t := range all {
		n, ok := numbers[t.day]
		if !ok {
			n = int32(len(numbers))
			numbers[t.day] = n
		}
		for k := range t.features() {
			uses = append(uses, use{k, n})
		}
	}
	slices.SortFunc(uses, func(a, b use) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.day, b.day)) })
	uses = slices.Compact(uses)
	common := map[key]bool{}
	for from, i := 0, 1; i <= len(uses); i++ {
		if i == len(uses) || uses[i].key != uses[from].key {
			if i-from > seldom {
				common[uses[from].key] = true
			}
			from = i
		}
	}
	return common
}

// kin reports whether two tellings have a talk or title in common that few
// others of the group have.
func (l *lore) kin(t, u *telling) bool {
	own := func(kind string, a, b []string) bool {
		return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) && !l.common[keyOf(kind, s)] })
	}
	return own("talk ", t.draw().talks, u.draw().talks) || t.sameTitle(&u.face) && own("word ", t.words, u.words)
}

// slip is by how many days two sources may differ about one meetup that nothing
// but its page or title makes one: who has one every week says the same of each.
const slip = 3

// agree reports whether two tellings that share a page may be of one event: on
// one day, or where one of them knows none that speaks against it, or near and
// alike, or within so many days of each other with nothing against it.
func (l *lore) agree(t, u *telling, within int) bool {
	if !t.day.IsDay() || !u.day.IsDay() {
		return t.day == "" || u.day == "" || t.day.Month() == u.day.Month()
	}
	apart := abs(t.day.Sub(u.day))
	return apart == 0 || apart <= within && !t.strangers(&u.face) || apart <= farthest && l.kin(t, u)
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
func within(a, b map[content.Date]bool) int {
	var first, last content.Date
	for day := range b {
		if first == "" || day < first {
			first = day
		}
		last = max(last, day)
	}
	n := 0
	for day := range a {
		if first <= day && day <= last {
			n++
		}
	}
	return n
}
