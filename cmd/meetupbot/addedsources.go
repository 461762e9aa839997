package main

import (
	"context"
	"errors"
	"slices"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
)

// Add takes a web address as a further source of a group, if the operator
// allows that and something can be read there.
func (l *library) Add(ctx context.Context, group, address string) error {
	if !l.config.Load().Organisers.AddSources {
		return bot.Declined("adding sources in a conversation is switched off: whoever runs the bot can allow it with add_sources = true below [organisers] in " + defaultConfig)
	}
	address, err := source.Canonical(address)
	if err != nil {
		return bot.Declined(err.Error())
	}
	im, all, err := l.inForce(ctx)
	if err != nil {
		return err
	}
	var of *content.Group
	for i, g := range all {
		if g.Name == group {
			of = &all[i].Group
		}
		for _, src := range g.Sources {
			if src.Name == address {
				return bot.Declined("meetups of " + g.Title + " are read from there already")
			}
		}
	}
	if of == nil {
		return bot.Declined("there is no group " + group + " any more")
	}
	// read before the turn is taken: a slow site holds up nobody else
	look, err := im.Look(ctx, *of, ingest.Source{Name: address, Location: address}, l.clock.Now())
	if unreadable, ok := errors.AsType[source.Unreadable](err); ok {
		return bot.Declined(unreadable.Error())
	}
	if err != nil {
		return err
	}
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.turn.Release(1)
	report, err := im.Apply(ctx, look, l.clock.Now())
	if err != nil {
		return err
	}
	if report.New+report.Changed+report.Held+report.Unchanged == 0 {
		return bot.Declined("no meetup was found there: give the address of a page that tells of meetups")
	}
	if err := l.db.AddSource(ctx, content.AddedSource{Address: address, Group: group, At: l.clock.Now()}); err != nil {
		return err
	}
	l.soon()
	return nil
}

// Remove takes an added source away, by its address or by as much of it as is
// shown. Its meetups are gone with the import that follows, unless another source
// has them.
func (l *library) Remove(ctx context.Context, address string) error {
	if clean, err := source.Canonical(address); err == nil {
		address = clean
	}
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.turn.Release(1)
	all, err := l.all(ctx)
	if err != nil {
		return err
	}
	var named []string
	for _, g := range all {
		for _, src := range g.Sources {
			if src.Name == address || content.ShownSource(src.Name) == address {
				named = append(named, src.Name)
			}
		}
	}
	switch {
	case slices.Contains(named, address):
	case len(named) == 0:
		return bot.Declined("no meetups are read from there")
	case len(named) > 1:
		return bot.Declined("several sources look like that: give the whole address, with what stands behind its question mark")
	default:
		address = named[0]
	}
	if l.config.Load().declares(address) {
		return bot.Declined("this source is " + errDeclared.Error())
	}
	if err := l.db.RemoveSource(ctx, address); err != nil {
		return err
	}
	l.soon()
	return nil
}
