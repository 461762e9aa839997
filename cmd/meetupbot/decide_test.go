package main

import (
	"errors"
	"strings"
	"testing"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
)

// TestDecisions: what organisers decide outlasts imports, and what people can
// mend they are told.
func TestDecisions(t *testing.T) {
	s := newShelf(t)
	config := *s.config.Load()
	config.Groups[1].Review = true
	config.Groups[1].Sources = []ingest.Source{{Name: s.site + "/meetups", Location: s.site + "/meetups"}}
	s.config.Store(&config)
	s.importEverything(t)
	waiting := func() []content.Event {
		t.Helper()
		events, err := s.db.Events(t.Context(), content.EventQuery{Held: true, After: s.clock.Now()})
		if err != nil {
			t.Fatal(err)
		}
		return events
	}
	if got := waiting(); len(got) != 1 || got[0].Group != "data" {
		t.Fatalf("waiting are %+v, want the meetup of the group that reviews", got)
	}
	id := waiting()[0].ID
	if _, err := s.Decide(t.Context(), content.Decision{Event: id, Verdict: content.Approve, By: "slack:U012"}); err != nil {
		t.Fatal(err)
	}
	e, err := s.Decide(t.Context(), content.Decision{Event: id, Verdict: content.Correct, Field: "start", Value: "19:00", By: "slack:U012"})
	if err != nil || e.Start != "19:00" || len(e.Decisions) != 2 || len(e.Evidence) == 0 {
		t.Fatalf("Decide = %+v, %v", e, err)
	}
	for range 2 {
		if got := waiting(); len(got) != 0 {
			t.Errorf("approved and corrected, but waiting are %+v", got)
		}
		s.importEverything(t)
	}
	if e, err = s.Undo(t.Context(), e.Decisions[0].ID); err != nil || e.Start != "19:00" || len(waiting()) != 1 {
		t.Errorf("Undo = %+v, %v, and %d wait", e, err, len(waiting()))
	}
	declined := func(err error, want string) {
		t.Helper()
		if _, ok := errors.AsType[bot.Declined](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want it declined: %s", err, want)
		}
	}
	_, err = s.Decide(t.Context(), content.Decision{Event: id, Verdict: content.Correct, Field: "start", Value: "late", By: "slack:U012"})
	declined(err, "write it as 18:30")
	_, err = s.Decide(t.Context(), content.Decision{Event: 4711, Verdict: content.Hold, By: "slack:U012"})
	declined(err, "no such meetup")
	_, err = s.Undo(t.Context(), 4711)
	declined(err, "taken back already")
	config.Groups = config.Groups[:1]
	_, err = s.Decide(t.Context(), content.Decision{Event: id, Verdict: content.Hold, By: "slack:U012"})
	declined(err, "no longer declared")
}
