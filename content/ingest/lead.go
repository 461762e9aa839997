package ingest

import (
	"slices"
)

// lead orders the tellings of an event by whose word counts: who knows the day
// before who knows a month, a document of its own before a list of many, the
// source that is declared first, the fuller programme.
func (b *bench) lead(members []*telling) []*telling {
	out := slices.Clone(members)
	slices.SortStableFunc(out, func(t, u *telling) int {
		for _, n := range []int{
			vagueness(t.day) - vagueness(u.day),
			listed(t.card) - listed(u.card),
			b.rank(t.source) - b.rank(u.source),
			len(u.talks()) - len(t.talks()),
		} {
			if n != 0 {
				return n
			}
		}
		return b.compare(t, u)
	})
	return out
}

func vagueness(d date) int {
	switch {
	case d.isDay():
		return 0
	case d.month != 0:
		return 1
	}
	return 2
}

// listed is 1 for one of many events of a document that has no id of its own.
func listed(c *card) int {
	if c.place() != "" && c.uid() == "" {
		return 1
	}
	return 0
}
