package parse

import (
	"fmt"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// speakerField returns the first field of the front matter that names who
// speaks, nil where there is none, or only says whether somebody does. Many
// readers ask.
func (f *facts) speakerField() *tree.Value {
	if f.asked != f.front {
		f.asked, f.speaker = f.front, f.front.Find(speakerKeys...)
		if f.speaker != nil && yesOrNo.lower(f.speaker.Text) {
			f.speaker = nil
		}
	}
	return f.speaker
}

var yesOrNo = words(`true false yes no`)

// frontSpeakers reads speakers that stand beside the talks, or carry them:
// "speakers: [{name: Ana Finch, talk: Owls}]".
func (d *draft) frontSpeakers() {
	v := d.speakerField()
	if v == nil {
		d.inRoles()
		return
	}
	some := d.someOf(v)
	clocks := settledClocks(some)
	for _, p := range some {
		who := d.frontPeople(p)
		title := p.Find("talk", "talks", "talktitle", "topic", "session", "vortrag", "charla", "title")
		if d.row && len(who) > 0 && d.front.Find(rowTitles...) == nil || d.row && len(d.talks) > 0 {
			d.beside = append(d.beside, who...)
		}
		if nameOf(p) == "" || title == nil || isRole(title.Text) {
			continue
		}
		for _, k := range title.Items() {
			t := talk{unit: -1, line: k.Line, text: oneLine(k.Text), rule: d.keyRule("a speaker's talk"), people: who}
			if k.Kind == tree.Object {
				if said := rowTitle(k); said.text != "" {
					t.text, t.line = said.text, said.line
					t = d.statedTalk(k, t)
				}
			} else {
				t.Abstract = strings.TrimSpace(p.FindStr("abstract", "talkdescription", "talkabstract"))
				t.Video, t.Slides = medium(p, videoKeys), medium(p, slideKeys)
				t.Start, t.End = entryTimes(p, clocks)
			}
			if t.Title = t.text; t.Title != "" && len(t.people) > 0 {
				d.takesTurn(t)
				d.addTalk(t)
			}
		}
	}
}

// takesTurn notes when a talk has its turn on the programme.
func (d *draft) takesTurn(t talk) {
	if t.Start == "" {
		return
	}
	d.event.Agenda = append(d.event.Agenda, content.AgendaItem{Start: t.Start, End: t.End, Text: t.Title})
	d.note("agenda", string(t.Start)+" "+t.Title, t.line, t.text, d.keyRule("an entry of the programme"))
}

// inRoles takes in those of an event's people whose roles say that they speak:
// "people: [{key: ana-finch, role: "organizer, speaker"}]".
func (d *draft) inRoles() {
	v := d.front.Find("people", "persons", "participants", "cast")
	if v == nil || v.Kind != tree.List {
		return
	}
	for _, p := range d.someOf(v) {
		role := p.FindStr("role", "roles", "as", "type")
		for _, x := range itemsOf(p.Find("role", "roles")) {
			role += " " + x.Text
		}
		if !speakerWords.In(strings.ToLower(role)) {
			continue
		}
		for _, who := range d.frontPeople(p) {
			who.role = "" // the role is the event's
			d.addPerson(who)
		}
	}
}

// maxSpeakers is how many people one key may name.
const maxSpeakers = 500

// someOf returns the items of a list of people, as far as one key may name any.
func (d *draft) someOf(v *tree.Value) []*tree.Value {
	items := v.Items()
	if len(items) > maxSpeakers {
		d.warn(v.Line, fmt.Sprintf("more than %d people are named here: the further ones were left out", maxSpeakers))
		items = items[:maxSpeakers]
	}
	return items
}
