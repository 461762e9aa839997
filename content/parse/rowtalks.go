package parse

import (
	"slices"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// group makes events of talks that stand in no event: those that name the same
// one, else those of a day and place. first tells the turn of each.
func (s *rowFinder) group(talks []*tree.Value, c scope, first map[*tree.Value]int) {
	var order []string
	groups := map[string][]*tree.Value{}
	for _, t := range talks {
		key := content.Fold(t.FindStr(ofEvent...))
		if key == "" {
			day, _ := dayField(t)
			if day != nil {
				key = day.Text
			}
			key += "\x00" + t.FindStr(venueNames...) + "\x00" + t.FindStr("rsvp", "registration", "eventlink", "eventurl")
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], t)
	}
	for _, key := range order {
		for _, run := range runs(groups[key]) {
			s.turn = first[run[0]]
			s.together(run, c, len(order) == 1)
		}
	}
}

// runs parts the talks of one name into those of events: days that are further
// apart than an event lasts are those of several.
func runs(talks []*tree.Value) [][]*tree.Value {
	var first, last content.Date
	for _, t := range talks {
		day := plainDay(t)
		if day == "" {
			continue
		}
		if first == "" || day < first {
			first = day
		}
		last = max(last, day)
	}
	if first == "" || last.Sub(first) <= longestEvent {
		return [][]*tree.Value{talks}
	}
	var out [][]*tree.Value
	at := map[content.Date]int{}
	for _, t := range talks {
		day := plainDay(t)
		i, ok := at[day]
		if !ok {
			i = len(out)
			at[day] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], t)
	}
	return out
}

// together makes one event of talks. A talk alone that names no event is one
// itself.
func (s *rowFinder) together(talks []*tree.Value, c scope, only bool) {
	first := talks[0]
	name := first.Find(ofEvent...)
	if len(talks) == 1 && name.Empty() && plainDay(first) != "" {
		s.add(first, c)
		return
	}
	v := &tree.Value{Kind: tree.Object, Line: first.Line}
	take := func(as string, from *tree.Value) {
		if !from.Empty() {
			v.Fields = append(v.Fields, tree.Field{Name: as, Line: from.Line, Value: from})
		}
	}
	switch {
	case !name.Empty():
		take("title", name)
	case only && len(c.above) > 0:
		if t := rowTitle(c.above[len(c.above)-1]); t.text != "" {
			v.Fields = append(v.Fields, tree.TextField("title", t.line, t.text))
		}
	}
	var begin, end *tree.Value
	for _, t := range talks {
		day, _ := dayField(t)
		if day == nil {
			continue
		}
		if begin == nil || plainDay(t) != "" && plainDay(t) < dayOfText(begin.Text) {
			begin = day
		}
		if end == nil || plainDay(t) > dayOfText(end.Text) {
			end = day
		}
	}
	take("date", begin)
	if begin != end {
		take("end_date", end)
	}
	for _, names := range [][]string{zoneNames, venueNames, publishNames} {
		take(names[0], first.Find(names...))
	}
	for _, f := range first.Fields {
		if signKeys[f.Key()] {
			v.Fields = append(v.Fields, f)
		}
	}
	as := "talks"
	if slices.ContainsFunc(talks, func(t *tree.Value) bool { return !isTalk(t, c) }) {
		as = "agenda"
	}
	v.Fields = append(v.Fields, tree.Field{Name: as, Line: first.Line, Value: &tree.Value{Kind: tree.List, Line: first.Line, List: talks}})
	r := row{v: inherit(v, c.above), place: placeOf(v, c.name), listed: len(talks) > 1, at: s.turn}
	if begin == nil {
		r.place = c.name
	}
	s.rows = append(s.rows, r)
}
