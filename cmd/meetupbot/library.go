package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

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
	again  chan struct{} // asks whoever imports to do it at once; nil: nobody listens

	mu       sync.Mutex
	importer *ingest.Importer
}

// newLibrary returns a library of a configuration that stays as it is.
func newLibrary(db *store.DB, config *Config, clock productClock, acceptLoss bool) *library {
	l := &library{db: db, config: new(atomic.Pointer[Config]), clock: clock, importer: &ingest.Importer{Store: db, AcceptLoss: acceptLoss}}
	l.config.Store(config)
	return l
}

// importAll imports every source, retires those that are kept but no longer in
// force once all others could be read, shows each report and returns their
// sum. A source that cannot be read does not stop the others.
func (l *library) importAll(ctx context.Context, show func(*ingest.Report)) (*ingest.Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	total := &ingest.Report{}
	var problems []error
	took := func(report *ingest.Report, err error) {
		if err != nil {
			problems = append(problems, err)
			return
		}
		show(report)
		total.Add(report)
	}
	all, err := l.all(ctx)
	if err != nil {
		return total, err
	}
	l.importer.Declared = nil
	for _, g := range all {
		for _, src := range g.Sources {
			l.importer.Declared = append(l.importer.Declared, src.Name)
		}
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

// all returns the groups with all their sources.
func (l *library) all(ctx context.Context) ([]ConfiguredGroup, error) {
	added, err := l.db.AddedSources(ctx)
	if err != nil {
		return nil, err
	}
	var all []ConfiguredGroup
	for _, g := range l.config.Load().Groups {
		g.Sources = slices.Clone(g.Sources)
		for _, a := range added {
			if a.Group == g.Name && !slices.ContainsFunc(g.Sources, func(s ingest.Source) bool { return s.Name == a.Address }) {
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
			record.Group = g.Name
			records = append(records, record)
		}
	}
	return records, nil
}

// Add takes a web address as a further source of a group, if the operator
// allows that and something can be read there.
func (l *library) Add(ctx context.Context, group, address string) error {
	config := l.config.Load()
	g, known := config.group(group)
	switch {
	case !config.Organisers.AddSources:
		return errors.New("adding sources in a conversation is switched off: whoever runs the bot can allow it with add_sources = true below [organisers] in " + defaultConfig)
	case !known:
		return fmt.Errorf("there is no group %q", group)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	all, err := l.all(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		for _, src := range other.Sources {
			if src.Name == address || src.Location == address {
				return fmt.Errorf("%s is a source of %s already", source.Shown(address), other.Title)
			}
		}
	}
	report, err := l.importer.Import(ctx, g, ingest.Source{Name: address, Location: address}, l.clock.Now())
	if err != nil {
		return err
	}
	if report.New+report.Changed+report.Held+report.Unchanged == 0 {
		return fmt.Errorf("no meetup was found at %s: give the address of a page that tells of meetups", source.Shown(address))
	}
	return l.db.AddSource(ctx, content.AddedSource{Address: address, Group: group, At: l.clock.Now()})
}

// Remove takes an added source away. Its meetups are gone with the import that
// follows, unless another source has them.
func (l *library) Remove(ctx context.Context, address string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, g := range l.config.Load().Groups {
		if slices.ContainsFunc(g.Sources, func(s ingest.Source) bool { return s.Name == address }) {
			return fmt.Errorf("%s is %w", source.Shown(address), errDeclared)
		}
	}
	err := l.db.RemoveSource(ctx, address)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("%s was not added here", source.Shown(address))
	case err != nil:
		return err
	}
	select {
	case l.again <- struct{}{}:
	default: // it is asked for already
	}
	return nil
}
