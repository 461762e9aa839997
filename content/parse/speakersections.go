package parse

import (
	"slices"
	"strings"

	"meetupbot/content/parse/outline"
)

// sectionSpeakers takes in those who have a heading of their own below that of
// the talk: "Ana Finch (@ana)", with what is told of her below. Without a handle
// or a page of hers the name has to be a common one.
func (d *draft) sectionSpeakers() {
	for i := 0; i+1 < len(d.units); i++ {
		u, below := &d.units[i], &d.units[i+1]
		if u.block.Kind != outline.Heading || u.role != plain || below.sec != u.sec || below.block.Kind != outline.Paragraph || !d.keep(u) || u.next || len(u.low) > longestHeadline {
			continue
		}
		h := u.sec.Heading.Flat()
		if h.Plain == d.title.text || strings.Contains(h.Plain, ": ") {
			continue
		}
		who := readPeople(h, d.known)
		least := 2
		if strings.Contains(h.Plain, "(@") || strings.Contains(h.Plain, " @") || len(who) > 0 && len(who[0].links) > 0 && personLink(who[0].links[0].URL) {
			least = 1
		} else if !fullSentence(below.text.Plain) && len(below.text.Links()) == 0 || u.sec.Level > 6 {
			continue
		}
		if len(who) == 0 || shaped(who[0].name) < least {
			continue
		}
		who = slices.DeleteFunc(who, func(p person) bool { return shaped(p.name) == 0 || placeNoun.MatchString(p.name) })
		if title := d.headedBefore(i); title.Plain != "" && len(who) > 0 {
			t := talk{unit: i, line: title.Line, text: title.Plain, rule: "a heading before that of its speaker", people: who}
			t.Title = titleOfHeading(title.Plain)
			d.addTalk(t)
			continue
		}
		for _, p := range who {
			d.addPerson(p)
		}
	}
}

// headedBefore returns the heading of the part before a heading that names who
// speaks, where it can be the title of their talk and has a text of its own.
func (d *draft) headedBefore(i int) outline.Text {
	j := i - 1
	for j > 0 && d.units[j].block.Kind != outline.Heading {
		j--
	}
	if j < 0 || j == i-1 {
		return outline.Text{}
	}
	u := &d.units[j]
	h := u.sec.Heading.Flat()
	if u.block.Kind != outline.Heading || u.role != plain || u.next || u.sec.Level < d.units[i].sec.Level-1 || h.Plain == d.title.text || length(h.Plain) < 2 || shaped(h.Plain) > 0 ||
		u.cues&(groupCue|dayCue) != 0 || placeNoun.MatchString(h.Plain) || topicless.MatchString(h.Plain) {
		return outline.Text{}
	}
	return h
}

// toldSpeakers takes in those whom the part about who speaks names nowhere but
// in the sentences that tell of them: "Bio", and "Ana Finch is a keeper of owls".
func (d *draft) toldSpeakers() {
	for i := range d.units {
		u := &d.units[i]
		if u.role != speaking || u.block.Kind == outline.Heading || u.block.Kind == outline.Row || !d.keep(u) || u.next {
			continue
		}
		s := strings.TrimLeft(u.text.Plain, " *_")
		name, n := namePrefix(s)
		if n == 0 || shaped(name) == 0 || placeNoun.MatchString(name) || !describes.MatchString(s[n:]) {
			continue
		}
		d.addPerson(person{name: name, line: u.text.Line, text: u.text.Plain, links: linksOn(u.text, 0, len(u.text.Plain)-len(s)+n, name)})
	}
}
