package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
)

// A rulebook knows the rules of all places: those that the configuration file
// declares, and those set in conversations, which it keeps at hand because
// every question asks for them.
type rulebook struct {
	store     bot.Rulebook // of those set in conversations
	config    *atomic.Pointer[Config]
	connected func(platform string) bool

	writing sync.Mutex // one changes the store and what is at hand of it at a time
	kept    atomic.Pointer[[]schedule.Channel]
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
// counts; rules of a platform that is not connected now wait until it is, and
// so does a group that the file no longer has.
func (r *rulebook) Channels(context.Context) ([]schedule.Channel, error) {
	config := r.config.Load()
	channels := slices.Clip(config.Channels) // nobody writes there, and there may be very many
	for _, c := range r.set() {
		if _, declared := config.channel(c.Place); declared || !r.connected(c.Place.Platform) {
			continue
		}
		c.Groups = slices.DeleteFunc(slices.Clone(c.Groups), func(name string) bool {
			_, known := config.group(name)
			return !known
		})
		channels = append(channels, c)
	}
	return channels, nil
}

// waiting returns the places whose rules wait for their platform.
func (r *rulebook) waiting() (places []schedule.Place) {
	for _, c := range r.set() {
		if !r.connected(c.Place.Platform) {
			places = append(places, c.Place)
		}
	}
	return places
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
	return r.write(ctx, c.Place, func() error { return r.store.SaveChannel(ctx, c) })
}

// DeleteChannel forgets rules set in a conversation.
func (r *rulebook) DeleteChannel(ctx context.Context, place schedule.Place) error {
	return r.write(ctx, place, func() error { return r.store.DeleteChannel(ctx, place) })
}

// write changes the rules of a place that the file does not declare.
func (r *rulebook) write(ctx context.Context, place schedule.Place, change func() error) error {
	if _, declared := r.config.Load().channel(place); declared {
		return errDeclared
	}
	r.writing.Lock()
	defer r.writing.Unlock()
	if err := change(); err != nil {
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
