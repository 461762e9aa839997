package discord

import (
	"context"
	"sync"
	"time"

	"meetupbot/schedule"
)

const (
	maxServed  = 10000       // channels whose server is remembered
	askedAgain = time.Minute // before a channel is looked up again whose server could not be told
)

// servers are the servers of channels that were seen. A channel never moves to
// another.
type servers struct {
	mu    sync.Mutex
	of    map[string]string    // "": it is in none
	asked map[string]time.Time // channels that somebody wants to know of
}

// Server returns the list of events of the server that a channel is in. It
// answers from memory; where nothing is known yet ok is false, and it is looked
// up for the next time: Config.Learned tells when to ask again.
func (a *Adapter) Server(p schedule.Place) (list schedule.Place, ok bool) {
	if p.Platform != platform || !isSnowflake(p.ID) {
		return schedule.Place{}, false
	}
	now := a.real()
	a.servers.mu.Lock()
	server, known := a.servers.of[p.ID]
	ask := !known && now.Sub(a.servers.asked[p.ID]).Abs() >= askedAgain
	if ask {
		a.servers.asked[p.ID] = now
	}
	a.servers.mu.Unlock()
	if ask {
		a.beside("a look-up of a channel's server", "", func() { a.lookUp(a.crew.Life(), p.ID) })
	}
	return schedule.ServerOf(platform, server), server != ""
}

// lookUp asks Discord which server a channel is in.
func (a *Adapter) lookUp(ctx context.Context, id string) {
	c, err := a.channel(ctx, id)
	if err != nil {
		a.log.Debug("discord: it cannot be told which server a channel is in; it will be asked again", "channel", id, "err", err)
		return
	}
	a.learn(c.GuildID, id)
}

// learn notes which server channels are in.
func (a *Adapter) learn(server string, channels ...string) {
	wanted := false
	a.servers.mu.Lock()
	if len(a.servers.of)+len(channels) > maxServed {
		clear(a.servers.of)
	}
	for _, id := range channels {
		if _, asked := a.servers.asked[id]; asked {
			wanted = true
			delete(a.servers.asked, id)
		}
		a.servers.of[id] = server
	}
	a.servers.mu.Unlock()
	if wanted && a.learned != nil {
		a.learned()
	}
}
