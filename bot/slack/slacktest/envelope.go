package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
)

// The types of envelopes.
const (
	slashCommands = "slash_commands"
	events        = "events_api"
	interactive   = "interactive"
)

// timeout is why Slack mostly sends an event again.
const timeout = "timeout"

// An Envelope is what happened in the workspace, on its way to the bot: over a
// socket with Push, or over HTTP with Deliver. Payload may be altered before
// it is sent.
type Envelope struct {
	Type    string // slash_commands, events_api or interactive
	ID      string // of this sending; Push gives one where there is none
	Payload map[string]any
	Retry   int    // which retry this is; 0 is the first sending
	Reason  string // of the retry: timeout, http_error, ...
}

// Again is the same envelope sent once more: the same event under a new
// envelope id, as Slack mostly does, or under the same one.
func (e Envelope) Again(retry int, sameID bool) Envelope {
	e.Retry, e.Reason = retry, timeout
	if !sameID {
		e.ID = ""
	}
	return e
}

// EventID is what every sending of an event has in common.
func (e Envelope) EventID() string {
	id, _ := e.Payload["event_id"].(string)
	return id
}

// ResponseURL is where answers to a command or a pressed button may be posted.
func (e Envelope) ResponseURL() string {
	url, _ := e.Payload["response_url"].(string)
	return url
}

// Command is a slash command: Command(channel, user, "/speaker", "Ada").
// https://docs.slack.dev/interactivity/implementing-slash-commands
func (s *Server) Command(channel, user, command, text string) Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Envelope{Type: slashCommands, Payload: map[string]any{
		"token": "verification", "team_id": s.TeamID, "team_domain": "rivertown", "api_app_id": s.AppID,
		"channel_id": channel, "channel_name": s.nameOf(channel), "user_id": user, "user_name": s.userName(user),
		"command": command, "text": text, "is_enterprise_install": "false",
		"response_url": s.mint(channel, user, ""), "trigger_id": s.trigger(),
	}}
}

// Press is a press of the button on the message ts.
// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
func (s *Server) Press(channel, user, ts, actionID, value string) Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.find(channel, ts)
	payload := s.pressed(user, actionID, value)
	payload["channel"] = map[string]any{"id": channel, "name": s.nameOf(channel)}
	payload["container"] = map[string]any{"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": m == nil}
	payload["response_url"] = s.mint(channel, user, ts)
	if m != nil {
		payload["message"] = s.wire(m, false)
	}
	return Envelope{Type: interactive, Payload: payload}
}

// PressHome is a press of a button on App Home: there is no channel and no
// response URL.
func (s *Server) PressHome(user, actionID, value string) Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	payload := s.pressed(user, actionID, value)
	view := map[string]any{}
	if s.views[user] != "" {
		_ = json.Unmarshal([]byte(s.views[user]), &view) // was checked when it was published
	}
	view["id"], view["type"] = viewID(user), "home"
	payload["view"], payload["container"] = view, map[string]any{"type": "view", "view_id": view["id"]}
	return Envelope{Type: interactive, Payload: payload}
}

func (s *Server) pressed(user, actionID, value string) map[string]any {
	return map[string]any{
		"type": "block_actions", "token": "verification", "api_app_id": s.AppID, "trigger_id": s.trigger(),
		"team":                  map[string]any{"id": s.TeamID, "domain": "rivertown"},
		"user":                  map[string]any{"id": user, "username": s.userName(user), "name": s.userName(user), "team_id": s.TeamID},
		"is_enterprise_install": false, "enterprise": nil,
		"actions": []any{map[string]any{
			"type": "button", "action_id": actionID, "block_id": "b", "value": value, "action_ts": s.timestamp(),
			"text": map[string]any{"type": "plain_text", "text": "Press", "emoji": true},
		}},
	}
}

// Mention is an app_mention: text with the bot's name before it.
// https://docs.slack.dev/reference/events/app_mention
func (s *Server) Mention(channel, user, text string) Envelope {
	return s.Event("app_mention", map[string]any{
		"channel": channel, "user": user, "text": fmt.Sprintf("<@%s> %s", s.BotUser, text), "team": s.TeamID,
	})
}

// Direct is a message that a user writes to the bot.
// https://docs.slack.dev/reference/events/message.im
func (s *Server) Direct(user, text string) Envelope {
	var channel string
	s.change(func() { channel = s.direct(user).ID })
	return s.Event("message", map[string]any{
		"channel": channel, "channel_type": "im", "user": user, "text": text, "team": s.TeamID, "client_msg_id": random(),
	})
}

// HomeOpened is a user's look at App Home.
// https://docs.slack.dev/reference/events/app_home_opened
func (s *Server) HomeOpened(user string) Envelope {
	var channel string
	s.change(func() { channel = s.direct(user).ID })
	return s.Event("app_home_opened", map[string]any{"user": user, "channel": channel, "tab": "home"})
}

// Joined is somebody's coming into a channel; the bot's own too.
// https://docs.slack.dev/reference/events/member_joined_channel
func (s *Server) Joined(channel, user, inviter string) Envelope {
	return s.Event("member_joined_channel", map[string]any{
		"channel": channel, "channel_type": "C", "user": user, "inviter": inviter, "team": s.TeamID,
	})
}

// Event is any event of the Events API: its type and what more it says.
// https://docs.slack.dev/apis/events-api
func (s *Server) Event(kind string, fields map[string]any) Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	ts := s.timestamp()
	event := map[string]any{"type": kind, "event_ts": ts}
	if kind == "message" || kind == "app_mention" {
		event["ts"] = ts
	}
	maps.Copy(event, fields)
	return Envelope{Type: events, Payload: map[string]any{
		"token": "verification", "team_id": s.TeamID, "api_app_id": s.AppID, "type": "event_callback",
		"event_id": "Ev" + random(), "event_time": s.clock().Unix(), "authed_users": []string{s.BotUser},
		"authorizations": []any{map[string]any{
			"enterprise_id": nil, "team_id": s.TeamID, "user_id": s.BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": false, "event": event,
	}}
}

// Challenge is Slack's question whether an address is the bot's. It has no
// envelope on a socket.
// https://docs.slack.dev/reference/events/url_verification
func (s *Server) Challenge(challenge string) Envelope {
	return Envelope{Type: events, Payload: map[string]any{
		"token": "verification", "type": "url_verification", "challenge": challenge,
	}}
}

func (s *Server) trigger() string { return fmt.Sprintf("%d.%s", s.clock().UnixNano(), random()) }

func (s *Server) nameOf(channel string) string {
	switch ch := s.channels[channel]; {
	case ch == nil:
		return "unknown"
	case ch.IM:
		return "directmessage"
	case ch.Private:
		return "privategroup"
	default:
		return ch.Name
	}
}

func (s *Server) userName(user string) string {
	if u := s.users[user]; u != nil {
		return u.Name
	}
	return "unknown"
}
