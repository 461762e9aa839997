package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// kindOfTalk is what kind of talk a heading says it is before its title: "Intro
// Topic * Owls", "Advanced talk | Owls".
var kindOfTalk = pattern.New(`(?i)^(?:[\p{L}-]+\s+){0,2}(?:topic|talk|session|presentation|vortrag|thema|charla|ponencia|palestra|tema|sujet|présentation|exposé|lezing|onderwerp|relazione)\s*\d?\s*(?:\*|-|–|—|\||:)\s+(\S.*)$`)

// titleOfHeading leaves that out.
func titleOfHeading(h string) string {
	if m := kindOfTalk.FindStringSubmatch(h); m != nil {
		return m[1]
	}
	return h
}

// presentedBelow returns the person whom a paragraph behind a talk's abstract
// presents, and where it stands: "[Ana Finch](address) builds scales". It begins
// with the name, linked to a page of theirs, and says who they are.
func (d *draft) presentedBelow(from int) (int, []person) {
	sec := d.units[from].sec
	for i := from + 1; i < len(d.units) && d.units[i].sec == sec; i++ {
		u := &d.units[i]
		if u.block.Kind != outline.Paragraph || u.block.Depth > 0 || !d.keep(u) || u.role == aside || u.role == sponsors || u.role == venueRole || u.role == tickets {
			continue
		}
		links := u.text.Links()
		if len(links) == 0 || links[0].Start > 0 || !personLink(links[0].URL) || !describes.MatchString(u.text.Plain[links[0].End:]) {
			continue
		}
		if who := d.linkedOpening(i); len(who) > 0 {
			return i, who
		}
	}
	return 0, nil
}

// presentedTalk makes an event's title its talk where one paragraph of the text
// presents somebody behind what the talk is about, and nobody else is named.
func (d *draft) presentedTalk() (talk, bool) {
	title := d.titleOwn()
	if length(title) < 3 || topicless.MatchString(title) {
		return talk{}, false
	}
	var read *outline.Section
	for i := range d.units {
		u := &d.units[i]
		if u.sec == read || !d.keep(u) || u.block.Kind != outline.Paragraph || u.block.Depth > 0 || len(strings.Fields(u.text.Plain)) < 12 {
			continue
		}
		read = u.sec // once: the first paragraph has all others of the section behind it
		at, who := d.presentedBelow(i)
		if len(who) == 0 {
			continue
		}
		if _, more := d.presentedBelow(at); len(more) > 0 || !d.speaksAbout(title) {
			break // whoever runs the group
		}
		t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as a paragraph behind its abstract presents who speaks", people: who}
		t.Title, t.Abstract = title, d.between(i, at)
		return t, true
	}
	return talk{}, false
}

// alsoCalled is what stands between a name and a nickname.
var alsoCalled = pattern.New(`(?i)^,?\s*(?:aka|a\.k\.a\.|também conhecid[oa] como|alias|dit|genannt|conocid[oa] como)\s`)

// nameAndBio parts what a label says of a speaker where it goes on with who that
// is: "[Ana Finch aka Owlet](address). Counts owls by night." Everything of the
// name stays with it, the nickname does not.
func nameAndBio(t outline.Text) (name, bio outline.Text, ok bool) {
	end, to := 0, 0
	if links := t.Links(); len(links) > 0 && links[0].Start == 0 {
		end = links[0].End
		for _, l := range links[1:] { // a link goes on behind the end of a line
			if l.Start <= end+1 && l.URL == links[0].URL {
				end = l.End
			}
		}
		if to = end; end > longestLead {
			return name, bio, false
		}
		for i := 0; i < end; i++ {
			if alsoCalled.MatchString(t.Plain[i:end]) {
				end = i
				break
			}
		}
	} else if _, n := namePrefix(t.Plain); n > 0 {
		end, to = n, n
		if alsoCalled.MatchString(t.Plain[n:]) {
			if dot := strings.Index(t.Plain[n:], ". "); dot >= 0 && len(content.Words(t.Plain[n:n+dot])) < 5 {
				to = n + dot
			}
		}
	}
	if end == 0 || shaped(t.Plain[:end]) == 0 {
		return name, bio, false
	}
	rest := t.Plain[to:]
	if !strings.HasPrefix(rest, ". ") || !isUpper(firstRune(rest[2:])) || !fullSentence(rest[2:]) {
		return name, bio, false
	}
	return t.Slice(0, end), t.Slice(to+2, len(t.Plain)), true
}

// rowNumber is a first cell that does no more than count talks.
var rowNumber = pattern.New(`^#?\d\d?[.)]?$`)

// numbered reads a row of a table that has a number where others have a label,
// and a talk with who gives it: "1 | **Owls** by [Ana](address)".
func (r *slipReader) numbered(i int) {
	cells := r.units[i].block.Cells
	if !rowNumber.MatchString(strings.TrimSpace(cells[0].Plain)) {
		return
	}
	t := cells[1].Flat()
	by := byWords(t.Plain)
	if len(by) == 0 {
		return
	}
	last := by[len(by)-1]
	title := strings.TrimRight(t.Plain[:last[0]], " ,–—-")
	who := readGiven(t.Slice(last[1], len(t.Plain)), r.known)
	if len(who) == 0 {
		who = linkedNames(t.Slice(last[1], len(t.Plain)))
	}
	if len(who) == 0 || length(title) < 2 && !quoted(title) {
		return
	}
	s := slip{said: title}
	s.talk = talk{unit: i, line: t.Line, text: t.Plain, rule: "a numbered row that names a talk", people: who}
	r.add(s)
	r.cur = -1 // rows below are of the meetup
}

// linkedNames reads people who go by one name where each is linked: "[Ana](address) & [Bo](address)".
func linkedNames(t outline.Text) []person {
	var out []person
	for _, l := range t.Links() {
		name := bareName(t.Plain[l.Start:l.End])
		if !nameWord(name) {
			return nil
		}
		out = append(out, person{name: name, links: linksOn(t, l.Start, l.End, name), line: t.Line, text: t.Plain})
	}
	return out
}

// longerName reports whether a talk's speaker has a name of which this is what
// stands before a "de": "Ana Finch" of "Ana Finch de Almeida".
func (d *draft) longerName(name string) bool {
	for _, t := range d.talks {
		for _, p := range t.people {
			if rest, ok := strings.CutPrefix(p.name, name+" "); ok && ofWord[wordAt(rest, 0)] {
				return true
			}
		}
	}
	return false
}
