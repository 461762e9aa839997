package schedule_test

import (
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
)

const dayBefore = "reminder 1 day before at 10:00"

func TestReminder(t *testing.T) {
	t.Run("on time, once", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		if next := w.round("2017-09-25T09:59:50+01:00"); !next.Equal(at("2017-09-25T10:00:00+01:00")) {
			t.Errorf("next round at %s", next)
		}
		w.round("2017-09-25T09:59:59.999+01:00")
		w.posted()
		w.round("2017-09-25T10:00:00+01:00")
		w.round("2017-09-25T10:00:01+01:00")
		w.restart()
		w.round("2017-09-25T10:00:30+01:00")
		w.posted("2017-09-25T10:00:00 " + dayBefore)
		w.rows(dayBefore + "/0 sent")
		w.logged("posted late", false)
	})
	t.Run("late", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.round("2017-09-25T12:00:00+01:00")
		w.round("2017-09-25T12:00:01+01:00")
		w.posted("2017-09-25T12:00:00 " + dayBefore)
		w.logged("posted late", true)
		w.logged("lateness=2h0m0s", true)
	})
	t.Run("withheld", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.round("2017-09-26T19:00:00+01:00")
		w.posted()
		rows := w.rows(dayBefore + "/0 withheld")
		if want := "the event began at 2017-09-26 18:45 BST"; rows[0].Reason != want {
			t.Errorf("reason %q, want %q", rows[0].Reason, want)
		}
		w.logged("withheld", true)
	})
	t.Run("an archive is not missed", func(t *testing.T) {
		w := newWorld(t)
		w.keep(evening())
		w.round("2017-09-28T19:00:00+01:00")
		w.rows()
	})
}

func TestDowntime(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Leads = leads(t, "1 week before at 9:00", "3 days before at 18:30", "1 day before at 10:00", "2 hours before")
	w.keep(evening())
	w.round("2017-09-01T10:00:00+01:00")
	w.restart()
	w.round("2017-09-25T23:00:00+01:00")
	w.posted("2017-09-25T23:00:00 " + dayBefore)
	w.rows("reminder 1 week before at 09:00/0 withheld", "reminder 3 days before at 18:30/0 withheld",
		dayBefore+"/0 sent", "reminder 2 hours before/0 planned")
	accounted := []string{"reminder 1 week before at 09:00/0 withheld", "reminder 3 days before at 18:30/0 withheld",
		dayBefore + "/0 sent", "reminder 2 hours before/0 withheld"}
	w.restart()
	w.round("2017-09-26T18:45:00+01:00") // the event begins
	w.rows(accounted...)
	w.restart()
	w.round("2017-09-30T23:00:00+01:00") // and is over: what was planned is still accounted for
	w.rows(accounted...)
	w.posted("2017-09-25T23:00:00 " + dayBefore)
}

func leads(t *testing.T, texts ...string) []schedule.Lead {
	t.Helper()
	var leads []schedule.Lead
	for _, s := range texts {
		l, err := schedule.ParseLead(s)
		if err != nil {
			t.Fatal(err)
		}
		leads = append(leads, l)
	}
	return leads
}

func TestHeldAndReleased(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Doubts = []content.Doubt{{Field: "date", Question: "Which day is it?"}}
	w.keep(e)
	w.round("2017-09-25T10:00:00+01:00")
	if rows := w.rows(dayBefore + "/0 withdrawn"); rows[0].Reason != "held: Which day is it?" {
		t.Errorf("reason %q", rows[0].Reason)
	}
	e.Doubts = nil
	w.keep(e)
	w.round("2017-09-25T15:00:00+01:00")
	w.posted("2017-09-25T15:00:00 " + dayBefore)
}

func TestGone(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	if _, err := w.db.Import(t.Context(), content.Import{Group: content.Group{Name: "weir", Zone: "Europe/London"},
		Source: content.SourceRecord{Name: "posts"}, Gone: []content.EventID{e.ID}, At: at("2017-09-21T10:00:00Z")}); err != nil {
		t.Fatal(err)
	}
	w.round("2017-09-25T10:00:00+01:00")
	w.posted()
	w.rows(dayBefore + "/0 withdrawn")
}

func TestAnnouncement(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Posts = []schedule.Kind{schedule.Announcement}
	old := evening()
	fresh := evening()
	fresh.Title, fresh.News.Event = "Lock night", at("2017-09-10T08:00:00Z")
	events := w.keep(old, fresh)
	w.round("2017-09-10T09:00:10+01:00")
	w.round("2017-09-10T09:01:10+01:00")
	w.posted("2017-09-10T09:00:10 announcement")
	if rows := w.rows("announcement/0 sent"); rows[0].Key.Event != events[1].ID {
		t.Errorf("announced event %d", rows[0].Key.Event)
	}
	events[1].Date = "2017-09-29" // a moved event is not announced again
	w.keep(events[1])
	w.round("2017-09-10T09:02:10+01:00")
	w.rows("announcement/0 sent", "change/0 planned")
}

