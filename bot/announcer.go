package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// An Announcer words deliveries and hands them to the platforms' senders. It
// is the poster, the finder and the sweeper of a schedule.
type Announcer struct {
	library Library
	senders map[string]Sender
	groups  func() []content.Group
	follows func(schedule.Place) []content.Group
}

var (
	_ schedule.Poster   = (*Announcer)(nil)
	_ schedule.Finder   = (*Announcer)(nil)
	_ schedule.Sweeper  = (*Announcer)(nil)
	_ schedule.Repeater = (*Announcer)(nil)
	_ schedule.Pacer    = (*Announcer)(nil)
)

// NewAnnouncer returns an announcer over the library. Senders are chosen by a
// place's platform; groups names all groups there are, follows those that a
// place follows.
func NewAnnouncer(library Library, senders map[string]Sender, groups func() []content.Group,
	follows func(schedule.Place) []content.Group) *Announcer {
	return &Announcer{library: library, senders: senders, groups: groups, follows: follows}
}

// Post words the delivery as of now and posts it. It returns the platform's
// message id.
func (a *Announcer) Post(ctx context.Context, d schedule.Delivery, now time.Time) (message string, err error) {
	sender, err := a.sender(d)
	if err != nil {
		return "", err
	}
	reply, err := a.Word(ctx, d, now)
	if err != nil {
		return "", err
	}
	return sender.Send(ctx, postOf(d, reply))
}

// Edit brings what the delivery's message says up to date.
func (a *Announcer) Edit(ctx context.Context, d schedule.Delivery, now time.Time) error {
	sender, err := a.sender(d)
	if err != nil {
		return err
	}
	reply, err := a.Word(ctx, d, now)
	if err != nil {
		return err
	}
	return sender.Edit(ctx, postOf(d, reply))
}

// Delete takes the delivery's message away.
func (a *Announcer) Delete(ctx context.Context, d schedule.Delivery) error {
	sender, err := a.sender(d)
	if err != nil {
		return err
	}
	return sender.Delete(ctx, postOf(d, nil))
}

// Find looks for the delivery's marker where its platform can.
func (a *Announcer) Find(ctx context.Context, d schedule.Delivery) (schedule.Presence, string, error) {
	sender, err := a.sender(d)
	if err != nil {
		return schedule.CannotTell, "", err
	}
	seeker, ok := sender.(Seeker)
	if !ok {
		return schedule.CannotTell, "", nil
	}
	return seeker.Seek(ctx, postOf(d, nil))
}

// Sweep deletes what was posted twice of the delivery where its platform can:
// elsewhere there is nothing to find.
func (a *Announcer) Sweep(ctx context.Context, d schedule.Delivery) (deleted int, err error) {
	sender, err := a.sender(d)
	if err != nil {
		return 0, err
	}
	if sweeper, ok := sender.(Sweeper); ok {
		return sweeper.Sweep(ctx, postOf(d, nil))
	}
	return 0, nil
}

// Repeatable returns until when the delivery can be posted again and stays one
// message.
func (a *Announcer) Repeatable(d schedule.Delivery) (until time.Time) {
	sender, err := a.sender(d)
	if err != nil {
		return until
	}
	if repeater, ok := sender.(Repeater); ok {
		if life := repeater.Repeats(postOf(d, nil)); life > 0 {
			return d.First.Add(life)
		}
	}
	return until
}

// Pause is how long the platform's limits have a post to the place wait.
func (a *Announcer) Pause(place schedule.Place) time.Duration {
	if pacer, ok := a.senders[place.Platform].(Pacer); ok {
		return pacer.Pause(place.ID)
	}
	return 0
}

