package ingest

import (
	"meetupbot/content"
)

// own parts tellings into those of a source and those of others.
func own(all []*telling, name string) (mine, others []*telling) {
	for _, t := range all {
		if t.Origin.Source == name {
			mine = append(mine, t)
		} else {
			others = append(others, t)
		}
	}
	return mine, others
}

// recognise returns what is read as tellings, each with the kept event that the
// source told of before, and which of its tellings so far these go on from.
// Events that are gone come back only where no other is gone on from.
func (b *bench) recognise(events []fresh, mine []*telling, kept []content.Event, name string) (told []*telling, continued []bool) {
	var before []past
	for _, t := range mine {
		before = append(before, past{t.of, t.said})
	}
	of := make([]*content.Event, len(events))
	continued = make([]bool, len(mine))
	find := func(before []past, found func(j int)) {
		var read []*face
		var at []int
		for i := range events {
			if of[i] == nil {
				read = append(read, b.face(&events[i].Event))
				at = append(at, i)
			}
		}
		for i, j := range b.match(read, before) {
			if j >= 0 {
				of[at[i]] = before[j].event
				events[at[i]].Earlier = earlier(&events[at[i]].Event, before[j].said)
				found(j)
			}
		}
	}
	find(before, func(j int) { continued[j] = true })
	var gone []past
	for i := range kept {
		if !kept[i].Gone {
			continue
		}
		for _, said := range tellings(&kept[i]) {
			if said.Origin.Source == name {
				gone = append(gone, past{&kept[i], &said})
			}
		}
	}
	find(gone, func(int) {})
	for i := range events {
		told = append(told, b.newTelling(&events[i].Event, of[i], false, events[i].at))
	}
	return told, continued
}
