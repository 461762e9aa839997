package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// behindDay is a bracket that follows a heading's day: "12.05.2026 (Acme)".
var behindDay = pattern.New(`^[\s:,–-]*\(([\p{Lu}\d][^()]{1,60})\)`)

// headPlace returns what stands in brackets behind the day with which an
// entry's heading begins, or "".
func headPlace(r record) string {
	rest, ok := strings.CutPrefix(r.head.Plain, r.said.Text)
	if !ok {
		return ""
	}
	m := behindDay.FindStringSubmatch(rest)
	if m == nil || len(when.Times(m[1]))+len(when.Dates(m[1])) > 0 || placeholder.MatchString(m[1]) {
		return ""
	}
	return m[1]
}

// placedHeads reports whether the headings of a list hold nothing but days and
// what stands in brackets behind them, which is then where the group met: a
// place comes back.
func placedHeads(records []record) bool {
	seen := map[string]int{}
	again := false
	for _, r := range records {
		place := headPlace(r)
		if place == "" {
			return false
		}
		seen[place]++
		again = again || seen[place] > 1
	}
	return again
}

// likeNext reports whether the heading that gives the document its title is the
// first of several that are days: the document has no title then.
func (f *facts) likeNext(sec *outline.Section) bool {
	if f.title.rule != "the first heading" {
		return false
	}
	next := false
	for i := range f.units {
		s := f.units[i].sec
		if s == sec || s.Level != sec.Level {
			continue
		}
		if next = len(when.Dates(s.Heading.Plain)) > 0; !next {
			return false
		}
	}
	return next
}

// givenNames collects the first names of those whom the texts of a list name in
// full before a colon.
func (f *facts) givenNames(records []record) map[string]bool {
	var lines []outline.Text
	for _, r := range records {
		for i := r.unit; i < r.stop; i++ {
			lines = append(lines, f.units[i].text)
		}
	}
	return givenIn(lines)
}

// ledTalks reads the talks of an entry whose lines begin with their speakers
// and a colon: "Ana Finch: Owls - how they fly". What follows a dash or the
// first sentence is about the talk.
func (d *draft) ledTalks(given map[string]bool) {
	read := map[int]bool{}
	for _, t := range d.talks {
		if t.unit < 0 || t.unit >= len(d.units) {
			return
		}
		if who, _ := leadingNames(d.units[t.unit].text, given); len(who) == 0 {
			return // the talks stand elsewhere
		}
		read[t.unit] = true
	}
	for i := range d.units {
		u := &d.units[i]
		if read[i] || u.block.Kind != outline.Paragraph && u.block.Kind != outline.Item || u.block.Depth > 1 {
			continue
		}
		who, rest := leadingNames(u.text, given)
		if len(who) == 0 || len(rest.Plain) > maxUnitBytes {
			continue
		}
		title := rest.Plain
		for _, m := range separators(title) {
			if from, _, sep := cutAt(title, m); strings.Trim(sep, "-–— ") == "" && from > 3 {
				title = title[:from]
				break
			}
		}
		sentence := false
		if i := strings.Index(title, ". "); i > 0 {
			title, sentence = title[:i], true
		}
		for j := range who {
			who[j].name = d.addPerson(who[j])
		}
		if title = cleanTitle(title); sentence && len(title) > longestLead {
			continue // a talk without a title
		}
		t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "a line that begins with its speakers", people: who}
		t.Title = title
		d.addTalk(t)
	}
}

// longestLine is how many bytes an entry's one line has that is its talk.
const longestLine = 160

// seriesTalks reads the talks of entries that hold one line each: together they
// tell on which side of a dash the speakers stand. One entry that is none of
// that kind proves nothing, most have to be.
func seriesTalks(drafts []*draft) {
	var lines []outline.Text
	var owner []*draft
	for _, d := range drafts {
		if len(d.talks) > 0 {
			continue
		}
		var own []*unit
		for i := range d.units {
			if u := &d.units[i]; u.block.Kind != outline.Heading && u.low != "" {
				own = append(own, u)
			}
		}
		if len(own) == 1 && len(own[0].low) < longestLine {
			lines, owner = append(lines, own[0].text), append(owner, d)
		}
	}
	if len(lines) < leastDated {
		return
	}
	split := newSeries(lines, newRoster()).split()
	named := 0
	for _, p := range split {
		if len(p.people) > 0 && p.title != "" && !pausing(p.title, true) {
			named++
		}
	}
	if named < leastDated || named*3 < len(lines)*2 {
		return
	}
	for n, p := range split {
		if len(p.people) == 0 || p.title == "" || pausing(p.title, true) {
			continue
		}
		d, t := owner[n], talk{line: lines[n].Line, text: lines[n].Plain, rule: "the only line of an entry of the list, as in the others", people: p.people}
		t.Title = p.title
		for i := range t.people {
			t.people[i].name = d.addPerson(t.people[i])
		}
		d.addTalk(t)
	}
}
