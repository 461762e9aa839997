package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
	"meetupbot/content"
)

// Colours of a meetup's card: how things stand, at a glance.
const (
	comingColour    = 0x5865F2 // blue
	todayColour     = 0x57F287 // green: today, or on now
	doubtfulColour  = 0xFEE75C // yellow: postponed, or not all of it is certain
	cancelledColour = 0xED4245 // red
	pastColour      = 0x99AAB5 // grey
)

func colour(m bot.Meetup) int {
	switch {
	case m.Status == content.Cancelled:
		return cancelledColour
	case m.CalledOff():
		return doubtfulColour
	case m.When.Phase == bot.Over:
		return pastColour
	case m.When.Phase == bot.DayUnknown || len(m.Doubts) > 0:
		return doubtfulColour
	case m.When.Phase == bot.OnNow || m.When.Days == 0:
		return todayColour
	}
	return comingColour
}

// card begins the embed of one meetup: its name, which leads to its page, and
// what is not certain of it.
func (m *message) card(event bot.Meetup) *discordgo.MessageEmbed {
	title := name(event)
	if event.CalledOff() {
		title = bot.Sentence(event.Standing()) + " – " + title
	}
	e := m.embed(titled(title, maxTitle))
	e.URL = accepted(webAddress(event.Page), maxLink)
	e.Color = colour(event)
	var doubts []string
	for _, d := range event.Doubts {
		if d = plain(d, maxWords); d != "" {
			doubts = append(doubts, d)
		}
	}
	if len(doubts) > 0 {
		e.Footer = &discordgo.MessageEmbedFooter{Text: bot.Shorten("⚠️ "+strings.Join(doubts, " "), 2*maxWords)}
	}
	return e
}

// name is the meetup's name, never empty.
func name(event bot.Meetup) string {
	if n := plain(event.Name(), maxTitle); n != "" {
		return n
	}
	return "Meetup"
}

// eventCard answers what is next.
func (m *message) eventCard(r bot.EventCard) {
	e := m.card(r.Event)
	m.facts(e, r.Event, nil, true)
	m.talks(e, r.Event)
	var also text
	fill(&also, maxFieldValue, r.Also, bot.More{}, "meetups", (*text).meetup)
	m.buttons(e, r.Event, "")
	field(e, "Also", &also, false)
}

// post shows a meetup in a channel.
func (m *message) post(why string, event bot.Meetup) { m.shown(why, event, nil) }

// announcement shows a meetup as it stands by now.
func (m *message) announcement(r bot.Announcement) { m.shown(r.Why(), r.Event, r.Was) }

// shown shows a meetup in a channel, with what was told before struck through.
func (m *message) shown(why string, event bot.Meetup, was []bot.Was) {
	m.headline(why, event)
	e := m.card(event)
	m.facts(e, event, was, false)
	m.talks(e, event)
	m.buttons(e, event, "")
}

// headline is the line that members are notified with: why there is a post,
// about what, when and where that is. Phones show it as it was sent, so there is
// no markup in it.
func (m *message) headline(why string, event bot.Meetup) {
	var t text
	off := event.CalledOff()
	planned := ", "
	if off {
		why, planned = bot.Sentence(event.Standing()), ", planned for "
	}
	t.own(why + " – ")
	t.literal(name(event), maxName)
	if event.When.Date != "" {
		t.own(planned)
		t.day(event.When)
	}
	if venue := plain(event.Venue.Name, maxName); venue != "" && !off && event.When.Phase != bot.Over {
		t.own(", ")
		t.literal(venue, maxName)
	}
	m.Content = t.String()
}

func (m *message) reminder(r bot.Reminder) {
	why := "Reminder"
	if rel := r.Event.When.Relative(); rel != "" {
		why = bot.Sentence(rel)
	}
	m.post(why, r.Event)
}

