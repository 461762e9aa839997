package schedule_test

import (
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// gap is a span by both clocks; what is noticed in the hour after it may have
// been noticed in it.
func gap(from, to string) schedule.Gap {
	moment := func(s string) schedule.Now { return schedule.Now{Product: at(s), Real: at(s)} }
	return schedule.Gap{From: moment(from), To: moment(to), Noticed: at(to).Add(time.Hour)}
}

// TestGap: of what was due in a gap nothing is posted before it was looked for,
// whether the ledger has its row or the plan makes it anew.
func TestGap(t *testing.T) {
	for _, had := range []bool{true, false} {
		for _, presence := range []schedule.Presence{schedule.Found, schedule.Absent} {
			w := newWorld(t)
			w.keep(evening())
			if had {
				w.round("2017-09-25T09:00:00+01:00") // the copy has the row, planned
				w.rows(dayBefore + "/0 planned")
			}
			w.setUnknown(presence)
			w.gap = gap("2017-09-25T09:00:00+01:00", "2017-09-25T11:00:00+01:00")
			w.restart()
			next := w.round("2017-09-25T11:00:00+01:00")
			rows := w.rows(dayBefore + "/0 unknown")
			if !rows[0].Attempted.Equal(at("2017-09-25T09:00:00+01:00")) || rows[0].Attempts != 0 {
				t.Errorf("looked for from %s on, with %d attempts", rows[0].Attempted, rows[0].Attempts)
			}
			if want := at("2017-09-25T11:01:00+01:00"); !next.Equal(want) {
				t.Errorf("next round at %s, want %s: a last request may be on its way", next, want)
			}
			w.round("2017-09-25T11:01:00+01:00")
			w.round("2017-09-25T11:02:00+01:00")
			w.rows(dayBefore + "/0 sent")
			if presence == schedule.Found {
				w.posted()
			} else {
				w.posted("2017-09-25T11:01:00 " + dayBefore)
			}
		}
	}
}

// TestGapPassesOver: what was due before it and settled, and what is due after
// it, is nobody's doubt.
func TestGapPassesOver(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.round("2017-09-25T10:00:00+01:00")
	w.setUnknown(schedule.Found)
	w.gap = gap("2017-09-25T10:30:00+01:00", "2017-09-25T11:00:00+01:00")
	later := evening()
	later.Date, later.Title = "2017-09-27", "Lock keepers"
	w.keep(later)
	w.restart()
	w.round("2017-09-26T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-26T10:00:00 "+dayBefore)
}

// TestGapTooLate: what was of use in the gap alone is reported as withheld only
// where it was not posted in it.
func TestGapTooLate(t *testing.T) {
	for presence, want := range map[schedule.Presence]string{schedule.Found: "sent", schedule.Absent: "withheld", schedule.CannotTell: "failed"} {
		w := newWorld(t)
		w.keep(evening())
		w.setUnknown(presence)
		w.gap = gap("2017-09-25T09:00:00+01:00", "2017-09-26T19:00:00+01:00")
		w.restart()
		w.round("2017-09-26T19:00:00+01:00")
		w.round("2017-09-26T19:01:00+01:00")
		w.rows(dayBefore + "/0 " + want)
		w.posted()
	}
}

// TestGapCancelled: whoever was told in the gap hears that it is cancelled, and
// nobody else does.
func TestGapCancelled(t *testing.T) {
	for presence, want := range map[schedule.Presence][]string{schedule.Found: {"2017-09-25T13:02:00 change"}, schedule.Absent: nil} {
		w := newWorld(t)
		w.keep(evening())
		w.round("2017-09-25T09:00:00+01:00")
		w.chat.find = func(d schedule.Delivery) (schedule.Presence, error) {
			if d.Kind == schedule.Change {
				return schedule.Absent, nil
			}
			return presence, nil
		}
		off := evening()
		off.ID, off.Status = 1, content.Cancelled
		w.keep(off)
		w.gap = gap("2017-09-25T09:00:00+01:00", "2017-09-25T13:00:00+01:00")
		w.restart()
		for _, when := range []string{"13:00:00", "13:01:00", "13:01:01", "13:01:02", "13:02:00", "13:02:01", "13:03:00"} {
			w.round("2017-09-25T" + when + "+01:00")
		}
		w.posted(want...)
	}
}

// TestGapNews: what is noticed right after the gap may have been told in it,
// what is noticed later was not.
func TestGapNews(t *testing.T) {
	for minutes, looks := range map[int]int{10: 1, 70: 0} {
		w := newWorld(t)
		w.channels[0].Posts = []schedule.Kind{schedule.Announcement}
		w.gap = gap("2017-09-20T09:00:00+01:00", "2017-09-20T13:00:00+01:00")
		w.restart()
		seen := at("2017-09-20T13:00:00+01:00").Add(time.Duration(minutes) * time.Minute)
		e := evening()
		e.News.Event = seen
		w.keep(e)
		looked := 0
		w.chat.find = func(schedule.Delivery) (schedule.Presence, error) {
			looked++
			return schedule.Absent, nil
		}
		w.round(seen.Format(time.RFC3339))
		w.round(seen.Add(time.Second).Format(time.RFC3339))
		if looked != looks || len(w.chat.posted) != 1 {
			t.Errorf("noticed after %d minutes: looked for %d times, posted %q", minutes, looked, w.chat.posted)
		}
	}
}
