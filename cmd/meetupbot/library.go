package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/semaphore"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/store"
)

// A library brings in the sources of all groups: those that the configuration
// file declares and, beside them, addresses added in conversations. It imports
// one source at a time.
type library struct {
	db     *store.DB
	config *atomic.Pointer[Config]
	clock  productClock
	again  chan struct{} // asks whoever imports to do it at once

	turn     *semaphore.Weighted // of the one that may import, or change what is imported
	importer *ingest.Importer
}

// newLibrary returns a library over db, of which the importer knows all but
// the store.
func newLibrary(db *store.DB, config *atomic.Pointer[Config], clock productClock, importer ingest.Importer) *library {
	importer.Store = db
	return &library{
		db: db, config: config, clock: clock, again: make(chan struct{}, 1),
		turn: semaphore.NewWeighted(1), importer: &importer,
	}
}

// fixed holds a configuration that stays as it is.
func fixed(config *Config) *atomic.Pointer[Config] {
	p := new(atomic.Pointer[Config])
	p.Store(config)
	return p
}

// importAll imports every source, retires those that are kept but no longer in
// force once all others could be read, shows each report and returns their
// sum. A source that cannot be read does not stop the others.
func (l *library) importAll(ctx context.Context, show func(*ingest.Report)) (*ingest.Report, error) {
	total := &ingest.Report{}
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return total, err
	}
	defer l.turn.Release(1)
	var problems []error
	took := func(report *ingest.Report, err error) {
		if err != nil {
			problems = append(problems, err)
			return
		}
		show(report)
		total.Add(report)
	}
	all, err := l.inForce(ctx)
	if err != nil {
		return total, err
	}
	for _, g := range all {
		for _, src := range g.Sources {
			took(l.importer.Import(ctx, g.Group, src, l.clock.Now()))
		}
	}
	known, err := l.db.Sources(ctx)
	if err != nil {
		problems = append(problems, err)
	}
	groups, err := l.db.Groups(ctx)
	if err != nil {
		problems = append(problems, err)
	}
	if len(problems) > 0 {
		// what cannot be read now may be what an undeclared source was renamed to
		return total, errors.Join(problems...)
	}
	for _, record := range known {
		i := slices.IndexFunc(groups, func(g content.Group) bool { return g.Name == record.Group })
		if i >= 0 && !slices.Contains(l.importer.Declared, record.Name) {
			took(l.importer.Retire(ctx, record, groups[i], l.clock.Now()))
		}
	}
	return total, errors.Join(problems...)
}

// inForce returns the groups with all their sources, and tells the importer of
// these. It is for whoever has the turn.
func (l *library) inForce(ctx context.Context) ([]ConfiguredGroup, error) {
	all, err := l.all(ctx)
	l.importer.Declared = nil
	for _, g := range all {
		for _, src := range g.Sources {
			l.importer.Declared = append(l.importer.Declared, src.Name)
		}
	}
	return all, err
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
	var records []content.SourceRecord
	for _, g := range all {
		for _, src := range g.Sources {
			record, err := l.db.Source(ctx, src.Name)
			if err != nil {
				return nil, err
			}
			record.Group, record.Added = g.Name, !l.config.Load().declares(src.Name)
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
	if err := l.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.turn.Release(1)
	all, err := l.inForce(ctx)
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
	report, err := l.importer.Import(ctx, *of, ingest.Source{Name: address, Location: address}, l.clock.Now())
	if unreadable, ok := errors.AsType[source.Unreadable](err); ok {
		return bot.Declined(unreadable.Words)
	}
	if err != nil {
		return err
	}
	if report.New+report.Changed+report.Held+report.Unchanged == 0 {
		return bot.Declined("no meetup was found there: give the address of a page that tells of meetups")
	}
	return l.db.AddSource(ctx, content.AddedSource{Address: address, Group: group, At: l.clock.Now()})
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
	select {
	case l.again <- struct{}{}:
	default: // it is asked for already
	}
	return nil
}
