package parse

import (
	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
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

// plainDay is the day of a record where nothing about it is open.
func plainDay(v *tree.Value) content.Date {
	day, _ := dayField(v)
	if day == nil {
		return ""
	}
	d, ok := readDay(day.Text, when.Reference{})
	if !ok || !d.day.IsDay() {
		return ""
	}
	return d.day
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
		if signKeys[tree.Fold(f.Name)] {
			v.Fields = append(v.Fields, f)
		}
	}
	v.Fields = append(v.Fields, tree.Field{Name: "talks", Line: first.Line, Value: &tree.Value{Kind: tree.List, Line: first.Line, List: talks}})
	r := row{v: inherit(v, c.above), place: placeOf(v, c.name), listed: len(talks) > 1, at: s.turn}
	if begin == nil {
		r.place = c.name
	}
	s.rows = append(s.rows, r)
}

func dayOfText(s string) content.Date {
	d, _ := readDay(s, when.Reference{})
	return d.day
}

// programme reads a record whose days are a list of their own: one event.
func (s *rowFinder) programme(v *tree.Value, c scope) bool {
	for _, f := range v.Fields {
		if f.Value.Kind == tree.List && len(f.Value.List) > 0 && dayLists[tree.Fold(f.Name)] && oneByDays(f.Value.List, c.in(f.Name, v)) {
			s.days(v, f.Value.List, c)
			return true
		}
	}
	return false
}

// oneByDays reports whether a list's items are the days of one event: each has
// a day and a programme, and they follow each other closely.
func oneByDays(items []*tree.Value, c scope) bool {
	var first, last content.Date
	for _, it := range items {
		day := plainDay(it)
		if day == "" || len(entriesOf(it)) == 0 {
			return false
		}
		if t := rowTitle(it).text; t != "" && !dayLists[tree.Fold(c.name)] && !dayTitle.MatchString(t) {
			return false
		}
		if first == "" || day < first {
			first = day
		}
		last = max(last, day)
	}
	return len(items) > 0 && (len(items) > 1 || dayLists[tree.Fold(c.name)]) && last.Sub(first) <= longestEvent
}

// days makes one event of its days.
func (s *rowFinder) days(v *tree.Value, items []*tree.Value, c scope) {
	out := &tree.Value{Kind: tree.Object, Line: v.Line}
	for _, f := range v.Fields {
		if !dayLists[tree.Fold(f.Name)] {
			out.Fields = append(out.Fields, f)
		}
	}
	var begin, end *tree.Value
	all := &tree.Value{Kind: tree.List, Line: items[0].Line}
	for _, it := range items {
		day, _ := dayField(it)
		if begin == nil || plainDay(it) < dayOfText(begin.Text) {
			begin = day
		}
		if end == nil || plainDay(it) > dayOfText(end.Text) {
			end = day
		}
		all.List = append(all.List, entriesOf(it)...)
	}
	if day, _ := dayField(out); day == nil {
		out.Fields = append(out.Fields, tree.Field{Name: "date", Line: begin.Line, Value: begin})
		if end != begin {
			out.Fields = append(out.Fields, tree.Field{Name: "end_date", Line: end.Line, Value: end})
		}
	}
	if rowTitle(out).text == "" && len(items) == 1 {
		if t := rowTitle(items[0]); t.text != "" && !dayTitle.MatchString(t.text) {
			out.Fields = append(out.Fields, tree.TextField("title", t.line, t.text))
		}
	}
	out.Fields = append(out.Fields, tree.Field{Name: "agenda", Line: all.Line, Value: all})
	// The first and the last slot may be some that nothing is said of yet.
	out.Fields = append(out.Fields, timeFields(all.List[0], "starttime", startsAt)...)
	out.Fields = append(out.Fields, timeFields(all.List[len(all.List)-1], "endtime", endsAt)...)
	s.rows = append(s.rows, row{v: inherit(out, c.above), place: placeOf(out, c.name), listed: true, at: s.turn})
}

// timeFields returns the first field of a record whose key is of such times,
// under another name.
func timeFields(v *tree.Value, as string, is func(string) bool) []tree.Field {
	for _, f := range v.Fields {
		if f.Value.Kind == tree.Text && is(tree.Fold(f.Name)) {
			return []tree.Field{{Name: as, Line: f.Line, Value: f.Value}}
		}
	}
	return nil
}
