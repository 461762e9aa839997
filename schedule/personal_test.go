package schedule_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

var jo = schedule.Place{Platform: "console", ID: "jo"}

// wish has jo ask for a reminder.
func (w *world) wish(e *content.Event, when string) {
	w.t.Helper()
	d, ok := schedule.NewPersonal(jo, e, at(when))
	if !ok {
		w.t.Fatal("nobody can be reminded of it")
	}
	w.ask(d)
}

// personalWorld is a world in which no channel takes anything.
func personalWorld(t *testing.T) (*world, content.Event) {
	w := newWorld(t)
	w.channels = nil
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	w.wish(&e, "2017-09-20T11:00:00+01:00")
	w.round("2017-09-20T11:00:00+01:00")
	return w, e
}

func TestPersonalReminder(t *testing.T) {
	w, _ := personalWorld(t)
	w.restart()
	w.round("2017-09-26T17:44:59+01:00")
	w.posted()
	w.round("2017-09-26T17:45:00+01:00")
	w.round("2017-09-26T17:46:00+01:00")
	w.posted("2017-09-26T17:45:00 personal")
	if row := w.rows("personal/0 sent")[0]; row.Key.Place != schedule.DirectTo(jo) {
		t.Errorf("sent to %s", row.Key.Place)
	}
	w.logged("place=console:direct ", true)
	w.logged(jo.ID, false) // who asked is nobody's business
}

func TestPersonalAskedLate(t *testing.T) {
	w := newWorld(t)
	w.channels = nil
	e := w.keep(evening())[0]
	w.wish(&e, "2017-09-26T18:30:00+01:00")
	w.round("2017-09-26T18:30:01+01:00")
	w.posted("2017-09-26T18:30:01 personal")
	for _, when := range []string{"2017-09-26T18:45:00+01:00", "2017-09-27T10:00:00+01:00"} {
		if _, ok := schedule.NewPersonal(jo, &e, at(when)); ok {
			t.Errorf("jo can be reminded at %s of what has begun", when)
		}
	}
	for name, change := range map[string]func(*content.Event){
		"no start": func(e *content.Event) { e.Start = "" }, "no day": func(e *content.Event) { e.Date = "2017-09" },
		"cancelled": func(e *content.Event) { e.Status = content.Cancelled }, "gone": func(e *content.Event) { e.Gone = true },
		"held": func(e *content.Event) { e.Doubts = []content.Doubt{{Field: "date", Question: "?"}} },
	} {
		e := e
		change(&e)
		if _, ok := schedule.NewPersonal(jo, &e, at("2017-09-20T10:00:00+01:00")); ok {
			t.Errorf("%s: jo can be reminded of it", name)
		}
	}
}

// A reminder moves with its event, and its person hears of that once.
func TestPersonalMoved(t *testing.T) {
	w, e := personalWorld(t)
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-21T10:01:00+01:00")
	w.restart()
	w.round("2017-09-22T10:00:00+01:00")
	w.posted("2017-09-21T10:01:00 change")
	w.round("2017-10-10T17:45:00+01:00")
	w.posted("2017-09-21T10:01:00 change", "2017-10-10T17:45:00 personal")
	rows := w.rows("change/0 sent", "personal/0 sent")
	if rows[0].Key.Place != schedule.DirectTo(jo) || schedule.ParseTold(rows[0].Was).Date != "2017-09-26" {
		t.Errorf("change %+v", rows[0])
	}
}

// What is cancelled is withdrawn, and told; it comes back with the event.
func TestPersonalCancelled(t *testing.T) {
	w, e := personalWorld(t)
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-21T10:01:00+01:00")
	w.round("2017-09-21T10:30:00+01:00")
	w.posted("2017-09-21T10:01:00 change")
	for _, d := range w.rows("change/0 sent", "personal/0 withdrawn") {
		if d.Kind == schedule.Personal && d.Reason != "cancelled" {
			t.Errorf("withdrawn because %q", d.Reason)
		}
	}
	e.Status = content.Scheduled
	w.keep(e)
	w.round("2017-09-22T10:00:00+01:00")
	w.round("2017-09-22T10:01:00+01:00")
	w.round("2017-09-26T17:45:00+01:00")
	w.posted("2017-09-21T10:01:00 change", "2017-09-22T10:01:00 change", "2017-09-26T17:45:00 personal")
}

