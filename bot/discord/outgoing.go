package discord

import (
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// An outgoing is a message on its way. Discord reads mentions out of every
// text unless it is told not to, so that none leaves without AllowedMentions.
type outgoing struct {
	message
	AllowedMentions mentions    `json:"allowed_mentions"`
	Flags           int         `json:"flags,omitempty"`
	Nonce           string      `json:"nonce,omitempty"`
	EnforceNonce    bool        `json:"enforce_nonce,omitempty"`
	Reference       *reference  `json:"message_reference,omitempty"`
	Attachments     *[]struct{} `json:"attachments,omitempty"` // of an edit: those of before that stay
}

// mentions says who may be notified: with its zero value made by nobody, none.
// https://discord.com/developers/docs/resources/message#allowed-mentions-object
type mentions struct {
	Parse       []string `json:"parse"`
	RepliedUser bool     `json:"replied_user"`
}

// A reference is the message that one replies to.
type reference struct {
	Message         string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// flagEphemeral shows an answer to the asker alone.
// https://discord.com/developers/docs/resources/message#message-object-message-flags
const flagEphemeral = 1 << 6

// out makes a message ready to leave.
func (m message) out() outgoing {
	if m.Embeds == nil {
		m.Embeds = []*discordgo.MessageEmbed{} // null would leave those of before
	}
	if m.Components == nil {
		m.Components = []discordgo.MessageComponent{}
	}
	return outgoing{message: m, AllowedMentions: mentions{Parse: []string{}}}
}

// rendered is render for replies that were made of strangers' documents: if it
// fails, that reply fails and nothing else.
func rendered(r bot.Reply) (m message, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("render %T: panic: %v\n%s", r, p, debug.Stack())
		}
	}()
	return render(r), nil
}

// marked puts a marker where people do not see it and history shows it: behind
// the ids of the message's buttons, or, where all of them are links, into the
// number of their row. A message without buttons has no such place: there it
// stands small in the last embed's footer or below the text, where people do
// not mind it. The nonce is a marker too, but history need not show it.
func (m message) marked(marker string) message {
	if marker == "" {
		return m
	}
	rows := make([]discordgo.MessageComponent, len(m.Components))
	found := false
	for i, c := range m.Components {
		rows[i] = c
		row, ok := c.(discordgo.ActionsRow)
		if !ok {
			continue
		}
		inner := make([]discordgo.MessageComponent, len(row.Components))
		for j, c := range row.Components {
			if b, ok := c.(discordgo.Button); ok && b.CustomID != "" {
				b.CustomID += markerSign + marker
				c, found = b, true
			}
			inner[j] = c
		}
		row.Components = inner
		rows[i] = row
	}
	m.Components = rows
	small := footerMark(marker)
	switch {
	case found:
	case len(rows) > 0:
		row, _ := rows[0].(discordgo.ActionsRow)
		row.ID = rowMark(marker)
		rows[0] = row
	case len(m.Embeds) == 0:
		// https://support.discord.com/hc/en-us/articles/210298617 (subtext)
		if line := "\n-# " + small; bot.Length(m.Content)+bot.Length(line) <= maxContent {
			m.Content += line
		}
	case embedText(m.Embeds)+bot.Length(small)+1 <= maxEmbedText:
		m.Embeds = slices.Clone(m.Embeds)
		last := *m.Embeds[len(m.Embeds)-1]
		var footer discordgo.MessageEmbedFooter
		if last.Footer != nil {
			footer = *last.Footer
		}
		footer.Text = strings.TrimSpace(footer.Text + " " + small)
		last.Footer = &footer
		m.Embeds[len(m.Embeds)-1] = &last
	}
	return m
}

// embedText is how much of the text that all embeds of a message may have is
// used up.
func embedText(embeds []*discordgo.MessageEmbed) int {
	n := 0
	for _, e := range embeds {
		n += bot.Length(e.Title) + bot.Length(e.Description)
		for _, f := range e.Fields {
			n += bot.Length(f.Name) + bot.Length(f.Value)
		}
		if e.Footer != nil {
			n += bot.Length(e.Footer.Text)
		}
		if e.Author != nil {
			n += bot.Length(e.Author.Name)
		}
	}
	return n
}

// markerSign stands before the marker in a button's id.
const markerSign = "#"

// footerMark is a marker as a footer shows it: short, and long enough not to
// meet another one in the same channel.
func footerMark(marker string) string { return "·" + marker[:min(len(marker), 10)] }

// rowMark is a marker as the number of a row, which must be one of 32 bits. Those
// that Discord gives count from 1.
// https://docs.discord.com/developers/components/reference#anatomy-of-a-component
func rowMark(marker string) int {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(marker))
	return int(sum.Sum32()>>2 | 1<<30)
}

// withoutMarker is a button's id as it was before it was marked.
func withoutMarker(id string) string {
	id, _, _ = strings.Cut(id, markerSign)
	return id
}
