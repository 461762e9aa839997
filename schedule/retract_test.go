package schedule_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A test is posted at once, and only while it is of use; the second is a
// posting of its own. Rules and pauses say nothing about it.
func TestTests(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Paused = true
	nowhere := schedule.Place{Platform: "console", ID: "nowhere"} // without rules
	w.ask(schedule.NewTest(hall, at("2017-09-25T10:00:00+01:00"), "one"), schedule.NewTest(hall, at("2017-09-25T10:00:01+01:00"), "two"),
		schedule.NewTest(nowhere, at("2017-09-25T10:00:00+01:00"), "three"), schedule.NewTest(hall, at("2017-09-25T09:45:00+01:00"), "late"))
	if _, err := w.db.Save(t.Context(), []schedule.Delivery{schedule.NewTest(hall, at("2017-09-25T10:00:00+01:00"), "again")}); !errors.Is(err, schedule.ErrExists) {
		t.Errorf("the same test twice: %v, want ErrExists", err)
	}
	if next := w.round("2017-09-25T10:00:02+01:00"); !next.IsZero() {
		t.Errorf("next round at %s, though nothing is planned", next)
	}
	w.posted("2017-09-25T10:00:02 test", "2017-09-25T10:00:02 test", "2017-09-25T10:00:02 test")
	markers := map[string]bool{}
	for _, d := range w.rows("test/0 withheld", "test/0 sent", "test/0 sent", "test/0 sent") {
		markers[d.Marker] = true
	}
	if len(markers) != 4 {
		t.Errorf("%d markers of 4 tests", len(markers))
	}
}

// sent returns a world in which a reminder was posted and is to be taken back.
func sent(t *testing.T) *world {
	w := newWorld(t)
	w.keep(evening())
	w.round("2017-09-25T10:00:00+01:00")
	w.ask(schedule.Retract(w.rows(dayBefore + "/0 sent")[0]))
	return w
}

// What is taken back is not posted again, not after a restart either, but for
// another day of its event; and who was told stays told.
func TestRetract(t *testing.T) {
	w := sent(t)
	f, err := w.runner.Forecast(t.Context(), at("2017-09-25T10:00:30+01:00"), at("2017-09-30T10:00:00+01:00"))
	if err != nil || len(f.Posts) > 0 {
		t.Errorf("forecast: %+v, %v, want no posts", f, err)
	}
	if next := w.round("2017-09-25T10:01:00+01:00"); !next.IsZero() {
		t.Errorf("next round at %s, want none", next)
	}
	w.rows(dayBefore + "/0 retracted")
	w.restart()
	w.round("2017-09-25T10:02:00+01:00")
	w.round("2017-09-25T10:03:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	if got := fmt.Sprint(w.chat.deleted); got != "[m1]" {
		t.Errorf("deleted %s, want m1 once", got)
	}

	e, err := w.db.Events(t.Context(), content.EventQuery{ID: 1})
	if err != nil || len(e) != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	e[0].Date = "2017-10-10"
	w.keep(e[0])
	w.round("2017-09-25T10:04:00+01:00")
	w.round("2017-09-25T10:05:00+01:00")
	w.round("2017-10-09T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:05:00 change", "2017-10-09T10:00:00 "+dayBefore)
}

func TestRetractUntilItIsDone(t *testing.T) {
	w := sent(t)
	answers := []error{errors.New("connection reset"), fmt.Errorf("delete: %w", refusal{after: 90 * time.Second}), refusal{}, nil}
	w.chat.keeps = func(schedule.Delivery) error {
		err := answers[0]
		answers = answers[1:]
		return err
	}
	when := at("2017-09-25T10:01:00+01:00")
	var waits []time.Duration
	for len(answers) > 0 {
		next, err := w.runner.Round(t.Context(), stopped(when))
		if err != nil {
			t.Fatal(err)
		}
		if len(answers) > 0 {
			waits = append(waits, next.Sub(when))
			w.restart() // nothing is kept in memory
			w.round(when.Add(next.Sub(when) - time.Second).Format(time.RFC3339))
			when = next
		}
	}
	if got := fmt.Sprint(waits); got != "[2s 1m30s 8s]" {
		t.Errorf("waits %s", got)
	}
	w.rows(dayBefore + "/0 retracted")
}

