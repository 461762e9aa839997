package ingest

import (
	"slices"

	"meetupbot/content"
)

// lead orders the tellings of an event by whose word counts: who knows the day
// before who knows a month, a document of its own before a list of many, the
// source that is declared first, the fuller programme.
func (b *bench) lead(members []*telling) []*telling {
	out := slices.Clone(members)
	slices.SortStableFunc(out, func(t, u *telling) int {
		for _, n := range []int{
			vagueness(t.day) - vagueness(u.day),
			listed(t.Event) - listed(u.Event),
			b.rank(t.Origin.Source) - b.rank(u.Origin.Source),
			len(u.Talks) - len(t.Talks),
		} {
			if n != 0 {
				return n
			}
		}
		return b.compare(t, u)
	})
	return out
}

func vagueness(d content.Date) int {
	switch {
	case d.IsDay():
		return 0
	case d != "":
		return 1
	}
	return 2
}

// listed is 1 for one of many events of a document that has no id of its own.
func listed(e *content.Event) int {
	if e.Origin.Place != "" && e.Origin.UID == "" {
		return 1
	}
	return 0
}
