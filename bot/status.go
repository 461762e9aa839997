package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

const (
	statusDays = 14 // so far back and ahead a status looks
	maxStatus  = 8  // posts of each kind in a status
)

// status answers "status", with the posts of all places that the asker
// administers.
func (q question) status(ctx context.Context) (Reply, error) {
	here, err := q.channel(ctx)
	if err != nil {
		return nil, err
	}
	zone := q.zone(here)
	// Each post says where it is: this is about all places.
	here = schedule.Channel{Zone: here.Zone}
	s := Status{}
	round, err := q.desk.Notes.Note(ctx, RoundNote)
	if err != nil {
		return nil, err
	}
	if at, err := time.Parse(time.RFC3339, round); err == nil {
		s.Round = at.In(zone)
	}
	if q.desk.Connections != nil {
		s.Connections = q.desk.Connections()
		for i, c := range s.Connections {
			if !c.Since.IsZero() {
				s.Connections[i].Since = c.Since.In(zone)
			}
		}
	}
	f, err := q.desk.Forecast(ctx, q.now, q.now.AddDate(0, 0, statusDays))
	if err != nil {
		return nil, err
	}
	for _, p := range f.Posts {
		if len(s.Next) < maxStatus && q.sees(ctx, p.Place) {
			s.Next = append(s.Next, q.posting(p, here))
		}
	}
	if s.Last, s.Trouble, err = q.lately(ctx, here); err != nil {
		return nil, err
	}
	sources, err := q.shelf(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, source := range sources {
		if source.Trouble != "" || source.Held != "" || len(source.Broken) > 0 {
			s.Sources = append(s.Sources, source)
		}
	}
	return s, nil
}

// lately returns the last post of each place that the asker administers, and
// what failed there, was late or was withheld, the latest first.
func (q question) lately(ctx context.Context, here schedule.Channel) (last, trouble []Posting, err error) {
	since := q.now.AddDate(0, 0, -statusDays)
	var rows []schedule.Delivery
	for _, query := range []schedule.DeliveryQuery{
		{Open: true},
		{State: schedule.Sent, Useful: since}, {State: schedule.Failed, Useful: since}, {State: schedule.Withheld, Useful: since},
	} {
		found, err := q.desk.Ledger.Deliveries(ctx, query)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, found...)
	}
	slices.SortStableFunc(rows, func(a, b schedule.Delivery) int {
		return cmp.Or(when(b).Compare(when(a)), cmp.Compare(b.ID, a.ID))
	})
	seen := map[schedule.Place]bool{}
	for _, d := range rows {
		if d.State == schedule.Sent && !seen[d.Key.Place] && len(last) < maxStatus && q.sees(ctx, d.Key.Place) {
			seen[d.Key.Place] = true
			post, err := q.posted(ctx, d, here)
			if err != nil {
				return nil, nil, err
			}
			last = append(last, post)
		}
		if state := troubleOf(d); state != "" && !when(d).Before(since) && len(trouble) < maxStatus && q.sees(ctx, d.Key.Place) {
			post, err := q.posted(ctx, d, here)
			if err != nil {
				return nil, nil, err
			}
			post.State = state
			if d.Doubles > 0 {
				post.Why = fmt.Sprintf("posted %d times: what was too much is deleted", d.Doubles+1)
			}
			trouble = append(trouble, post)
		}
	}
	return last, trouble, nil
}

// when is when a row was posted, or was to be.
func when(d schedule.Delivery) time.Time {
	if d.SentAt.IsZero() {
		return d.Due
	}
	return d.SentAt
}

// troubleOf says in a word what is wrong with a row, "" where nothing is. That
// a pause withheld it is as it should be.
func troubleOf(d schedule.Delivery) string {
	switch {
	case d.State == schedule.Failed, d.State == schedule.Unknown:
		return string(d.State)
	case d.State == schedule.Withheld && !d.WhilePaused():
		return string(d.State)
	case d.State == schedule.Planned && d.Attempts > 0, d.State == schedule.Retracting && d.Attempts > 0:
		return "not yet"
	case d.Doubles > 0:
		return "doubled"
	case d.State == schedule.Sent && d.Reason != "":
		return "still there"
	case d.Late():
		return "late"
	}
	return ""
}

// shelf returns the sources of a group, or all.
func (q question) shelf(ctx context.Context, group string) ([]Source, error) {
	if q.desk.Sources == nil {
		return nil, nil
	}
	records, err := q.desk.Sources.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var sources []Source
	for _, r := range records {
		if group != "" && r.Group != group {
			continue
		}
		s := Source{Name: content.ShownSource(r.Name), Group: q.titles.of(r.Group), Trouble: r.Trouble, Held: r.Held, Added: r.Added}
		zone := q.zoneOf(r.Group)
		for to, at := range map[*time.Time]time.Time{&s.Read: r.Imported, &s.Changed: r.Changed, &s.Looked: r.Looked, &s.Next: r.Next} {
			if !at.IsZero() {
				*to = at.In(zone)
			}
		}
		if between := s.Looked.Sub(s.Read); between > -time.Minute && between < time.Minute {
			s.Looked = time.Time{} // that goes without saying
		}
		for _, d := range r.Documents {
			if d.Problem != "" {
				problem := d.Problem
				if !strings.HasPrefix(problem, d.Path+":") {
					problem = d.Path + ": " + problem
				}
				s.Broken = append(s.Broken, problem)
			}
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// zoneOf is a group's zone.
func (q question) zoneOf(group string) *time.Location {
	for _, g := range q.all {
		if loc, err := content.LoadZone(g.Zone); err == nil && g.Name == group {
			return loc
		}
	}
	return time.UTC
}
