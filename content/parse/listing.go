package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// How many records make a list.
const (
	leastRecords  = 5  // of lines that are a date and nothing else
	leastSections = 3  // of headings that hold one
	longestEvent  = 10 // days between the first and last record of one event
)

// readListing reads a list of many sessions or events; no events when the
// document is none.
func (f *facts) readListing(taught lessons, h Hints) (content.Kind, []content.Event) {
	if records := f.dateLines(); len(records) >= leastRecords {
		first, last := records[0].date, records[0].date
		for _, r := range records {
			first, last = min(first, r.date), max(last, r.date)
		}
		if last.Sub(first) <= longestEvent {
			return content.Listing, []content.Event{f.sessions(records, first, last, taught, h)}
		}
		return content.Listing, f.eventsOf(records, taught, h)
	}
	if own := f.ownDay(); own != "" && !f.datesOneOn(own) {
		return content.Other, nil // a report of one evening that names others' events
	}
	if records := f.aheadSections(); records != nil {
		return content.Announcement, f.eventsOf(records, taught, h)
	}
	if records := f.datedSections(); inARow(records) {
		return content.Other, nil // the days of one event
	} else if len(records) >= leastSections {
		return content.Listing, f.eventsOf(records, taught, h)
	} else if f.firstlyDated(records) {
		kind := content.Listing
		if now := f.publishDay; now.IsDay() && records[0].date >= now && records[len(records)-1].date >= now {
			kind = content.Announcement // of two evenings
		}
		return kind, f.eventsOf(records, taught, h)
	}
	if records := f.datedItems(); len(records) > 0 {
		if sections := f.headed(records); sections != nil {
			return content.Listing, f.eventsOf(sections, taught, h)
		}
		if events := f.diary(records, taught, h); f.listsMeetups(records, events) {
			return content.Listing, events
		}
	}
	return content.Other, nil
}

// ownDay returns the day that a key of the front matter says, or is trusted, to hold as
// the event's, or "".
func (f *facts) ownDay() content.Date {
	for _, p := range f.places {
		if (p.trust != untrusted || p.own()) && p.day.IsDay() && strings.HasPrefix(p.name, "front matter") {
			return p.day
		}
	}
	return ""
}

// datesOneOn reports whether a record of what might be a listing is of a day.
func (f *facts) datesOneOn(day content.Date) bool {
	on := func(r record) bool { return r.date == day }
	return slices.ContainsFunc(f.datedSections(), on) || slices.ContainsFunc(f.datedItems(), on)
}

// dateLines finds the records that begin with a line that is a date.
func (f *facts) dateLines() []record {
	var out []record
	for i := range f.units {
		text := f.units[i].text.Plain
		if len(text) > 40 || f.units[i].block.Kind == outline.Row {
			continue
		}
		day, said, ok := f.fullDay(i, text)
		if !ok || len(said.Text) < len(strings.Trim(text, " .:*")) {
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].stop = i
		}
		out = append(out, record{date: day, said: said, unit: i + 1, stop: len(f.units)})
	}
	return out
}

// fullDay returns the one absolute day that a unit states, -1 for a heading's.
func (f *facts) fullDay(unit int, text string) (content.Date, content.Evidence, bool) {
	for _, s := range f.daysOf(unit, unit+1) {
		if s.reading.Date.IsDay() && s.mention.Relative.Unit == when.Absolute {
			return s.reading.Date, content.Evidence{Field: "date", Value: string(s.reading.Date), Path: f.path, Line: s.line, Text: s.mention.Text, Rule: s.reading.Rule}, true
		}
	}
	return "", content.Evidence{}, false
}

// daysOf returns the days that the units from one up to another state. They
// stand in the order of the units.
func (f *facts) daysOf(from, to int) []stated {
	unit := func(s stated, unit int) int { return s.unit - unit }
	i, _ := slices.BinarySearchFunc(f.days, from, unit)
	j, _ := slices.BinarySearchFunc(f.days, to, unit)
	return f.days[i:j]
}

