package ingest

import (
	"context"
	"strings"

	"meetupbot/content"
)

// A card is an event with only what matching needs: no evidence, texts, people
// and programme but for the titles of its talks. A group may have very many of
// them, and one is read whole only while it is worked out anew.
func (c cards) card(e *content.Event) content.Event {
	out := content.Event{
		ID: e.ID, Group: c.same(e.Group), Title: strings.Clone(e.Title), Date: content.Date(c.same(string(e.Date))), EndDate: e.EndDate,
		Start: content.Clock(c.same(string(e.Start))), End: content.Clock(c.same(string(e.End))),
		Zone: c.same(e.Zone), Status: content.Status(c.same(string(e.Status))),
		Venue:  content.Venue{Name: c.same(e.Venue.Name), Address: c.same(e.Venue.Address)},
		Origin: e.Origin, Gone: e.Gone, Earlier: e.Earlier, Doubts: e.Doubts, Decisions: e.Decisions,
	}
	out.Origin.Source, out.Origin.Path = c.same(e.Origin.Source), c.same(e.Origin.Path)
	if len(e.Talks) > 0 {
		out.Talks = make([]content.Talk, len(e.Talks))
		for i := range e.Talks {
			out.Talks[i].Title = strings.Clone(e.Talks[i].Title)
		}
	}
	for _, l := range e.RSVP {
		out.RSVP = append(out.RSVP, content.Link{URL: strings.Clone(l.URL)})
	}
	if len(e.Tellings) > 0 {
		out.Tellings = make([]content.Event, len(e.Tellings))
		for i := range e.Tellings {
			out.Tellings[i] = c.card(&e.Tellings[i])
		}
	}
	return out
}

// cards keeps once what stands on many of them.
type cards map[string]string

func (c cards) same(s string) string {
	if s == "" {
		return ""
	}
	if kept, ok := c[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	c[s] = s
	return s
}

// kept returns cards of the kept events of a group.
func (im *Importer) kept(ctx context.Context, group content.Group) ([]content.Event, error) {
	var all []content.Event
	c := cards{}
	err := im.Store.EachEvent(ctx, content.EventQuery{Groups: []string{group.Name}, Gone: true, Told: true, Brief: true}, func(e *content.Event) error {
		all = append(all, c.card(e))
		return nil
	})
	return all, err
}
