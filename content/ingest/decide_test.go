package ingest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

// An office is a folder whose organisers decide.
type office struct {
	*folder
	im    *ingest.Importer
	group content.Group
	now   time.Time
}

func newOffice(t *testing.T) *office {
	f := newFolder(t)
	return &office{folder: f, im: &ingest.Importer{Store: f.db}, group: group, now: now}
}

// read imports the folder.
func (o *office) read() *ingest.Report {
	o.t.Helper()
	report, err := o.im.Import(o.t.Context(), o.group, ingest.Source{Name: "posts", Location: o.dir}, o.now)
	if err != nil {
		o.t.Fatal(err)
	}
	return report
}

func (o *office) decide(d content.Decision) content.Event {
	o.t.Helper()
	d.By = "slack:U012"
	e, err := o.im.Decide(o.t.Context(), o.group, d, o.now)
	if err != nil {
		o.t.Fatalf("%+v: %v", d, err)
	}
	return e
}

func (o *office) correct(id content.EventID, field, value string) content.Event {
	o.t.Helper()
	return o.decide(content.Decision{Event: id, Verdict: content.Correct, Field: field, Value: value})
}

func (o *office) approve(id content.EventID) content.Event {
	o.t.Helper()
	return o.decide(content.Decision{Event: id, Verdict: content.Approve})
}

// only returns the one kept event, as organisers look at it.
func (o *office) only() content.Event {
	o.t.Helper()
	events := o.events()
	if len(events) != 1 {
		o.t.Fatalf("%d events are kept, want one", len(events))
	}
	return o.told(events[0].ID)
}

func (o *office) told(id content.EventID) content.Event {
	o.t.Helper()
	events, err := o.db.Events(o.t.Context(), content.EventQuery{ID: id, Told: true})
	if err != nil || len(events) != 1 {
		o.t.Fatalf("event %d: %v, %v", id, events, err)
	}
	e := events[0]
	if e.Evidence, err = o.db.Evidence(o.t.Context(), id); err != nil {
		o.t.Fatal(err)
	}
	return e
}

// doubts are the questions about an event, a line each.
func doubts(e content.Event) string {
	var out []string
	for _, d := range e.Doubts {
		out = append(out, d.String())
	}
	return strings.Join(out, "\n")
}

func wantDoubts(t *testing.T, e content.Event, parts ...string) {
	t.Helper()
	got := doubts(e)
	if len(parts) == 0 && got != "" {
		t.Errorf("%q is in doubt: %s", e.Title, got)
	}
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("the doubts about %q do not say %q:\n%s", e.Title, part, got)
		}
	}
}

func TestCorrectionOutlastsImports(t *testing.T) {
	o := newOffice(t)
	tell := func(title, day string) {
		o.write("a.md", post(title, day, "Queues that never lie", "Mira Okafor"))
	}
	tell("Autumn meetup", "Tuesday 26 September 2017")
	o.read()
	id := o.only().ID
	check := func(why string, e content.Event, day content.Date, asks ...string) {
		t.Helper()
		if e.ID != id || e.Date != day {
			t.Errorf("%s: event %d on %s, want %d on %s", why, e.ID, e.Date, id, day)
		}
		wantDoubts(t, e, asks...)
		if len(e.Decisions) == 0 {
			return
		}
		var said []string
		for _, ev := range e.Evidence {
			if ev.Field == "date" {
				said = append(said, ev.String())
			}
		}
		wantIn(t, strings.Join(said, "\n"), `"2017-09-27" (corrected by an organiser, slack:U012, on 2017-09-21)`, "a.md:")
	}
	check("corrected", o.correct(id, "date", "2017-09-27"), "2017-09-27")
	check("kept", o.only(), "2017-09-27")
	o.read()
	check("read again", o.only(), "2017-09-27")
	o.im = &ingest.Importer{Store: o.db}
	o.read()
	check("read by another", o.only(), "2017-09-27")
	tell("Autumn evening", "Tuesday 26 September 2017")
	o.read()
	check("with another change", o.only(), "2017-09-27")
	tell("Autumn evening", "Wednesday 27 September 2017")
	o.read()
	check("when the post agrees", o.only(), "2017-09-27")
	tell("Autumn evening", "Thursday 28 September 2017")
	for range 2 {
		o.read()
		check("when the post says a third day", o.only(), "2017-09-27", "Is the date 2017-09-27, as an organiser said, or 2017-09-28, as is read by now?", "a.md:")
	}
	check("decided once more", o.correct(id, "date", "2017-09-27"), "2017-09-27")
	o.read()
	check("after that", o.only(), "2017-09-27")
	last := o.only().Decisions
	e, err := o.im.Undo(t.Context(), o.group, last[len(last)-1].ID, o.now)
	if err != nil {
		t.Fatal(err)
	}
	check("with the last word taken back", e, "2017-09-27", "or 2017-09-28")
	if e, err = o.im.Undo(t.Context(), o.group, last[0].ID, o.now); err != nil {
		t.Fatal(err)
	}
	check("with both taken back", e, "2017-09-28")
	if got := o.only(); len(got.Decisions)+len(got.Tellings) > 0 {
		t.Errorf("nothing is decided, but kept are %v and %d tellings", got.Decisions, len(got.Tellings))
	}
	if _, err := o.im.Undo(t.Context(), o.group, last[0].ID, o.now); !isRefused(err) {
		t.Errorf("taken back twice: %v", err)
	}
}

