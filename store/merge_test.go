package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// What was posted about two events that are one is known of the one that goes on.
func TestMergedEvents(t *testing.T) {
	db := open(t)
	two := keep(t, db, meetup(), meetup())
	into, from := two[0], two[1]
	row := func(e content.Event, place, slot string, state schedule.State) schedule.Delivery {
		return schedule.Delivery{Key: schedule.Key{Place: schedule.Place{Platform: "console", ID: place}, Event: e.ID, Slot: slot}, Kind: schedule.Reminder, State: state, Due: noon, Until: noon.AddDate(0, 0, 1)}
	}
	rows, err := db.Save(t.Context(), []schedule.Delivery{
		row(from, "hall", "a", schedule.Sent), row(into, "hall", "a", schedule.Planned), // only one was posted
		row(from, "hall", "b", schedule.Sending),                                     // the other has none
		row(from, "hall", "c", schedule.Sent), row(into, "hall", "c", schedule.Sent), // both were
		row(from, "hall", "d", schedule.Planned), row(into, "hall", "d", schedule.Sent), // only one was, the right one
		row(from, "attic", "a", schedule.Sent),
	})
	if err != nil {
		t.Fatal(err)
	}
	hold := content.Decision{Group: "rivertown", Event: from.ID, Verdict: content.Hold, By: "slack:U012", At: noon}
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Decided: []content.Decision{hold}, Merged: []content.Merge{{From: from.ID, Into: into.ID}}, At: noon}); err != nil {
		t.Fatal(err)
	}
	// what was being posted meanwhile is told of by its row alone
	sent := rows[2]
	sent.State, sent.Message = schedule.Sent, "m7"
	if _, err := db.Save(t.Context(), []schedule.Delivery{sent}); err != nil {
		t.Fatal(err)
	}
	got := map[string]schedule.State{}
	for _, d := range deliveries(t, db, schedule.DeliveryQuery{}) {
		got[fmt.Sprintf("%d %s %s", d.Key.Event, d.Key.Place.ID, d.Key.Slot)] = d.State
	}
	of := func(e content.Event, key string) string { return fmt.Sprintf("%d %s", e.ID, key) }
	want := map[string]schedule.State{
		of(into, "hall a"): schedule.Sent, of(into, "hall b"): schedule.Sent, of(into, "hall c"): schedule.Sent, of(from, "hall c"): schedule.Sent,
		of(into, "hall d"): schedule.Sent, of(from, "hall d"): schedule.Planned, of(into, "attic a"): schedule.Sent,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deliveries (-want +got):\n%s", diff)
	}
	if d, err := db.Decisions(t.Context(), content.DecisionQuery{Event: into.ID}); err != nil || len(d) != 1 {
		t.Errorf("decisions are %v, %v", d, err)
	}
	// over or not, it is listed once
	later := instant("2024-04-01T12:00:00Z")
	three := keep(t, db, meetup())
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Merged: []content.Merge{{From: three[0].ID, Into: into.ID}}, At: later}); err != nil {
		t.Fatal(err)
	}
	if got := events(t, db, content.EventQuery{}); len(got) != 1 || got[0].ID != into.ID {
		t.Errorf("listed are %v, want %d alone", ids(got), into.ID)
	}
	if got := events(t, db, content.EventQuery{ID: from.ID}); len(got) != 1 || !got[0].Gone {
		t.Errorf("the other is %+v", got)
	}
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Merged: []content.Merge{{From: 4711, Into: into.ID}}, At: later}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a merge of what is not kept: %v", err)
	}
}

func TestDroppedSource(t *testing.T) {
	db := open(t)
	src := content.SourceRecord{Name: "posts/", Group: "rivertown", Imported: noon, Documents: []content.DocumentRecord{{Path: "a.md", Hash: "1"}}}
	for _, imp := range []content.Import{{Source: src}, {Source: src, Dropped: true}, {Source: src, Dropped: true}} {
		imp.Group, imp.At = rivertown, noon
		if _, err := db.Import(t.Context(), imp); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := db.Sources(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("sources are %+v, %v", got, err)
	}
	if got, err := db.Source(t.Context(), "posts/"); err != nil || len(got.Documents) != 0 {
		t.Errorf("the source is %+v, %v", got, err)
	}
}
