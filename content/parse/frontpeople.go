package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// frontPeople reads who a value names: a text of one or several, a record, or
// an id by which another document of the source knows the person.
func (d *draft) frontPeople(v *tree.Value) []person {
	if found := d.taught.known.find(aPerson, v); found != nil {
		p := d.recordOf(found)
		p.line, p.text = v.Line, idText(v)
		return []person{p}
	}
	text := v.Text
	if v.Kind == tree.Object {
		text = nameOf(v)
		if text == "" {
			text = idText(v)
		}
		if text == "" && len(v.Fields) == 1 && v.Fields[0].Value.Kind == tree.Null { // "- Ana Finch:"
			text = v.Fields[0].Name
		}
	}
	if nobody[content.Fold(text)] || placeholder.MatchString(text) {
		return nil
	}
	if v.FindStr("github/id", "github", "handle", "login", "username", "user", "twitter") != text || v.Kind == tree.Text {
		text = outline.Spelled(text) // no handle
	}
	people := d.onLines(text, v)
	if len(people) == 0 {
		people = d.stated(text, v.Line)
	}
	if len(people) != 1 || v.Kind != tree.Object {
		return people
	}
	p := d.recordOf(v)
	p.name, p.line, p.text = people[0].name, v.Line, text
	p.affiliation = join(people[0].affiliation, p.affiliation, "")
	p.role = join(people[0].role, p.role, "")
	p.links = append(people[0].links, p.links...)
	return []person{p}
}

// lineBreak parts the lines of a value in HTML.
var lineBreak = pattern.New(`(?i)\s*<br\s*/?>\s*`)

// onLines reads the people of a text that has one on each of its lines; nobody
// where a line names none.
func (d *draft) onLines(text string, v *tree.Value) []person {
	lines := []string{text}
	switch {
	case strings.Contains(text, "<"):
		lines = lineBreak.Split(text, -1)
	case v.Literal:
		lines = strings.Split(strings.TrimSpace(text), "\n")
	}
	if len(lines) < 2 || len(lines) > maxSpeakers {
		return nil
	}
	var all []person
	for i, line := range lines {
		line = strings.TrimSpace(strings.TrimLeft(line, "-*• "))
		if line == "" {
			continue
		}
		at := v.Line
		if v.Literal {
			at += i
		}
		people := d.stated(line, at)
		if len(people) == 0 || len(line) > 100 || fullSentence(line) {
			return nil
		}
		all = append(all, people...)
	}
	return all
}

// stated reads the people that a text names where nothing but people can
// stand.
func (d *draft) stated(text string, line int) []person {
	t := inline(text, line)
	people := readSlot(t, nil)
	if d.row && len(people) > 0 {
		return alsoNamed(people, t)
	}
	if len(people) > 0 || text == "" {
		return people
	}
	loose := 4
	if d.row {
		loose = 6
	}
	if len(strings.Fields(text)) > loose {
		return nil
	}
	for _, piece := range slotSeparators.Split(text, -1) {
		name := bareName(piece)
		if shaped(piece) > 0 || len(strings.Fields(name)) == 1 || d.row && name != "" && !isRole(name) {
			people = append(people, person{name: name, line: line, text: text})
		}
	}
	return people
}

// alsoNamed adds those behind an "and" whose names look like no other's.
func alsoNamed(people []person, t outline.Text) []person {
	for _, c := range chunks(t) {
		name := bareName(t.Plain[c.start:c.end])
		if !c.joined || name == "" || len(strings.Fields(name)) > 4 || isRole(name) || nobody[content.Fold(name)] || !isUpper(firstRune(name)) {
			continue
		}
		if !slices.ContainsFunc(people, func(p person) bool {
			return strings.Contains(name, p.name) || strings.Contains(p.name, name) || strings.Contains(p.affiliation+p.role, name)
		}) {
			people = append(people, person{name: name, line: t.Line, text: t.Plain})
		}
	}
	return people
}

var slotSeparators = pattern.New(`\s*(?:&|,|;|\s(?:and|und|et|y|en|a)\s)\s*`)

// idText is the id by which a record names somebody.
func idText(v *tree.Value) string {
	if v.Kind == tree.Text {
		return strings.TrimSpace(v.Text)
	}
	return strings.TrimPrefix(v.FindStr(append([]string{"speaker", "person", "ref"}, idNames...)...), "@")
}

// recordOf reads what a record says of a person.
func (d *draft) recordOf(v *tree.Value) person {
	p := person{name: nameOf(v), line: v.Line, text: nameOf(v)}
	at := v.Find(employerKeys...)
	if org := d.taught.known.find(aCompany, at); org != nil {
		p.affiliation = nameOf(org)
	} else if at != nil {
		p.affiliation = oneLine(join(at.Text, at.FindStr("name"), ""))
	}
	if role := v.FindStr("role", "jobtitle", "job", "position", "funktion", "tagline", "title", "poste", "cargo"); v.FindStr("talk") != "" || v.Find("title") == nil || isRole(role) {
		p.role = role
	}
	p.links = personPages(v, p.name)
	if bio := v.FindStr("bio", "biography", "vita", "about", "biografie", "biographie", "biografia", "kurzbiografie", "profile", "description"); bio != "" {
		d.addBio(p.name, outline.Text{Plain: outline.Fragment(bio), Line: v.Line})
	}
	return p
}

// pages are keys of a person's pages; where a handle alone makes an address,
// what stands before it there.
var pages = []struct{ name, before string }{
	{"twitter", "https://twitter.com/"}, {"github", "https://github.com/"}, {"github/id", "https://github.com/"}, {"linkedin", "https://www.linkedin.com/in/"}, {"bluesky", "https://bsky.app/profile/"},
	{"twitterurl", ""}, {"githuburl", ""}, {"mastodon", ""}, {"social", ""}, {"website", ""}, {"homepage", ""}, {"blog", ""}, {"url", ""}, {"web", ""}, {"site", ""}, {"link", ""},
}

var handleShape = pattern.New(`^@?[\w.-]{2,60}$`)

// personPages are the pages of a person that their record names.
func personPages(v *tree.Value, name string) []content.Link {
	var out []content.Link
	for _, r := range append([]*tree.Value{v}, itemsOf(v.Find("links", "socials", "social", "contact", "person/website", "website"))...) {
		if r.Kind == tree.Text {
			out = addPage(out, name, address(strings.TrimSpace(r.Text)))
		}
		out = handles(out, r, name, len(pages))
	}
	return out
}

// handles adds the pages that a record names by the first of the keys.
func handles(out []content.Link, v *tree.Value, name string, first int) []content.Link {
	for _, p := range pages[:first] {
		f := v.Find(p.name)
		if f == nil || f.Kind != tree.Text {
			continue
		}
		text := strings.TrimSpace(f.Text)
		switch {
		case address(text) != "":
			out = addPage(out, name, text)
		case p.before != "" && handleShape.MatchString(text):
			out = addPage(out, name, p.before+strings.TrimPrefix(text, "@"))
		}
	}
	return out
}

// ofTalks is how many of the pages stand in a talk's record for its speaker:
// others, as its own page, are the talk's.
const ofTalks = 9

func addPage(out []content.Link, name, url string) []content.Link {
	if url == "" || slices.ContainsFunc(out, func(l content.Link) bool { return l.URL == url }) {
		return out
	}
	return append(out, content.Link{Text: name, URL: url})
}
