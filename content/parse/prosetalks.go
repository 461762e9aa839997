package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// proseTalks reads speakers and talks from running text: the talks of those
// who have none yet, the people behind talks that name nobody.
func (d *draft) proseTalks(timed bool) {
	for _, t := range d.talks {
		for _, p := range t.people {
			d.known.add(p.name)
		}
	}
	found := d.inProse(func(u *unit) bool {
		return d.keep(u) && u.role != aside && u.role != tickets && u.role != sponsors && u.role != venueRole
	}, d.known)
	listed := len(d.talks) > 0
	var introduced []prosePerson
	full := slices.ContainsFunc(found, func(p prosePerson) bool { return !p.given })
	for _, p := range found {
		if p.given && (full || d.complete()) {
			continue // who has speakers with full names says more of them than "Ana will show us in"
		}
		if d.longerName(p.name) {
			continue
		}
		if d.hasTalk(p.name) {
			d.retitle(p)
			for _, q := range append([]person{p.person}, p.others...) {
				d.describe(q)
			}
			continue
		}
		if i := d.talkQuoted(p); i >= 0 {
			if len(d.talks[i].people) == 0 {
				d.talks[i].people = append(append(d.talks[i].people, p.person), p.others...)
				if p.titleFirm && len(p.title) > 4 && content.Fold(p.title) != content.Fold(d.talks[i].Title) && !strings.Contains(content.Fold(d.talks[i].Title), content.Fold(p.title)) && sharesWords(p.title, d.talks[i].Title) {
					d.talks[i].Title = p.title
				}
			}
			continue
		}
		if d.namedIn(introduced, p) {
			continue
		}
		introduced = append(introduced, p)
	}
	open := d.silent()
	if timed && len(open) > 0 {
		var firm []prosePerson
		for _, p := range introduced {
			if p.intro || p.title != "" || p.affiliation != "" {
				firm = append(firm, p)
			}
		}
		if len(firm) != len(open) {
			open = d.firmTalks(open)
		}
		if len(firm) == len(open) {
			for n, i := range open {
				d.talks[i].people = append(append(d.talks[i].people, firm[n].person), firm[n].others...)
				d.talks[i].rule += "; its speaker from the text, in the same order"
			}
			return
		}
		if len(open) == 1 && len(firm) > 1 && len(firm) < 5 && sameParagraph(firm) {
			for _, p := range firm {
				d.talks[open[0]].people = append(append(d.talks[open[0]].people, p.person), p.others...)
			}
			return
		}
	}
	for _, p := range introduced {
		if listed && !p.intro && p.title == "" {
			continue
		}
		if p.title == "" || listed && timed && !p.titleFirm {
			if p.intro || p.acts {
				for _, q := range append([]person{p.person}, p.others...) {
					d.addPerson(q)
				}
			}
			continue
		}
		t := talk{unit: p.unit, line: p.line, text: p.text, rule: "a sentence that says who speaks about what", people: append([]person{p.person}, p.others...)}
		t.Title = p.title
		d.material(&t, p.url, p.title)
		if text := d.units[p.unit].text; p.told > 0 { // `"Owls" ([slides](address))`
			for _, l := range text.Links() {
				if l.Start >= p.told && l.Start < p.told+6 || t.Slides+t.Video != "" && l.Start > p.told && l.Start < p.told+20 {
					d.material(&t, l.URL, text.Plain[l.Start:l.End])
				}
			}
		}
		d.saysGiven(&p)
		d.addTalk(t)
	}
}

func sameParagraph(list []prosePerson) bool {
	for _, p := range list {
		if p.unit != list[0].unit {
			return false
		}
	}
	return true
}

func sharesWords(a, b string) bool {
	x := map[string]bool{}
	for _, w := range content.Words(a) {
		x[w] = len(w) > 3
	}
	for _, w := range content.Words(b) {
		if x[w] {
			return true
		}
	}
	return false
}

