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
	event, also, err := q.nextOf(ctx, q.groups)
	if err != nil {
		return nil, err
	}
	if event == nil {
		return q.nonePlanned(ctx, also)
	}
	undated, err := q.undated(ctx, "")
	if err != nil {
		return nil, err
	}
	others, err := q.nextOfOthers(ctx, event)
	if err != nil {
		return nil, err
	}
	also = append(also, others...)
	for _, e := range undated {
		if e.Date <= event.Date.Month() {
			also = append(also, e)
		}
	}
	return EventCard{
		Event: q.titles.meetup(event, q.now),
		Also:  q.titles.meetups(also[:min(maxAlso, len(also))], q.now),
	}, nil
}

// nextOf returns the next event that takes place, nil when there is none, and
// what a member should hear of beside it: nearer ones that are called off, and
// the one after it where it is on already.
func (q question) nextOf(ctx context.Context, groups []string) (event *content.Event, also []content.Event, err error) {
	// Nearly always the first is the answer. Reading more costs more.
	events, err := q.coming(ctx, groups, 1)
	if err != nil || len(events) == 0 {
		return nil, nil, err
	}
	if !calledOff(events[0].Status) && whenOf(&events[0], q.now).Phase != OnNow {
		return &events[0], nil, nil
	}
	events, err = q.coming(ctx, groups, 10)
	if err != nil {
		return nil, nil, err
	}
	takesPlace := func(e content.Event) bool { return !calledOff(e.Status) }
	chosen := slices.IndexFunc(events, takesPlace)
	if chosen < 0 {
		return nil, events, nil
	}
	also = slices.Clone(events[:chosen])
	if whenOf(&events[chosen], q.now).Phase == OnNow {
		if after := slices.IndexFunc(events[chosen+1:], takesPlace); after >= 0 {
			also = append(also, events[chosen+1+after])
		}
	}
	return &events[chosen], also, nil
}

// nextOfOthers returns the next event of each group that answers but event's,
// where they are few enough to be named.
func (q question) nextOfOthers(ctx context.Context, event *content.Event) ([]content.Event, error) {
	groups := q.groups
	if len(groups) == 0 {
		for _, g := range q.all {
			groups = append(groups, g.Name)
		}
	}
	if len(groups) > maxAlso+1 {
		return nil, nil
	}
	var others []content.Event
	for _, group := range groups {
		if group == event.Group {
			continue
		}
		next, _, err := q.nextOf(ctx, []string{group})
		if err != nil {
			return nil, err
		}
		if next != nil {
			others = append(others, *next)
		}
	}
	slices.SortStableFunc(others, func(a, b content.Event) int {
		return whenOf(&a, q.now).From.Compare(whenOf(&b, q.now).From)
	})
	return others, nil
}

// nonePlanned says that no event with a day takes place, and what was last.
func (q question) nonePlanned(ctx context.Context, off []content.Event) (Reply, error) {
	undated, err := q.undated(ctx, "")
	if err != nil {
		return nil, err
	}
	past, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, Before: q.now, Newest: true, Limit: 6, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("past events: %w", err)
	}
	if len(past)+len(off)+len(undated) == 0 {
		return q.nothingKept(), nil
	}
	reply := NonePlanned{
		Group:     q.scope(),
		Undated:   q.titles.meetups(undated[:min(maxAlso, len(undated))], q.now),
		CalledOff: q.titles.meetups(off[:min(maxAlso, len(off))], q.now),
	}
	if i := slices.IndexFunc(past, func(e content.Event) bool { return !calledOff(e.Status) }); i >= 0 {
		last := q.titles.meetup(&past[i], q.now)
		reply.Last = &last
	}
	return reply, nil
}