// datedSections finds the records whose heading holds a date with its year.
func (f *facts) datedSections() []record {
	var out []record
	level := 0
	var last *outline.Section
	ref := f.ref
	named := f.yearsBySection()
	for i := range f.units {
		sec := f.units[i].sec
		if sec == last {
			continue
		}
		last = sec
		if sec.Level == 0 || level != 0 && sec.Level < level {
			if len(out) > 0 && out[len(out)-1].stop > i {
				out[len(out)-1].stop = i
			}
			continue
		}
		h := sec.Heading.Flat()
		var day content.Date
		var said content.Evidence
		for _, m := range when.Dates(h.Plain) {
			if m.Year == 0 && m.Start == 0 {
				m.Year = named[sec].of(m)
			}
			if r := m.Resolve(ref); r.Date.IsDay() && (m.Year > 0 || m.HasWeekday) {
				day = r.Date
				said = content.Evidence{Field: "date", Value: string(day), Path: f.path, Line: h.Line, Text: m.Text, Rule: r.Rule}
				break
			}
		}
		if day == "" || level != 0 && sec.Level != level || h.Plain == f.title.text && !f.likeNext(sec) {
			continue
		}
		level = sec.Level
		if len(out) > 0 && out[len(out)-1].stop > i {
			out[len(out)-1].stop = i
		}
		out = append(out, record{date: day, said: said, head: h, unit: i, stop: len(f.units)})
	}
	return out
}

// inARow reports whether each record is of the day after the one before it.
func inARow(records []record) bool {
	for i := 1; i < len(records); i++ {
		if records[i].date.Sub(records[i-1].date) != 1 {
			return false
		}
	}
	return len(records) > 1
}

// headed makes the records of sections whose first lines are their days, or
// none where several stand in one section.
func (f *facts) headed(records []record) []record {
	var out []record
	var last *outline.Section
	for _, r := range records {
		sec := f.units[r.unit].sec
		if sec == last || sec.Level == 0 || sec.Level > 6 || last != nil && sec.Level != last.Level || r.grid != nil || f.units[r.unit].block.Kind != outline.Paragraph {
			return nil
		}
		last = sec
		for r.unit > 0 && f.units[r.unit-1].sec == sec {
			r.unit--
		}
		r.line, r.more, r.head = false, nil, sec.Heading.Flat()
		if n := len(out); n > 0 {
			out[n-1].stop = r.unit
		}
		r.stop = len(f.units)
		out = append(out, r)
	}
	return out
}

// firstlyDated reports whether a few sections make a list all the same: their
// headings begin with their days, which are too far apart for one event.
func (f *facts) firstlyDated(records []record) bool {
	if len(records) < leastDated || slices.ContainsFunc(f.places, func(p place) bool { return p.own() }) {
		return false
	}
	for _, r := range records {
		if !strings.HasPrefix(r.head.Plain, r.said.Text) || records[0].unit > 2 {
			return false
		}
	}
	return abs(records[0].date.Sub(records[len(records)-1].date)) > longestEvent
}

// eventsOf reads each record as an event of its own.
func (f *facts) eventsOf(records []record, taught lessons, h Hints) []content.Event {
	var out []content.Event
	var drafts []*draft
	given, placed := f.givenNames(records), placedHeads(records)
	for _, r := range records {
		part := f.part(r)
		d := newDraft(part, taught, h, func(*unit) bool { return true })
		d.known = d.presented()
		d.event.Origin.Place = string(r.date)
		d.event.Date = r.date
		d.event.Evidence = append(d.event.Evidence, r.said)
		if place := headPlace(r); placed && place != "" {
			d.setVenue(place, "", r.head.Line, r.head.Plain, "in brackets behind the day in the entry's heading")
		} else if title := withoutDay(r.head, r.said.Text); title != "" {
			d.event.Title = title
			d.note("title", title, r.head.Line, r.head.Plain, "the heading of the entry")
		} else if r.head.Plain == "" && len(part.units) > 0 {
			d.event.Title = d.firstLine(0).Plain
		}
		d.readTalks()
		if len(d.talks) == 0 {
			d.oneLine()
		}
		d.ledTalks(given)
		drafts = append(drafts, d)
	}
	seriesTalks(drafts)
	for _, d := range drafts {
		d.readTimes()
		d.readBios()
		d.readVenue()
		d.readSignUp()
		d.readStatus()
		out = append(out, d.finish())
	}
	return out
}

