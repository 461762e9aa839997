package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/schedule"
)

// An outbox keeps what is sent and answers as it was told.
type outbox struct {
	posts   []bot.Post
	edited  []bot.Post
	deleted []bot.Post
	err     error
}

func (o *outbox) Send(_ context.Context, p bot.Post) (string, error) {
	o.posts = append(o.posts, p)
	return "m1", o.err
}

func (o *outbox) Edit(_ context.Context, p bot.Post) error {
	o.edited = append(o.edited, p)
	return o.err
}

func (o *outbox) Delete(_ context.Context, p bot.Post) error {
	o.deleted = append(o.deleted, p)
	return o.err
}

// A memory is an outbox that can look back.
type memory struct{ outbox }

func (m *memory) Seek(_ context.Context, p bot.Post) (schedule.Presence, string, error) {
	if p.Marker == "known" && !p.Attempted.IsZero() {
		return schedule.Found, "m7", nil
	}
	return schedule.Absent, "", nil
}

var square = schedule.Place{Platform: "square", ID: "fountain"}

func follows(p schedule.Place) []content.Group {
	if p == square {
		return []content.Group{gophers}
	}
	return nil
}

// delivery is one of the autumn meetup.
func delivery(kind schedule.Kind, ids []content.EventID) schedule.Delivery {
	return schedule.Delivery{Key: schedule.Key{Place: square, Event: ids[autumn]}, Kind: kind, Marker: "known"}
}

// TestReminder: a member reads the day, the place and each talk with its
// speakers on one line, nobody twice.
func TestReminder(t *testing.T) {
	db, ids := rivertown(t)
	box := &outbox{}
	a := bot.NewAnnouncer(db, map[string]bot.Sender{"square": box}, allGroups, follows)
	for now, day := range map[string]string{
		"2017-09-25T10:00:00+01:00": "Tomorrow",
		"2017-09-25T23:59:59+01:00": "Tomorrow",
		"2017-09-26T08:00:00+01:00": "Today",
		"2017-09-19T10:00:00+01:00": "In 7 days",
	} {
		box.posts = nil
		message, err := a.Post(t.Context(), delivery(schedule.Reminder, ids), instant(now))
		if err != nil || message != "m1" || len(box.posts) != 1 {
			t.Fatalf("Post = %q, %v with %d posts, want m1 with one", message, err, len(box.posts))
		}
		if p := box.posts[0]; p.Channel != "fountain" || p.Marker != "known" {
			t.Errorf("posted to %q with marker %q, want fountain, known", p.Channel, p.Marker)
		}
		text := console.Render(box.posts[0].Reply, false)
		for _, want := range []string{
			day + " – Rivertown Gophers: Autumn meetup\n",
			"Tuesday 26 September 2017, 18:45–21:00 (London time, BST)\n",
			"The Old Mill, 3 Mill Lane, Rivertown\n",
			"  19:00  Slices from the inside – Ada Marlowe\n",
			"  19:45  Jo Quill: small daemons, small bills – Sam Reed\n",
			"https://rivertown.example/autumn/rsvp\n",
		} {
			if strings.Count(text, want) != 1 {
				t.Errorf("at %s the reminder does not say once %q:\n%s", now, want, text)
			}
		}
		for _, name := range []string{"Ada Marlowe", "Jo Quill", "Sam Reed"} {
			if n := strings.Count(text, name); n != 1 {
				t.Errorf("%s is named %d times:\n%s", name, n, text)
			}
		}
	}
}

// The announcement says how things stand, with what it told at first struck
// through where that is no longer so.
func TestAnnouncementMovesOn(t *testing.T) {
	db, ids := rivertown(t)
	a := bot.NewAnnouncer(db, nil, allGroups, follows)
	d := delivery(schedule.Announcement, ids)
	d.Told = schedule.Told{
		Date: "2017-09-26", Start: "19:15", Zone: "Europe/London", Status: content.Scheduled, Venue: "the old mill 3 Mill Lane Rivertown",
		Speakers: []string{"Ada Marlowe", "Lin Hale"},
	}.String()
	for now, want := range map[string]string{
		"2017-09-24T23:59:59+01:00": "Changed – Rivertown",
		"2017-09-25T00:00:00+01:00": "Tomorrow – Rivertown",
		"2017-09-26T00:00:00+01:00": "Today – Rivertown",
		"2017-09-26T18:45:00+01:00": "On now – Rivertown",
		"2017-09-26T21:00:00+01:00": "Over – Rivertown",
	} {
		reply, err := a.Word(t.Context(), d, instant(now))
		if err != nil {
			t.Fatal(err)
		}
		text := console.Render(reply, false)
		before := "Speaking: Jo Quill, Sam Reed\nBefore: 19:15, Lin Hale\n"
		if !strings.HasPrefix(text, want) || strings.Contains(text, before) == strings.HasPrefix(want, "Over") {
			t.Errorf("at %s:\n%s", now, text)
		}
	}
}

