package bottest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
)

// Autumn is an ordinary meetup, six days ahead.
func Autumn() bot.Meetup {
	return bot.Meetup{
		ID:     7,
		Group:  "Rivertown Gophers",
		Title:  "Autumn meetup",
		When:   when("2017-09-26", "18:45", "21:00", 6),
		Status: content.Scheduled,
		Venue:  content.Venue{Name: "The Old Mill", Address: "3 Mill Lane, Rivertown"},
		Talks: []bot.Talk{
			{Title: "Slices from the inside", Start: "19:00", Speakers: []string{"Ada Marlowe"}},
			{Title: "Small daemons, small bills", Start: "19:45", Speakers: []string{"Jo Quill", "Sam Reed"}},
			{Title: "Lightning talks"},
		},
		SignUp: []content.Link{{Text: "Sign up", URL: "https://rivertown.example/autumn/rsvp"}},
		Page:   "https://rivertown.example/autumn",
	}
}

// when is a time in London, seen from so many days before.
func when(date content.Date, start, end content.Clock, days int) bot.When {
	w := bot.When{Date: date, Start: start, End: end, Zone: "Europe/London", Phase: bot.Ahead, Days: days}
	loc, err := content.LoadZone(w.Zone)
	if err != nil {
		panic(err)
	}
	instant := func(c content.Clock) time.Time {
		t, err := content.Instant(date, c, loc)
		if err != nil {
			panic(err)
		}
		return t
	}
	w.From, w.To = instant(start), instant("24:00")
	if end != "" {
		w.To = instant(end)
	}
	if days < 0 {
		w.Phase = bot.Over
	}
	return w
}

// reminded is a meetup that whoever sees it is reminded of.
func reminded(m bot.Meetup) bot.Meetup {
	m.Reminded = true
	return m
}

func tomorrow() bot.Meetup {
	m := Autumn()
	m.When.Days = 1
	return m
}

// unseen is m without video and slides.
func unseen(m bot.Meetup) bot.Meetup {
	m.Talks = slices.Clone(m.Talks)
	for i := range m.Talks {
		m.Talks[i].Video, m.Talks[i].Slides = "", ""
	}
	return m
}

func undated() bot.Meetup {
	return bot.Meetup{ID: 8, Group: "Rivertown Gophers", Title: "Winter meetup", When: bot.When{Date: "2017-12", Zone: "Europe/London"}}
}

func other() bot.Meetup {
	return bot.Meetup{ID: 9, Group: "Harbour Data Club", Title: "Maps, maps, maps", When: when("2017-10-05", "19:00", "", 15)}
}

func twoDays() bot.Meetup {
	m := bot.Meetup{ID: 10, Group: "Rivertown Gophers", Title: "Rivertown Gophers weekend", When: when("2017-09-30", "", "", 10)}
	m.When.EndDate = "2017-10-01"
	m.Venue.Name = "Online"
	m.SignUp = []content.Link{{URL: "https://rivertown.example/weekend"}, {URL: "https://tickets.example/weekend"}}
	return m
}

func manyTalks() bot.Meetup {
	m := Autumn()
	m.Talks = nil
	for i := range 40 {
		m.Talks = append(m.Talks, bot.Talk{
			Title:    fmt.Sprintf("Talk %d: %s", i+1, strings.Repeat("a very long title about many things ", 1+i%7)),
			Speakers: []string{"Ada Marlowe", "Jo Quill"},
		})
	}
	return m
}

// wide has letters of two columns, letters of several code points, and a
// script written from right to left.
func wide() bot.Meetup {
	m := Autumn()
	m.Title = "川の町の秋の勉強会：スライスの内側と小さなデーモンたちについて語り合う楽しい夕べです、ぜひ来てください"
	m.Venue = content.Venue{Name: "Zum Böcklein 🏳️‍🌈", Address: "Große Straße 1"}
	m.Talks = []bot.Talk{
		{Title: "שלום עולם", Speakers: []string{"Zoë Ła\u0308nd"}},
		{Title: "👩‍👩‍👧‍👦 families of 🇳🇿 code points", Speakers: []string{"Ada Marlowe"}},
	}
	return m
}

