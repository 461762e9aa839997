package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
)

// readTalks gathers talks from where they may stand, the surest place first:
// the front matter, a timed programme, labels, lists, headings, prose.
func (d *draft) readTalks() {
	d.frontTalks()
	if d.row && (len(d.talks) > 0 || d.oneTalk() || len(entriesOf(d.front)) > 0) {
		d.titleTalk()
		d.takeSpeakers()
		return
	}
	timed := d.timedTalks()
	done := d.complete()
	d.settled = len(d.talks)
	d.labelledTalks()
	for _, read := range []func(){d.listedTalks, d.tabledTalks, d.headedTalks, d.pairedTalks} {
		if done {
			break
		}
		d.settled = len(d.talks)
		read()
		done = len(d.talks) > d.settled && d.complete()
	}
	d.settled = len(d.talks)
	d.boldTalks(len(d.talks) > 0)
	d.signedLines()
	d.settled = 0
	d.titleTalk()
	d.proseTalks(timed)
	d.slidesTalk()
	d.workshopTalk()
	d.soleTalk()
	d.authorTalk()
	d.shownTalks()
	d.keyedSpeakers()
	d.talks = slices.DeleteFunc(d.talks, func(t talk) bool { return t.weak && len(t.people) == 0 })
	slices.SortStableFunc(d.talks, func(a, b talk) int { return a.unit - b.unit })
	d.slotTimes()
	d.findMaterial()
	d.takeSpeakers()
}

// another reports whether two talks of one title are two all the same: a
// record of a data file has each, and other people give them.
func (d *draft) another(a, b talk) bool {
	return d.row && b.unit < 0 && len(a.people) > 0 && len(b.people) > 0 && !slices.ContainsFunc(a.people, func(p person) bool {
		return slices.ContainsFunc(b.people, func(q person) bool { return sameName(p.name, q.name) })
	})
}

// takeSpeakers takes those who give the talks into the event.
func (d *draft) takeSpeakers() {
	for i := range d.talks {
		for j, p := range d.talks[i].people {
			d.talks[i].people[j].name = d.addPerson(p)
		}
	}
	for _, p := range d.beside {
		d.addPerson(p)
	}
	d.fromAbstracts()
}

func (d *draft) addTalk(t talk) {
	t.Title = cleanTitle(announces.ReplaceAllString(strings.TrimSpace(t.Title), ""))
	if in := endParens(t.Title); in != nil && placeholder.MatchString(t.Title[in[2]:in[3]]) { // "Ana Finch (title tbc)"
		name := strings.TrimSpace(t.Title[:in[0]])
		if shaped(name) > 0 && len(t.people) == 0 {
			d.addPerson(person{name: bareName(name), line: t.line, text: t.text})
			return
		}
		if placeholder.MatchString(name + " tba") { // "Talk (to be announced)"
			t.Title = "tba"
		}
	}
	if t.Title == "" || placeholder.MatchString(t.Title) {
		for _, p := range t.people {
			d.addPerson(p)
		}
		return
	}
	if i := d.titled(t.Title); i >= 0 && !d.another(d.talks[i], t) {
		d.talks[i].fillFrom(t)
		return
	}
	if d.settled > 0 {
		if i := d.spoken(t.people); len(t.people) == 0 || i >= 0 {
			if i >= 0 && d.talks[i].Abstract == "" && len(d.talks[i].people) == len(t.people) {
				d.talks[i].Abstract = t.Abstract
			}
			return
		}
	}
	if len(d.talks) == maxTalks {
		return
	}
	d.titles[content.Fold(t.Title)] = len(d.talks)
	d.talks = append(d.talks, t)
}

// complete reports whether there are talks, and all name who gives them.
func (d *draft) complete() bool {
	return len(d.talks) > 0 && len(d.silent()) == 0
}

// titled returns the talk of a title, or of one that begins alike, or -1.
func (d *draft) titled(title string) int {
	if i, ok := d.titles[content.Fold(title)]; ok && i < len(d.talks) {
		return i
	}
	if d.settled == 0 {
		return -1
	}
	if len(strings.Fields(title)) < 2 {
		return -1
	}
	words := content.Words(title)
	for i := range d.talks[:min(d.settled, len(d.talks))] {
		if alike(d.wordsOf(d.talks[i].Title), words) {
			return i
		}
	}
	return -1
}

// wordsOf returns the words of a talk's title, which every further talk is
// compared with.
func (d *draft) wordsOf(title string) []string {
	words, ok := d.titleWords[title]
	if !ok {
		if d.titleWords == nil {
			d.titleWords = map[string][]string{}
		}
		words = content.Words(title)
		d.titleWords[title] = words
	}
	return words
}

// spoken returns a talk of theirs where all of some people have one already,
// else -1.
func (d *draft) spoken(people []person) int {
	found := -1
	for _, p := range people {
		found = -1
		for i, t := range d.talks {
			for _, q := range t.people {
				if sameName(q.name, p.name) {
					found = i
				}
			}
		}
		if found < 0 {
			return -1
		}
	}
	return found
}

// fillFrom takes over what another reading of the same talk says and this one
// does not.
func (t *talk) fillFrom(o talk) {
	if len(t.people) == 0 {
		t.people = o.people
		t.weak = t.weak && o.weak
	}
	for _, f := range []struct{ have, more *string }{{&t.Abstract, &o.Abstract}, {&t.Video, &o.Video}, {&t.Slides, &o.Slides}} {
		if *f.have == "" {
			*f.have = *f.more
		}
	}
	if t.Start == "" {
		t.Start, t.End = o.Start, o.End
	}
}

var leadIn = pattern.New(`(?i)\b(?:line-?up|talks?|speakers?|programme?|programm[ai]?|agenda|we have|sessions?|vorträge|vortragsthemen|charlas|ponencias|themen|temas|présentations|conférences|intervenants|schedule|presentations|relazioni|interventi|palestras|sessões|lezingen|sprekers|referent(?:en|innen)|workshops|menu|bill)\b`)

// leadsIn reports whether a paragraph's last sentence announces a list of
// talks.
func leadsIn(s string) bool {
	return len(s) < 600 && (leadIn.MatchString(lastSentence(s)) || containsAny(s, "発表", "登壇", "プログラム", "タイムテーブル", "セッション"))
}