// oneLine reads a record whose only line is its talk.
func (d *draft) oneLine() {
	for i := range d.units {
		u := &d.units[i]
		if u.block.Kind == outline.Heading || len(u.low) > 160 {
			continue
		}
		if p := splitEntry(u.text, d.known, 0); len(p.people) > 0 && p.sure {
			t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "the only line of an entry of the list", people: p.people}
			t.Title = p.title
			for j := range t.people {
				t.people[j].name = d.addPerson(t.people[j])
			}
			d.addTalk(t)
		}
		return
	}
}

// part returns the facts of one record alone.
func (f *facts) part(r record) *facts {
	p := *f
	p.front, p.places, p.days, p.marked, p.main = nil, nil, nil, nil, nil
	p.title = said{text: r.head.Plain, line: r.head.Line}
	p.units = f.units[r.unit:r.stop:r.stop]
	if r.line {
		u := f.units[r.unit]
		u.block = &outline.Block{Kind: outline.Paragraph, Text: r.head}
		u.text = r.head.Flat()
		u.low = strings.ToLower(u.text.Plain)
		u.hinting = hintsIn(u.low)
		p.units = []unit{u}
	}
	for i := range p.units {
		p.units[i].next = false
	}
	for _, s := range f.daysOf(r.unit, r.stop) {
		s.unit -= r.unit
		s.next = false
		p.days = append(p.days, s)
	}
	return &p
}

// withoutDay takes the date and what ties it in out of a heading.
func withoutDay(h outline.Text, day string) string {
	i := strings.Index(h.Plain, day)
	if i < 0 {
		return cleanTitle(h.Plain)
	}
	before := tieWords.ReplaceAllString(strings.TrimRight(h.Plain[:i], " ,:–-("), "")
	if strings.TrimSpace(before) != "" {
		return cleanTitle(before)
	}
	return cleanTitle(strings.TrimLeft(h.Plain[i+len(day):], " ,:–-)"))
}

var tieWords = pattern.New(`(?i)(?:\s*,)?\s+(?:am|on|vom|le|du|el|op|der|den|(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\w*\.?,?)$`)

// sessions reads the records as the sessions of one event.
func (f *facts) sessions(records []record, first, last content.Date, taught lessons, h Hints) content.Event {
	d := newDraft(f, taught, h, func(*unit) bool { return true })
	d.known = newRoster()
	e := &d.event
	e.Title = d.listTitle(records[0].unit - 1)
	e.Date = first
	for _, r := range records {
		if r.date == first {
			e.Evidence = append(e.Evidence, r.said)
			break
		}
	}
	if last > first {
		e.EndDate = last
		for _, r := range records {
			if r.date == last {
				ev := r.said
				ev.Field = "end_date"
				e.Evidence = append(e.Evidence, ev)
				break
			}
		}
	}
	noise := f.refrain(records)
	for _, r := range records {
		d.session(r, noise)
	}
	if e.Zone == "" && d.hints.Zone == "" {
		d.doubt("zone", fmt.Sprintf("In which time zone does %s take place?", e.Title))
	}
	return d.finish()
}

// listTitle is the document's title, or its first line; of a path of names the
// last one.
func (d *draft) listTitle(before int) string {
	t := d.title
	if t.text == "" {
		for i := 0; i < before; i++ {
			if line := d.firstLine(i); line.Plain != "" {
				t = said{line.Plain, line.Line, "the first line"}
				break
			}
		}
	}
	if i := strings.LastIndex(t.text, " / "); i > 0 {
		t.text = strings.TrimSpace(t.text[i+3:])
	}
	d.note("title", t.text, t.line, t.text, t.rule)
	return t.text
}

