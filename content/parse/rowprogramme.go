package parse

import (
	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// programme reads a record whose days are a list of their own: one event.
func (s *rowFinder) programme(v *tree.Value, c scope) bool {
	for _, f := range v.Fields {
		if f.Value.Kind == tree.List && len(f.Value.List) > 0 && dayLists[f.Key()] && oneByDays(f.Value.List, c.in(f.Name, v)) {
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
		if !dayLists[f.Key()] {
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
		if f.Value.Kind == tree.Text && is(f.Key()) {
			return []tree.Field{{Name: as, Line: f.Line, Value: f.Value}}
		}
	}
	return nil
}

// byDays turns {"2026-05-12": {...}, ...} into records with their days.
func byDays(v *tree.Value) []*tree.Value {
	var items []*tree.Value
	for _, f := range v.Fields {
		if !isDayName(f.Name) {
			continue
		}
		it := &tree.Value{Kind: tree.Object, Line: f.Line, Fields: []tree.Field{tree.TextField("day", f.Line, f.Name)}}
		switch f.Value.Kind {
		case tree.Object:
			for _, sub := range f.Value.Fields {
				if !sub.Is("day") {
					it.Fields = append(it.Fields, sub)
				}
			}
		case tree.List:
			it.Fields = append(it.Fields, tree.Field{Name: "talks", Line: f.Line, Value: f.Value})
		case tree.Text:
			it.Fields = append(it.Fields, tree.Field{Name: "title", Line: f.Line, Value: f.Value})
		default:
			continue
		}
		items = append(items, it)
	}
	return items
}
