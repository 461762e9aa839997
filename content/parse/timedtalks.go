package parse

import (
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// timedTalks reads a programme with times: its entries are the agenda, and
// those that people come to hear are talks. It reports whether there is one.
func (d *draft) timedTalks() bool {
	entries := d.findEntries(func(u *unit) bool { return d.keep(u) && u.role != aside })
	if len(entries) == 0 {
		return false
	}
	texts := make([]outline.Text, 0, len(entries))
	for _, e := range entries {
		if e.title.Plain != "" && e.people.Plain == "" {
			texts = append(texts, e.title)
		} else {
			texts = append(texts, d.entryLine(e.text))
		}
		item := content.AgendaItem{Start: e.span.From, End: e.span.To, Text: strings.TrimSpace(e.text.Flat().Plain)}
		if item.Start == "" {
			item.Start = item.End
			item.End = ""
		}
		if e.mark != nil && d.event.EndDate != "" {
			item.Date = d.dayOfMark(*e.mark)
		}
		d.event.Agenda = append(d.event.Agenda, item)
		d.note("agenda", string(item.Start)+" "+item.Text, e.text.Line, e.span.Text+" "+item.Text, "an entry that begins with a time")
	}
	written := newSeries(texts, d.known)
	if name := d.workshop(); name != "" && written.lead() == 0 {
		// the programme of one workshop: its points are no talks
		t := talk{unit: entries[0].unit, line: d.title.line, text: d.title.text, rule: "the event is one workshop"}
		t.Title = name
		d.addTalk(t)
		return true
	}
	split := written.split()
	d.titlesAlone(entries, split)
	named := 0
	for i, e := range entries {
		if e.people.Plain != "" || len(split[i].people) > 0 && !pausing(split[i].title, true) || d.namedBelow(e) {
			named++
		}
	}
	for i, e := range entries {
		if struckOut(e.text) {
			continue
		}
		d.entryTalk(e, split[i], i+1 == len(entries), named > 0)
	}
	return true
}

// namedBelow reports whether the line below an entry names its speakers.
func (d *draft) namedBelow(e entry) bool {
	if len(e.rest) == 0 {
		return false
	}
	t := d.units[e.rest[0]].text
	return len(t.Plain) < 120 && peopleScore(t, d.known) > 1 && len(readPeople(t, d.known)) > 0
}

// struckOut reports whether most of a text is struck out: "~~Owls~~ cancelled".
func struckOut(t outline.Text) bool {
	struck := 0
	for _, m := range t.Marks {
		if m.Style == outline.Struck {
			struck += m.End - m.Start
		}
	}
	return struck*2 > len(t.Plain)
}

// entryLine returns what an entry of several lines is taken apart by: the
// first alone where the second names the speakers.
func (d *draft) entryLine(t outline.Text) outline.Text {
	if lines := t.Lines(); len(lines) > 1 && len(lines[1].Plain) < 120 && peopleScore(lines[1], d.known) > 1 && len(readPeople(lines[1], d.known)) > 0 {
		return lines[0]
	}
	return t
}

var workshops = pattern.New(`(?i)\b(?:workshop|taller|atelier|hands-on|kurs|curso)\b`)

// workshop returns the part of the title that names a workshop, "" when the
// event is none.
func (d *draft) workshop() string {
	for _, part := range strings.Split(d.title.text, ": ") {
		if workshops.MatchString(part) && len(strings.Fields(part)) > 1 {
			return part
		}
	}
	return ""
}

// entryTalk takes an entry of the programme as a talk, if it is one: it is the
// last, or others name their speakers.
func (d *draft) entryTalk(e entry, p parts, last, named bool) {
	t := talk{unit: e.unit, line: e.text.Line, text: e.text.Plain, rule: "an entry of the programme"}
	t.Start, t.End = e.span.From, e.span.To
	if e.mark != nil && d.event.EndDate != "" {
		t.Date = d.dayOfMark(*e.mark)
	}
	lines := e.text.Lines()
	if len(lines) == 0 {
		return
	}
	if len(lines) > 1 {
		if list := d.talksIn(e.text); len(list) > 1 { // several in a row: lightning talks
			for _, p := range list {
				t.Title, t.people = p.title, p.people
				d.addTalk(t)
			}
			return
		}
	}
	text := lines[0]
	if struck(text) {
		return
	}
	if e.title.Plain != "" && e.people.Plain == "" {
		text = e.title
	}
	if e.title.Plain != "" && (e.people.Plain != "" || len(p.people) == 0) {
		t.Title = e.title.Plain
		if e.people.Plain != "" {
			t.people = readSlot(e.people, d.known)
		}
		if pausing(t.Title, len(t.people) > 0) {
			return
		}
	} else {
		if pausing(text.Plain, false) && !(len(p.people) > 0 && p.sure && !pausing(p.title, true)) {
			return
		}
		if len(p.people) > 0 && pausing(p.title, true) {
			return
		}
		t.Title, t.people = p.title, p.people
		if len(t.people) == 1 && d.worksAt(t.people[0].name, t.Title) {
			t.people[0].affiliation = t.Title
			d.addPerson(t.people[0])
			return
		}
		if t.Title == "" {
			if who, topic, ok := d.willSpeak(text); ok {
				t.Title, t.people = topic, []person{who}
				d.addTalk(t)
				return
			}
			t.Title = text.Plain
			if placeholder.MatchString(t.Title) {
				d.slots = append(d.slots, e.span)
			}
			if who := d.nameAlone(text); len(who) > 0 && p.title == "" {
				for _, p := range who {
					d.addPerson(p)
				}
				return
			}
			t.Title = questions.ReplaceAllString(t.Title, "")
		}
		if len(t.people) == 0 && e.below.Plain != "" {
			t.people = d.speakerLine(e.below)
		}
		if len(t.people) == 0 && len(lines) > 1 {
			if who := readPeople(lines[1], d.known); len(who) > 0 && peopleScore(lines[1], d.known) > 1 {
				t.people = who
			}
		}
	}
	for _, l := range e.text.Links() {
		d.material(&t, l.URL, e.text.Plain[l.Start:l.End])
	}
	d.abstractFor(&t, e)
	if len(t.people) == 0 && t.Abstract == "" && !d.namesTalk(e, t, last, named) {
		if last || named || openEnd.MatchString(strings.TrimSpace(text.Plain)) {
			return
		}
		t.weak = true
	}
	d.addTalk(t)
}

// struck reports whether a line begins with words that were struck out.
func struck(t outline.Text) bool {
	for _, m := range t.Marks {
		if m.Style == outline.Struck && m.Start == 0 && m.End > 3 {
			return true
		}
	}
	return false
}

// openEnd is how an entry is timed that has no end: the evening's last.
var openEnd = pattern.New(`(?i)^(?:late|onwards?|open end|ende offen|till late|until late|\?+)\b|\b(?:late|onwards?|open end)$`)

// namesTalk reports whether an entry that names nobody is a talk all the same:
// it says so, or it reads like a title and the text speaks of it. What ends
// the evening, or is named in a word or two, is none.
func (d *draft) namesTalk(e entry, t talk, last, named bool) bool {
	text := e.text.Plain
	if quoted(text) || announces.MatchString(text) {
		return true
	}
	if openEnd.MatchString(strings.TrimSpace(text)) {
		return false
	}
	size := length(t.Title)
	if !named && (size > 3 || size == 3 && !last) {
		return true
	}
	for i := range d.units {
		if i != e.unit && d.keep(&d.units[i]) && d.units[i].role != aside && strings.Contains(d.units[i].text.Plain, t.Title) {
			return true
		}
	}
	return false
}

// length returns how many words a text has; where its script parts none, as
// many as another would take.
func length(s string) int {
	n := len(strings.Fields(s))
	if n < 3 && unspaced(s) {
		n = max(n, runes(s)/3)
	}
	return n
}

// unspaced reports whether a text is in a script that parts no words.
func unspaced(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return true
		}
	}
	return false
}

