package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// maxSignUps is how many ways to sign up are buttons; the others are links.
const maxSignUps = maxRowButtons

// buttons adds where to sign up and what can be asked of the meetup, except
// what the message answers already. What Discord takes for no button becomes a
// link in a field.
func (m *message) buttons(e *discordgo.MessageEmbed, event bot.Meetup, except string) {
	row := make([]discordgo.MessageComponent, 0, maxRowButtons)
	if !event.CalledOff() && event.When.Phase != bot.Over {
		var others []int
		for i, l := range event.SignUp {
			web := accepted(webAddress(l.URL), maxButtonURL)
			if web == "" || len(row) == maxSignUps {
				others = append(others, i)
				continue
			}
			row = append(row, discordgo.Button{Label: signUpLabel(l.Text, web, len(event.SignUp) > 1), Style: discordgo.LinkButton, URL: web})
		}
		var links text
		fill(&links, maxFieldValue, others, bot.More{}, "", func(t *text, i int) {
			words := event.SignUp[i].Text
			if plain(words, maxLabel) == "" {
				words = "Sign up"
			}
			t.own("- ")
			t.link(words, event.SignUp[i].URL, maxName)
		})
		field(e, "Sign up", &links, false)
	}
	for _, b := range event.Buttons() {
		if command, _, _ := strings.Cut(b.ID, ":"); command != except {
			row = append(row, question(b))
		}
	}
	for len(row) > 0 && len(m.Components) < maxRows {
		n := min(maxRowButtons, len(row))
		m.Components = append(m.Components, discordgo.ActionsRow{Components: row[:n:n]})
		row = row[n:]
	}
}

// row adds a row of questions.
func (m *message) row(questions []bot.Button) {
	row := discordgo.ActionsRow{}
	for _, b := range questions {
		row.Components = append(row.Components, question(b))
	}
	m.Components = append(m.Components, row)
}

// question is a button that asks the bot something.
func question(b bot.Button) discordgo.Button {
	return discordgo.Button{Label: plain(b.Label, maxLabel), Style: discordgo.SecondaryButton, CustomID: b.ID}
}

// signUpLabel is what a sign-up button says: the words of the link, unless
// they are none or pretend to lead elsewhere. One of several without words
// names its host.
func signUpLabel(words, web string, several bool) string {
	if words = plain(words, maxLabel); words != "" && !strings.Contains(words, "://") && !bot.Pretends(words, web) {
		return words
	}
	if several {
		return plain("Sign up at "+strings.TrimPrefix(hostOf(web), "www."), maxLabel)
	}
	return "Sign up"
}
