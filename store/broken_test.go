package store_test

import (
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// TestBroken: from the moment in which a page turns out to be damaged, nothing
// is written any more.
func TestBroken(t *testing.T) {
	path := made(t)
	spoil(t, path, "events")
	db := openAt(t, path, store.Writer)
	save(t, db, row(1, lounge, noon))
	if err := db.Failure(); err != nil {
		t.Fatalf("before anything was read: %v", err)
	}
	if _, err := db.Events(t.Context(), content.EventQuery{Gone: true}); err == nil || !strings.Contains(err.Error(), "meetupbot restore FILE") {
		t.Errorf("Events = %v, want what to do", err)
	}
	select {
	case <-db.Broken():
	default:
		t.Fatal("it does not count as broken")
	}
	_, err := db.Save(t.Context(), []schedule.Delivery{row(2, lounge, noon)})
	if err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("Save = %v", err)
	}
	if rows := deliveries(t, db, schedule.DeliveryQuery{}); len(rows) != 1 {
		t.Errorf("%d rows are kept, want the one of before", len(rows))
	}
}

// TestFullIsNotBroken: a full disk ends nothing.
func TestFullIsNotBroken(t *testing.T) {
	db := open(t)
	if err := db.FillForTesting(); err != nil {
		t.Fatal(err)
	}
	e := meetup()
	e.Talks[0].Abstract = strings.Repeat("long ", 1e6)
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/"}, Events: []content.Event{e}, At: noon}); err == nil {
		t.Fatal("there was space")
	}
	if err := db.Failure(); err != nil {
		t.Errorf("Failure = %v", err)
	}
}

// TestDamagedLedger is refused at the start: nothing is posted from it.
func TestDamagedLedger(t *testing.T) {
	_, err := store.Open(t.Context(), "sqlite:"+damaged(t), store.Writer)
	if err == nil || !strings.Contains(err.Error(), "meetupbot restore FILE") || !strings.Contains(err.Error(), "damaged.db") {
		t.Errorf("Open = %v", err)
	}
}
