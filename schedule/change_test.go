package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

func TestMovedBeforeReminder(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-25T10:00:00+01:00")
	w.posted()
	if rows := w.rows(dayBefore + "/0 planned"); !rows[0].Due.Equal(at("2017-10-09T10:00:00+01:00")) {
		t.Errorf("re-timed to %s", rows[0].Due)
	}
	w.round("2017-10-09T10:00:00+01:00")
	w.posted("2017-10-09T10:00:00 " + dayBefore)
}

// TestZoneRulesChange: what is due follows from the wall time and the zone, as
// the zone database knows it now, and not from what was reckoned before.
func TestZoneRulesChange(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.round("2017-09-20T10:00:00+01:00")
	rows := w.rows(dayBefore + "/0 planned")
	// An earlier version of the program knew clocks to be an hour behind.
	rows[0].Due, rows[0].Until = rows[0].Due.Add(time.Hour), rows[0].Until.Add(time.Hour)
	w.ask(rows...)
	w.restart()
	w.round("2017-09-20T11:00:00+01:00")
	if rows := w.rows(dayBefore + "/0 planned"); !rows[0].Due.Equal(at("2017-09-25T10:00:00+01:00")) || !rows[0].Until.Equal(at("2017-09-26T18:45:00+01:00")) {
		t.Errorf("due at %s until %s", rows[0].Due, rows[0].Until)
	}
	w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
}

func TestMovedAfterReminder(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 planned", dayBefore+"/1 planned")
	e.Date = "2017-09-26" // and back
	w.keep(e)
	w.round("2017-09-25T11:00:30+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 withdrawn", dayBefore+"/1 withdrawn")
	e.Date = "2017-10-17" // and on
	w.keep(e)
	w.round("2017-09-25T11:01:00+01:00")
	w.round("2017-09-25T11:02:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 sent", dayBefore+"/1 planned")
	w.round("2017-10-16T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:02:00 change", "2017-10-16T10:00:00 "+dayBefore)
}

func TestMovedTooLateForAnotherReminder(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Date = "2017-09-27"
	w.keep(e)
	w.round("2017-09-26T12:00:00+01:00") // the day before is today, 10:00 has passed
	w.rows(dayBefore+"/0 sent", "change/0 planned")
}

func TestChange(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Posts = []schedule.Kind{schedule.Reminder} // it hears of changes all the same
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")

	e.Venue.Name = "the PUMP house!" // another spelling
	e.End = "21:00"
	w.keep(e)
	w.round("2017-09-25T10:05:00+01:00")
	w.rows(dayBefore + "/0 sent")

	e.Start = "19:15"
	w.keep(e)
	w.round("2017-09-25T10:10:00+01:00")
	e.Start = "19:30"
	w.keep(e)
	w.round("2017-09-25T10:11:00+01:00")
	rows := w.rows(dayBefore+"/0 sent", "change/0 sent")
	if was, is := schedule.ParseTold(rows[1].Was), schedule.ParseTold(rows[1].Told); was.Start != "18:45" || is.Start != "19:30" {
		t.Errorf("change from %q to %q, want from 18:45 to 19:30", was.Start, is.Start)
	}

	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-25T10:12:00+01:00")
	w.round("2017-09-25T10:13:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:11:00 change") // five minutes lie between two changes
	w.round("2017-09-25T10:16:00+01:00")
	w.round("2017-09-25T10:17:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T10:11:00 change", "2017-09-25T10:16:00 change")
	w.rows(dayBefore+"/0 sent", "change/0 sent", "change/1 sent")
}

// Somebody else speaks: that is told once. What a digest or an older version
// told does not name speakers, and nothing of it is wrong.
func TestSpeakerReplaced(t *testing.T) {
	for about, forget := range map[string]bool{"told": false, "told by an older version": true} {
		w := newWorld(t)
		e := evening()
		e.Talks = []content.Talk{{Title: "Weirs", Speakers: []string{"Ada Marlowe"}}}
		e = w.keep(e)[0]
		w.round("2017-09-25T10:00:00+01:00")
		if forget {
			row := w.rows(dayBefore + "/0 sent")[0]
			told := schedule.ParseTold(row.Told)
			told.Speakers = nil
			row.Told = told.String()
			w.ask(row)
		}
		e.Talks = []content.Talk{{Title: "Weirs", Speakers: []string{"Sam Reed"}}}
		w.keep(e)
		w.follow("2017-09-25T11:00:00+01:00", "2017-09-26T12:00:00+01:00")
		if forget {
			w.posted("2017-09-25T10:00:00 " + dayBefore)
			continue
		}
		w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:01:00 change")
		row := w.rows(dayBefore+"/0 sent", "change/0 sent")[1]
		gone, came := schedule.ParseTold(row.Was).Replaced(schedule.ParseTold(row.Told))
		if fmt.Sprint(gone, came) != "[Ada Marlowe] [Sam Reed]" {
			t.Errorf("%s: %v gone, %v came", about, gone, came)
		}
	}
}

