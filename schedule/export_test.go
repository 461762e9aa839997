package schedule

import (
	"slices"
	"time"

	"meetupbot/content"
)

// An Omission is a posting that Plan leaves out, and why.
type Omission = omission

// Plan is what the rules alone ask for, without a ledger, and what will not be
// posted and why.
func Plan(now, until time.Time, channels []Channel, events []content.Event) ([]Delivery, []Omission) {
	var all []*Channel
	for i := range channels {
		if c := &channels[i]; !slices.ContainsFunc(all, func(o *Channel) bool { return o.Place == c.Place }) {
			all = append(all, c)
		}
	}
	wishes, omitted := wanted(now, until, all, nil, nil, views(events))
	var posts []Delivery
	for _, w := range wishes {
		if now.Before(w.Until) {
			posts = append(posts, w.Delivery)
			continue
		}
		omitted = append(omitted, omission{w.Key.Place, w.Key.Event, w.Kind, w.Key.Slot, w.Due, "past: " + w.late()})
	}
	return posts, omitted
}

// PageOf has a runner plan so many channels and rows at a time.
func (r *Runner) PageOf(n int) { r.page = n }

// Early is how long before the end of its pause a post is begun.
const Early = early
