package schedule

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"meetupbot/content"
)

// DigestLength is how many events with a day a digest names: the first that
// are not over.
const DigestLength = 8

// named is what a digest says of the events that it names. Its text is what a
// digest's row has told. A list does not say where events take place, nor who speaks.
type named map[content.EventID]Told

// nameEvents returns the text of what a digest posted at when names of the
// events that a channel follows.
func nameEvents(when time.Time, followed []*view) string {
	var coming []*view
	for _, e := range followed {
		if e.dated && !e.Gone && when.Before(e.over) {
			coming = append(coming, e)
		}
	}
	slices.SortFunc(coming, func(a, b *view) int { return cmp.Or(a.from.Compare(b.from), cmp.Compare(a.ID, b.ID)) })
	n := named{}
	for _, e := range coming[:min(DigestLength, len(coming))] {
		told := Tell(e.Event)
		told.Venue, told.Speakers = "", nil
		n[e.ID] = told
	}
	text, err := json.Marshal(n)
	if err != nil {
		return "" // cannot be: strings by number
	}
	return string(text)
}

// namedIn returns what a digest has told.
func namedIn(told string) named {
	var n named
	if json.Unmarshal([]byte(told), &n) != nil {
		return nil
	}
	return n
}

// latestDigests returns the digest that was sent last to each place: what an
// earlier one named is named there again, or has had its change told.
func latestDigests(rows []Delivery) map[Place]*Delivery {
	latest := map[Place]*Delivery{}
	for i := range rows {
		d := &rows[i]
		if d.Kind != Digest || !d.State.Posted() {
			continue
		}
		if l := latest[d.Key.Place]; l == nil || l.SentAt.Before(d.SentAt) {
			latest[d.Key.Place] = d
		}
	}
	return latest
}

// subjects returns the events that rows are about, or that the latest digest of a
// place names, each once.
func subjects(rows []Outline) []content.EventID {
	ids := map[content.EventID]bool{}
	latest := map[Place]*Outline{}
	for i := range rows {
		o := &rows[i]
		if o.Event != 0 {
			ids[o.Event] = true
		}
		if o.Told == "" {
			continue
		}
		if l := latest[o.Place]; l == nil || l.SentAt.Before(o.SentAt) {
			latest[o.Place] = o
		}
	}
	read := map[string]bool{} // most places were told the same
	for _, o := range latest {
		if read[o.Told] {
			continue
		}
		read[o.Told] = true
		for id := range namedIn(o.Told) {
			ids[id] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}
