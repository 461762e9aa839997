package parse

import (
	"strings"
	"unicode"

	"meetupbot/content/parse/outline"
)

// pairedTalks reads paragraphs of two lines, or two paragraphs below each
// other, of which one is a talk's title and the other who gives it. The form
// shows where several stand so, or where the section is the programme.
func (d *draft) pairedTalks() {
	type pair struct {
		unit  int
		title outline.Text
		who   []person
		above bool // the people stand above the title
	}
	var found []pair
	above := 0
	led := false
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind != outline.Paragraph && u.block.Kind != outline.Quote || u.role != plain && u.role != programme && u.role != speaking && u.role != coming {
			continue
		}
		lines := u.block.Lines()
		if len(lines) < 2 || len(lines) > 3 || len(found) == maxTalks {
			continue
		}
		for _, first := range []bool{true, false} {
			name, title := lines[1], lines[0]
			if first {
				name, title = lines[0], lines[1]
			}
			who := d.speakerLine(undecorated(name))
			if len(who) == 0 || !titleLike(title) || placeNoun.MatchString(who[0].name) {
				continue
			}
			found = append(found, pair{i, title, who, first})
			if first {
				above++
			}
			led = led || u.role == programme || u.role == speaking
			break
		}
	}
	if len(found) < 2 && !led {
		return
	}
	for _, p := range found {
		if p.above != (above*2 > len(found)) {
			continue
		}
		t := talk{unit: p.unit, line: p.title.Line, text: d.units[p.unit].text.Plain, rule: "two lines, a talk and its speaker", people: p.who}
		t.Title = p.title.Plain
		d.addTalk(t)
	}
}

// titleLike reports whether a line can be the title of a talk by its looks: a
// few words that begin with a capital, no sentence, no name, no label.
func titleLike(t outline.Text) bool {
	s := strings.TrimSpace(undecorated(t).Plain)
	n := length(s)
	if n < 2 || n > 16 || strings.HasSuffix(s, ".") || strings.HasSuffix(s, ":") || shaped(s) > 0 || pausing(s, true) || isRole(s) && n < 6 || digitSoon(s) && clockOf(s) != "" {
		return false
	}
	if l, _, _ := readLabel(t); l != noLabel {
		return false
	}
	r := firstRune(strings.TrimLeft(s, `"“„«‘'`))
	return isUpper(r) || unicode.IsDigit(r) || script(r)
}
