package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Message is one that was created, as it stands now.
type Message struct {
	ID          string
	Channel     string
	Author      string // the user's id
	At          time.Time
	Edited      time.Time // zero: never
	Deleted     time.Time // zero: it is there
	Edits       int
	Nonce       string
	Enforced    bool // the nonce was to be enforced
	Content     string
	Embeds      []any
	Components  []any
	Flags       int64
	Files       []File
	Mentions    any      // allowed_mentions as sent last; nil: it was left out
	Notified    []string // whom Discord would have notified: everyone, here, role:ID, user:ID; nobody on an edit
	Interaction string   // the id of the interaction that it answers
}

// Text is all that the message says: its content, its embeds and its
// components, a line for each piece.
func (m Message) Text() string {
	var lines []string
	if m.Content != "" {
		lines = append(lines, m.Content)
	}
	lines = append(lines, texts(m.Embeds)...)
	lines = append(lines, texts(m.Components)...)
	return strings.Join(lines, "\n")
}

// texts are the words in embeds and components, in the order of reading.
func texts(v any) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = append(out, texts(e)...)
		}
	case object:
		for _, key := range []string{"title", "name", "label", "content", "description", "value", "text"} {
			if s := text(v, key); s != "" {
				out = append(out, s)
			}
		}
		for _, key := range []string{"author", "fields", "components", "accessory", "footer", "options"} {
			out = append(out, texts(v[key])...)
		}
	}
	return out
}

// A thread is the messages of one channel, oldest first.
type thread struct{ messages []*Message }

// flags of messages.
// https://discord.com/developers/docs/resources/message#message-object-message-flags
const (
	flagEphemeral    = 1 << 6
	flagLoading      = 1 << 7
	flagComponentsV2 = 1 << 15
)

// Messages returns what members see in a channel now, oldest first.
func (s *Server) Messages(channel string) []Message {
	return s.messages(channel, func(m *Message) bool { return m.Deleted.IsZero() })
}

// Removed returns the messages of a channel that were deleted, oldest first.
func (s *Server) Removed(channel string) []Message {
	return s.messages(channel, func(m *Message) bool { return !m.Deleted.IsZero() })
}

func (s *Server) messages(channel string, keep func(*Message) bool) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.thread(channel).messages {
		if keep(m) && m.Flags&flagEphemeral == 0 {
			out = append(out, *m)
		}
	}
	return out
}

// Remove deletes a message as a moderator does.
func (s *Server) Remove(channel, id string) {
	s.mu.Lock()
	m := s.message(channel, id)
	if m != nil {
		m.Deleted = time.Now()
	}
	c := s.channel(channel)
	s.mu.Unlock()
	if m != nil && c != nil {
		s.gateway.dispatch(deleted(c, id))
	}
}

func deleted(c *Channel, id string) event {
	data := object{"id": id, "channel_id": c.ID}
	if c.GuildID != "" {
		data["guild_id"] = c.GuildID
	}
	return event{name: "MESSAGE_DELETE", intent: messagesIntent(c), data: data}
}

func (s *Server) thread(channel string) *thread {
	t := s.posted[channel]
	if t == nil {
		t = &thread{}
		s.posted[channel] = t
	}
	return t
}

// message returns a message that is there, nil if none is.
func (s *Server) message(channel, id string) *Message {
	for _, m := range slices.Backward(s.thread(channel).messages) {
		if m.ID == id && m.Deleted.IsZero() {
			return m
		}
	}
	return nil
}

