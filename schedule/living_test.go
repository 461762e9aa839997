package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// announced returns a world in which an evening was announced at noon on
// 1 September, and the event.
func announced(t *testing.T) (*world, content.Event) {
	t.Helper()
	w := newWorld(t)
	w.channels[0].Posts = []schedule.Kind{schedule.Announcement}
	e := evening()
	e.End = "21:00"
	e.News.Event = at("2017-09-01T12:00:00+01:00")
	e = w.keep(e)[0]
	w.round("2017-09-01T12:00:00+01:00")
	w.posted("2017-09-01T12:00:00 announcement")
	return w, e
}

// edited compares the chat's edits with want.
func (w *world) edited(want ...string) {
	w.t.Helper()
	w.chat.mu.Lock()
	defer w.chat.mu.Unlock()
	if !slices.Equal(w.chat.edited, want) {
		w.t.Errorf("edited\n%s\nwant\n%s\nlog:\n%s", strings.Join(w.chat.edited, "\n"), strings.Join(want, "\n"), w.log.String())
	}
}

// An announcement moves through its event's life with an edit each: the day
// before, the day, the start, the end. No round is made but those that the
// runner asks for, and none of them depends on what a process remembers.
func TestAnnouncementLives(t *testing.T) {
	w, _ := announced(t)
	rounds := w.follow("2017-09-01T12:00:01+01:00", "2017-12-01T00:00:00Z")
	w.edited("2017-09-25T00:00:00 m1", "2017-09-26T00:00:00 m1", "2017-09-26T18:45:00 m1", "2017-09-26T21:00:00 m1")
	if len(rounds) != 5 {
		t.Errorf("rounds at %q, want one for each edit", rounds)
	}
	w.posted("2017-09-01T12:00:00 announcement")
	w.rows("announcement/0 sent")
}

// Of an event whose start is not known it is today until the day ends.
func TestAnnouncementWithoutStart(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Posts = []schedule.Kind{schedule.Announcement}
	e := evening()
	e.Start, e.EndDate = "", "2017-09-27"
	e.News.Event = at("2017-09-25T09:00:00+01:00") // the day before: it is announced as tomorrow's
	w.keep(e)
	w.follow("2017-09-25T09:00:00+01:00", "2017-12-01T00:00:00Z")
	w.posted("2017-09-25T09:00:00 announcement")
	w.edited("2017-09-26T00:00:00 m1", "2017-09-27T00:00:00 m1", "2017-09-28T00:00:00 m1")
}

// A typo is mended in the announcement, after a while, and tells nobody.
func TestTypoIsEditedAndNotTold(t *testing.T) {
	w, e := announced(t)
	e.Title = "Sluice nights"
	w.keep(e)
	w.follow("2017-09-02T12:00:00+01:00", "2017-09-03T00:00:00Z")
	w.edited("2017-09-02T12:01:00 m1")
	w.posted("2017-09-01T12:00:00 announcement")
}

// Video that appears later is shown in the announcement.
func TestMediaAreShown(t *testing.T) {
	w, e := announced(t)
	w.follow("2017-09-26T22:00:00+01:00", "2017-09-28T00:00:00Z")
	e.Talks = []content.Talk{{Title: "Weirs", Video: "https://example.org/v"}}
	w.keep(e)
	w.follow("2017-09-28T10:00:00+01:00", "2017-12-01T00:00:00Z")
	w.edited("2017-09-26T22:00:00 m1", "2017-09-28T10:01:00 m1")
	e.Talks[0].Slides = "https://example.org/s" // when nobody looks at it any more
	w.keep(e)
	w.follow("2017-10-18T10:00:00+01:00", "2017-12-01T00:00:00Z")
	w.edited("2017-09-26T22:00:00 m1", "2017-09-28T10:01:00 m1")
}

