package store_test

import (
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
)

// TestNoScans: no question that is asked often looks at every row of a table.
func TestNoScans(t *testing.T) {
	db := open(t)
	keep(t, db, newArchive(50).events(50, 2)...)
	ctx := t.Context()
	groups := []string{rivertown.Name}
	two := []string{rivertown.Name, "harbour"}
	for _, q := range []content.EventQuery{
		{ID: 1},
		{After: noon, Limit: 1}, {After: noon, Limit: 1, Groups: groups}, {After: noon, Limit: 10, Groups: two}, // the next one
		{Before: noon, Newest: true, Limit: 6}, {Before: noon, Newest: true, Limit: 6, Groups: groups}, // the last one
		{After: noon, Gone: true}, // a round
		{Undated: true, Limit: 6}, {Undated: true, Limit: 6, Groups: groups}, {Undated: true, Limit: 6, Groups: two},
		{Words: "slices", Newest: true, Limit: 5}, {Words: "slices", After: noon, Limit: 5, Groups: groups},
		{Source: "posts/", Gone: true},
		{Held: true, After: noon, Limit: 6}, {Held: true, After: noon, Limit: 6, Groups: groups}, {Held: true, After: noon, Groups: two}, // what waits
		{ID: 1, Told: true}, {Groups: groups, Gone: true, Told: true},
	} {
		if _, err := db.Events(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	people := newArchive(50).people
	for _, name := range []string{people[3], people[4][:len(people[4])-2], people[5][:len(people[5])-2] + "x", "zz"} {
		for _, groups := range [][]string{nil, groups} {
			if _, err := db.People(ctx, groups, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, begun := range []string{"a", people[3][:2], people[3]} {
		if _, err := db.Names(ctx, nil, begun, 25); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Names(ctx, groups, begun, 25); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{newArchive(50).words[3], newArchive(50).words[3] + "x"} {
		for _, groups := range [][]string{nil, groups} {
			if _, err := db.Talks(ctx, content.TalkQuery{Words: words, Groups: groups, Limit: 10}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, q := range []schedule.DeliveryQuery{
		{Open: true}, {IDs: []int64{1, 2}}, {State: schedule.Sent, Useful: noon}, {Events: []content.EventID{0}, Since: noon}, {Events: []content.EventID{1, 2}},
		{Place: schedule.Place{Platform: "console", ID: "hall"}, Limit: 1}, {Place: schedule.Place{Platform: "console", ID: "hall"}, Since: noon},
		{Any: []schedule.DeliveryQuery{{Open: true}, {State: schedule.Sent, Useful: noon}, {Events: []content.EventID{0}, Since: noon}, {Events: []content.EventID{1, 2}}}}, // a round
	} {
		if _, err := db.Deliveries(ctx, q); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Outlines(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	plans, err := db.PlansForTesting()
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) < 25 {
		t.Fatalf("%d questions, want all of those above", len(plans))
	}
	for _, plan := range plans {
		for _, step := range plan.Steps {
			what, ok := strings.CutPrefix(step, "SCAN ")
			if !ok || what == "CONSTANT ROW" || strings.Contains(what, "VIRTUAL TABLE") ||
				slices.Contains(plan.Steps, "CO-ROUTINE "+what) || slices.Contains(plan.Steps, "MATERIALIZE "+what) {
				continue
			}
			t.Errorf("%s\nis answered by\n  %s", plan.Text, strings.Join(plan.Steps, "\n  "))
		}
	}
}
