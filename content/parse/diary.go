package parse

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// leastDated is how many items or rows that begin with a day make a list of
// events, where the document holds little else.
const leastDated = 2

var yearWord = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// yearIn returns the one year that a heading names, or 0.
func yearIn(s string) int {
	if all := yearWord.FindAllString(s, 2); len(all) == 1 {
		year, _ := strconv.Atoi(all[0])
		return year
	}
	return 0
}

// yearsBySection returns the year that each section's heading, or one above
// it, names; 0 where only the title could.
func (f *facts) yearsBySection() map[*outline.Section]int {
	years := map[*outline.Section]int{}
	var walk func(s *outline.Section, above int)
	walk = func(s *outline.Section, above int) {
		if y := yearIn(s.Heading.Plain); y != 0 {
			above = y
		}
		years[s] = above
		for _, sub := range s.Sections {
			walk(sub, above)
		}
	}
	walk(f.tree.Root, yearIn(f.title.text))
	return years
}

// datedItems finds the records of a diary: the items of a list, or the rows of
// a table, that begin with a day. They are none when the document says more
// than they do.
func (f *facts) datedItems() []record {
	if slices.ContainsFunc(f.places, func(p place) bool { return p.own() }) {
		return nil
	}
	years := f.yearsBySection()
	var out []record
	beside := 0 // bytes of other text
	kind := outline.Item
	at := 0
	for i := range f.units {
		u := &f.units[i]
		for at < len(f.days) && f.days[at].unit < i {
			if f.days[at].unit < 0 && f.days[at].mention.Day > 0 {
				return nil // the title's own day
			}
			at++
		}
		begins := at < len(f.days) && f.days[at].unit == i && f.days[at].mention.Start <= 2
		if begins && (u.block.Kind == outline.Item || u.block.Kind == outline.Row) {
			if r, ok := f.datedItem(i, &f.days[at], years[u.sec]); ok {
				if len(out) == 0 {
					kind = u.block.Kind
				} else {
					out[len(out)-1].stop = i
				}
				if u.block.Kind != kind {
					return nil
				}
				out = append(out, r)
				continue
			}
		}
		switch {
		case u.block.Kind == outline.Heading, u.block.Header:
		case len(out) > 0 && u.sec == f.units[out[len(out)-1].unit].sec && u.block.Kind == outline.Item && kind == outline.Item:
		default:
			for j := at; j < len(f.days) && f.days[j].unit == i; j++ {
				if f.days[j].weight >= 4 && f.days[j].mention.Day > 0 {
					return nil
				}
			}
			beside += len(u.low)
		}
	}
	if len(out) < leastDated || beside > 400+100*len(out) {
		return nil
	}
	for i := range out[1:] {
		if up := out[1].date > out[0].date; (out[i+1].date > out[i].date) != up || out[i+1].date == out[i].date {
			return nil
		}
	}
	if days := out[0].date.Sub(out[len(out)-1].date); abs(days) <= longestEvent {
		return nil // of one event
	}
	last := &out[len(out)-1]
	for last.stop = last.unit + 1; last.stop < len(f.units) && f.units[last.stop].sec == f.units[last.unit].sec && f.units[last.stop].block.Kind == kind; last.stop++ {
	}
	return out
}

// datedItem reads the day with which an item begins, in the year of its
// heading when it names none.
func (f *facts) datedItem(i int, s *stated, year int) (record, bool) {
	m := s.mention
	if m.Day == 0 || m.Relative.Unit != when.Absolute {
		return record{}, false
	}
	if m.Year == 0 {
		m.Year = year
	}
	ref := f.ref
	r := m.Resolve(ref)
	if !r.Date.IsDay() || m.Year == 0 {
		return record{}, false
	}
	said := content.Evidence{Field: "date", Value: string(r.Date), Path: f.path, Line: s.line, Text: m.Text, Rule: r.Rule}
	if s.mention.Year == 0 {
		said.Rule += "; the year is the heading's"
	}
	text := f.units[i].text
	return record{date: r.Date, said: said, head: text.Slice(m.End, len(text.Plain)), unit: i, stop: len(f.units)}, true
}

// entryEdges part the day of an item from what follows, and a venue from a
// quoted title.
const entryEdges = " \t,:;–—-|/)*_"

// diary reads each record of a list of dated items as an event: a talk, or
// what else the entry says.
func (f *facts) diary(records []record, taught lessons, h Hints) []content.Event {
	common := newDraft(f.around(records), taught, h, func(*unit) bool { return true })
	common.proseTimes()
	common.readVenue()
	header := f.headerOf(records)
	out, sides := f.entries(records, header, 0, &common.event, taught, h)
	switch { // the first reading tells on which side the speakers stand
	case sides > 0 && sides < len(records):
		out, _ = f.entries(records, header, 1, &common.event, taught, h)
	case sides < 0 && -sides < len(records):
		out, _ = f.entries(records, header, -1, &common.event, taught, h)
	}
	return out
}

// entries reads the records with the speakers on the side that lead says, as
// in splitEntry; sides is by how many more stand in front than behind.
func (f *facts) entries(records []record, header *outline.Block, lead int, common *content.Event, taught lessons, h Hints) (out []content.Event, sides int) {
	for _, r := range records {
		part := f.part(r)
		part.days = nil
		d := newDraft(part, taught, h, func(*unit) bool { return true })
		d.known = newRoster()
		d.event.Origin.Place = string(r.date)
		d.event.Date = r.date
		d.event.Evidence = append(d.event.Evidence, r.said)
		switch first, found := d.diaryEntry(r, header, lead); {
		case found && first:
			sides++
		case found:
			sides--
		}
		d.readSignUp()
		d.readStatus()
		d.inherit(common)
		out = append(out, d.finish())
	}
	return out, sides
}

