package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/store"
)

func ids(events []content.Event) []content.EventID {
	var out []content.EventID
	for _, e := range events {
		out = append(out, e.ID)
	}
	return out
}

func events(t *testing.T, db *store.DB, q content.EventQuery) []content.Event {
	t.Helper()
	found, err := db.Events(t.Context(), q)
	if err != nil {
		t.Fatalf("Events(%+v): %v", q, err)
	}
	return found
}

func drop(t *testing.T, db *store.DB, at string, gone ...content.EventID) {
	t.Helper()
	_, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/"}, Gone: gone, At: instant(at)})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEventKeptAgainKeepsItsID(t *testing.T) {
	db := open(t)
	kept := keep(t, db, meetup(), meetup())
	if kept[0].ID == 0 || kept[0].ID == kept[1].ID {
		t.Fatalf("ids are %v, want two different ones", ids(kept))
	}
	moved := kept[0]
	moved.Date, moved.Title, moved.Talks = "2024-03-19", "Spring meetup, a week later", moved.Talks[:1]
	moved.Evidence = []content.Evidence{{Field: "date", Value: "2024-03-19"}}
	if again := keep(t, db, moved); again[0].ID != kept[0].ID {
		t.Errorf("kept again, the id is %d, want %d", again[0].ID, kept[0].ID)
	}

	got := events(t, db, content.EventQuery{})
	if diff := cmp.Diff([]content.EventID{kept[1].ID, kept[0].ID}, ids(got)); diff != "" {
		t.Errorf("by day (-want +got):\n%s", diff)
	}
	if got[1].Title != moved.Title || len(got[1].Talks) != 1 {
		t.Errorf("read %+v, want the event as kept last", got[1])
	}
	found, err := db.Talks(t.Context(), content.TalkQuery{Words: "ferry"})
	if err != nil || len(found.Talks) != 1 || found.Talks[0].Event.ID != kept[1].ID {
		t.Errorf("Talks(ferry) = %+v, %v, want that of the other event alone", found.Talks, err)
	}
	found, err = db.Talks(t.Context(), content.TalkQuery{Words: "maps"})
	if err != nil || len(found.Talks) != 2 || found.Talks[0].Event.Date != moved.Date {
		t.Errorf("Talks(maps) = %+v, %v, want two, the later day first", found.Talks, err)
	}
	if evidence, err := db.Evidence(t.Context(), moved.ID); err != nil || len(evidence) != 1 || evidence[0].Value != "2024-03-19" {
		t.Errorf("Evidence = %v, %v, want the new", evidence, err)
	}
}

func TestWordsThatWereCorrectedAreForgotten(t *testing.T) {
	db := open(t)
	e := keep(t, db, meetup())[0]
	e.Title = "Autumn meetup"
	e.Talks = []content.Talk{{Title: "Charts that shrink", Speakers: []string{"Ines Bråthen"}, Abstract: "Nothing of that."}}
	keep(t, db, e)
	for words, want := range map[string]int{"charts": 1, "nothing": 1, "maps": 0, "hash": 0} {
		found, err := db.Talks(t.Context(), content.TalkQuery{Words: words})
		if err != nil || len(found.Talks) != want || found.Total != want {
			t.Errorf("Talks(%s) = %d of %d, %v, want %d", words, len(found.Talks), found.Total, err, want)
		}
	}
	for words, want := range map[string]int{"autumn": 1, "charts": 1, "spring": 0, "ferry": 0} {
		if got := events(t, db, content.EventQuery{Words: words}); len(got) != want {
			t.Errorf("Events(%s) = %d, want %d", words, len(got), want)
		}
	}
}

func TestSameEventTwiceInOneImport(t *testing.T) {
	db := open(t)
	first := keep(t, db, meetup())[0]
	second := first
	second.Title = "As said last"
	keep(t, db, first, second)
	if got := events(t, db, content.EventQuery{}); len(got) != 1 || got[0].Title != second.Title {
		t.Errorf("read %+v, want one event as said last", got)
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	db := open(t)
	unknown := meetup()
	unknown.ID = 4711
	_, err := db.Import(t.Context(), content.Import{
		Group:  rivertown,
		Source: content.SourceRecord{Name: "posts/", Imported: noon, Documents: []content.DocumentRecord{{Path: "a.md"}}},
		Events: []content.Event{meetup(), unknown},
		At:     noon,
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("Import of an unknown id = %v, want ErrNotFound", err)
	}
	if got := events(t, db, content.EventQuery{}); len(got) != 0 {
		t.Errorf("%d events are kept, want none", len(got))
	}
	if src, err := db.Source(t.Context(), "posts/"); err != nil || !src.Imported.IsZero() || len(src.Documents) != 0 {
		t.Errorf("Source = %+v, %v, want nothing but the name", src, err)
	}
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Gone: []content.EventID{4711}, At: noon}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Import with an unknown id gone = %v, want ErrNotFound", err)
	}
}

