package discord

import (
	"context"
	"net/http"
	"strings"

	"meetupbot/bot"
)

// A heard is a message that somebody wrote, as far as it matters here.
type heard struct {
	ID        string  `json:"id"`
	Type      int     `json:"type"`
	ChannelID string  `json:"channel_id"`
	GuildID   string  `json:"guild_id"` // "": a direct message
	WebhookID string  `json:"webhook_id"`
	Content   string  `json:"content"` // "" in a guild without the intent, unless it mentions us
	Author    *user   `json:"author"`
	Member    *member `json:"member"`
}

// Types of messages that people write.
// https://discord.com/developers/docs/resources/message#message-object-message-types
const (
	ordinaryMessage = 0
	replyMessage    = 19
)

// forUs reports whether a message asks the bot, and what. In a server that is
// one that begins with a mention of it, or with "!" and a command of the table:
// other bots listen for "!" too. A direct message always does.
func (a *Adapter) forUs(m *heard) (line string, ok bool) {
	if m.Author == nil || m.Author.Bot || m.WebhookID != "" || m.Type != ordinaryMessage && m.Type != replyMessage ||
		!isSnowflake(m.ID) || !isSnowflake(m.ChannelID) || !isSnowflake(m.Author.ID) {
		return "", false
	}
	a.mu.Lock()
	us := a.self.user
	a.mu.Unlock()
	text := strings.TrimSpace(m.Content)
	if text == "" || m.Author.ID == us {
		return "", false
	}
	for _, mention := range []string{"<@" + us + ">", "<@!" + us + ">"} {
		if rest, found := strings.CutPrefix(text, mention); found && us != "" {
			return strings.TrimLeft(rest, " ,:"), true
		}
	}
	if m.GuildID == "" {
		return text, true
	}
	rest, found := strings.CutPrefix(text, "!")
	word, _, _ := strings.Cut(rest, " ")
	if c, known := bot.CommandNamed(word); !found || !(known && strings.EqualFold(c.Name, word) && !c.Organisers || strings.EqualFold(word, bot.Parent)) {
		return "", false
	}
	return text, true
}

// hear answers a message with a reply to it, without notifying anybody. What
// organisers ask is answered in a direct message.
func (a *Adapter) hear(ctx context.Context, m *heard, line string) {
	req := bot.Request{
		Line: line, Now: a.clock().Product, Place: placeOf(m.ChannelID), Asker: placeOf(m.Author.ID), Private: m.GuildID == "",
	}
	if m.GuildID != "" {
		req.Organiser = a.organiser(m.GuildID, m.ChannelID, func(ctx context.Context) (bool, error) { return a.manages(ctx, m) })
	}
	asking, enough := context.WithTimeout(ctx, a.delays.Answer)
	defer enough()
	reply, late := bot.Await(asking, a.delays.Soon, func(ctx context.Context) bot.Reply { return a.router.Answer(ctx, req) })
	if late != nil {
		_, err := a.api.do(ctx, toBot(http.MethodPost, "/channels/"+m.ChannelID+"/typing", "typing "+m.ChannelID, nil), nil)
		if err != nil {
			a.log.Debug("discord: that an answer will come cannot be shown", "err", err)
		}
		reply = <-late
	}
	if call, _ := bot.Parse(line); m.GuildID != "" {
		if c, _ := bot.CommandNamed(call.Name); c.Organisers {
			err := a.direct(ctx, m.Author.ID, reply)
			if err == nil {
				return
			}
			a.log.Info("discord: an organiser cannot be answered directly", "err", err)
			reply = bot.Notice{
				Text: "I cannot send you a direct message, and the answer is for you alone. The slash command shows it to nobody else.",
				Try:  []string{c.FullName()},
			}
		}
	}
	shown, _ := a.show(reply)
	o := shown.out()
	o.Reference = &reference{Message: m.ID}
	if _, err := a.post(ctx, m.ChannelID, o, false); err != nil {
		a.log.Warn("discord: an answer did not reach who asked", "channel", m.ChannelID, "lost", a.lost.Add(1), "err", err)
	}
}

// direct posts to somebody alone.
func (a *Adapter) direct(ctx context.Context, user string, r bot.Reply) error {
	channel, err := a.openDirect(ctx, user)
	if err != nil {
		return err
	}
	m, _ := a.show(r)
	_, err = a.post(ctx, channel, m.out(), false)
	return err
}

// manages reports whether a message's author administers its guild.
func (a *Adapter) manages(ctx context.Context, m *heard) (bool, error) {
	g, err := a.guild(ctx, m.GuildID)
	if err != nil {
		return false, err
	}
	var roles []string
	if m.Member != nil {
		roles = m.Member.Roles
	} else if roles, err = a.memberRoles(ctx, m.GuildID, m.Author.ID); err != nil {
		return false, err
	}
	return g.base(m.Author.ID, roles)&(administrator|manageServer) != 0, nil
}
