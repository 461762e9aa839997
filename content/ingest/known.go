package ingest

import (
	"context"
	"slices"

	"meetupbot/content"
)

// A known event is a kept one, by its cards.
type known struct {
	card      // as it is in force
	ID        content.EventID
	gone      bool
	several   []card // what each document says; none: it is what one document says
	decisions []content.Decision
}

func (p *pen) known(e *content.Event) *known {
	k := &known{card: p.draw(e), ID: e.ID, gone: e.Gone, decisions: e.Decisions}
	if len(e.Tellings) > 0 {
		k.several = make([]card, len(e.Tellings))
		for i := range e.Tellings {
			k.several[i] = p.draw(&e.Tellings[i])
		}
	}
	return k
}

// tellings are what each document says of the event.
func (k *known) tellings() []*card {
	if len(k.several) == 0 {
		return []*card{&k.card}
	}
	out := make([]*card, len(k.several))
	for i := range k.several {
		out[i] = &k.several[i]
	}
	return out
}

// toldBy reports whether a source tells of the event.
func (k *known) toldBy(source string) bool {
	return slices.ContainsFunc(k.tellings(), func(c *card) bool { return c.source == source })
}

// each calls f with the kept events of a group, one after the other.
func (im *Importer) each(ctx context.Context, group content.Group, f func(*content.Event)) error {
	q := content.EventQuery{Groups: []string{group.Name}, Gone: true, Told: true, Brief: true}
	return im.Store.EachEvent(ctx, q, func(e *content.Event) error {
		f(e)
		return nil
	})
}

// kept returns the kept events of a group.
func (im *Importer) kept(ctx context.Context, group content.Group) ([]*known, error) {
	var all []*known
	p := newPen(group)
	err := im.each(ctx, group, func(e *content.Event) { all = append(all, p.known(e)) })
	return all, err
}
