package parse

import (
	"regexp"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// readTalks gathers talks from where they may stand, the surest place first:
// the front matter, a timed programme, labels, lists, headings, prose.
func (d *draft) readTalks() {
	d.frontTalks()
	timed := d.timedTalks()
	if len(d.talks) == 0 {
		d.labelledTalks()
	}
	if len(d.talks) == 0 {
		d.listedTalks()
	}
	if len(d.talks) == 0 {
		d.headedTalks()
	}
	d.titleTalk()
	d.proseTalks(timed)
	d.findMaterial()
	for i := range d.talks {
		for j, p := range d.talks[i].people {
			d.talks[i].people[j].name = d.addPerson(p)
		}
	}
}

func (d *draft) addTalk(t talk) {
	t.Title = cleanTitle(announces.ReplaceAllString(strings.TrimSpace(t.Title), ""))
	if t.Title == "" || placeholder.MatchString(t.Title) {
		for _, p := range t.people {
			d.addPerson(p)
		}
		return
	}
	key := content.Fold(t.Title)
	if i, ok := d.titles[key]; ok && i < len(d.talks) {
		if len(d.talks[i].people) == 0 {
			d.talks[i].people = t.people
		}
		return
	}
	if len(d.talks) == maxTalks {
		return
	}
	d.titles[key] = len(d.talks)
	d.talks = append(d.talks, t)
}

// timedTalks reads a programme with times: its entries are the agenda, and
// those that people come to hear are talks. It reports whether there is one.
func (d *draft) timedTalks() bool {
	entries := d.findEntries(func(u *unit) bool { return d.keep(u) && u.role != aside })
	if len(entries) == 0 {
		return false
	}
	texts := make([]outline.Text, 0, len(entries))
	for _, e := range entries {
		texts = append(texts, e.text)
		item := content.AgendaItem{Start: e.span.From, End: e.span.To, Text: strings.TrimSpace(e.text.Flat().Plain)}
		if item.Start == "" {
			item.Start = item.End
			item.End = ""
		}
		d.event.Agenda = append(d.event.Agenda, item)
		d.note("agenda", string(item.Start)+" "+item.Text, e.text.Line, e.span.Text+" "+item.Text, "an entry that begins with a time")
	}
	lead := leadOf(texts, d.known)
	if name := d.workshop(); name != "" && lead == 0 {
		// the programme of one workshop: its points are no talks
		t := talk{unit: entries[0].unit, line: d.title.line, text: d.title.text, rule: "the event is one workshop"}
		t.Title = name
		d.addTalk(t)
		return true
	}
	for _, e := range entries {
		d.entryTalk(e, lead)
	}
	return true
}

var workshops = regexp.MustCompile(`(?i)\b(?:workshop|taller|atelier|hands-on|kurs|curso)\b`)

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

// entryTalk takes an entry of the programme as a talk, if it is one.
func (d *draft) entryTalk(e entry, lead int) {
	t := talk{unit: e.unit, line: e.text.Line, text: e.text.Plain, rule: "an entry of the programme"}
	t.Start, t.End = e.span.From, e.span.To
	lines := e.text.Lines()
	if len(lines) == 0 {
		return
	}
	text := lines[0]
	if e.title.Plain != "" {
		t.Title = e.title.Plain
		t.people = readPeople(e.people, d.known)
		if pausing(t.Title, len(t.people) > 0) {
			return
		}
	} else {
		p := splitEntry(text, d.known, lead)
		if pausing(text.Plain, false) && !(len(p.people) > 0 && p.sure && !pausing(p.title, true)) {
			return
		}
		if len(p.people) > 0 && pausing(p.title, true) {
			return
		}
		t.Title, t.people = p.title, p.people
		if t.Title == "" {
			t.Title = text.Plain
			if who := d.nameAlone(text); len(who) > 0 {
				for _, p := range who {
					d.addPerson(p)
				}
				return
			}
			t.Title = questions.ReplaceAllString(t.Title, "")
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
	d.addTalk(t)
}

var questions = regexp.MustCompile(`(?i),\s*(?:ronda de preguntas|followed by q&a|inkl\. (?:fragen|diskussion)|q&a|and q&a|preguntas)\s*$`)

// nameAlone reads an entry that is only a person: "Ana Finch - Acme".
func (d *draft) nameAlone(t outline.Text) []person {
	name, n := namePrefix(t.Plain)
	if n == 0 || shaped(name) < 2 && !d.known.has(name) {
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

var (
	talkLabel    = regexp.MustCompile(`(?i)^(?:talk|vortrag|titel|title|thema|topic|charla|ponencia|sujet|titre|título|présentation|presentation|conférence|session|was|what|onderwerp)(?:\s*#?\d+)?\s*(?::|\s[–-]\s|\s+(?:["“„«]))\s*`)
	speakerLabel = regexp.MustCompile(`(?i)^(?:speakers?|referent(?:en|in)?(?:\*?innen)?|sprecher(?:in)?|vortragende[r]?|presenter|ponentes?|intervenants?|orateur|conférencier|wer|who|by|von|spreker)\s*:\s*`)
	speakerBare  = regexp.MustCompile(`^(?:Speaker|Referent(?:in)?|Sprecher(?:in)?)\s+`)
	talkOf       = regexp.MustCompile(`^(?:Talk|Vortrag|Charla|Présentation|Conférence|Ponencia)\s+(?:(?:by|von|mit|par|por|de)\s+)?([^:]{2,60}?)\s*:\s*`)
)

// labelledTalks reads "Talk: ..." and "Speaker: ..." lines that stand
// together.
func (d *draft) labelledTalks() {
	var who []person
	last := -1 // index of the talk the next speaker belongs to
	each := func(i int, line outline.Text) {
		if !labelled(line.Plain) {
			return
		}
		if m := talkOf.FindStringSubmatchIndex(line.Plain); m != nil {
			name := line.Slice(m[2], m[3])
			people := readPeople(name, d.known)
			if full := d.known.called(name.Plain); len(people) == 0 && full != "" {
				people = []person{{name: full, line: line.Line, text: line.Plain}}
			}
			if len(people) == 0 && len(who) == 1 && strings.HasPrefix(content.Fold(who[0].name), content.Fold(name.Plain)) {
				people = who
			}
			if len(people) > 0 {
				t := talk{unit: i, line: line.Line, text: line.Plain, rule: "a line labelled as a talk", people: people}
				t.Title = line.Plain[m[1]:]
				d.addTalk(t)
				who, last = nil, -1
				return
			}
		}
		if m := speakerBare.FindStringIndex(line.Plain); m != nil {
			if name, n := namePrefix(line.Plain[m[1]:]); n > 0 && m[1]+n >= len(strings.TrimRight(line.Plain, " .:")) {
				who = []person{{name: name, line: line.Line, text: line.Plain}}
				return
			}
		}
		if m := speakerLabel.FindStringIndex(line.Plain); m != nil {
			people := readPeople(line.Slice(m[1], len(line.Plain)), d.known)
			if last >= 0 && len(d.talks[last].people) == 0 {
				d.talks[last].people = people
				last = -1
				return
			}
			who = people
			return
		}
		m := talkLabel.FindStringIndex(line.Plain)
		if m == nil {
			return
		}
		rest := line.Slice(m[1], len(line.Plain))
		if q := strings.TrimSpace(line.Plain[m[0]:m[1]]); strings.HasSuffix(q, `"`) || strings.HasSuffix(q, "“") || strings.HasSuffix(q, "„") || strings.HasSuffix(q, "«") {
			rest = line.Slice(m[1]-len(q)+len(strings.TrimRight(q, `"“„«`)), len(line.Plain))
		}
		t := talk{unit: i, line: line.Line, text: line.Plain, rule: "a line labelled as a talk", people: who}
		t.Title = rest.Plain
		if p := splitEntry(rest, d.known, 0); len(who) == 0 && len(p.people) > 0 && p.sure {
			t.Title, t.people = p.title, p.people
		}
		if len(strings.Fields(t.Title)) > 30 || len(t.Title) < 3 {
			return
		}
		before := len(d.talks)
		d.addTalk(t)
		if len(d.talks) > before {
			last = before
			if len(t.people) > 0 {
				last = -1
			}
		}
		who = nil
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Row {
			continue
		}
		for _, line := range u.block.Text.Lines() {
			each(i, line)
		}
	}
	for _, p := range who {
		d.addPerson(p)
	}
}

// labelled is a quick look whether a line can begin with a label.
func labelled(s string) bool {
	head := s[:min(len(s), 70)]
	return strings.ContainsAny(head, ":\"“„«–") || strings.Contains(head, " - ") || strings.HasPrefix(s, "Speaker") || strings.HasPrefix(s, "Referent") || strings.HasPrefix(s, "Sprecher")
}

var leadIn = regexp.MustCompile(`(?i)\b(?:line-?up|talks?|speakers?|programme?|programm|agenda|we have|sessions?|vorträge|charlas|themen|présentations|schedule|presentations)\b[^.!]*(?::|\.\.\.|…|\?)?\s*$`)

// listedTalks reads lists without times of talks with their speakers.
func (d *draft) listedTalks() {
	var items []int
	var before *unit // the paragraph above the list ...
	led := false     // ... announces talks
	var sec *outline.Section
	for i := range d.units {
		u := &d.units[i]
		if u.sec != sec {
			sec, before, led = u.sec, nil, false
		}
		if !d.keep(u) {
			continue
		}
		switch {
		case u.block.Kind == outline.Paragraph && u.block.Depth == 0:
			before, led = u, false
		case u.block.Kind != outline.Item || u.block.Depth != 1:
		case before != nil:
			led = len(before.text.Plain) < 600 && leadIn.MatchString(before.text.Plain)
			before = nil
			fallthrough
		case len(u.text.Plain) < 400 && (u.role == programme || u.role == speaking || led):
			items = append(items, i)
		}
	}
	items = items[:min(len(items), maxTalks)]
	texts := make([]outline.Text, 0, len(items))
	for _, i := range items {
		texts = append(texts, d.firstLine(i))
	}
	lead := leadOf(texts, d.known)
	for n, i := range items {
		text := texts[n]
		p := splitEntry(text, d.known, lead)
		if len(p.people) == 0 && d.talkList(i) && !pausing(text.Plain, false) && len(strings.Fields(text.Plain)) <= 12 && isUpper(firstRune(text.Plain)) {
			t := talk{unit: i, line: text.Line, text: text.Plain, rule: "an entry of the list of talks"}
			t.Title = text.Plain
			d.addTalk(t)
			continue
		}
		if len(p.people) == 0 || pausing(p.title, true) {
			continue
		}
		if d.units[i].role == speaking && !quoted(p.title) && p.url == "" && strings.HasPrefix(text.Plain, p.people[0].name) {
			for _, q := range p.people { // a list of people with a word about each
				d.addPerson(q)
			}
			continue
		}
		if len(strings.Fields(text.Plain)) > 40 {
			continue
		}
		t := talk{unit: i, line: text.Line, text: text.Plain, rule: "an entry of the list of talks", people: p.people}
		t.Title = p.title
		for _, l := range text.Links() {
			d.material(&t, l.URL, text.Plain[l.Start:l.End])
		}
		d.addTalk(t)
	}
}

// talkList reports whether the heading above a unit promises nothing but
// talks.
func (d *draft) talkList(i int) bool {
	switch content.Fold(strings.TrimSuffix(d.units[i].sec.Heading.Plain, ":")) {
	case "talks", "the talks", "vortrage", "charlas", "themen", "haupt themen", "hauptthemen", "topics", "lightning talks", "sessions", "presentations", "conferences", "sujets":
		return true
	}
	return false
}

func (d *draft) firstLine(i int) outline.Text {
	lines := d.units[i].block.Text.Lines()
	if len(lines) == 0 {
		return outline.Text{}
	}
	return lines[0]
}

var says = regexp.MustCompile(`(?i)^(?:by|von|par|por|speaker:|presented by)?\s*(.{3,60}?)\s*(?:says|writes|schreibt|sagt|dit)?\s*:?\s*$`)

// headedTalks reads sections whose heading is a talk's title, with the speaker
// in the heading or first thing below it.
func (d *draft) headedTalks() {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind != outline.Heading {
			continue
		}
		h := u.sec.Heading.Flat()
		if roleOf(h.Plain) != plain || u.role == venueRole || u.role == tickets || u.role == aside || u.role == sponsors || len(strings.Fields(h.Plain)) < 2 && u.role != programme || pausing(h.Plain, false) || h.Plain == d.title.text {
			continue
		}
		t := talk{unit: i, line: h.Line, text: h.Plain, rule: "a heading that names a talk"}
		if p := splitEntry(h, d.known, 0); len(p.people) > 0 && p.sure {
			t.Title, t.people = p.title, p.people
			d.addTalk(t)
			continue
		}
		if u.role != programme && u.sec.Level > 6 {
			continue
		}
		if i+1 == len(d.units) || d.units[i+1].sec != u.sec || d.units[i+1].block.Kind == outline.Item {
			continue
		}
		first := d.firstLine(i + 1)
		if first.Plain == "" {
			continue
		}
		who := d.belowHeading(i+1, first)
		if len(who) > 0 {
			t.Title, t.people = h.Plain, who
			var abstract []string
			for j := i + 2; j < len(d.units) && d.units[j].sec == u.sec; j++ {
				abstract = append(abstract, d.units[j].block.Text.Markdown())
			}
			t.Abstract = strings.Join(abstract, "\n\n")
			d.addTalk(t)
		}
	}
}

// belowHeading returns who speaks as the text right below a talk's heading has
// it: a name alone, or the first person of a programme's paragraph.
func (d *draft) belowHeading(i int, first outline.Text) []person {
	if m := says.FindStringSubmatchIndex(first.Plain); m != nil && len(first.Plain) <= 120 {
		name := first.Slice(m[2], m[3])
		if who := readPeople(name, d.known); len(who) > 0 && peopleScore(name, d.known) > 2 {
			return who
		}
	}
	if d.units[i].role != programme {
		return nil
	}
	one := d.inProse(func(u *unit) bool { return u == &d.units[i] }, d.known)
	if len(one) == 0 || one[0].start > 60 {
		return nil
	}
	return append([]person{one[0].person}, one[0].others...)
}

// titleTalk makes the event's title its one talk where the front matter or the
// text names the speaker and nothing else names a talk.
func (d *draft) titleTalk() {
	if len(d.talks) > 0 || d.title.text == "" {
		return
	}
	if v := d.front.get("speaker", "speakers", "referent", "referentin", "ponente", "intervenant", "presenter"); v != nil {
		var who []person
		texts := []*value{v}
		if len(v.list) > 0 {
			texts = v.list
		}
		for _, s := range texts {
			who = append(who, frontPeople(s)...)
		}
		if len(who) > 0 {
			t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as the front matter names a speaker", people: who}
			t.Title = d.title.text
			d.addTalk(t)
		}
		return
	}
	if p := splitEntry(outline.Text{Plain: d.titleWithoutDay(), Line: d.title.line}, d.known, 0); len(p.people) > 0 && shaped(p.people[0].name) == 2 && (p.sure || d.mentions(p.people[0].name)) {
		t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title names a talk and its speaker", people: p.people}
		t.Title = p.title
		d.addTalk(t)
	}
}

// mentions reports whether the text names somebody.
func (d *draft) mentions(name string) bool {
	for i := range d.units {
		if d.keep(&d.units[i]) && strings.Contains(d.units[i].text.Plain, name) {
			return true
		}
	}
	return false
}

// titleWithoutDay leaves out of a title such as "Rivertown, 9th March 2017 - Ana
// Finch - Owls" the part that says when and where.
func (d *draft) titleWithoutDay() string {
	pieces := strings.Split(d.title.text, " - ")
	if len(pieces) < 3 {
		return d.title.text
	}
	var out []string
	for _, p := range pieces {
		if len(when.Dates(p)) == 0 && hintsIn(strings.ToLower(p)).cues&groupCue == 0 {
			out = append(out, p)
		}
	}
	return strings.Join(out, " - ")
}