// Whoever wants no reminder hears nothing more, not even of a change.
func TestPersonalUndone(t *testing.T) {
	w, e := personalWorld(t)
	row := w.rows("personal/0 planned")[0]
	undone := schedule.Undo(row)
	if !undone.Undone() || row.Undone() {
		t.Error("it cannot be told whether it is undone")
	}
	w.ask(undone)
	w.round("2017-09-21T10:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	for _, when := range []string{"2017-09-21T10:00:00+01:00", "2017-09-21T10:05:00+01:00", "2017-10-10T17:45:00+01:00"} {
		w.round(when)
	}
	w.posted()
	w.rows("personal/0 withdrawn")
}

// Nor does what is undone come back because its platform refuses another meanwhile.
func TestPersonalUndoneMeanwhile(t *testing.T) {
	for name, no := range map[string]error{
		"a pause":  refusal{after: 5 * time.Minute},
		"cut":      scoped{refusal{final: true}, schedule.ThisPlatform},
		"in doubt": errors.New("connection reset"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				defer w.db.Close()
				w.channels = nil
				for _, e := range w.keep(evening(), evening()) {
					w.wish(&e, "2017-09-26T12:00:00+01:00")
				}
				first := true
				w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return schedule.Absent, nil }
				w.chat.before = func(_ context.Context, d schedule.Delivery) {
					if rows := w.rows("personal/0 sending", "personal/0 planned"); first {
						w.ask(schedule.Undo(rows[1]))
					}
				}
				w.chat.answer = func(schedule.Delivery) error {
					if !first {
						return nil
					}
					first = false
					w.chat.before = nil
					return no
				}
				stop := w.run(offset("2017-09-26T17:44:00+01:00"))
				for range 15 {
					time.Sleep(time.Minute)
					w.runner.Renew()
				}
				stop()
				w.rows("personal/0 sent", "personal/0 withdrawn")
				if len(w.chat.posted) != 1 {
					t.Errorf("posted %v", w.chat.posted)
				}
			})
		})
	}
}

// Who got a reminder, undid it and wants it again is told of changes, and not
// reminded a second time.
func TestPersonalRedone(t *testing.T) {
	w, e := personalWorld(t)
	if _, ok := schedule.Redo(schedule.Undo(w.rows("personal/0 planned")[0])); ok {
		t.Error("one that was never posted is done again")
	}
	w.round("2017-09-26T17:45:00+01:00")
	undone := schedule.Undo(w.rows("personal/0 sent")[0])
	redone, ok := schedule.Redo(undone)
	if !ok || redone.Undone() {
		t.Fatalf("redone: %v, %+v", ok, redone)
	}
	for i, d := range []schedule.Delivery{undone, redone} {
		d.Kept = []schedule.State{schedule.Sent, schedule.Withdrawn}[i]
		w.ask(d)
		w.round("2017-09-26T17:50:00+01:00")
	}
	w.posted("2017-09-26T17:45:00 personal")
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-26T18:00:00+01:00")
	w.round("2017-09-26T18:01:00+01:00")
	w.round("2017-10-10T17:45:00+01:00")
	w.posted("2017-09-26T17:45:00 personal", "2017-09-26T18:01:00 change", "2017-10-10T17:45:00 personal")
}

// Closed direct messages are the person's business: the row says why, and
// organisers hear nothing.
func TestPersonalRefused(t *testing.T) {
	w, e := personalWorld(t)
	w.told = []schedule.Place{{Platform: "console", ID: "crew"}}
	w.restart()
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Kind == schedule.Personal {
			return refusal{final: true}
		}
		return nil
	}
	w.round("2017-09-26T17:45:00+01:00")
	e.Start = "20:00"
	w.keep(e)
	w.round("2017-09-26T17:50:00+01:00")
	w.round("2017-09-26T17:55:00+01:00")
	w.posted()
	if row := w.rows("personal/0 failed")[0]; row.Reason == "" {
		t.Errorf("row %+v", row)
	}
}

// What somebody asked for stands in no forecast, which organisers read.
func TestPersonalIsPrivate(t *testing.T) {
	w, _ := personalWorld(t)
	f, err := w.runner.Forecast(t.Context(), at("2017-09-20T12:00:00+01:00"), at("2017-10-20T12:00:00+01:00"))
	if err != nil || len(f.Posts)+len(f.Not) != 0 {
		t.Errorf("forecast %+v, %v", f, err)
	}
}