func TestRecap(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	e.End = "21:00"
	w.keep(e)
	w.round("2017-09-25T10:00:00+01:00")
	e.Talks = []content.Talk{{Title: "Gates", Video: "https://example.org/v"}}
	e.News.Media = at("2017-09-28T08:00:00Z")
	w.keep(e)
	w.round("2017-09-28T09:00:00+01:00")
	w.round("2017-09-28T09:00:01+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-28T09:00:00 recap")
}

func TestDigest(t *testing.T) {
	w := newWorld(t)
	w.channels[0] = schedule.Channel{Place: hall, Groups: []string{"weir"}, Posts: []schedule.Kind{schedule.Digest},
		Digest: "0 9 * * MON", Zone: "Europe/London"}
	w.keep(evening())
	w.round("2017-09-15T12:00:00+01:00") // Friday
	w.rows("digest/0 planned")
	w.round("2017-09-18T14:00:00+01:00") // the machine was down
	w.round("2017-09-18T14:01:00+01:00")
	w.posted("2017-09-18T14:00:00 digest")
	w.round("2017-09-26T00:00:00+01:00") // a whole Monday was missed
	w.posted("2017-09-18T14:00:00 digest")
	w.rows("digest/0 sent", "digest/0 withheld", "digest/0 planned")
}

func TestQuietHoursDelayWhatIsLate(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Quiet = schedule.Quiet{From: "22:00", To: "08:00"}
	w.keep(evening())
	next := w.round("2017-09-25T23:00:00+01:00")
	w.posted()
	if want := at("2017-09-26T08:00:00+01:00"); !next.Equal(want) {
		t.Errorf("next round at %s, want %s", next, want)
	}
	w.round("2017-09-26T08:00:00+01:00")
	w.posted("2017-09-26T08:00:00 " + dayBefore)
}

// What is due in a pause is withheld for good, however useful it would be at
// its end; what comes later is posted.
func TestPausedAndResumed(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 hours before")
	w.channels[0].Posts = []schedule.Kind{schedule.Reminder, schedule.Announcement, schedule.Digest}
	w.channels[0].Digest, w.channels[0].Zone = "0 9 24-26 9 *", "Europe/London"
	e := w.keep(evening())[0]
	w.round("2017-09-24T10:00:00+01:00")
	w.posted("2017-09-24T10:00:00 digest")
	w.channels[0].Paused = true
	w.round("2017-09-24T11:00:00+01:00")
	f, err := w.runner.Forecast(t.Context(), at("2017-09-24T11:00:00+01:00"), at("2017-09-30T11:00:00+01:00"))
	if err != nil || len(f.Posts) > 0 || len(f.Not) == 0 {
		t.Errorf("forecast of a paused channel: %+v, %v", f, err)
	}
	fresh := evening()
	fresh.Title, fresh.News.Event = "Lock night", at("2017-09-25T09:30:00+01:00")
	w.keep(fresh)
	next := w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-24T10:00:00 digest")
	if !next.IsZero() {
		t.Errorf("next round at %s, though nothing is to be posted", next)
	}
	w.channels[0].Paused = false
	w.round("2017-09-25T18:00:00+01:00")
	w.posted("2017-09-24T10:00:00 digest")
	w.round("2017-09-26T16:45:00+01:00")
	w.posted("2017-09-24T10:00:00 digest", "2017-09-26T16:45:00 digest", "2017-09-26T16:45:00 reminder 2 hours before", "2017-09-26T16:45:00 reminder 2 hours before")
	for _, d := range w.rows("digest/0 sent", "digest/0 withheld", "announcement/0 withheld", dayBefore+"/0 withheld", dayBefore+"/0 withheld",
		"digest/0 sent", "reminder 2 hours before/0 sent", "reminder 2 hours before/0 sent") {
		if d.State == schedule.Withheld && !strings.HasPrefix(d.Reason, "paused") {
			t.Errorf("%s is withheld because %q", d.Key.Slot, d.Reason)
		}
	}
	// An event that moves is reminded of again.
	e.Date = "2017-10-10"
	w.keep(e)
	w.round("2017-09-26T17:00:00+01:00")
	w.round("2017-10-09T10:00:00+01:00")
	if got := w.chat.posted[len(w.chat.posted)-1]; got != "2017-10-09T10:00:00 "+dayBefore {
		t.Errorf("the last post is %s", got)
	}
}

// Whoever was told hears of a change after the pause.
func TestChangeInAPause(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	w.channels[0].Paused = true
	e.Status = content.Cancelled
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-09-25T11:02:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	w.channels[0].Paused = false
	w.round("2017-09-25T12:00:00+01:00")
	w.round("2017-09-25T12:01:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T12:01:00 change")
}

func TestClockSetBack(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	w.round("2017-09-25T10:00:00+01:00")
	w.round("2017-09-25T09:00:00+01:00")
	w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
}

// Two sets of rules for one place do not post twice, nor stop each other.
func TestTwoChannelsOfOnePlace(t *testing.T) {
	w := newWorld(t)
	w.channels = append(w.channels, schedule.Channel{Place: hall, Groups: []string{"weir", "weir"}, Leads: leads(t, "2 hours before")})
	w.keep(evening())
	w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-25T10:00:00 " + dayBefore)
	w.rows(dayBefore + "/0 sent")
}
