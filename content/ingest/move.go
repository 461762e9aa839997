package ingest

import (
	"context"
	"iter"
	"slices"
	"time"

	"meetupbot/content"
)

// A move is what becomes of a source that was declared for another group before,
// as where a group is given another name.
type move struct {
	from string                           // the group before; "": the source is where it was
	left iter.Seq2[content.Import, error] // what becomes of those that others of its old group tell of as well
}

// moved finds what a source takes along to its group: the events that it alone
// tells of, with what was decided and posted about them.
func (im *Importer) moved(ctx context.Context, record content.SourceRecord, group content.Group, now time.Time) (m move, along []*known, err error) {
	none := func(func(content.Import, error) bool) {}
	if record.Group == "" || record.Group == group.Name {
		return move{left: none}, nil, nil
	}
	m = move{from: record.Group}
	before := content.Group{Name: record.Group, Zone: group.Zone} // no longer declared, or:
	if i := slices.IndexFunc(im.Groups, func(g content.Group) bool { return g.Name == record.Group }); i >= 0 {
		before = im.Groups[i]
	}
	var stay []*known
	here, there := newPen(before), newPen(group)
	if err := im.each(ctx, before, func(e *content.Event) {
		if slices.ContainsFunc(tellings(e), func(t content.Event) bool { return t.Origin.Source != record.Name }) {
			stay = append(stay, here.known(e))
		} else {
			along = append(along, there.known(e))
		}
	}); err != nil {
		return m, nil, err
	}
	b := im.bench(ctx, before, stay, now)
	told, err := b.toldOf(stay)
	if err != nil {
		return m, nil, err
	}
	_, others := own(told, record.Name)
	settled := b.settle(others, stay, func(*known) bool { return false })
	change := content.Import{Group: before, At: now}
	m.left = im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, true, now)
		return true
	}, func() { settled.into(&change, &Report{}) })
	if len(settled.tasks)+len(settled.gone)+len(settled.merged) == 0 {
		m.left = none
	}
	return m, along, nil
}
