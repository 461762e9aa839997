package schedule

import (
	"cmp"
	"slices"
	"time"

	"meetupbot/content"
)

// An omission is a posting that will not take place, and why.
type omission struct {
	Place  Place
	Event  content.EventID
	Kind   Kind   // "" when no kind at all is posted
	Slot   string // "" when no slot of the kind is
	Due    time.Time
	Reason string // in words for an organiser
}

// Why something is not posted, in words for an organiser.
const (
	noStart      = "its start is not known"
	notTaken     = "not asked for: the channel does not take this kind"
	untilResumed = "paused: nothing is posted in this channel until it is resumed"
	vanished     = "gone: its source no longer has it"
)

// How long each kind of posting is useful, where it is not until the start.
const (
	startingUseful = 30 * time.Minute
	recapUseful    = 7 * 24 * time.Hour
	recapWithin    = 14 * 24 * time.Hour // media that come later are of no interest
	remembered     = recapWithin + recapUseful
)

const agendaAt content.Clock = "09:00" // or an hour before an earlier start

// wanted returns what the rules ask for at now, in the order in which it is
// due, and what will not be posted and why. Digests are planned up to the
// instant until, all else however far ahead it is. What has been posted already,
// and what has changed of that, is for the ledger to say.
//
// It plans channels, each another place, and the servers' lists of the channels
// in listing; lists says which these are, by channel.
func wanted(now, until time.Time, channels, listing []*Channel, lists map[Place]Place, events []view) ([]*wish, []omission) {
	p := planner{now: now, until: until, lists: lists}
	byGroup := map[string][]*view{}
	for i := range events {
		byGroup[events[i].Group] = append(byGroup[events[i].Group], &events[i])
	}
	for _, c := range channels {
		p.leads = p.leads[:0]
		for _, l := range c.Reminders() {
			p.leads = append(p.leads, slotted{l, string(Reminder) + " " + l.String()})
		}
		followed := c.followed(byGroup)
		for _, e := range followed {
			p.event(c, e)
		}
		p.digest(c, followed)
	}
	for _, c := range listing {
		if _, ok := lists[c.Place]; ok && !c.Paused {
			for _, e := range c.followed(byGroup) {
				p.list(c, e)
			}
		}
	}
	p.fillLists()
	slices.SortFunc(p.wishes, func(a, b *wish) int {
		return cmp.Or(a.Due.Compare(b.Due), compareKeys(&a.Key, &b.Key))
	})
	return p.wishes, p.omitted
}

// followed returns the events of the groups that a channel follows.
func (c *Channel) followed(byGroup map[string][]*view) (events []*view) {
	for i, group := range c.Groups {
		if !slices.Contains(c.Groups[:i], group) {
			events = append(events, byGroup[group]...)
		}
	}
	return events
}

func compareKeys(a, b *Key) int {
	return cmp.Or(cmp.Compare(a.Place.Platform, b.Place.Platform), cmp.Compare(a.Place.ID, b.Place.ID),
		cmp.Compare(a.Event, b.Event), cmp.Compare(a.Occurrence, b.Occurrence), cmp.Compare(a.Slot, b.Slot),
		cmp.Compare(a.Revision, b.Revision))
}

type planner struct {
	now, until time.Time
	leads      []slotted // of the channel that is being planned
	wishes     []*wish
	lists      map[Place]Place // servers' lists of events, by the channels of which they are known
	listed     []*wish         // for servers' lists, which several channels may ask for
	omitted    []omission
}

// A slotted lead knows its reminders' slot.
type slotted struct {
	Lead
	slot string
}

func (p *planner) omit(c *Channel, e *view, kind Kind, slot, reason string) {
	p.omitted = append(p.omitted, omission{Place: c.Place, Event: e.ID, Kind: kind, Slot: slot, Reason: reason})
}

// event plans everything about one event in one channel.
func (p *planner) event(c *Channel, e *view) {
	switch {
	case e.dated && p.now.After(e.over.Add(remembered)):
		return // the archive
	case e.never != "":
		p.omit(c, e, "", "", e.never)
		return
	}
	if c.Paused {
		p.omit(c, e, "", "", untilResumed)
		defer p.pause(len(p.wishes))
	}
	p.reminders(c, e)
	if !e.News.Event.IsZero() && p.takes(c, e, Announcement) {
		p.add(c, e, Announcement, string(Announcement), keepable(e.News.Event), e.begin)
	}
	if c.Takes(Agenda) {
		p.agenda(c, e)
	}
	if c.Takes(Starting) {
		if e.Start == "" {
			p.omit(c, e, Starting, string(Starting), noStart)
		} else {
			p.add(c, e, Starting, string(Starting), e.begin, e.begin.Add(startingUseful))
		}
	}
	media := e.News.Media
	if !media.IsZero() && !media.Before(e.from) && media.Before(e.over.Add(recapWithin)) && p.takes(c, e, Recap) {
		due := keepable(media)
		if due.Before(e.over) {
			due = e.over
		}
		p.add(c, e, Recap, string(Recap), due, due.Add(recapUseful))
	}
}