// What moves back before the debounce ends is not edited; what moves on is
// edited once. The wait is kept over restarts, by the real clock.
func TestEditIsDebounced(t *testing.T) {
	w, e := announced(t)
	for i := range 20 { // back and forth within a minute
		e.Start = []content.Clock{"19:00", "18:45"}[i%2]
		w.keep(e)
		w.restart()
		w.round(fmt.Sprintf("2017-09-02T12:00:%02d+01:00", 2*i))
	}
	w.follow("2017-09-02T12:00:50+01:00", "2017-09-03T00:00:00Z")
	w.edited()
	w.posted("2017-09-01T12:00:00 announcement")
	for i := range 21 {
		e.Start = []content.Clock{"19:00", "18:45"}[i%2]
		w.keep(e)
		w.restart()
		w.round(fmt.Sprintf("2017-09-04T12:00:%02d+01:00", 2*i))
	}
	w.follow("2017-09-04T12:00:50+01:00", "2017-09-05T00:00:00Z")
	if len(w.chat.edited) != 1 {
		t.Errorf("edited %q, want once", w.chat.edited)
	}
	if len(w.chat.posted) != 2 {
		t.Errorf("posted %q, want the announcement and one change", w.chat.posted)
	}
}

// An edit that fails is tried again: sooner after a doubt, when the platform
// says, and after an hour where it refuses for good. Nothing of that is
// forgotten with the process.
func TestEditIsTriedAgain(t *testing.T) {
	w, e := announced(t)
	answers := []error{errors.New("connection reset"), refusal{}, refusal{after: 10 * time.Minute}, refusal{final: true}, nil}
	w.chat.edits = func(schedule.Delivery) error {
		err := answers[0]
		answers = answers[1:]
		return err
	}
	e.Title = "Sluice nights"
	w.keep(e)
	rounds := w.follow("2017-09-02T12:00:00+01:00", "2017-09-03T00:00:00Z")
	want := []string{"2017-09-02T12:00:00 ", "2017-09-02T12:01:00 ", "2017-09-02T12:01:02 ", "2017-09-02T12:01:06 ", "2017-09-02T12:11:06 ", "2017-09-02T13:11:06 "}
	if !slices.Equal(rounds, want) {
		t.Errorf("rounds at %q, want %q", rounds, want)
	}
	w.edited("2017-09-02T13:11:06 m1")
	w.rows("announcement/0 sent")
}

// After an edit that may have been made the message is put right, even where
// the event is again as it was.
func TestDoubtfulEditIsMadeAgain(t *testing.T) {
	w, e := announced(t)
	w.chat.edits = func(schedule.Delivery) error { return errors.New("no answer") }
	e.Title = "Sluice nights"
	w.keep(e)
	w.round("2017-09-02T12:00:00+01:00")
	w.round("2017-09-02T12:01:00+01:00")
	w.chat.edits = nil
	e.Title = "Sluice night"
	w.keep(e)
	w.follow("2017-09-02T12:01:01+01:00", "2017-09-03T00:00:00Z")
	w.edited("2017-09-02T12:01:02 m1")
}

// A pause that a platform asks for holds all edits of its place, and no other's.
func TestEditsOfAPlacePause(t *testing.T) {
	w := newWorld(t)
	lobby := schedule.Place{Platform: "console", ID: "lobby"}
	w.channels[0].Posts = []schedule.Kind{schedule.Announcement}
	w.channels = append(w.channels, schedule.Channel{Place: lobby, Groups: []string{"weir"}, Posts: w.channels[0].Posts})
	var events []content.Event
	for _, title := range []string{"One", "Two", "Three"} {
		e := evening()
		e.Title, e.Origin.Path, e.News.Event = title, title, at("2017-09-01T12:00:00+01:00")
		events = append(events, e)
	}
	w.keep(events...)
	w.round("2017-09-01T12:00:00+01:00")
	asked := map[string]int{}
	w.chat.edits = func(d schedule.Delivery) error {
		asked[d.Key.Place.ID]++
		if d.Key.Place == hall && asked[hall.ID] == 1 {
			return refusal{after: 90 * time.Second}
		}
		return nil
	}
	w.follow("2017-09-25T00:00:00+01:00", "2017-09-25T12:00:00+01:00")
	if len(w.chat.edited) != 6 || asked[hall.ID] != 4 || asked[lobby.ID] != 3 {
		t.Errorf("asked %v, edited %q; want one more in the hall than there are", asked, w.chat.edited)
	}
	for _, e := range w.chat.edited[3:] {
		if !strings.HasPrefix(e, "2017-09-25T00:01:30 ") {
			t.Errorf("edited at %s, want 90 seconds after the others", e)
		}
	}
}

