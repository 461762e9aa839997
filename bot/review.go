package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
)

const (
	maxAsked  = 5  // meetups of a review: each comes with its questions and buttons
	maxCounts = 50 // so many are counted
)

// review answers "review" with what waits for an organiser's word, and
// "review approve|hold|correct|undo EVENT" with what has become of it.
func (q question) review(ctx context.Context) (Reply, error) {
	if none, err := q.deciding(ctx); none != nil || err != nil {
		return none, err
	}
	action := q.call.Args["action"]
	if fields := q.corrected(); len(fields) > 0 && action != "correct" {
		if action != "" {
			return Notice{Text: "A value is said with correct only.", Try: []string{"help review"}}, nil
		}
		action = "correct"
	}
	if action == "" && q.call.Args["event"] == "" {
		return q.waiting(ctx, "")
	}
	e, none, err := q.decided(ctx)
	if none != nil || err != nil {
		return none, err
	}
	if shown := q.call.Args["shown"]; shown != "" && shown != mark(e) {
		return Review{
			Said:  "Something has changed since this button was shown, so nothing was decided. It stands like this now:",
			Asked: []Reviewed{q.reviewed(e)}, Try: q.answers(e),
		}, nil
	}
	switch action {
	case "":
		return Review{Asked: []Reviewed{q.reviewed(e)}, Try: q.answers(e)}, nil
	case "undo":
		return q.undo(ctx, e)
	case "correct":
		return q.correct(ctx, e)
	}
	said := "Approved: it is posted as the rules say."
	if action == "hold" {
		said = "Held back: nothing is posted about it until it is approved."
	}
	return q.decide(ctx, e, []content.Decision{{Verdict: content.Verdict(action)}}, said)
}

// deciding narrows the question to the groups whose meetups the asker may
// decide on: those followed where it was asked, else those followed in places
// that the asker administers. Whom the operator allows, and who sits at the
// terminal, may decide on all.
func (q *question) deciding(ctx context.Context) (Reply, error) {
	if q.desk.Reviewer == nil {
		return Notice{Text: "What is posted is decided where the bot runs."}, nil
	}
	if len(q.here) > 0 || q.req.Asker.ID == "" || q.desk.allows(q.req.Asker) {
		return nil, nil
	}
	channels, err := q.desk.Rules.Channels(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range channels {
		if len(c.Groups) > 0 && q.sees(ctx, c.Place) {
			q.groups = append(q.groups, c.Groups...)
		}
	}
	if len(q.groups) == 0 {
		return Notice{Text: "No group is followed in the places that you administer, so there is nothing to review.", Try: []string{"meetupbot follow"}}, nil
	}
	return nil, nil
}

// corrected lists the values that were said, by field.
func (q question) corrected() (fields []string) {
	return slices.DeleteFunc(slices.Clone(content.Correctable), func(f string) bool { return q.call.Args[setting(f)] == "" })
}

// setting is the name of the option that corrects a field.
func setting(field string) string { return strings.ReplaceAll(field, "_", "") }

// waiting lists what waits.
func (q question) waiting(ctx context.Context, said string) (Reply, error) {
	events, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, Held: true, Told: true, After: q.now, Brief: true, Limit: maxCounts})
	if err != nil {
		return nil, fmt.Errorf("what waits: %w", err)
	}
	r := Review{Said: said}
	for i := range events {
		if i < maxAsked {
			r.Asked = append(r.Asked, q.reviewed(&events[i]))
		}
	}
	if more := len(events) - len(r.Asked); more > 0 {
		r.More = More{Count: more, AtLeast: len(events) == maxCounts}
	}
	if len(events) > 0 {
		r.Try = q.answers(&events[0])
	}
	return r, nil
}

// answers are commands with which an organiser answers for e, and asks more.
func (q question) answers(e *content.Event) (try []string) {
	number := strconv.FormatInt(int64(e.ID), 10)
	doubt, held := e.Held()
	if _, _, ripe := e.Span(); held && ripe {
		try = append(try, "meetupbot review approve "+number)
	}
	if slices.Contains(content.Correctable, doubt.Field) {
		value := map[string]string{"date": "2026-09-29", "end_date": "2026-09-30", "start": "18:30", "end": "21:00", "zone": "Europe/London"}[doubt.Field]
		if len(doubt.Readings) > 0 {
			value = q.likeliest(doubt)
		}
		try = append(try, fmt.Sprintf("meetupbot review correct %s %s:%s", number, setting(doubt.Field), value))
	}
	return append(try, "meetupbot why "+number)
}

