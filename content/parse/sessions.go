package parse

import (
	"fmt"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

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
