package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
)

// tabledTalks reads tables that have a column of talks and one of speakers,
// and no times.
func (d *draft) tabledTalks() {
	var header *outline.Block
	for i := range d.units {
		u := &d.units[i]
		switch {
		case u.block.Kind != outline.Row:
			header = nil
			continue
		case u.block.Header:
			header = u.block
			continue
		case header == nil || !d.keep(u) || u.role == aside || u.role == sponsors:
			continue
		}
		var title, people, org outline.Text
		for c, cell := range u.block.Cells[:min(len(u.block.Cells), len(header.Cells))] {
			switch columnOf(header.Cells[c].Plain) {
			case "title":
				title = cell.Flat()
			case "people":
				people = cell.Flat()
			case "company":
				org = cell.Flat()
			}
		}
		if title.Plain == "" {
			continue
		}
		t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "a row of the table of talks"}
		if people.Plain == "" { // "*Owls* (Ana Finch), *Bats* (Bo Reed)"
			for _, p := range d.talksIn(title) {
				t.Title, t.people = p.title, p.people
				d.addTalk(t)
			}
			continue
		}
		t.Title, t.people = title.Plain, readSlot(people, d.known)
		if len(t.people) == 0 || pausing(t.Title, true) {
			continue
		}
		for j := range t.people {
			if t.people[j].affiliation == "" && orgLike(org.Plain) {
				t.people[j].affiliation = org.Plain
			}
		}
		for _, l := range u.text.Links() {
			d.material(&t, l.URL, u.text.Plain[l.Start:l.End])
		}
		d.addTalk(t)
	}
}

// talksIn reads the talks that stand one behind another in a cell or a line,
// each with its speaker: "*Owls* (Ana Finch), *Bats* (Bo Reed)", "Ana Finch:
// Owls; Bo Reed: Bats".
func (d *draft) talksIn(t outline.Text) []parts {
	pieces := talkPieces(t)
	var out []parts
	for n, p := range newSeries(pieces, d.known).split() {
		if len(p.people) > 0 && !pausing(p.title, true) && (p.sure || len(pieces) > 1 || shaped(p.people[0].name) == 2) && pieces[n].Plain != "" {
			out = append(out, p)
		}
	}
	return out
}

// talkPieces parts the talks of a cell or a line.
func talkPieces(t outline.Text) []outline.Text {
	var pieces []outline.Text
	start, depth := 0, 0
	for i, r := range t.Plain {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ';', '\n':
			if depth == 0 {
				pieces, start = append(pieces, t.Slice(start, i)), i+1
			}
		case ',':
			if depth == 0 && i > 0 && t.Plain[i-1] == ')' {
				pieces, start = append(pieces, t.Slice(start, i)), i+1
			}
		}
	}
	return append(pieces, t.Slice(start, len(t.Plain)))
}

// boldTalks reads paragraphs that begin with a talk's title or its speaker in
// bold: "**Owls** - Ana Finch", with the abstract below. Where talks are known
// already, only a section of talks can hold more.
func (d *draft) boldTalks(more bool) {
	var at []int
	var texts []outline.Text
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind != outline.Paragraph && u.block.Kind != outline.Quote || u.role != programme && (more || u.role != plain && u.role != coming) || len(at) == maxTalks {
			continue
		}
		for _, line := range u.block.Lines() {
			line = undecorated(line)
			bold := false
			for _, m := range line.Marks {
				bold = bold || m.Style == outline.Bold && m.Start == 0 && m.End < len(line.Plain) && len(line.Plain) < 200
			}
			if bold {
				at, texts = append(at, i), append(texts, line)
			}
		}
	}
	for n, p := range newSeries(texts, d.known).split() {
		u, text := &d.units[at[n]], texts[n]
		if len(p.people) == 0 || pausing(p.title, true) || isRole(p.title) || length(p.title) < 2 && !quoted(p.title) || strings.HasSuffix(boldPart(text), ":") {
			continue
		}
		if !p.sure && u.role != programme && p.people[0].affiliation == "" && shaped(p.people[0].name) < 2 && len(texts) < 2 {
			continue
		}
		t := talk{unit: at[n], line: text.Line, text: text.Plain, rule: "a line that begins with a talk in bold", people: p.people}
		t.Title = p.title
		for _, l := range text.Links() {
			d.material(&t, l.URL, text.Plain[l.Start:l.End])
		}
		stop := len(d.units)
		if n+1 < len(at) {
			stop = at[n+1]
		}
		var abstract []string
		for j := at[n] + 1; j < stop && j < at[n]+4 && d.units[j].sec == u.sec; j++ {
			if d.units[j].block.Kind != u.block.Kind || len(strings.Fields(d.units[j].text.Plain)) < 8 || d.units[j].cues&(clockCue|groupCue) != 0 {
				break
			}
			abstract = append(abstract, d.units[j].block.Text.Markdown())
		}
		t.Abstract = strings.Join(abstract, "\n\n")
		d.addTalk(t)
	}
}

// boldPart returns what a text that begins in bold has in bold.
func boldPart(t outline.Text) string {
	for _, m := range t.Marks {
		if m.Style == outline.Bold && m.Start == 0 {
			return strings.TrimSpace(t.Plain[:m.End])
		}
	}
	return ""
}
