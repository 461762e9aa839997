package parse

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// A row is the record of one event in a data file.
type row struct {
	v      *tree.Value
	of     *tree.Value // the record as it stands, without what it inherits
	place  string      // which of the file's events, in a word that stays; "": the file's one
	listed bool        // it was put together from a list of talks
	at     int         // its turn in the file
}

// A rowFinder walks a data file's tree for the records of events.
type rowFinder struct {
	rows []row
	turn int // records visited so far
	// drafts are what keeps the records of events back that nobody is to see yet
	drafts []tree.Field
}

// A scope is where in the tree a value stands.
type scope struct {
	name  string        // the key that it stands under
	above []*tree.Value // the records around it, the outermost first
	hint  int           // whether names on the way speak of events (1) or of other things (-1)
}

func (c scope) in(name string, v *tree.Value) scope {
	c.name = name
	c.above = append(c.above[:len(c.above):len(c.above)], v)
	if h := hintOf(name); h != 0 {
		c.hint = h
	}
	return c
}

// findRows returns the records of events in a data file, in its order.
func findRows(name string, v *tree.Value) ([]row, []tree.Field) {
	var s rowFinder
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	c := scope{name: base, hint: hintOf(base)}
	for dir := path.Dir(name); c.hint == 0 && dir != "." && dir != "/"; dir = path.Dir(dir) {
		c.hint = hintOf(path.Base(dir))
	}
	s.walk(v, c)
	slices.SortStableFunc(s.rows, func(a, b row) int { return a.at - b.at })
	if day, _ := dayInPath(name); len(s.rows) == 0 && v.Kind == tree.Object && day != "" && eventScore(v, c) >= leastEvent-1 {
		s.add(v, c) // the file's name says when
	}
	if len(s.rows) == 1 && v.Kind == tree.Object && !strings.ContainsAny(s.rows[0].place, "0123456789") {
		s.rows[0].place = ""
	}
	if len(s.rows) == 1 && s.rows[0].of == v {
		s.rows[0].place = ""
	}
	seen := map[string]int{}
	for i := range s.rows {
		r := &s.rows[i]
		if seen[r.place]++; seen[r.place] > 1 {
			r.place = fmt.Sprintf("%s #%d", r.place, seen[r.place])
		}
	}
	return s.rows, s.drafts
}

func (s *rowFinder) walk(v *tree.Value, c scope) {
	switch v.Kind {
	case tree.List:
		s.list(v.List, c)
	case tree.Object:
		if items := byDays(v); len(items) > 0 {
			s.list(items, c)
			return
		}
		if s.programme(v, c) {
			return
		}
		if isEvent(v, c) {
			s.add(v, c)
			return
		}
		for _, f := range v.Fields {
			if f.Value.Kind == tree.List || f.Value.Kind == tree.Object {
				in := c.in(f.Name, v)
				if len(f.Name) == 4 && anyYear.MatchString(f.Name) { // {2026: [...]}
					in.above = append(in.above, &tree.Value{Kind: tree.Object, Line: f.Line, Fields: []tree.Field{tree.TextField("year", f.Line, f.Name)}})
				}
				s.walk(f.Value, in)
			}
		}
	}
}

// list reads the items of a list: events, talks that make some up, and what
// holds either.
func (s *rowFinder) list(items []*tree.Value, c scope) {
	if oneByDays(items, c) {
		s.days(&tree.Value{Kind: tree.Object, Line: items[0].Line}, items, c)
		return
	}
	var talks []*tree.Value
	first := map[*tree.Value]int{}
	turns := false // between the talks stand what is no talk, with its time
	kin := kinOf(items, c)
	for _, it := range items {
		s.turn++
		first[it] = s.turn
		switch {
		case onlyPlanned(it):
			s.drafts = append(s.drafts, *undecided(it))
		case isTalk(it, c):
			talks = append(talks, it)
		case ofAnother(it):
			for _, part := range partsOf(it) {
				talks, first[part] = append(talks, part), s.turn
			}
		case it.Kind == tree.Object && (isEvent(it, c) || kin.has(it)):
			s.add(it, c)
		case c.hint >= 0 && turnTitle(it).text != "":
			talks, turns = append(talks, it), true
		default:
			s.walk(it, c)
		}
	}
	if turns && !isProgramme(talks, c) {
		talks = slices.DeleteFunc(talks, func(it *tree.Value) bool { return !isTalk(it, c) })
	}
	s.group(talks, c, first)
}

// isProgramme reports whether talks and what stands between them are the
// programme of one event: none has a day, most have their times, and somebody
// talks.
func isProgramme(turns []*tree.Value, c scope) bool {
	talks, timed := 0, 0
	for _, it := range turns {
		if day, _ := dayField(it); day != nil || it.Find(ofEvent...) != nil {
			return false
		}
		if isTalk(it, c) {
			talks++
		}
		if turnTitle(it).text != "" {
			timed++
		}
	}
	return talks > 0 && 2*timed > len(turns)
}

// ofAnother reports whether a record with talks of its own names another event
// that it is part of.
func ofAnother(v *tree.Value) bool {
	name := v.Find(ofEvent[:3]...)
	return v.Kind == tree.Object && !name.Empty() && name.Kind == tree.Text && len(entriesOf(v)) > 0 && content.Fold(name.Text) != content.Fold(rowTitle(v).text)
}

// partsOf returns the talks of a record that is part of an event, each as one
// of that event.
func partsOf(v *tree.Value) []*tree.Value {
	var out []*tree.Value
	for _, it := range entriesOf(v) {
		part := *it
		for _, names := range [][]string{ofEvent, {"date"}} {
			if from := v.Find(names...); part.Find(names...).Empty() && !from.Empty() {
				part.Fields = append(part.Fields[:len(part.Fields):len(part.Fields)], tree.Field{Name: names[0], Line: from.Line, Value: from})
			}
		}
		out = append(out, &part)
	}
	return out
}

// add takes in the record of an event, with what the records around it say for
// all that they hold.
func (s *rowFinder) add(v *tree.Value, c scope) {
	if f := unpublished(v); f != nil {
		s.drafts = append(s.drafts, *f)
		return
	}
	s.rows = append(s.rows, row{v: inherit(v, c.above), of: v, place: placeOf(v, c.name), at: s.turn})
}

// inherited are the names of what is said once for many events.
var inherited = [][]string{zoneNames, venueNames, timeNames, {"year", "jahr", "ano", "annee", "jaar", "rok"}}

func inherit(v *tree.Value, above []*tree.Value) *tree.Value {
	out := *v
	for _, names := range inherited {
		for i := len(above) - 1; i >= 0 && out.Find(names...).Empty(); i-- {
			for _, f := range above[i].Fields {
				if f.Is(foundName(f, names)) && !f.Value.Empty() {
					out.Fields = append(out.Fields[:len(out.Fields):len(out.Fields)], f)
					break
				}
			}
		}
	}
	return &out
}

func foundName(f tree.Field, names []string) string {
	for _, n := range names {
		if f.Is(n) {
			return n
		}
	}
	return "\x00"
}

// placeOf names an event of a file by what stays when others come and go.
func placeOf(v *tree.Value, key string) string {
	if id := v.FindStr("id", "slug", "uid", "key", "permalink", "eventid", "meetupid", "number", "nr"); id != "" {
		return id
	}
	if day, _ := dayField(v); day != nil {
		return day.Text
	}
	if t := rowTitle(v); t.text != "" {
		return content.Fold(t.text)
	}
	return key
}
