package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
)

// How many sources of a kind are looked at, or wait to be applied, at a time.
// Sites are waited for, mostly, and a dead one holds up none of the others; a
// repository or a folder may fill memory.
const (
	pagesAtOnce        = 16
	repositoriesAtOnce = 2
	foldersAtOnce      = 1
)

// A watch looks at the sources of a library, several at a time and each when its
// time has come, and applies what they showed, one at a time. Its methods are for
// one goroutine.
type watch struct {
	*library
	pace pace
	// took is called with what came of each look: a report, or an error.
	took func(w *watchedSource, report *ingest.Report, err error)

	sources []*watchedSource // in the order of the configuration
	sighted chan sighting
	looks   sync.WaitGroup
	slots   struct{ pages, repositories, folders chan struct{} }
	begun   time.Time // when all were last to be looked at, by the real clock
	retire  bool      // sources that are no longer in force are still to be retired
}

// A watchedSource is in force.
type watchedSource struct {
	group  content.Group
	source ingest.Source
	record content.LookRecord

	looking bool
	asked   bool // while it is looked at, it is to be looked at once more
	settled bool // it was applied, or gave nothing, since all were to be looked at
}

// A sighting is what a look at a source showed.
type sighting struct {
	of   *watchedSource
	look *ingest.Look
	err  error
	free func() // lets another look begin
}

// newWatch returns a watch that has looked at nothing yet.
func (l *library) newWatch(p pace, took func(*watchedSource, *ingest.Report, error)) *watch {
	w := &watch{library: l, pace: p, took: took, sighted: make(chan sighting)}
	w.slots.pages, w.slots.repositories, w.slots.folders = make(chan struct{}, pagesAtOnce), make(chan struct{}, repositoriesAtOnce), make(chan struct{}, foldersAtOnce)
	return w
}

// all has every source that is in force by now looked at as soon as can be.
// Sites that asked to be left alone until later are, unless it is urgent.
func (w *watch) all(ctx context.Context, urgent bool) error {
	groups, err := w.library.all(ctx)
	if err != nil {
		return err
	}
	kept, err := w.db.Looks(ctx)
	if err != nil {
		return err
	}
	records := map[string]content.LookRecord{}
	for _, r := range kept {
		records[r.Source] = r
	}
	before := map[ingest.Source]*watchedSource{}
	for _, s := range w.sources {
		before[s.source], records[s.source.Name] = s, s.record
	}
	w.sources, w.begun, w.retire = nil, w.clock.real(), true
	for _, g := range groups {
		for _, src := range g.Sources {
			s := before[src]
			if s == nil || s.group != g.Group {
				s = &watchedSource{group: g.Group, source: src, record: records[src.Name]}
				s.record.Source = src.Name
			}
			s.settled, s.asked = false, s.looking
			if s.record.Next = w.begun; s.record.Asked.After(w.begun) && !urgent {
				s.record.Next, s.settled = s.record.Asked, true
			}
			w.sources = append(w.sources, s)
		}
	}
	return nil
}

// start looks at the sources whose time has come.
func (w *watch) start(ctx context.Context) {
	now := w.clock.real()
	for _, s := range w.sources {
		if s.looking || s.record.Next.After(now) {
			continue
		}
		s.looking = true
		slots := w.slots.folders
		switch {
		case source.IsRepository(s.source.Location):
			slots = w.slots.repositories
		case source.IsAddress(s.source.Location):
			slots = w.slots.pages
		}
		w.looks.Go(func() {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			free := func() { <-slots }
			look, err := w.look(ctx, s.group, s.source)
			select {
			case w.sighted <- sighting{s, look, err, free}:
			case <-ctx.Done():
				free()
			}
		})
	}
}

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
