package discordtest

import (
	"strings"
	"time"
)

// Said is what somebody else writes. The zero value of a field is the most
// ordinary one.
type Said struct {
	Text     string
	Channel  string // "": the server's ChannelID
	DM       bool   // said in direct messages, whatever Channel says
	Author   string // "": the server's MemberID
	Bot      bool   // by another bot
	Webhook  bool   // by a webhook, which has a name but is nobody
	Nobody   bool   // the event has no author at all
	ReplyTo  string // the message that it answers
	Unstored bool   // the event alone: the channel's history does not have it
}

// Say has somebody else write a message. Those sessions hear of it whose
// intents cover it; without the message content intent its text is empty, but in
// direct messages and where it mentions the bot.
// https://discord.com/developers/docs/events/gateway#message-content-intent
func (s *Server) Say(said Said) Message {
	s.mu.Lock()
	if said.Author == "" {
		said.Author = s.MemberID
	}
	if said.DM {
		said.Channel = s.directMessage(said.Author).ID
	} else if said.Channel == "" {
		said.Channel = s.ChannelID
	}
	m := &Message{ID: s.newID(), Channel: said.Channel, Author: said.Author, At: time.Now(), Content: said.Text}
	if !said.Unstored {
		t := s.thread(m.Channel)
		t.messages = append(t.messages, m)
	}
	c := s.channel(said.Channel)
	if c == nil {
		c = &Channel{ID: said.Channel, GuildID: s.GuildID}
	}
	e := event{name: "MESSAGE_CREATE", intent: messagesIntent(c), data: s.eventMessage(c, m), hidden: s.eventMessage(c, m)}
	s.hide(e.hidden, m)
	for _, data := range []object{e.data, e.hidden} {
		said.dress(data, s)
	}
	s.mu.Unlock()
	s.gateway.dispatch(e)
	return *m
}

// dress gives the event the author that is wanted.
func (said Said) dress(data object, s *Server) {
	author, _ := data["author"].(object)
	switch {
	case said.Nobody:
		delete(data, "author")
		delete(data, "member")
	case said.Webhook:
		data["webhook_id"] = said.Author
		author["bot"], author["username"] = true, "news"
		delete(data, "member")
	case said.Bot:
		author["bot"] = true
	}
	if said.ReplyTo != "" {
		data["type"] = 19
		data["message_reference"] = object{"type": 0, "message_id": said.ReplyTo, "channel_id": said.Channel}
	}
}

func messagesIntent(c *Channel) int64 {
	if c.Kind == DirectMessage {
		return intentDirectMessages
	}
	return intentGuildMessages
}

// eventMessage is a message as the gateway tells of it.
func (s *Server) eventMessage(c *Channel, m *Message) object {
	o := s.messageObject(m)
	o["content"], o["embeds"], o["components"], o["attachments"] = m.Content, shownEmbeds(m.Embeds), shownComponents(m.Components), s.attachments(m)
	o["channel_type"] = c.Kind
	if g := s.guild(c.GuildID); g != nil {
		o["guild_id"] = c.GuildID
		member := s.member(g, m.Author)
		delete(member, "user")
		o["member"] = member
	}
	return o
}

// hide empties what a bot without the message content intent does not see.
func (s *Server) hide(o object, m *Message) {
	c := s.channel(m.Channel)
	mentioned := strings.Contains(m.Content, "<@"+s.BotID+">") || strings.Contains(m.Content, "<@!"+s.BotID+">")
	if m.Author == s.BotID || mentioned || c != nil && c.Kind == DirectMessage {
		return
	}
	o["content"], o["embeds"], o["components"], o["attachments"] = "", []any{}, []any{}, []any{}
}
