package ingest

import (
	"slices"
)

// A cluster is the tellings of one event, no two of them in the same document.
type cluster struct {
	members []*telling
	claims  []*known // kept events that it goes on from; the first gives it its id
}

// clusters parts tellings by the events they are of. It depends on nothing but
// the tellings: the surest pairs are joined first, and among equally sure ones
// those whose sources are declared first.
func (b *bench) clusters(all []*telling) []*cluster {
	slices.SortStableFunc(all, b.compare)
	for _, t := range all {
		t.cluster = &cluster{members: []*telling{t}}
	}
	for _, p := range pairs(all) {
		c, d := all[p.i].cluster, all[p.j].cluster
		if c == d || !c.joins(d, int(p.sure)) {
			continue
		}
		c.members = append(c.members, d.members...)
		for _, t := range d.members {
			t.cluster = c
		}
	}
	var out []*cluster
	for _, t := range all {
		if c := t.cluster; c.members[0] == t {
			slices.SortStableFunc(c.members, b.compare)
			out = append(out, c)
		}
	}
	return out
}

// joins reports whether two clusters may be one event: no document tells of it
// twice, and nothing speaks against it that is surer than the pair that joins
// them. A source that tells of two days tells of two events.
func (c *cluster) joins(d *cluster, sure int) bool {
	for _, t := range c.members {
		for _, u := range d.members {
			twice := sure == byKin && t.source == u.source && t.day != u.day
			if twice || t.excludes(u) {
				return false
			}
			least := against // what a talk, page or id in common outweighs
			switch {
			case sure <= byStart:
				least = possible // what says hardly anything joins no two that are unlike
			case sure < byTalk:
				least = unlike
			}
			if t.onDay(u) && t.like(u.card) < least {
				return false
			}
		}
	}
	return true
}
