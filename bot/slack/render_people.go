package slack

import (
	"slices"
	"strings"

	"meetupbot/bot"
)

func (p *page) speakers(r bot.SpeakerCard) {
	who := make([]string, len(r.People))
	for i, person := range r.People {
		who[i] = person.Name
	}
	p.text = names(who)
	if r.For != nil {
		p.header("Speaking at " + nameOf(*r.For))
		var s spans
		p.when(&s, r.For.When, true, "")
		p.para(s)
		p.text = "Speaking at " + short(nameOf(*r.For), maxHeader) + ": " + p.text
	}
	for i, person := range r.People {
		if i > 0 && (p.room < 2*reserve || len(p.blocks) > maxBlocks-maxOfPerson-maxLast) {
			var s spans
			s.add("… and "+names(who[i:]), italic)
			p.para(s)
			return
		}
		p.person(person, r.For != nil)
	}
}

// maxOfPerson is how many blocks a person takes, and one to name the others.
const maxOfPerson = 4

// person shows who somebody is and what they talked about. Where the card is
// about one meetup, its talks need not say where they are given.
func (p *page) person(person bot.Person, here bool) {
	name := short(person.Name, maxName)
	if name == "" {
		name = "Speaker"
	}
	who := short(joined(", ", person.Role, person.Affiliation), maxSentence)
	var s spans
	if here {
		s.add(name, bold)
	} else {
		p.header(name)
		p.text = joined(" – ", name, who)
	}
	if who != "" {
		s.line().add(who, italic)
	}
	if here {
		for _, g := range person.Talks[:min(len(person.Talks), maxTalks)] {
			s.line().add("Talk: ", plain).add(short(g.Title, maxName), plain)
		}
	}
	p.para(s)
	p.prose(person.Bio)
	p.elsewhere(person)
	if here {
		return
	}
	l := list{len: len(person.Talks), more: person.More, item: func(i int) spans {
		g := person.Talks[i]
		others := slices.DeleteFunc(g.Unnamed(), func(n string) bool { return n == person.Name })
		return given(g, others, "with ")
	}}
	l.title.add("Talks", bold)
	if person.More.Count > 0 {
		l.rest = "talks " + name
	}
	p.list(l)
}

// elsewhere is where else somebody is found. What a link is called comes from
// strangers, so each says where it leads.
func (p *page) elsewhere(person bot.Person) {
	var s spans
	for _, l := range person.Links[:min(len(person.Links), maxLinks)] {
		at := address(l.URL, maxLink)
		if at == "" || s.cost > maxProse {
			continue
		}
		if len(s.elements) > 0 {
			s.add(" · ", plain)
		}
		s.link(l.Text, at)
	}
	p.para(s)
}

// maxLinks is how many of a person's links are shown.
const maxLinks = 10

// prose shows text of several paragraphs, up to a length that people read in a
// conversation.
func (p *page) prose(prose bot.Prose) {
	var s spans
	left := maxSaid
	for i, paragraph := range prose {
		if i > 0 {
			s.line()
			if !paragraph.Item || !prose[i-1].Item {
				s.line()
			}
		}
		if paragraph.Item {
			s.add("• ", plain)
		}
		for _, r := range paragraph.Runs {
			words := bot.Clean(r.Text)
			cut := bot.Shorten(words, left)
			left -= bot.Length(cut)
			if at := address(r.URL, maxLink); at == "" || strings.TrimSpace(cut) == "" {
				s.add(cut, plain)
			} else {
				s.link(cut, at)
			}
			if cut != words || left <= 0 || s.cost > maxProse {
				p.para(s)
				return
			}
		}
	}
	p.para(s)
}
