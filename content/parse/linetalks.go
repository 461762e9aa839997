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
		var title, people outline.Text
		for c, cell := range u.block.Cells[:min(len(u.block.Cells), len(header.Cells))] {
			switch columnOf(header.Cells[c].Plain) {
			case "title":
				title = cell.Flat()
			case "people":
				people = cell.Flat()
			}
		}
		if title.Plain == "" || people.Plain == "" {
			continue
		}
		t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "a row of the table of talks", people: readSlot(people, d.known)}
		t.Title = title.Plain
		if len(t.people) == 0 || pausing(t.Title, true) {
			continue
		}
		for _, l := range u.text.Links() {
			d.material(&t, l.URL, u.text.Plain[l.Start:l.End])
		}
		d.addTalk(t)
	}
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
		line := d.firstLine(i)
		for _, m := range line.Marks {
			if m.Style == outline.Bold && m.Start == 0 && m.End < len(line.Plain) && len(line.Plain) < 200 {
				at, texts = append(at, i), append(texts, line)
				break
			}
		}
	}
	for n, p := range splitSeries(texts, d.known) {
		u, text := &d.units[at[n]], texts[n]
		if len(p.people) == 0 || pausing(p.title, true) || isRole(p.title) || len(strings.Fields(p.title)) < 2 && !quoted(p.title) || strings.HasSuffix(boldPart(text), ":") {
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
