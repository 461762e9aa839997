package ingest

import (
	"cmp"
	"slices"

	"meetupbot/content"
)

// identify says which kept event each cluster goes on from. Two events that
// turned out to be one go on as the older, which the merges say; of one that
// turned out to be two, that goes on which tells what people were told.
func (b *bench) identify(all []*cluster, kept []*known) (merged []merger) {
	where := map[content.EventID][]*cluster{}
	for _, c := range all {
		for _, t := range c.members {
			if e := t.live(); e != nil && !slices.Contains(where[e.ID], c) {
				where[e.ID] = append(where[e.ID], c)
			}
		}
	}
	byAge := slices.Clone(kept)
	slices.SortFunc(byAge, func(e, f *known) int { return cmp.Compare(e.ID, f.ID) })
	for _, e := range byAge {
		if parts := where[e.ID]; len(parts) > 0 {
			c := slices.MaxFunc(parts, func(c, d *cluster) int { return cmp.Compare(c.tells(e), d.tells(e)) })
			c.claims = append(c.claims, e)
		}
	}
	for _, c := range all {
		for _, e := range c.claims[min(1, len(c.claims)):] {
			merged = append(merged, merger{e, c.claims[0]})
		}
	}
	b.revive(all, kept)
	return merged
}

// tells is how much of what people were told of an event a cluster still says:
// its title, its day, its start, then how many of its documents.
func (c *cluster) tells(e *known) int {
	most, members := 0, 0
	for _, t := range c.members {
		if t.live() != e {
			continue
		}
		members++
		said := 0
		for _, same := range []bool{t.name() == e.name(), t.day == e.date, t.start == e.start, t.source == e.source && sameDocument(t.card, &e.card)} {
			said *= 2
			if same {
				said++
			}
		}
		most = max(most, said)
	}
	return most<<32 + members
}

// revive finds events that are gone again in clusters that go on from none.
func (b *bench) revive(all []*cluster, kept []*known) {
	taken := map[content.EventID]bool{}
	var lost []*cluster
	for _, c := range all {
		if len(c.claims) > 0 {
			continue
		}
		i := slices.IndexFunc(c.members, func(t *telling) bool { return t.of != nil && t.of.gone && !taken[t.of.ID] })
		if i < 0 {
			lost = append(lost, c)
			continue
		}
		c.claims = []*known{c.members[i].of}
		taken[c.members[i].of.ID] = true
	}
	if len(lost) == 0 {
		return
	}
	var gone []past
	for _, e := range kept {
		if e.gone && !taken[e.ID] {
			for _, said := range e.tellings() {
				gone = append(gone, past{e, said})
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	var read []*card
	for _, c := range lost {
		read = append(read, b.lead(c.members)[0].card)
	}
	for i, j := range match(read, gone, b.now) {
		if j >= 0 && !taken[gone[j].event.ID] {
			taken[gone[j].event.ID] = true
			lost[i].claims = []*known{gone[j].event}
		}
	}
}
