package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// frontTalks reads the talks that a front matter lists.
func (d *draft) frontTalks() {
	list := d.front.Find("talks", "vortraege", "vortrage", "sessions", "presentations", "charlas", "agenda", "program", "programme", "schedule", "talk")
	if list == nil {
		d.frontSpeakers()
		return
	}
	if list.Text != "" { // "talk: Owls" beside "speaker: Ana Finch"
		if people := d.front.Find(speakerKeys...); people != nil {
			t := talk{unit: -1, line: list.Line, text: list.Text, rule: "front matter: talk and speaker"}
			t.Title = list.Text
			for _, p := range people.Items() {
				t.people = append(t.people, frontPeople(p)...)
			}
			t.Abstract = strings.TrimSpace(d.front.FindStr("abstract"))
			t.Video, t.Slides = address(d.front.FindStr("video", "recording")), address(d.front.FindStr("slides"))
			if len(t.people) > 0 {
				d.addTalk(t)
			}
		}
		return
	}
	for _, it := range list.Items() {
		d.frontTalk(it)
	}
}

// speakerKeys name who speaks, folded.
var speakerKeys = []string{"speaker", "speakers", "referent", "referentin", "ponente", "ponentes", "intervenant", "presenter", "presenters"}

// frontSpeakers reads speakers that carry their talks: "speakers: [{name: Ana
// Finch, talk: Owls}]".
func (d *draft) frontSpeakers() {
	v := d.front.Find(speakerKeys...)
	if v == nil {
		return
	}
	for _, p := range v.Items() {
		title := p.Find("talk", "talktitle", "topic", "session", "vortrag", "charla", "title")
		if p.FindStr("name") == "" || title == nil || title.Text == "" || isRole(title.Text) {
			continue
		}
		t := talk{unit: -1, line: title.Line, text: title.Text, rule: "front matter: a speaker's talk", people: frontPeople(p)}
		t.Title = title.Text
		t.Abstract = strings.TrimSpace(p.FindStr("abstract"))
		if len(t.people) > 0 {
			d.addTalk(t)
		}
	}
}

func (d *draft) frontTalk(it *tree.Value) {
	title := it.Find("title", "titel", "titre", "titulo", "name", "topic", "thema", "talk")
	if title == nil || title.Text == "" {
		return
	}
	t := talk{unit: -1, line: title.Line, text: title.Text, rule: "front matter: talks"}
	t.Title = title.Text
	t.Abstract = strings.TrimSpace(it.FindStr("description", "abstract", "beschreibung", "summary", "resume"))
	t.Video = address(it.FindStr("video", "youtube", "recording", "videourl"))
	t.Slides = address(it.FindStr("slides", "material", "folien", "presentation", "slidesurl"))
	t.Start = clockOf(it.FindStr("start", "time", "starttime", "zeit", "heure"))
	t.End = clockOf(it.FindStr("end", "endtime"))
	for _, key := range []string{"speaker", "speakers", "author", "authors", "referent", "by", "presenter", "ponente", "autor"} {
		v := it.Find(key)
		if v == nil {
			continue
		}
		for _, p := range v.Items() {
			who := frontPeople(p)
			if bio := p.Find("bio", "biography", "vita"); bio != nil && len(who) == 1 {
				d.addBio(who[0].name, inline(bio.Text, bio.Line))
			}
			t.people = append(t.people, who...)
		}
		break
	}
	if len(t.people) == 1 {
		p := &t.people[0]
		if handle := it.FindStr("twitter"); handle != "" {
			p.links = append(p.links, content.Link{Text: p.name, URL: "https://twitter.com/" + strings.TrimPrefix(handle, "@")})
		}
		if at := it.FindStr("company", "affiliation", "firma", "organisation", "organization"); at != "" {
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

func frontPeople(v *tree.Value) []person {
	text := v.Text
	if text == "" {
		text = v.FindStr("name")
	}
	people := readSlot(inline(text, v.Line), nil)
	if nobody[content.Fold(text)] {
		return nil
	}
	if len(people) == 0 && text != "" && len(strings.Fields(text)) <= 4 {
		for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return r == '&' || r == ',' }) {
			if shaped(piece) > 0 || len(strings.Fields(piece)) == 1 {
				people = append(people, person{name: bareName(piece), line: v.Line, text: text})
			}
		}
	}
	if len(people) == 1 {
		people[0].affiliation = join(people[0].affiliation, v.FindStr("company", "affiliation", "org"), "")
		if role := v.FindStr("role", "title", "job"); v.FindStr("talk") != "" || v.Find("title") == nil || isRole(role) {
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
