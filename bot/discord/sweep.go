package discord

import (
	"context"
	"fmt"

	"meetupbot/bot"
)

// Sweep deletes all messages with the post's marker from its channel but
// p.Message, or the first where that is "".
func (a *Adapter) Sweep(ctx context.Context, p bot.Post) (deleted int, err error) {
	if server, ok := serverIn(p); ok {
		return a.sweepListed(ctx, server, p)
	}
	if p, err = a.inChannel(ctx, p); err != nil {
		return 0, err
	}
	since := p.First
	if since.IsZero() {
		since = p.Attempted
	}
	if p.Marker == "" || since.IsZero() || !isSnowflake(p.Channel) {
		return 0, nil
	}
	var found []string
	whole, err := a.lookForward(ctx, p, since, func(id string) bool {
		found = append(found, id)
		return false
	})
	if err != nil {
		return 0, sendError(err)
	}
	keep := numberOf(p.Message)
	for _, id := range found {
		if n := numberOf(id); p.Message == "" && (keep == 0 || n < keep) {
			keep = n
		}
	}
	for _, id := range found {
		if numberOf(id) == keep {
			continue
		}
		double := p
		double.Message = id
		if err := a.Delete(ctx, double); err != nil {
			return deleted, err
		}
		deleted++
	}
	if !whole {
		return deleted, &bot.SendError{Hopeless: true, Err: fmt.Errorf("discord: the history of %s cannot be seen whole", p.Channel)}
	}
	return deleted, nil
}
