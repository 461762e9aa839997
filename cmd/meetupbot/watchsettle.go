package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

// take applies what a look showed, and retires what is no longer in force once
// that can be known.
func (w *watch) take(ctx context.Context, seen sighting) {
	defer seen.free()
	if slices.Contains(w.sources, seen.of) { // else it is no longer in force
		w.settle(ctx, seen.of, seen)
	}
	w.tidy(ctx)
}

// settle applies what one source showed, and says when it is looked at again.
func (w *watch) settle(ctx context.Context, s *watchedSource, seen sighting) {
	report, err := (*ingest.Report)(nil), seen.err
	if err == nil {
		report, err = w.library.apply(ctx, s.group, s.source, seen.look)
	}
	if ctx.Err() != nil {
		return // it was broken off
	}
	s.looking = false
	asked := s.asked || errors.Is(err, ingest.ErrLookAgain)
	s.asked = false
	switch {
	case errors.Is(err, errNotInForce): // as it will be seen to be when all are looked at
		s.settled, s.record.Next = true, w.clock.real().Add(w.pace.Refresh)
		return
	case asked && err != nil:
		s.record.Next = w.clock.real()
		return
	}
	s.record = w.pace.looked(s.record, s.source.Location, err, w.clock.real(), rand.Float64())
	if s.settled = !asked; asked {
		s.record.Next = s.record.At
	}
	w.took(s, report, err)
	w.note(ctx)
}

// note keeps when sources were looked at. That they could not be noted stops
// nothing.
func (w *watch) note(ctx context.Context) {
	var records []content.LookRecord
	for _, s := range w.sources {
		if !s.record.At.IsZero() {
			records = append(records, s.record)
		}
	}
	if err := w.db.SetLooks(ctx, records); err != nil && ctx.Err() == nil {
		w.took(nil, nil, err)
	}
}

// settled reports whether all sources were looked at since they were to be.
func (w *watch) settled() bool {
	for _, s := range w.sources {
		if !s.settled {
			return false
		}
	}
	return true
}

// tidy retires the sources that are kept but no longer in force, once all others
// could be read: what cannot be read now may be what such a source was renamed to.
func (w *watch) tidy(ctx context.Context) {
	if !w.retire || !w.settled() || ctx.Err() != nil {
		return
	}
	for _, s := range w.sources {
		if s.record.Trouble != "" {
			return
		}
	}
	reports, err := w.library.retireOthers(ctx)
	w.retire = err != nil
	for _, r := range reports {
		w.took(nil, r, nil)
	}
	if err != nil && ctx.Err() == nil {
		w.took(nil, nil, err)
	}
}

// wake is when a source is to be looked at next.
func (w *watch) wake() time.Time {
	next := w.clock.real().Add(w.pace.Refresh)
	for _, s := range w.sources {
		if !s.looking && s.record.Next.Before(next) {
			next = s.record.Next
		}
	}
	return next
}