// Word is what a delivery says as of now.
func (a *Announcer) Word(ctx context.Context, d schedule.Delivery, now time.Time) (Reply, error) {
	switch d.Kind {
	case schedule.Digest:
		return a.digest(ctx, d.Key.Place, now)
	case schedule.Report:
		return a.report(ctx, d, now)
	case schedule.Test:
		return Notice{Text: "This is a test that an organiser asked for: posts reach this place. " + d.Told}, nil
	}
	events, err := a.library.Events(ctx, content.EventQuery{ID: d.Key.Event, Brief: true})
	if err != nil {
		return nil, &SendError{Err: fmt.Errorf("event %d: %w", d.Key.Event, err)}
	}
	if len(events) == 0 {
		return nil, &SendError{Hopeless: true, Err: fmt.Errorf("event %d is not kept", d.Key.Event)}
	}
	event, groups := &events[0], titlesOf(a.groups())
	meetup := groups.meetup(event, now)
	switch d.Kind {
	case schedule.Announcement:
		reply := Announcement{Event: meetup}
		if meetup.When.Phase != Over {
			reply.Was = before(schedule.ParseTold(d.Told), event)
		}
		return reply, nil
	case schedule.Listing:
		if l, ok := groups.listing(event, now); ok || l.Event.CalledOff() {
			return l, nil
		}
		return nil, &SendError{Hopeless: true, Err: errors.New("its start is not known, and a list of events wants one")}
	case schedule.Personal:
		meetup.Reminded = true
		return Personal{Event: meetup}, nil
	case schedule.Reminder:
		return Reminder{Event: meetup}, nil
	case schedule.Agenda:
		return groups.agenda(event, now), nil
	case schedule.Starting:
		return Starting{Event: meetup}, nil
	case schedule.Change:
		return Change{Event: meetup, Was: before(schedule.ParseTold(d.Was), event)}, nil
	case schedule.Recap:
		return Recap{Event: meetup}, nil
	}
	return nil, &SendError{Hopeless: true, Err: fmt.Errorf("there are no words for postings of kind %q", d.Kind)}
}

// digest says what comes for the groups that a place follows.
func (a *Announcer) digest(ctx context.Context, place schedule.Place, now time.Time) (Reply, error) {
	q := question{library: a.library, now: now, titles: titlesOf(a.groups())}
	for _, g := range a.follows(place) {
		q.groups = append(q.groups, g.Name)
	}
	events, more, err := q.list(ctx, content.EventQuery{After: now}, schedule.DigestLength)
	if err != nil {
		return nil, &SendError{Err: err}
	}
	undated, err := q.undated(ctx, "")
	if err != nil {
		return nil, &SendError{Err: err}
	}
	return Digest{Events: events, More: more, Undated: q.titles.meetups(undated[:min(maxAlso, len(undated))], now)}, nil
}

// before words what had been told of an event and is no longer so.
func before(told schedule.Told, e *content.Event) []Was {
	var was []Was
	add := func(field, value, now string) {
		if value != "" && value != now {
			was = append(was, Was{Field: field, Value: value})
		}
	}
	old := When{Date: told.Date, EndDate: told.EndDate, Start: told.Start, Zone: told.Zone}
	if told.Status != content.Scheduled {
		add("status", string(told.Status), string(e.Status))
	}
	add("day", dayOf(told.Date, old), dayOf(e.Date, When{Date: e.Date, EndDate: e.EndDate}))
	add("time", string(told.Start), string(e.Start))
	if told.Zone != e.Zone { // the same hands of the clock show another instant
		add("zone", old.ZoneName(), "")
	}
	if content.Fold(told.Venue) != content.Fold(e.Venue.String()) { // else it is only spelled in another way
		add("place", told.Venue, e.Venue.String())
	}
	if gone, came := told.Replaced(schedule.Tell(e)); len(gone) > 0 && len(came) > 0 {
		was = append(was, Was{Field: "speakers", Value: strings.Join(gone, ", "), Now: strings.Join(came, ", ")})
	}
	return was
}

func dayOf(d content.Date, w When) string {
	if d == "" {
		return ""
	}
	return w.Day()
}

func (a *Announcer) sender(d schedule.Delivery) (Sender, error) {
	sender, ok := a.senders[d.Key.Place.Platform]
	if !ok {
		return nil, &SendError{Hopeless: true, Err: fmt.Errorf(
			"%s: platform %q is not connected", d.Key.Place, d.Key.Place.Platform)}
	}
	return sender, nil
}

func postOf(d schedule.Delivery, reply Reply) Post {
	return Post{
		Channel: d.Key.Place.ID, Reply: reply, Marker: d.Marker, Message: d.Message, First: d.First, Attempted: d.Attempted,
	}
}
