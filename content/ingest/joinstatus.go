package ingest

import (
	"slices"

	"meetupbot/content"
)

// status settles what became of the event. "Scheduled" is said by any document
// that knows of nothing else; who cancels, or moves, knows of that one.
func (j *joining) status() {
	var said []*content.Event
	for i := range j.read {
		t := &j.read[i]
		if t.Status != "" && t.Status != content.Scheduled && !slices.ContainsFunc(said, func(u *content.Event) bool { return u.Status == t.Status }) {
			said = append(said, t)
		}
		first(&j.event.Status, t.Status)
	}
	if len(said) == 0 {
		return
	}
	grave := func(t *content.Event) int {
		return slices.Index([]content.Status{content.Postponed, content.Moved, content.Cancelled}, t.Status)
	}
	slices.SortStableFunc(said, func(t, u *content.Event) int { return grave(u) - grave(t) })
	j.event.Status = said[0].Status
	if len(said) == 1 || said[0].Status == content.Moved { // it was postponed before
		return
	}
	last := slices.MaxFunc(said, func(t, u *content.Event) int { return t.Published.Compare(u.Published) })
	if !slices.ContainsFunc(said, func(t *content.Event) bool {
		return t.Published.IsZero() || t != last && t.Published.Equal(last.Published)
	}) {
		j.event.Status = last.Status // the others were published before
		return
	}
	j.conflict("status", said)
}
