package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// How long the line is at most that names a talk and who gives it, and how long
// what is told of the talk below it is at least.
const (
	longestSigned = 200
	leastTold     = 100
)

// cutMarks are the marks between a talk and who gives it above what is told of it.
var cutMarks = pattern.OneOf(" - ", "–", "—", " | ")

// signedLines reads talks that stand as a line of their own, without a mark that
// sets them off: as a paragraph that ends on the linked name of who speaks, "Owls
// by hand with [Ana Finch](address)", or above what is told of them, "Owls by
// hand - Ana Finch". One such line shows nothing; several of one form do.
func (d *draft) signedLines() {
	if d.complete() {
		return
	}
	var at []int
	var texts []outline.Text
	for i := range d.units {
		u := &d.units[i]
		if u.block.Kind != outline.Paragraph || u.block.Depth > 0 || len(u.text.Plain) < 12 || !d.keep(u) || u.role != plain && u.role != programme && u.role != coming || len(at) == maxTalks {
			continue
		}
		lines := u.block.Lines()
		for n, line := range lines[:min(len(lines), 2)] {
			switch told := n+1 < len(lines) && len(lines[n+1].Plain) >= leastTold; {
			case len(line.Plain) > longestSigned:
			case told && cutMarks.In(line.Plain), len(lines) == 1 && endsOnPerson(line):
				at, texts = append(at, i), append(texts, undecorated(line))
			}
		}
	}
	if len(texts) < 2 {
		return
	}
	split := newSeries(texts, d.known).split()
	forms := map[[2]string]int{}
	for n := range split {
		if p := &split[n]; len(p.people) == 0 || shaped(p.people[0].name) < 2 && !d.known.has(p.people[0].name) || pausing(p.title, true) || length(p.title) < 2 || isRole(p.title) || !titleBegins(texts[n]) {
			p.people = nil
		} else {
			forms[p.form()]++
		}
	}
	for n, p := range split {
		if len(p.people) == 0 || forms[p.form()] < 2 {
			continue
		}
		t := talk{unit: at[n], line: texts[n].Line, text: texts[n].Plain, rule: "one of several lines that name a talk and its speaker", people: p.people}
		t.Title = p.title
		if u := &d.units[at[n]]; len(u.block.Lines()) > 1 {
			if i := strings.Index(u.block.Text.Plain, texts[n].Plain); i >= 0 {
				t.Abstract = strings.TrimSpace(u.block.Text.Slice(i+len(texts[n].Plain), len(u.block.Text.Plain)).Markdown())
			}
		}
		d.addTalk(t)
	}
}

// endsOnPerson reports whether a line ends on the name of somebody, linked to a
// page of theirs, to whom "by" or "with" leads.
func endsOnPerson(t outline.Text) bool {
	links := t.Links()
	if len(links) == 0 {
		return false
	}
	l := links[len(links)-1]
	if l.End < len(strings.TrimRight(t.Plain, " .")) || l.Start == 0 || !personLink(l.URL) {
		return false
	}
	by := byWords(t.Plain[:l.Start] + "x")
	return len(by) > 0 && by[len(by)-1][1] == l.Start
}

// titleBegins reports whether a line begins as a title does, and neither invites
// nor labels.
func titleBegins(t outline.Text) bool {
	if l, _, _ := readLabel(t); l != noLabel {
		return false
	}
	first := firstRune(strings.TrimLeft(t.Plain, `"“„«‘'`))
	return (isUpper(first) || first >= '0' && first <= '9' || script(first)) && hintsIn(strings.ToLower(t.Plain)).cues&(comingCue|recapCue|groupCue) == 0
}
