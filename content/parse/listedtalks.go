package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// A list is the items of one list, as far as they may be talks.
type list struct {
	items []listItem
	led   bool // a heading, or the paragraph above, announces talks
	above int  // the unit of the paragraph above, -1
	plain bool // nothing says what the list is of
}

// A listItem is one point of a list with the points beneath it.
type listItem struct {
	unit  int
	below []int
}

// lists gathers the lists of the event's sections.
func (d *draft) lists() []list {
	var out []list
	var cur list
	var before *unit // the paragraph above the list
	above := -1
	var sec *outline.Section
	end := func() {
		if len(cur.items) > 0 {
			out = append(out, cur)
		}
		cur = list{}
	}
	for i := range d.units {
		u := &d.units[i]
		if u.sec != sec {
			end()
			sec, before, above = u.sec, nil, -1
		}
		switch {
		case !d.keep(u) || u.block.Kind == outline.Heading:
		case u.block.Kind == outline.Paragraph && u.block.Depth == 0:
			end()
			before, above = u, i
		case u.block.Kind != outline.Item && len(cur.items) > 0 || u.block.Depth > 1:
			if n := len(cur.items); n > 0 {
				cur.items[n-1].below = append(cur.items[n-1].below, i)
			}
		case u.block.Kind != outline.Item || u.block.Depth != 1:
		case len(cur.items) == maxTalks:
		default:
			if len(cur.items) == 0 {
				cur.above = above
				cur.led = u.role == programme || u.role == speaking || before != nil && leadsIn(before.text.Plain)
				cur.plain = !cur.led && (u.role == plain || u.role == coming) && (before == nil || !otherList.MatchString(lastSentence(before.text.Plain)))
			}
			if cur.led || cur.plain {
				cur.items = append(cur.items, listItem{unit: i})
			}
		}
	}
	end()
	return out
}

// otherList are words by which a paragraph announces a list of something else
// than talks.
var otherList = pattern.New(`(?i)\b(?:books?|read(?:ing)?|papers?|links?|articles?|resources|sponsors?|organi[sz]ers?|committee|board|team|contacts?|jobs?|thanks?|books|bücher|literatur|livres|libros|winners?|past|previous|archive|attendees)\b`)

// lastSentence returns what stands behind a paragraph's last full stop.
func lastSentence(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), ".…:?")
	return s[1+strings.LastIndexAny(s, ".!"):]
}

// listedTalks reads lists without times of talks with their speakers.
func (d *draft) listedTalks() {
	for _, l := range d.lists() {
		d.listTalks(l)
	}
}

func (d *draft) listTalks(l list) {
	if d.listedPanel(l) {
		return
	}
	texts := make([]outline.Text, len(l.items))
	for n, it := range l.items {
		if len(d.units[it.unit].text.Plain) < 400 {
			texts[n] = d.firstLine(it.unit)
		}
	}
	if !l.led { // most lists of a document are of something else
		first, hits := min(len(texts), 3), 0
		for n := range first {
			if len(splitEntry(texts[n], d.known, 0).people) > 0 || len(d.speakersBelow(l.items[n])) > 0 {
				hits++
			}
		}
		if hits == 0 {
			return
		}
	}
	split := newSeries(texts, d.known).split()
	if !l.led && !d.speaksOfTalks(l, texts, split) {
		return
	}
	given := d.givenFirst(l, texts)
	if given == nil && l.led {
		given = givenLast(texts)
	}
	for n, it := range l.items {
		text, p := texts[n], split[n]
		if len(p.people) == 0 && given != nil {
			p = given[n]
		}
		if q, ok := titledLink(text); ok && d.talkList(it.unit) && (!p.sure || p.first && !d.known.has(p.people[0].name) && shaped(p.people[0].name) < 2) {
			p = q
		}
		if text.Plain == "" || len(strings.Fields(text.Plain)) > 40 || struck(text) {
			continue
		}
		t := talk{unit: it.unit, line: text.Line, text: text.Plain, rule: "an entry of the list of talks", people: p.people}
		t.Title = p.title
		if len(p.people) == 0 {
			t.people = d.speakersBelow(it)
			named := len(t.people) > 0
			title := text.Plain
			if p.title != "" {
				title = p.title
			}
			if !named && !d.talkList(it.unit) || pausing(title, true) || len(strings.Fields(title)) > 12 && !named || !isUpper(firstRune(strings.TrimLeft(title, `"“„«‘'`))) {
				continue
			}
			t.Title = title
		}
		if pausing(p.title, true) && len(p.people) > 0 {
			continue
		}
		if len(p.people) > 0 && d.units[it.unit].role == speaking && !quoted(p.title) && p.url == "" && strings.HasPrefix(text.Plain, p.people[0].name) {
			for _, q := range p.people { // a list of people with a word about each
				d.addPerson(q)
			}
			continue
		}
		for _, l := range text.Links() {
			d.material(&t, l.URL, text.Plain[l.Start:l.End])
		}
		t.Abstract = d.abstractBelow(it, t.people)
		d.addTalk(t)
	}
}

