package console

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/bot"
)

func (p *page) talkList(r bot.TalkList) {
	if len(r.Talks) == 0 {
		p.para("", span{text: fmt.Sprintf("No talk about “%s” is known.", short(r.Words))})
		return
	}
	p.para("", span{text: fmt.Sprintf("Talks about “%s”", short(r.Words)), style: bold})
	for _, g := range r.Talks {
		p.blank()
		p.given(g, talkSpans(g.Talk))
	}
	if r.More.Count > 0 {
		p.blank()
		p.more(r.More, "")
	}
}

// given is a talk with the meetup it was given at.
func (p *page) given(g bot.Given, title []span) {
	p.para("  ", title...)
	at := short(g.EventName())
	if day := g.When.Day(); g.When.Date != "" {
		at += ", " + day
	}
	spans := []span{{text: at, style: dim}}
	switch rel := g.When.Relative(); {
	case g.CalledOff():
		spans = append(spans, span{text: ", " + string(g.Status), style: bold})
	case rel != "" && g.When.Phase != bot.Over:
		spans = append(spans, span{text: ", " + rel, style: dim})
	}
	p.para("    ", spans...)
	p.media(g.Talk, "    ")
}

func (p *page) speakers(r bot.SpeakerCard) {
	if r.For != nil {
		text := "Speaking at " + short(r.For.Name()) + ", " + r.For.When.String()
		if rel := r.For.When.Relative(); rel != "" {
			text += ", " + rel
		}
		p.para("", span{text: text})
	}
	for _, person := range r.People {
		p.apart()
		p.person(person, r.For != nil)
	}
}

// person shows who somebody is and what they talked about. Where the card is
// about one meetup, its talks need not say where they are given.
func (p *page) person(person bot.Person, here bool) {
	p.para("", span{text: short(person.Name), style: bold})
	if who := joined(", ", person.Role, person.Affiliation); who != "" {
		p.para("", span{text: short(who), style: dim})
	}
	if here {
		for _, g := range person.Talks {
			p.para("Talk: ", span{text: short(g.Title)})
		}
	}
	if len(person.Bio) > 0 {
		p.blank()
		p.prose(person.Bio)
	}
	if len(person.Links) > 0 {
		p.blank()
		for _, l := range person.Links {
			p.para("  ", span{text: l.URL, solid: true})
		}
	}
	if here {
		return
	}
	for _, g := range person.Talks {
		p.blank()
		title := []span{{text: short(g.Title)}}
		others := slices.DeleteFunc(g.Unnamed(), func(n string) bool { return n == person.Name })
		if len(others) > 0 {
			title = append(title, span{text: " – with " + listed(others), style: dim})
		}
		p.given(g, title)
	}
	if person.More.Count > 0 {
		p.blank()
		p.more(person.More, bot.Longer("talks "+short(person.Name), len(person.Talks)))
	}
}

func (p *page) prose(prose bot.Prose) {
	for i, paragraph := range prose {
		if i > 0 && !(paragraph.Item && prose[i-1].Item) {
			p.blank()
		}
		first := ""
		if paragraph.Item {
			first = "  - "
		}
		var spans []span
		for _, r := range paragraph.Runs {
			spans = append(spans, span{text: r.Text})
			if r.URL != "" && r.URL != r.Text {
				spans = append(spans, span{text: " ("}, span{text: r.URL, solid: true}, span{text: ")"})
			}
		}
		p.para(first, spans...)
	}
}

// listed joins names with commas.
func listed(names []string) string {
	shortened := make([]string, len(names))
	for i, n := range names {
		shortened[i] = short(n)
	}
	return strings.Join(shortened, ", ")
}
