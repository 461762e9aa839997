package discord

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// A message is a reply as Discord takes it. Who may be notified by it, who may
// see it and how it is found again is the business of whoever sends it.
//
// Replies are embeds with buttons beside them, not components of the second
// version, which look as good. Those have no content, so that a phone says
// nothing but that the bot has posted
// (https://github.com/discord/discord-api-docs/issues/7854), and a reminder is
// read on phones. A message can be edited to have them, which takes its words
// away, and never back
// (https://docs.discord.com/developers/resources/message#message-object-message-flags).
// Embeds are the same in every answer, post and edit, and where a server takes
// from the bot the permission to embed, the content is still there.
type message struct {
	Content    string                       `json:"content"`
	Embeds     []*discordgo.MessageEmbed    `json:"embeds"`     // never nil: an edit takes away those that there were
	Components []discordgo.MessageComponent `json:"components"` // likewise
	Files      []*discordgo.File            `json:"-"`          // to be read once
}

// maxTalks is how many talks a meetup's card names; the agenda has them all.
const maxTalks = 12

// render turns a reply into a message.
func render(r bot.Reply) message {
	m := message{Embeds: []*discordgo.MessageEmbed{}, Components: []discordgo.MessageComponent{}}
	switch r := r.(type) {
	case bot.EventCard:
		m.eventCard(r)
	case bot.NonePlanned:
		m.nonePlanned(r)
	case bot.EventList:
		m.eventList(r)
	case bot.AgendaCard:
		m.agenda(r)
	case bot.SpeakerCard:
		m.speakers(r)
	case bot.TalkList:
		m.talkList(r)
	case bot.Announcement:
		m.announcement(r)
	case bot.Listing: // where it stands in no list
		m.post("New", r.Event)
	case bot.Personal:
		m.personal(r)
	case bot.Reminder:
		m.reminder(r)
	case bot.Starting:
		m.starting(r)
	case bot.Change:
		m.change(r)
	case bot.Recap:
		m.recap(r)
	case bot.Digest:
		m.digest(r)
	case bot.Notice:
		m.notice(r)
	case bot.Help:
		m.help(r)
	case bot.CalendarEntry:
		m.calendarEntry(r)
	case bot.Rules:
		m.rules(r)
	case bot.Plan:
		m.plan(r)
	case bot.Status:
		m.status(r)
	case bot.Report:
		m.report(r)
	case bot.Review:
		m.review(r)
	case bot.Reasons:
		m.reasons(r)
	case bot.SourceList:
		m.sources(r)
	default:
		panic(fmt.Sprintf("discord: no rendering for %T", r))
	}
	return m
}

// embed adds an embed and returns it.
func (m *message) embed(title string) *discordgo.MessageEmbed {
	e := &discordgo.MessageEmbed{Title: title}
	m.Embeds = append(m.Embeds, e)
	return e
}

// field adds a field to e, if there is anything in it.
func field(e *discordgo.MessageEmbed, name string, t *text, inline bool) {
	if len(t.b) > 0 {
		e.Fields = append(e.Fields, &discordgo.MessageEmbedField{Name: name, Value: t.String(), Inline: inline})
	}
}
