package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// What consumers need is satisfied.
var _ schedule.Ledger = (*store.DB)(nil)

// open opens a new database for writing, closed with the test.
func open(t testing.TB) *store.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "meetupbot.db"), store.Writer)
}

func openAt(t testing.TB, path string, mode store.Mode) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+path, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

var rivertown = content.Group{Name: "rivertown", Title: "Rivertown Gophers", Zone: "Europe/London"}

// noon is when things are imported unless a test says otherwise.
var noon = instant("2024-03-01T12:00:00Z")

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// keep imports events of rivertown and sets their ids.
func keep(t testing.TB, db *store.DB, events ...content.Event) []content.Event {
	t.Helper()
	for i := range events {
		if events[i].Group == "" {
			events[i].Group = rivertown.Name
		}
	}
	ids, err := db.Import(context.Background(), content.Import{
		Group:  rivertown,
		Source: content.SourceRecord{Name: "posts/", Group: rivertown.Name, Imported: noon},
		Events: events,
		At:     noon,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		events[i].ID = ids[i]
	}
	return events
}

// meetup is an event with all its parts.
func meetup() content.Event {
	return content.Event{
		Group:  "rivertown",
		Title:  "Spring meetup",
		Date:   "2024-03-12",
		Start:  "18:30",
		End:    "21:00",
		Zone:   "Europe/London",
		Status: content.Scheduled,
		Venue:  content.Venue{Name: "The Old Boathouse", Address: "3 Quay Lane, Rivertown"},
		Talks: []content.Talk{
			{Title: "Maps that grow", Start: "19:00", End: "19:40", Speakers: []string{"Ines Bråthen"}, Abstract: "What a hash table does on a *busy* day, with <b>figures</b>.", Video: "https://video.example/1"},
			{Title: "Tracing a slow ferry", Start: "20:00", Speakers: []string{"Tomasz Wójcik-Reed", "Ines Bråthen"}},
		},
		Speakers: []content.Speaker{
			{Name: "Ines Bråthen", Affiliation: "Tidewater", Role: "Engineer", Bio: "Ines keeps the harbour's computers afloat.", Links: []content.Link{{URL: "https://github.com/inesbrathen"}}},
			{Name: "Tomasz Wójcik-Reed"},
		},
		Agenda:    []content.AgendaItem{{Start: "18:30", Text: "Doors"}, {Start: "19:00", End: "19:40", Text: "Maps that grow"}},
		RSVP:      []content.Link{{Text: "Sign up", URL: "https://rsvp.example/spring"}},
		Sponsors:  []string{"Quayside Bakery"},
		Published: instant("2024-02-20T09:00:00+01:00"),
		Origin:    content.Origin{Source: "posts/", Path: "2024/spring.md"},
		Evidence:  []content.Evidence{{Field: "date", Value: "2024-03-12", Path: "2024/spring.md", Line: 4, Text: "12 March", Rule: "day and month"}},
		Doubts:    []content.Doubt{{Field: "venue", Question: "Which door?"}},
	}
}

func TestEventComesBackAsItWasKept(t *testing.T) {
	db := open(t)
	want := keep(t, db, meetup())[0]
	got, err := db.Events(t.Context(), content.EventQuery{ID: want.ID})
	if err != nil {
		t.Fatal(err)
	}
	evidence := want.Evidence
	want.Evidence = nil
	if diff := cmp.Diff([]content.Event{want}, got); diff != "" {
		t.Errorf("event differs (-kept +read):\n%s", diff)
	}
	read, err := db.Evidence(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(evidence, read); diff != "" {
		t.Errorf("evidence differs (-kept +read):\n%s", diff)
	}
}

func TestPeopleAndTalksOfAnEvent(t *testing.T) {
	db := open(t)
	keep(t, db, meetup())
	people, err := db.People(t.Context(), nil, "ines brathen")
	if err != nil {
		t.Fatal(err)
	}
	if len(people.People) != 1 || len(people.People[0].Talks) != 2 {
		t.Errorf("People(ines brathen) = %+v, want one person with two talks", people)
	}
	talks, err := db.Talks(t.Context(), content.TalkQuery{Words: "hash ferry busy"})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", talks)
	talks, err = db.Talks(t.Context(), content.TalkQuery{Words: "hash table", Groups: []string{"rivertown"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(talks.Talks) != 1 || talks.Talks[0].Title != "Maps that grow" {
		t.Errorf("Talks(hash table) = %+v", talks)
	}
}
