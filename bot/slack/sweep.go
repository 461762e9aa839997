package slack

import (
	"context"
	"errors"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// Sweep deletes all messages with the post's marker from its channel but
// p.Message, or the first where that is "".
func (a *Adapter) Sweep(ctx context.Context, p bot.Post) (deleted int, err error) {
	since := p.First
	if since.IsZero() {
		since = p.Attempted
	}
	if p.Marker == "" || since.IsZero() {
		return 0, nil
	}
	channel, err := a.conversation(ctx, p.Channel)
	if err != nil {
		return 0, err
	}
	var found []string // the newest first
	whole, err := a.lookBack(ctx, channel, since, func(m *slackapi.Message) bool {
		if carries(m, p.Marker) {
			found = append(found, m.Timestamp)
		}
		return false
	})
	if err != nil {
		return 0, err
	}
	keep := p.Message
	if keep == "" && len(found) > 0 {
		keep = found[len(found)-1]
	}
	for _, ts := range found {
		if ts == keep {
			continue
		}
		double := p
		double.Message = ts
		if err := a.Delete(ctx, double); err != nil {
			return deleted, err
		}
		deleted++
	}
	if !whole {
		return deleted, &bot.SendError{Hopeless: true, Err: errors.New("slack: the history of " + channel + " cannot be seen whole")}
	}
	return deleted, nil
}
