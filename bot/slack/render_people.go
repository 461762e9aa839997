package slack

import (
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

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
	if here && len(person.Talks) > 0 {
		p.list(list{title: s, len: len(person.Talks), item: func(i int) (s spans) {
			s.add(short(person.Talks[i].Title, maxName), plain)
			return s
		}})
	} else {
		p.para(s)
	}
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
	var (
		parts []slackapi.RichTextElement
		text  spans // paragraphs that follow each other
		items []slackapi.RichTextElement
		cost  int
		left  = maxSaid
	)
	endText := func() {
		if len(text.elements) > 0 {
			parts = append(parts, section(text))
			text = spans{}
		}
	}
	endItems := func() {
		if len(items) > 0 {
			parts = append(parts, bullets(items))
			items = nil
		}
	}
	for _, paragraph := range prose {
		if left <= 0 || cost > maxProse {
			break
		}
		var said spans
		said, left = run(paragraph.Runs, left)
		cost += said.cost + elementCost
		switch {
		case len(said.elements) == 0:
		case paragraph.Item:
			endText()
			items = append(items, section(said))
		default:
			endItems()
			text.line().line()
			text.elements = append(text.elements, said.elements...)
		}
	}
	endText()
	endItems()
	if len(parts) > 0 {
		p.rich(cost, parts...)
	}
}

// run is one paragraph, as much of it as there are characters left, and how
// many are left then: none where it was cut.
func run(runs []bot.Run, left int) (spans, int) {
	var s spans
	for _, r := range runs {
		words := bot.Clean(r.Text)
		cut := bot.Shorten(words, left)
		left -= bot.Length(cut)
		if at := address(r.URL, maxLink); at == "" || strings.TrimSpace(cut) == "" {
			s.add(cut, plain)
		} else {
			s.link(cut, at)
		}
		if cut != words || left <= 0 || s.cost > maxProse {
			return s, 0
		}
	}
	return s, left
}
