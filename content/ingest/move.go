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
	from   string                           // the group before; "": the source is where it was
	events []content.Event                  // cards of events that it alone tells of: they come along, with what was decided and posted about them
	left   iter.Seq2[content.Import, error] // what becomes of those that others of its old group tell of as well
}

// moved finds what a source takes along to its group.
func (im *Importer) moved(ctx context.Context, known content.SourceRecord, group content.Group, now time.Time) (move, error) {
	none := func(func(content.Import, error) bool) {}
	if known.Group == "" || known.Group == group.Name {
		return move{left: none}, nil
	}
	m := move{from: known.Group}
	before := content.Group{Name: known.Group, Zone: group.Zone} // no longer declared, or:
	if i := slices.IndexFunc(im.Groups, func(g content.Group) bool { return g.Name == known.Group }); i >= 0 {
		before = im.Groups[i]
	}
	kept, err := im.kept(ctx, before)
	if err != nil {
		return m, err
	}
	var stay []content.Event
	for _, e := range kept {
		if slices.ContainsFunc(tellings(&e), func(t content.Event) bool { return t.Origin.Source != known.Name }) {
			stay = append(stay, e)
		} else {
			m.events = append(m.events, e)
		}
	}
	b := im.bench(ctx, before, stay, now)
	_, others := own(b.toldOf(stay), known.Name)
	settled := b.settle(others, stay, func(*content.Event) bool { return false })
	change := content.Import{Group: before, At: now}
	m.left = im.parts(ctx, b, &settled, &change, func(m *made) bool {
		m.News = news(m.old, &m.Event, true, now)
		return true
	}, func() { settled.into(&change, &Report{}) })
	if len(settled.tasks)+len(settled.gone)+len(settled.merged) == 0 {
		m.left = none
	}
	return m, nil
}
