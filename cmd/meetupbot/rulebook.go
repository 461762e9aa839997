package main

import (
	"context"
	"errors"
	"sync/atomic"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A rulebook knows the rules of all places: those that the configuration file
// declares, and those set in conversations, which it keeps at hand because
// every question asks for them.
type rulebook struct {
	store interface {
		Channels(ctx context.Context) ([]schedule.Channel, error)
		SaveChannel(ctx context.Context, c schedule.Channel) error
		DeleteChannel(ctx context.Context, place schedule.Place) error
	}
	config    *atomic.Pointer[Config]
	connected func(platform string) bool
	kept      atomic.Pointer[[]schedule.Channel]
}

// load reads what was set in conversations.
func (r *rulebook) load(ctx context.Context) error {
	kept, err := r.store.Channels(ctx)
	if err != nil {
		return err
	}
	r.kept.Store(&kept)
	return nil
}

// Channels returns the rules in force. What the file declares of a place
// counts; rules of a platform that is not connected now wait until it is.
func (r *rulebook) Channels(context.Context) ([]schedule.Channel, error) {
	config := r.config.Load()
	channels := append([]schedule.Channel(nil), config.Channels...)
	for _, c := range r.set() {
		if _, declared := config.channel(c.Place); !declared && r.connected(c.Place.Platform) {
			channels = append(channels, c)
		}
	}
	return channels, nil
}

func (r *rulebook) set() []schedule.Channel {
	if kept := r.kept.Load(); kept != nil {
		return *kept
	}
	return nil
}

// errDeclared says who changes a declared channel's rules.
var errDeclared = errors.New("declared in " + defaultConfig + ": change it there")

// SaveChannel keeps rules set in a conversation.
func (r *rulebook) SaveChannel(ctx context.Context, c schedule.Channel) error {
	if _, declared := r.config.Load().channel(c.Place); declared {
		return errDeclared
	}
	if err := r.store.SaveChannel(ctx, c); err != nil {
		return err
	}
	return r.load(ctx)
}

// DeleteChannel forgets rules set in a conversation.
func (r *rulebook) DeleteChannel(ctx context.Context, place schedule.Place) error {
	if _, declared := r.config.Load().channel(place); declared {
		return errDeclared
	}
	if err := r.store.DeleteChannel(ctx, place); err != nil {
		return err
	}
	return r.load(ctx)
}

// follows names the groups that a place follows.
func (r *rulebook) follows(p schedule.Place) []content.Group {
	config := r.config.Load()
	channel, ok := config.channel(p)
	if !ok {
		for _, c := range r.set() {
			if c.Place == p {
				channel = c
			}
		}
	}
	var groups []content.Group
	for _, name := range channel.Groups {
		if g, ok := config.group(name); ok {
			groups = append(groups, g)
		}
	}
	return groups
}