func nonce(body object) string {
	switch v := body["nonce"].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

func (s *Server) createMessage(r *request) answer {
	var created event
	a := s.inChannel(r, SendMessages, func(c *Channel) answer {
		body := r.body()
		if c.Kind == ForumChannel {
			return refuse(http.StatusBadRequest, 50008, "Cannot send messages in a non-text channel")
		}
		if refused := s.checkMessage(body, r.call.Files, 0); refused != nil {
			return *refused
		}
		if len(objects(body, "embeds")) > 0 && !s.may(c, EmbedLinks) || len(r.call.Files) > 0 && !s.may(c, AttachFiles) {
			return noPermission()
		}
		if n := nonce(body); n != "" && truth(body, "enforce_nonce") {
			if m := s.byNonce(n); m != nil && m.Deleted.IsZero() {
				return answer{status: http.StatusOK, body: s.messageObject(m), object: m.ID}
			} else if m != nil {
				return noMessage()
			}
		}
		m := &Message{ID: s.newID(), Channel: c.ID, Author: s.BotID, At: time.Now(), Nonce: nonce(body), Enforced: truth(body, "enforce_nonce")}
		s.say(m, r, body)
		m.Notified = s.notified(c, m, body)
		s.judgeMentions(r.call, m, body)
		s.thread(c.ID).messages = append(s.thread(c.ID).messages, m)
		s.nonces[m.Nonce] = m
		created = event{name: "MESSAGE_CREATE", intent: messagesIntent(c), data: s.eventMessage(c, m)}
		return answer{status: http.StatusOK, body: s.messageObject(m), stored: true, object: m.ID}
	})
	if a.stored {
		a.then = func() { s.gateway.dispatch(created) }
	}
	return a
}

// byNonce returns the bot's last message of a nonce, deleted or not, where the
// nonce is still remembered. Whatever channel it went to: Discord speaks of the
// author alone.
func (s *Server) byNonce(n string) *Message {
	m := s.nonces[n]
	if m == nil || time.Since(m.At) > s.settings.NonceWindow {
		return nil
	}
	return m
}

// say puts into m what a body says of it. What the body leaves out stays.
func (s *Server) say(m *Message, r *request, body object) {
	if v, ok := body["content"]; ok {
		m.Content, _ = v.(string)
	}
	if _, ok := body["embeds"]; ok {
		m.Embeds = list(body, "embeds")
	}
	if _, ok := body["components"]; ok {
		m.Components = list(body, "components")
	}
	// Only its author's first word makes a message ephemeral, and components of
	// the second version stay.
	m.Flags = number(body, "flags")&^flagEphemeral | m.Flags&(flagComponentsV2|flagEphemeral)
	if kept, ok := body["attachments"]; ok && kept != nil {
		m.Files = nil // files can be kept by naming them; this server keeps none
	}
	m.Files = append(m.Files, r.call.Files...)
	m.Mentions = body["allowed_mentions"]
}

func (s *Server) editMessage(r *request) answer {
	var edited event
	a := s.inChannel(r, ViewChannel, func(c *Channel) answer {
		m := s.message(c.ID, r.PathValue("message_id"))
		if m == nil {
			return noMessage()
		}
		if m.Author != s.BotID {
			return refuse(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
		}
		if refused := s.edit(m, r, r.body()); refused != nil {
			return *refused
		}
		edited = event{name: "MESSAGE_UPDATE", intent: messagesIntent(c), data: s.eventMessage(c, m)}
		return answer{status: http.StatusOK, body: s.messageObject(m), stored: true, object: m.ID}
	})
	if a.stored {
		a.then = func() { s.gateway.dispatch(edited) }
	}
	return a
}

// edit changes m as body, which is of r, says, or refuses to.
func (s *Server) edit(m *Message, r *request, body object) *answer {
	changed := *m
	s.say(&changed, r, body)
	whole := object{}
	maps.Copy(whole, body)
	for key, value := range map[string]any{"content": changed.Content, "embeds": changed.Embeds, "components": changed.Components} {
		if _, ok := body[key]; !ok {
			whole[key] = value
		}
	}
	if refused := s.checkMessage(whole, changed.Files, changed.Flags); refused != nil {
		return refused
	}
	s.judgeMentions(r.call, &changed, body)
	changed.Edited, changed.Edits = time.Now(), m.Edits+1
	*m = changed
	return nil
}

func (s *Server) deleteMessage(r *request) answer {
	var gone event
	a := s.inChannel(r, ViewChannel, func(c *Channel) answer {
		m := s.message(c.ID, r.PathValue("message_id"))
		switch {
		case m == nil:
			return noMessage()
		case m.Author != s.BotID && !s.may(c, ManageMessages):
			return noPermission()
		}
		m.Deleted = time.Now()
		gone = deleted(c, m.ID)
		return answer{status: http.StatusNoContent, stored: true, object: m.ID}
	})
	if a.stored {
		a.then = func() { s.gateway.dispatch(gone) }
	}
	return a
}

// messageObject is a message as Discord shows it. What others say is shown
// empty where the application has no message content intent.
func (s *Server) messageObject(m *Message) object {
	o := object{
		"id": m.ID, "channel_id": m.Channel, "author": s.user(m.Author), "type": 0, "content": m.Content,
		"embeds": shownEmbeds(m.Embeds), "components": shownComponents(m.Components), "attachments": s.attachments(m), "flags": m.Flags,
		"timestamp": stamp(m.At), "edited_timestamp": nil, "tts": false, "pinned": false,
		"mention_everyone": slices.Contains(m.Notified, "everyone") || slices.Contains(m.Notified, "here"),
		"mentions":         s.mentions(m), "mention_roles": []any{},
	}
	if !m.Edited.IsZero() {
		o["edited_timestamp"] = stamp(m.Edited)
	}
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	if m.Author == s.BotID {
		o["application_id"] = s.AppID
	} else if s.settings.Intents&intentMessageContent == 0 {
		s.hide(o, m)
	}
	if m.Interaction != "" {
		o["webhook_id"] = s.AppID
	}
	return o
}

func (s *Server) attachments(m *Message) []any {
	out := []any{}
	for i, f := range m.Files {
		at := "https://cdn.discordapp.com/attachments/" + m.Channel + "/" + m.ID + "/" + f.Name
		out = append(out, object{
			"id": strconv.Itoa(i), "filename": f.Name, "size": len(f.Data), "content_type": f.ContentType, "url": at, "proxy_url": at,
		})
	}
	return out
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

// time0 is when everybody joined.
var time0 = time.UnixMilli(epoch)
