package discord

import (
	"meetupbot/bot"
)

// A section is a titled list of meetups; ask is the command that shows more of
// it.
type section struct {
	title  string
	events []bot.Meetup
	more   bot.More
	ask    string
}

// sections adds an embed with the lists that are not empty: the first one's
// title is the embed's. Each list that follows keeps some room.
func (m *message) sections(about string, lists ...section) {
	const least = 500
	var full []section
	for _, s := range lists {
		if len(s.events)+s.more.Count > 0 {
			full = append(full, s)
		}
	}
	if len(full) == 0 {
		return
	}
	e := m.embed(titled(full[0].title+about, maxTitle))
	var t text
	for i, s := range full {
		if i > 0 {
			t.own("\n\n**" + s.title + "**")
		}
		fill(&t, maxDescription-least*(len(full)-1-i), s.events, s.more, s.ask, (*text).meetup)
	}
	e.Description = t.String()
}

func (m *message) nonePlanned(r bot.NonePlanned) {
	var t text
	whose := plain(r.Group, maxName)
	say := func(before, after string) {
		t.own(before)
		if whose != "" {
			t.literal(whose, maxName)
			t.own(" ")
		}
		t.own(after)
	}
	if len(r.Undated) > 0 {
		say("The day of the next ", "meetup is not known yet.")
	} else {
		say("No ", "meetup is planned at the moment.")
	}
	if r.Last != nil {
		last := name(*r.Last)
		if title := plain(r.Last.Title, maxTitle); r.Group != "" && title != "" {
			last = title // whose it was has been said
		}
		t.own("\nThe last one was ")
		t.literal(last, maxName)
		t.own(", on " + r.Last.When.Day())
		if rel := r.Last.When.Relative(); rel != "" {
			t.own(" (" + rel + ")")
		}
		t.own(".")
	}
	m.Content = t.String()
	m.sections("", section{title: "Planned", events: r.Undated}, section{title: "Called off", events: r.CalledOff})
}

func (m *message) eventList(r bot.EventList) {
	about, ahead, past := "", "meetups", "meetups past"
	if words := plain(r.Words, maxName); words != "" {
		about = " with “" + words + "”"
		ahead, past = ahead+" "+words, past+" "+words
	}
	none := ""
	switch {
	case r.PastOnly && len(r.Past)+r.MorePast.Count == 0:
		none = " has taken place yet."
	case !r.PastOnly && len(r.Ahead)+len(r.Undated)+r.MoreAhead.Count == 0:
		none = " is planned at the moment."
	}
	if none != "" {
		var t text
		t.literal("No meetup"+about, maxWords)
		t.own(none)
		m.Content = t.String()
	}
	m.sections(about,
		section{"Coming up", r.Ahead, r.MoreAhead, bot.Longer(ahead, len(r.Ahead))},
		section{title: "Also planned", events: r.Undated},
		section{"Past meetups", r.Past, r.MorePast, bot.Longer(past, len(r.Past))},
	)
}

func (m *message) digest(r bot.Digest) {
	m.row(r.Buttons())
	if len(r.Events)+len(r.Undated)+r.More.Count == 0 {
		m.Content = "No meetup is planned at the moment."
		return
	}
	var headline text
	headline.own("Coming up")
	for _, event := range r.Events {
		if !event.CalledOff() {
			headline.own(" – ")
			headline.literal(name(event), maxName)
			headline.own(", ")
			headline.day(event.When)
			break
		}
	}
	m.Content = headline.String()
	m.sections("",
		section{"Coming up", r.Events, r.More, bot.Longer("meetups", len(r.Events))},
		section{title: "Also planned", events: r.Undated},
	)
}

func (m *message) talkList(r bot.TalkList) {
	words := plain(r.Words, maxName)
	if len(r.Talks) == 0 {
		var t text
		t.own("No talk about “")
		t.literal(words, maxName)
		t.own("” is known.")
		m.Content = t.String()
		return
	}
	e := m.embed(titled("Talks about “"+words+"”", maxTitle))
	var list text
	fill(&list, maxDescription, r.Talks, r.More, bot.Longer("talks "+words, len(r.Talks)), func(t *text, g bot.Given) {
		t.given(g, g.Unnamed(), " – ")
	})
	e.Description = list.String()
}

// given adds a talk with the meetup that it was given at, as an item of two
// lines.
func (t *text) given(g bot.Given, speakers []string, by string) {
	t.own("- ")
	title := g.Title
	if plain(title, maxName) == "" {
		title = "Talk"
	}
	t.bold(title, maxName)
	if len(speakers) > 0 {
		t.own(by)
		t.names(speakers)
	}
	t.own("\n  ")
	t.literal(g.EventName(), maxName)
	if g.When.Date != "" {
		t.own(", " + g.When.Day())
	}
	if g.CalledOff() {
		t.own(", **" + string(g.Status) + "**")
	} else {
		t.relative(g.When, ", ")
	}
	t.media(g.Talk, " – ")
}
