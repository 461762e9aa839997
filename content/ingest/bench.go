package ingest

import (
	"slices"
	"time"

	"meetupbot/content"
)

// A bench is where a group's events are worked out from what their documents
// say and what organisers decided. The same of both gives the same events.
// Which tellings are of one event is found by their cards; what they say is
// read whole for a few events at a time.
type bench struct {
	group    content.Group
	now      time.Time
	pen      *pen
	declared []string // the sources in force, as declared; none: all are
	// importing is a source that is in force though it is not declared yet.
	importing string
	answers   answers
	shelf     *shelf // what is read of the source now
	// load reads kept events whole, with Tellings and Evidence.
	load func([]content.EventID) (map[content.EventID]*content.Event, error)
}

// rank is the place of a source among those declared. All others come after.
func (b *bench) rank(source string) int {
	if i := slices.Index(b.declared, source); i >= 0 {
		return i
	}
	return len(b.declared)
}

func (b *bench) inForce(source string) bool {
	return len(b.declared) == 0 || source == b.importing || slices.Contains(b.declared, source)
}