// personal shows what somebody is reminded of, or will be.
func (m *message) personal(r bot.Personal) {
	m.reminder(bot.Reminder{Event: r.Event})
	if r.Said != "" {
		var t text
		t.literal(r.Said, 2*maxWords)
		m.Content = t.String()
	}
}

func (m *message) starting(r bot.Starting) {
	why := "Starting now"
	if r.Event.When.Phase == bot.Ahead {
		why = "Starting soon" // the line goes on to say when
	}
	m.post(why, r.Event)
}

// change says what is no longer so beside what is.
func (m *message) change(r bot.Change) {
	m.headline("Changed", r.Event)
	e := m.card(r.Event)
	m.facts(e, r.Event, r.Was, false)
	m.buttons(e, r.Event, "")
}

// recap lists what there is to see of a meetup that is over.
func (m *message) recap(r bot.Recap) {
	m.headline("Videos and slides", r.Event)
	e := m.card(r.Event)
	var list text
	var shown []bot.Talk
	for _, t := range r.Event.Talks {
		if webAddress(t.Video) != "" || webAddress(t.Slides) != "" {
			shown = append(shown, t)
		}
	}
	if r.Event.When.Date != "" {
		list.own(r.Event.When.Day())
	}
	fill(&list, maxDescription-maxWords, shown, bot.More{}, "", func(t *text, talk bot.Talk) {
		t.own("- ")
		t.talk(talk.Title, talk.Unnamed())
		t.media(talk, "\n  ")
	})
	e.Description = list.String()
	m.buttons(e, r.Event, "")
}

// facts are when and where, with what was told before struck through. asked is
// whether somebody reads this now; a post is read for days, and says nothing
// that will not be so tomorrow.
func (m *message) facts(e *discordgo.MessageEmbed, event bot.Meetup, was []bot.Was, asked bool) {
	var note, when, where, who text
	off := event.CalledOff()
	if !off {
		for _, w := range was {
			if plain(w.Value, maxName) == "" {
				continue
			}
			switch w.Field {
			case "day", "time", "zone":
				if len(when.b) > 0 {
					when.own(", ")
				}
				when.struck(w.Value, maxName)
			case "place":
				where.line()
				where.struck(w.Value, maxName)
			case "speakers":
				who.struck(w.Value, maxWords)
				who.line()
				who.literal(w.Now, maxWords)
			case "status":
				note.line()
				note.struck(bot.Sentence(w.Value), maxName)
				note.own(" It takes place.")
			default:
				note.line()
				note.own("Before: ")
				note.struck(w.Value, maxName)
			}
		}
	}
	switch event.Status {
	case content.Cancelled:
		note.own("This meetup does not take place.")
	case content.Postponed:
		note.own("This meetup does not take place as planned. There is no new date yet.")
	case content.Moved:
		note.line()
		note.own("**It has moved:** please note the new day or place.")
	}
	e.Description = note.String()
	switch {
	case off && event.When.Date != "":
		when.struck(event.When.String(), maxWords)
	case !off:
		when.line()
		when.own(bot.Sentence(event.When.String()))
		when.readers(event.When, asked)
	}
	field(e, "When", &when, true)
	if place := plain(event.Venue.String(), maxWords); off {
		where.struck(place, maxWords)
	} else if place != "" {
		where.line()
		where.literal(place, maxWords)
	}
	field(e, "Where", &where, true)
	field(e, "Speaking", &who, true)
}

// talks lists a meetup's talks.
func (m *message) talks(e *discordgo.MessageEmbed, event bot.Meetup) {
	if event.CalledOff() || len(event.Talks) == 0 {
		return
	}
	var list text
	shown := event.Talks[:min(maxTalks, len(event.Talks))]
	fill(&list, maxFieldValue, shown, bot.More{Count: len(event.Talks) - len(shown)}, "agenda", func(t *text, talk bot.Talk) {
		t.own("- ")
		t.clock(talk.Start, talk.End)
		t.talk(talk.Title, talk.Unnamed())
		t.media(talk, " – ")
	})
	field(e, "Talks", &list, false)
}