func isRefused(err error) bool {
	_, ok := errors.AsType[content.Refused](err)
	return ok
}

// An event that a correction moved is the same when its post, as it was, turns
// up elsewhere; and when another post tells of the corrected day.
func TestCorrectedEventIsFoundAgain(t *testing.T) {
	o := newOffice(t)
	text := post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor")
	o.write("a.md", text)
	o.read()
	id := o.only().ID
	o.correct(id, "date", "2017-10-03")
	o.remove("a.md")
	o.write("2017/autumn.md", text)
	o.read()
	if e := o.only(); e.ID != id || e.Date != "2017-10-03" || e.Origin.Path != "2017/autumn.md" {
		t.Errorf("the renamed post is event %d on %s, %+v", e.ID, e.Date, e.Origin)
	}
	o.remove("2017/autumn.md")
	o.write("moved.md", post("Autumn meetup", "Tuesday 3 October 2017", "Queues that never lie", "Mira Okafor"))
	o.read()
	if e := o.only(); e.ID != id || e.Gone {
		t.Errorf("the post about the corrected day is event %d, gone %v, want %d", e.ID, e.Gone, id)
	}
}

func TestCorrections(t *testing.T) {
	o := newOffice(t)
	o.write("a.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	o.read()
	id := o.only().ID
	for _, c := range []struct{ field, value, want string }{
		{"start", "9:30", "09:30"}, {"end", "24:00", "24:00"}, {"end", "", ""}, {"end_date", "2017-09-27", "2017-09-27"}, {"end_date", "2017-09-26", ""},
		{"zone", "Europe/Paris", "Europe/Paris"}, {"title", " Autumn \u202e evening ", "Autumn evening"}, {"status", "Cancelled", "cancelled"},
		{"venue", "The New Mill, 4 Mill Lane, Rivertown", "The New Mill, 4 Mill Lane, Rivertown"}, {"venue", "", ""}, {"date", "2017-09-28", "2017-09-28"},
	} {
		e := o.correct(id, c.field, c.value)
		o.read()
		for _, e := range []content.Event{e, o.only()} {
			if got := e.Field(c.field); got != c.want {
				t.Errorf("%s corrected to %q is %q, want %q", c.field, c.value, got, c.want)
			}
			wantDoubts(t, e)
		}
	}
	before := o.only()
	for _, c := range []struct{ field, value, want string }{
		{"date", "2017-09-31", "no day of the calendar"}, {"date", "2017-09", "no day of the calendar"}, {"date", "", "no day"}, {"date", "next Tuesday", "2026-09-24"},
		{"end_date", "2017-09-27", "the first is 2017-09-28"}, {"start", "25:00", "no time of day"}, {"start", "24:00", "Nothing starts"},
		{"zone", "Local", "no time zone"}, {"zone", "", "no time zone"}, {"zone", "CEST", "no time zone"}, {"zone", "Berlin", "did you mean Europe/Berlin?"}, {"title", " ", "needs a title"}, {"title", strings.Repeat("x", 251), "too long"},
		{"status", "over", "no status"}, {"talks", "x", "cannot be corrected"}, {"", "", "cannot be corrected"},
	} {
		_, err := o.im.Decide(t.Context(), o.group, content.Decision{Event: id, Verdict: content.Correct, Field: c.field, Value: c.value, By: "x"}, now)
		if !isRefused(err) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s corrected to %q: %v, want it refused: %s", c.field, c.value, err, c.want)
		}
	}
	o.correct(id, "zone", "Pacific/Apia")
	if _, err := o.im.Decide(t.Context(), o.group, content.Decision{Event: id, Verdict: content.Correct, Field: "date", Value: "2011-12-30", By: "x"}, now); !isRefused(err) {
		t.Errorf("a day that the calendar skipped: %v", err)
	}
	if _, err := o.im.Decide(t.Context(), o.group, content.Decision{Event: id + 1, Verdict: content.Hold, By: "x"}, now); !isRefused(err) {
		t.Errorf("a decision on no event: %v", err)
	}
	if after := o.only(); len(after.Decisions) != len(before.Decisions)+1 {
		t.Errorf("%d decisions are kept, want %d", len(after.Decisions), len(before.Decisions)+1)
	}
}

