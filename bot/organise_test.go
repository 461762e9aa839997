package bot_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestOrganisersTranscripts plays what stands in testdata/organisers: each
// archive is one office, each of its files a question ("TIME WHO [in PLACE]:
// WORDS", see asked) with what is answered, or a round ("TIME round") with
// what it posted.
func TestOrganisersTranscripts(t *testing.T) {
	transcripts, err := filepath.Glob("testdata/organisers/*.txtar")
	if err != nil || len(transcripts) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range transcripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			o := newOffice(t)
			if strings.HasPrefix(filepath.Base(path), "review") {
				o.doubted(t)
			}
			for i, file := range archive.Files {
				var got string
				if at, ok := strings.CutSuffix(file.Name, " round"); ok {
					got = o.round(t, instant(at))
				} else {
					got = console.Render(o.router.Answer(t.Context(), o.asked(file.Name)), false)
				}
				got += "\n"
				if !*update && got != string(file.Data) {
					t.Errorf("%s (-want +got):\n%s", file.Name, cmp.Diff(string(file.Data), got))
				}
				archive.Files[i].Data = []byte(got)
			}
			if strings.Contains(o.log.String(), "level=ERROR") {
				t.Errorf("faults:\n%s", o.log.String())
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestWhoMayOrganise: every command of the table, asked by everybody.
func TestWhoMayOrganise(t *testing.T) {
	o := newOffice(t)
	for _, c := range bot.Commands() {
		for who, may := range map[string]bool{
			"organiser": true, "oona": true, "member": false, "nobody": false, "organiser by a button": true, "member by a button": false,
		} {
			who, pressed := strings.CutSuffix(who, " by a button")
			call := bot.Call{Name: c.Name, Args: map[string]string{"words": "buckets"}, Pressed: pressed}
			req := o.asked("2017-09-20T12:00:00+01:00 " + who + " in attic: ")
			req.Call = call
			before := o.changes
			notice, _ := o.router.Answer(t.Context(), req).(bot.Notice)
			refused := strings.Contains(notice.Text, "Only organisers")
			failed := strings.Contains(notice.Text, "Something went wrong")
			switch {
			case !c.Organisers && (refused || failed):
				t.Errorf("%s is refused to %s: %s", c.Name, who, notice.Text)
			case c.Organisers && may == (refused || failed):
				t.Errorf("%s asked by %s: %q, want an answer: %v", c.Name, who, notice.Text, may)
			case c.Organisers && failed != (who == "nobody"):
				t.Errorf("%s asked by %s: %q", c.Name, who, notice.Text)
			case !may && o.changes > before:
				t.Errorf("%s changed something for %s", c.Name, who)
			}
			if c.Organisers && !call.Private() {
				t.Errorf("the answer to %s is for everybody", c.Name)
			}
		}
	}
	// Whatever is not known to be for everybody is for organisers: a new command
	// has to be named here first.
	for _, c := range bot.Commands() {
		everybody := slices.Contains([]string{"nextmeetup", "meetups", "agenda", "calendar", "speaker", "talks", "help"}, c.Name)
		if everybody == c.Organisers {
			t.Errorf("%s is for organisers: %v", c.Name, c.Organisers)
		}
	}
	// Where there is no desk there is nothing to decide, and help is silent about it.
	bare := router(t, o.db)
	req := o.asked("2017-09-20T12:00:00+01:00 organiser in attic: follow gophers")
	if notice, ok := bare.Answer(t.Context(), req).(bot.Notice); !ok || !strings.Contains(notice.Text, "only answers questions") {
		t.Errorf("follow without a desk = %+v", notice)
	}
	for r, want := range map[*bot.Router]bool{bare: false, o.router: true} {
		req.Line = "help"
		help := r.Answer(t.Context(), req).(bot.Help)
		if got := help.Commands[len(help.Commands)-1].Organisers; got != want {
			t.Errorf("help tells of organisers' commands: %v, want %v", got, want)
		}
	}
}

// TestEveryOrganisersExampleIsUnderstood: nothing in the table leads into a
// fault or to a sentence about what was not understood.
func TestEveryOrganisersExampleIsUnderstood(t *testing.T) {
	for _, c := range bot.Commands() {
		for _, example := range c.Examples {
			o := newOffice(t)
			o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: follow gophers"))
			text := console.Render(o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: "+example)), false)
			for _, bad := range []string{"Something went wrong", "is not a", "Nothing is changed", "There is no command"} {
				if c.Organisers && strings.Contains(text, bad) {
					t.Errorf("%q is answered with:\n%s", example, text)
				}
			}
		}
	}
}

// TestChangesAreKept: rules are in the store when the answer is there, and
// whoever posts is told.
func TestChangesAreKept(t *testing.T) {
	o := newOffice(t)
	for i, line := range []string{"follow gophers", "remind 2 hours before", "rules quiet:22:00-08:00", "pause", "resume", "test", "unfollow"} {
		o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: "+line))
		if o.changes != i+1 {
			t.Errorf("after %q the desk was told of %d changes, want %d", line, o.changes, i+1)
		}
		if !strings.Contains(o.log.String(), "command="+strings.Fields(line)[0]) || !strings.Contains(o.log.String(), "asker=test:organiser") {
			t.Errorf("the log does not say who asked for %q:\n%s", line, o.log.String())
		}
	}
	if channels, err := o.db.Channels(t.Context()); err != nil || len(channels) != 0 {
		t.Errorf("channels %+v, %v, want none", channels, err)
	}
	if rows, err := o.db.Deliveries(t.Context(), deliveriesOf("lounge")); err != nil || len(rows) != 1 || !rows[0].Due.Equal(instant("2017-09-20T12:00:00+01:00")) {
		t.Errorf("rows %+v, %v, want a test due at once", rows, err)
	}
}

// A fault of what the desk is made of is ours.
func TestDeskFaults(t *testing.T) {
	o := newOffice(t)
	o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: follow gophers"))
	if err := o.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range bot.Commands() {
		if !c.Organisers {
			continue
		}
		notice, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: "+c.Examples[len(c.Examples)-1])).(bot.Notice)
		if !ok || !strings.Contains(notice.Text, "Something went wrong") || strings.Contains(notice.Text, "closed") {
			t.Errorf("%s with a closed database = %+v, want a fault", c.Name, notice)
		}
	}
}

func deliveriesOf(place string) schedule.DeliveryQuery {
	return schedule.DeliveryQuery{Place: schedule.Place{Platform: "test", ID: place}}
}

// TestButtons: a button asks what it says, of a meetup that is told of where
// it was pressed, and of nothing else.
func TestButtons(t *testing.T) {
	o := newOffice(t)
	now := "2017-09-20T12:00:00+01:00 member in "
	press := func(place string, call bot.Call) bot.Reply {
		req := o.asked(now + place + ": ")
		req.Call = call
		return o.router.Answer(t.Context(), req)
	}
	card, ok := press("square", bot.Call{Name: "nextmeetup"}).(bot.EventCard)
	if !ok || len(card.Event.Buttons()) != 4 {
		t.Fatalf("the next meetup is %+v with the buttons %+v, want four", card.Event, card.Event.Buttons())
	}
	for _, b := range card.Event.Buttons() {
		call, ok := bot.Pressed(b.ID)
		if !ok || !call.Private() {
			t.Fatalf("Pressed(%q) = %+v, %v, want a private call", b.ID, call, ok)
		}
		var about content.EventID
		switch reply := press("square", call).(type) {
		case bot.CalendarEntry:
			about = reply.Event.ID
		case bot.Personal:
			about = reply.Event.ID
		case bot.AgendaCard:
			about = reply.Event.ID
		case bot.SpeakerCard:
			about = reply.For.ID
		}
		if about != o.ids[autumn] {
			t.Errorf("%s tells of event %d, want %d", b.Label, about, o.ids[autumn])
		}
		// The library follows another group; an event that is not kept, or that
		// its source no longer has, is told of nowhere.
		stranger := call
		stranger.Event = 9999
		for place, call := range map[string]bot.Call{"library": call, "square": stranger} {
			if notice, ok := press(place, call).(bot.Notice); !ok || !strings.Contains(notice.Text, "not known here") {
				t.Errorf("%s of event %d pressed in %s is answered", b.Label, call.Event, place)
			}
		}
	}
	gone := content.Import{Group: gophers, Source: content.SourceRecord{Name: "gophers/", Group: "gophers"}, Gone: []content.EventID{o.ids[autumn]}, At: instant("2017-09-20T10:00:00Z")}
	if _, err := o.db.Import(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	for _, b := range card.Event.Buttons() {
		call, _ := bot.Pressed(b.ID)
		if notice, ok := press("square", call).(bot.Notice); !ok || !strings.Contains(notice.Text, "no longer announced") {
			t.Errorf("%s of an event that is gone is answered", b.Label)
		}
	}
}

// TestAlteredButtons: every id that differs in a byte from a button's is
// refused, or is that of another button's question.
func TestAlteredButtons(t *testing.T) {
	id := bot.Meetup{ID: 7042, Talks: []bot.Talk{{Speakers: []string{"Jo"}}}}.Buttons()[0].ID
	var altered []string
	for i := range len(id) + 1 {
		for b := range 256 {
			altered = append(altered, id[:i]+string([]byte{byte(b)})+id[i:])
			if i < len(id) {
				altered = append(altered, id[:i]+string([]byte{byte(b)})+id[i+1:])
			}
		}
		if i < len(id) {
			altered = append(altered, id[:i]+id[i+1:])
		}
	}
	altered = append(altered, "", ":", "follow:7042", "help:1", "agenda:", "agenda:0", "agenda:-1", "agenda:+1", "agenda:01", "agenda:1:1", "agenda:9223372036854775808", "agenda: 1", "AGENDA:1")
	for _, a := range altered {
		call, ok := bot.Pressed(a)
		if !ok {
			continue
		}
		command, number, _ := strings.Cut(a, ":")
		if c, known := bot.CommandNamed(command); a != id && (!known || c.Organisers || call.Name != command || number != strconv.FormatInt(int64(call.Event), 10)) {
			t.Errorf("Pressed(%q) = %+v", a, call)
		}
	}
}

// FuzzOrganise: whatever an organiser types, there is an answer of bounded
// length that is not a fault, and what the configuration declares stays.
func FuzzOrganise(f *testing.F) {
	o := newOffice(f)
	for _, line := range []string{
		"follow \x00", "follow gophers", "remind 99999 weeks before at 24:00", "remind " + strings.Repeat("1 hour before,", 40), "rules posts:reminder zone:../../etc digest:\"TZ=\"",
		"rules quiet:22:00-22:00", "rules digest:@every 1s", "plan 999999999999999999999", "sources add https://rivertown.example/%zz x", "sources remove javascript:alert(1)",
		"sources add http://[::1", "pause x", "unfollow kites", "retract", "meetupbot meetupbot follow",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		for _, place := range []string{"lounge", "library"} {
			req := o.asked("2017-09-20T12:00:00+01:00 organiser in " + place + ": ")
			req.Line = line
			switch reply := o.router.Answer(t.Context(), req).(type) {
			case nil:
				t.Fatalf("%q has no answer", line)
			case bot.Notice:
				if strings.Contains(reply.Text, "Something went wrong") {
					t.Fatalf("%q is answered with a fault: %s", line, o.log.String())
				}
				if bot.Length(reply.Text) > 2000 {
					t.Errorf("%q is answered with %d characters", line, bot.Length(reply.Text))
				}
			case bot.Rules:
				if place == "library" && !cmp.Equal(reply.Channel, declaredRoom) {
					t.Errorf("%q changed what is declared: %+v", line, reply.Channel)
				}
			}
		}
	})
}
