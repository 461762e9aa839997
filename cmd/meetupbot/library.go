package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/semaphore"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/store"
)

// A library brings in the sources of all groups: those that the configuration
// file declares and, beside them, addresses added in conversations. Several
// sources are read at a time, and one is changed.
type library struct {
	db     *store.DB
	config *atomic.Pointer[Config]
	clock  productClock
	again  chan struct{} // asks whoever imports to do it at once

	turn     *semaphore.Weighted // of the one that may change what is kept, or what is in force
	importer ingest.Importer     // that knows all but the sources in force
}

// newLibrary returns a library over db, of which the importer knows all but
// the store.
func newLibrary(db *store.DB, config *atomic.Pointer[Config], clock productClock, importer ingest.Importer) *library {
	importer.Store = db
	return &library{
		db: db, config: config, clock: clock, again: make(chan struct{}, 1),
		turn: semaphore.NewWeighted(1), importer: importer,
	}
}

// fixed holds a configuration that stays as it is.
func fixed(config *Config) *atomic.Pointer[Config] {
	p := new(atomic.Pointer[Config])
	p.Store(config)
	return p
}

// importAll imports every source, retires those that are kept but no longer in
// force once all others could be read, shows the reports, in the order of the
// configuration, and returns their sum. A source that cannot be read does not
// stop the others.
func (l *library) importAll(ctx context.Context, show func(*ingest.Report)) (*ingest.Report, error) {
	reports, problems := map[*watchedSource][]*ingest.Report{}, map[*watchedSource]error{}
	w := l.newWatch(defaultPace(), func(s *watchedSource, report *ingest.Report, err error) {
		if err != nil {
			problems[s] = errors.Join(problems[s], err)
			return
		}
		reports[s] = append(reports[s], report)
	})
	total := &ingest.Report{}
	if err := w.all(ctx, true); err != nil {
		return total, err
	}
	for w.start(ctx); !w.settled() && ctx.Err() == nil; w.start(ctx) {
		select {
		case seen := <-w.sighted:
			w.take(ctx, seen)
		case <-ctx.Done():
		}
	}
	w.looks.Wait()
	w.tidy(ctx) // where there is no source to wait for
	var all []error
	for _, s := range append(w.sources, nil) { // nil: what is no source's in force
		for _, report := range reports[s] {
			show(report)
			total.Add(report)
		}
		all = append(all, problems[s])
	}
	return total, errors.Join(append(all, ctx.Err())...)
}

// look reads a source and changes nothing.
func (l *library) look(ctx context.Context, group content.Group, src ingest.Source) (*ingest.Look, error) {
	im, _, err := l.inForce(ctx)
	if err != nil {
		return nil, err
	}
	return im.Look(ctx, group, src, l.clock.Now())
}

// errNotInForce says that a source was taken away since it was looked at.
var errNotInForce = errors.New("the source is no longer in force")

// apply keeps what a source in force showed.
func (l *library) apply(ctx context.Context, group content.Group, src ingest.Source, look *ingest.Look) (*ingest.Report, error) {
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer l.turn.Release(1)
	im, all, err := l.inForce(ctx)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(g ConfiguredGroup) bool { return g.Name == group.Name && slices.Contains(g.Sources, src) }) {
		return nil, errNotInForce
	}
	return im.Apply(ctx, look, l.clock.Now())
}

// soon asks whoever imports to look at all sources at once.
func (l *library) soon() {
	select {
	case l.again <- struct{}{}:
	default: // it is asked for already
	}
}
