package discord

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// A message is a reply as Discord takes it. Who may be notified by it, who may
// see it and how it is found again is the business of whoever sends it.
type message struct {
	Content    string                       `json:"content"`
	Embeds     []*discordgo.MessageEmbed    `json:"embeds"`
	Components []discordgo.MessageComponent `json:"components"`
	Files      []*discordgo.File            `json:"-"` // their readers are at the start, and are read once
}

// render turns a reply into a message.
func render(r bot.Reply) message {
	return message{Content: fmt.Sprintf("%T", r)}
}

// Preview returns the reply as the JSON of a message, for people to look at.
func Preview(r bot.Reply) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(render(r)); err != nil {
		return nil, fmt.Errorf("preview %T: %w", r, err)
	}
	return b.Bytes(), nil
}
