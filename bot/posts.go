package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// test answers "test": a post that says what is posted here is on its way.
func (q question) test(ctx context.Context) (Reply, error) {
	if refused := q.nowhere(); refused != nil {
		return refused, nil
	}
	c, err := q.channel(ctx)
	if err != nil {
		return nil, err
	}
	words, err := q.testWords(ctx, c)
	if err != nil {
		return nil, err
	}
	row := schedule.NewTest(c.Place, q.now, words)
	// One that was asked for at the same instant is this one.
	if _, err := q.desk.Ledger.Save(ctx, []schedule.Delivery{row}); err != nil && !errors.Is(err, schedule.ErrExists) {
		return nil, fmt.Errorf("save a test: %w", err)
	}
	q.changed(ctx, "a test post")
	return q.inForce(ctx, c, "A test is on its way. If it does not stand here in a minute, status says why.")
}

// testWords is what a test says of this place.
func (q question) testWords(ctx context.Context, c schedule.Channel) (string, error) {
	if len(c.Groups) == 0 {
		return "No group is followed here, so nothing else is posted.", nil
	}
	titles := make([]string, len(c.Groups))
	for i, name := range c.Groups {
		titles[i] = q.titles.of(name)
	}
	words := fmt.Sprintf("The meetups of %s are posted here (%s).", strings.Join(titles, ", "), strings.Join(c.Words(), "; "))
	next, err := q.nextPost(ctx, c)
	if err != nil || next == nil {
		return words + " Nothing is to be posted soon.", err
	}
	return fmt.Sprintf("%s The next post is the %s: %s.", words, next, clockText(next.At)), nil
}

// retractable is how old a post may be to be taken back: what is older has
// been read by everybody.
const retractable = 30 * 24 * time.Hour

// retract answers "retract": the last post here is taken back, the next time
// the one before it. What organisers were told themselves is none of these.
func (q question) retract(ctx context.Context) (Reply, error) {
	if refused := q.nowhere(); refused != nil {
		return refused, nil
	}
	rows, err := q.desk.Ledger.Deliveries(ctx, schedule.DeliveryQuery{Place: q.req.Place, Since: q.now.Add(-retractable)})
	if err != nil {
		return nil, err
	}
	var last *schedule.Delivery
	for i := range rows {
		d := &rows[i]
		if d.State == schedule.Sent && d.Kind != schedule.Report && (last == nil || cmp.Or(d.SentAt.Compare(last.SentAt), cmp.Compare(d.ID, last.ID)) > 0) {
			last = d
		}
	}
	if last == nil {
		return Notice{Text: "Nothing was posted here lately that could be taken back."}, nil
	}
	c, err := q.channel(ctx)
	if err != nil {
		return nil, err
	}
	post, err := q.posted(ctx, *last, c)
	if err != nil {
		return nil, err
	}
	if _, err := q.desk.Ledger.Save(ctx, []schedule.Delivery{schedule.Retract(*last)}); err != nil {
		return nil, fmt.Errorf("take back a post: %w", err)
	}
	what := fmt.Sprintf("The %s, posted on %s, is being taken back.", post, clockText(post.At))
	q.changed(ctx, what)
	return Notice{Text: what + " It is not posted again; if it stays, status says why."}, nil
}

// posted is a row of the ledger as organisers of the channel here see it. Its
// time is that of the post, or else when it was due.
func (q question) posted(ctx context.Context, d schedule.Delivery, here schedule.Channel) (Posting, error) {
	post, _, err := q.row(ctx, d, here)
	return post, err
}

// row is posted, with the zone in which people read its times.
func (q question) row(ctx context.Context, d schedule.Delivery, here schedule.Channel) (Posting, *time.Location, error) {
	p := schedule.Prospect{Place: d.Key.Place, Event: d.Key.Event, Kind: d.Kind, Slot: d.Key.Slot, State: d.State, Reason: d.Reason}
	if p.Due = d.Due; !d.SentAt.IsZero() {
		p.Due = d.SentAt
	}
	zone := q.zone(here)
	if d.Key.Event != 0 {
		events, err := q.library.Events(ctx, content.EventQuery{ID: d.Key.Event, Brief: true})
		if err != nil {
			return Posting{}, nil, fmt.Errorf("event %d: %w", d.Key.Event, err)
		}
		if len(events) == 0 {
			p.Event = 0 // it is no longer kept
		}
		for _, e := range events {
			p.Group, p.Title, p.Date = e.Group, e.Title, e.Date
			if loc, err := content.LoadZone(e.Zone); err == nil {
				zone = loc
			}
		}
	}
	p.Due = p.Due.In(zone)
	post := q.posting(p, here)
	if d.State == schedule.Sent {
		post.State = ""
	}
	return post, zone, nil
}
