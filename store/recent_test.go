package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/store"
)

// TestRecentIsNeverStale: what was asked before is answered as the database is
// now, whether this process or another has written to it since.
func TestRecentIsNeverStale(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	writer := openAt(t, path, store.Writer)
	reader := openAt(t, path, store.Reader)
	want := keep(t, writer, meetup())[0]
	want.Evidence = nil
	for i := range 3 {
		for _, db := range []*store.DB{writer, reader} {
			for _, q := range []content.EventQuery{{ID: want.ID}, {After: noon, Limit: 1}, {Groups: []string{"rivertown"}, After: noon, Limit: 1}} {
				for range 2 {
					if diff := cmp.Diff([]content.Event{want}, events(t, db, q)); diff != "" {
						t.Fatalf("after %d changes, %+v (-kept +read):\n%s", i, q, diff)
					}
				}
			}
			q := content.EventQuery{ID: want.ID, Brief: true}
			if brief := events(t, db, q)[0]; brief.Talks[0].Abstract != "" || brief.Speakers[0].Bio != "" {
				t.Errorf("a brief event has long texts: %+v", brief)
			}
		}
		want.Title = fmt.Sprintf("Meetup, changed %d times", i+1)
		want.Talks[0].Abstract += " More of it."
		keep(t, writer, want)
	}
	imp := content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/", Group: "rivertown"}, Gone: []content.EventID{want.ID}, At: noon}
	if _, err := writer.Import(t.Context(), imp); err != nil {
		t.Fatal(err)
	}
	if got := events(t, reader, content.EventQuery{ID: want.ID}); !got[0].Gone {
		t.Error("an event that is gone is there as before")
	}
}

// TestRecentIsNobodysElse: who changes what was read changes it for nobody
// else, and many may ask at a time.
func TestRecentIsNobodysElse(t *testing.T) {
	db := open(t)
	want := keep(t, db, meetup())[0]
	want.Evidence = nil
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				got, err := db.Events(t.Context(), content.EventQuery{ID: want.ID})
				if err != nil {
					t.Error(err)
					return
				}
				if diff := cmp.Diff([]content.Event{want}, got); diff != "" {
					t.Errorf("(-kept +read):\n%s", diff)
					return
				}
				e := &got[0]
				e.Talks[0], e.Speakers[0], e.Agenda[0] = content.Talk{}, content.Speaker{}, content.AgendaItem{}
				e.RSVP[0], e.Sponsors[0], e.Doubts[0] = content.Link{}, "", content.Doubt{}
			}
		})
	}
	all.Wait()
}

// More events than are held are asked for in turn.
func TestRecentOfMany(t *testing.T) {
	db := open(t)
	var many []content.Event
	for i := range 450 {
		e := meetup()
		e.Title = fmt.Sprintf("Meetup %d", i)
		many = append(many, e)
	}
	many = keep(t, db, many...)
	for range 2 {
		for _, want := range many {
			if got := events(t, db, content.EventQuery{ID: want.ID, Brief: true}); len(got) != 1 || got[0].Title != want.Title {
				t.Fatalf("event %d is %+v, want %s", want.ID, got, want.Title)
			}
		}
	}
}
