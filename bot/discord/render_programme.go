package discord

import (
	"bytes"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// agenda shows a programme. It is posted on the day, too, so it has a line to
// be notified with.
func (m *message) agenda(r bot.AgendaCard) {
	why := "Programme"
	if r.Event.When.Relative() == "today" {
		why = "Today’s programme"
	}
	m.headline(why, r.Event)
	e := m.card(r.Event)
	m.facts(e, r.Event, nil, true)
	var list text
	list.own(e.Description)
	const most = maxDescription - 600 // when, where, doubts and links stand beside it
	switch {
	case r.Event.CalledOff():
	case len(r.Items) > 0:
		fill(&list, most, r.Items, bot.More{}, "", func(t *text, item bot.AgendaItem) {
			if item.Day != "" {
				t.bold(item.Day, maxName)
				t.line()
			}
			t.clock(item.Start, item.End)
			t.talk(item.Text, bot.Talk{Title: item.Text, Speakers: item.Speakers}.Unnamed())
		})
	case len(r.Event.Talks) > 0:
		list.line()
		list.own("No times have been published yet. The talks:")
		fill(&list, most, r.Event.Talks, bot.More{}, "", func(t *text, talk bot.Talk) {
			t.own("- ")
			t.talk(talk.Title, talk.Unnamed())
		})
	default:
		list.line()
		list.own("No programme has been published yet.")
	}
	e.Description = list.String()
	m.buttons(e, r.Event, "agenda")
}

// calendarEntry hands over the file, which every calendar opens.
func (m *message) calendarEntry(r bot.CalendarEntry) {
	var t text
	t.literal(name(r.Event), maxName)
	if r.Event.When.Date != "" {
		t.own(", " + r.Event.When.String())
		t.readers(r.Event.When, true)
	}
	t.own("\nOpen the file to add it to your calendar.")
	m.Content = t.String()
	m.Files = []*discordgo.File{{
		Name: r.FileName(), ContentType: "text/calendar; charset=utf-8", Reader: bytes.NewReader(r.File),
	}}
}
