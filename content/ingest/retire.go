package ingest

import (
	"context"
	"time"

	"meetupbot/content"
)

// Retire lets go of a source that is no longer declared. Its events are gone,
// but for those that another source tells of as well.
func (im *Importer) Retire(ctx context.Context, record content.SourceRecord, group content.Group, now time.Time) (*Report, error) {
	kept, err := im.kept(ctx, group)
	if err != nil {
		return nil, err
	}
	b := im.bench(ctx, group, kept, now)
	report := &Report{Source: content.ShownSource(record.Name)}
	change := content.Import{Group: group, Source: record, Dropped: true, At: now}
	told, err := b.toldOf(kept)
	if err != nil {
		return nil, err
	}
	_, others := own(told, record.Name)
	settled := b.settle(others, kept, func(*known) bool { return false })
	err = im.keep(ctx, im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, true, now)
		report.made(m)
		return true
	}, func() { settled.into(&change, report) }))
	return report, err
}
