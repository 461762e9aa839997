package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"meetupbot/content"
	"meetupbot/schedule"
)

// What the buttons for one's own reminder ask. These are no commands: nobody
// types them, and "remind" is organisers'.
const (
	remindMe = "remindme"
	forgetMe = "forgetme"
)

// A Personal is one person's own reminder of a meetup: the answer to whoever
// asked for one, or the reminder itself, in their direct messages.
type Personal struct {
	Said  string // what has just become of it, a sentence; "": it is the reminder
	Event Meetup
}

func (Personal) isReply() {}

// remindable reports whether somebody can ask to be reminded of the meetup.
func (m Meetup) remindable() bool {
	return m.When.Start != "" && m.When.Phase == Ahead && !m.CalledOff()
}

// remindMe answers a press of "Remind me".
func (q question) remindMe(ctx context.Context) (Reply, error) {
	event, none, err := q.personal(ctx)
	if none != nil || err != nil {
		return none, err
	}
	row, ok := schedule.NewPersonal(q.req.Asker, event, q.now)
	if !ok {
		return Notice{Text: "Nobody can be reminded of that: it has begun, is called off, or its start is not known.", Try: []string{"nextmeetup"}}, nil
	}
	place := row.Key.Place
	had, err := q.reminder(ctx, place, event.ID)
	if err != nil {
		return nil, err
	}
	answer := Personal{Event: q.titles.meetup(event, q.now)}
	answer.Event.Reminded = true
	at := fmt.Sprintf("an hour before the start, on %s", clockText(row.Due.In(row.Until.Location())))
	if !row.Due.After(q.now) {
		at = "at once, as it begins in less than an hour"
	}
	if had != nil && !had.Undone() {
		switch had.State {
		case schedule.Planned, schedule.Sending, schedule.Unknown:
			answer.Said = "That is set already: a direct message will remind you " + at + "."
			return answer, nil
		case schedule.Sent, schedule.Retracting, schedule.Retracted:
			answer.Said = "You have been reminded of that already."
			return answer, nil
		}
	}
	if had != nil {
		if again, ok := schedule.Redo(*had); ok {
			if _, err := q.desk.Ledger.Save(ctx, []schedule.Delivery{again}); err != nil {
				return nil, fmt.Errorf("save a personal reminder: %w", err)
			}
			q.woken()
			answer.Said = "You have been reminded of that already. If it changes, a direct message will tell you."
			return answer, nil
		}
	}
	open, err := q.desk.Ledger.Deliveries(ctx, schedule.DeliveryQuery{Open: true, Place: place})
	if err != nil {
		return nil, err
	}
	open = slices.DeleteFunc(open, func(d schedule.Delivery) bool { return d.Kind != schedule.Personal })
	if len(open) >= schedule.MaxPersonal {
		return Notice{Text: fmt.Sprintf("You wait for %d reminders already, which is as many as one person may. Undo one of them first.", len(open))}, nil
	}
	if had != nil { // undone, or it failed: it begins anew
		row.ID, row.Key, row.Marker, row.Kept = had.ID, had.Key, had.Marker, had.Kept
	}
	if _, err := q.desk.Ledger.Save(ctx, []schedule.Delivery{row}); err != nil {
		return nil, fmt.Errorf("save a personal reminder: %w", err)
	}
	q.woken()
	answer.Said = "A direct message will remind you " + at + "."
	return answer, nil
}

// forgetMe answers a press of "Undo reminder".
func (q question) forgetMe(ctx context.Context) (Reply, error) {
	event, none, err := q.personal(ctx)
	if none != nil || err != nil {
		return none, err
	}
	row, err := q.reminder(ctx, schedule.DirectTo(q.req.Asker), event.ID)
	if err != nil {
		return nil, err
	}
	answer := Personal{Event: q.titles.meetup(event, q.now), Said: "You will not be reminded of that, nor told of changes."}
	switch {
	case row == nil || row.Undone():
		answer.Said = "There is no reminder of yours for that."
		return answer, nil
	case row.State == schedule.Sending || row.State == schedule.Unknown:
		answer.Said = "Your reminder is on its way just now."
		return answer, nil
	}
	if _, err := q.desk.Ledger.Save(ctx, []schedule.Delivery{schedule.Undo(*row)}); err != nil {
		return nil, fmt.Errorf("undo a personal reminder: %w", err)
	}
	q.woken()
	return answer, nil
}

// personal returns the event of a press, or why nothing can be set for it.
func (q question) personal(ctx context.Context) (*content.Event, Reply, error) {
	if q.desk == nil || q.desk.Ledger == nil || q.req.Asker == (schedule.Place{}) {
		return nil, Notice{Text: "Nobody can be reminded from here."}, nil
	}
	return q.pressed(ctx, true)
}

// reminder returns the latest row by which somebody is reminded of an event,
// nil for none.
func (q question) reminder(ctx context.Context, place schedule.Place, event content.EventID) (*schedule.Delivery, error) {
	rows, err := q.desk.Ledger.Deliveries(ctx, schedule.DeliveryQuery{Place: place, Events: []content.EventID{event}})
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(d schedule.Delivery) bool { return d.Kind != schedule.Personal })
	if len(rows) == 0 {
		return nil, nil
	}
	last := slices.MaxFunc(rows, func(a, b schedule.Delivery) int { return cmp.Compare(a.Key.Revision, b.Key.Revision) })
	return &last, nil
}

func (q question) woken() {
	if q.desk.Changed != nil {
		q.desk.Changed()
	}
}
