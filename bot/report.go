package bot

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// report says what organisers are to hear of.
func (a *Announcer) report(ctx context.Context, d schedule.Delivery, now time.Time) (Reply, error) {
	told := schedule.ParseTroubles(d.Told)
	all := a.groups()
	q := question{library: a.library, now: now, all: all, titles: titlesOf(all)}
	r := Report{Said: "This waits for you:", More: More{Count: told.More}, Try: []string{"meetupbot status"}}
	for _, t := range told.Named {
		line, err := q.trouble(ctx, t)
		if err != nil {
			return nil, &SendError{Err: err}
		}
		r.Lines = append(r.Lines, line)
		if t.State != schedule.Waits {
			r.Said = "This did not go as planned:"
		} else if command := waitsFor(t); !slices.Contains(r.Try, command) {
			r.Try = append(r.Try, command)
		}
	}
	return r, nil
}

// waitsFor is the command by which organisers go on with what waits.
func waitsFor(t schedule.Trouble) string {
	switch {
	case t.Source != "":
		return "meetupbot sources"
	case strings.HasPrefix(t.About, vanishedMeetup):
		return "meetupbot plan"
	}
	return "meetupbot review"
}

// trouble is a trouble in words, its time that at which it was due.
func (q question) trouble(ctx context.Context, t schedule.Trouble) (Posting, error) {
	if t.Document != "" {
		return Posting{What: fmt.Sprintf("a document of the source %s of %s", t.Source, q.titles.of(t.Group)), State: "cannot be read", Why: t.Reason, Do: "What was read of it before stays."}, nil
	}
	if t.Source != "" {
		return Posting{What: fmt.Sprintf("the source %s of %s", t.Source, q.titles.of(t.Group)), State: "held", Why: t.Reason, Do: "Nothing of it changes before it is in order again."}, nil
	}
	p, zone, err := q.row(ctx, schedule.Delivery{
		Key: schedule.Key{Place: t.Place, Event: t.Event, Slot: t.Slot}, Kind: t.Kind, Due: t.Due, Reason: t.Reason,
	}, schedule.Channel{})
	if err != nil {
		return Posting{}, err
	}
	p.At, p.Why = t.Due, t.Reason
	if !t.Due.IsZero() {
		p.At = t.Due.In(zone)
	}
	if _, ok := t.Place.Person(); ok {
		p.Place, p.What = schedule.Place{}, p.What+" that a member asked for"
	}
	p.State, p.Do = t.State, advice[t.State]
	switch t.State {
	case schedule.Waits:
		p.What, p.State = "a meetup", "waits for your word"
	case string(schedule.Unknown):
		p.State = "perhaps posted"
	case "doubled":
		p.State = twice
		p.Why = fmt.Sprintf("%d deleted", t.Second)
	case "late":
		p.Why = fmt.Sprintf("it was out by %s, at attempt %d", clockText(t.Sent.In(zone)), t.Tries)
		if t.Tries <= 1 {
			p.Why = fmt.Sprintf("it was out by %s: until then the bot did not run, had others to post first, did not know of it, or had no answer that it was out", clockText(t.Sent.In(zone)))
		}
	}
	return p, nil
}

// twice is what organisers hear of a post whose second message was deleted.
const twice = "stood there twice"

// advice is what organisers can do, by what is wrong.
var advice = map[string]string{
	string(schedule.Failed):   "It is not tried again: if it still matters, say it yourselves.",
	string(schedule.Unknown):  "Look whether it stands there.",
	string(schedule.Withheld): "Nobody there was told: if it still matters, say it yourselves.",
	"not yet":                 "It goes out as soon as it can, while it is of use.",
	"still there":             "Delete it by hand.",
	"doubled":                 "Nothing is to be done.",
	"late":                    "Nothing is to be done.",
}

// Waiting returns a function that says what waits for organisers beside posts:
// meetups about which nothing is posted before their word, those that vanished,
// sources whose changes are held back, and what cannot be read of them.
func Waiting(library Library, shelf Shelf, ledger schedule.Ledger) func(ctx context.Context, now time.Time) ([]schedule.Trouble, error) {
	return func(ctx context.Context, now time.Time) ([]schedule.Trouble, error) {
		var all []schedule.Trouble
		sources, err := shelf.Sources(ctx)
		if err != nil {
			return nil, fmt.Errorf("sources: %w", err)
		}
		for _, s := range sources {
			if s.Held != "" {
				all = append(all, schedule.Trouble{
					About: about("source "+s.Name, s.Held), State: schedule.Waits,
					Source: content.ShownSource(s.Name), Group: s.Group, Reason: s.Held,
				})
			}
			all = append(all, unreadable(s)...)
		}
		events, err := library.Events(ctx, content.EventQuery{Held: true, Told: true, After: now, Brief: true, Limit: maxWaiting})
		if err != nil {
			return nil, fmt.Errorf("what waits: %w", err)
		}
		for i := range events {
			e := &events[i]
			doubt, _ := e.Held()
			all = append(all, schedule.Trouble{
				About: about(fmt.Sprintf("review %d", e.ID), doubt.Question), State: schedule.Waits, Event: e.ID, Reason: doubt.Question,
			})
		}
		lost, err := vanished(ctx, library, ledger, now)
		if err != nil {
			return nil, fmt.Errorf("what vanished: %w", err)
		}
		return append(all, lost...), nil
	}
}

// about names what waits, and why: asked something else, organisers hear of it
// again.
func about(what, why string) string {
	h := fnv.New32a()
	fmt.Fprint(h, why)
	return fmt.Sprintf("%s %08x", what, h.Sum32())
}

// maxWaiting is how many meetups that wait are told of; the others follow when
// these are decided on.
const maxWaiting = 200
