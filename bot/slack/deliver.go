package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// responseLife is how long a response URL can be used, 5 times at most; we
// use one once.
// https://docs.slack.dev/interactivity/handling-user-interaction
const responseLife = 30 * time.Minute

// payload is the answer as an acknowledgement or a response URL takes it. Over
// a socket Slack ignores what has 20 KB; the renderer stays well below that.
// https://github.com/slack-go/slack/blob/v0.35.0/socketmode/socketmode.go
func (m answer) payload(thread string) []byte {
	kind := "in_channel"
	if m.private {
		kind = "ephemeral"
	}
	body, err := json.Marshal(struct {
		ResponseType    string           `json:"response_type"`
		ReplaceOriginal bool             `json:"replace_original"`
		Text            string           `json:"text"`
		Blocks          []slackapi.Block `json:"blocks,omitempty"`
		Thread          string           `json:"thread_ts,omitempty"`
		UnfurlLinks     bool             `json:"unfurl_links"`
		UnfurlMedia     bool             `json:"unfurl_media"`
	}{ResponseType: kind, Text: m.Text, Blocks: m.Blocks, Thread: thread})
	if err != nil {
		panic(fmt.Errorf("encode an answer: %w", err)) // do recovers; it cannot be
	}
	return body
}

// options is the message as chat.postMessage and its kin take it: nothing in
// it is looked at for names.
func (m message) options(more ...slackapi.MsgOption) []slackapi.MsgOption {
	return append([]slackapi.MsgOption{
		slackapi.MsgOptionText(m.Text, false),
		slackapi.MsgOptionBlocks(m.Blocks...),
		slackapi.MsgOptionLinkNames(false),
		slackapi.MsgOptionParse(false),
	}, more...)
}

// A wayBack is a response URL. It is secret: whoever has it can post.
type wayBack struct {
	address string // "" for none that may be used
	until   time.Time
}

// wayBack takes a response URL only of a host of Slack's, or of the one that
// was configured in its place.
func (a *Adapter) wayBack(address string) wayBack {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return wayBack{}
	}
	host := strings.ToLower(u.Hostname())
	slacks := u.Scheme == "https" && u.User == nil && u.Port() == "" &&
		(host == "slack.com" || strings.HasSuffix(host, ".slack.com") || host == "slack-gov.com" || strings.HasSuffix(host, ".slack-gov.com"))
	if !slacks && (a.apiHost == "" || u.Host != a.apiHost) {
		a.log.Warn("slack: a response URL is not on a host of Slack's and is not used", "host", a.secrets.Replace(host))
		return wayBack{}
	}
	return wayBack{address: address, until: a.config.Clock().Real.Add(responseLife)}
}

// deliver brings an answer that came too late for the acknowledgement, or
// could not go into one, to where it was asked.
func (a *Adapter) deliver(ctx context.Context, q asked, back wayBack, m answer) {
	if m.File != nil {
		var tell bool
		if m, tell = a.sendFile(ctx, q, m); !tell {
			return
		}
	}
	err := errNoWay
	if back.address != "" && a.config.Clock().Real.Before(back.until) {
		err = a.respond(ctx, back, m.payload(q.thread))
	}
	if errors.Is(err, errNoWay) {
		err = a.post(ctx, q, m)
	}
	if err != nil {
		a.log.Warn("slack: an answer did not reach who asked", "command", q.call.Name, "channel", q.channel, "err", err, "lost", a.lost.Add(1))
	}
}

// errNoWay says that a response URL cannot be used any more.
var errNoWay = errors.New("slack: the response URL cannot be used any more")

// respond posts to a response URL.
func (a *Adapter) respond(ctx context.Context, back wayBack, payload []byte) error {
	const what = "response URL"
	gone := false
	_, err := a.request(ctx, what, "", func(ctx context.Context) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, back.address, bytes.NewReader(payload))
		if err != nil {
			return errors.New("it is no address")
		}
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
		resp, err := a.http.Do(r)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
		switch {
		case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone || bytes.Contains(text, []byte(`"used_url"`)) || bytes.Contains(text, []byte(`"expired_url"`)):
			gone = true
			return errNoWay
		case resp.StatusCode != http.StatusOK:
			return errors.New("refused")
		}
		return err
	})
	if gone {
		return errNoWay
	}
	return err
}

// post says the answer with the Web API: to the asker alone, in the channel,
// or in a direct message.
func (a *Adapter) post(ctx context.Context, q asked, m answer) error {
	var options []slackapi.MsgOption
	if q.thread != "" {
		options = append(options, slackapi.MsgOptionTS(q.thread))
	}
	options = m.options(options...)
	if m.private && !q.private() {
		return a.call(ctx, "chat.postEphemeral", q.channel, func(ctx context.Context) error {
			_, err := a.api.PostEphemeralContext(ctx, q.channel, q.user, options...)
			return err
		})
	}
	channel := q.channel
	if channel == "" {
		channel = q.user // their direct messages with the bot
	}
	_, err := a.postMessage(ctx, channel, a.pace.waitAnswer, options)
	return err
}

// postMessage posts when wait says that it is the channel's turn; no link unfolds. It
// returns the message's ts.
func (a *Adapter) postMessage(ctx context.Context, channel string, wait func(context.Context, string) error, options []slackapi.MsgOption) (ts string, err error) {
	goOn := schedule.Waiting(ctx)
	err = wait(ctx, channel)
	goOn()
	if err != nil {
		return "", &bot.SendError{Err: fmt.Errorf("slack: wait for the pace of %s: %w", channel, err)}
	}
	options = append(options, slackapi.MsgOptionDisableLinkUnfurl(), slackapi.MsgOptionDisableMediaUnfurl())
	err = a.call(ctx, posting, channel, func(ctx context.Context) error {
		_, ts, err = a.api.PostMessageContext(ctx, channel, options...)
		if err == nil && ts == "" {
			err = errors.New("the answer names no message")
		}
		return err
	})
	return ts, err
}