// A message that somebody deleted stays so: it is not posted again, nor asked
// for a second time.
func TestDeletedMessageIsLeftInPeace(t *testing.T) {
	w, e := announced(t)
	asked := 0
	w.chat.edits = func(schedule.Delivery) error { asked++; return fmt.Errorf("edit: %w", lost{refusal{final: true}}) }
	w.follow("2017-09-25T00:00:00+01:00", "2017-12-01T00:00:00Z")
	e.Title = "Sluice nights"
	w.keep(e)
	w.follow("2017-09-25T10:00:00+01:00", "2017-12-01T00:00:00Z")
	if asked != 1 {
		t.Errorf("asked to edit %d times, want once", asked)
	}
	w.posted("2017-09-01T12:00:00 announcement")
	w.rows("announcement/0 sent")
}

type lost struct{ refusal }

func (lost) Lost() bool { return true }

// Nothing is edited in a paused channel; what it missed is brought up to date
// afterwards, in one edit.
func TestPausedChannelIsNotEdited(t *testing.T) {
	w, e := announced(t)
	w.channels[0].Paused = true
	e.Title = "Sluice nights"
	w.keep(e)
	w.follow("2017-09-25T00:00:00+01:00", "2017-09-26T12:00:00+01:00")
	w.edited()
	w.channels[0].Paused = false
	w.follow("2017-09-26T12:00:00+01:00", "2017-09-26T13:00:00+01:00")
	w.edited("2017-09-26T12:01:00 m1")
}

// What vanishes from its source, or organisers are asked about, is left as it
// is: nothing is told, nothing edited, until it is clear.
func TestVanishedIsLeftAsItIs(t *testing.T) {
	for name, cloud := range map[string]func(*world, content.Event){
		"gone": func(w *world, e content.Event) {
			if _, err := w.db.Import(t.Context(), content.Import{Group: content.Group{Name: "weir", Zone: "Europe/London"},
				Source: content.SourceRecord{Name: "posts"}, Gone: []content.EventID{e.ID}, At: at("2017-09-24T10:00:00Z")}); err != nil {
				t.Fatal(err)
			}
		},
		"held": func(w *world, e content.Event) {
			e.Doubts = []content.Doubt{{Field: "date", Question: "which day?"}}
			w.keep(e)
		},
	} {
		w, e := announced(t)
		cloud(w, e)
		w.follow("2017-09-24T12:00:00+01:00", "2017-09-25T13:00:00+01:00")
		w.edited()
		w.posted("2017-09-01T12:00:00 announcement")
		w.keep(e)
		w.follow("2017-09-25T14:00:00+01:00", "2017-09-25T15:00:00+01:00")
		if len(w.chat.edited) != 1 {
			t.Errorf("%s: edited %q, want once it is clear", name, w.chat.edited)
		}
	}
}

// A cancelled evening's announcement says so, and goes through no phases any
// more; whoever read it is told, once.
func TestCancelledStaysVisible(t *testing.T) {
	w, e := announced(t)
	e.Status = content.Cancelled
	w.keep(e)
	w.follow("2017-09-02T12:00:00+01:00", "2017-12-01T00:00:00Z")
	w.edited("2017-09-02T12:01:00 m1")
	w.posted("2017-09-01T12:00:00 announcement", "2017-09-02T12:01:00 change")
	if len(w.chat.deleted) > 0 {
		t.Errorf("deleted %q", w.chat.deleted)
	}
}

