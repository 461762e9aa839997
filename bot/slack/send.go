package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// deliveryEvent is the event type of the metadata by which a post is found
// again.
const deliveryEvent = "meetupbot_delivery"

// Send posts a message that carries the marker where no member sees it.
func (a *Adapter) Send(ctx context.Context, p bot.Post) (string, error) {
	channel, err := a.conversation(ctx, p.Channel)
	if err != nil {
		return "", err
	}
	m := render(p.Reply, platform)
	options := m.options()
	if p.Marker != "" {
		setBlockID(m.Blocks, p.Marker)
		options = append(options, metadata(p.Marker),
			// Slack documents no key that makes a post safe to repeat; its own
			// programs send this one. Nothing relies on it.
			slackapi.UnsafeMsgOptionEndpoint(a.config.APIURL+"chat.postMessage", func(v url.Values) { v.Set("client_msg_id", uuid(p.Marker)) }))
	}
	return a.postMessage(ctx, channel, a.pace.wait, options)
}

// Pause is how long the channel's pace has a message wait; of direct messages, whose
// channel is not known before they are opened, it is 0.
func (a *Adapter) Pause(channel string) time.Duration { return a.pace.left(channel) }

// Edit replaces what the message says.
func (a *Adapter) Edit(ctx context.Context, p bot.Post) error {
	channel, err := a.conversation(ctx, p.Channel)
	if err != nil {
		return err
	}
	// An edited message wants other block ids than before: only the metadata
	// holds the marker from here on.
	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	options := render(p.Reply, platform).options()
	if p.Marker != "" {
		options = append(options, metadata(p.Marker))
	}
	err = a.call(ctx, "chat.update", channel, func(ctx context.Context) error {
		_, _, _, err := a.api.UpdateMessageContext(ctx, channel, p.Message, options...)
		return err
	})
	if failed, ok := errors.AsType[*bot.SendError](err); ok {
		failed.Gone = slices.Contains(unchangeable, codeIn(err))
	}
	return err
}

// Delete takes the message away. One that is gone is no error.
func (a *Adapter) Delete(ctx context.Context, p bot.Post) error {
	channel, err := a.conversation(ctx, p.Channel)
	if err != nil {
		return err
	}
	err = a.call(ctx, "chat.delete", channel, func(ctx context.Context) error {
		_, _, err := a.api.DeleteMessageContext(ctx, channel, p.Message)
		return err
	})
	if codeIn(err) == "message_not_found" {
		return nil
	}
	return err
}

// conversation returns the channel's id. A member's stands for their direct
// messages with the bot, which have an id of their own.
func (a *Adapter) conversation(ctx context.Context, id string) (string, error) {
	if person, ok := (schedule.Place{Platform: platform, ID: id}).Person(); ok {
		id = person.ID
	}
	if !strings.HasPrefix(id, "U") && !strings.HasPrefix(id, "W") {
		return id, nil
	}
	var channel string
	err := a.call(ctx, "conversations.open", id, func(ctx context.Context) error {
		c, _, _, err := a.api.OpenConversationContext(ctx, &slackapi.OpenConversationParameters{Users: []string{id}})
		if err == nil && (c == nil || c.ID == "") {
			err = errors.New("the answer names no conversation")
		}
		if err == nil {
			channel = c.ID
		}
		return err
	})
	if failed, ok := errors.AsType[*bot.SendError](err); ok {
		failed.Doubtful = false // whether it was opened or not: nothing was posted
	}
	return channel, err
}

func metadata(marker string) slackapi.MsgOption {
	return slackapi.MsgOptionMetadata(slackapi.SlackMetadata{
		EventType: deliveryEvent, EventPayload: map[string]any{"marker": marker},
	})
}

// setBlockID names the first block that can bear a name.
func setBlockID(blocks []slackapi.Block, id string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *slackapi.HeaderBlock:
			b.BlockID = id
		case *slackapi.SectionBlock:
			b.BlockID = id
		case *slackapi.ContextBlock:
			b.BlockID = id
		case *slackapi.RichTextBlock:
			b.BlockID = id
		default:
			continue
		}
		return
	}
}

// uuid is the marker as a UUID: the same for the same marker.
func uuid(marker string) string {
	sum := sha256.Sum256([]byte(deliveryEvent + marker))
	sum[6] = sum[6]&0x0f | 0x80 // version 8: made our own way
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
