package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// vanishedMeetup begins the name of a meetup that vanished, as something that
// waits.
const vanishedMeetup = "vanished "

// whyVanished is what organisers are asked about one.
const whyVanished = "its source no longer has it, so nothing more is posted about it, and nobody was told why. " +
	"If it is called off, say so in the source, and everyone is told; if it takes place, bring it back there"

// vanished returns the meetups ahead that their source lost and that are in the
// ledger: people were told of them, or were about to be. Whether such a meetup takes
// place only organisers know. One that is told under another id is not lost.
func vanished(ctx context.Context, library Library, ledger schedule.Ledger, now time.Time) (all []schedule.Trouble, err error) {
	events, err := library.Events(ctx, content.EventQuery{Vanished: true, After: now, Brief: true, Limit: maxWaiting})
	if err != nil || len(events) == 0 {
		return nil, err
	}
	var ids []content.EventID
	for i := range events {
		ids = append(ids, events[i].ID)
	}
	rows, err := ledger.Deliveries(ctx, schedule.DeliveryQuery{Events: ids})
	if err != nil {
		return nil, err
	}
	for i := range events {
		e := &events[i]
		if !slices.ContainsFunc(rows, func(d schedule.Delivery) bool { return d.Key.Event == e.ID }) {
			continue
		}
		from, _, _ := e.Span()
		others, err := library.Events(ctx, content.EventQuery{Groups: []string{e.Group}, After: from, Brief: true, Limit: maxSameDay})
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(others, func(o content.Event) bool { return o.Date == e.Date && o.Start == e.Start }) {
			continue
		}
		all = append(all, schedule.Trouble{
			About: about(fmt.Sprintf("%s%d", vanishedMeetup, e.ID), string(e.Date)), State: schedule.Waits, Event: e.ID, Reason: whyVanished,
		})
	}
	return all, nil
}

// maxSameDay is among how many meetups of its group, from its start on, one that
// is told under another id is looked for.
const maxSameDay = 20
