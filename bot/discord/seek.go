package discord

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

const (
	// https://discord.com/developers/docs/resources/message#get-channel-messages
	messagesPerPage = 100
	maxPages        = 20

	// Before the last attempt lie those before it, and our clock and Discord's
	// need not agree.
	seekBefore = 15 * time.Minute

	// https://discord.com/developers/docs/reference#snowflakes
	snowflakeEpoch = 1420070400000 // in milliseconds since 1970
	snowflakeShift = 22
)

// A posted is a message as history shows it.
type posted struct {
	ID      string `json:"id"`
	Nonce   any    `json:"nonce"` // a string or a number, or not there
	Content string `json:"content"`
	Author  struct {
		ID string `json:"id"`
	} `json:"author"`
	Components []struct {
		ID         int `json:"id"`
		Components []struct {
			CustomID string `json:"custom_id"`
		} `json:"components"`
	} `json:"components"`
	Embeds []struct {
		Footer struct {
			Text string `json:"text"`
		} `json:"footer"`
	} `json:"embeds"`
}

// Seek looks for a post among what the bot posted in its channel since shortly
// before its last attempt. Where nothing can be read it cannot tell: without
// the permission Read Message History Discord shows an empty history.
func (a *Adapter) Seek(ctx context.Context, p bot.Post) (schedule.Presence, string, error) {
	if server, ok := serverIn(p); ok {
		return a.seekListed(ctx, server, p)
	}
	p, err := a.inChannel(ctx, p)
	if err != nil {
		if unreadable(err) {
			return schedule.CannotTell, "", nil
		}
		return schedule.CannotTell, "", err
	}
	if p.Marker == "" || !isSnowflake(p.Channel) {
		return schedule.CannotTell, "", nil
	}
	found := ""
	whole, err := a.lookForward(ctx, p, p.Attempted, func(id string) (enough bool) {
		found = id
		return true
	})
	switch {
	case unreadable(err):
		return schedule.CannotTell, "", nil
	case err != nil:
		return schedule.CannotTell, "", sendError(err)
	case found != "":
		return schedule.Found, found, nil
	case whole:
		return schedule.Absent, "", nil
	}
	return schedule.CannotTell, "", nil
}

// lookForward goes through what the bot posted in a channel from shortly before
// the instant since on, until one with the post's marker is enough. It reports
// whether it saw all there is.
func (a *Adapter) lookForward(ctx context.Context, p bot.Post, since time.Time, enough func(id string) bool) (whole bool, err error) {
	us, err := a.me(ctx)
	if err != nil {
		return false, err
	}
	after := snowflakeAt(since.Add(-seekBefore))
	for page := range maxPages {
		messages, err := a.history(ctx, p.Channel, after)
		switch {
		case err != nil:
			return false, err
		case len(messages) == 0 && page == 0:
			if readable, err := a.mayReadHistory(ctx, p.Channel); err != nil || !readable {
				return false, err
			}
		}
		for _, m := range messages {
			if m.Author.ID == us.user && m.has(p.Marker) && enough(m.ID) {
				return false, nil
			}
			after = max(after, numberOf(m.ID))
		}
		if len(messages) < messagesPerPage {
			return true, nil
		}
	}
	return false, nil // there is more history than can be looked through
}

// history returns the messages right after an id, in any order.
func (a *Adapter) history(ctx context.Context, channel string, after uint64) ([]posted, error) {
	query := url.Values{"after": {strconv.FormatUint(after, 10)}, "limit": {strconv.Itoa(messagesPerPage)}}
	var messages []posted
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/channels/"+channel+"/messages?"+query.Encode(), "history "+channel, nil), &messages)
	return messages, err
}

// has reports whether a message carries the marker.
func (m *posted) has(marker string) bool {
	if m.Nonce == marker[:min(len(marker), maxNonce)] || strings.HasSuffix(m.Content, footerMark(marker)) {
		return true
	}
	for _, row := range m.Components {
		if row.ID == rowMark(marker) {
			return true
		}
		for _, c := range row.Components {
			if _, mark, ok := strings.Cut(c.CustomID, markerSign); ok && mark == marker {
				return true
			}
		}
	}
	for _, e := range m.Embeds {
		if strings.HasSuffix(e.Footer.Text, footerMark(marker)) {
			return true
		}
	}
	return false
}

// snowflakeAt is the least id that something made at t can have.
func snowflakeAt(t time.Time) uint64 {
	return uint64(max(t.UnixMilli()-snowflakeEpoch, 0)) << snowflakeShift
}

func numberOf(id string) uint64 {
	n, _ := strconv.ParseUint(id, 10, 64)
	return n
}