func TestWord(t *testing.T) {
	db, ids := rivertown(t)
	a := bot.NewAnnouncer(db, nil, allGroups, follows)
	now := instant("2017-09-20T12:00:00+01:00")
	for _, tt := range []struct {
		kind schedule.Kind
		was  schedule.Told
		want []string
	}{
		{schedule.Announcement, schedule.Told{}, []string{"New – Rivertown Gophers: Autumn meetup"}},
		{schedule.Agenda, schedule.Told{}, []string{"18:45        Doors open", "19:00–19:40  Slices from the inside – Ada Marlowe"}},
		{schedule.Starting, schedule.Told{}, []string{"Starting at 18:45 – Rivertown"}},
		{schedule.Recap, schedule.Told{}, []string{"Videos and slides – Rivertown"}},
		{
			schedule.Change, schedule.Told{Date: "2017-09-25", Start: "18:45", Zone: "Europe/London", Venue: "The Corn Exchange", Status: content.Scheduled},
			[]string{"Changed – Rivertown", "Before: Monday 25 September 2017, The Corn Exchange\n"},
		},
		{
			schedule.Change, schedule.Told{Date: "2017-09-26", Start: "19:15", Zone: "Europe/London", Status: content.Cancelled},
			[]string{"Changed – Rivertown", "Before: cancelled, 19:15\n"},
		},
		{
			schedule.Change, schedule.Told{Date: "2017-09-26", Start: "18:45", Zone: "Europe/Lisbon", Status: content.Scheduled},
			[]string{"Changed – Rivertown", "Before: Lisbon time, WEST\n"},
		},
		{schedule.Digest, schedule.Told{}, []string{"Autumn meetup", "October meetup – Tue 24 Oct 2017 – cancelled", "Winter meetup – Dec 2017"}},
	} {
		d := delivery(tt.kind, ids)
		d.Was = tt.was.String()
		reply, err := a.Word(t.Context(), d, now)
		if err != nil {
			t.Errorf("%s: %v", tt.kind, err)
			continue
		}
		text := console.Render(reply, false)
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", tt.kind, want, text)
			}
		}
		if strings.Contains(text, "Harbour") {
			t.Errorf("%s names a group that the place does not follow:\n%s", tt.kind, text)
		}
	}
}

// TestRefusals: what cannot be posted says whether it ever can.
func TestRefusals(t *testing.T) {
	db, ids := rivertown(t)
	now := instant("2017-09-25T10:00:00+01:00")
	for about, tt := range map[string]struct {
		library bot.Library
		change  func(*schedule.Delivery)
		final   bool
	}{
		"an unknown platform":  {db, func(d *schedule.Delivery) { d.Key.Place.Platform = "telex" }, true},
		"an event not kept":    {db, func(d *schedule.Delivery) { d.Key.Event = 9999 }, true},
		"an unknown kind":      {db, func(d *schedule.Delivery) { d.Kind = "serenade" }, true},
		"a library that fails": {broken{err: errors.New("disk")}, func(*schedule.Delivery) {}, false},
		"a library that fails a digest": {broken{err: errors.New("disk")}, func(d *schedule.Delivery) {
			d.Kind = schedule.Digest
		}, false},
	} {
		box := &outbox{}
		d := delivery(schedule.Reminder, ids)
		tt.change(&d)
		_, err := bot.NewAnnouncer(tt.library, map[string]bot.Sender{"square": box}, allGroups, follows).Post(t.Context(), d, now)
		refusal, ok := errors.AsType[schedule.Refusal](err)
		if !ok || refusal.Final() != tt.final || len(box.posts) > 0 {
			t.Errorf("%s: Post = %v (a refusal: %v), %d posts, want a refusal with Final %v and none", about, err, ok, len(box.posts), tt.final)
		}
	}
}

