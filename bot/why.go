package bot

import (
	"context"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/schedule"
)

const (
	maxRead  = 12 // statements with their evidence
	maxAbout = 8  // posts about one meetup
)

// why answers "why EVENT": where each part of what is told was read, what is
// in doubt, what organisers decided, and what is posted because of it.
func (q question) why(ctx context.Context) (Reply, error) {
	if none, err := q.deciding(ctx); none != nil || err != nil {
		return none, err
	}
	if q.call.Event == 0 && q.call.Args["event"] == "" {
		next, none, err := q.subject(ctx, true)
		if next == nil && err == nil {
			next, err = q.firstWaiting(ctx)
		}
		if next == nil || err != nil {
			return none, err
		}
		q.call.Event = next.ID
	}
	e, none, err := q.decided(ctx)
	if none != nil || err != nil {
		return none, err
	}
	evidence, err := q.desk.Reviewer.Evidence(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	r := Reasons{Event: q.reviewed(e), Read: reads(evidence), Try: q.answers(e)}
	r.Try = r.Try[:len(r.Try)-1] // that is this answer
	r.Posts, err = q.about(ctx, e.ID)
	return r, err
}

// firstWaiting is the first of the meetups that wait for an organiser's word,
// nil where none does.
func (q question) firstWaiting(ctx context.Context) (*content.Event, error) {
	events, err := q.library.Events(ctx, content.EventQuery{Groups: q.groups, Held: true, After: q.now, Brief: true, Limit: 1})
	if len(events) == 0 || err != nil {
		return nil, err
	}
	return &events[0], nil
}

// readFirst are the fields of evidence in the order in which they matter to an
// organiser: what can be corrected, then who talks. The rest comes between them
// and the entries of a programme, most of which are talks.
var readFirst = append(slices.Clip(content.Correctable), "talk", "speaker", "rsvp")

// reads puts evidence into words. A thing said twice is told once.
func reads(evidence []content.Evidence) (list []Read) {
	rank := func(e content.Evidence) int {
		switch i := slices.Index(readFirst, e.Field); {
		case i >= 0:
			return i
		case e.Field == "agenda":
			return len(readFirst) + 1
		}
		return len(readFirst)
	}
	sorted := slices.Clone(evidence)
	slices.SortStableFunc(sorted, func(a, b content.Evidence) int { return rank(a) - rank(b) })
	for _, e := range sorted {
		field := strings.ReplaceAll(e.Field, "_", " ")
		if field == "rsvp" {
			field = "sign-up"
		}
		r := Read{Field: Sentence(field), Value: inWords(e.Value), From: from(e)}
		if len(list) < maxRead && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}

// about returns what will be posted of an event in the places that the asker
// administers, and what will not.
func (q question) about(ctx context.Context, id content.EventID) (list []Posting, err error) {
	f, err := q.desk.Forecast(ctx, q.now, q.now.AddDate(0, 0, nextWithin))
	if err != nil {
		return nil, err
	}
	here := schedule.Channel{}
	for _, p := range slices.Concat(f.Posts, f.Not) {
		if p.Event == id && len(list) < maxAbout && !strings.HasPrefix(p.Reason, "not asked for") && q.sees(ctx, p.Place) {
			list = append(list, q.posting(p, here))
		}
	}
	return list, nil
}
