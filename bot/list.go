package bot

import (
	"context"
	"fmt"

	"meetupbot/content"
)

const (
	listLength = 10 // events of a list, unless asked otherwise
	maxList    = 50 // events or talks, however many are asked for
	countUpTo  = 25 // events beyond a list are counted so far
)

// meetups answers "meetups [words] [past]".
func (q question) meetups(ctx context.Context) (Reply, error) {
	words := q.ofGroup(q.call.Args["words"])
	room := min(q.call.number("limit", listLength), maxList)
	list := EventList{Words: words, PastOnly: q.call.flag("past")}
	if !list.PastOnly {
		ahead, more, err := q.list(ctx, content.EventQuery{Words: words, After: q.now}, room)
		if err != nil {
			return nil, err
		}
		undated, err := q.undated(ctx, words)
		if err != nil {
			return nil, err
		}
		list.Ahead, list.MoreAhead = ahead, more
		list.Undated = q.titles.meetups(undated[:min(maxAlso, len(undated))], q.now)
		room = max(room-len(list.Ahead)-len(list.Undated), 0)
	}
	past, more, err := q.list(ctx, content.EventQuery{Words: words, Before: q.now, Newest: true}, room)
	if err != nil {
		return nil, err
	}
	list.Past, list.MorePast = past, more
	if len(list.Ahead)+len(list.Undated)+len(list.Past)+more.Count > 0 {
		return list, nil
	}
	if words == "" {
		if list.PastOnly {
			ahead, _, err := q.list(ctx, content.EventQuery{After: q.now}, 1)
			if err != nil || len(ahead) > 0 {
				return Notice{Text: "No meetup has taken place yet.", Try: []string{"meetups"}}, err
			}
		}
		return q.nothingKept(), nil
	}
	return Notice{
		Text: fmt.Sprintf("No meetup has “%s” in its title, place, talks or speakers.", echo(words)),
		Try:  []string{"meetups", "talks " + echo(words)},
	}, nil
}

// Longer returns the command that asks for a longer list than one of so many, ""
// where there is none.
func Longer(command string, shown int) string {
	if shown >= maxList {
		return ""
	}
	return fmt.Sprintf("%s limit:%d", command, min(max(2*shown, 25), maxList))
}

// list returns the first events that query chooses, as many as there is room
// for, and counts the others.
func (q question) list(ctx context.Context, query content.EventQuery, room int) ([]Meetup, More, error) {
	query.Groups, query.Limit, query.Brief = q.groups, room+countUpTo, true
	events, err := q.library.Events(ctx, query)
	if err != nil {
		return nil, More{}, fmt.Errorf("list of events: %w", err)
	}
	shown := min(room, len(events))
	return q.titles.meetups(events[:shown], q.now),
		More{Count: len(events) - shown, AtLeast: len(events) == query.Limit}, nil
}