func programme() []bot.AgendaItem {
	return []bot.AgendaItem{
		{Start: "18:45", Text: "Doors open, pizza"},
		{Start: "19:00", End: "19:40", Text: "Slices from the inside", Speakers: []string{"Ada Marlowe"}},
		{Start: "19:45", End: "20:30", Text: "Small daemons, small bills (Jo Quill)", Speakers: []string{"Sam Reed"}},
		{Start: "20:30", Text: "To the pub"},
	}
}

func ada() bot.Person {
	at := func(date content.Date, days int) bot.When { return when(date, "", "", days) }
	return bot.Person{
		Name:        "Ada Marlowe",
		Role:        "Staff engineer",
		Affiliation: "Lantern Works",
		Bio: bot.Prose{
			{Runs: []bot.Run{{Text: "Ada has kept the lights on at "}, {Text: "Lantern Works", URL: "https://lantern.example"},
				{Text: " for nine years. She collects slide rules and reads other people's allocators for pleasure."}}},
			{Item: true, Runs: []bot.Run{{Text: "wrote the book on buckets"}}},
			{Item: true, Runs: []bot.Run{{Text: "never met a queue she could not shorten"}}},
		},
		Links: []content.Link{{Text: "Site", URL: "https://ada.example"}, {Text: "Code", URL: "https://code.example/ada"}},
		Talks: []bot.Given{
			{
				Talk:  bot.Talk{Title: "Slices from the inside", Speakers: []string{"Ada Marlowe"}},
				Event: "Autumn meetup", Group: "Rivertown Gophers", When: at("2017-09-26", 6),
			},
			{
				Talk: bot.Talk{
					Title: "Buckets all the way down", Speakers: []string{"Ada Marlowe", "Sam Reed"},
					Video: "https://video.example/buckets", Slides: "https://slides.example/buckets.pdf",
				},
				Event: "Spring meetup", Group: "Rivertown Gophers", When: at("2016-03-15", -554),
			},
			{
				Talk:  bot.Talk{Title: "The talk that was not", Speakers: []string{"Ada Marlowe"}},
				Event: "Storm evening", Group: "Harbour Data Club", When: at("2015-01-20", -974), Status: content.Cancelled,
			},
		},
	}
}

// speaking is p with what they talk about at the autumn meetup alone.
func speaking(p bot.Person) bot.Person {
	p.Talks = p.Talks[:1]
	return p
}

func prolific() bot.Person {
	p := ada()
	for range 3 {
		p.Talks = append(p.Talks, p.Talks[1])
	}
	p.More.Count = 23
	p.Bio = nil
	for range 12 {
		p.Bio = append(p.Bio, bot.Paragraph{Runs: []bot.Run{{Text: strings.Repeat("Ada goes on about buckets at some length. ", 12)}}})
	}
	return p
}

// Hostile is a meetup all of whose text is hostile.
func Hostile() bot.Meetup {
	m := Autumn()
	m.Group, m.Title = hostileText, hostileText
	m.Venue = content.Venue{Name: hostileText, Address: hostileText}
	m.Talks = []bot.Talk{{Title: hostileText, Speakers: []string{hostileText, "@here"}, Video: hostileURL, Slides: hostileURL}}
	m.SignUp = []content.Link{{Text: "https://good.example", URL: hostileURL}}
	m.Page = hostileURL
	m.Doubts = []string{hostileText}
	return m
}

// hostileURL goes where people may be sent, and tries to leave its place.
var hostileURL = "https://evil.example/a)|b>*c*_d_?q=<!channel>" + strings.Repeat("x", 120)

func hostilePerson() bot.Person {
	return bot.Person{
		Name: hostileText, Role: hostileText, Affiliation: hostileText,
		Bio:   bot.Prose{{Item: true, Runs: []bot.Run{{Text: hostileText}, {Text: "https://good.example", URL: hostileURL}}}},
		Links: []content.Link{{Text: hostileText, URL: hostileURL}},
		Talks: []bot.Given{{
			Talk:  bot.Talk{Title: hostileText, Speakers: []string{hostileText}, Video: hostileURL},
			Event: hostileText, Group: hostileText, When: when("2017-09-26", "", "", 6),
		}},
	}
}
