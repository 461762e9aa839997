package main

import (
	"context"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

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