func (d *draft) namedIn(list []prosePerson, p prosePerson) bool {
	for i := range list {
		if !sameName(list[i].name, p.name) {
			continue
		}
		q := &list[i]
		if q.title == "" {
			q.title, q.url, q.titleFirm = p.title, p.url, p.titleFirm
		}
		q.fillFrom(p.person)
		q.intro = q.intro || p.intro
		q.links = append(q.links, p.links...)
		return true
	}
	return false
}

func (d *draft) hasTalk(name string) bool {
	for _, t := range d.talks {
		for _, p := range t.people {
			if sameName(p.name, name) {
				return true
			}
		}
	}
	return false
}

// describe adds what prose says of somebody who has a talk.
func (d *draft) describe(p person) {
	for i := range d.talks {
		t := &d.talks[i]
		if len(t.people) == 1 && sameName(t.people[0].name, p.name) && p.affiliation != "" && content.Fold(t.Title) == content.Fold(p.affiliation) {
			// "Ana Finch - Acme" named the company, not a talk
			t.people[0].affiliation = p.affiliation
			d.addPerson(t.people[0])
			d.talks = append(d.talks[:i], d.talks[i+1:]...)
			clear(d.titles)
			for j := range d.talks {
				d.titles[content.Fold(d.talks[j].Title)] = j
			}
			return
		}
	}
	for i := range d.talks {
		for j := range d.talks[i].people {
			q := &d.talks[i].people[j]
			if !sameName(q.name, p.name) {
				continue
			}
			q.fillFrom(p)
			q.link(p.links)
		}
	}
}

// firmTalks leaves out of some talks those that need a speaker to be one.
func (d *draft) firmTalks(list []int) []int {
	var out []int
	for _, i := range list {
		if !d.talks[i].weak {
			out = append(out, i)
		}
	}
	return out
}

