package ingest

import (
	"slices"

	"meetupbot/content"
)

// A bench is where a group's events are worked out from what their documents
// say and what organisers decided. The same of both gives the same events.
// Which tellings are of one event is found by their cards; what they say is
// read whole for a few events at a time.
type bench struct {
	matcher
	group    content.Group
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

// A task is an event that is to be worked out anew.
type task struct {
	old       *content.Event // the card of the kept event that it goes on from; nil: it is new
	members   []*telling
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
type merger struct{ from, into *content.Event }

// A settlement is what becomes of a group's events.
type settlement struct {
	tasks  []task
	merged []merger
	gone   []*content.Event // nothing tells of them any more
}

// settle finds the events that tellings are of. Those that are as they were kept
// are left out, unless again wants them.
func (b *bench) settle(all []*telling, kept []content.Event, again func(*content.Event) bool) settlement {
	var out settlement
	clusters := b.clusters(all)
	out.merged = b.identify(clusters, kept)
	live := map[content.EventID]bool{}
	for _, c := range clusters {
		var decisions []content.Decision
		for _, e := range c.claims {
			live[e.ID] = true
			decisions = append(decisions, e.Decisions...)
		}
		t := task{decisions: decisions, asKept: c.asKept()}
		if t.asKept && !again(c.claims[0]) {
			continue
		}
		slices.SortStableFunc(t.decisions, inOrder)
		b.letGo(c)
		t.members = c.members
		if len(c.claims) > 0 {
			t.old = c.claims[0]
		}
		out.tasks = append(out.tasks, t)
	}
	for i := range kept {
		if e := &kept[i]; !e.Gone && !live[e.ID] {
			out.gone = append(out.gone, e)
		}
	}
	return out
}

// atOnce is of how many events all that is told of them is in memory.
const atOnce = 100

// each works out the events of a settlement, one after the other. The error is
// the first of f, or that something could not be read.
func (b *bench) each(s *settlement, f func(*made) error) error {
	for some := range slices.Chunk(s.tasks, atOnce) {
		var ids []content.EventID
		for _, t := range some {
			if t.old != nil {
				ids = append(ids, t.old.ID)
			}
			for _, m := range t.members {
				if m.kept {
					ids = append(ids, m.of.ID)
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
			if t.old != nil {
				m.old = kept[t.old.ID]
			}
			if m.Event, err = b.fold(m.old, t.members, t.decisions, kept); err != nil {
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
	return len(c.claims) == 1 && !c.claims[0].Gone && len(c.members) == max(len(c.claims[0].Tellings), 1) &&
		!slices.ContainsFunc(c.members, func(t *telling) bool { return !t.kept || t.of != c.claims[0] })
}

// letGo leaves out what sources tell that are no longer in force, where others
// tell of the event as well.
func (b *bench) letGo(c *cluster) {
	if slices.ContainsFunc(c.members, func(t *telling) bool { return b.inForce(t.Origin.Source) }) {
		c.members = slices.DeleteFunc(c.members, func(t *telling) bool { return !b.inForce(t.Origin.Source) })
	}
}

// lead orders the tellings of an event by whose word counts: who knows the day
// before who knows a month, a document of its own before a list of many, the
// source that is declared first, the fuller programme.
func (b *bench) lead(members []*telling) []*telling {
	out := slices.Clone(members)
	slices.SortStableFunc(out, func(t, u *telling) int {
		for _, n := range []int{
			vagueness(t.day) - vagueness(u.day),
			listed(t.Event) - listed(u.Event),
			b.rank(t.Origin.Source) - b.rank(u.Origin.Source),
			len(u.Talks) - len(t.Talks),
		} {
			if n != 0 {
				return n
			}
		}
		return b.compare(t, u)
	})
	return out
}

func vagueness(d content.Date) int {
	switch {
	case d.IsDay():
		return 0
	case d != "":
		return 1
	}
	return 2
}

// listed is 1 for one of many events of a document that has no id of its own.
func listed(e *content.Event) int {
	if e.Origin.Place != "" && e.Origin.UID == "" {
		return 1
	}
	return 0
}
