package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

const (
	seekSkew = maxSkew // our clock and Slack's may differ by so much
	// https://docs.slack.dev/reference/methods/conversations.history
	seekPage  = 200
	seekPages = 10 // a channel with more messages since the attempt is too busy to tell
)

// Seek looks in the channel's history for a message that carries the marker,
// from a little before the last attempt on. It tells absence only where it saw
// all messages with their metadata: a scope that is missing, a channel that
// the bot is not in, or too much that was said leave it untold. An error says
// that it may be told later.
func (a *Adapter) Seek(ctx context.Context, p bot.Post) (schedule.Presence, string, error) {
	if p.Marker == "" || p.Attempted.IsZero() {
		return schedule.CannotTell, "", nil
	}
	channel, err := a.conversation(ctx, p.Channel)
	if err != nil {
		return a.cannotTell(p.Channel, err)
	}
	found := ""
	whole, err := a.lookBack(ctx, channel, p.Attempted, func(m *slackapi.Message) (enough bool) {
		if carries(m, p.Marker) {
			found = m.Timestamp
		}
		return found != ""
	})
	switch {
	case err != nil:
		return a.cannotTell(channel, err)
	case found != "":
		return schedule.Found, found, nil
	case whole:
		return schedule.Absent, "", nil
	}
	return schedule.CannotTell, "", nil
}

// lookBack goes through a channel's messages from a little before the instant
// since on, the newest first, until one is enough. It reports whether it saw all
// of them with their metadata; where it did not, the log says why.
func (a *Adapter) lookBack(ctx context.Context, channel string, since time.Time, enough func(*slackapi.Message) bool) (whole bool, err error) {
	query := slackapi.GetConversationHistoryParameters{
		ChannelID: channel, Limit: seekPage, IncludeAllMetadata: true, Inclusive: true,
		Oldest: timestamp(since.Add(-seekSkew)),
	}
	for range seekPages {
		var page *slackapi.GetConversationHistoryResponse
		header, err := a.watched(ctx, "conversations.history", channel, func(ctx context.Context) error {
			page, err = a.api.GetConversationHistoryContext(ctx, &query)
			return err
		})
		if err != nil {
			return false, err
		}
		for i := range page.Messages {
			if enough(&page.Messages[i]) {
				return false, nil
			}
		}
		granted := scopesIn(header)
		switch {
		case !page.HasMore && granted != nil && !slices.Contains(granted, "metadata.message:read"):
			a.log.Warn("slack: whether a post is out cannot be told: the scope metadata.message:read is missing; meetupbot doctor says how to add it", "channel", channel)
			return false, nil
		case !page.HasMore:
			return true, nil
		case page.ResponseMetaData.NextCursor == "":
			return false, nil
		}
		query.Cursor = page.ResponseMetaData.NextCursor
	}
	a.log.Warn("slack: whether a post is out cannot be told: too much was said since", "channel", channel)
	return false, nil
}

// cannotTell is what Seek says when a call failed. The error is returned where
// Slack may answer later: what can still be seen is not to be posted blindly.
func (a *Adapter) cannotTell(channel string, err error) (schedule.Presence, string, error) {
	if e, ok := errors.AsType[*bot.SendError](err); ok && (e.After > 0 || e.Doubtful || e.About == schedule.ThisPlatform || codeIn(err) == "") {
		return schedule.CannotTell, "", err
	}
	a.log.Warn("slack: whether a post is out cannot be told", "channel", channel, "err", err)
	return schedule.CannotTell, "", nil
}

// carries reports whether the message is the one with the marker.
func carries(m *slackapi.Message, marker string) bool {
	if m.Metadata.EventType == deliveryEvent && m.Metadata.EventPayload["marker"] == marker {
		return true
	}
	return slices.ContainsFunc(m.Blocks.BlockSet, func(b slackapi.Block) bool { return b.ID() == marker })
}

// timestamp is a moment as Slack's message ids write it.
func timestamp(t time.Time) string {
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}

// scopesIn returns the scopes that the token was granted, as every answer of
// the Web API says them; nil where it does not.
func scopesIn(h map[string][]string) []string {
	values := h["X-Oauth-Scopes"]
	if len(values) == 0 {
		return nil
	}
	scopes := strings.FieldsFunc(values[0], func(r rune) bool { return r == ',' || r == ' ' })
	if scopes == nil {
		scopes = []string{}
	}
	return scopes
}
