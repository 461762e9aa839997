package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// panelWord begins an entry that is a panel.
var panelWord = pattern.New(`(?i)^(?:an? |eine? |une |un |una )?(?:panel(?: discussion| talk|diskussion|discussie)?|podiumsdiskussion|podiumsgespräch|table[- ]ronde|mesa[- ]redonda|tavola rotonda|round ?table|fireside chat|fishbowl|パネルディスカッション)(?:\s*[:–—-]\s*|\s+(?:on|about|zu|zum thema|sur|sobre|over|su)\s+|\s+)`)

// led stands before who leads a panel, behind those who sit on it.
var led = pattern.New(`(?i)[\s.,;(–-]+(?:(?:moderated|hosted|led|chaired|moderiert|geleitet|animée?|modérée?|moderad[oa]|moderat[oa]|geleid)\s+(?:by|von|par|por|da|door)|(?:moderator(?:in)?|moderation|gespreksleider|modera|animation|chair|modération)\s?:)\s+`)

// splitPanel takes an entry that is a panel apart: its topic, those who sit on
// it, and who leads it.
func splitPanel(t outline.Text, known *roster) (parts, bool) {
	m := panelWord.FindStringIndex(t.Plain)
	if m == nil {
		return parts{}, false
	}
	rest := t.Slice(m[1], len(t.Plain))
	var chair []person
	if at := led.FindStringIndex(rest.Plain); at != nil {
		chair = readSlot(rest.Slice(at[1], len(strings.TrimRight(rest.Plain, " ).,"))), known)
		rest = rest.Slice(0, at[0])
	}
	title, who := rest, outline.Text{}
	for _, by := range byWords(rest.Plain) {
		from := len(strings.TrimRight(rest.Plain[:by[0]], " .,"))
		if from == 0 {
			continue
		}
		if people := readSlot(rest.Slice(by[1], len(rest.Plain)), known); len(people) > 0 {
			title, who = rest.Slice(0, max(from, strings.LastIndexAny(rest.Plain[:by[0]], "?!")+1)), rest.Slice(by[1], len(rest.Plain))
			break
		}
	}
	p := parts{title: cleanTitle(title.Plain), sep: "panel", sure: true}
	if who.Plain != "" {
		p.people = readSlot(who, known)
	} else if cut := separators(rest.Plain); len(cut) > 0 { // "Panel: Owls - Ana Finch, Bo Reed"
		from, to, _ := cutAt(rest.Plain, cut[0])
		if people := readPeople(rest.Slice(to, len(rest.Plain)), known); len(people) > 1 {
			p.title, p.people = cleanTitle(rest.Plain[:from]), people
		}
	} else if in := endParens(rest.Plain); in != nil {
		if people := readPeople(rest.Slice(in[2], in[3]), known); len(people) > 0 {
			p.title, p.people = cleanTitle(rest.Plain[:in[0]]), people
		}
	}
	p.people = append(p.people, chair...)
	return p, p.title != "" && len(p.people) > 0
}

// onPanel ends what stands above a list of those who sit on a panel.
var onPanel = pattern.New(`(?i)\b(?:panel|panell?ists?|podium|table[- ]ronde|mesa[- ]redonda|tavola rotonda|paneldiscussie|round ?table)\b`)

// listedPanel reads a list that is of the people of a panel, as the paragraph
// above it says: "Panel *Owls or bats?* with:".
func (d *draft) listedPanel(l list) bool {
	if l.above < 0 || len(l.items) < 2 {
		return false
	}
	u := &d.units[l.above]
	if len(u.text.Plain) > 240 || !onPanel.MatchString(u.text.Plain) || !strings.HasSuffix(strings.TrimRight(u.text.Plain, " "), ":") {
		return false
	}
	t := talk{unit: l.above, line: u.text.Line, text: u.text.Plain, rule: "a list of those on the panel"}
	for _, it := range l.items {
		t.people = append(t.people, readSlot(d.firstLine(it.unit), d.known)...)
	}
	if len(t.people)*2 <= len(l.items) {
		return false
	}
	for j := l.items[len(l.items)-1].unit + 1; j < len(d.units) && j < l.items[len(l.items)-1].unit+3; j++ {
		if label, _, rest := readLabel(d.firstLine(j)); label == chairLabel {
			t.people = append(t.people, readSlot(rest, d.known)...)
		}
	}
	t.Title = d.panelTopic(u.text)
	if t.Title == "" {
		for _, p := range t.people {
			d.unpaired = append(d.unpaired, d.addPerson(p))
		}
		return true
	}
	d.addTalk(t)
	return true
}

// panelTopic returns what a paragraph above a panel's people says it is about.
func (d *draft) panelTopic(t outline.Text) string {
	if m := quotation.FindStringSubmatch(t.Plain); m != nil {
		return m[1]
	}
	for _, m := range t.Marks {
		if words := t.Plain[m.Start:min(m.End, len(t.Plain))]; m.Style <= outline.Italic && len(strings.Fields(words)) > 1 && !panelWord.MatchString(words+" ") {
			return words
		}
	}
	if m := panelWord.FindStringIndex(t.Plain); m != nil {
		rest := t.Slice(m[1], len(strings.TrimRight(t.Plain, " :")))
		if by := byWords(rest.Plain + " "); len(by) > 0 {
			rest = rest.Slice(0, by[0][0])
		}
		if len(strings.Fields(rest.Plain)) > 2 {
			return rest.Plain
		}
	}
	return ""
}

// panelLabel stands before those who talk together for a whole evening, or
// teach.
var panelLabel = pattern.New(`(?i)^(?:panel(?:l?ists?)?|on the panel|moderat(?:or|ion|orin)|moderated by|hosts?|chair|trainers?|trainer(?:in)?(?:nen)?|teachers?|instructors?|tutors?|workshop leaders?|led by|formateurs?|docentes?)\s*:\s*`)

// panelTitle is how an event is titled that is one panel or workshop.
var panelTitle = pattern.New(`(?i)\b(?:panel|podium\w*|workshop|training|course|kurs|taller|atelier|hands-on|round ?table|fireside)\b`)

// panel returns those whom labels name as the panel of an event that is
// nothing else, or as the trainers of a workshop.
func (d *draft) panel() []person {
	if !panelTitle.MatchString(d.title.text) {
		return nil
	}
	var who []person
	open := false // a label stands above a list
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Row || u.block.Kind == outline.Code {
			continue
		}
		if u.block.Kind == outline.Heading {
			m := panelLabel.FindStringIndex(u.sec.Heading.Plain + ":")
			open = m != nil && m[1] >= len(u.sec.Heading.Plain)
			continue
		}
		if open && u.block.Kind == outline.Item {
			who = append(who, readSlot(d.firstLine(i), d.known)...)
			continue
		}
		if u.sec.Level < 7 {
			open = false
		}
		for _, line := range u.block.Lines() {
			m := panelLabel.FindStringIndex(line.Plain)
			if m == nil {
				continue
			}
			if m[1] >= len(line.Plain) {
				open = true
				continue
			}
			who = append(who, readSlot(line.Slice(m[1], len(line.Plain)), d.known)...)
		}
	}
	return who[:min(len(who), maxTalks)]
}