// A change that failed is not tried again because rows came to name speakers.
func TestFailedChangeStaysFailed(t *testing.T) {
	w := newWorld(t)
	e := evening()
	e.Talks = []content.Talk{{Title: "Weirs", Speakers: []string{"Ada Marlowe"}}}
	e = w.keep(e)[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Start = "19:00"
	w.keep(e)
	w.chat.answer = func(schedule.Delivery) error { return refusal{final: true} }
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-09-25T11:01:00+01:00")
	w.chat.answer = nil
	row := w.rows(dayBefore+"/0 sent", "change/0 failed")[1]
	told := schedule.ParseTold(row.Told)
	told.Speakers = nil
	row.Told = told.String()
	w.ask(row)
	w.follow("2017-09-25T11:02:00+01:00", "2017-09-26T12:00:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 failed")
}

func TestNobodyToldNobodyHears(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	if rows := w.rows(dayBefore + "/0 withdrawn"); rows[0].Reason != "cancelled" {
		t.Errorf("reason %q", rows[0].Reason)
	}
	e.Status = content.Scheduled // it takes place after all
	w.keep(e)
	w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
}

// What failed for one day is tried anew for another, under another key.
func TestMovedAfterFailure(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.chat.answer = func(schedule.Delivery) error { return refusal{final: true} }
	w.round("2017-09-25T10:00:00+01:00")
	w.chat.answer = nil
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-10-09T10:00:00+01:00")
	w.rows(dayBefore+"/0 failed", dayBefore+"/1 sent")
}

func TestMovedAfterBeingWithheld(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-26T19:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-26T19:01:00+01:00")
	w.round("2017-10-09T10:00:00+01:00")
	w.posted("2017-10-09T10:00:00 " + dayBefore)
	w.rows(dayBefore + "/0 sent")
}

func TestChangeToldTooLate(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 planned")
	w.restart()
	w.round("2017-09-27T11:00:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	w.rows(dayBefore+"/0 sent", "change/0 withheld")
}

func TestChangeRefusedForGood(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Start = "19:00"
	w.keep(e)
	w.chat.answer = func(schedule.Delivery) error { return refusal{final: true} }
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-09-25T11:01:00+01:00")
	w.round("2017-09-25T11:30:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 failed")
	w.chat.answer = nil
	e.Start = "20:00" // another change is another matter
	w.keep(e)
	w.round("2017-09-25T12:00:00+01:00")
	w.round("2017-09-25T12:01:00+01:00")
	w.rows(dayBefore+"/0 sent", "change/0 failed", "change/1 sent")
}

// Whoever was told of a later day must hear that it was earlier, even then.
func TestMovedIntoThePast(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Date = "2017-09-24"
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-09-25T11:01:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:01:00 change")
}

// A cancellation does not wait for the end of quiet hours when people would
// hear of it only after they came.
func TestCancelledInQuietHours(t *testing.T) {
	for start, want := range map[content.Clock]string{"07:30": "2017-09-26T06:01:00 change", "09:30": "2017-09-26T08:00:00 change"} {
		w := newWorld(t)
		w.channels[0].Quiet = schedule.Quiet{From: "22:00", To: "08:00"}
		e := evening()
		e.Start, e.End = start, "11:00"
		e = w.keep(e)[0]
		w.round("2017-09-25T10:00:00+01:00")
		e.Status = content.Cancelled
		w.keep(e)
		for _, s := range []string{"06:00", "06:01", "07:59", "08:00"} {
			w.round("2017-09-26T" + s + ":00+01:00")
		}
		w.posted("2017-09-25T10:00:00 "+dayBefore, want)
	}
}