func TestGoneEvents(t *testing.T) {
	db := open(t)
	e := keep(t, db, meetup())[0] // over on 2024-03-12 at 21:00
	all := content.EventQuery{Source: "posts/", Gone: true}
	count := func(q content.EventQuery, want int) {
		t.Helper()
		if got := events(t, db, q); len(got) != want {
			t.Errorf("Events(%+v) = %d events, want %d", q, len(got), want)
		}
		found, err := db.Talks(t.Context(), content.TalkQuery{Words: "maps"})
		if err != nil || len(found.Talks) != want {
			t.Errorf("Talks = %d, %v, want %d", len(found.Talks), err, want)
		}
		people, err := db.People(t.Context(), nil, "Ines Brathen")
		if err != nil || len(people.People) != want {
			t.Errorf("People = %d, %v, want %d", len(people.People), err, want)
		}
	}

	vanished := content.EventQuery{Vanished: true, After: instant("2024-03-12T12:00:00Z")}
	if got := events(t, db, vanished); len(got) != 0 {
		t.Errorf("%+v vanished, want none yet", got)
	}
	drop(t, db, "2024-03-10T12:00:00Z", e.ID)
	count(content.EventQuery{}, 0)
	if got := events(t, db, vanished); len(got) != 1 || !got[0].Gone {
		t.Errorf("%+v vanished, want the event", got)
	}
	count(content.EventQuery{Before: instant("2025-01-01T00:00:00Z")}, 0)
	if got := events(t, db, all); len(got) != 1 || !got[0].Gone {
		t.Errorf("with gone ones: %+v, want the event, gone", got)
	}
	if got := events(t, db, content.EventQuery{ID: e.ID}); len(got) != 1 || !got[0].Gone {
		t.Errorf("by id: %+v, want the event, gone", got)
	}

	// Gone once more, later, it is still one that vanished before its day.
	drop(t, db, "2024-04-01T12:00:00Z", e.ID)
	count(content.EventQuery{}, 0)

	keep(t, db, e)
	count(content.EventQuery{}, 1)
	if got := events(t, db, all); len(got) != 1 || got[0].Gone {
		t.Errorf("come back: %+v, want the event, not gone", got)
	}

	drop(t, db, "2024-04-01T12:00:00Z", e.ID)
	count(content.EventQuery{}, 1) // it took place
	if got := events(t, db, content.EventQuery{Vanished: true}); len(got) != 0 {
		t.Errorf("%+v vanished, want none: it took place", got)
	}
	if got := events(t, db, content.EventQuery{}); !got[0].Gone {
		t.Error("what took place and vanished is not marked as gone")
	}
}

func TestSources(t *testing.T) {
	db := open(t)
	unknown, err := db.Source(t.Context(), "posts/")
	if diff := cmp.Diff(content.SourceRecord{Name: "posts/"}, unknown); diff != "" || err != nil {
		t.Errorf("unknown source: %v\n%s", err, diff)
	}
	records := []content.SourceRecord{
		{Name: "posts/", Group: "rivertown", Imported: noon, Documents: []content.DocumentRecord{
			{Path: "a.md", Hash: "1"}, {Path: "b.md", Hash: "2", Problem: "cut off"}, {Path: "c.md", Hash: "3", Other: true}}},
		{Name: "posts/", Group: "rivertown", Imported: noon.AddDate(0, 0, 1), Held: "7 of its 9 events vanished", Documents: []content.DocumentRecord{
			{Path: "a.md", Hash: "1"}, {Path: "b.md", Hash: "4"}, {Path: "d.md", Hash: "5"}}},
		{Name: "agenda.ics", Group: "rivertown", Imported: noon},
	}
	for _, want := range records {
		if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: want, At: noon}); err != nil {
			t.Fatal(err)
		}
		got, err := db.Source(t.Context(), want.Name)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("source: %v (-kept +read)\n%s", err, diff)
		}
	}
	records[1].Documents = nil
	got, err := db.Sources(t.Context())
	if diff := cmp.Diff([]content.SourceRecord{records[2], records[1]}, got); diff != "" || err != nil {
		t.Errorf("sources: %v (-kept +read)\n%s", err, diff)
	}
	groups, err := db.Groups(t.Context())
	if diff := cmp.Diff([]content.Group{rivertown}, groups); diff != "" || err != nil {
		t.Errorf("groups: %v (-kept +read)\n%s", err, diff)
	}
}

func TestEvidenceOfNothing(t *testing.T) {
	if _, err := open(t).Evidence(t.Context(), 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Evidence = %v, want ErrNotFound", err)
	}
}

func TestManyEventsInOneImport(t *testing.T) {
	db := open(t)
	kept := keep(t, db, newArchive(900).events(1300, 2)...)
	got := events(t, db, content.EventQuery{})
	if diff := cmp.Diff(ids(kept), ids(got)); diff != "" {
		t.Errorf("ids (-kept +read):\n%s", diff)
	}
	for _, i := range []int{0, 999, 1000, 1299} {
		want := kept[i]
		want.Evidence = nil
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("event %d (-kept +read):\n%s", i, diff)
		}
	}
	again := keep(t, db, kept...)
	if diff := cmp.Diff(ids(kept), ids(again)); diff != "" {
		t.Errorf("kept again (-first +again):\n%s", diff)
	}
}

func TestLessonsOfASourceAreKept(t *testing.T) {
	db := open(t)
	taught := []content.Lesson{
		{Place: "front matter date", Class: "event", Holds: content.EventDay, Days: 9, Agree: 7, Why: "In 7 of 7 documents the text names the day.",
			Series:  content.Series{Fit: 8, Weekday: 3, Nth: 2, Clock: "19:00"},
			Witness: []content.Evidence{{Field: "date", Value: "2024-03-13", Path: "march.md", Line: 3, Text: "2024-03-13"}}},
		{Place: "dates in numbers", Holds: content.DayFirst, Agree: 2},
	}
	for _, want := range [][]content.Lesson{taught, taught[1:], nil} {
		_, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/", Lessons: want}, At: instant("2024-03-01T10:00:00Z")})
		if err != nil {
			t.Fatal(err)
		}
		record, err := db.Source(t.Context(), "posts/")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, record.Lessons); diff != "" {
			t.Errorf("lessons differ (-want +got):\n%s", diff)
		}
	}
}
