package ingest

// own parts tellings into those of a source and those of others.
func own(all []*telling, name string) (mine, others []*telling) {
	for _, t := range all {
		if t.source == name {
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
func (b *bench) recognise(events []fresh, mine []*telling, kept []*known, name string) (told []*telling, continued []bool, err error) {
	var before []past
	for _, t := range mine {
		before = append(before, past{t.of, t.said})
	}
	of := make([]*known, len(events))
	continued = make([]bool, len(mine))
	find := func(before []past, found func(j int)) {
		var read []*card
		var at []int
		for i := range events {
			if of[i] == nil {
				read = append(read, &events[i].card)
				at = append(at, i)
			}
		}
		for i, j := range match(read, before, b.now) {
			if j >= 0 {
				of[at[i]] = before[j].event
				events[at[i]].setEarlier(earlierDays(&events[at[i]].card, before[j].said))
				found(j)
			}
		}
	}
	find(before, func(j int) { continued[j] = true })
	var gone []past
	for _, e := range kept {
		if !e.gone {
			continue
		}
		for _, said := range e.tellings() {
			if said.source == name {
				gone = append(gone, past{e, said})
			}
		}
	}
	find(gone, func(int) {})
	var open []*telling
	for i := range events {
		t := newTelling(&events[i].card, of[i], false, events[i].at)
		told = append(told, t)
		if b.mayAnswer(t) {
			open = append(open, t)
		}
	}
	return told, continued, b.answer(open)
}