// diaryEntry reads one entry behind its day.
func (d *draft) diaryEntry(r record, header *outline.Block, lead int) (first, found bool) {
	e := &d.event
	text := r.head
	cut := func() {
		trimmed := strings.TrimLeft(text.Plain, entryEdges)
		text = text.Slice(len(text.Plain)-len(trimmed), len(text.Plain))
	}
	cut()
	if spans := when.Settle(when.Times(text.Plain)); len(spans) > 0 && spans[0].Start <= 3 && !spans[0].Half {
		e.Start, e.End = spans[0].From, spans[0].To
		d.note("start", string(e.Start), text.Line, spans[0].Text, "the time behind the day")
		text = text.Slice(spans[0].End, len(text.Plain))
		cut()
	}
	t := talk{line: r.said.Line, text: text.Plain, rule: "an entry of a list of dated entries"}
	found = d.diaryRow(t, header)
	if !found {
		for _, p := range d.diaryTalks(text, lead) {
			t.Title, t.people, first = p.title, p.people, p.first
			d.diaryTalk(t)
			found = true
		}
	}
	if !found {
		if title := cleanTitle(text.Plain); title != "" {
			e.Title = title
			d.note("title", title, r.said.Line, text.Plain, "what the entry says")
		}
	}
	return first, found
}

func (d *draft) diaryTalk(t talk) {
	for i := range t.people {
		t.people[i].name = d.addPerson(t.people[i])
	}
	d.addTalk(t)
}

// diaryRow reads an entry that is a row, by the names of its columns.
func (d *draft) diaryRow(t talk, header *outline.Block) bool {
	cells := d.units[0].block.Cells
	if header == nil || len(cells) != len(header.Cells) {
		return false
	}
	var title, people outline.Text
	for i, c := range header.Cells {
		switch {
		case columnOf(c.Plain) == "people":
			people = cells[i].Flat()
		case columnOf(c.Plain) == "title":
			title = cells[i].Flat()
		case roleOf(c.Plain) == venueRole && cells[i].Plain != "":
			name, address := nameAndAddress(cells[i].Plain)
			d.setVenue(name, address, cells[i].Line, cells[i].Plain, "the table's column of places")
		}
	}
	if people.Plain != "" && title.Plain != "" {
		if t.Title, t.people = title.Plain, readSlot(people, d.known); len(t.people) > 0 {
			d.diaryTalk(t)
			return true
		}
	}
	list := d.talksIn(title)
	for _, p := range list {
		t.Title, t.people = p.title, p.people
		d.diaryTalk(t)
	}
	return len(list) > 0
}

// diaryTalks reads the talks of an entry that is one line: "Ana Finch: Owls;
// Bo Reed: Bats", `"Owls" by Ana Finch, Crane House`, "Technical - Ana Finch:
// Owls".
func (d *draft) diaryTalks(text outline.Text, lead int) []parts {
	for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}} {
		from := strings.Index(text.Plain, q[0])
		if from < 2 {
			continue
		}
		if n := strings.Index(text.Plain[from+len(q[0]):], q[1]); n > 0 {
			text = text.Slice(0, from+len(q[0])+n+len(q[1])) // behind it stands the venue
		}
		break
	}
	if cut := separators(text.Plain); len(cut) > 1 { // what kind of evening it is
		from, to, _ := cutAt(text.Plain, cut[0])
		if kind := text.Plain[:from]; len(strings.Fields(kind)) == 1 && !quoted(kind) {
			rest := text.Slice(to, len(text.Plain))
			if list := d.talksIn(rest); len(list) > 0 && list[0].first {
				return list
			}
		}
	}
	if strings.Contains(text.Plain, "; ") {
		if list := d.talksIn(text); len(list) > 1 {
			return list
		}
	}
	if p := splitEntry(text, d.known, lead); len(p.people) > 0 {
		return []parts{p}
	}
	return nil
}

// around returns the facts of what stands outside of the records.
func (f *facts) around(records []record) *facts {
	p := *f
	p.days = nil
	p.units = nil
	at := 0
	for _, r := range records {
		p.units = append(p.units, f.units[at:r.unit]...)
		at = r.stop
	}
	p.units = append(p.units, f.units[at:]...)
	return &p
}

// listsMeetups reports whether a list of dated entries is one of meetups: the
// text around it says so, or most entries are talks.
func (f *facts) listsMeetups(records []record, events []content.Event) bool {
	if noEvent.MatchString(f.title.text) {
		return false
	}
	talks := 0
	for _, e := range events {
		if len(e.Talks) > 0 {
			talks++
		}
	}
	if talks*2 >= len(events) {
		return true
	}
	if hintsIn(strings.ToLower(f.title.text)).cues&groupCue != 0 {
		return true
	}
	for _, u := range f.around(records).units {
		if u.cues&groupCue != 0 || u.block.Kind == outline.Heading && (u.role == programme || u.role == coming) {
			return true
		}
	}
	return false
}

// headerOf returns the header of the records' table, or nil.
func (f *facts) headerOf(records []record) *outline.Block {
	if i := records[0].unit - 1; i >= 0 && f.units[i].block.Header {
		return f.units[i].block
	}
	return nil
}

// inherit takes over the time and place that the text around a list says for
// all of it.
func (d *draft) inherit(common *content.Event) {
	e := &d.event
	for _, ev := range common.Evidence {
		switch {
		case ev.Field == "start" && e.Start == "", ev.Field == "venue" && e.Venue == (content.Venue{}):
			e.Evidence = append(e.Evidence, ev)
		}
	}
	if e.Start == "" {
		e.Start, e.End = common.Start, common.End
	}
	if e.Venue == (content.Venue{}) {
		e.Venue = common.Venue
	}
}
