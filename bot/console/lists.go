package console

import (
	"fmt"

	"meetupbot/bot"
)

func (p *page) nonePlanned(r bot.NonePlanned) {
	whose := "meetup"
	if r.Group != "" {
		whose = short(r.Group) + " meetup"
	}
	if len(r.Undated) > 0 {
		p.para("", span{text: "The day of the next " + whose + " is not known yet."})
	} else {
		p.para("", span{text: "No " + whose + " is planned at the moment."})
	}
	if r.Last != nil {
		name := r.Last.Name()
		if r.Group != "" && r.Last.Title != "" {
			name = r.Last.Title // whose it was has been said
		}
		last := fmt.Sprintf("The last one was %s, on %s", short(name), r.Last.When.Day())
		if rel := r.Last.When.Relative(); rel != "" {
			last += " (" + rel + ")"
		}
		p.para("", span{text: last + "."})
	}
	p.section("Planned", r.Undated, bot.More{}, "")
	p.section("Called off", r.CalledOff, bot.More{}, "")
}

func (p *page) eventList(r bot.EventList) {
	about := ""
	if r.Words != "" {
		about = fmt.Sprintf(" with “%s”", short(r.Words))
	}
	if !r.PastOnly && len(r.Ahead)+len(r.Undated)+r.MoreAhead.Count == 0 {
		p.para("", span{text: "No meetup" + about + " is planned at the moment."})
	}
	if r.PastOnly && len(r.Past)+r.MorePast.Count == 0 {
		p.para("", span{text: "No meetup" + about + " has taken place yet."})
	}
	p.section("Coming up"+about, r.Ahead, r.MoreAhead, "")
	p.section("Also planned", r.Undated, bot.More{}, "")
	older := "meetups past"
	if r.Words != "" {
		older += " " + r.Words
	}
	p.section("Past meetups"+about, r.Past, r.MorePast, bot.Longer(older, len(r.Past)))
}

// section is a titled list; ask is the command that shows more of it.
func (p *page) section(title string, events []bot.Meetup, more bot.More, ask string) {
	if len(events)+more.Count == 0 {
		return
	}
	p.apart()
	p.para("", span{text: title, style: bold})
	for _, m := range events {
		p.line(m)
	}
	p.more(more, ask)
}

func (p *page) more(m bot.More, ask string) {
	if m.Count == 0 {
		return
	}
	text := fmt.Sprintf("... and %d more", m.Count)
	if m.AtLeast {
		text = fmt.Sprintf("... and at least %d more", m.Count)
	}
	if ask != "" {
		text += ": " + ask
	}
	p.para("  ", span{text: text, style: dim})
}

// apart leaves an empty line unless the page is empty.
func (p *page) apart() {
	if p.out.Len() > 0 {
		p.blank()
	}
}

func (p *page) digest(r bot.Digest) {
	if len(r.Events)+len(r.Undated)+r.More.Count == 0 {
		p.para("", span{text: "No meetup is planned at the moment."})
		return
	}
	p.section("Coming up", r.Events, r.More, "")
	p.section("Also planned", r.Undated, bot.More{}, "")
}