// pause leaves of the wishes from first on those that are due. They are
// withheld, for nobody wants a heap of late posts at the end of a pause; the
// others wait for what comes.
func (p *planner) pause(first int) {
	p.wishes = slices.DeleteFunc(p.wishes, func(w *wish) bool {
		if first > 0 {
			first--
			return false
		}
		w.paused = true
		return w.Due.After(p.now)
	})
}

func (p *planner) takes(c *Channel, e *view, k Kind) bool {
	if !c.Takes(k) {
		p.omit(c, e, k, "", notTaken)
		return false
	}
	return true
}

func (p *planner) agenda(c *Channel, e *view) {
	if len(e.Talks) == 0 && len(e.Agenda) == 0 {
		p.omit(c, e, Agenda, string(Agenda), "its programme is not known")
		return
	}
	due, err := content.Instant(e.Date, agendaAt, e.loc)
	if early := e.begin.Add(-time.Hour); err != nil || early.Before(due) {
		due = early
	}
	p.add(c, e, Agenda, string(Agenda), due, e.begin)
}

// reminders plans one reminder for each lead. Each is useful until the event
// begins or the next one is due, which says the same and says it better: of
// several that were missed only the latest is posted.
func (p *planner) reminders(c *Channel, e *view) {
	if !p.takes(c, e, Reminder) {
		return
	}
	first := len(p.wishes)
	for _, lead := range p.leads {
		slot := lead.slot
		due, ok := lead.due(e.Event, e.loc)
		switch {
		case !ok:
			p.omit(c, e, Reminder, slot, noStart)
		case !due.Before(e.begin):
			p.omit(c, e, Reminder, slot, "not before the start at "+string(e.Start))
		default:
			p.add(c, e, Reminder, slot, due, e.begin)
		}
	}
	mine := p.wishes[first:]
	slices.SortStableFunc(mine, func(a, b *wish) int { return a.Due.Compare(b.Due) })
	kept := p.wishes[:first]
	for i, w := range mine {
		if i+1 < len(mine) {
			next := mine[i+1]
			if !w.Due.Before(next.Due) {
				p.omit(c, e, Reminder, w.Key.Slot, "due together with the "+next.Key.Slot)
				continue
			}
			w.Until, w.next = next.Due, next.Key.Slot
		}
		kept = append(kept, w)
	}
	p.wishes = kept
}

// add plans a posting, with regard to quiet hours: what is due in them waits
// until they end. What would be of no use then is not delayed and never
// dropped: a reminder or an agenda is due a minute before they begin, all else
// at its time.
func (p *planner) add(c *Channel, e *view, kind Kind, slot string, due, until time.Time) {
	w := &wish{
		Delivery: Delivery{
			Key:   Key{Place: c.Place, Event: e.ID, Slot: slot},
			Kind:  kind,
			State: Planned,
			Due:   due, Until: until,
			Told: e.told,
		},
		begin: e.begin, allDay: e.Start == "", over: e.over,
		hush: hush{c.Quiet, c.zone(e.loc), until},
	}
	w.delay()
	p.wishes = append(p.wishes, w)
}

// digest plans a channel's digests, one for each local date on which the rule
// falls, useful until that date ends.
func (p *planner) digest(c *Channel, followed []*view) {
	if c.Digest == "" && !slices.Contains(c.Posts, Digest) {
		return
	}
	omit := func(reason string) {
		p.omitted = append(p.omitted, omission{Place: c.Place, Kind: Digest, Slot: string(Digest), Reason: reason})
	}
	if !c.Takes(Digest) {
		omit(notTaken)
		return
	}
	rule, err := ParseDigest(c.Digest)
	if err != nil {
		omit(err.Error())
		return
	}
	loc, err := content.LoadZone(c.Zone)
	if err != nil {
		omit("the channel has no zone to tell the day in: " + err.Error())
		return
	}
	if !slices.ContainsFunc(followed, func(e *view) bool { return e.never == "" && p.now.Before(e.over) }) {
		omit("nothing is coming up")
		return
	}
	if c.Paused {
		omit(untilResumed)
		defer p.pause(len(p.wishes))
	}
	for day := content.DateOf(p.now.In(loc)); ; {
		date, due, ok := rule.next(day, loc)
		if !ok || due.After(p.until) {
			return
		}
		day = date.AddDays(1)
		end, err := content.Instant(date, "24:00", loc)
		if err != nil || !p.now.Before(end) {
			continue
		}
		w := &wish{
			Delivery: Delivery{
				Key:   Key{Place: c.Place, Occurrence: string(date), Slot: string(Digest)},
				Kind:  Digest,
				State: Planned,
				Due:   due, Until: end,
			},
			over: end, hush: hush{c.Quiet, loc, end},
		}
		w.delay()
		when := w.Due
		if when.Before(p.now) {
			when = p.now
		}
		w.Told = nameEvents(when, followed)
		p.wishes = append(p.wishes, w)
	}
}
