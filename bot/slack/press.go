package slack

import (
	"context"
	"encoding/json"
	"errors"

	"meetupbot/bot"
)

// A press is what somebody did with a part of a message or of App Home.
// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
type press struct {
	Type        string `json:"type"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	User        struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		Thread string `json:"thread_ts"`
	} `json:"container"`
	Message struct {
		Thread string `json:"thread_ts"`
	} `json:"message"`
	Actions []struct {
		ActionID string `json:"action_id"`
		URL      string `json:"url"`
	} `json:"actions"`
}

// readPressForm reads the form in which a press comes over HTTP.
func readPressForm(body []byte) (task, error) {
	form, err := readForm(body)
	if err != nil {
		return nil, err
	}
	return readPress([]byte(form.Get("payload")))
}

func readPress(payload []byte) (task, error) {
	var p press
	if err := json.Unmarshal(payload, &p); err != nil {
		return nil, errors.New("the payload is no JSON")
	}
	return p, nil
}

func (p press) key() string { return p.TriggerID }

func (p press) asker() string { return p.User.ID }

// serve acknowledges at once: what an acknowledgement says is not shown to
// whoever pressed a button. Then it answers for their eyes only. What a button
// asks is looked up like any other question; its id carries no trust.
func (p press) serve(ctx context.Context, a *Adapter, ack acknowledge) {
	ack(nil)
	if p.Type != "block_actions" || p.User.ID == "" || len(p.Actions) == 0 {
		return
	}
	call, ok := bot.Pressed(p.Actions[0].ActionID)
	if !ok {
		if p.Actions[0].URL == "" {
			a.log.Info("slack: a button that is not known was pressed", "channel", p.Channel.ID)
		}
		return // a button that opens an address asks nothing
	}
	thread := p.Container.Thread
	if thread == "" {
		thread = p.Message.Thread
	}
	q := asked{call: call, channel: p.Channel.ID, user: p.User.ID, team: p.User.TeamID, thread: thread}
	back := a.wayBack(p.ResponseURL)
	a.deliver(ctx, q, back, a.answer(ctx, q))
}
