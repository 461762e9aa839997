package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

const (
	planDays    = 14  // a plan looks so far ahead, unless asked otherwise
	maxPlanDays = 366 // however far is asked for
	maxPlan     = 20  // posts of a plan
	maxNot      = 10  // posts of a plan that will not be
	nextWithin  = 92  // days in which the next post is looked for
)

// plan answers "plan [days]": of this place, or where this is none of all that
// the asker administers.
func (q question) plan(ctx context.Context) (Reply, error) {
	c, err := q.channel(ctx)
	if err != nil {
		return nil, err
	}
	everywhere := q.nowhere() != nil
	if len(c.Groups) == 0 && !everywhere {
		return q.inForce(ctx, c, "")
	}
	plan := Plan{Days: min(q.call.number("days", planDays), maxPlanDays)}
	f, err := q.desk.Forecast(ctx, q.now, q.now.AddDate(0, 0, plan.Days))
	if err != nil {
		return nil, err
	}
	shown := func(p schedule.Prospect) bool {
		if everywhere {
			return q.sees(ctx, p.Place)
		}
		return p.Place == c.Place
	}
	for _, p := range f.Posts {
		if !shown(p) {
			continue
		}
		if len(plan.Posts) == maxPlan {
			plan.More.Count++
			continue
		}
		plan.Posts = append(plan.Posts, q.posting(p, c))
	}
	for _, p := range f.Not {
		// What nobody asked for is missed by nobody.
		if strings.HasPrefix(p.Reason, "not asked for") || !shown(p) {
			continue
		}
		if len(plan.Not) == maxNot {
			plan.MoreNot.Count++
			continue
		}
		plan.Not = append(plan.Not, q.posting(p, c))
	}
	if everywhere && len(plan.Posts)+len(plan.Not) == 0 {
		return Notice{Text: fmt.Sprintf("Nothing will be posted in the places that you administer in the next %d days.", plan.Days)}, nil
	}
	return plan, nil
}

// nextPost returns the next post of a channel, nil where none is to come soon.
func (q question) nextPost(ctx context.Context, c schedule.Channel) (*Posting, error) {
	f, err := q.desk.Forecast(ctx, q.now, q.now.AddDate(0, 0, nextWithin))
	if err != nil {
		return nil, err
	}
	for _, p := range f.Posts {
		if p.Place == c.Place && p.Kind != schedule.Test && p.Kind != schedule.Report {
			next := q.posting(p, c)
			return &next, nil
		}
	}
	return nil, nil
}

// posting is p as organisers of the channel here see it: that it is there goes
// without saying.
func (q question) posting(p schedule.Prospect, here schedule.Channel) Posting {
	post := Posting{What: cmp.Or(p.Slot, string(p.Kind), "all posts"), At: p.Due, Why: p.Reason}
	if p.Place != here.Place {
		post.Place = p.Place
	}
	if p.Event != 0 {
		post.Event = q.eventName(p.Group, p.Title, p.Date)
	} else if !p.Due.IsZero() {
		post.At = p.Due.In(q.zone(here))
	}
	if p.State != schedule.Planned {
		post.State = string(p.State)
	} else if post.At.Before(q.now) {
		post.At = q.now.In(post.At.Location()) // it goes out at once
	}
	// Reasons begin with a word that says it all.
	if word, why, ok := strings.Cut(p.Reason, ": "); ok && (word == "held" || word == "gone" || word == "paused") {
		post.State, post.Why = word, why
	}
	return post
}

// eventName names a meetup with its day.
func (q question) eventName(group, title string, date content.Date) string {
	return named(q.titles.of(group), title) + ", " + When{Date: date}.Day()
}

// zone is the zone in which people of a channel read times that no event has.
func (q question) zone(c schedule.Channel) *time.Location {
	names := []string{c.Zone}
	for _, g := range q.groupsHere() {
		names = append(names, g.Zone)
	}
	for _, name := range names {
		if loc, err := content.LoadZone(name); err == nil {
			return loc
		}
	}
	return time.UTC
}

// clockText is a moment in words.
func clockText(t time.Time) string { return t.Format("Mon 2 Jan 2006, 15:04 MST") }

// String is the posting in words: "reminder 1 day before at 10:00 of Rivertown
// Gophers: Autumn meetup, Tuesday 26 September 2017".
func (p Posting) String() string {
	if p.Event == "" {
		return p.What
	}
	return fmt.Sprintf("%s of %s", p.What, p.Event)
}
