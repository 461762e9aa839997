package parse

import (
	"slices"

	"meetupbot/content/parse/tree"
)

// A kin are the records of a list beside which events with talks stand. They
// say little themselves, as their talks are not known yet: "{date: 2026-05-12,
// talks: []}".
type kin struct {
	day string // the key under which the events state their days, "" for none
}

// maxBare is how many fields a record has that says little more than its day.
const maxBare = 3

// kinOf returns what the records of a list have in common with its events.
func kinOf(items []*tree.Value, c scope) kin {
	for _, it := range items {
		if it.Kind == tree.Object && isEvent(it, c) && len(entriesOf(it)) > 0 {
			return kin{dayName(it)}
		}
	}
	return kin{}
}

// has reports whether a record is one of an event all the same: it states its
// day as the events do, and a list of talks that is empty, or little else.
func (k kin) has(v *tree.Value) bool {
	if k.day == "" || dayName(v) != k.day || nests(v) {
		return false
	}
	emptyList := func(f tree.Field) bool { return listNamed(f) && f.Value.Empty() }
	return slices.ContainsFunc(v.Fields, emptyList) || len(v.Fields) <= maxBare && rowTitle(v).text == ""
}

// dayName is the key under which a record states its day, folded.
func dayName(v *tree.Value) string {
	day, _ := dayField(v)
	for _, f := range v.Fields {
		if day != nil && f.Value == day {
			return f.Key()
		}
	}
	return ""
}