// worksAt reports whether the text says elsewhere that somebody is from what
// looks like the title of their talk: "Ana Finch - Acme".
func (d *draft) worksAt(name, org string) bool {
	if len(strings.Fields(org)) > 4 || !isUpper(firstRune(org)) {
		return false
	}
	for i := range d.units {
		text := d.units[i].text.Plain
		if !d.keep(&d.units[i]) || !strings.Contains(text, name) {
			continue
		}
		for _, word := range []string{" from ", " at ", " of ", " from the ", " bei ", " von ", " de ", " chez "} {
			if j := strings.Index(text, word+org); j >= 0 && abs(j-strings.Index(text, name)) < 120 {
				return true
			}
		}
	}
	return false
}

// willSpeak reads an entry that is a sentence: "Ana Finch will be talking about
// owls".
func (d *draft) willSpeak(t outline.Text) (person, string, bool) {
	name, n := namePrefix(t.Plain)
	if n == 0 {
		return person{}, "", false
	}
	p := prosePerson{start: 0, end: n}
	p.name, p.line, p.text = name, t.Line, t.Plain
	after := p.readBeside(t, n, len(t.Plain))
	r := proseReader{facts: d.facts, known: d.known, tongues: d.spokenTongues()}
	acts := r.performs(after)
	if acts == nil {
		return person{}, "", false
	}
	r.findTopic(&p, t, n, len(t.Plain), after, acts)
	return p.person, p.title, true
}

