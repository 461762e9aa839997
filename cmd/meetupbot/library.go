package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
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

// retireOthers retires the sources that are kept but no longer in force.
func (l *library) retireOthers(ctx context.Context) ([]*ingest.Report, error) {
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer l.turn.Release(1)
	im, _, err := l.inForce(ctx)
	if err != nil {
		return nil, err
	}
	known, err := l.db.Sources(ctx)
	if err != nil {
		return nil, err
	}
	groups, err := l.db.Groups(ctx)
	if err != nil {
		return nil, err
	}
	var reports []*ingest.Report
	for _, record := range known {
		i := slices.IndexFunc(groups, func(g content.Group) bool { return g.Name == record.Group })
		if i < 0 || slices.Contains(im.Declared, record.Name) {
			continue
		}
		group := groups[i]
		if declared, ok := l.config.Load().group(group.Name); ok {
			group = declared
		}
		report, err := im.Retire(ctx, record, group, l.clock.Now())
		if err != nil {
			return reports, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// inForce returns the groups with all their sources, and an importer that knows
// of these.
func (l *library) inForce(ctx context.Context) (*ingest.Importer, []ConfiguredGroup, error) {
	all, err := l.all(ctx)
	im := l.importer
	for _, g := range all {
		im.Groups = append(im.Groups, g.Group)
		for _, src := range g.Sources {
			im.Declared = append(im.Declared, src.Name)
		}
	}
	return &im, all, err
}

// all returns the groups with all their sources. What was added and is declared
// by now is as it is declared.
func (l *library) all(ctx context.Context) ([]ConfiguredGroup, error) {
	added, err := l.db.AddedSources(ctx)
	if err != nil {
		return nil, err
	}
	config := l.config.Load()
	var all []ConfiguredGroup
	for _, g := range config.Groups {
		g.Sources = slices.Clone(g.Sources)
		for _, a := range added {
			if a.Group == g.Name && !config.declares(a.Address) {
				g.Sources = append(g.Sources, ingest.Source{Name: a.Address, Location: a.Address})
			}
		}
		all = append(all, g)
	}
	return all, nil
}

// Sources returns what is kept of each source in force.
func (l *library) Sources(ctx context.Context) ([]content.SourceRecord, error) {
	all, err := l.all(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := l.db.Looks(ctx)
	if err != nil {
		return nil, err
	}
	looks := map[string]content.LookRecord{}
	for _, look := range kept {
		looks[look.Source] = look
	}
	shown := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.Add(l.clock.ahead) // people live by the product clock
	}
	var records []content.SourceRecord
	for _, g := range all {
		for _, src := range g.Sources {
			record, err := l.db.Source(ctx, src.Name)
			if err != nil {
				return nil, err
			}
			record.Group, record.Added = g.Name, !l.config.Load().declares(src.Name)
			look := looks[src.Name]
			record.Looked, record.Next, record.Trouble = shown(look.At), shown(look.Next), look.Trouble
			records = append(records, record)
		}
	}
	return records, nil
}

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
	// read before the turn is taken: a slow site is nobody's else's matter
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
// shown. Its meetups are gone with the import that follows, unless
// another source has them.
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

// soon asks whoever imports to look at all sources at once.
func (l *library) soon() {
	select {
	case l.again <- struct{}{}:
	default: // it is asked for already
	}
}
