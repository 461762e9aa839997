package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// serverWorld is a world in which all places are channels of one server.
func serverWorld(t *testing.T, channels ...string) *world {
	w := newWorld(t)
	w.channels = nil
	for _, id := range channels {
		w.channels = append(w.channels, schedule.Channel{
			Place: schedule.Place{Platform: "console", ID: id}, Groups: []string{"weir"}, Posts: []schedule.Kind{schedule.Announcement},
		})
	}
	w.server = func(schedule.Place) (schedule.Place, bool) { return schedule.ServerOf("console", "mill"), true }
	w.restart()
	return w
}

func TestListedOnce(t *testing.T) {
	w := serverWorld(t, "hall", "bar")
	w.keep(evening())
	w.round("2017-09-20T10:00:00+01:00")
	w.round("2017-09-21T10:00:00+01:00")
	w.restart()
	w.round("2017-09-22T10:00:00+01:00")
	w.posted("2017-09-20T10:00:00 listing")
	row := w.rows("listing/0 sent")[0]
	if id, ok := row.Key.Place.Server(); !ok || id != "mill" || row.Kind != schedule.Listing || !row.Until.Equal(at("2017-09-26T18:45:00+01:00")) {
		t.Errorf("row %+v", row)
	}
	w.round("2017-09-26T18:45:00+01:00")
	if len(w.chat.edited) != 0 {
		t.Errorf("edited %q: a server knows itself when an event begins", w.chat.edited)
	}
}

func TestListingFollowsItsEvent(t *testing.T) {
	w := serverWorld(t, "hall")
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Title, e.Date = "Weir night", "2017-10-10" // another day, too, is an edit
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-21T10:01:00+01:00")
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-22T10:00:00+01:00")
	w.round("2017-09-22T10:01:00+01:00")
	if got := strings.Join(w.chat.edited, ", "); got != "2017-09-21T10:01:00 m1, 2017-09-22T10:01:00 m1" {
		t.Errorf("edited %s", got)
	}
	w.rows("listing/0 sent")
	e.Status = content.Scheduled // it takes place after all: there is no way back for what was cancelled
	w.keep(e)
	w.round("2017-09-23T10:00:00+01:00")
	w.posted("2017-09-20T10:00:00 listing", "2017-09-23T10:00:00 listing")
	w.rows("listing/0 sent", "listing/1 sent")
	w.round("2017-09-24T10:00:00+01:00")
	w.rows("listing/0 sent", "listing/1 sent")
}

func TestListingMovedAfterItsDay(t *testing.T) {
	w := serverWorld(t, "hall")
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-27T10:00:00+01:00") // what stood in the list is over
	w.rows("listing/0 sent", "listing/1 sent")
}

// What is not to stand in a list does not: another post may be made all the
// same.
func TestNotListed(t *testing.T) {
	for name, change := range map[string]func(*world, *content.Event){
		"no start":        func(_ *world, e *content.Event) { e.Start = "" },
		"no day":          func(_ *world, e *content.Event) { e.Date = "2017-10" },
		"over":            func(_ *world, e *content.Event) { e.Date = "2017-09-19" },
		"held":            func(_ *world, e *content.Event) { e.Doubts = []content.Doubt{{Field: "date", Question: "Which day?"}} },
		"cancelled":       func(_ *world, e *content.Event) { e.Status = content.Cancelled },
		"postponed":       func(_ *world, e *content.Event) { e.Status = content.Postponed },
		"paused":          func(w *world, _ *content.Event) { w.channels[0].Paused = true },
		"no announcement": func(w *world, _ *content.Event) { w.channels[0].Posts = []schedule.Kind{schedule.Starting} },
		"unknown server": func(w *world, _ *content.Event) {
			w.server = func(schedule.Place) (schedule.Place, bool) { return schedule.Place{}, false }
		},
		"no servers": func(w *world, _ *content.Event) { w.server = nil },
	} {
		t.Run(name, func(t *testing.T) {
			w := serverWorld(t, "hall")
			e := evening()
			change(w, &e)
			w.keep(e)
			w.restart()
			w.round("2017-09-20T10:00:00+01:00")
			for _, d := range w.allRows() {
				if d.Kind == schedule.Listing {
					t.Errorf("%+v", d)
				}
			}
			w.posted()
		})
	}
}

// A vanished event stays in the list: organisers are asked about it.
func TestListedThenVanished(t *testing.T) {
	w := serverWorld(t, "hall")
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	w.vanish(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-21T10:02:00+01:00")
	if len(w.chat.edited)+len(w.chat.deleted) != 0 {
		t.Errorf("edited %q, deleted %q", w.chat.edited, w.chat.deleted)
	}
	w.rows("listing/0 sent")
}

func TestListingDeletedByHand(t *testing.T) {
	w := serverWorld(t, "hall")
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	w.chat.edits = func(schedule.Delivery) error { return lost{} }
	e.Title = "Weir night"
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-21T10:01:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	for _, day := range []string{"22", "27", "28"} {
		w.round("2017-09-" + day + "T10:00:00+01:00")
	}
	w.posted("2017-09-20T10:00:00 listing")
	w.rows("listing/0 sent")
}

func TestListingRefused(t *testing.T) {
	w := serverWorld(t, "hall")
	w.channels[0].Posts = append(w.channels[0].Posts, schedule.Reminder)
	w.keep(evening())
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Kind == schedule.Listing {
			return refusal{final: true}
		}
		return nil
	}
	for _, day := range []string{"20", "21", "25"} {
		w.round("2017-09-" + day + "T10:00:00+01:00")
	}
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	if rows := w.rows("listing/0 failed", dayBefore+"/0 sent"); rows[0].Attempts != 1 || rows[0].Reason == "" {
		t.Errorf("row %+v", rows[0])
	}
}

