package parse

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// frontTalks reads the talks that a front matter, or a record of a data file,
// lists.
func (d *draft) frontTalks() {
	var lists []tree.Field
	if d.front != nil {
		for _, f := range d.front.Fields {
			if listNamed(f) && !f.Value.Empty() && (d.row || len(lists) == 0) {
				lists = append(lists, f)
			}
		}
	}
	if len(lists) == 0 {
		d.topicTalk()
		d.frontSpeakers()
		return
	}
	for _, f := range lists {
		if f.Value.Text != "" { // "talk: Owls" beside "speaker: Ana Finch"
			if len(strings.Fields(f.Value.Text)) > 30 || agendaNames[localKey(tree.Fold(f.Name))] && fullSentence(f.Value.Text) {
				continue // a programme in words
			}
			if d.speakerField() != nil && (!d.row || d.front.Find(rowTitles...) == nil) {
				t := d.statedTalk(d.front, talk{unit: -1, line: f.Value.Line, text: f.Value.Text, rule: d.keyRule("talk and speaker")})
				t.Title = oneLine(f.Value.Text)
				if len(t.people) > 0 {
					d.addTalk(t)
				}
			}
			continue
		}
		items := flatten(f.Value)
		if len(items) > maxTalks {
			d.warn(f.Line, fmt.Sprintf("%s holds more than %d talks: the further ones were left out", f.Name, maxTalks))
			items = items[:maxTalks]
		}
		clocks := settledClocks(items)
		d.closing(items[len(items)-1:], clocks)
		for _, it := range items {
			d.frontTalk(it, clocks, agendaNames[localKey(tree.Fold(f.Name))])
		}
	}
	if d.row {
		d.frontSpeakers()
		return
	}
	d.inRoles()
}

// topicTalk makes a talk of the topic that a record states beside its title and
// its speaker.
func (d *draft) topicTalk() {
	topic := titleOf(d.front, rowTopics...)
	if !d.row || topic.text == "" || d.speakerField() == nil || strings.Contains(d.title.text, topic.text) && titleOf(d.front, rowTitles...).text != "" {
		return
	}
	t := d.statedTalk(d.front, talk{unit: -1, line: topic.line, text: topic.text, rule: d.keyRule("topic and speaker")})
	if t.Title = topic.text; len(t.people) > 0 {
		d.addTalk(t)
	}
}

// closing takes the end of a programme from its last slot, where nothing but
// its times is said of that yet.
func (d *draft) closing(last []*tree.Value, clocks map[string]content.Clock) {
	for _, it := range last {
		if _, end := entryTimes(it, clocks); d.row && end != "" && rowTitle(it).text == "" && d.event.End == "" {
			d.event.End = end
			d.note("end", string(end), it.Line, "", d.keyRule("the end of the programme's last slot"))
		}
	}
}

var (
	// speakerKeys name who speaks, folded.
	speakerKeys = strings.Fields(`speaker speakers referent referentin referenten referentinnen ponente ponentes intervenant intervenants intervenante intervenantes conferencier orateur orateurs orador oradores presenter presenters presentedby
		vortragende vortragender sprecher sprecherin spreker sprekers relatore relatori prednasejici speakername speakernames speakerkey speakerkeys speakerid speakerids speakerslug speakerslugs speakerref speakerrefs performer performers panelists panelist 登壇者 発表者 講師`)
	// talkPeople do so in the record of a talk, where nobody else is named.
	talkPeople   = append([]string{"author", "authors", "by", "autor", "autores", "auteur", "auteurs", "people", "person", "who", "wer", "instructor", "instructors", "trainer", "trainers", "facilitator", "facilitators"}, speakerKeys...)
	videoKeys    = strings.Fields(`video youtube recording videourl youtubeurl videolink recordingurl recordinglink videos recordings aufzeichnung mitschnitt vimeo enregistrement grabacion opname zaznam videoid`)
	slideKeys    = strings.Fields(`slides material folien presentation slidesurl slideurl slideslink slidedeck deck diapositivas transparencias presentationurl prezentace slideshare speakerdeck スライド 資料`)
	aboutKeys    = strings.Fields(`description abstract beschreibung summary resume body text details content inhalt popis anotace descripcion resumen omschrijving samenvatting zusammenfassung descrizione 概要`)
	employerKeys = strings.Fields(`company affiliation org firma organisation organization employer unternehmen entreprise empresa bedrijf arbeitgeber societe azienda`)
)

// statedTalk fills a talk from the record that it stands in.
func (d *draft) statedTalk(it *tree.Value, t talk) talk {
	if it != d.front || d.row {
		t.Abstract = outline.Fragment(saidOf(it, aboutKeys...).text)
	} else {
		t.Abstract = strings.TrimSpace(it.FindStr("abstract"))
	}
	t.Video, t.Slides = medium(it, videoKeys), medium(it, slideKeys)
	if agenda.VideoHost(t.Slides) {
		if t.Video == "" {
			t.Video = t.Slides
		}
		t.Slides = ""
	}
	keys := talkPeople
	if it == d.front {
		keys = speakerKeys
	}
	for _, f := range it.Fields {
		if !slices.ContainsFunc(keys, f.Is) || len(t.people) > 0 {
			continue
		}
		for _, p := range d.someOf(f.Value) {
			t.people = append(t.people, d.frontPeople(p)...)
		}
	}
	if len(t.people) == 1 {
		p := &t.people[0]
		if it != d.front {
			p.links = append(p.links, handles(nil, it, p.name, ofTalks)...)
		}
		if at := it.FindStr(employerKeys...); at != "" {
			p.affiliation = at
		}
		for _, l := range links(t.Abstract) {
			if content.Fold(l.Text) == content.Fold(p.name) {
				p.links = append(p.links, l)
			}
		}
	}
	return t
}

// pauseTypes are what a programme's records call entries that are no talks.
var pauseTypes = words(`break pause lunch food drinks social registration doors meal networking organizational organisational intermission welcome opening closing other pausa pauze kaffee dinner party`)

func (d *draft) frontTalk(it *tree.Value, clocks map[string]content.Clock, programme bool) {
	title := rowTitle(it)
	if title.text == "" {
		title = saidOf(it, turnNames...)
	}
	if title.text = oneLine(title.text); title.text == "" || len(title.text) > maxTitle || it.Kind != tree.Object {
		return
	}
	t := d.statedTalk(it, talk{unit: -1, line: title.line, text: title.text, rule: d.keyRule("talks")})
	t.Title = html.UnescapeString(title.text)
	t.Start, t.End = entryTimes(it, clocks)
	kind := tree.Fold(it.FindStr("type", "kind", "format", "category", "typ"))
	typed := kind != "" && !pauseTypes[kind] && (eventTypes[kind] || strings.Contains(kind, "talk") || kind == "keynote" || kind == "panel" || kind == "session")
	pause := len(t.people) == 0 && (pauseTypes[kind] || agenda.Pausing(t.Title, false) || programme && t.Start != "" && !typed)
	d.takesTurn(t)
	if !pause {
		d.addTalk(t)
	}
}

func (f *facts) keyRule(what string) string {
	if f.row {
		return "data file: " + what
	}
	return "front matter: " + what
}

// nobody are words that stand where a speaker's name would.
var nobody = words(`diverse divers various varios tba tbc tbd nn todo speaker speakers anonymous na all alle everyone community you me team organizers organisers unbekannt unknown none keiner offen open volunteers volunteer everybody anybody anyone someone somebody members member students several guests guest freiwillige mitglieder membres miembros vrijwilligers`)

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
