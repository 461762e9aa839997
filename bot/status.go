package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

const (
	statusDays  = 14 // so far back and ahead a status looks
	maxNext     = 5  // posts to come in a status
	maxTrouble  = 8  // posts with trouble in a status
	maxReceipts = 20 // places in a status
	receiptDays = 92 // so far back the last post of a place is looked for

	// statusIdle is how old the last round of a bot that runs may be: it makes
	// one each minute, and notes it as often.
	statusIdle = 5 * time.Minute
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
		s.Round, s.Idle = at.In(zone), q.now.Sub(at) > statusIdle
	}
	if s.Connections, err = q.connections(ctx); err != nil {
		return nil, err
	}
	for i, c := range s.Connections {
		if !c.Since.IsZero() {
			s.Connections[i].Since = c.Since.In(zone)
		}
	}
	f, err := q.desk.Forecast(ctx, q.now, q.now.AddDate(0, 0, statusDays))
	if err != nil {
		return nil, err
	}
	for _, p := range f.Posts {
		if len(s.Next) < maxNext && q.sees(ctx, p.Place) {
			s.Next = append(s.Next, q.posting(p, here))
		}
	}
	if s.Last, err = q.receipts(ctx, here); err != nil {
		return nil, err
	}
	closed, err := q.circuits(ctx, here)
	if err != nil {
		return nil, err
	}
	trouble, err := q.lately(ctx, here)
	if err != nil {
		return nil, err
	}
	s.Trouble = append(closed, trouble...)
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

// receipts returns the last post of each place that the asker administers, the
// latest first, and which of those with rules had none.
func (q question) receipts(ctx context.Context, here schedule.Channel) (last []Posting, err error) {
	rows, err := q.desk.Ledger.Deliveries(ctx, schedule.DeliveryQuery{State: schedule.Sent, Since: q.now.AddDate(0, 0, -receiptDays)})
	if err != nil {
		return nil, err
	}
	sortLatest(rows)
	seen := map[schedule.Place]bool{}
	for _, d := range rows {
		if seen[d.Key.Place] || len(last) == maxReceipts || !q.sees(ctx, d.Key.Place) {
			continue
		}
		seen[d.Key.Place] = true
		post, err := q.posted(ctx, d, here)
		if err != nil {
			return nil, err
		}
		last = append(last, post)
	}
	channels, err := q.desk.Rules.Channels(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range channels {
		if !seen[c.Place] && len(c.Groups) > 0 && len(last) < maxReceipts && q.sees(ctx, c.Place) {
			seen[c.Place] = true
			last = append(last, Posting{Place: c.Place, What: fmt.Sprintf("nothing in the last %d days", receiptDays)})
		}
	}
	return last, nil
}

// sortLatest sorts rows, the latest first.
func sortLatest(rows []schedule.Delivery) {
	slices.SortStableFunc(rows, func(a, b schedule.Delivery) int {
		return cmp.Or(when(b).Compare(when(a)), cmp.Compare(b.ID, a.ID))
	})
}

// lately returns what failed, was late, was withheld or stood there twice in
// the places that the asker administers, the latest first.
func (q question) lately(ctx context.Context, here schedule.Channel) (trouble []Posting, err error) {
	since := q.now.AddDate(0, 0, -statusDays)
	var rows []schedule.Delivery
	for _, query := range []schedule.DeliveryQuery{
		{Open: true},
		{State: schedule.Sent, Useful: since}, {State: schedule.Failed, Useful: since}, {State: schedule.Withheld, Useful: since},
	} {
		found, err := q.desk.Ledger.Deliveries(ctx, query)
		if err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	sortLatest(rows)
	for _, d := range rows {
		state := troubleOf(d, q.now)
		if state == "" || when(d).Before(since) || len(trouble) == maxTrouble || !q.sees(ctx, d.Key.Place) {
			continue
		}
		post, zone, err := q.row(ctx, d, here)
		if err != nil {
			return nil, err
		}
		post.State = state
		switch {
		case d.Doubles > 0:
			post.Why = fmt.Sprintf("%d deleted", d.Doubles)
		case state == "late":
			post.Why = "it was due on " + clockText(d.Due.In(zone))
		}
		trouble = append(trouble, post)
	}
	return trouble, nil
}

// when is when a row was posted, or was to be.
func when(d schedule.Delivery) time.Time {
	if d.SentAt.IsZero() {
		return d.Due
	}
	return d.SentAt
}

// troubleOf says in a word what is wrong with a row now, "" where nothing is:
// also what may come right by itself.
func troubleOf(d schedule.Delivery, now time.Time) string {
	switch state := d.Trouble(now); {
	case state == "doubled":
		return twice
	case state != "":
		return state
	case d.State == schedule.Unknown:
		return string(d.State)
	case (d.State == schedule.Planned || d.State == schedule.Retracting) && d.Reason != "":
		return "not yet"
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
				s.Broken = append(s.Broken, problem(d))
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