// silent returns the talks that name nobody.
func (d *draft) silent() []int {
	var out []int
	for i, t := range d.talks {
		if len(t.people) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// talkQuoted finds the talk that the paragraph of a person, or the next one,
// names by its title.
func (d *draft) talkQuoted(p prosePerson) int {
	open := d.silent()
	if len(open) == 0 {
		return -1
	}
	for _, i := range open {
		if p.titleFirm && near(p.title, d.talks[i].Title) {
			return i
		}
	}
	for u := p.unit; u < len(d.units) && u <= p.unit+1; u++ {
		text := d.units[u].text.Plain
		from := 0
		if u == p.unit {
			from = p.end
		} else if name, _, _ := nextName(text, 0, d.known); name != "" && !sameName(name, p.name) && english.introduces.MatchString(text[:max(0, strings.Index(text, name))]) {
			break
		}
		rest := text[from:]
		// up to the next person of the same paragraph
		for _, i := range open {
			title := content.Fold(d.talks[i].Title)
			if strings.Contains(content.Fold(rest), title) && len(title) > 5 {
				return i
			}
			for _, m := range quotation.FindAllStringSubmatch(rest, 3) {
				if len(m[1]) > 5 && near(m[1], d.talks[i].Title) {
					d.talks[i].Title = cleanTitle(m[1])
					return i
				}
			}
		}
	}
	return -1
}

// near reports whether two titles begin alike or one holds the other.
func near(a, b string) bool { return alike(content.Words(a), content.Words(b)) }

func alike(x, y []string) bool {
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	return same >= 3 || same == min(len(x), len(y)) && same > 0
}

// material takes an address as a talk's video or slides.
func (d *draft) material(t *talk, url, words string) {
	switch agenda.Shown(url, words) {
	case agenda.Video:
		if t.Video == "" {
			t.Video = url
		}
	case agenda.Slides:
		if t.Slides == "" {
			t.Slides = url
		}
	}
}

// findMaterial looks in the units behind each talk for its video and slides.
func (d *draft) findMaterial() {
	for i := range d.talks {
		t := &d.talks[i]
		if t.unit < 0 {
			continue
		}
		stop := len(d.units)
		for _, other := range d.talks {
			if other.unit > t.unit && other.unit < stop {
				stop = other.unit
			}
		}
		if stop == len(d.units) {
			stop = min(stop, t.unit+12)
		}
		for j := t.unit + 1; j < stop; j++ {
			u := &d.units[j]
			if !d.keep(u) || u.sec != d.units[t.unit].sec {
				break
			}
			for _, l := range u.text.Links() {
				from, to := sentenceAround(u.text.Plain, l.Start, l.End)
				around := u.text.Plain[from:to]
				switch {
				case agenda.SlideHost(l.URL) || len(around) < 120 && agenda.SaysSlides(around):
					if t.Slides == "" && strings.HasPrefix(l.URL, "http") {
						t.Slides = l.URL
					}
				case agenda.VideoHost(l.URL) && len(around) < 160 && agenda.SaysVideo(around):
					if t.Video == "" {
						t.Video = l.URL
					}
				}
			}
		}
	}
}

// retitle gives a talk whose heading is only a teaser, "Ana Finch: a night with
// owls", the title that the text has for it.
func (d *draft) retitle(p prosePerson) {
	if !p.titleFirm || len(p.title) < 4 {
		return
	}
	for i := range d.talks {
		t := &d.talks[i]
		if len(t.people) > 0 && sameName(t.people[0].name, p.name) && t.unit >= 0 && d.units[t.unit].block.Kind == outline.Heading && !isUpper(firstRune(t.Title)) && !unspaced(t.Title) && isUpper(firstRune(p.title)) {
			delete(d.titles, content.Fold(t.Title))
			t.Title = p.title
			d.titles[content.Fold(t.Title)] = i
			return
		}
	}
}

// slidesOf stands before the title of a talk that was given.
var slidesOf = pattern.New(`(?i)\b(?:slides?|slide deck|recording|video|folien|präsentation|aufzeichnung|mitschnitt|diapos(?:itives)?|support|captation|vidéo|diapositivas|transparencias|vídeo|grabación|opname|presentatie|registrazione|gravação)\s+(?:(?:to|for|of|from|zu|zum|zur|von|de|du|del|di|van|per)\s+)(?:(?:the|his|her|their|dem|der|the talk|dem vortrag|la charla|talk)\s+)*$`)

// slidesTalk gives the one speaker who has no talk the one whose slides or
// recording the text names: "The slides of *Owls* are here".
func (d *draft) slidesTalk() {
	open := ""
	for _, p := range d.people {
		if !d.hasTalk(p.name) {
			if open != "" {
				return
			}
			open = p.name
		}
	}
	if open == "" || len(d.talks) > 0 {
		return
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.block.Kind == outline.Row || u.block.Kind == outline.Heading {
			continue
		}
		for _, span := range outstanding(u.text) {
			if !slidesOf.MatchString(u.text.Plain[runeStart(u.text.Plain, max(0, span[0]-60)):span[0]]) {
				continue
			}
			t := talk{unit: i, line: u.text.LineOf(span[0]), text: u.text.Plain, rule: "slides or a recording of a talk, and one speaker", people: []person{{name: open}}}
			t.Title = cleanTitle(u.text.Plain[span[0]:span[1]])
			d.addTalk(t)
			return
		}
	}
}

// outstanding returns where the pieces of a text are that stand in quotation
// marks, italics or bold.
func outstanding(t outline.Text) [][2]int {
	var out [][2]int
	for _, m := range quotation.FindAllStringIndex(t.Plain, 4) {
		out = append(out, [2]int{m[0], m[1]})
	}
	for _, m := range t.Marks {
		if m.Style <= outline.Italic && m.End > m.Start+3 && m.End <= len(t.Plain) {
			out = append(out, [2]int{m.Start, m.End})
		}
	}
	return out
}
