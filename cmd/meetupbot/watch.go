package main

import (
	"context"
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
	w.slots.pages = make(chan struct{}, pagesAtOnce)
	w.slots.repositories = make(chan struct{}, repositoriesAtOnce)
	w.slots.folders = make(chan struct{}, foldersAtOnce)
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