// The process ends after the edit and before that is kept: it is edited again.
func TestCrashAfterEdit(t *testing.T) {
	w, e := announced(t)
	e.Title = "Sluice nights"
	w.keep(e)
	w.round("2017-09-02T12:00:00+01:00")
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool { return true }}
	w.restart()
	if _, err := w.runner.Round(t.Context(), stopped(at("2017-09-02T12:01:00+01:00"))); err == nil {
		t.Fatal("the outcome was kept")
	}
	w.ledger = w.db
	w.follow("2017-09-02T12:01:05+01:00", "2017-09-03T00:00:00Z")
	w.edited("2017-09-02T12:01:00 m1", "2017-09-02T12:01:05 m1")
}

// An organiser takes the post back while it is being edited: their word counts.
func TestRetractedWhileEdited(t *testing.T) {
	w, e := announced(t)
	e.Title = "Sluice nights"
	w.keep(e)
	w.round("2017-09-02T12:00:00+01:00")
	w.chat.edits = func(d schedule.Delivery) error {
		w.ask(schedule.Retract(d))
		return nil
	}
	w.round("2017-09-02T12:01:00+01:00")
	w.rows("announcement/0 retracting")
	w.round("2017-09-02T12:01:01+01:00")
	w.rows("announcement/0 retracted")
	w.follow("2017-09-25T00:00:00+01:00", "2017-12-01T00:00:00Z")
	w.edited("2017-09-02T12:01:00 m1")
}

// A row on whose edits the process ends again and again is left alone.
func TestEditThatEndsTheProcess(t *testing.T) {
	w, _ := announced(t)
	for range 4 {
		w.recorder = &bystander{interrupted: []int64{1}}
		w.restart()
		w.chat.edits = func(schedule.Delivery) error { return errors.New("as good as dead") }
		w.round("2017-09-25T00:00:00+01:00")
	}
	asked := false
	w.chat.edits = func(schedule.Delivery) error { asked = true; return nil }
	w.follow("2017-09-26T00:00:00+01:00", "2017-09-26T12:00:00+01:00")
	if asked {
		t.Error("edited after the process had ended on it four times")
	}
}

// A bystander remembers rows of an earlier process.
type bystander struct{ interrupted []int64 }

func (b *bystander) Interrupted() []int64 { return b.interrupted }
func (b *bystander) Begin(int, int64)     {}

// A platform that hangs keeps no post of the round from going out.
func TestEditsComeLast(t *testing.T) {
	w, e := announced(t)
	w.channels[0].Posts = append(w.channels[0].Posts, schedule.Reminder)
	w.chat.edits = func(schedule.Delivery) error {
		if len(w.chat.posted) < 2 {
			t.Error("edited before what was due was posted")
		}
		return context.DeadlineExceeded
	}
	_ = e
	w.round("2017-09-25T10:00:00+01:00")
	w.posted("2017-09-01T12:00:00 announcement", "2017-09-25T10:00:00 "+dayBefore)
}

// An evening moves after its announcement and reminder: the announcement is
// edited once, one notice says so, the reminder of the old day stays and one of
// the new day comes.
func TestMovedAfterAnnouncementAndReminder(t *testing.T) {
	w, e := announced(t)
	w.channels[0].Posts = append(w.channels[0].Posts, schedule.Reminder)
	w.follow("2017-09-24T12:00:00+01:00", "2017-09-25T11:00:00+01:00")
	e.Date = "2017-10-10"
	w.keep(e)
	w.follow("2017-09-25T11:00:00+01:00", "2017-10-09T12:00:00+01:00")
	w.posted("2017-09-01T12:00:00 announcement", "2017-09-25T10:00:00 "+dayBefore,
		"2017-09-25T11:01:00 change", "2017-10-09T10:00:00 "+dayBefore)
	w.edited("2017-09-25T00:00:00 m1", "2017-09-25T11:01:00 m1", "2017-10-09T00:00:00 m1")
	w.rows("announcement/0 sent", dayBefore+"/0 sent", "change/0 sent", dayBefore+"/1 sent")
}