// A server that lets nobody list events is asked once in ten minutes, whatever
// waits for it; its organisers hear so once, and what waits is listed as soon as
// the bot may.
func TestListingWaitsForPermission(t *testing.T) {
	w := serverWorld(t, "hall")
	w.told = []schedule.Place{desk}
	w.restart()
	calls, may := 0, false
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Kind != schedule.Listing {
			return nil
		}
		if calls++; !may {
			return scoped{refusal{final: true}, schedule.ThisPlace}
		}
		return nil
	}
	w.keep(evening(), evening())
	w.between("2017-09-20T10:00:00+01:00", "2017-09-20T10:01:00+01:00")
	w.heard("slack:desk: not yet listing the platform said no")
	w.keep(evening())
	w.between("2017-09-20T10:02:00+01:00", "2017-09-20T10:59:00+01:00")
	w.restart()
	w.between("2017-09-20T11:00:30+01:00", "2017-09-20T11:05:00+01:00")
	if calls != 7 {
		t.Errorf("%d calls in an hour, want 7", calls)
	}
	may = true
	w.between("2017-09-20T11:10:30+01:00", "2017-09-20T11:12:00+01:00")
	w.heard("slack:desk: not yet listing the platform said no")
	listed := 0
	for _, d := range w.allRows() {
		if d.Kind == schedule.Listing && d.State == schedule.Sent {
			listed++
		}
	}
	if listed != 3 {
		t.Errorf("%d of 3 events stand in the list; rows: %+v", listed, w.allRows())
	}
}

// What never got through ends with its event, and is no news then.
func TestListingNeverAllowed(t *testing.T) {
	w := serverWorld(t, "hall")
	w.told = []schedule.Place{desk}
	w.restart()
	w.chat.answer = func(d schedule.Delivery) error {
		if d.Kind == schedule.Listing {
			return scoped{refusal{final: true}, schedule.ThisPlace}
		}
		return nil
	}
	w.keep(evening())
	w.between("2017-09-26T17:00:00+01:00", "2017-09-26T20:00:00+01:00")
	w.heard("slack:desk: not yet listing the platform said no")
	for _, d := range w.allRows() {
		if d.Kind == schedule.Listing && (d.State != schedule.Failed || !strings.Contains(d.Reason, "the platform said no")) {
			t.Errorf("row %+v", d)
		}
	}
}

func TestListingInDoubt(t *testing.T) {
	for presence, want := range map[schedule.Presence]int{schedule.Found: 1, schedule.Absent: 2} {
		w := serverWorld(t, "hall")
		w.keep(evening())
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Attempts == 1 {
				return fmt.Errorf("connection reset")
			}
			return nil
		}
		w.chat.find = func(schedule.Delivery) (schedule.Presence, error) { return presence, nil }
		w.round("2017-09-20T10:00:00+01:00")
		w.rows("listing/0 unknown")
		w.round("2017-09-20T10:02:00+01:00")
		if row := w.rows("listing/0 sent")[0]; row.Attempts != want || row.Message == "" {
			t.Errorf("row %+v, want %d attempts", row, want)
		}
	}
}

// The soonest events stand in a list that is too short for all.
func TestListIsShort(t *testing.T) {
	w := serverWorld(t, "hall")
	var all []content.Event
	for i := range 120 {
		e := evening()
		e.Title, e.Date = fmt.Sprint("Evening ", i), e.Date.AddDays(119-i)
		all = append(all, e)
	}
	w.keep(all...)
	for i := range 5 {
		w.round(at("2017-09-20T10:00:00+01:00").Add(time.Duration(i) * time.Minute).Format(time.RFC3339))
	}
	rows := w.allRows()
	if len(rows) != 90 {
		t.Fatalf("%d rows, want 90", len(rows))
	}
	for _, d := range rows {
		if day := schedule.ParseTold(d.Told).Date; day > "2017-12-24" || d.State != schedule.Sent {
			t.Errorf("%s is %s", day, d.State)
		}
	}
}

// vanish has the source no longer have an event.
func (w *world) vanish(e content.Event) {
	w.t.Helper()
	if _, err := w.db.Import(w.t.Context(), content.Import{
		Group:  content.Group{Name: "weir", Title: "Weir", Zone: "Europe/London"},
		Source: content.SourceRecord{Name: "posts"}, Gone: []content.EventID{e.ID}, At: at("2017-09-20T11:00:00Z"),
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) allRows() []schedule.Delivery {
	w.t.Helper()
	rows, err := w.db.Deliveries(w.t.Context(), schedule.DeliveryQuery{})
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}
