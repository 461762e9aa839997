package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"meetupbot/content"
)

func TestEventQueries(t *testing.T) {
	db := open(t)
	keep(t, db,
		content.Event{Title: "winter", Date: "2024-01-09", Start: "18:30", End: "21:00", Zone: "Europe/London", Venue: content.Venue{Name: "Łódź House"}},
		content.Event{Title: "week", Date: "2024-03-04", EndDate: "2024-03-08", Zone: "Europe/London"},
		content.Event{Title: "spring", Date: "2024-03-05", Start: "18:30", Zone: "Europe/London", Talks: []content.Talk{{Title: "Ferries at rest", Speakers: []string{"Ada Ström"}}}},
		content.Event{Title: "night", Date: "2024-03-06", Start: "22:00", End: "02:00", Zone: "Europe/London", Origin: content.Origin{Source: "posts/"}},
		content.Event{Title: "elsewhere", Group: "hilltop", Date: "2024-03-05", Start: "19:00", Zone: "Europe/Paris"},
		content.Event{Title: "no zone", Date: "2024-06-01", Start: "10:00"},
		content.Event{Title: "some time", Date: "2024-05", Zone: "Europe/London", Published: instant("2024-02-01T00:00:00Z")},
		content.Event{Title: "any time", Zone: "Europe/London", Published: instant("2024-02-02T00:00:00Z")},
	)
	for _, c := range []struct {
		name string
		q    content.EventQuery
		want string
	}{
		{"all", content.EventQuery{}, "winter, week, elsewhere, spring, night, no zone, any time, some time"},
		{"newest", content.EventQuery{Newest: true}, "no zone, night, spring, elsewhere, week, winter, any time, some time"},
		{"limit", content.EventQuery{Newest: true, Limit: 2}, "no zone, night"},
		{"group", content.EventQuery{Groups: []string{"hilltop"}}, "elsewhere"},
		{"groups", content.EventQuery{Groups: []string{"hilltop", "nowhere", "rivertown"}, Limit: 3}, "winter, week, elsewhere"},
		{"not over", content.EventQuery{After: instant("2024-03-05T20:00:00Z")}, "week, elsewhere, spring, night, no zone"},
		{"at its end it is over", content.EventQuery{After: instant("2024-01-09T21:00:00Z"), Limit: 1}, "week"},
		{"a moment before its end it is not", content.EventQuery{After: instant("2024-01-09T20:59:59Z"), Limit: 1}, "winter"},
		{"past midnight", content.EventQuery{After: instant("2024-03-07T01:00:00Z")}, "week, night, no zone"},
		{"over", content.EventQuery{Before: instant("2024-03-06T00:00:00Z"), Newest: true}, "spring, elsewhere, winter"},
		{"between", content.EventQuery{After: instant("2024-02-01T00:00:00Z"), Before: instant("2024-03-08T00:00:00Z")}, "elsewhere, spring, night"},
		{"undated", content.EventQuery{Undated: true, After: instant("2024-03-08T00:00:00Z")}, "any time, some time"},
		{"source", content.EventQuery{Source: "posts/"}, "night"},
		{"word of venue", content.EventQuery{Words: "lodz"}, "winter"},
		{"words of title, talk and speaker", content.EventQuery{Words: "Spring, FERRIES (strom)"}, "spring"},
		{"words of two events", content.EventQuery{Words: "winter ferries"}, ""},
		{"word and bound", content.EventQuery{Words: "ferries", After: instant("2024-03-08T00:00:00Z")}, ""},
		{"word and group", content.EventQuery{Words: "elsewhere", Groups: []string{"hilltop"}}, "elsewhere"},
		{"word and other group", content.EventQuery{Words: "elsewhere", Groups: []string{"rivertown"}}, ""},
		{"no word", content.EventQuery{Words: "!?"}, ""},
		{"unknown id", content.EventQuery{ID: 99}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var titles []string
			for _, e := range events(t, db, c.q) {
				titles = append(titles, e.Title)
			}
			if diff := cmp.Diff(c.want, strings.Join(titles, ", ")); diff != "" {
				t.Errorf("Events(%+v) (-want +got):\n%s", c.q, diff)
			}
		})
	}
}

// TestBriefEvents: a brief answer is the event without its long texts, which
// are kept all the same.
func TestBriefEvents(t *testing.T) {
	db := open(t)
	e := meetup()
	e.Talks = []content.Talk{{Title: "Locks"}, {Title: "Gates", Abstract: "How they open."}}
	e.Speakers = []content.Speaker{{Name: "Ada Marlowe", Bio: "Ada opens gates."}, {Name: "Sam Reed"}}
	kept := keep(t, db, e)[0]
	if e.Talks[1].Abstract == "" || e.Speakers[0].Bio == "" {
		t.Fatal("Import changed what it was given")
	}
	want := kept
	for _, brief := range []bool{false, true} {
		if brief {
			want.Talks = []content.Talk{{Title: "Locks"}, {Title: "Gates"}}
			want.Speakers = []content.Speaker{{Name: "Ada Marlowe"}, {Name: "Sam Reed"}}
		}
		for _, q := range []content.EventQuery{{ID: kept.ID}, {After: kept.Published}, {Words: "gates"}} {
			q.Brief = brief
			got, err := db.Events(t.Context(), q)
			if err != nil || len(got) != 1 {
				t.Fatalf("Events(%+v) = %d events, %v; want one", q, len(got), err)
			}
			if diff := cmp.Diff(want, got[0], cmpopts.IgnoreFields(content.Event{}, "Evidence"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Events(%+v) (-want +got):\n%s", q, diff)
			}
		}
	}
}
