package parse

import (
	"slices"

	"meetupbot/content/parse/tree"
)

// entriesOf returns the entries of a record's programme: the records that its
// lists of talks hold, those of slots and tracks with the times of these.
func entriesOf(v *tree.Value) []*tree.Value {
	var out []*tree.Value
	for _, f := range v.Fields {
		if listNamed(f) && f.Value.Kind != tree.Text {
			out = append(out, flatten(f.Value)...)
		}
	}
	return out
}

func flatten(list *tree.Value) []*tree.Value {
	var out []*tree.Value
	for _, it := range recordsIn(list) {
		if it.Kind == tree.Object && rowTitle(it).text == "" {
			inner := entriesOf(it)
			if tracks := it.Find("tracks", "rooms", "parallel"); tracks != nil {
				inner = append(inner, flatten(tracks)...)
			}
			for _, sub := range inner {
				out = append(out, timedLike(sub, it))
			}
			if len(inner) > 0 {
				continue
			}
		}
		out = append(out, it)
	}
	return out
}

// recordsIn returns the items of a list, or of a map by ids.
func recordsIn(v *tree.Value) []*tree.Value {
	if v.Kind != tree.Object || len(v.Fields) == 0 || slices.ContainsFunc(v.Fields, func(f tree.Field) bool { return f.Value.Kind != tree.Object }) {
		return v.Items()
	}
	var out []*tree.Value
	for _, f := range v.Fields {
		out = append(out, f.Value)
	}
	return out
}

// timedLike gives an entry of a slot the slot's times.
func timedLike(entry, slot *tree.Value) *tree.Value {
	out := &tree.Value{Kind: tree.Object, Line: entry.Line, Fields: slices.Clone(entry.Fields)}
	if entry.Kind == tree.Text {
		out.Fields = []tree.Field{{Name: "title", Line: entry.Line, Value: entry}}
	}
	for _, f := range slot.Fields {
		key := tree.Fold(f.Name)
		if f.Value.Kind == tree.Text && (startsAt(key) || endsAt(key)) && out.Find(key) == nil {
			out.Fields = append(out.Fields, f)
		}
	}
	return out
}

// listNamed reports whether a field's name is one of lists of talks.
func listNamed(f tree.Field) bool { return slices.ContainsFunc(listNames, f.Is) }
