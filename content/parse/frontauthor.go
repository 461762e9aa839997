package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// Sites whose pages are one talk each keep all of it in the front matter:
// "layout: event, title: Owls by hand, author: Ana Finch". On others the author
// is who wrote the post.

// authorTalk makes the title of a page of one event the talk of its author,
// where nothing else says who speaks and the text has no other voice: nobody
// writes such pages under a name of their own whose text thanks, invites or
// reports.
func (d *draft) authorTalk() {
	if len(d.talks) > 0 || len(d.people) > 0 || d.row || !d.laidOutAsEvent() || !d.keyedDay() {
		return
	}
	author := d.front.Find("author", "authors", "autor", "auteur")
	if author == nil {
		return
	}
	who := d.frontPeople(author)
	title := d.titleWithoutDay()
	if len(who) != 1 || shaped(who[0].name) == 0 || length(title) < 2 || shaped(title) > 0 || topicless.MatchString(title) || hintsIn(strings.ToLower(title)).cues&groupCue != 0 || d.looksBack() || d.voiced(who[0].name) {
		return
	}
	if page := address(d.front.FindStr("authorlink", "authorurl", "authortwitter", "authorwebsite")); page != "" {
		who[0].links = addPage(who[0].links, who[0].name, page)
	}
	t := talk{unit: -1, line: author.Line, text: author.Text, rule: d.keyRule("the author of a page of one event"), people: who}
	t.Title = title
	d.addTalk(t)
}

// laidOutAsEvent reports whether the front matter says that the page is an
// event's, not only that it is filed among events.
func (d *draft) laidOutAsEvent() bool {
	for _, w := range content.Words(d.front.FindStr("layout", "type", "template")) {
		if eventClass[w] || w == "talk" {
			return true
		}
	}
	return false
}

// keyedDay reports whether a key of the front matter holds the event's own day.
func (d *draft) keyedDay() bool {
	for _, p := range d.places {
		if p.own() && p.day != "" && p.day == d.event.Date {
			return true
		}
	}
	return false
}

// voiced reports whether the text speaks for a group that invites, and does
// not name somebody.
func (d *draft) voiced(name string) bool {
	for i := range d.units {
		u := &d.units[i]
		if strings.Contains(u.text.Plain, name) {
			return false
		}
		if u.cues&(groupCue|thanksCue) != 0 {
			return true
		}
	}
	return false
}

// bioKeys hold what the front matter says of its speakers, folded.
var bioKeys = strings.Fields(`bio speakerbio biography vita aboutspeaker aboutthespeaker speakerabout presenterbio speakerdescription kurzbiografie biografia biographie`)

// frontBios reads what the front matter says of who speaks: of one, or of each
// below a line with the name.
func (d *draft) frontBios() {
	if d.row || d.front == nil || len(d.people) == 0 {
		return
	}
	v := d.front.Find(bioKeys...)
	if v == nil || v.Kind != tree.Text || strings.TrimSpace(v.Text) == "" {
		return
	}
	t := proseOf(v)
	if t == nil {
		return
	}
	who, line := "", 0 // whose lines these are, and how many have been read
	if len(d.people) == 1 {
		who, line = d.people[0].name, 2
	}
	for _, b := range t.Root.All() {
		for _, text := range b.Lines() {
			plain := strings.TrimSpace(text.Plain)
			if name := d.personNamed(plain); name != "" && len(plain) < 60 && content.Fold(name) == content.Fold(plain) {
				who, line = name, 0
				continue
			}
			if plain == "" || who == "" {
				continue
			}
			if line++; line == 1 && len(plain) < 80 && !strings.HasSuffix(plain, ".") {
				if d.jobLine(who, text) {
					continue
				}
			}
			d.addBio(who, text)
		}
	}
}

// jobLine takes a line below a name that is a job and a company: "Archivist -
// Acme".
func (d *draft) jobLine(name string, t outline.Text) bool {
	role, company := t.Plain, ""
	for _, sep := range []string{" - ", " – ", " — ", " @ ", " at ", ", "} {
		if r, c, ok := strings.Cut(t.Plain, sep); ok {
			role, company = strings.TrimSpace(r), strings.TrimSpace(c)
			break
		}
	}
	if !isRole(role) {
		return false
	}
	for i := range d.people {
		if p := &d.people[i]; p.name == name {
			q := person{role: role}
			if orgLike(company) {
				q.affiliation = company
			}
			p.fillFrom(q)
		}
	}
	return true
}
