package parse

import (
	"regexp"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// readTalks gathers talks from where they may stand, the surest place first:
// the front matter, a timed programme, labels, lists, headings, prose.
func (d *draft) readTalks() {
	d.frontTalks()
	timed := d.timedTalks()
	if len(d.talks) == 0 {
		d.labelledTalks()
	}
	if len(d.talks) == 0 {
		d.listedTalks()
	}
	if len(d.talks) == 0 {
		d.tabledTalks()
	}
	if len(d.talks) == 0 {
		d.headedTalks()
	}
	d.boldTalks(len(d.talks) > 0)
	d.titleTalk()
	d.proseTalks(timed)
	d.talks = slices.DeleteFunc(d.talks, func(t talk) bool { return t.weak && len(t.people) == 0 })
	d.findMaterial()
	for i := range d.talks {
		for j, p := range d.talks[i].people {
			d.talks[i].people[j].name = d.addPerson(p)
		}
	}
}

func (d *draft) addTalk(t talk) {
	t.Title = cleanTitle(announces.ReplaceAllString(strings.TrimSpace(t.Title), ""))
	if t.Title == "" || placeholder.MatchString(t.Title) {
		for _, p := range t.people {
			d.addPerson(p)
		}
		return
	}
	key := content.Fold(t.Title)
	if i, ok := d.titles[key]; ok && i < len(d.talks) {
		if len(d.talks[i].people) == 0 {
			d.talks[i].people = t.people
		}
		return
	}
	if len(d.talks) == maxTalks {
		return
	}
	d.titles[key] = len(d.talks)
	d.talks = append(d.talks, t)
}

var (
	talkLabel    = regexp.MustCompile(`(?i)^(?:talk|vortrag|titel|title|thema|topic|charla|ponencia|sujet|titre|título|présentation|presentation|conférence|session|was|what|onderwerp)(?:\s*#?\d+)?\s*(?::|\s[–-]\s|\s+(?:["“„«]))\s*`)
	speakerLabel = regexp.MustCompile(`(?i)^(?:speakers?|referent(?:en|in)?(?:\*?innen)?|sprecher(?:in)?|vortragende[r]?|presenter|ponentes?|intervenants?|orateur|conférencier|wer|who|by|von|spreker)\s*:\s*`)
	speakerBare  = regexp.MustCompile(`^(?:Speaker|Referent(?:in)?|Sprecher(?:in)?)\s+`)
	talkOf       = regexp.MustCompile(`^(?:Talk|Vortrag|Charla|Présentation|Conférence|Ponencia)\s+(?:(?:by|von|mit|par|por|de)\s+)?([^:]{2,60}?)\s*:\s*`)
)

// labelledTalks reads "Talk: ..." and "Speaker: ..." lines that stand
// together.
func (d *draft) labelledTalks() {
	var who []person
	last := -1 // index of the talk the next speaker belongs to
	each := func(i int, line outline.Text) {
		if !labelled(line.Plain) {
			return
		}
		if m := talkOf.FindStringSubmatchIndex(line.Plain); m != nil {
			name := line.Slice(m[2], m[3])
			people := readPeople(name, d.known)
			if full := d.known.called(name.Plain); len(people) == 0 && full != "" {
				people = []person{{name: full, line: line.Line, text: line.Plain}}
			}
			if len(people) == 0 && len(who) == 1 && strings.HasPrefix(content.Fold(who[0].name), content.Fold(name.Plain)) {
				people = who
			}
			if len(people) > 0 {
				t := talk{unit: i, line: line.Line, text: line.Plain, rule: "a line labelled as a talk", people: people}
				t.Title = line.Plain[m[1]:]
				d.addTalk(t)
				who, last = nil, -1
				return
			}
		}
		if last >= 0 && len(d.talks[last].people) == 0 && len(line.Plain) < 120 && moderators.MatchString(line.Plain) {
			if people := d.speakerLine(line); len(people) > 0 {
				d.talks[last].people = people
				last = -1
				return
			}
		}
		if m := speakerBare.FindStringIndex(line.Plain); m != nil {
			if name, n := namePrefix(line.Plain[m[1]:]); n > 0 && m[1]+n >= len(strings.TrimRight(line.Plain, " .:")) {
				who = []person{{name: name, line: line.Line, text: line.Plain}}
				return
			}
		}
		if m := speakerLabel.FindStringIndex(line.Plain); m != nil {
			people := readPeople(line.Slice(m[1], len(line.Plain)), d.known)
			if last >= 0 && len(d.talks[last].people) == 0 {
				d.talks[last].people = people
				last = -1
				return
			}
			who = people
			return
		}
		m := talkLabel.FindStringIndex(line.Plain)
		if m == nil {
			return
		}
		rest := line.Slice(m[1], len(line.Plain))
		if q := strings.TrimSpace(line.Plain[m[0]:m[1]]); strings.HasSuffix(q, `"`) || strings.HasSuffix(q, "“") || strings.HasSuffix(q, "„") || strings.HasSuffix(q, "«") {
			rest = line.Slice(m[1]-len(q)+len(strings.TrimRight(q, `"“„«`)), len(line.Plain))
		}
		t := talk{unit: i, line: line.Line, text: line.Plain, rule: "a line labelled as a talk", people: who}
		t.Title = rest.Plain
		if p := splitEntry(rest, d.known, 0); len(who) == 0 && len(p.people) > 0 && p.sure {
			t.Title, t.people = p.title, p.people
		}
		if len(strings.Fields(t.Title)) > 30 || len(t.Title) < 3 {
			return
		}
		before := len(d.talks)
		d.addTalk(t)
		if len(d.talks) > before {
			last = before
			if len(t.people) > 0 {
				last = -1
			}
		}
		who = nil
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Row {
			continue
		}
		for _, line := range u.block.Text.Lines() {
			each(i, line)
		}
	}
	for _, p := range who {
		d.addPerson(p)
	}
}

// labelled is a quick look whether a line can begin with a label.
func labelled(s string) bool {
	head := s[:min(len(s), 70)]
	return strings.ContainsAny(head, ":\"“„«–") || moderators.MatchString(head) || strings.Contains(head, " - ") || strings.HasPrefix(s, "Speaker") || strings.HasPrefix(s, "Referent") || strings.HasPrefix(s, "Sprecher")
}

var leadIn = regexp.MustCompile(`(?i)\b(?:line-?up|talks?|speakers?|programme?|programm|agenda|we have|sessions?|vorträge|charlas|themen|présentations|schedule|presentations)\b`)

// leadsIn reports whether a paragraph's last sentence announces a list of
// talks.
func leadsIn(s string) bool {
	return len(s) < 600 && leadIn.MatchString(lastSentence(s))
}
