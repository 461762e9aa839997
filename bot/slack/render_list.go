package slack

import (
	"fmt"

	"meetupbot/bot"
)

// meetups is a titled list of meetups; ask is the command that shows more.
func (p *page) meetups(title string, events []bot.Meetup, more bot.More, ask string) {
	l := list{len: len(events), item: func(i int) spans { return line(events[i]) }, more: more, rest: ask}
	l.title.add(title, bold)
	p.list(l)
}

// line is a meetup in a list. What does not take place is struck through.
func line(m bot.Meetup) (s spans) {
	style := plain
	if m.CalledOff() {
		style = struck
	}
	s.add(nameOf(m), style)
	w := m.When
	day := w.ShortDay()
	switch {
	case w.Phase == bot.DayUnknown:
		day = joined(", ", day, "day not known yet")
	case w.Phase == bot.Ahead && w.Start != "" && !m.CalledOff():
		day += ", " + string(w.Start)
		if zone := w.ZoneName(); zone != "" {
			day += " (" + zone + ")"
		}
	}
	s.add(" – "+day, plain)
	switch rel := w.Relative(); {
	case m.Standing() != "":
		s.add(" – ", plain).add(m.Standing(), bold)
	case rel != "" && w.Phase != bot.Over:
		s.add(" – "+rel, plain)
	}
	if len(m.Doubts) > 0 {
		s.add(" (not confirmed)", italic)
	}
	if at := address(m.Page, maxLink); at != "" {
		s.add(" · ", plain).link(leadsTo(at), at)
	}
	return s
}

func (p *page) nonePlanned(r bot.NonePlanned) {
	whose := "meetup"
	if group := short(r.Group, maxName); group != "" {
		whose = group + " meetup"
	}
	text := "No " + whose + " is planned at the moment."
	if len(r.Undated) > 0 {
		text = "The day of the next " + whose + " is not known yet."
	}
	var s spans
	s.add(text, bold)
	if r.Last != nil {
		name := nameOf(*r.Last)
		if r.Group != "" && short(r.Last.Title, maxName) != "" {
			name = short(r.Last.Title, maxName) // whose it was has been said
		}
		last := "The last one was " + name + ", on " + r.Last.When.Day()
		if rel := r.Last.When.Relative(); rel != "" {
			last += " (" + rel + ")"
		}
		s.line().add(last+".", plain)
		if at := address(r.Last.Page, maxLink); at != "" {
			s.add(" ", plain).link(leadsTo(at), at)
		}
	}
	p.text = text
	p.para(s)
	p.meetups("Planned", r.Undated, bot.More{}, "")
	p.meetups("Called off", r.CalledOff, bot.More{}, "")
}

func (p *page) eventList(r bot.EventList) {
	about := ""
	if r.Words != "" {
		about = fmt.Sprintf(" with “%s”", short(r.Words, maxHeader))
	}
	if !r.PastOnly && len(r.Ahead)+len(r.Undated)+r.MoreAhead.Count == 0 {
		p.say("No meetup" + about + " is planned at the moment.")
	}
	if r.PastOnly && len(r.Past)+r.MorePast.Count == 0 {
		p.say("No meetup" + about + " has taken place yet.")
	}
	ahead, past := "meetups", "meetups past"
	if r.Words != "" {
		words := short(r.Words, maxHeader)
		ahead, past = ahead+" "+words, past+" "+words
	}
	if len(r.Ahead) > 0 {
		p.text = joined("", "Coming up"+about+": ", summary(r.Ahead[0]))
	}
	p.meetups("Coming up"+about, r.Ahead, r.MoreAhead, bot.Longer(ahead, len(r.Ahead)))
	p.meetups("Also planned", r.Undated, bot.More{}, "")
	p.meetups("Past meetups"+about, r.Past, r.MorePast, bot.Longer(past, len(r.Past)))
	if p.text == "" {
		p.text = "Meetups" + about
	}
}

// summary is a meetup on a line without any markup.
func summary(m bot.Meetup) string {
	return joined(" – ", nameOf(m), m.When.ShortDay(), m.Standing())
}

func (p *page) digest(r bot.Digest) {
	var all row
	for _, b := range r.Buttons() {
		all.ask(b)
	}
	p.take(all)
	defer p.buttons(all)
	if len(r.Events)+len(r.Undated)+r.More.Count == 0 {
		p.say("No meetup is planned at the moment.")
		return
	}
	p.header("Coming up")
	p.text = "Coming up"
	if len(r.Events) > 0 {
		p.text += ": " + summary(r.Events[0])
	}
	p.list(list{len: len(r.Events), item: func(i int) spans { return line(r.Events[i]) }, more: r.More, rest: "meetups"})
	p.meetups("Also planned", r.Undated, bot.More{}, "")
}

func (p *page) talkList(r bot.TalkList) {
	words := short(r.Words, maxHeader)
	if len(r.Talks) == 0 {
		p.say("No talk about “" + words + "” is known.")
		return
	}
	p.text = "Talks about “" + words + "”: " + short(r.Talks[0].Title, maxHeader)
	l := list{len: len(r.Talks), item: func(i int) spans { return given(r.Talks[i], r.Talks[i].Unnamed(), "") }, more: r.More}
	l.title.add("Talks about “"+words+"”", bold)
	if r.More.Count > 0 {
		l.rest = bot.Longer("talks "+words, len(r.Talks))
	}
	p.list(l)
}

// given is a talk with the meetup it was given at.
func given(g bot.Given, who []string, with string) (s spans) {
	s.add(short(g.Title, maxName), bold)
	if who := names(who); who != "" {
		s.add(" – "+with+who, italic)
	}
	media(&s, g.Talk)
	at := short(g.EventName(), maxName)
	if g.When.Date != "" {
		at += ", " + g.When.Day()
	}
	s.line().add(at, plain)
	switch rel := g.When.Relative(); {
	case g.CalledOff():
		s.add(", ", plain).add(string(g.Status), bold)
	case rel != "" && g.When.Phase != bot.Over:
		s.add(", "+rel, plain)
	}
	return s
}
