package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestReport words a report as organisers read it.
func TestReport(t *testing.T) {
	o := newOffice(t)
	lounge := schedule.Place{Platform: "test", ID: "lounge"}
	due := instant("2017-09-25T10:00:00+01:00")
	row := func(state string) schedule.Trouble {
		return schedule.Trouble{
			State: state, Kind: schedule.Reminder, Slot: "reminder 1 day before at 10:00", Place: lounge, Event: o.ids[autumn], Due: due, Tries: 1,
		}
	}
	failed, late, again, twice, perhaps, gone, personal := row("failed"), row("late"), row("late"), row("doubled"), row("unknown"), row("failed"), row("failed")
	failed.Reason, perhaps.Reason = "is_archived: the channel is archived", "it cannot be found out whether this was posted"
	late.Sent, again.Sent, again.Tries = due.Add(1e12), due.Add(2e12), 3
	twice.Second = 2
	gone.Event, gone.Reason = 999, "gone: its source no longer has it"
	personal.Place = schedule.DirectTo(schedule.Place{Platform: "test", ID: "U0SECRET"})
	for _, c := range []struct {
		name string
		of   []schedule.Trouble
		more int
		want string
	}{
		{"posts", []schedule.Trouble{failed, perhaps, twice, late, again}, 40, `This did not go as planned:
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00: Rivertown
  Gophers: Autumn meetup, Tuesday 26 September 2017 in test:lounge – failed:
  is_archived: the channel is archived – It is not tried again: if it still
  matters, say it yourselves.
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00: Rivertown
  Gophers: Autumn meetup, Tuesday 26 September 2017 in test:lounge – perhaps
  posted: it cannot be found out whether this was posted – Look whether it
  stands there.
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00: Rivertown
  Gophers: Autumn meetup, Tuesday 26 September 2017 in test:lounge – stood there
  twice: 2 deleted – Nothing is to be done.
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00: Rivertown
  Gophers: Autumn meetup, Tuesday 26 September 2017 in test:lounge – late: it
  was out by Mon 25 Sep 2017, 10:16 BST: until then the bot did not run, had
  others to post first, did not know of it, or had no answer that it was out –
  Nothing is to be done.
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00: Rivertown
  Gophers: Autumn meetup, Tuesday 26 September 2017 in test:lounge – late: it
  was out by Mon 25 Sep 2017, 10:33 BST, at attempt 3 – Nothing is to be done.
  ... and 40 more
You can try: meetupbot status
`},
		{"what waits", []schedule.Trouble{
			{State: schedule.Waits, Event: o.ids[4], Reason: "Is it the 21st or the 28th?"},
			{State: schedule.Waits, About: "vanished 3 0f3a771c", Event: o.ids[autumn], Reason: "its source no longer has it"},
			{State: schedule.Waits, Source: "posts/", Group: "gophers", Reason: "3 of 4 meetups vanished"},
			{State: schedule.Waits, Source: "posts/", Group: "gophers", Document: "2017-10.md", Reason: "2017-10.md:3: this is no date"},
		}, 0, `This waits for you:
  a meetup: Rivertown Gophers: November meetup, Tuesday 28 November 2017 – waits
  for your word: Is it the 21st or the 28th?
  a meetup: Rivertown Gophers: Autumn meetup, Tuesday 26 September 2017 – waits
  for your word: its source no longer has it
  the source posts/ of Rivertown Gophers – held: 3 of 4 meetups vanished –
  Nothing of it changes before it is in order again.
  a document of the source posts/ of Rivertown Gophers – cannot be read:
  2017-10.md:3: this is no date – What was read of it before stays.
You can try:
  meetupbot status
  meetupbot review
  meetupbot plan
  meetupbot sources
`},
		{"a meetup that is gone", []schedule.Trouble{gone}, 0, `This did not go as planned:
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00 in test:lounge –
  failed: gone: its source no longer has it – It is not tried again: if it still
  matters, say it yourselves.
You can try: meetupbot status
`},
		{"nobody's name", []schedule.Trouble{personal}, 0, `This did not go as planned:
  Mon 25 Sep 2017, 10:00 BST – reminder 1 day before at 10:00 that a member
  asked for: Rivertown Gophers: Autumn meetup, Tuesday 26 September 2017 –
  failed – It is not tried again: if it still matters, say it yourselves.
You can try: meetupbot status
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			announcer := bot.NewAnnouncer(o.db, nil, allGroups, o.follows)
			told := schedule.Troubles{Named: c.of, More: c.more}.String()
			reply, err := announcer.Word(t.Context(), schedule.Delivery{Kind: schedule.Report, Told: told}, due)
			if err != nil {
				t.Fatal(err)
			}
			if got := console.Render(reply, false); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWaiting: what waits is named once for each question that is asked.
func TestWaiting(t *testing.T) {
	o := newOffice(t)
	held := declaredSource
	held.Held = "3 of 4 meetups vanished"
	now := instant("2017-09-20T12:00:00+01:00")
	abouts := func() (all []string) {
		waiting, err := bot.Waiting(o.db, shelfOf{held}, o.db)(t.Context(), now)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range waiting {
			if w.State != schedule.Waits || w.Reason == "" {
				t.Errorf("%+v", w)
			}
			all = append(all, w.About)
		}
		return all
	}
	first := abouts()
	if len(first) != 3 || !strings.HasPrefix(first[0], "source posts/ ") || !strings.HasPrefix(first[1], "document posts/ 2017-10.md ") || !strings.HasPrefix(first[2], "review ") {
		t.Fatalf("waits: %q", first)
	}
	if again := abouts(); strings.Join(again, ";") != strings.Join(first, ";") {
		t.Errorf("asked again: %q, first %q", again, first)
	}
	held.Held = "4 of 4 meetups vanished"
	if news := abouts(); news[0] == first[0] || news[1] != first[1] || news[2] != first[2] {
		t.Errorf("with another reason: %q, first %q", news, first)
	}
}

// TestUnreadableSource: a source that was never read is told of at once, any other
// when it could not be read for a day; once, whatever is wrong from day to day.
func TestUnreadableSource(t *testing.T) {
	o := newOffice(t)
	read := instant("2017-09-20T08:00:00Z")
	told := func(s content.SourceRecord) (abouts []string) {
		s.Name, s.Group = "https://weir.example/events?key=pa55word", "gophers"
		waiting, err := bot.Waiting(o.db, shelfOf{s}, o.db)(t.Context(), read)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range waiting {
			if strings.Contains(w.Source+w.Reason, "pa55word") {
				t.Errorf("tells a secret: %+v", w)
			}
			if w.Source != "" && w.Reason != s.Trouble {
				t.Errorf("says %q, want %q", w.Reason, s.Trouble)
			}
			if w.Source != "" {
				abouts = append(abouts, w.About)
			}
		}
		return abouts
	}
	for name, c := range map[string]struct {
		source content.SourceRecord
		want   int
	}{
		"read":       {content.SourceRecord{Imported: read, Looked: read.Add(48 * time.Hour)}, 0},
		"for hours":  {content.SourceRecord{Imported: read, Looked: read.Add(23 * time.Hour), Trouble: "the site does not answer"}, 0},
		"for a day":  {content.SourceRecord{Imported: read, Looked: read.Add(24 * time.Hour), Trouble: "the site does not answer"}, 1},
		"never read": {content.SourceRecord{Looked: read, Trouble: "no such file"}, 1},
	} {
		if got := told(c.source); len(got) != c.want {
			t.Errorf("%s: told of %q, want %d", name, got, c.want)
		}
	}
	late := content.SourceRecord{Imported: read, Looked: read.Add(72 * time.Hour), Trouble: "the site does not answer"}
	first := told(late)
	late.Trouble = "status 502"
	if again := told(late); !slices.Equal(again, first) {
		t.Errorf("told again: %q, first %q", again, first)
	}
}

// TestVanished: a meetup ahead that its source lost is asked about where it is in
// the ledger, until it is back, is told under another id, or is over.
func TestVanished(t *testing.T) {
	o := newOffice(t)
	now := instant("2017-09-20T12:00:00+01:00")
	lost := func(at time.Time) (abouts []string) {
		t.Helper()
		waiting, err := bot.Waiting(o.db, shelfOf{}, o.db)(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range waiting {
			if strings.HasPrefix(w.About, "vanished ") {
				abouts = append(abouts, w.About)
				if w.Event != o.ids[autumn] || w.State != schedule.Waits || !strings.Contains(w.Reason, "its source no longer has it") {
					t.Errorf("%+v", w)
				}
			}
		}
		return abouts
	}
	imports := func(imp content.Import) {
		t.Helper()
		imp.Group, imp.At = gophers, now
		imp.Source = content.SourceRecord{Name: "gophers/", Group: gophers.Name}
		if _, err := o.db.Import(t.Context(), imp); err != nil {
			t.Fatal(err)
		}
	}
	imports(content.Import{Gone: []content.EventID{o.ids[autumn]}})
	if got := lost(now); got != nil {
		t.Errorf("nobody was told of it, nor about to be: %q", got)
	}
	row := schedule.Delivery{
		Key:  schedule.Key{Place: schedule.Place{Platform: "test", ID: "lounge"}, Event: o.ids[autumn], Slot: "announcement"},
		Kind: schedule.Announcement, State: schedule.Sent, Due: now, Until: now, Marker: "m", Message: "m1",
	}
	if _, err := o.db.Save(t.Context(), []schedule.Delivery{row}); err != nil {
		t.Fatal(err)
	}
	first := lost(now)
	if again := lost(now); len(first) != 1 || !slices.Equal(again, first) {
		t.Errorf("asked %q, then %q, want the same once", first, again)
	}
	if got := lost(instant("2017-09-27T12:00:00+01:00")); got != nil {
		t.Errorf("when it is over: %q", got)
	}
	kept, err := o.db.Events(t.Context(), content.EventQuery{ID: o.ids[autumn]})
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	twin := kept[0]
	twin.ID, twin.Gone, twin.Title = 0, false, "Autumn evening"
	imports(content.Import{Events: []content.Event{twin}})
	if got := lost(now); got != nil {
		t.Errorf("told under another id: %q", got)
	}
	kept[0].Gone, kept[0].Start = false, "10:00"
	imports(content.Import{Events: kept})
	if got := lost(now); got != nil {
		t.Errorf("when it is back: %q", got)
	}
}

// A shelfOf holds one source.
type shelfOf struct{ source content.SourceRecord }

func (s shelfOf) Sources(context.Context) ([]content.SourceRecord, error) {
	return []content.SourceRecord{s.source}, nil
}
func (s shelfOf) Add(context.Context, string, string) error { return nil }
func (s shelfOf) Remove(context.Context, string) error      { return nil }

// TestStatusBeside: beside a bot that runs, the notes say how it is connected;
// a bot whose last round is long ago seems not to run.
func TestStatusBeside(t *testing.T) {
	o := newOffice(t)
	o.desk.Connections = nil
	for name, value := range map[string]string{
		bot.RoundNote: "2017-09-20T11:59:00+01:00",
		bot.CircuitsNote: `[{"platform":"","why":"nothing is posted: the clock leapt"},{"platform":"test","why":"invalid_auth"},{"platform":"test","place":"test:attic","until":"2017-09-20T11:07:00Z","why":"is_archived"},
			{"platform":"test","place":"test:cellar","until":"2017-09-20T10:58:00Z","why":"is_archived"}]`,
		bot.ConnectionsNote: `[{"platform":"test","since":"2017-09-19T07:30:00Z"},{"platform":"telex","trouble":"The line is cut."}]`,
	} {
		if err := o.db.SetNote(t.Context(), name, value); err != nil {
			t.Fatal(err)
		}
	}
	status := func(now string) bot.Status {
		reply := o.router.Answer(t.Context(), bot.Request{Line: "meetupbot status", Now: instant(now), Private: true,
			Organiser: func(context.Context, schedule.Place) (bool, error) { return true, nil }})
		s, ok := reply.(bot.Status)
		if !ok {
			t.Fatalf("answered %#v", reply)
		}
		return s
	}
	s := status("2017-09-20T12:00:00+01:00")
	if len(s.Connections) != 2 || !s.Connections[0].Since.Equal(instant("2017-09-19T07:30:00Z")) || s.Connections[1].Trouble != "The line is cut." {
		t.Errorf("connections: %+v", s.Connections)
	}
	if len(s.Trouble) != 3 || s.Trouble[0].What != "all posts" || s.Trouble[0].Why != "nothing is posted: the clock leapt" ||
		s.Trouble[1].What != "all posts on test" || s.Trouble[1].Why != "invalid_auth" ||
		s.Trouble[2].Place.ID != "attic" || s.Trouble[2].Do != "Tried again on Wed 20 Sep 2017, 12:07 BST." {
		t.Errorf("trouble: %+v", s.Trouble)
	}
	if s.Idle || s.Round.IsZero() {
		t.Errorf("last round %s, idle %v", s.Round, s.Idle)
	}
	if s = status("2017-09-20T12:05:00+01:00"); !s.Idle {
		t.Error("a bot that made no round for six minutes seems to run")
	}
}
