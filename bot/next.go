package bot

import (
	"context"
	"fmt"
	"slices"

	"meetupbot/content"
)

// maxAlso bounds what is named beside a card.
const maxAlso = 4

// nextMeetup answers "nextmeetup [group]".
func (q question) nextMeetup(ctx context.Context) (Reply, error) {
	if words := q.call.Args["group"]; words != "" {
		if reply := q.only(words); reply != nil {
			return reply, nil
		}
	}
	events, err := q.coming(ctx, q.groups, 6)
	if err != nil {
		return nil, err
	}
	undated, err := q.undated(ctx, "")
	if err != nil {
		return nil, err
	}
	chosen := slices.IndexFunc(events, func(e content.Event) bool { return !calledOff(e.Status) })
	if chosen < 0 {
		return q.nonePlanned(ctx, append(events, undated...))
	}
	card := EventCard{Event: q.titles.meetup(&events[chosen], q.now)}
	also, err := q.beside(ctx, events, chosen)
	if err != nil {
		return nil, err
	}
	for _, e := range undated {
		if e.Date <= events[chosen].Date.Month() {
			also = append(also, e)
		}
	}
	card.Also = q.titles.meetups(also[:min(maxAlso, len(also))], q.now)
	return card, nil
}

// beside returns what a member would want to hear of beside the chosen event:
// nearer ones that are called off, the one after it where it is on already,
// and the next of each other group that the place follows.
func (q question) beside(ctx context.Context, events []content.Event, chosen int) ([]content.Event, error) {
	also := slices.Clone(events[:chosen])
	card := events[chosen]
	named := map[string]bool{card.Group: true}
	onNow := whenOf(&card, q.now).Phase == OnNow
	for _, e := range events[chosen+1:] {
		if calledOff(e.Status) {
			continue
		}
		if e.Group == card.Group && onNow || !named[e.Group] {
			onNow = onNow && e.Group != card.Group
			named[e.Group] = true
			also = append(also, e)
		}
	}
	if len(q.groups) > maxAlso+1 {
		return also, nil
	}
	for _, group := range q.groups {
		if named[group] {
			continue
		}
		next, err := q.coming(ctx, []string{group}, 1)
		if err != nil {
			return nil, err
		}
		also = append(also, next...)
	}
	return also, nil
}

// nonePlanned says that nothing is to come, and what was last.
func (q question) nonePlanned(ctx context.Context, also []content.Event) (Reply, error) {
	past, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, Before: q.now, Newest: true, Limit: 6})
	if err != nil {
		return nil, fmt.Errorf("past events: %w", err)
	}
	if len(past)+len(also) == 0 {
		return q.nothingKept(), nil
	}
	reply := NonePlanned{Group: q.scope(), Also: q.titles.meetups(also[:min(maxAlso, len(also))], q.now)}
	if i := slices.IndexFunc(past, func(e content.Event) bool { return !calledOff(e.Status) }); i >= 0 {
		last := q.titles.meetup(&past[i], q.now)
		reply.Last = &last
	}
	return reply, nil
}
