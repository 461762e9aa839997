package slacktest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A Message is what members see, and what only programs see of it.
type Message struct {
	Channel  string
	TS       string
	Thread   string // ts of the message that it answers
	User     string // the author
	Text     string
	Blocks   json.RawMessage
	Metadata json.RawMessage // {"event_type":…,"event_payload":…}
	Files    []string        // ids, for File
	At       time.Time       // when it was stored
	Edits    int
	Reader   string // of an ephemeral message: the only one who sees it
}

// Messages returns what the channel shows to all its members, oldest first.
func (s *Server) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, m := range s.messages[channel] {
		all = append(all, *m)
	}
	return all
}

// Ephemerals returns what the user alone has been shown in the channel, oldest
// first: by chat.postEphemeral, response URLs and acknowledgements.
func (s *Server) Ephemerals(channel, user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, m := range s.ephemerals {
		if m.Channel == channel && m.Reader == user {
			all = append(all, *m)
		}
	}
	return all
}

// Seen waits until the reader sees at least n messages in the channel, those
// for all and those for them alone, and returns all of them, oldest first.
func (s *Server) Seen(ctx context.Context, channel, reader string, n int) (seen []Message, err error) {
	err = s.await(ctx, fmt.Sprintf("%d messages in %s", n, channel), func() bool {
		seen = nil
		for _, m := range slices.Concat(s.messages[channel], s.ephemerals) {
			if m.Channel == channel && (m.Reader == "" || m.Reader == reader) {
				seen = append(seen, *m)
			}
		}
		return len(seen) >= n
	})
	slices.SortFunc(seen, func(a, b Message) int { return compareTS(a.TS, b.TS) })
	return seen, err
}

// Say has somebody else write in a channel, and returns the message's ts. The
// bot hears nothing of it: that takes an Envelope.
func (s *Server) Say(channel, user, text string) (ts string) {
	s.change(func() {
		ts = s.keep(&Message{Channel: channel, User: user, Text: text}).TS
	})
	return ts
}

// Remove takes a message away by hand, as an administrator may.
func (s *Server) Remove(channel, ts string) {
	s.change(func() { s.forget(channel, ts) })
}

func (s *Server) keep(m *Message) *Message {
	m.TS, m.At = s.timestamp(), s.clock()
	if m.Reader != "" {
		s.ephemerals = append(s.ephemerals, m)
	} else {
		s.messages[m.Channel] = append(s.messages[m.Channel], m)
	}
	return m
}