// While a token is refused nothing is asked for, deleting neither.
func TestRetractStopsAtARevokedToken(t *testing.T) {
	w := sent(t)
	asked := 0
	w.chat.keeps = func(schedule.Delivery) error {
		asked++
		return scoped{refusal{final: true}, schedule.ThisPlatform}
	}
	w.between("2017-09-25T10:01:00+01:00", "2017-09-25T12:00:00+01:00")
	if asked != 1 {
		t.Errorf("asked %d times to delete a message with a token that is refused, want once", asked)
	}
	w.rows(dayBefore + "/0 retracting")
	w.chat.keeps = nil
	w.runner.Renew()
	w.round("2017-09-25T12:00:00+01:00")
	w.rows(dayBefore + "/0 retracted")
}

func TestRetractRefused(t *testing.T) {
	w := sent(t)
	w.chat.keeps = func(schedule.Delivery) error { return refusal{final: true} }
	w.round("2017-09-25T10:01:00+01:00")
	if d := w.rows(dayBefore + "/0 sent")[0]; !strings.Contains(d.Reason, "the platform said no") {
		t.Errorf("reason %q", d.Reason)
	}
	w.chat.keeps = nil
	w.round("2017-09-25T10:02:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	if len(w.chat.deleted) > 0 {
		t.Errorf("deleted %q, though it was refused for good", w.chat.deleted)
	}
}

// The process dies after the message is deleted and before that is kept, and
// once on the way.
func TestCrashWhileRetracting(t *testing.T) {
	w := sent(t)
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return has(rows, schedule.Retracted) }}
	w.restart()
	if _, err := w.runner.Round(t.Context(), stopped(at("2017-09-25T10:01:00+01:00"))); err == nil {
		t.Fatal("the outcome was kept")
	}
	w.rows(dayBefore + "/0 retracting")
	w.ledger = w.db
	w.chat.keeps = func(schedule.Delivery) error { panic("nil map") }
	w.restart()
	w.round("2017-09-25T10:02:00+01:00")
	w.rows(dayBefore + "/0 retracting")
	w.chat.keeps = nil
	w.restart()
	w.round("2017-09-25T10:03:00+01:00")
	w.rows(dayBefore + "/0 retracted")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	if got := fmt.Sprint(w.chat.deleted); got != "[m1 m1]" {
		t.Errorf("deleted %s, want m1 twice", got)
	}
}

// A digest that was taken back was still read.
func TestRetractedDigest(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Posts, w.channels[0].Digest, w.channels[0].Zone = []schedule.Kind{schedule.Digest}, "0 9 24 9 *", "Europe/London"
	e := w.keep(evening())[0]
	w.round("2017-09-24T09:00:00+01:00")
	w.ask(schedule.Retract(w.rows("digest/0 sent")[0]))
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-24T10:00:00+01:00")
	w.round("2017-09-24T10:01:00+01:00")
	w.posted("2017-09-24T09:00:00 digest", "2017-09-24T10:01:00 change")
	w.rows("digest/0 retracted", "change/0 sent")
}

// An event that turns out to be long over, though a day ahead had been told:
// people would come, though the post is taken back.
func TestRetractedBeforeItMovedAway(t *testing.T) {
	w := sent(t)
	w.round("2017-09-25T10:01:00+01:00")
	e, err := w.db.Events(t.Context(), content.EventQuery{ID: 1})
	if err != nil {
		t.Fatal(err)
	}
	e[0].Date = "2016-09-26"
	w.keep(e[0])
	w.round("2017-09-25T10:02:00+01:00")
	w.round("2017-09-25T10:03:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:03:00 change")
}