// speaksOfTalks reports whether a list that nothing announces is one of talks:
// most of its entries name a speaker, and do it alike.
func (d *draft) speaksOfTalks(l list, texts []outline.Text, split []parts) bool {
	hits, firm := 0, 0
	for n, p := range split {
		title, people := p.title, p.people
		if len(people) == 0 {
			title, people = texts[n].Plain, d.speakersBelow(l.items[n])
		}
		if len(people) == 0 || pausing(title, true) || isRole(title) && len(strings.Fields(title)) < 4 || length(title) < 2 && !quoted(title) {
			continue
		}
		hits++
		if p.sure || shaped(people[0].name) == 2 || people[0].affiliation != "" || d.known.has(people[0].name) {
			firm++
		}
	}
	return firm > 0 && hits*3 >= len(split)*2 || hits > 1 && hits == len(split)
}

// speakersBelow returns whom the points beneath an item name as its speakers:
// "Speaker: Ana Finch", "Ana Finch (Acme)".
func (d *draft) speakersBelow(it listItem) []person {
	if lines := d.units[it.unit].block.Lines(); len(lines) > 1 {
		if who := d.speakerLine(lines[1]); len(who) > 0 {
			return who
		}
	}
	for _, j := range it.below[:min(len(it.below), 4)] {
		if who := d.speakerLine(d.firstLine(j)); len(who) > 0 {
			return who
		}
	}
	return nil
}

// speakerLine reads a line that is nothing but a talk's speakers, labelled or
// not.
func (d *draft) speakerLine(t outline.Text) []person {
	switch l, _, rest := readLabel(t); l {
	case speakerLabel:
		return readSlot(rest, d.known)
	case noLabel:
	default:
		return nil
	}
	if len(t.Plain) > 120 || len(strings.Fields(t.Plain)) > 12 {
		return nil
	}
	if m := moderators.FindStringIndex(t.Plain); m != nil {
		return readSlot(t, d.known)
	}
	if who := readPeople(t, d.known); len(who) > 0 && peopleScore(t, d.known) >= 2 {
		return who
	}
	return nil
}

// abstractBelow joins what the points beneath an item say of the talk.
func (d *draft) abstractBelow(it listItem, who []person) string {
	var parts []string
	for _, j := range it.below {
		u := &d.units[j]
		if u.block.Kind == outline.Row || u.block.Kind == outline.Code || len(strings.Fields(u.text.Plain)) < 8 {
			continue
		}
		if name, n := namePrefix(u.text.Plain); n > 0 && len(who) > 0 && sameName(name, who[0].name) {
			continue // a bio
		}
		text := u.block.Text
		if l, _, rest := readLabel(text); l == abstractLabel {
			text = rest
		} else if l != noLabel {
			continue
		}
		parts = append(parts, text.Markdown())
	}
	return strings.Join(parts, "\n\n")
}

func (d *draft) firstLine(i int) outline.Text {
	lines := d.units[i].block.Lines()
	if len(lines) == 0 {
		return outline.Text{}
	}
	return lines[0]
}