func (s *Server) find(channel, ts string) *Message {
	for _, m := range s.messages[channel] {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

func (s *Server) forget(channel, ts string) {
	gone := func(m *Message) bool { return m.Channel == channel && m.TS == ts }
	s.messages[channel] = slices.DeleteFunc(s.messages[channel], gone)
	s.ephemerals = slices.DeleteFunc(s.ephemerals, gone)
}

// https://docs.slack.dev/reference/methods/chat.postMessage
func (s *Server) postMessage(c *Call) (reply, *refusal) {
	id := c.Args["channel"]
	if _, ok := s.users[id]; ok { // a person stands for the conversation with them, here alone
		id = s.direct(id).ID
	}
	ch, bad := s.writable(id, true)
	if bad != nil {
		return nil, bad
	}
	if bad := s.checkContent(c); bad != nil {
		return nil, bad
	}
	if last, ok := s.posted[ch.ID]; ok && s.clock().Sub(last) < s.pace {
		return nil, &refusal{code: "ratelimited", status: http.StatusTooManyRequests, fault: true}
	}
	s.posted[ch.ID] = s.clock()
	m := contentOf(c.Args)
	m.Channel, m.User, m.Thread = ch.ID, s.BotUser, c.Args["thread_ts"]
	s.keep(m)
	c.TS = m.TS
	return reply{"channel": ch.ID, "ts": m.TS, "message": s.wire(m, true)}, nil
}

// https://docs.slack.dev/reference/methods/chat.postEphemeral
func (s *Server) postEphemeral(c *Call) (reply, *refusal) {
	ch, bad := s.writable(c.Args["channel"], false)
	if bad != nil {
		return nil, bad
	}
	if !slices.Contains(ch.Members, c.Args["user"]) {
		return nil, &refusal{code: "user_not_in_channel"}
	}
	if bad := s.checkContent(c); bad != nil {
		return nil, bad
	}
	m := contentOf(c.Args)
	m.Channel, m.User, m.Thread, m.Reader = ch.ID, s.BotUser, c.Args["thread_ts"], c.Args["user"]
	s.keep(m)
	c.TS = m.TS
	return reply{"message_ts": m.TS}, nil
}

// https://docs.slack.dev/reference/methods/chat.update
func (s *Server) update(c *Call) (reply, *refusal) {
	m, bad := s.own(c, "cant_update_message")
	if bad != nil {
		return nil, bad
	}
	if bad := s.checkContent(c); bad != nil {
		return nil, bad
	}
	s.replace(m, c.Args)
	c.TS = m.TS
	return reply{"channel": m.Channel, "ts": m.TS, "text": m.Text, "message": s.wire(m, true)}, nil
}

// replace edits: blocks that are not given again are gone, metadata stays
// unless it is given again, and an empty object takes it away.
func (s *Server) replace(m *Message, args map[string]string) {
	next := contentOf(args)
	m.Text, m.Blocks = next.Text, next.Blocks
	switch md := args["metadata"]; md {
	case "":
	case "{}":
		m.Metadata = nil
	default:
		m.Metadata = next.Metadata
	}
	m.Edits++
}

// https://docs.slack.dev/reference/methods/chat.delete
func (s *Server) remove(c *Call) (reply, *refusal) {
	m, bad := s.own(c, "cant_delete_message")
	if bad != nil {
		return nil, bad
	}
	s.forget(m.Channel, m.TS)
	c.TS = m.TS
	return reply{"channel": m.Channel, "ts": m.TS}, nil
}

// own finds the message that the call is about, if it is the bot's; others is
// the refusal where it is somebody else's.
func (s *Server) own(c *Call, others string) (*Message, *refusal) {
	ch, bad := s.writable(c.Args["channel"], true)
	if bad != nil {
		return nil, bad
	}
	m := s.find(ch.ID, c.Args["ts"])
	switch {
	case m == nil:
		return nil, &refusal{code: "message_not_found"}
	case m.User != s.BotUser:
		return nil, &refusal{code: others}
	}
	return m, nil
}

// writable finds a channel that the bot may write in; where public is said,
// also a public one that it is not in.
func (s *Server) writable(id string, public bool) (*Channel, *refusal) {
	ch, bad := s.reachable(id)
	switch {
	case bad != nil:
		return nil, bad
	case ch.Archived:
		return nil, &refusal{code: "is_archived"}
	case slices.Contains(ch.Members, s.BotUser):
	case !public || s.scope("chat:write.public") != nil:
		return nil, &refusal{code: "not_in_channel"}
	}
	return ch, nil
}

func contentOf(args map[string]string) *Message {
	m := &Message{Text: args["text"]}
	if b := args["blocks"]; b != "" && b != "[]" {
		m.Blocks = json.RawMessage(b)
	}
	if md := args["metadata"]; md != "" {
		m.Metadata = json.RawMessage(md)
	}
	return m
}

// wire is the message as Slack's answers show it.
func (s *Server) wire(m *Message, metadata bool) reply {
	r := reply{"type": "message", "ts": m.TS, "user": m.User, "text": m.Text, "team": s.TeamID}
	if m.User == s.BotUser {
		r["bot_id"], r["app_id"] = s.BotID, s.AppID
	}
	if m.Blocks != nil {
		r["blocks"] = m.Blocks
	}
	if m.Thread != "" {
		r["thread_ts"] = m.Thread
	}
	if m.Metadata != nil && metadata {
		r["metadata"] = m.Metadata
	}
	if m.Edits > 0 {
		r["edited"] = reply{"user": m.User, "ts": strconv.FormatInt(m.At.Unix(), 10) + ".000000"}
	}
	return r
}
