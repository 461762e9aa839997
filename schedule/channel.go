package schedule

import (
	"slices"
	"time"

	"meetupbot/content"
)

// A Channel is a place with the rules of what is posted there.
type Channel struct {
	Place    Place
	Groups   []string // short names of the groups it follows; none: nothing is posted
	Posts    []Kind   // the kinds it takes; none: Reminder, Change and Recap
	Leads    []Lead   // when it is reminded; none: 1 day before at 10:00
	Digest   string   // a cron expression (see ParseDigest), "" for none
	Quiet    Quiet    // when nothing is posted that can wait
	Zone     string   // IANA name, of Digest and Quiet; "": quiet hours are the event's, and there is no digest
	Paused   bool     // nothing is posted
	Declared bool     // the configuration file says so: chat cannot change it
}

// What a channel gets that does not say.
var (
	defaultLead  = Lead{Days: 1, At: "10:00"}
	defaultKinds = []Kind{Reminder, Change, Recap}
)

// Takes reports whether the channel asks for postings of kind k. Who has been
// told of an event hears of its changes whatever this says.
func (c *Channel) Takes(k Kind) bool {
	if len(c.Posts) == 0 {
		return slices.Contains(defaultKinds, k) || k == Digest && c.Digest != ""
	}
	return slices.Contains(c.Posts, k)
}

// Reminders returns the leads in force: the channel's own, each once, or the
// default one.
func (c *Channel) Reminders() []Lead {
	if len(c.Leads) == 0 {
		return []Lead{defaultLead}
	}
	leads := make([]Lead, 0, len(c.Leads))
	for _, l := range c.Leads {
		if !slices.Contains(leads, l) {
			leads = append(leads, l)
		}
	}
	return leads
}

// zone returns the zone of the channel's quiet hours.
func (c *Channel) zone(event *time.Location) *time.Location {
	if loc, err := content.LoadZone(c.Zone); err == nil {
		return loc
	}
	return event
}