func TestHoldAndApprove(t *testing.T) {
	o := newOffice(t)
	tell := func(day, venue string) {
		o.write("a.md", strings.ReplaceAll(post("Autumn meetup", day, "Queues that never lie", "Mira Okafor"), "Old Mill", venue))
		o.read()
	}
	held := func(why string, want bool, asks ...string) {
		t.Helper()
		e := o.only()
		if _, got := e.Held(); got != want {
			t.Errorf("%s: held is %v, want %v", why, got, want)
		}
		wantDoubts(t, e, asks...)
	}
	tell("Tuesday 26 September 2017", "Old Mill")
	id := o.only().ID
	held("at first", false)
	o.decide(content.Decision{Event: id, Verdict: content.Hold})
	held("held", true, "An organiser held this back", "slack:U012")
	tell("Tuesday 26 September 2017", "New Mill")
	held("held and read again", true, "An organiser held this back")
	o.approve(id)
	held("approved", false)
	tell("Tuesday 26 September 2017", "Newer Mill")
	held("approved, and at another place", false)
	tell("Wednesday 27 September 2017", "Newer Mill")
	held("approved, and on another day", true, "An organiser held this back")
	o.approve(id)
	o.correct(id, "start", "19:00")
	held("approved and then corrected", false)
	o.decide(content.Decision{Event: id, Verdict: content.Hold})
	held("held again", true, "An organiser held this back")
}

