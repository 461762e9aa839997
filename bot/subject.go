package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
)

// subject returns the event that the question is about: that of the button
// pressed, or whose day or words were given, or the next. Where there is none,
// the reply says so. A brief one has no abstracts and bios.
func (q question) subject(ctx context.Context, brief bool) (*content.Event, Reply, error) {
	if q.call.Event != 0 {
		return q.pressed(ctx, brief)
	}
	words := q.ofGroup(q.call.Args["event"])
	if words == "" {
		event, off, err := q.nextOf(ctx, q.groups)
		if err != nil || event != nil {
			return event, nil, err
		}
		none, err := q.nonePlanned(ctx, off)
		return nil, none, err
	}
	event, err := q.eventNamed(ctx, words)
	if err != nil || event != nil {
		return event, nil, err
	}
	return nil, Notice{
		Text: fmt.Sprintf("No meetup is known by “%s”: a day such as 2026-09-29 or words of its title find one.", echo(words)),
		Try:  []string{q.command(), "meetups"},
	}, nil
}

// command is the name of the command that is asked, as it is typed.
func (q question) command() string {
	if c, ok := CommandNamed(q.call.Name); ok {
		return c.FullName()
	}
	return q.call.Name
}

// pressed returns the event of a button. Its id came from outside: the event
// is told of only where a question in words would find it.
func (q question) pressed(ctx context.Context, brief bool) (*content.Event, Reply, error) {
	events, err := q.library.Events(ctx, content.EventQuery{ID: q.call.Event, Brief: brief})
	if err != nil {
		return nil, nil, fmt.Errorf("event %d of a button: %w", q.call.Event, err)
	}
	for i := range events {
		e := &events[i]
		if e.ID == q.call.Event && !e.Gone && (len(q.groups) == 0 || slices.Contains(q.groups, e.Group)) {
			return e, nil, nil
		}
	}
	return nil, Notice{Text: "That meetup is not known here, or is no longer announced.", Try: []string{"meetups"}}, nil
}

// eventNamed returns the event that words mean: that of a day, with the
// beginning of its title where there are several ("2017-09-26 Autumn meetup"),
// or the nearest with these words. It is nil when there is none.
func (q question) eventNamed(ctx context.Context, words string) (*content.Event, error) {
	day, title, _ := strings.Cut(words, " ")
	if date, err := content.ParseDate(day); err == nil {
		events, err := q.eventsOn(ctx, date)
		if err != nil || title == "" {
			return standingFirst(events), err
		}
		want := content.Fold(title)
		if i := slices.IndexFunc(events, func(e content.Event) bool { return strings.HasPrefix(content.Fold(e.Title), want) }); i >= 0 {
			return &events[i], nil
		}
	}
	for _, query := range []content.EventQuery{
		{Groups: q.groups, Words: words, After: q.now, Limit: 6},
		{Groups: q.groups, Words: words, Before: q.now, Newest: true, Limit: 6},
		{Groups: q.groups, Words: words, Undated: true, Limit: 6},
	} {
		events, err := q.library.Events(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("events with %q: %w", words, err)
		}
		want := content.Fold(words)
		if i := slices.IndexFunc(events, func(e content.Event) bool { return content.Fold(e.Title) == want }); i >= 0 {
			return &events[i], nil
		}
		if event := standingFirst(events); event != nil {
			return event, nil
		}
	}
	return nil, nil
}

// eventsOn returns the events of a day or a month, the earliest first.
func (q question) eventsOn(ctx context.Context, date content.Date) ([]content.Event, error) {
	first := date
	if !date.IsDay() {
		first = date + "-01"
	}
	// The bounds are wide enough for every zone; the days decide.
	from, err := content.Instant(first.AddDays(-1), "", time.UTC)
	if err != nil {
		return nil, err
	}
	events, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, After: from, Limit: 50, Brief: true})
	if err != nil {
		return nil, fmt.Errorf("events of %s: %w", date, err)
	}
	return slices.DeleteFunc(events, func(e content.Event) bool {
		return !strings.HasPrefix(string(e.Date), string(date)) && !(e.Date <= date && date <= e.EndDate)
	}), nil
}

// standingFirst returns the first event that takes place, else the first.
func standingFirst(events []content.Event) *content.Event {
	for i := range events {
		if !calledOff(events[i].Status) {
			return &events[i]
		}
	}
	if len(events) > 0 {
		return &events[0]
	}
	return nil
}
