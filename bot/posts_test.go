package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestRetractTakesWhatWasPostedLast: not what was due last.
func TestRetractTakesWhatWasPostedLast(t *testing.T) {
	o := newOffice(t)
	row := func(place, slot, due, sent string, state schedule.State) schedule.Delivery {
		d := schedule.NewTest(schedule.Place{Platform: "test", ID: place}, instant(due), "words")
		d.Key.Slot, d.State, d.Message = slot, state, slot
		if sent != "" {
			d.SentAt = instant(sent)
		}
		return d
	}
	rows := []schedule.Delivery{
		row("lounge", "late", "2017-09-20T08:00:00Z", "2017-09-20T10:00:00Z", schedule.Sent),
		row("lounge", "early", "2017-09-20T09:00:00Z", "2017-09-20T09:00:00Z", schedule.Sent),
		row("lounge", "to come", "2017-09-20T10:30:00Z", "", schedule.Planned),
		row("lounge", "gone", "2017-09-20T10:20:00Z", "2017-09-20T10:20:00Z", schedule.Retracted),
		row("lounge", "old", "2017-08-01T09:00:00Z", "2017-08-01T09:00:00Z", schedule.Sent),
		row("lounge", "reported", "2017-09-20T10:40:00Z", "2017-09-20T10:40:00Z", schedule.Sent),
		row("attic", "elsewhere", "2017-09-20T10:40:00Z", "2017-09-20T10:40:00Z", schedule.Sent),
	}
	rows[5].Kind = schedule.Report
	if _, err := o.db.Save(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"The late, posted on Wed 20 Sep 2017, 11:00 BST,", "The early, posted on Wed 20 Sep 2017, 10:00 BST,", "Nothing was posted here lately"} {
		notice, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: retract")).(bot.Notice)
		if !ok || !strings.HasPrefix(notice.Text, want) {
			t.Errorf("retract = %+v, want %q", notice, want)
		}
	}
}

// TestTroubleIsSeen: what a platform refuses stands in the status, whatever was
// to be done.
func TestTroubleIsSeen(t *testing.T) {
	o := newOffice(t)
	trouble := func(at string) (seen []string) {
		status := o.router.Answer(t.Context(), o.asked(at+" organiser in lounge: status")).(bot.Status)
		for _, p := range status.Trouble {
			if p.Place.ID != "lounge" {
				t.Errorf("it does not say where: %+v", p)
			}
			seen = append(seen, p.What+" "+p.State+": "+p.Why)
		}
		return seen
	}
	wants := func(at string, want ...string) {
		t.Helper()
		if got := trouble(at); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("at %s the trouble is %q, want %q", at, got, want)
		}
	}
	o.refuses = &bot.SendError{Err: errors.New("the line is cut")}
	o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: test"))
	o.round(t, instant("2017-09-20T12:00:00+01:00"))
	wants("2017-09-20T12:00:01+01:00", "test not yet: the line is cut")
	o.round(t, instant("2017-09-20T12:11:00+01:00"))
	wants("2017-09-20T12:11:00+01:00", "test failed: tried 1 times, the last answer being \"the line is cut\", until no longer useful from 2017-09-20 11:10 UTC")

	o = newOffice(t)
	o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: test"))
	o.round(t, instant("2017-09-20T12:00:00+01:00"))
	o.router.Answer(t.Context(), o.asked("2017-09-20T12:01:00+01:00 organiser in lounge: retract"))
	o.refuses = &bot.SendError{Err: errors.New("the line is cut")}
	o.round(t, instant("2017-09-20T12:01:00+01:00"))
	wants("2017-09-20T12:01:01+01:00", "test not yet: the line is cut")
	o.refuses = &bot.SendError{Hopeless: true, Err: errors.New("the message is too old")}
	o.round(t, instant("2017-09-20T12:02:00+01:00"))
	wants("2017-09-20T12:02:01+01:00", "test still there: it could not be taken back: the message is too old")
	if rows, err := o.db.Deliveries(t.Context(), deliveriesOf("lounge")); err != nil || rows[0].State != schedule.Sent {
		t.Errorf("%+v, %v, want a row that is sent", rows, err)
	}
}

// TestLongPlan: a plan names some and counts the others.
func TestLongPlan(t *testing.T) {
	o := newOffice(t)
	var events []content.Event
	for i := range 45 {
		e := content.Event{Title: fmt.Sprintf("Evening %d", i), Date: content.Date("2017-10-02").AddDays(i), Start: "18:30", Status: content.Scheduled}
		if i%3 == 0 {
			e.Status = content.Cancelled
		}
		events = append(events, e)
	}
	keep(t, o.db, kites, events)
	o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: follow kites"))
	plan := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: plan 60")).(bot.Plan)
	if len(plan.Posts) != 20 || plan.More.Count != 10 || len(plan.Not) != 10 || plan.MoreNot.Count != 5 || plan.Days != 60 {
		t.Errorf("%d posts and %d more, %d not and %d more, in %d days", len(plan.Posts), plan.More.Count, len(plan.Not), plan.MoreNot.Count, plan.Days)
	}
	for i, p := range plan.Posts[1:] {
		if p.At.Before(plan.Posts[i].At) || p.At.Location().String() != kites.Zone || p.Place != (schedule.Place{}) || p.State != "" {
			t.Errorf("post %d is %+v", i+1, p)
		}
	}
	if next := plan.Posts[0]; next.At.Format(time.DateTime) != "2017-10-02 10:00:00" || next.Event != "Quiet Kite Society: Evening 1, Tuesday 3 October 2017" {
		t.Errorf("the first post is %+v", next)
	}
}
