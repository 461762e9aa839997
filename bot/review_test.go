package bot_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"meetupbot/bot"
	"meetupbot/content"
)

// press asks what a button of that ID asks, as who in the attic.
func (o *office) press(t *testing.T, who, id string) bot.Reply {
	t.Helper()
	call, ok := bot.Pressed(id)
	if !ok {
		t.Fatalf("there is no button %q", id)
	}
	req := o.asked("2017-09-20T12:00:00+01:00 " + who + " in attic: ")
	req.Call = call
	return o.router.Answer(t.Context(), req)
}

func button(t *testing.T, r bot.Reviewed, label string) string {
	t.Helper()
	for _, b := range r.Buttons() {
		if b.Label == label {
			return b.ID
		}
	}
	t.Fatalf("no button says %q: %v", label, r.Buttons())
	return ""
}

// TestReviewByButtons: a reading is chosen, the meetup held back, approved, and
// all of it taken back, each at one press.
func TestReviewByButtons(t *testing.T) {
	o := newOffice(t)
	ids := o.doubted(t)
	r, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 oona in attic: review")).(bot.Review)
	if !ok || r.Asked[0].ID != ids[0] {
		t.Fatalf("what waits is %+v", r)
	}
	if rows := r.Rows(); !strings.HasPrefix(rows[0][0].Label, r.Asked[0].Number()+": ") {
		t.Errorf("one button of several meetups says %q, want its number first", rows[0][0].Label)
	}

	chosen := button(t, r.Asked[0], "Friday 13 October 2017")
	if refused, ok := o.press(t, "member", chosen).(bot.Notice); !ok || !strings.Contains(refused.Text, "Only organisers") {
		t.Errorf("a member who presses hears %+v", refused)
	}
	if elsewhere, ok := o.press(t, "organiser", chosen).(bot.Notice); !ok || !strings.Contains(elsewhere.Text, "not known here") {
		t.Errorf("an organiser of another group's places hears %+v", elsewhere)
	}
	now := func(who, id string) bot.Reviewed {
		t.Helper()
		r, ok := o.press(t, who, id).(bot.Review)
		if !ok || len(r.Asked) != 1 || r.Said == "" {
			t.Fatalf("%s: %+v", id, r)
		}
		return r.Asked[0]
	}
	e := now("oona", chosen)
	if e.When.Date != "2017-10-13" || e.Held || len(e.Questions) > 0 || len(e.Decided) != 1 {
		t.Errorf("after the choice it is %+v", e)
	}
	if o.changes != 1 {
		t.Errorf("the runner was told %d times, want once", o.changes)
	}
	undo := button(t, e, "Undo")
	e = now("oona", button(t, e, "Hold back"))
	if !e.Held {
		t.Error("it is not held back")
	}
	// the button of the choice is no longer the last decision's
	if stale, ok := o.press(t, "oona", undo).(bot.Notice); !ok || !strings.Contains(stale.Text, "taken back already") {
		t.Errorf("a stale button says %+v", stale)
	}
	e = now("oona", button(t, e, "Approve"))
	if e.Held || slices.ContainsFunc(e.Buttons(), func(b bot.Button) bool { return b.Label == "Approve" }) {
		t.Errorf("after the approval it is %+v", e)
	}
	for range 3 {
		e = now("oona", button(t, e, "Undo"))
	}
	if !e.Held || e.When.Date != "2017-10-12" || len(e.Decided) > 0 {
		t.Errorf("with all taken back it is %+v", e)
	}
}

// TestNoSuchReviewButton: an id from outside that no button has asks nothing.
func TestNoSuchReviewButton(t *testing.T) {
	for _, id := range []string{
		"review", "review:", "review:approve", "review:approve:", "review:approve:0", "review:approve:-1", "review:approve:012", "review:approve:1:2",
		"review:hold:x", "review:undo:1", "review:date:1", "review:speaker:1:Ada", "review:approve:99999999999999999999",
		"review:approve:1", "review:hold:1", "review:approve:1:0f3a771", "review:approve:1:0F3A771C", "review:approve:1:+f3a771c", "review:approve:1:x:0f3a771c",
		"review:date:1:0f3a771c", "review:date:1:2017-09-26", "review:hold:1:",
		"review:approve:0:0f3a771c", "review:approve:-1:0f3a771c", "review:approve:012:0f3a771c", "review:approve:x:0f3a771c", "review:approve::0f3a771c",
		"review:undo:0:7", "review:undo:x:7", "review:date:+1:2017-09-26:0f3a771c",
	} {
		if call, ok := bot.Pressed(id); ok {
			t.Errorf("%q asks %+v", id, call)
		}
	}
}

// TestButtonsFit: whatever was read, a button's id is short ASCII, and what is
// pressed is what it says.
func TestButtonsFit(t *testing.T) {
	asked := bot.Reviewed{Meetup: bot.Meetup{ID: 1 << 62}, Held: true, Ripe: true, Last: 1 << 62, Mark: "0f3a771c", Questions: []bot.Question{{
		Readings: []bot.Reading{
			{Value: "a", Field: "zone", Written: "America/Argentina/ComodRivadavia"},
			{Value: strings.Repeat("b", 200), Field: "date", Written: "2017-09-26"},
		},
	}}}
	labels := 0
	for _, b := range asked.Buttons() {
		if len(b.ID) > 64 || strings.ContainsFunc(b.ID, func(r rune) bool { return r > '~' }) {
			t.Errorf("the id %q is long or no ASCII", b.ID)
		}
		if _, ok := bot.Pressed(b.ID); !ok {
			t.Errorf("%q is no button", b.ID)
		}
		labels++
	}
	if labels < 2 {
		t.Errorf("%d buttons", labels)
	}
}

// TestWhyTellsWhatMattersFirst: what can be corrected and who talks come before
// a long programme, in people's words.
func TestWhyTellsWhatMattersFirst(t *testing.T) {
	o := newOffice(t)
	e := content.Event{Title: "Docs day", Date: "2017-11-07", Start: "09:00", Origin: content.Origin{Source: "posts/", Path: "docs-day.md"}}
	say := func(field, value string) {
		e.Evidence = append(e.Evidence, content.Evidence{Field: field, Value: value, Path: "docs-day.md", Line: len(e.Evidence) + 1, Text: value, Rule: "the text"})
	}
	for range 20 {
		say("agenda", "an entry")
	}
	for field, value := range map[string]string{"sponsor": "Lantern Works", "rsvp": "https://tickets.example/docs", "speaker": "Mira Okafor", "talk": "Docs that last", "date": "2017-11-07"} {
		say(field, value)
	}
	id := keep(t, o.db, gophers, []content.Event{e})[0]
	r, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 oona in attic: why "+strconv.FormatInt(int64(id), 10))).(bot.Reasons)
	if !ok {
		t.Fatalf("why says %+v", r)
	}
	var fields []string
	for _, read := range r.Read {
		fields = append(fields, read.Field)
	}
	want := []string{"Date", "Talk", "Speaker", "Sign-up", "Sponsor", "Agenda"}
	if len(fields) < len(want) || !slices.Equal(fields[:len(want)], want) {
		t.Errorf("read are %q, want first %q", fields, want)
	}
}
