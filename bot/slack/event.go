package slack

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// An event is what happened in the workspace.
// https://docs.slack.dev/apis/events-api
type event struct {
	Type           string `json:"type"`
	Challenge      string `json:"challenge"`
	EventID        string `json:"event_id"`
	Authorizations []struct {
		UserID string `json:"user_id"`
		IsBot  bool   `json:"is_bot"`
	} `json:"authorizations"`
	Event inner `json:"event"`
}

// inner holds what is looked at of the events that the manifest asks for.
type inner struct {
	Type        string `json:"type"`
	Subtype     string `json:"subtype"`
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	User        string `json:"user"`
	UserTeam    string `json:"user_team"`
	BotID       string `json:"bot_id"`
	Text        string `json:"text"`
	Thread      string `json:"thread_ts"`
	TS          string `json:"ts"`
	Tab         string `json:"tab"`
	Inviter     string `json:"inviter"`
}

func readEvent(body []byte) (task, error) {
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return nil, errors.New("the event is no JSON")
	}
	if e.Type == "" {
		return nil, errors.New("the event does not say what it is")
	}
	return e, nil
}

// key is the event's id, which each retry repeats. How often Slack has tried
// does not count: the first try may never have arrived.
func (e event) key() string { return e.EventID }

func (e event) asker() string { return e.Event.User }

// serve acknowledges when all is done, or when that takes long: should the
// program die before, Slack sends the event again. Whoever calls it
// acknowledges in the end.
func (e event) serve(ctx context.Context, a *Adapter, ack acknowledge) {
	switch e.Type {
	case "url_verification":
		answer, _ := json.Marshal(map[string]string{"challenge": e.Challenge}) // strings
		ack(answer)
	case "app_rate_limited":
		a.log.Warn("slack: so much is asked that Slack holds some of it back")
	case "event_callback":
		late := time.AfterFunc(a.delays.Soon, func() { ack(nil) })
		defer late.Stop()
		e.heed(ctx, a)
	}
}

func (e event) heed(ctx context.Context, a *Adapter) {
	switch e.Event.Type {
	case "app_mention":
		e.Event.answer(ctx, a, e.self(ctx, a))
	case "message":
		if e.Event.ChannelType == "im" {
			e.Event.answer(ctx, a, e.self(ctx, a))
		}
	case "app_home_opened":
		if e.Event.Tab == "home" {
			e.Event.showHome(ctx, a)
		}
	case "member_joined_channel":
		if self := e.self(ctx, a); self != "" && e.Event.User == self {
			e.Event.greet(ctx, a)
		}
	}
}

// self is the bot's own user id, "" if it cannot be told.
func (e event) self(ctx context.Context, a *Adapter) string {
	for _, auth := range e.Authorizations {
		if auth.IsBot && auth.UserID != "" {
			return auth.UserID
		}
	}
	who, err := a.whoami(ctx)
	if err != nil {
		a.log.Warn("slack: the bot's own name is not known", "err", err)
	}
	return who.user
}

// answer answers a mention or a direct message: in its thread if it stands in
// one, else in the channel, where all who follow the conversation look. Bots
// are not answered, this one included, nor is what is no message of a person:
// edits, joins, files.
func (i inner) answer(ctx context.Context, a *Adapter, self string) {
	if i.BotID != "" || i.Subtype != "" || i.User == "" || i.User == self || i.Channel == "" {
		return
	}
	if i.TS != "" && !a.seen.First("ts "+i.Channel+" "+i.TS, a.config.Clock().Real) {
		return // edited, or told both as a message and as a mention
	}
	q := asked{line: words(i.Text, self), channel: i.Channel, user: i.User, team: i.UserTeam, thread: i.Thread}.read()
	a.deliver(ctx, q, wayBack{}, a.answer(ctx, q))
}

// showHome publishes App Home for who looks at it.
func (i inner) showHome(ctx context.Context, a *Adapter) {
	if i.User == "" {
		return
	}
	q := asked{user: i.User}
	next := q
	next.call, q.call = bot.Call{Name: "meetups"}, bot.Call{Name: "help"}
	view := home(a.ask(ctx, next), a.ask(ctx, q))
	err := a.call(ctx, "views.publish", i.User, func(ctx context.Context) error {
		_, err := a.api.PublishViewContext(ctx, slackapi.PublishViewContextRequest{UserID: i.User, View: view})
		return err
	})
	if err != nil {
		a.log.Warn("slack: App Home could not be shown", "err", err)
	}
}

// greet tells who added the bot to a channel how to set it up there.
func (i inner) greet(ctx context.Context, a *Adapter) {
	if i.Inviter == "" || i.Channel == "" || strings.HasPrefix(i.Channel, "D") {
		return // nobody can be told without telling everybody
	}
	greeting, ok := a.config.Router.Greet(ctx, schedule.Place{Platform: platform, ID: i.Channel})
	if !ok {
		return
	}
	q := asked{channel: i.Channel, user: i.Inviter}
	a.deliver(ctx, q, wayBack{}, answer{message: render(greeting, platform), private: true})
}
