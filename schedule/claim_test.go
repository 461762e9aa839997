package schedule_test

import (
	"context"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

func TestCancelledBetweenClaimAndPost(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.ledger = &fragile{Ledger: w.db, saved: func(rows []schedule.Delivery) {
		if has(rows, schedule.Sending) {
			e.Status = content.Cancelled
			w.keep(e)
		}
	}}
	w.restart()
	w.round("2017-09-25T10:00:00+01:00")
	w.posted()
	rows := w.rows(dayBefore + "/0 withdrawn")
	if rows[0].Attempts != 0 || !rows[0].Attempted.IsZero() {
		t.Errorf("%d attempts at %s, though none was made", rows[0].Attempts, rows[0].Attempted)
	}
}

func TestMovedBetweenClaimAndPost(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.ledger = &fragile{Ledger: w.db, saved: func(rows []schedule.Delivery) {
		if has(rows, schedule.Sending) {
			e.Date = "2017-10-10"
			w.keep(e)
		}
	}}
	w.restart()
	w.round("2017-09-25T10:00:00+01:00")
	w.round("2017-09-25T10:00:01+01:00")
	w.posted()
	if rows := w.rows(dayBefore + "/0 planned"); !rows[0].Due.Equal(at("2017-10-09T10:00:00+01:00")) {
		t.Errorf("due %s", rows[0].Due)
	}
}

func TestNothingIsPostedThatCannotBeClaimed(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return has(rows, schedule.Sending) }}
	w.restart()
	if _, err := w.runner.Round(t.Context(), stopped(at("2017-09-25T10:00:00+01:00"))); err == nil {
		t.Error("no error")
	}
	w.posted()
	w.ledger = w.db
	w.restart()
	w.round("2017-09-25T10:00:05+01:00")
	w.posted("2017-09-25T10:00:05 " + dayBefore)
}

// The disk is full when the outcome is to be kept, and has room again later.
func TestOutcomeIsKeptLater(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	ledger := &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return has(rows, schedule.Sent) }}
	w.ledger = ledger
	w.restart()
	for _, s := range []string{"2017-09-25T10:00:00+01:00", "2017-09-25T10:01:00+01:00"} {
		if _, err := w.runner.Round(t.Context(), stopped(at(s))); err == nil {
			t.Error("no error")
		}
	}
	w.rows(dayBefore + "/0 sending")
	ledger.fail = nil
	w.round("2017-09-25T10:02:00+01:00")
	w.rows(dayBefore + "/0 sent")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
}

// While a post is under way its row says so, durably, and no more rows do
// than there are workers.
func TestClaimIsDurableBeforePost(t *testing.T) {
	w := newWorld(t)
	w.workers = 3
	w.restart()
	w.channels = nil
	w.rooms("console", 20)
	w.keep(evening())
	w.chat.before = func(ctx context.Context, d schedule.Delivery) {
		rows, err := w.db.Deliveries(ctx, schedule.DeliveryQuery{})
		if err != nil {
			t.Error(err)
		}
		sending, mine := 0, false
		for _, row := range rows {
			if row.State == schedule.Sending {
				sending++
				mine = mine || row.ID == d.ID && row.Attempts == 1
			}
		}
		if !mine || sending > 3 {
			t.Errorf("row claimed: %v; %d rows are being sent by 3 workers", mine, sending)
		}
	}
	w.round("2017-09-25T10:00:00+01:00")
	if len(w.chat.posted) != 20 {
		t.Errorf("%d posts, want 20", len(w.chat.posted))
	}
}

// A round does not go on for ever: it leaves the rest to the next one, which
// sees what is new.
func TestRoundEnds(t *testing.T) {
	w := newWorld(t)
	w.workers = 1
	w.restart()
	w.keep(evenings(50)...)
	now := at("2017-09-25T10:00:00+01:00")
	w.chat.before = func(context.Context, schedule.Delivery) { now = now.Add(300 * time.Millisecond) }
	clock := func() schedule.Now { return schedule.Now{Product: now, Real: now} }
	next, err := w.runner.Round(t.Context(), clock)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(w.chat.posted); n != 7 || next.After(now) {
		t.Errorf("%d posts of 300 ms in a round, want 7; the next round is at %s, now is %s", n, next, now)
	}
}