var questions = pattern.New(`(?i),\s*(?:ronda de preguntas|followed by q&a|inkl\. (?:fragen|diskussion)|q&a|and q&a|preguntas)\s*$`)

// nameAlone reads an entry that is only a person: "Ana Finch - Acme".
func (d *draft) nameAlone(t outline.Text) []person {
	name, n := namePrefix(t.Plain)
	if n == 0 || shaped(name) < 2 && !d.known.has(name) && (n < len(t.Plain) || !d.speaksOf(name)) {
		return nil
	}
	rest := strings.Trim(t.Plain[n:], " -–—:,()")
	if len(strings.Fields(rest)) > 4 {
		return nil
	}
	p := person{name: name, line: t.Line, text: t.Plain}
	p.beside(rest)
	return []person{p}
}

// abstractFor takes the paragraphs between this entry and the next.
func (d *draft) abstractFor(t *talk, e entry) {
	var parts []string
	for _, j := range e.rest {
		u := &d.units[j]
		switch u.block.Kind {
		case outline.Row, outline.Code:
			return
		}
		if len(t.people) == 0 && len(parts) == 0 && len(u.text.Plain) < 120 {
			if who := readPeople(u.text, d.known); len(who) > 0 && peopleScore(u.text, d.known) > 1 {
				t.people = who
				continue
			}
		}
		if len(t.people) == 0 {
			if who := d.byLine(u.text); len(who) > 0 {
				t.people = who
				continue
			}
		}
		if u.block.Kind == outline.Paragraph && d.units[e.unit].block.Kind == outline.Item && u.block.Depth == 0 {
			break // a paragraph after the list belongs to no entry
		}
		if len(strings.Fields(u.text.Plain)) < 8 {
			continue
		}
		parts = append(parts, u.block.Text.Markdown())
	}
	t.Abstract = strings.Join(parts, "\n\n")
}

// byLine reads a line that is "by" and names, below what they give: "Par Ana
// Finch".
func (d *draft) byLine(t outline.Text) []person {
	if len(t.Plain) > longestLead {
		return nil
	}
	by := byWords(" " + t.Plain)
	if len(by) == 0 || by[0][0] != 0 {
		return nil
	}
	return readGiven(t.Slice(by[0][1]-1, len(t.Plain)), d.known)
}