// likeliest is the reading of a doubt that is shown as an example: of days the
// first that is not over, for who answers in a hurry copies it.
func (q question) likeliest(doubt content.Doubt) string {
	if doubt.Field == "date" {
		yesterday := content.DateOf(q.now.UTC()).AddDays(-1) // whatever the zone
		for _, r := range doubt.Readings {
			if content.Date(r.Value) >= yesterday {
				return r.Value
			}
		}
	}
	return doubt.Readings[0].Value
}

// decided returns the event to be decided on: by its number, or as other
// commands find it. It never is one that was not named.
func (q question) decided(ctx context.Context) (*content.Event, Reply, error) {
	words := strings.TrimPrefix(q.call.Args["event"], "#")
	id, err := strconv.ParseInt(words, 10, 64)
	if err == nil && id > 0 {
		q.call.Event = content.EventID(id)
	}
	if q.call.Event == 0 && words == "" {
		return nil, Notice{Text: "Which meetup? Say its number, its day or words of its title.", Try: []string{"meetupbot review"}}, nil
	}
	var e *content.Event
	var none Reply
	if e, none, err = q.subject(ctx, true); e == nil || err != nil {
		if wrong := q.misspelt(words); wrong != nil && err == nil {
			none = wrong
		}
		return nil, none, err
	}
	told, err := q.library.Events(ctx, content.EventQuery{ID: e.ID, Told: true, Brief: true})
	if err != nil || len(told) == 0 {
		return nil, Notice{Text: "That meetup is not known any more.", Try: []string{"meetupbot review"}}, err
	}
	return &told[0], nil, nil
}

// correct takes the values that were said, all or none.
func (q question) correct(ctx context.Context, e *content.Event) (Reply, error) {
	var all []content.Decision
	trial := *e
	for _, field := range q.corrected() {
		value := q.call.Args[setting(field)]
		if value == "none" {
			value = ""
		}
		if err := trial.CorrectField(field, value); err != nil {
			return Notice{Text: sentence(err), Try: []string{"help review"}}, nil
		}
		all = append(all, content.Decision{Verdict: content.Correct, Field: field, Value: value})
	}
	if len(all) == 0 {
		return Notice{Text: "Say what is right, such as date:2026-09-29 or start:18:30.", Try: q.answers(e)}, nil
	}
	return q.decide(ctx, e, all, "Corrected: that holds, whatever its documents say.")
}

// decide keeps decisions on e and shows it as it is then.
func (q question) decide(ctx context.Context, e *content.Event, all []content.Decision, said string) (Reply, error) {
	by := q.req.Asker.String()
	if q.req.Asker.ID == "" {
		by = "the terminal"
	}
	now := *e
	for _, d := range all {
		d.Event, d.By = e.ID, by
		var err error
		if now, err = q.desk.Reviewer.Decide(ctx, d); err != nil {
			notice, err := declined(err)
			notice.Try = q.answers(e)
			return notice, err
		}
	}
	serves := func(d content.Decision) bool {
		return d.Kind != "" && slices.ContainsFunc(all, func(a content.Decision) bool { return a.Field == d.Field && a.Value == d.Value })
	}
	if slices.ContainsFunc(now.Decisions, serves) {
		said += " The same question in other documents of its source is answered alike."
	}
	return q.settled(ctx, &now, said)
}

// undo takes back the decision that a button names, or the last on e.
func (q question) undo(ctx context.Context, e *content.Event) (Reply, error) {
	if len(e.Decisions) == 0 {
		return Notice{Text: "Nothing was decided on this meetup.", Try: q.answers(e)}, nil
	}
	last := e.Decisions[len(e.Decisions)-1].ID
	if named := q.call.Args["decision"]; named != "" && named != strconv.FormatInt(last, 10) {
		return Notice{Text: "That was taken back already, or something else was decided since.", Try: []string{"meetupbot review " + strconv.FormatInt(int64(e.ID), 10)}}, nil
	}
	now, err := q.desk.Reviewer.Undo(ctx, last)
	if err != nil {
		notice, err := declined(err)
		notice.Try = q.answers(e)
		return notice, err
	}
	return q.settled(ctx, &now, "Taken back.")
}

// settled shows what has become of an event that was decided on.
func (q question) settled(ctx context.Context, e *content.Event, said string) (Reply, error) {
	q.changed(ctx, fmt.Sprintf("%s (%s)", said, label(e)))
	r := Review{Said: said, Asked: []Reviewed{q.reviewed(e)}, Try: []string{"meetupbot review"}}
	if _, held := e.Held(); held {
		r.Try = q.answers(e)
	} else if r.Asked[0].When.Phase == Over {
		r.Said += " It is over, so no reminder of it is posted any more."
	}
	return r, nil
}

// label names an event in a log.
func label(e *content.Event) string {
	return fmt.Sprintf("event %d, %s", e.ID, e.Posted())
}
