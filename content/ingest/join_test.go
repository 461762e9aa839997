package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

// A desk is a group with several sources, each a folder.
type desk struct {
	*office
	names   []string
	folders map[string]*folder
}

func newDesk(t *testing.T, names ...string) *desk {
	d := &desk{office: newOffice(t), names: names, folders: map[string]*folder{}}
	for _, name := range names {
		d.folders[name] = &folder{t, t.TempDir(), d.db}
	}
	d.im = &ingest.Importer{Store: d.db, Declared: names}
	return d
}

// tell writes a document of a source, "calendar/september.md".
func (d *desk) tell(name, text string) {
	source, document, _ := strings.Cut(name, "/")
	d.folders[source].write(document, text)
}

// bring imports sources, or all in their order, and returns what is said of it.
func (d *desk) bring(names ...string) string {
	d.t.Helper()
	if len(names) == 0 {
		names = d.names
	}
	var lines []string
	for _, name := range names {
		report, err := d.im.Import(d.t.Context(), d.group, ingest.Source{Name: name, Location: d.folders[name].dir}, d.now)
		if err != nil {
			d.t.Fatal(err)
		}
		lines = append(lines, report.Lines...)
		lines = append(lines, name+": "+report.Summary())
	}
	return strings.Join(lines, "\n")
}

// calendar is an entry of a calendar.
func calendar(uid, title, start, place string) string {
	return vcalendar(vevent("UID:"+uid, "SUMMARY:"+title, "DTSTART;TZID=Europe/London:"+start, "LOCATION:"+place))
}

const (
	tuesday   = "Tuesday 26 September 2017"
	wednesday = "Wednesday 27 September 2017"
)