// refrain finds the lines that come back in record after record: no text of
// any of them.
func (f *facts) refrain(records []record) map[string]bool {
	count := map[string]int{}
	for _, r := range records {
		seen := map[string]bool{}
		for i := r.unit; i < r.stop; i++ {
			for _, line := range f.units[i].block.Lines() {
				if !seen[line.Plain] {
					seen[line.Plain] = true
					count[line.Plain]++
				}
			}
		}
	}
	noise := map[string]bool{}
	for line, n := range count {
		if n >= 3 && n*3 > len(records) {
			noise[line] = true
		}
	}
	return noise
}

// shortItem is how many bytes a remark about a session has: "2 on stage".
const shortItem = 40

// session reads one record: a line "Title - Speakers", an abstract, "About X"
// blocks.
func (d *draft) session(r record, noise map[string]bool) {
	type block struct {
		who  string
		text []string
	}
	var head outline.Text
	at := r.unit
	var abstract []string
	var about []block
	for i := r.unit; i < r.stop; i++ {
		for _, line := range d.units[i].block.Lines() {
			switch {
			case head.Plain == "":
				head, at = line, i
				continue
			case noise[line.Plain] || d.units[i].block.Kind == outline.Item && len(line.Plain) < shortItem || pageLinks.MatchString(line.Plain):
				continue
			}
			if m := aboutName(line.Plain); m != nil && looksNamed(m[1]) {
				about = append(about, block{who: bareName(m[1])})
				continue
			}
			if len(about) > 0 {
				about[len(about)-1].text = append(about[len(about)-1].text, line.Markdown())
			} else {
				abstract = append(abstract, line.Markdown())
			}
		}
	}
	if head.Plain == "" {
		return
	}
	known := newRoster()
	for _, b := range about {
		known.add(b.who)
	}
	p := splitEntry(head, known, -1)
	t := talk{unit: at, line: head.Line, text: head.Plain, rule: "the first line of an entry of the list", people: p.people}
	t.Title = p.title
	if t.Title == "" {
		t.Title = head.Plain
	}
	t.Abstract = strings.Join(abstract, "\n\n")
	for i, b := range about {
		if who := sameAs(b.who, t.people, known); who != "" {
			about[i].who = who
		} else {
			t.people = append(t.people, person{name: b.who, line: head.Line, text: "About " + b.who})
		}
	}
	for i := range t.people {
		t.people[i].name = d.addPerson(t.people[i])
	}
	for _, b := range about {
		name := d.personNamed(b.who)
		if key := content.Fold(name); name != "" && d.bios[key] == "" {
			d.addBio(name, outline.Text{Plain: strings.Join(b.text, "\n\n")})
		}
	}
	d.addTalk(t)
}

// sameAs returns the name by which one of the people goes who is presented as
// who: the same name, or one that shares a word with it and is presented
// nowhere else ("Ana B Finch Jr" and "Ana Beth Finch").
func sameAs(who string, people []person, presented *roster) string {
	for _, q := range people {
		if sameName(q.name, who) {
			return q.name
		}
	}
	for _, q := range people {
		if !presented.has(q.name) && sharesName(q.name, who) {
			return q.name
		}
	}
	return ""
}

func sharesName(a, b string) bool {
	for _, x := range content.Words(a) {
		for _, y := range content.Words(b) {
			if x == y && len(x) > 2 {
				return true
			}
		}
	}
	return false
}

// looksNamed reports whether what stands behind "About" can be a person.
func looksNamed(s string) bool {
	w := strings.Fields(bareName(s))
	if len(w) < 2 || len(w) > maxNameWords {
		return false
	}
	for _, x := range w {
		if !isUpper(firstRune(x)) && !particles.lower(x) {
			return false
		}
	}
	return !noName.set[content.Fold(w[0])]
}
