package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// maxTogether is how many people may give the one talk of an evening.
const maxTogether = 3

// soleTalk makes the event's title its talk where the text says who speaks and
// names no talk, and speaks of what the title says: "Owls by hand", with a text
// about owls in which Ana Finch will walk us through. A title that names
// somebody, "Workshop with Ana Finch", says who speaks.
func (d *draft) soleTalk() {
	if len(d.talks) == 1 && len(d.people)+len(d.talks[0].people) == 0 && !d.row {
		d.titleGuest()
	}
	if len(d.talks) > 0 || d.row {
		return
	}
	announced := d.announcedSpeakers()
	if len(d.people) == 0 && len(d.talks) == 0 {
		d.titleGuest()
		return
	}
	topic := d.titleOwn()
	if announced && topic == "" {
		topic = d.countingTitle()
	}
	if len(d.talks) > 0 || len(d.people) > maxTogether || length(topic) < 2 || d.looksBack() || shaped(topic) > 0 || topicless.MatchString(topic) || !announced && !d.speaksAbout(topic) {
		return
	}
	t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as the text says who speaks and names no other talk"}
	t.people = append(t.people, d.people...)
	t.Title = topic
	d.addTalk(t)
}

// leastCounting is how many words a title with numbers has at least that is no
// meetup's, as "Rivertown Gophers 12" is.
const leastCounting = 5

// countingTitle returns the document's title where it has numbers and yet is
// longer than what meetups are called by: "7, 8, 9 and how owls count them".
func (d *draft) countingTitle() string {
	t := d.title.text
	if length(t) < leastCounting || strings.Contains(t, "#") || hintsIn(strings.ToLower(t)).cues&groupCue != 0 || len(when.Dates(t)) > 0 {
		return ""
	}
	return t
}

// topicless are words of titles that are about an evening and no talk.
var topicless = pattern.New(`(?i)\b(?:challenge|competition|contest|wettbewerb|concours|concurso|party|social|drinks|hack|hackathon|anniversary|birthday|pub|quiz|networking|unconference|barcamp|open space|lightning|news|cfp|call for|cancell?ed|postponed|review|recap|abgesagt|verschoben|annulée|cancelad[oa]|afgelast|stammtisch|fête|fiesta|feier|feest|festa)\b|\bannulé`)

// speaksAbout reports whether the text uses a word of a title.
func (d *draft) speaksAbout(title string) bool {
	words := map[string]bool{}
	for _, w := range content.Words(title) {
		if len(w) > 3 && !noName.set[w] || len(w) > 6 {
			words[w] = true
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == venueRole || u.role == sponsors || u.block.Kind != outline.Paragraph || len(u.low) < 40 {
			continue
		}
		for _, w := range content.Words(u.text.Plain) {
			if words[w] {
				return true
			}
		}
	}
	return false
}

// guestIn is how a title names its guest: "Workshop with Ana Finch".
var guestIn = pattern.New(`(?i)\s(?:with|mit|met|avec|con|com|feat\.?|featuring)\s+`)

// titleGuest takes who speaks from the title where the text names nobody.
func (d *draft) titleGuest() {
	for _, m := range guestIn.FindAllStringIndex(d.title.text, 3) {
		name, n := namePrefix(d.title.text[m[1]:])
		if n == 0 || shaped(name) < 2 || placeNoun.MatchString(name) {
			continue
		}
		d.addPerson(person{name: name, line: d.title.line, text: d.title.text})
		return
	}
}

// slideHeadings are folded headings of lists of what was shown.
var slideHeadings = phraseSet(`slides, the slides, slides and videos, decks, slide decks, folien, die folien, unterlagen, diapositives, les slides, supports, diapositivas, transparencias, presentaties, diapositive, スライド, 発表スライド, 発表資料, 資料`)

// shownTalks reads the talks of a report that does no more than list their
// slides: "Slides", and a link each.
func (d *draft) shownTalks() {
	if len(d.talks) > 0 || d.row {
		return
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind != outline.Item || !slideHeadings[content.Fold(strings.TrimSuffix(u.sec.Heading.Plain, ":"))] {
			continue
		}
		for _, l := range u.text.Links() {
			title := withoutHost(u.text.Plain[l.Start:l.End])
			if l.Start > 2 || !agenda.SlideHost(l.URL) || strings.HasPrefix(title, "http") {
				break
			}
			t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "slides of a talk in a list of slides"}
			t.Title, t.Slides = title, l.URL
			if p := splitEntry(u.text.Slice(0, l.End), d.known, 0); len(p.people) > 0 && p.sure {
				t.Title, t.people = p.title, p.people
			}
			d.addTalk(t)
			break
		}
	}
}

// withoutHost leaves out the name of the site that shows the slides, which
// stands at the end of its pages' titles.
func withoutHost(title string) string {
	for _, host := range []string{"Speaker Deck", "SlideShare", "Slideshare", "PPT", "Google Slides", "Docswell", "ドクセル"} {
		for _, sep := range []string{" - ", " | ", " – "} {
			if bare, ok := strings.CutSuffix(title, sep+host); ok {
				return bare
			}
		}
	}
	return title
}

// describedTitle returns the description that the front matter has for a meetup,
// where it is as short as a title: "JUG Meeting #76", about "Owls by hand".
func (d *draft) describedTitle() string {
	v := d.front.Find("description", "subtitle", "topic", "thema", "tema", "sujet")
	if v == nil {
		return ""
	}
	s := oneLine(v.Text)
	if n := len(strings.Fields(s)); n < 2 || n > 16 || len(s) > 160 || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || hintsIn(strings.ToLower(s)).cues&groupCue != 0 {
		return ""
	}
	return s
}