// An announcement and its entry in a calendar are one event, of which each says
// what the other does not.
func TestPostAndCalendarAreOneEvent(t *testing.T) {
	d := newDesk(t, "calendar", "posts")
	d.tell("calendar/1.ics", vcalendar(vevent("UID:1@example.org", "SUMMARY:Rivertown Gophers", "DTSTART;TZID=Europe/London:20170926T183000",
		"DTEND;TZID=Europe/London:20170926T213000", "LOCATION:The Old Mill", "URL:https://gophers.example/2017-09")))
	d.tell("posts/autumn.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	wantIn(t, d.bring(), "calendar: 1 new", "posts: 0 new, 1 changed")
	e := d.only()
	if e.Title != "Rivertown Gophers" || len(e.Talks) != 1 || e.End != "21:30" || e.Origin.URL != "https://gophers.example/2017-09" || len(e.Tellings) != 2 {
		t.Errorf("the event is %+v", e)
	}
	wantDoubts(t, e)
	said := map[string]bool{}
	for _, ev := range e.Evidence {
		said[ev.Field+" "+ev.Value+" "+ev.Source+"/"+ev.Path] = true
	}
	for _, want := range []string{"title Rivertown Gophers calendar/1.ics", "title Autumn meetup posts/autumn.md", "date 2017-09-26 calendar/1.ics", "date 2017-09-26 posts/autumn.md"} {
		if !said[want] {
			t.Errorf("no evidence says %s among %v", want, said)
		}
	}
	wantIn(t, d.bring(), "calendar: 0 new, 0 changed, 0 held, 0 gone, 1 unchanged", "posts: 0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
	// what one says later replaces what it said, and nothing else
	d.tell("posts/autumn.md", post("Autumn meetup", tuesday, "Queues that seldom lie", "Mira Okafor"))
	d.bring("posts")
	if e := d.only(); e.Title != "Rivertown Gophers" || e.Talks[0].Title != "Queues that seldom lie" || e.End != "21:30" {
		t.Errorf("after a change of the post it is %+v", e)
	}
	// without the post it is what the calendar says
	d.folders["posts"].remove("autumn.md")
	d.im.AcceptLoss = true
	wantIn(t, d.bring("posts"), "posts: 0 new, 1 changed, 0 held, 0 gone", `talk "Queues that seldom lie" dropped`)
	if got := d.only(); got.ID != e.ID || got.Gone || len(got.Talks) != 0 || len(got.Tellings) != 0 {
		t.Errorf("without the post it is %+v", got)
	}
	d.folders["calendar"].remove("1.ics")
	wantIn(t, d.bring("calendar"), "1 gone")
	if got := d.only(); !got.Gone {
		t.Error("it is not gone with the last that told of it")
	}
}

func TestConflictsAreAskedAbout(t *testing.T) {
	for name, c := range map[string]struct{ post, entry, want string }{
		"day": {post("Autumn meetup: queues", tuesday, "Queues that never lie", "Mira Okafor"), calendar("1", "Autumn meetup: queues", "20170927T183000", "The Old Mill"),
			"Is the event on 2017-09-26 (Tuesday), as posts/a.md says, or on 2017-09-27 (Wednesday), as calendar/1.ics says?"},
		"start": {post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"), calendar("1", "Autumn meetup", "20170926T181500", "The Old Mill"), "Does the event start at 18:30, as posts/a.md says, or at 18:15, as calendar/1.ics says? [18:30 from a.md:8"},
		"end": {post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"), vcalendar(vevent("UID:1", "SUMMARY:Autumn meetup",
			"DTSTART;TZID=Europe/London:20170926T183000", "DTEND;TZID=Europe/London:20170926T213000")), ""},
		// doors and the first talk are two things that begin
		"doors": {post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"), calendar("1", "Autumn meetup", "20170926T190000", "The Old Mill"), ""},
		"UTC": {post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"), vcalendar(vevent("UID:1", "SUMMARY:Autumn meetup",
			"DTSTART:20170926T173000Z")), ""},
		"zone": {post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"), vcalendar(vevent("UID:1", "SUMMARY:Autumn meetup",
			"DTSTART;TZID=Europe/Paris:20170926T183000")), "Is the event in the zone Europe/London, as posts/a.md says, or Europe/Paris, as calendar/1.ics says?"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, "posts", "calendar")
			d.tell("posts/a.md", c.post)
			d.tell("calendar/1.ics", c.entry)
			d.bring()
			e := d.only()
			if c.want == "" {
				wantDoubts(t, e)
				if e.Start != "18:30" || e.Zone != "Europe/London" {
					t.Errorf("it starts at %s in %s", e.Start, e.Zone)
				}
				return
			}
			wantDoubts(t, e, c.want)
			for _, q := range e.Doubts {
				if len(q.Readings) != 2 || q.Readings[0].Source != "posts" || q.Readings[1].Source != "calendar" {
					t.Errorf("the readings are %+v", q.Readings)
				}
			}
			// an organiser's word settles it
			field := e.Doubts[0].Field
			e = d.correct(e.ID, field, e.Doubts[0].Readings[1].Value)
			wantDoubts(t, e)
			d.bring()
			if got := d.only(); got.Field(field) != e.Field(field) || len(got.Doubts) > 0 {
				t.Errorf("after the answer it is %s, in doubt: %s", got.Field(field), doubts(got))
			}
		})
	}
}

// A day that one of two sources changes is asked about until both say it.
func TestMovedInOneSource(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/a.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	d.tell("calendar/1.ics", calendar("1", "Rivertown Gophers", "20170926T183000", "The Old Mill"))
	d.bring()
	id := d.only().ID
	d.tell("posts/a.md", post("Autumn meetup", wednesday, "Queues that never lie", "Mira Okafor"))
	for range 2 {
		d.bring()
		e := d.only()
		wantDoubts(t, e, "Is the event on 2017-09-27 (Wednesday), as posts/a.md says, or on 2017-09-26 (Tuesday), as calendar/1.ics says?")
		if e.ID != id {
			t.Errorf("the event is %d, was %d", e.ID, id)
		}
	}
	d.tell("calendar/1.ics", calendar("1", "Rivertown Gophers", "20170927T183000", "The Old Mill"))
	d.bring()
	if e := d.only(); e.ID != id || e.Date != "2017-09-27" || len(e.Doubts) > 0 {
		t.Errorf("with both it is event %d on %s, in doubt: %s", e.ID, e.Date, doubts(e))
	}
}