func TestApprovalAnswersTheDoubtsThereWere(t *testing.T) {
	o := newOffice(t)
	tell := func(zone string) {
		o.write("a.md", strings.Replace(post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"), "title =", "timezone = "+zone+"\ntitle =", 1))
		o.read()
	}
	tell(`"Europe/Paris"`)
	e := o.only()
	wantDoubts(t, e, "Is the event in the zone Europe/Paris or in Europe/London?")
	wantDoubts(t, o.approve(e.ID))
	o.read()
	wantDoubts(t, o.only())
	tell(`"Europe/Berlin"`)
	wantDoubts(t, o.only(), "Is the event in the zone Europe/Berlin")
	o.write("a.md", "+++\ntitle = \"Autumn meetup\"\ndate = \"2017-09-01T10:00:00+01:00\"\n+++\n\nWe meet one day at The Old Mill.\n\n- 19:00 - 19:40 : Queues that never lie - Mira Okafor\n")
	o.read()
	_, err := o.im.Decide(t.Context(), o.group, content.Decision{Event: e.ID, Verdict: content.Approve, By: "x"}, now)
	if e := o.only(); e.Date == "" && !isRefused(err) {
		t.Errorf("approved without a day: %v", err)
	}
}

// With trust in nobody but organisers, what is to come waits for a word.
func TestGroupsThatReview(t *testing.T) {
	o := newOffice(t)
	o.write("a.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	o.write("b.md", post("Summer meetup", "Tuesday 27 June 2017", "Small compilers", "Agnes Thorne"))
	o.read()
	held := func(want ...string) {
		t.Helper()
		waiting, err := o.db.Events(t.Context(), content.EventQuery{Held: true, After: now})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range waiting {
			got = append(got, e.Title+": "+doubts(e))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("waiting are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	held()
	o.group.Review = true
	o.read() // though nothing else changed
	held("Autumn meetup: Shall this be posted?")
	o.approve(o.event("Autumn meetup").ID)
	held()
	o.write("a.md", post("Autumn meetup", "Wednesday 27 September 2017", "Queues that never lie", "Mira Okafor"))
	o.read()
	held(`Autumn meetup: This was approved as 2017-09-26 18:30 Europe/London, and is 2017-09-27 18:30 Europe/London now. Shall it be posted? [approved from "approved" (approved by an organiser, slack:U012, on 2017-09-21)]`)
	o.group.Review = false
	o.read()
	held()
}

// One answer serves all documents of a source that name the zone in that way.
func TestAnswerServesTheSource(t *testing.T) {
	o := newOffice(t)
	tell := func(name, title, day, talk string) {
		text := post(title, day, talk, "Mira Okafor")
		o.write(name, strings.Replace(text, "title =", "timezone = \"Rivertown\"\ntitle =", 1))
	}
	tell("a.md", "Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie")
	tell("b.md", "Winter meetup", "Tuesday 28 November 2017", "Small compilers")
	o.read()
	a, b := o.event("Autumn meetup"), o.event("Winter meetup")
	wantDoubts(t, b, `Which time zone is "Rivertown"?`)
	wantDoubts(t, o.correct(a.ID, "zone", "Europe/Dublin"))
	tell("c.md", "Spring meetup", "Tuesday 27 March 2018", "Quiet machines")
	o.read()
	for _, title := range []string{"Winter meetup", "Spring meetup"} {
		e := o.told(o.event(title).ID)
		wantDoubts(t, e)
		if e.Zone != "Europe/Dublin" {
			t.Errorf("%s is in %s", title, e.Zone)
		}
		wantIn(t, fmt.Sprint(e.Evidence), `"Rivertown" (as an organiser answered for "Autumn meetup" on 2017-09-21)`)
	}
	// the answer taken back, all of them are asked about again
	if _, err := o.im.Undo(t.Context(), o.group, o.told(a.ID).Decisions[0].ID, o.now); err != nil {
		t.Fatal(err)
	}
	for _, e := range o.events() {
		wantDoubts(t, e, `Which time zone is "Rivertown"?`)
	}
	if lines := strings.Join(o.read().Lines, "\n"); strings.Contains(lines, "changed") {
		t.Errorf("nothing changed since, but the report says:\n%s", lines)
	}
}

// The same question in another document is answered by the reading that was
// chosen, whatever its value.
func TestAnswerByTheWayOfReading(t *testing.T) {
	o := newOffice(t)
	ask := func(path string, days ...content.Date) content.Event {
		e := content.Event{Group: group.Name, Title: path, Date: days[0], Zone: group.Zone, Status: content.Scheduled, Origin: content.Origin{Source: "posts", Path: path}}
		q := content.Doubt{Field: "date", Kind: "file name or front matter", Question: "Which day is it?"}
		for i, day := range days {
			q.Readings = append(q.Readings, content.Evidence{Field: "date", Value: string(day), Path: path, Line: i, Text: string(day), Rule: "as written", Way: []string{"front matter", "file name", "file name"}[i]})
		}
		e.Evidence = q.Readings[:1]
		e.Doubts = []content.Doubt{q}
		return e
	}
	other := ask("e.md", "2017-09-01", "2017-09-05")
	other.Doubts[0].Kind = "another question"
	ids, err := o.db.Import(t.Context(), content.Import{Group: group, At: now, Source: content.SourceRecord{Name: "posts", Group: group.Name, Imported: now}, Events: []content.Event{
		ask("a.md", "2017-09-01", "2017-09-26"), ask("b.md", "2017-10-01", "2017-10-24"), ask("c.md", "2017-11-01"), ask("d.md", "2017-12-01", "2017-12-05", "2017-12-06"), other,
	}})
	if err != nil {
		t.Fatal(err)
	}
	o.correct(ids[0], "date", "2017-09-26")
	for i, want := range []content.Date{"2017-09-26", "2017-10-24", "2017-11-01", "2017-12-01", "2017-09-01"} {
		e := o.told(ids[i])
		if e.Date != want || (len(e.Doubts) == 0) != (i < 2) {
			t.Errorf("%s is on %s with %d doubts, want it on %s", e.Title, e.Date, len(e.Doubts), want)
		}
	}
	if e := o.told(ids[1]); !strings.Contains(fmt.Sprint(e.Evidence[0]), `b.md:1: "2017-10-24" (as an organiser answered for "a.md" on 2017-09-21)`) {
		t.Errorf("the first evidence is %v", e.Evidence[0])
	}
	// the later answer counts
	o.correct(ids[0], "date", "2017-09-01")
	if e := o.told(ids[1]); e.Date != "2017-10-01" {
		t.Errorf("after the second answer it is on %s", e.Date)
	}
}

// TestDecidedTwice: what is said once more is one decision, unless it answers
// what is asked by then.
func TestDecidedTwice(t *testing.T) {
	o := newOffice(t)
	o.write("a.md", "---\ntitle: Weir walk\n---\nWe meet on 05/12/2017 at 19:00 in the Old Mill, Rivertown.\n\n## Talks\n- Sluices for all - Mira Okafor\n")
	o.read()
	id := o.only().ID
	for _, say := range []func() content.Event{
		func() content.Event { return o.correct(id, "date", "2017-12-05") },
		func() content.Event { return o.decide(content.Decision{Event: id, Verdict: content.Hold}) },
		func() content.Event { return o.approve(id) },
		func() content.Event { return o.decide(content.Decision{Event: id, Verdict: content.Hold}) },
	} {
		before := len(o.only().Decisions)
		first, again := say(), say()
		if len(first.Decisions) != before+1 || len(again.Decisions) != before+1 || len(again.Evidence) != len(first.Evidence) {
			t.Errorf("said twice there are %d decisions, after %d: %+v", len(again.Decisions), before, again.Decisions)
		}
	}
}
