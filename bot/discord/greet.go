package discord

import (
	"context"
	"fmt"
	"strings"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// An arrival is a guild that the bot is in, as the gateway tells of it.
type arrival struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	OwnerID     string `json:"owner_id"`
	Unavailable bool   `json:"unavailable"`
	Channels    []struct {
		ID string `json:"id"`
	} `json:"channels"`
	Threads []struct {
		ID string `json:"id"`
	} `json:"threads"`
}

// within are the channels of the guild that the gateway tells of.
func (g *arrival) within() []string {
	var ids []string
	for _, c := range append(g.Channels[:len(g.Channels):len(g.Channels)], g.Threads...) {
		ids = append(ids, c.ID)
	}
	return ids
}

// greet tells the owner of a guild that has no rules yet how to set the bot up,
// once. Who added it Discord does not say, and a channel is not the place: an
// owner can act, or knows who can.
func (a *Adapter) greet(ctx context.Context, g *arrival) {
	within := make([]schedule.Place, len(g.Channels))
	for i, c := range g.Channels {
		within[i] = placeOf(c.ID)
	}
	greeting, ok := a.router.Greet(ctx, placeOf(g.ID), within...)
	if !ok {
		return
	}
	if n, ok := greeting.(bot.Notice); ok {
		n.Text = fmt.Sprintf("Hello! I was added to your server %s. ", g.Name) + strings.TrimPrefix(n.Text, "Hello! ")
		if len(n.Try) > 0 {
			n.Text += " Type it in the channel where I shall post; whoever has Manage Server can."
		}
		greeting = n
	}
	if err := a.direct(ctx, g.OwnerID, greeting); err != nil {
		a.log.Info("discord: the owner of a server cannot be told how to set the bot up: type /"+bot.Parent+" follow in a channel of it",
			"server", g.ID, "err", err)
	}
}
