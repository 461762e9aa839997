package bot

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A question is one call on its way to an answer.
type question struct {
	library Library
	desk    *Desk
	log     *slog.Logger
	req     Request
	call    Call
	now     time.Time
	all     []content.Group // that there are
	titles  titles
	here    []content.Group // that the place follows
	groups  []string        // short names that answer; none: all do

	administered map[schedule.Place]bool // by the asker, as far as it was asked
}

func newQuestion(r *Router, req Request, call Call) question {
	q := question{library: r.parts.Library, desk: r.parts.Desk, log: r.parts.Log, req: req, call: call, now: req.Now, administered: map[schedule.Place]bool{}}
	q.all = r.parts.Groups()
	q.titles = titlesOf(q.all)
	if r.parts.Follows != nil {
		q.here = r.parts.Follows(req.Place)
	}
	for _, g := range q.here {
		q.groups = append(q.groups, g.Name)
		if g.Title != "" {
			q.titles[g.Name] = g.Title
		}
	}
	return q
}

// only narrows the question to the group that words name. The reply, if not
// nil, says that there is no such group.
func (q *question) only(words string) Reply {
	if g, ok := groupMeant(q.groupsHere(), words); ok {
		q.groups = []string{g.Name}
		return nil
	}
	notice := noGroup(q.groupsHere(), words, q.call.Name)
	if len(notice.Try) > 0 {
		notice.Try = slices.Insert(notice.Try, 0, q.call.Name) // perhaps they meant no group
	}
	return notice
}

// ofGroup narrows the question to the group that words are the name of, if
// they are one, and returns the words that are left to look for.
func (q *question) ofGroup(words string) string {
	if g, ok := groupCalled(q.groupsHere(), words); ok {
		q.groups = []string{g.Name}
		return ""
	}
	if groupWords(words) == "" {
		return "" // "the next one, please"
	}
	return words
}

// groupsHere are the groups that answer: those that the place follows, or all
// where it follows none.
func (q *question) groupsHere() []content.Group {
	if len(q.here) > 0 {
		return q.here
	}
	return q.all
}

// scope is the title of the one group that answers, or "".
func (q *question) scope() string {
	switch {
	case len(q.groups) == 1:
		return q.titles.of(q.groups[0])
	case len(q.groups) == 0 && len(q.all) == 1:
		return q.titles.of(q.all[0].Name)
	}
	return ""
}

// coming returns events that are not over and whose day is known, soonest
// first.
func (q *question) coming(ctx context.Context, groups []string, limit int) ([]content.Event, error) {
	events, err := q.library.Events(ctx, content.EventQuery{Groups: groups, After: q.now, Limit: limit, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("events after %s: %w", q.now.Format(time.RFC3339), err)
	}
	return events, nil
}

// undated returns events to come of which no day is known: their month is not
// over, or nothing at all is known and they are news of the last 60 days.
func (q *question) undated(ctx context.Context, words string) ([]content.Event, error) {
	const fresh = 60 * 24 * time.Hour
	events, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, Words: words, Undated: true, Limit: 6, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("events without a day: %w", err)
	}
	kept := events[:0]
	for _, e := range events {
		if e.Status == content.Cancelled || e.Gone {
			continue
		}
		if e.Date != "" {
			if e.Date >= q.today(&e).Month() {
				kept = append(kept, e)
			}
			continue
		}
		if age := q.now.Sub(e.Published); !e.Published.IsZero() && age >= 0 && age <= fresh {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// today is the calendar day at the event's place.
func (q *question) today(e *content.Event) content.Date {
	if loc, err := content.LoadZone(e.Zone); err == nil {
		return content.DateOf(q.now.In(loc))
	}
	return content.DateOf(q.now)
}

// nothingKept answers when there is no event at all to speak of.
func (q *question) nothingKept() Reply {
	if scope := q.scope(); scope != "" && len(q.all) > 1 {
		return Notice{Text: "No meetup of " + scope + " has been read yet.", Try: []string{"meetups"}}
	}
	return Notice{Text: "No meetup has been read yet. Whoever runs this bot brings them in with: meetupbot import"}
}