// TestSendErrors: what a platform says of a failure reaches the schedule.
func TestSendErrors(t *testing.T) {
	db, ids := rivertown(t)
	failed := &bot.SendError{After: 7 * time.Second, Doubtful: true, Err: errors.New("gateway timeout")}
	a := bot.NewAnnouncer(db, map[string]bot.Sender{"square": &outbox{err: failed}}, allGroups, follows)
	_, err := a.Post(t.Context(), delivery(schedule.Reminder, ids), instant("2017-09-25T10:00:00+01:00"))
	refusal, ok := errors.AsType[schedule.Refusal](err)
	if !ok || refusal.Final() || refusal.RetryAfter() != 7*time.Second || !errors.Is(err, failed.Err) || err.Error() != "gateway timeout" {
		t.Errorf("Post = %#v, want the sender's error", err)
	}
	if unsure, ok := errors.AsType[interface {
		error
		Unsure() bool
	}](err); !ok || !unsure.Unsure() {
		t.Errorf("Post = %#v, want one that is unsure", err)
	}
}

func TestEditDeleteFind(t *testing.T) {
	db, ids := rivertown(t)
	now := instant("2017-09-25T10:00:00+01:00")
	m, plain := &memory{}, &outbox{}
	a := bot.NewAnnouncer(db, map[string]bot.Sender{"square": m, "plain": plain}, allGroups, follows)
	d := delivery(schedule.Announcement, ids)
	d.Message = "m1"
	if err := a.Edit(t.Context(), d, now); err != nil {
		t.Error(err)
	}
	if err := a.Delete(t.Context(), d); err != nil {
		t.Error(err)
	}
	if len(m.edited) != 1 || m.edited[0].Message != "m1" || m.edited[0].Reply == nil || len(m.deleted) != 1 || m.deleted[0].Message != "m1" {
		t.Errorf("edited %+v, deleted %+v, want m1 in both", m.edited, m.deleted)
	}
	type found struct {
		Presence schedule.Presence
		Message  string
	}
	find := func(d schedule.Delivery) found {
		presence, message, err := a.Find(t.Context(), d)
		if err != nil {
			t.Error(err)
		}
		return found{presence, message}
	}
	d.Attempted = now
	if diff := cmp.Diff(found{schedule.Found, "m7"}, find(d)); diff != "" {
		t.Errorf("Find of a known marker (-want +got):\n%s", diff)
	}
	d.Marker = "other"
	if diff := cmp.Diff(found{schedule.Absent, ""}, find(d)); diff != "" {
		t.Errorf("Find of another marker (-want +got):\n%s", diff)
	}
	d.Key.Place.Platform = "plain"
	if diff := cmp.Diff(found{schedule.CannotTell, ""}, find(d)); diff != "" {
		t.Errorf("Find on a platform that cannot look (-want +got):\n%s", diff)
	}
	d.Key.Place.Platform = "telex"
	if presence, _, err := a.Find(t.Context(), d); err == nil || presence != schedule.CannotTell {
		t.Errorf("Find on an unknown platform = %v, %v, want CannotTell and an error", presence, err)
	}
}

// A metronome is an outbox whose channels take a message a minute.
type metronome struct{ outbox }

func (m *metronome) Pause(channel string) time.Duration {
	if channel == square.ID {
		return time.Minute
	}
	return 0
}

// What a platform knows of its limits the schedule knows; of others they are none.
func TestPause(t *testing.T) {
	a := bot.NewAnnouncer(nil, map[string]bot.Sender{"square": &metronome{}, "plain": &outbox{}}, allGroups, follows)
	for place, want := range map[schedule.Place]time.Duration{
		square:                              time.Minute,
		{Platform: "square", ID: "steps"}:   0,
		{Platform: "plain", ID: square.ID}:  0,
		{Platform: "absent", ID: square.ID}: 0,
	} {
		if got := a.Pause(place); got != want {
			t.Errorf("a post to %s waits %s, want %s", place, got, want)
		}
	}
}
