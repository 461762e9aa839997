package schedule

import (
	"cmp"
	"slices"
	"time"

	"meetupbot/content"
)

// maxListed is how many events of ours stand in one server's list, the soonest:
// the shortest of such lists takes 100, and not all of them are ours.
const maxListed = 90

// lists returns the lists of events of the servers of those channels that take
// announcements, as far as they are known.
func (r *Runner) lists(channels []*Channel) map[Place]Place {
	lists := map[Place]Place{}
	if r.parts.Server == nil {
		return lists
	}
	for _, c := range channels {
		if c.Takes(Announcement) {
			if list, ok := r.parts.Server(c.Place); ok {
				lists[c.Place] = list
			}
		}
	}
	return lists
}

// list plans that an event stands in the list of the channel's server, from now
// on and until it begins: no list takes what has begun. That is no message, so
// that it waits for no quiet hours; nor does it tell of news, so that events of
// a first import stand there too.
func (p *planner) list(c *Channel, e *view) {
	list, ok := p.lists[c.Place]
	switch {
	case !ok || e.never != "" || !p.now.Before(e.begin):
		return // what is never posted the channel's own plan says
	case e.Start == "":
		p.omitted = append(p.omitted, omission{Place: list, Event: e.ID, Kind: Listing, Slot: string(Listing), Reason: noStart})
		return
	}
	p.listed = append(p.listed, &wish{
		Delivery: Delivery{
			Key:  Key{Place: list, Event: e.ID, Slot: string(Listing)},
			Kind: Listing, State: Planned, Due: p.now, Until: e.begin, Told: e.told,
		},
		begin: e.begin, over: e.begin, soon: true,
	})
}

// fillLists adds to the wishes what is to stand in servers' lists: one for each
// event and server, whatever channels ask for it, and the soonest first.
func (p *planner) fillLists() {
	slices.SortStableFunc(p.listed, func(a, b *wish) int {
		return cmp.Or(a.begin.Compare(b.begin), compareKeys(&a.Key, &b.Key))
	})
	seen := make(map[Key]bool, len(p.listed))
	room := map[Place]int{}
	for _, w := range p.listed {
		if seen[w.Key] {
			continue
		}
		seen[w.Key] = true
		if room[w.Key.Place]++; room[w.Key.Place] > maxListed {
			p.omitted = append(p.omitted, omission{Place: w.Key.Place, Event: w.Key.Event, Kind: Listing, Slot: string(Listing),
				Reason: "sooner events fill the server's list"})
			continue
		}
		p.wishes = append(p.wishes, w)
	}
}

// stands reports whether a posted listing is where it belongs, so that edits are
// all it needs. One that shows that the event is called off, or a day that is
// over, cannot be brought back: if the event takes place after all, another
// takes its place. What people took away stays away.
func (d *Delivery) stands(now time.Time) bool {
	has := parseShown(d.Shown)
	if d.State != Sent || has.Lost {
		return true
	}
	told := ParseTold(cmp.Or(has.Told, d.Told))
	if told.Status != content.Scheduled {
		return false
	}
	loc, err := content.LoadZone(told.Zone)
	if err != nil {
		return true
	}
	end, err := content.Instant(max(told.Date, told.EndDate), "24:00", loc)
	return err != nil || now.Before(end)
}
