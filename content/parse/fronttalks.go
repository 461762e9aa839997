package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// frontTalks reads the talks that a front matter lists.
func (d *draft) frontTalks() {
	list := d.front.get("talks", "vortraege", "vortrage", "sessions", "presentations", "charlas", "agenda", "program", "programme", "schedule", "talk")
	if list == nil {
		d.frontSpeakers()
		return
	}
	if list.text != "" { // "talk: Owls" beside "speaker: Ana Finch"
		if people := d.front.get(speakerKeys...); people != nil {
			t := talk{unit: -1, line: list.line, text: list.text, rule: "front matter: talk and speaker"}
			t.Title = list.text
			for _, p := range listOf(people) {
				t.people = append(t.people, frontPeople(p)...)
			}
			t.Abstract = strings.TrimSpace(d.front.str("abstract"))
			t.Video, t.Slides = address(d.front.str("video", "recording")), address(d.front.str("slides"))
			if len(t.people) > 0 {
				d.addTalk(t)
			}
		}
		return
	}
	items := list.list
	if len(items) == 0 && len(list.fields) > 0 {
		items = []*value{list}
	}
	for _, it := range items {
		d.frontTalk(it)
	}
}

// speakerKeys name who speaks, folded.
var speakerKeys = []string{"speaker", "speakers", "referent", "referentin", "ponente", "ponentes", "intervenant", "presenter", "presenters"}

// listOf returns a list's values, or the value itself.
func listOf(v *value) []*value {
	if len(v.list) > 0 {
		return v.list
	}
	return []*value{v}
}

// frontSpeakers reads speakers that carry their talks: "speakers: [{name: Ana
// Finch, talk: Owls}]".
func (d *draft) frontSpeakers() {
	v := d.front.get(speakerKeys...)
	if v == nil {
		return
	}
	for _, p := range listOf(v) {
		title := p.get("talk", "talktitle", "topic", "session", "vortrag", "charla", "title")
		if p.str("name") == "" || title == nil || title.text == "" || isRole(title.text) {
			continue
		}
		t := talk{unit: -1, line: title.line, text: title.text, rule: "front matter: a speaker's talk", people: frontPeople(p)}
		t.Title = title.text
		t.Abstract = strings.TrimSpace(p.str("abstract"))
		if len(t.people) > 0 {
			d.addTalk(t)
		}
	}
}

func (d *draft) frontTalk(it *value) {
	title := it.get("title", "titel", "titre", "titulo", "name", "topic", "thema", "talk")
	if title == nil || title.text == "" {
		return
	}
	t := talk{unit: -1, line: title.line, text: title.text, rule: "front matter: talks"}
	t.Title = title.text
	t.Abstract = strings.TrimSpace(it.str("description", "abstract", "beschreibung", "summary", "resume"))
	t.Video = address(it.str("video", "youtube", "recording", "videourl"))
	t.Slides = address(it.str("slides", "material", "folien", "presentation", "slidesurl"))
	t.Start = clockOf(it.str("start", "time", "starttime", "zeit", "heure"))
	t.End = clockOf(it.str("end", "endtime"))
	for _, key := range []string{"speaker", "speakers", "author", "authors", "referent", "by", "presenter", "ponente", "autor"} {
		v := it.get(key)
		if v == nil {
			continue
		}
		people := []*value{v}
		if len(v.list) > 0 {
			people = v.list
		}
		for _, p := range people {
			who := frontPeople(p)
			if bio := p.get("bio", "biography", "vita"); bio != nil && len(who) == 1 {
				d.addBio(who[0].name, inline(bio.text, bio.line))
			}
			t.people = append(t.people, who...)
		}
		break
	}
	if len(t.people) == 1 {
		p := &t.people[0]
		if handle := it.str("twitter"); handle != "" {
			p.links = append(p.links, content.Link{Text: p.name, URL: "https://twitter.com/" + strings.TrimPrefix(handle, "@")})
		}
		if at := it.str("company", "affiliation", "firma", "organisation", "organization"); at != "" {
			p.affiliation = at
		}
		for _, l := range links(t.Abstract) {
			if content.Fold(l.Text) == content.Fold(p.name) {
				p.links = append(p.links, l)
			}
		}
	}
	if pausing(t.Title, len(t.people) > 0) && len(t.people) == 0 {
		return
	}
	d.addTalk(t)
}

func frontPeople(v *value) []person {
	text := v.text
	if text == "" {
		text = v.str("name")
	}
	people := readSlot(inline(text, v.line), nil)
	if nobody[content.Fold(text)] {
		return nil
	}
	if len(people) == 0 && text != "" && len(strings.Fields(text)) <= 4 {
		for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return r == '&' || r == ',' }) {
			if shaped(piece) > 0 || len(strings.Fields(piece)) == 1 {
				people = append(people, person{name: bareName(piece), line: v.line, text: text})
			}
		}
	}
	if len(people) == 1 {
		people[0].affiliation = join(people[0].affiliation, v.str("company", "affiliation", "org"), "")
		if role := v.str("role", "title", "job"); v.str("talk") != "" || v.get("title") == nil || isRole(role) {
			people[0].role = join(people[0].role, role, "")
		}
	}
	return people
}

// nobody are words that stand where a speaker's name would.
var nobody = words(`diverse divers various varios tba tbc tbd nn all alle everyone community you me team organizers organisers unbekannt unknown none keiner offen open`)

// inline reads a value of the front matter as a line of Markdown.
func inline(s string, line int) outline.Text {
	plain := outline.Text{Plain: strings.Join(strings.Fields(s), " "), Line: line}
	if !strings.ContainsAny(s, "[*<") {
		return plain
	}
	tree, err := outline.Parse("a.md", []byte(plain.Plain), line)
	if err != nil {
		return plain
	}
	for _, b := range tree.Root.All() {
		return b.Text.Flat()
	}
	return plain
}

func address(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// links reads the links out of a Markdown text.
func links(markdown string) []content.Link {
	if !strings.Contains(markdown, "](") {
		return nil
	}
	tree, err := outline.Parse("a.md", []byte(markdown), 1)
	if err != nil {
		return nil
	}
	var out []content.Link
	for _, b := range tree.Root.All() {
		for _, l := range b.Text.Links() {
			out = append(out, content.Link{Text: b.Text.Plain[l.Start:l.End], URL: l.URL})
		}
	}
	return out
}
