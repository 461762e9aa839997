package main

import (
	"context"
	"errors"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
)

// Decide keeps an organiser's decision, which names Event, Verdict, By and, of
// a correction, Field and Value, and returns the event as it is then, with
// Decisions, Evidence and Tellings. The error is Declined where people can
// mend it.
func (l *library) Decide(ctx context.Context, d content.Decision) (content.Event, error) {
	return l.decide(ctx, d.Event, func(im *ingest.Importer, g content.Group) (content.Event, error) {
		return im.Decide(ctx, g, d, l.clock.Now())
	})
}

// Undo takes a decision back, and returns its event as it is without it. The
// error is Declined where that was done already.
func (l *library) Undo(ctx context.Context, id int64) (content.Event, error) {
	stands, err := l.db.Decisions(ctx, content.DecisionQuery{ID: id})
	if err != nil {
		return content.Event{}, err
	}
	if len(stands) == 0 {
		return content.Event{}, bot.Declined("that was taken back already")
	}
	return l.decide(ctx, stands[0].Event, func(im *ingest.Importer, g content.Group) (content.Event, error) {
		return im.Undo(ctx, g, id, l.clock.Now())
	})
}

// decide has the turn while a decision on an event is made or taken back.
func (l *library) decide(ctx context.Context, id content.EventID, do func(*ingest.Importer, content.Group) (content.Event, error)) (content.Event, error) {
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return content.Event{}, err
	}
	defer l.turn.Release(1)
	found, err := l.db.Events(ctx, content.EventQuery{ID: id})
	if err != nil {
		return content.Event{}, err
	}
	if len(found) == 0 {
		return content.Event{}, bot.Declined("there is no such meetup")
	}
	group, ok := l.config.Load().group(found[0].Group)
	if !ok {
		return content.Event{}, bot.Declined("its group is no longer declared in " + defaultConfig)
	}
	im, _, err := l.inForce(ctx)
	if err != nil {
		return content.Event{}, err
	}
	e, err := do(im, group)
	if refused, ok := errors.AsType[content.Refused](err); ok {
		return e, bot.Declined(refused)
	}
	return e, err
}

// Evidence returns where the statements about an event were read.
func (l *library) Evidence(ctx context.Context, id content.EventID) ([]content.Evidence, error) {
	return l.db.Evidence(ctx, id)
}
