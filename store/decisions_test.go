package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
)

func TestDecisionsAreKept(t *testing.T) {
	db := open(t)
	e := keep(t, db, meetup())[0]
	other := meetup()
	other.Group = "harbour"
	other = keep(t, db, other)[0]
	first := content.Decision{Group: "rivertown", Event: e.ID, Verdict: content.Correct, Field: "start", Value: "19:00", Was: []string{"18:30", "18:45"},
		Source: "posts/", Kind: "doors or start", Way: "programme", By: "slack:U012", At: noon}
	second := content.Decision{Group: "harbour", Event: other.ID, Verdict: content.Hold, By: "discord:7", At: noon.AddDate(0, 0, 1)}
	moved := e
	moved.Start = "19:00"
	moved.Tellings = []content.Event{e}
	moved.Doubts = append(moved.Doubts, content.Doubt{Field: content.Review, Question: "Shall it?"})
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Events: []content.Event{moved}, Decided: []content.Decision{first, second}, At: noon}); err != nil {
		t.Fatal(err)
	}
	if src, err := db.Source(t.Context(), ""); err != nil || src.Group != "" {
		t.Errorf("a change without a source made one: %+v, %v", src, err)
	}
	all, err := db.Decisions(t.Context(), content.DecisionQuery{})
	if err != nil || len(all) != 2 {
		t.Fatalf("Decisions = %v, %v, want two", all, err)
	}
	first.ID, second.ID = all[0].ID, all[1].ID
	if first.ID == 0 || second.ID <= first.ID {
		t.Errorf("their ids are %d and %d", first.ID, second.ID)
	}
	for want, q := range map[*content.Decision]content.DecisionQuery{&first: {Event: e.ID}, &second: {Groups: []string{"harbour"}}} {
		for _, q := range []content.DecisionQuery{q, {ID: want.ID}} {
			got, err := db.Decisions(t.Context(), q)
			if diff := cmp.Diff([]content.Decision{*want}, got); diff != "" || err != nil {
				t.Errorf("Decisions(%+v): %v (-kept +read)\n%s", q, err, diff)
			}
		}
	}
	// they come with their events where that is asked for, with the tellings
	for _, q := range []content.EventQuery{{ID: e.ID}, {Groups: []string{"rivertown"}}, {Groups: []string{"rivertown"}, Gone: true}} {
		plain, err := db.Events(t.Context(), q)
		if err != nil || len(plain) != 1 || plain[0].Start != "19:00" || plain[0].Tellings != nil || plain[0].Decisions != nil {
			t.Errorf("Events(%+v) = %+v, %v", q, plain, err)
		}
		q.Told = true
		want := moved
		want.Evidence, want.Decisions = nil, []content.Decision{first}
		got, err := db.Events(t.Context(), q)
		if diff := cmp.Diff([]content.Event{want}, got); diff != "" || err != nil {
			t.Errorf("Events(%+v): %v (-kept +read)\n%s", q, err, diff)
		}
	}
	keep(t, db, e)
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Withdrawn: []int64{first.ID}, At: noon}); err != nil {
		t.Fatal(err)
	}
	got := events(t, db, content.EventQuery{ID: e.ID, Told: true})
	if len(got) != 1 || got[0].Tellings != nil || got[0].Decisions != nil {
		t.Errorf("after both went: %+v", got)
	}
}

func TestHeldEvents(t *testing.T) {
	db := open(t)
	at := func(title string, date content.Date, published string, field string) content.Event {
		e := content.Event{Group: "rivertown", Title: title, Date: date, Zone: "Europe/London"}
		if published != "" {
			e.Published = instant(published + "T12:00:00Z")
		}
		if field != "" {
			e.Doubts = []content.Doubt{{Field: field, Question: "Is it?"}}
		}
		return e
	}
	harbour := at("another group's", "2024-03-05", "", "date")
	harbour.Group = "harbour"
	keep(t, db, harbour, at("over", "2024-02-29", "", "date"), at("later", "2024-04-09", "", "zone"), at("soon", "2024-03-12", "", content.Review),
		at("clear", "2024-03-13", "", ""), at("where", "2024-03-14", "", "venue"),
		at("last month", "2024-02", "2024-02-20", "date"), at("this month", "2024-03", "2024-02-20", "date"),
		at("old", "", "2023-11-20", "date"), at("new", "", "2024-02-25", "date"), at("nobody knows", "", "", "date"))
	gone := keep(t, db, at("gone", "2024-03-20", "", "date"))[0]
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Gone: []content.EventID{gone.ID}, At: noon}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q    content.EventQuery
		want []string
	}{
		{content.EventQuery{Groups: []string{"rivertown"}, After: noon}, []string{"soon", "later", "new", "this month", "nobody knows"}},
		{content.EventQuery{After: noon, Limit: 2}, []string{"another group's", "soon"}},
		{content.EventQuery{Groups: []string{"harbour", "none"}, After: noon, Brief: true}, []string{"another group's"}},
		{content.EventQuery{Groups: []string{"rivertown"}}, []string{"over", "soon", "later", "new", "last month", "this month", "old", "nobody knows"}},
	} {
		c.q.Held = true
		var got []string
		for _, e := range events(t, db, c.q) {
			got = append(got, e.Title)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Events(%+v) (-want +got):\n%s", c.q, diff)
		}
	}
}
