package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"meetupbot/bot"
)

var (
	_ bot.Sender   = (*Adapter)(nil)
	_ bot.Seeker   = (*Adapter)(nil)
	_ bot.Sweeper  = (*Adapter)(nil)
	_ bot.Repeater = (*Adapter)(nil)
	_ bot.Pacer    = (*Adapter)(nil)
)

// maxNonce is how long a nonce may be.
// https://discord.com/developers/docs/resources/message#create-message-jsonform-params
const maxNonce = 25

// Send posts a message and returns its id. The marker is its nonce: the same
// post sent again within the next few minutes is not posted again, and the id
// of the first is returned.
//
// A post for a server is put into its list of events.
func (a *Adapter) Send(ctx context.Context, p bot.Post) (string, error) {
	if server, ok := serverIn(p); ok {
		return a.list(ctx, server, p)
	}
	p, err := a.inChannel(ctx, p)
	if err != nil {
		return "", err
	}
	o, err := a.posting(p)
	if err != nil {
		return "", err
	}
	o.Nonce = p.Marker[:min(len(p.Marker), maxNonce)]
	o.EnforceNonce = o.Nonce != ""
	id, err := a.post(ctx, p.Channel, o, true)
	if codeOf(err) == unknownMessage {
		err = fmt.Errorf("it was posted a moment ago, and somebody deleted it: %w", err)
	}
	return id, sendError(err)
}

// nonceLife is how long Discord surely remembers a nonce: it says "the past few
// minutes".
// https://discord.com/developers/docs/resources/message#create-message-jsonform-params
const nonceLife = 2 * time.Minute

// Repeats is how long a post may be sent again and stays one message. A listing
// in a server's events has no nonce.
func (a *Adapter) Repeats(p bot.Post) time.Duration {
	if _, ok := serverIn(p); ok || p.Marker == "" {
		return 0
	}
	return nonceLife
}

// Edit replaces what the message says. Files stay as they are.
func (a *Adapter) Edit(ctx context.Context, p bot.Post) error {
	if server, ok := serverIn(p); ok {
		return a.relist(ctx, server, p)
	}
	p, err := a.inChannel(ctx, p)
	if err != nil {
		return err
	}
	o, err := a.posting(p)
	if err != nil {
		return err
	}
	if !isSnowflake(p.Message) {
		return &bot.SendError{Hopeless: true, Err: fmt.Errorf("edit %q: that is no message id of Discord", p.Message)}
	}
	o.Files = nil
	_, err = a.api.do(ctx, toBot(http.MethodPatch, "/channels/"+p.Channel+"/messages/"+p.Message, "edit "+p.Channel, o), nil)
	gone := codeOf(err) == unknownMessage
	err = sendError(err)
	if failed, ok := errors.AsType[*bot.SendError](err); ok {
		failed.Gone = gone
	}
	return err
}

// Delete takes the message away.
func (a *Adapter) Delete(ctx context.Context, p bot.Post) error {
	if server, ok := serverIn(p); ok {
		return a.unlist(ctx, server, p.Message)
	}
	p, err := a.inChannel(ctx, p)
	if err != nil {
		return err
	}
	if !isSnowflake(p.Channel) || !isSnowflake(p.Message) {
		return &bot.SendError{Hopeless: true, Err: fmt.Errorf("delete %q in channel %q: these are no ids of Discord", p.Message, p.Channel)}
	}
	_, err = a.api.do(ctx, toBot(http.MethodDelete, "/channels/"+p.Channel+"/messages/"+p.Message, "delete "+p.Channel, nil), nil)
	if codeOf(err) == unknownMessage {
		return nil
	}
	return sendError(err)
}

// posting words a post.
func (a *Adapter) posting(p bot.Post) (outgoing, error) {
	if !isSnowflake(p.Channel) {
		return outgoing{}, &bot.SendError{Hopeless: true, Err: fmt.Errorf(
			"channel %q is not an id of Discord: right-click the channel and choose Copy Channel ID (User Settings > Advanced > Developer Mode shows it)", p.Channel)}
	}
	m, err := rendered(p.Reply)
	if err != nil {
		return outgoing{}, &bot.SendError{Err: err}
	}
	return m.marked(p.Marker).out(), nil
}

// post makes a message in a channel and returns its id. An answer, which nobody
// makes again, waits longer for its turn than what the ledger posts.
func (a *Adapter) post(ctx context.Context, channel string, o outgoing, ofLedger bool) (string, error) {
	r := toBot(http.MethodPost, "/channels/"+channel+"/messages", postsTo(channel), o)
	if r.ofLedger = ofLedger; !ofLedger {
		r.spare = 1 // for what is due there: however much is asked, that has its turn
	}
	r.files = o.Files
	var made struct {
		ID string `json:"id"`
	}
	if _, err := a.api.do(ctx, r, &made); err != nil {
		return "", err
	}
	if !isSnowflake(made.ID) {
		return "", &failure{name: r.name, began: true, reason: "the answer has no message id"}
	}
	return made.ID, nil
}

// postsTo names the rate limit of what is posted in a channel.
func postsTo(channel string) string { return "post " + channel }

// Pause is how long Discord's limits, as far as its answers have told them, have a
// post in the channel wait. That of a server's list of events is not known, nor that
// of direct messages, whose channel is not known before they are opened.
func (a *Adapter) Pause(channel string) time.Duration { return a.api.pace.pause(postsTo(channel)) }

// unreadable reports whether what was asked for is hidden from us, or gone.
func unreadable(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && (f.status == http.StatusForbidden || f.status == http.StatusNotFound)
}
