package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"meetupbot/schedule"
)

// A guild is a server, as far as it matters who may do what.
type guild struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	OwnerID string `json:"owner_id"`
	Roles   []struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		Managed     bool   `json:"managed"` // it is one bot's own
		Permissions bits   `json:"permissions"`
	} `json:"roles"`
}

const (
	guildLife = time.Minute // that what was read of a guild is relied on
	maxGuilds = 1000        // that are remembered
)

// guilds are those that were read lately.
type guilds struct {
	mu    sync.Mutex
	known map[string]knownGuild
}

type knownGuild struct {
	*guild
	at time.Time
}

// guild returns a guild as it was at most a minute ago.
func (a *Adapter) guild(ctx context.Context, id string) (*guild, error) {
	now := a.real()
	a.guilds.mu.Lock()
	known, ok := a.guilds.known[id]
	a.guilds.mu.Unlock()
	if ok && now.Sub(known.at).Abs() < guildLife {
		return known.guild, nil
	}
	g := new(guild)
	if _, err := a.api.do(ctx, toBot(http.MethodGet, "/guilds/"+id, "guild "+id, nil), g); err != nil {
		return nil, err
	}
	a.guilds.mu.Lock()
	defer a.guilds.mu.Unlock()
	if a.guilds.known == nil || len(a.guilds.known) >= maxGuilds {
		a.guilds.known = map[string]knownGuild{}
	}
	a.guilds.known[id] = knownGuild{g, now}
	return g, nil
}

// memberRoles returns the ids of a member's roles.
func (a *Adapter) memberRoles(ctx context.Context, guild, user string) ([]string, error) {
	var m struct {
		Roles []string `json:"roles"`
	}
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/guilds/"+guild+"/members/"+user, "members "+guild, nil), &m)
	return m.Roles, err
}

// organiser reports of which places somebody is an organiser who asks in the
// channel here: if they manage its guild, of all channels of that.
func (a *Adapter) organiser(guild, here string, manages func(context.Context) (bool, error)) func(context.Context, schedule.Place) (bool, error) {
	return func(ctx context.Context, place schedule.Place) (bool, error) {
		may, err := manages(ctx)
		if err != nil || !may || place == (schedule.Place{}) || place == placeOf(here) {
			return may, err
		}
		if server, ok := place.Server(); ok && place.Platform == platform {
			return server == guild, nil
		}
		if place.Platform != platform || !isSnowflake(place.ID) {
			return false, nil
		}
		c, err := a.channel(ctx, place.ID)
		if err != nil {
			return false, err
		}
		return c.GuildID == guild, nil
	}
}