// Who says that a meetup was moved or called off knows what others said before.
func TestNewsOverrulesWhatItIsAbout(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("calendar/1.ics", calendar("1", "Queues that never lie", "20170926T183000", "The Old Mill"))
	d.tell("posts/b.md", "---\ntitle: \"Queues that never lie: moved\"\ndate: 2017-09-20\n---\n\nOur meetup was moved to Wednesday 27 September 2017 at 18:30.\n")
	d.bring()
	if e := d.only(); e.Date != "2017-09-27" || len(e.Doubts) > 0 || len(e.Tellings) != 2 {
		t.Errorf("it was moved to %s, in doubt: %s, %d tellings", e.Date, doubts(e), len(e.Tellings))
	}
	d.tell("posts/b.md", "---\ntitle: \"Queues that never lie: cancelled\"\ndate: 2017-09-20\n---\n\nThe meetup on Tuesday 26 September 2017 is cancelled.\n")
	d.bring()
	if e := d.only(); e.Status != content.Cancelled || len(e.Doubts) > 0 {
		t.Errorf("it is %s, in doubt: %s", e.Status, doubts(e))
	}
}

// Two kept events that turn out to be one go on as one, and part again as two.
func TestMergeAndSplit(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	tell := func(day string) {
		d.tell("posts/a.md", post("Autumn meetup", day, "Queues that never lie", "Mira Okafor"))
	}
	d.tell("calendar/1.ics", calendar("1", "Rivertown Gophers", "20171003T183000", "The Old Mill"))
	tell(tuesday)
	d.bring()
	if got := len(d.events()); got != 2 {
		t.Fatalf("%d events, want 2", got)
	}
	first, second := d.event("Autumn meetup").ID, d.event("Rivertown Gophers").ID
	d.decide(content.Decision{Event: second, Verdict: content.Hold})
	tell("Tuesday 3 October 2017")
	wantIn(t, d.bring("posts"), `one event: 2017-10-03 "Rivertown Gophers" (1.ics) and 2017-09-26 "Autumn meetup" (a.md) are the same`)
	e := d.told(first)
	if e.Gone || len(e.Tellings) != 2 || len(e.Decisions) != 1 || !d.told(second).Gone {
		t.Errorf("the event is %+v, the other one gone: %v", e, d.told(second).Gone)
	}
	wantDoubts(t, e, "An organiser held this back")
	// the calendar's is another meetup after all; people were told of 3 October
	d.tell("calendar/1.ics", calendar("1", "Open table for cooks", "20171003T103000", "The Swan"))
	d.bring("calendar")
	if e := d.told(first); e.Gone || e.Title != "Autumn meetup" || len(e.Tellings) != 1 {
		t.Errorf("the first is %+v", e)
	}
	if got := d.event("Open table for cooks"); got.ID == first || got.Gone {
		t.Errorf("the second is %+v", got)
	}
	wantIn(t, d.bring(), "posts: 0 new, 0 changed, 1 held, 0 gone, 0 unchanged", "calendar: 0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
}

// A correction may show that two events are one.
func TestCorrectionMerges(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/a.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	d.tell("calendar/1.ics", calendar("1", "Rivertown Gophers", "20170927T183000", "The Old Mill"))
	d.bring()
	second := d.onDay("2017-09-27").ID
	e := d.correct(d.onDay("2017-09-26").ID, "date", "2017-09-27")
	if len(e.Tellings) != 2 || len(e.Decisions) != 1 || e.Date != "2017-09-27" || len(e.Doubts) > 0 {
		t.Errorf("after the correction it is %+v", e)
	}
	wantIn(t, d.bring(), "posts: 0 new, 0 changed, 0 held, 0 gone, 1 unchanged", "calendar: 0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
	e, err := d.im.Undo(t.Context(), d.group, e.Decisions[0].ID, d.now)
	if err != nil {
		t.Fatal(err)
	}
	if e.Date != "2017-09-26" || e.Title != "Autumn meetup" || len(e.Tellings)+len(e.Doubts) > 0 {
		t.Errorf("without it: %+v", e)
	}
	if got := d.onDay("2017-09-27"); got.Gone || got.ID != second {
		t.Errorf("the other one is %+v, want event %d again", got, second)
	}
}

// A listing of many, and the page of one of them.
func TestListingAndPage(t *testing.T) {
	d := newDesk(t, "site")
	d.tell("site/events.yml", "- title: Queues that never lie\n  date: 2017-09-26\n  time: \"18:30\"\n  speaker: Mira Okafor\n- title: Small compilers\n  date: 2017-10-24\n  time: \"18:30\"\n  speaker: Agnes Thorne\n")
	d.tell("site/autumn.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	d.bring()
	if got := len(d.events()); got != 2 {
		t.Fatalf("%d events, want 2: %+v", got, d.events())
	}
	if e := d.onDay("2017-09-26"); e.Title != "Autumn meetup" || e.Origin.Path != "autumn.md" {
		t.Errorf("the event is called %q, of %s", e.Title, e.Origin.Path)
	}
}

// Bare entries of a day belong to the meetup of that day, one to each.
func TestBareEntriesOfADay(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/a.md", post("Compiler workshop", tuesday, "Small compilers", "Agnes Thorne"))
	d.tell("posts/b.md", strings.NewReplacer("18:30", "14:30", "19:00", "15:00", "19:40", "15:40").Replace(post("Queue tea", tuesday, "Queues that never lie", "Mira Okafor")))
	d.tell("calendar/all.ics", vcalendar(
		vevent("UID:1", "SUMMARY:Rivertown Gophers", "DTSTART;TZID=Europe/London:20170926T143000"),
		vevent("UID:2", "SUMMARY:Rivertown Gophers", "DTSTART;TZID=Europe/London:20170926T183000")))
	d.bring()
	var got []string
	for _, e := range d.events() {
		got = append(got, fmt.Sprintf("%s %s %s", e.Title, e.Start, e.Origin.UID))
	}
	want := []string{"Queue tea 14:30 1", "Compiler workshop 18:30 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// The group's own page, which all posts name, makes no one event of them.
func TestGroupsPageJoinsNothing(t *testing.T) {
	d := newDesk(t, "posts", "more")
	page := func(day string) string {
		return "---\ntitle: Rivertown Gophers\nevent_url: https://meet.example/gophers\n---\n\nWe meet on " + day + " at 18:45.\n"
	}
	d.tell("posts/a.md", page(tuesday))
	d.tell("posts/b.md", page("Tuesday 3 October 2017"))
	d.tell("more/c.md", page("Tuesday 10 October 2017"))
	d.bring()
	if got := len(d.events()); got != 3 {
		t.Errorf("%d events, want 3", got)
	}
}

// A copied id is an error that names both documents, whatever its capitals and
// however its letters are composed; what was read before stays.
func TestOneIDTwice(t *testing.T) {
	o := newOffice(t)
	tell := func(name, id, day string) {
		o.write(name, fmt.Sprintf("---\ntitle: Meetup of %s\nuid: %q\n---\n\nWe meet on %s at 18:45.\n", day, id, day))
	}
	tell("a.md", "Café-1", tuesday)
	o.read()
	before := o.only()
	tell("b.md", "CAFE\u0301-1", "Tuesday 24 October 2017")
	for range 2 {
		report := o.read()
		wantIn(t, strings.Join(report.Lines, "\n"), `a.md: its id "Café-1" is also that of another event, in b.md; give each event an id of its own`, "b.md: its id")
		if report.Broken != 2 || report.Summary() != "0 new, 0 changed, 1 held, 0 gone, 0 unchanged" {
			t.Errorf("%d broken, %s", report.Broken, report.Summary())
		}
		if diff := cmp.Diff(before, o.only()); diff != "" {
			t.Errorf("what was read before changed:\n%s", diff)
		}
	}
	tell("b.md", "cafe-2", "Tuesday 24 October 2017")
	if report := o.read(); report.Broken != 0 || report.New != 1 || report.Unchanged != 1 {
		t.Errorf("with an id of its own: %d broken, %s", report.Broken, report.Summary())
	}
	// a recap that says which meetup it is about
	o.write("c.md", "---\ntitle: What we heard\nuid: cafe-2\ndate: 2017-10-30\n---\n\nWe met on Tuesday 24 October 2017.\n\n* Mira Okafor gave a talk on [\"Queues that never lie\"](https://videos.example/queues).\n")
	if report := o.read(); report.Broken != 0 || report.Summary() != "0 new, 1 changed, 0 held, 0 gone, 1 unchanged" {
		t.Errorf("with its recap: %d broken, %s\n%s", report.Broken, report.Summary(), strings.Join(report.Lines, "\n"))
	}
}

// A source that is dropped takes along what it told, and what it alone told of.
func TestRetireLeavesWhatOthersTell(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/a.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	d.tell("calendar/1.ics", calendar("1", "Rivertown Gophers", "20170926T183000", "The Old Mill"))
	d.tell("calendar/2.ics", calendar("2", "Open table for cooks", "20171003T103000", "The Swan"))
	d.bring()
	id := d.event("Autumn meetup").ID
	d.im.Declared = []string{"posts"}
	report, err := d.im.Retire(t.Context(), content.SourceRecord{Name: "calendar", Group: "gophers"}, d.group, d.now)
	if err != nil || report.Gone != 1 {
		t.Errorf("Retire: %+v, %v", report, err)
	}
	e := d.told(id)
	if e.Gone || len(e.Tellings) != 0 || !d.event("Open table for cooks").Gone {
		t.Errorf("what the posts tell of is %+v", e)
	}
	if src, err := d.db.Source(t.Context(), "calendar"); err != nil || !src.Imported.IsZero() {
		t.Errorf("the dropped source is kept: %+v, %v", src, err)
	}
}

// Two calendars of two series that meet on one evening now and then tell of two
// meetups; two of one series tell of one each time.
func TestCalendarsOfTwoSeries(t *testing.T) {
	days := func(prefix string, days ...string) string {
		var entries []string
		for i, day := range days {
			entries = append(entries, vevent(fmt.Sprintf("UID:%s%d", prefix, i), "SUMMARY:Rivertown Gophers", "DTSTART;TZID=Europe/London:"+day+"T183000"))
		}
		return vcalendar(entries...)
	}
	for want, other := range map[int][]string{
		8: {"20170912", "20171010", "20171114", "20171212"},
		4: {"20170905", "20171010", "20171107", "20171205"},
	} {
		d := newDesk(t, "north", "south")
		d.tell("north/a.ics", days("n", "20170905", "20171010", "20171107", "20171205"))
		d.tell("south/b.ics", days("s", other...))
		d.bring()
		if got := len(d.events()); got != want {
			t.Errorf("%d events, want %d: one for each evening of a series", got, want)
		}
	}
}

// What says hardly anything of a day does not make one meetup of two that do.
func TestBareEntryIsNoBridge(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/a.md", post("Compiler workshop", tuesday, "Small compilers", "Agnes Thorne"))
	d.tell("posts/b.md", strings.ReplaceAll(post("Queue night", tuesday, "Queues that never lie", "Mira Okafor"), "Old Mill, 3 Mill Lane", "Swan"))
	d.tell("calendar/1.ics", vcalendar(vevent("UID:1", "SUMMARY:Rivertown Gophers", "DTSTART;TZID=Europe/London:20170926T183000")))
	d.bring()
	if got := d.events(); len(got) != 2 || got[0].Title == got[1].Title {
		t.Errorf("events: %+v, want both posts'", got)
	}
}

// Two files of one conference's schedule, one of which ends before the other.
func TestWorkshopsEndBeforeTheConference(t *testing.T) {
	d := newDesk(t, "site")
	schedule := func(days ...string) string {
		var b strings.Builder
		b.WriteString("<?xml version=\"1.0\"?>\n<schedule><conference><title>Rivertown Gophers Conference</title></conference>\n")
		for i, day := range days {
			fmt.Fprintf(&b, "<day index=\"%d\" date=\"%s\"><room name=\"Hall\"><event id=\"%d%s\"><start>10:00</start><duration>00:30</duration><title>Talk %s number %d</title></event></room></day>\n", i+1, day, i, day[8:], days[len(days)-1], i)
		}
		b.WriteString("</schedule>\n")
		return b.String()
	}
	d.tell("site/schedule.xml", schedule("2017-09-26", "2017-09-27", "2017-09-28"))
	d.tell("site/workshops.xml", schedule("2017-09-26", "2017-09-27"))
	d.bring()
	if e := d.only(); e.EndDate != "2017-09-28" || len(e.Doubts) > 0 || len(e.Agenda) != 5 || e.Agenda[1].Date != "2017-09-26" {
		t.Errorf("it lasts until %s, in doubt: %s, its agenda is %v", e.EndDate, doubts(e), e.Agenda)
	}
}

// A meetup that was called off is not brought back by a source that knows of
// nothing, however often it is read, nor by the loss of the document that said
// so. An organiser's word brings it back.
func TestStaleSourceBringsNothingBack(t *testing.T) {
	for _, told := range []string{"calendar", "posts"} { // who else tells of it
		d := newDesk(t, "posts", "calendar")
		d.tell("posts/0.md", post("Spring meetup", "Tuesday 23 May 2017", "Ropes and queues", "Agnes Thorne"))
		if told == "calendar" {
			d.tell("calendar/1.ics", calendar("1", "Queues that never lie", "20170926T183000", "The Old Mill"))
		} else {
			d.tell("posts/a.md", post("Queues that never lie", tuesday, "Queues that never lie", "Mira Okafor"))
		}
		autumn := func() content.Event {
			t.Helper()
			for _, e := range d.events() {
				if e.Date == "2017-09-26" {
					return e
				}
			}
			t.Fatal("the event is not kept")
			return content.Event{}
		}
		d.bring()
		id := autumn().ID
		d.tell("posts/b.md", "---\ntitle: \"Queues that never lie: cancelled\"\ndate: 2017-09-20\n---\n\nThe meetup on Tuesday 26 September 2017 is cancelled.\n")
		d.bring()
		off := func(when string) {
			t.Helper()
			if e := autumn(); e.ID != id || e.Status != content.Cancelled || e.Gone {
				t.Errorf("told by %s, %s: event %d is %s, gone %v; want %d cancelled", told, when, e.ID, e.Status, e.Gone, id)
			}
		}
		off("with the news")
		if told == "calendar" { // it says a word more, and still knows of nothing
			d.tell("calendar/1.ics", calendar("1", "Queues that never lie", "20170926T183000", "The Old Mill, 3 Mill Lane"))
		}
		for range 3 {
			d.bring()
		}
		off("with a stale source")
		d.folders["posts"].remove("b.md")
		wantIn(t, d.bring(), "it stays cancelled, though b.md, which said so, is gone")
		off("without the news")
		d.bring()
		off("without the news, again")
		d.correct(id, "status", "scheduled")
		d.bring()
		if e := autumn(); e.Status != content.Scheduled || e.ID != id {
			t.Errorf("told by %s: after an organiser's word it is %s", told, e.Status)
		}
	}
}