// What moves for twenty minutes, twelve times in each, is told at most every
// five minutes and edited at most every minute; in the end both say how it is.
func TestMovesOnAndOn(t *testing.T) {
	w, e := announced(t) // at 18:45
	start := at("2017-09-02T12:00:00+01:00")
	for i := range 20 * 12 {
		e.Start = content.Clock(fmt.Sprintf("%02d:%02d", i/60, i%60)) // never twice the same
		w.keep(e)
		w.round(start.Add(time.Duration(i) * 5 * time.Second).Format(time.RFC3339))
	}
	w.follow("2017-09-02T13:00:00+01:00", "2017-09-03T12:00:00+01:00")
	apart := func(what string, times []string, least time.Duration) {
		var last time.Time
		for _, s := range times {
			when, err := time.Parse("2006-01-02T15:04:05", s[:19])
			if err != nil {
				t.Fatal(err)
			}
			if when.Sub(last) < least {
				t.Errorf("%s at %s and %s, want %s between", what, last, when, least)
			}
			last = when
		}
	}
	if len(w.chat.posted) < 5 || len(w.chat.edited) < 2 {
		t.Fatalf("posted %q, edited %q: nothing moved", w.chat.posted, w.chat.edited)
	}
	apart("changes", w.chat.posted[1:], 5*time.Minute)
	apart("edits", w.chat.edited, time.Minute)
	rows, err := w.db.Deliveries(t.Context(), schedule.DeliveryQuery{State: schedule.Sent})
	if err != nil {
		t.Fatal(err)
	}
	var last schedule.Delivery
	for _, d := range rows {
		if d.Kind == schedule.Change && d.SentAt.After(last.SentAt) {
			last = d
		}
	}
	if schedule.ParseTold(last.Told).Start != e.Start {
		t.Errorf("the last change says %s, it is at %s", schedule.ParseTold(last.Told).Start, e.Start)
	}
}

// A platform that does not take our token is asked a few times at most, a place
// that is closed to us once; both are asked again when that may have changed.
func TestEditsStopAtARefusal(t *testing.T) {
	for scope, most := range map[schedule.Scope]int{schedule.ThisPlatform: 3, schedule.ThisPlace: 20} {
		w := newWorld(t)
		w.channels = nil
		for i := range 20 {
			w.channels = append(w.channels, schedule.Channel{Place: schedule.Place{Platform: "console", ID: fmt.Sprint(i)},
				Groups: []string{"weir"}, Posts: []schedule.Kind{schedule.Announcement}})
		}
		for _, title := range []string{"One", "Two", "Three"} {
			e := evening()
			e.Title, e.Origin.Path, e.News.Event = title, title, at("2017-09-01T12:00:00+01:00")
			w.keep(e)
		}
		w.round("2017-09-01T12:00:00+01:00")
		asked := 0
		w.chat.edits = func(schedule.Delivery) error {
			asked++
			return scoped{refusal{final: true}, scope}
		}
		next := w.round("2017-09-25T00:00:00+01:00")
		if asked == 0 || asked > most {
			t.Errorf("scope %d: asked %d times, want %d at most", scope, asked, most)
		}
		if again := at("2017-09-25T00:10:00+01:00"); scope == schedule.ThisPlace && !next.Equal(again) {
			t.Errorf("the next round is at %s, want %s", next, again)
		}
		before := asked
		w.round("2017-09-25T00:05:00+01:00")
		if asked != before {
			t.Errorf("scope %d: asked %d times more", scope, asked-before)
		}
		w.chat.edits = nil
		w.runner.Renew()
		w.round("2017-09-25T00:06:00+01:00")
		if len(w.chat.edited) != 60 {
			t.Errorf("scope %d: %d edits once it is mended, want 60", scope, len(w.chat.edited))
		}
	}
}
