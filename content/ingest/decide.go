package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
)

// Decide keeps an organiser's decision and returns its event as it is under it,
// with Decisions, Evidence and Tellings. The decision names Event, Verdict, By
// and, of a correction, Field and Value; all else is filled in here. Where it
// answers a doubt that other documents of the source raise too, their events
// change with it. All of it is kept, or nothing.
//
// The error is content.Refused where a person can mend it: no such meetup, no
// such field or value, a meetup to be approved whose day or zone is not known.
func (im *Importer) Decide(ctx context.Context, group content.Group, d content.Decision, now time.Time) (content.Event, error) {
	e, err := im.event(ctx, d.Event)
	if err != nil {
		return content.Event{}, err
	}
	if e == nil || e.Gone || e.Group != group.Name {
		return content.Event{}, content.Refused("This meetup is no longer in any source, so nothing is posted about it anyway.")
	}
	if d.By == "" {
		return content.Event{}, errors.New("a decision has to say whose it is")
	}
	d.ID, d.Group, d.At, d.Source = 0, group.Name, now, e.Origin.Source
	if err := complete(&d, e); err != nil {
		return content.Event{}, err
	}
	if said(e, d) { // by a second press, or by two who decide at once
		return im.shown(ctx, e.ID)
	}
	kept, err := im.kept(ctx, group)
	if err != nil {
		return content.Event{}, err
	}
	for _, k := range kept {
		if k.ID == d.Event {
			k.decisions = append(k.decisions, d)
		}
	}
	return im.decided(ctx, group, kept, d, content.Import{Decided: []content.Decision{d}}, now)
}

// Undo takes a decision back, and returns its event as it is without it. The
// error is content.Refused where the decision does not stand any more.
func (im *Importer) Undo(ctx context.Context, group content.Group, id int64, now time.Time) (content.Event, error) {
	kept, err := im.kept(ctx, group)
	if err != nil {
		return content.Event{}, err
	}
	for _, e := range kept {
		for j, d := range e.decisions {
			if d.ID == id {
				e.decisions = slices.Delete(e.decisions, j, j+1)
				return im.decided(ctx, group, kept, d, content.Import{Withdrawn: []int64{id}}, now)
			}
		}
	}
	return content.Event{}, content.Refused("That was taken back already.")
}

// decided works out anew the events that a decision is on or answers for, and
// keeps them with the change.
func (im *Importer) decided(ctx context.Context, group content.Group, kept []*known, d content.Decision, change content.Import, now time.Time) (content.Event, error) {
	change.Group, change.At = group, now
	b := im.bench(ctx, group, kept, now)
	answered, err := b.concerned(d, kept)
	if err != nil {
		return content.Event{}, err
	}
	told, err := b.toldOf(kept)
	if err != nil {
		return content.Event{}, err
	}
	settled := b.settle(told, kept, func(e *known) bool { return e.ID == d.Event || answered[e.ID] })
	id := d.Event
	for _, m := range settled.merged {
		change.Merged = append(change.Merged, content.Merge{From: m.from.ID, Into: m.into.ID})
		if m.from.ID == id {
			id = m.into.ID
		}
	}
	err = im.keep(ctx, im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, true, now)
		return true
	}, func() {}))
	if err != nil {
		return content.Event{}, err
	}
	return im.shown(ctx, id)
}

// shown returns an event as it is kept, with Decisions, Evidence and Tellings.
func (im *Importer) shown(ctx context.Context, id content.EventID) (content.Event, error) {
	after, err := im.event(ctx, id)
	if err == nil && after == nil {
		err = fmt.Errorf("event %d is not kept after a decision on it", id)
	}
	if err != nil {
		return content.Event{}, err
	}
	return *after, nil
}

// event returns all that is kept of an event, or nil where there is none.
func (im *Importer) event(ctx context.Context, id content.EventID) (kept *content.Event, err error) {
	err = im.Store.EachEvent(ctx, content.EventQuery{ID: id, Told: true, Evidence: true}, func(e *content.Event) error {
		kept = e
		return nil
	})
	return kept, err
}

// said reports whether a decision is the last on its event once more, and
// answers nothing that is still asked.
func said(e *content.Event, d content.Decision) bool {
	if len(e.Decisions) == 0 {
		return false
	}
	last := e.Decisions[len(e.Decisions)-1]
	if last.Verdict != d.Verdict || last.Field != d.Field || last.Value != d.Value {
		return false
	}
	_, held := e.Held()
	return d.Verdict == content.Hold || d.Verdict == content.Approve && !held ||
		d.Verdict == content.Correct && !slices.ContainsFunc(e.Doubts, func(q content.Doubt) bool { return q.Field == d.Field })
}

// concerns reports whether a document of the event raises the doubt that a
// decision answers.
func concerns(d content.Decision, e *content.Event) bool {
	if d.Kind == "" {
		return false
	}
	for _, t := range tellings(e) {
		if t.Origin.Source == d.Source && slices.ContainsFunc(t.Doubts, func(q content.Doubt) bool {
			return q.Field == d.Field && (q.Kind == d.Kind || d.Kind == answeredZone)
		}) {
			return true
		}
	}
	return false
}

// concerned returns the events that a decision answers for.
func (b *bench) concerned(d content.Decision, kept []*known) (map[content.EventID]bool, error) {
	answered := map[content.EventID]bool{}
	if d.Kind == "" {
		return answered, nil
	}
	var open []content.EventID
	for _, e := range kept {
		if slices.ContainsFunc(e.tellings(), func(c *card) bool { return c.doubted && c.source == d.Source }) {
			open = append(open, e.ID)
		}
	}
	for ids := range slices.Chunk(open, atOnce) {
		whole, err := b.load(ids)
		if err != nil {
			return nil, err
		}
		for id, e := range whole {
			answered[id] = concerns(d, e)
		}
	}
	return answered, nil
}
