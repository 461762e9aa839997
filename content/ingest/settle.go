package ingest

import (
	"slices"

	"meetupbot/content"
)

// A task is an event that is to be worked out anew.
type task struct {
	id        content.EventID // of the kept event that it goes on from; 0: it is new
	members   []member        // the first leads
	decisions []content.Decision
	asKept    bool // all of its members, and no others, were told of it before
}

// A made event is one that was worked out anew.
type made struct {
	content.Event
	task
	old *content.Event // the kept event that it goes on from, whole; nil: it is new
}

// A merger says that two kept events turned out to be one.
type merger struct{ from, into *known }

// A settlement is what becomes of a group's events.
type settlement struct {
	tasks  []task
	merged []merger
	gone   []*known // nothing tells of them any more
}

// settle finds the events that tellings are of. Those that are as they were kept
// are left out, unless again wants them.
func (b *bench) settle(all []*telling, kept []*known, again func(*known) bool) settlement {
	var out settlement
	clusters := b.clusters(all)
	out.merged = b.identify(clusters, kept)
	live := map[content.EventID]bool{}
	for _, c := range clusters {
		var decisions []content.Decision
		for _, e := range c.claims {
			live[e.ID] = true
			decisions = append(decisions, e.decisions...)
		}
		t := task{decisions: decisions, asKept: c.asKept()}
		if t.asKept && !again(c.claims[0]) {
			continue
		}
		slices.SortStableFunc(t.decisions, inOrder)
		b.letGo(c)
		for _, m := range b.lead(c.members) {
			t.members = append(t.members, memberOf(m))
		}
		if len(c.claims) > 0 {
			t.id = c.claims[0].ID
		}
		out.tasks = append(out.tasks, t)
	}
	for _, e := range kept {
		if !e.gone && !live[e.ID] {
			out.gone = append(out.gone, e)
		}
	}
	return out
}

// apart reports whether each event can be kept without the others: none of them
// takes anything from another.
func (s *settlement) apart() bool {
	return len(s.merged)+len(s.gone) == 0 && !slices.ContainsFunc(s.tasks, func(t task) bool {
		return slices.ContainsFunc(t.members, func(m member) bool { return !m.fresh() && m.of != t.id })
	})
}

// atOnce is of how many events all that is told of them is in memory.
const atOnce = 40

// each works out the events of a settlement, one after the other. The error is
// the first of f, or that something could not be read.
func (b *bench) each(s *settlement, f func(*made) error) error {
	for some := range slices.Chunk(s.tasks, atOnce) {
		var ids []content.EventID
		for _, t := range some {
			if t.id != 0 {
				ids = append(ids, t.id)
			}
			for _, m := range t.members {
				if !m.fresh() {
					ids = append(ids, m.of)
				}
			}
		}
		slices.Sort(ids)
		kept, err := b.load(slices.Compact(ids))
		if err != nil {
			return err
		}
		for _, t := range some {
			m := made{task: t}
			if t.id != 0 {
				m.old = kept[t.id]
			}
			if m.Event, err = b.fold(t, kept); err != nil {
				return err
			}
			if err := f(&m); err != nil {
				return err
			}
		}
	}
	return nil
}

// asKept reports whether a cluster is the tellings of one kept event, all of
// them as they were.
func (c *cluster) asKept() bool {
	return len(c.claims) == 1 && !c.claims[0].gone && len(c.members) == max(len(c.claims[0].several), 1) &&
		!slices.ContainsFunc(c.members, func(t *telling) bool { return !t.kept || t.of != c.claims[0] })
}

// letGo leaves out what sources tell that are no longer in force, where others
// tell of the event as well.
func (b *bench) letGo(c *cluster) {
	if slices.ContainsFunc(c.members, func(t *telling) bool { return b.inForce(t.source) }) {
		c.members = slices.DeleteFunc(c.members, func(t *telling) bool { return !b.inForce(t.source) })
	}
}
