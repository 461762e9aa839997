package slack

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// A command is a slash command that somebody typed.
// https://docs.slack.dev/interactivity/implementing-slash-commands
type command struct {
	Command     string `json:"command"`
	Text        string `json:"text"`
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	UserID      string `json:"user_id"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}

func readCommandForm(body []byte) (task, error) {
	form, err := readForm(body)
	if err != nil {
		return nil, err
	}
	return command{
		Command: form.Get("command"), Text: form.Get("text"), TeamID: form.Get("team_id"), ChannelID: form.Get("channel_id"),
		UserID: form.Get("user_id"), TriggerID: form.Get("trigger_id"), ResponseURL: form.Get("response_url"),
	}.check()
}

func readCommand(payload []byte) (task, error) {
	var c command
	if err := json.Unmarshal(payload, &c); err != nil {
		return nil, errors.New("the command is no JSON")
	}
	return c.check()
}

func (c command) check() (task, error) {
	if c.Command == "" || c.UserID == "" || c.ChannelID == "" {
		return nil, errors.New("the command does not say who asks what and where")
	}
	return c, nil
}

func (c command) key() string { return c.TriggerID }

func (c command) asker() string { return c.UserID }

// serve answers in the acknowledgement if the answer is there soon, else at
// the response URL.
func (c command) serve(ctx context.Context, a *Adapter, ack acknowledge) {
	q := asked{
		line:    c.Command + " " + words(c.Text, ""),
		channel: c.ChannelID, user: c.UserID, team: c.TeamID,
	}.read()
	back := a.wayBack(c.ResponseURL)
	late := time.AfterFunc(a.delays.Soon, func() { ack(nil) })
	defer late.Stop()
	answer := a.answer(ctx, q)
	if answer.File == nil && ack(answer.payload("")) {
		return
	}
	ack(nil)
	a.deliver(ctx, q, back, answer)
}
