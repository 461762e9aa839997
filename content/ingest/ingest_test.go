package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/store"
)

var group = content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}

// A folder of posts with the store they are imported into.
type folder struct {
	t   *testing.T
	dir string
	db  *store.DB
}

func newFolder(t *testing.T) *folder {
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "test.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &folder{t, t.TempDir(), db}
}

func (f *folder) write(name, text string) {
	f.t.Helper()
	p := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) remove(names ...string) {
	f.t.Helper()
	for _, name := range names {
		if err := os.Remove(filepath.Join(f.dir, name)); err != nil {
			f.t.Fatal(err)
		}
	}
}

// now is the product time of the imports here, 21 September 2017.
var now = time.Unix(1506000000, 0)

func (f *folder) importer(acceptLoss bool) (*ingest.Report, error) {
	im := &ingest.Importer{Store: f.db, AcceptLoss: acceptLoss}
	return im.Import(f.t.Context(), group, ingest.Source{Name: "posts", Location: f.dir}, now)
}

// runAs imports the folder as a source of another name.
func (f *folder) runAs(name string, declared []string, want string) string {
	f.t.Helper()
	im := &ingest.Importer{Store: f.db, Declared: declared}
	report, err := im.Import(f.t.Context(), group, ingest.Source{Name: name, Location: f.dir}, now)
	if err != nil {
		f.t.Fatal(err)
	}
	if got := report.Summary(); got != want {
		f.t.Errorf("import of %s: %s, want %s\n%s", name, got, want, strings.Join(report.Lines, "\n"))
	}
	return strings.Join(report.Lines, "\n")
}

// run imports and compares the summary; it returns the report's lines.
func (f *folder) run(want string) string {
	f.t.Helper()
	report, err := f.importer(false)
	if err != nil {
		f.t.Fatal(err)
	}
	if got := report.Summary(); got != want {
		f.t.Errorf("import: %s, want %s\n%s", got, want, strings.Join(report.Lines, "\n"))
	}
	return strings.Join(report.Lines, "\n")
}

func (f *folder) events() []content.Event {
	f.t.Helper()
	events, err := f.db.Events(f.t.Context(), content.EventQuery{Gone: true})
	if err != nil {
		f.t.Fatal(err)
	}
	return events
}

// event returns the one kept event with a title.
func (f *folder) event(title string) content.Event {
	f.t.Helper()
	var found []content.Event
	for _, e := range f.events() {
		if e.Title == title {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		f.t.Fatalf("%d events are called %q, want one", len(found), title)
	}
	return found[0]
}

func wantIn(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("the report does not say %q:\n%s", part, text)
		}
	}
}

// post is an announcement of a meetup on a day written out, "Tuesday 26
// September 2017".
func post(title, day, talk, speaker string) string {
	return fmt.Sprintf(`+++
title = %q
date = "2017-09-01T10:00:00+01:00"
+++

We meet on %s at The Old Mill.

- 18:30 - 19:00 : Doors open
- 19:00 - 19:40 : %s - %s
- 19:40 - late : The Swan

## Venue

The Old Mill, 3 Mill Lane

## Tickets

[Sign up](https://tickets.example/events/%s)
`, title, day, talk, speaker, strings.ReplaceAll(strings.ToLower(talk), " ", "-"))
}

// four are four meetups in four posts.
func four(f *folder) {
	f.write("a.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	f.write("b.md", post("Winter meetup", "Tuesday 28 November 2017", "Small compilers", "Agnes Thorne"))
	f.write("c.md", post("Spring meetup", "Tuesday 27 March 2018", "Quiet machines", "Jonas Lindqvist"))
	f.write("d.md", post("Summer meetup", "Tuesday 26 June 2018", "Logs like letters", "Dana Petrescu"))
}

func TestImportTwiceChangesNothing(t *testing.T) {
	f := newFolder(t)
	four(f)
	wantIn(t, f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged"), `new: 2017-09-26 "Autumn meetup" (a.md)`)
	before := f.events()
	if lines := f.run("0 new, 0 changed, 0 held, 0 gone, 4 unchanged"); lines != "" {
		t.Errorf("nothing changed, but the report says:\n%s", lines)
	}
	if diff := cmp.Diff(before, f.events()); diff != "" {
		t.Errorf("the second import changed what is kept:\n%s", diff)
	}
}

func TestImportNamesWhatChanged(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	id := f.event("Autumn meetup").ID
	f.write("a.md", post("Autumn meetup", "Wednesday 27 September 2017", "Queues that never lie", "Mira Okafor"))
	wantIn(t, f.run("0 new, 1 changed, 0 held, 0 gone, 3 unchanged"), "date 2017-09-26 -> 2017-09-27")
	f.write("a.md", post("Autumn meetup", "Wednesday 27 September 2017", "Queues that seldom lie", "Mira Okafor"))
	wantIn(t, f.run("0 new, 1 changed, 0 held, 0 gone, 3 unchanged"), `talk "Queues that never lie" dropped`, `talk "Queues that seldom lie" added`)
	e := f.event("Autumn meetup")
	if e.ID != id || e.Date != "2017-09-27" || e.Group != "gophers" || e.Origin.Source != "posts" {
		t.Errorf("event %d of %s in %s, %+v; want %d on 2017-09-27", e.ID, e.Date, e.Group, e.Origin, id)
	}
}

func TestImportKeepsTheLastGoodVersion(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	good := f.event("Autumn meetup")
	f.write("a.md", "+++\ntitle = \"Autumn meetup\"\ntitle = \"twice\"\n+++\n\nWe meet on Tuesday 3 October 2017.\n")
	wantIn(t, f.run("0 new, 0 changed, 1 held, 0 gone, 3 unchanged"), "a.md:3")
	if diff := cmp.Diff(good, f.event("Autumn meetup")); diff != "" {
		t.Errorf("a broken post changed its event:\n%s", diff)
	}
	four(f)
	f.run("0 new, 0 changed, 0 held, 0 gone, 4 unchanged")
}

func TestImportFindsARenamedPost(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	id := f.event("Autumn meetup").ID
	f.remove("a.md")
	f.write("2017/autumn.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	wantIn(t, f.run("0 new, 1 changed, 0 held, 0 gone, 3 unchanged"), "document a.md -> 2017/autumn.md")
	if got := f.event("Autumn meetup").ID; got != id {
		t.Errorf("the renamed post is event %d, was %d", got, id)
	}
}

func TestImportSaysWhatIsGone(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	id := f.event("Summer meetup").ID
	f.remove("d.md")
	wantIn(t, f.run("0 new, 0 changed, 0 held, 1 gone, 3 unchanged"), `gone: 2018-06-26 "Summer meetup" (d.md)`)
	if e := f.event("Summer meetup"); !e.Gone {
		t.Errorf("the vanished event is not marked: %+v", e)
	}
	f.run("0 new, 0 changed, 0 held, 0 gone, 3 unchanged")
	four(f)
	wantIn(t, f.run("0 new, 1 changed, 0 held, 0 gone, 3 unchanged"), "it is back")
	if e := f.event("Summer meetup"); e.Gone || e.ID != id {
		t.Errorf("the event that came back: %+v, want event %d", e, id)
	}
}

func TestImportHoldsALargeLoss(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.remove("c.md", "d.md")
	for range 2 { // it stays held until somebody says so
		wantIn(t, f.run("0 new, 0 changed, 2 held, 0 gone, 2 unchanged"), "2 of its 4 events vanished at once", "--accept-loss", `"Summer meetup"`)
	}
	for _, e := range f.events() {
		if e.Gone {
			t.Errorf("%q is gone though the loss is held", e.Title)
		}
	}
	report, err := f.importer(true)
	if err != nil || report.Summary() != "0 new, 0 changed, 0 held, 2 gone, 2 unchanged" {
		t.Errorf("accepted loss: %s, %v", report.Summary(), err)
	}
}

func TestImportHoldsWhatIsInDoubt(t *testing.T) {
	f := newFolder(t)
	f.write("a.md", post("Autumn meetup", "a day to be found", "Queues that never lie", "Mira Okafor"))
	for range 2 {
		lines := f.run("0 new, 0 changed, 1 held, 0 gone, 0 unchanged")
		wantIn(t, lines, "held: day unknown", "Autumn meetup")
	}
}

func TestImportJoinsAnnouncementAndRecap(t *testing.T) {
	f := newFolder(t)
	f.write("2017-09-01-autumn.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	f.write("2017-10-01-autumn-recap.md", `---
title: "Autumn meetup: what we heard"
date: 2017-10-01
---

We met on Tuesday 26 September 2017 at The Old Mill.

* Mira Okafor from Fernhill Parcels gave a talk on ["Queues that never lie"](https://videos.example/queues).
`)
	f.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	e := f.events()[0]
	if len(e.Talks) != 1 || e.Talks[0].Video != "https://videos.example/queues" || e.Start != "18:30" {
		t.Errorf("the joined event: start %s, talks %+v", e.Start, e.Talks)
	}
	f.run("0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
}

// The meetup that a recap ends on is the one that has a post of its own.
func TestImportJoinsTheNextMeetupOfARecap(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.write("r.md", `---
title: "August: what we heard"
date: 2017-08-30
---

We met on Tuesday 29 August 2017 at The Old Mill.

* Mira Okafor from Fernhill Parcels gave a talk on ["Reading logs"](https://videos.example/logs).

The next meetup is on Tuesday 26 September 2017 at 18:30.
`)
	f.run("5 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := f.event("Autumn meetup"); e.Date != "2017-09-26" || len(e.Talks) != 1 {
		t.Errorf("the next meetup: %+v", e)
	}
}

// What the first import finds is no news; a later event is, and so are the
// first videos of one that was kept without.
func TestImportSaysWhatIsNews(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := f.event("Autumn meetup"); e.News != (content.News{}) {
		t.Errorf("the first import made news: %+v", e.News)
	}
	f.write("e.md", post("Late summer meetup", "Tuesday 28 August 2018", "Types in a hurry", "Tomasz Wierzba"))
	f.write("r.md", `---
title: "Autumn meetup: what we heard"
date: 2017-10-01
---

We met on Tuesday 26 September 2017 at The Old Mill.

* Mira Okafor from Fernhill Parcels gave a talk on ["Queues that never lie"](https://videos.example/queues).
`)
	f.run("1 new, 1 changed, 0 held, 0 gone, 3 unchanged")
	if e := f.event("Late summer meetup"); e.News.Event.IsZero() || !e.News.Media.IsZero() {
		t.Errorf("a later event: %+v", e.News)
	}
	if e := f.event("Autumn meetup"); !e.News.Event.IsZero() || e.News.Media.IsZero() {
		t.Errorf("an event with its first video: %+v", e.News)
	}
}

// A meetup that two sources tell of is one, and stays that of the first until
// that one lets go of it.
func TestImportTakesTwoSourcesTogether(t *testing.T) {
	f := newFolder(t)
	both := []string{"posts", "copy"}
	four(f)
	f.runAs("posts", both, "4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	ids := map[string]content.EventID{}
	for _, e := range f.events() {
		ids[e.Title] = e.ID
	}
	for range 2 {
		f.runAs("copy", both, "0 new, 0 changed, 0 held, 0 gone, 4 unchanged")
		f.runAs("posts", both, "0 new, 0 changed, 0 held, 0 gone, 4 unchanged")
	}
	// Another name for the source in the configuration: the same events.
	wantIn(t, f.runAs("site", []string{"site"}, "0 new, 4 changed, 0 held, 0 gone, 0 unchanged"), "source posts -> site")
	for _, e := range f.events() {
		if e.ID != ids[e.Title] || e.Origin.Source != "site" || e.News != (content.News{}) {
			t.Errorf("%q is event %d of %s with news %v, was event %d", e.Title, e.ID, e.Origin.Source, e.News, ids[e.Title])
		}
	}
	if got := len(f.events()); got != 4 {
		t.Errorf("%d events are kept, want 4", got)
	}
}

// Also for an importer that remembers what it saw: the source that still has a
// meetup takes it over from the one that lost it.
func TestImporterLetsAnotherSourceTakeOver(t *testing.T) {
	f, copied := newFolder(t), newFolder(t)
	four(f)
	four(copied)
	im := &ingest.Importer{Store: f.db, Declared: []string{"posts", "copy"}}
	round := func() {
		for name, dir := range map[string]string{"posts": f.dir, "copy": copied.dir} {
			if _, err := im.Import(t.Context(), group, ingest.Source{Name: name, Location: dir}, now); err != nil {
				t.Fatal(err)
			}
		}
	}
	round()
	owner := map[string]*folder{"posts": f, "copy": copied}[f.event("Summer meetup").Origin.Source]
	owner.remove("d.md")
	round()
	round()
	if e := f.event("Summer meetup"); e.Gone {
		t.Errorf("the meetup is gone though a source still has it: %+v", e.Origin)
	}
}

func TestRetire(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	im := &ingest.Importer{Store: f.db}
	for _, want := range []int{4, 0} {
		report, err := im.Retire(t.Context(), content.SourceRecord{Name: "posts", Group: "gophers"}, group, now)
		if err != nil || report.Gone != want {
			t.Errorf("Retire: %+v, %v, want %d gone", report, err, want)
		}
	}
}

// A page that always tells of the next meetup: the one before stays what it
// was, and the next is new. Where the one before moves to a page of its own,
// it takes its identity along.
func TestImportFollowsAPageThatIsReused(t *testing.T) {
	f := newFolder(t)
	f.write("next.md", post("May meetup", "Tuesday 2 May 2017", "Queues that never lie", "Mira Okafor"))
	f.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	may := f.event("May meetup").ID
	f.write("next.md", post("June evening", "Tuesday 6 June 2017", "Small compilers", "Agnes Thorne"))
	for _, want := range []string{"1 new, 0 changed, 0 held, 0 gone, 0 unchanged", "0 new, 0 changed, 0 held, 0 gone, 1 unchanged"} {
		f.run(want)
		if e := f.event("May meetup"); e.ID != may || e.Gone || e.Date != "2017-05-02" {
			t.Errorf("the meetup before is %+v", e)
		}
	}
	june := f.event("June evening").ID
	f.write("old-june.md", post("June evening", "Tuesday 6 June 2017", "Small compilers", "Agnes Thorne"))
	f.write("next.md", post("Autumn meetup", "Tuesday 26 September 2017", "Quiet machines", "Jonas Lindqvist"))
	wantIn(t, f.run("1 new, 1 changed, 0 held, 0 gone, 0 unchanged"), "document next.md -> old-june.md")
	if got := f.event("June evening").ID; got != june {
		t.Errorf("the meetup that moved to its own page is event %d, was %d", got, june)
	}
}

// Two meetups of one day are two, even where both carry the group's name.
func TestImportKeepsTwoMeetupsOfOneDayApart(t *testing.T) {
	f := newFolder(t)
	f.write("a.md", post("Rivertown Gophers workshop", "Tuesday 26 September 2017", "Queues by hand", "Mira Okafor"))
	f.write("b.md", post("Rivertown Gophers social", "Tuesday 26 September 2017", "Quizzes about queues", "Agnes Thorne"))
	f.run("2 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.run("0 new, 0 changed, 0 held, 0 gone, 2 unchanged")
}

// A post that stays but is no longer understood loses nothing.
func TestImportKeepsWhatItsDocumentNoLongerTells(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.write("a.md", "+++\ntitle = \"Looking for a new room\"\ndate = \"2017-09-01T10:00:00+01:00\"\n+++\n\nDo you know one? Write to us.\n")
	for range 2 {
		wantIn(t, f.run("0 new, 0 changed, 1 held, 0 gone, 3 unchanged"), `held: 2017-09-26 "Autumn meetup" (a.md)`)
	}
	if e := f.event("Autumn meetup"); e.Gone {
		t.Error("the event is gone though its document is there")
	}
}

// Documents of which nothing could be known are not taken for vanished.
func TestImportKeepsWhatItCouldNotSee(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	for i := range source.MaxDocuments {
		f.write(fmt.Sprintf("0/%05d.txt", i), "-")
	}
	wantIn(t, f.run("0 new, 0 changed, 4 held, 0 gone, 0 unchanged"), "more than 10000 documents", "a.md")
	for _, e := range f.events() {
		if e.Gone {
			t.Errorf("%q is gone, though its document was not looked at", e.Title)
		}
	}
}

// The first import that finds anything is the one that makes no news.
func TestImportOfAnEmptyFolderTeachesNothing(t *testing.T) {
	f := newFolder(t)
	f.run("0 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := f.event("Summer meetup"); e.News != (content.News{}) {
		t.Errorf("the first import that found anything made news: %+v", e.News)
	}
}

// One importer does not read again what has not changed, and says so.
func TestImporterKnowsWhatItSaw(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.write("e.md", post("Some day", "a day to be found", "Types in a hurry", "Tomasz Wierzba"))
	im := &ingest.Importer{Store: f.db, Program: "this"}
	for i, want := range []string{"4 new, 0 changed, 1 held, 0 gone, 0 unchanged", "0 new, 0 changed, 1 held, 0 gone, 4 unchanged"} {
		report, err := im.Import(t.Context(), group, ingest.Source{Name: "posts", Location: f.dir}, now)
		if err != nil || report.Summary() != want || i > 0 && report.Lines != nil {
			t.Errorf("import %d: %s, %v, %v, want %s", i, report.Summary(), report.Lines, err, want)
		}
	}
	f.write("a.md", post("Autumn meetup", "Wednesday 27 September 2017", "Queues that never lie", "Mira Okafor"))
	report, err := im.Import(t.Context(), group, ingest.Source{Name: "posts", Location: f.dir}, now)
	if err != nil || report.Summary() != "0 new, 1 changed, 1 held, 0 gone, 3 unchanged" {
		t.Errorf("import of a change: %s, %v", report.Summary(), err)
	}
}

func TestImportRefuses(t *testing.T) {
	f := newFolder(t)
	four(f)
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.dir = filepath.Join(f.dir, "no", "such")
	if _, err := f.importer(false); err == nil || !strings.Contains(err.Error(), f.dir) {
		t.Errorf("import of a folder that is not there: %v", err)
	}
	if got := len(f.events()); got != 4 {
		t.Errorf("%d events are kept after a failed import, want 4", got)
	}
}

// BenchmarkImport reads 5,000 posts from disk into a fresh store; the figure is
// posts a second.
func BenchmarkImport(b *testing.B) {
	dir := b.TempDir()
	const posts = 5000
	day := content.Date("2004-01-06")
	for i := range posts {
		text := post(fmt.Sprintf("Meetup number %d", i), fmt.Sprintf("%s %s", day.Weekday(), written(day)), fmt.Sprintf("Talk number %d", i), fmt.Sprintf("Mira Okafor%d", i%700))
		text = strings.Replace(text, "2017-09-01", string(day.AddDays(-20)), 1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.md", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		day = day.AddDays(1)
	}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "bench.db"), store.Writer)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		im := &ingest.Importer{Store: db}
		report, err := im.Import(b.Context(), group, ingest.Source{Name: "posts", Location: dir}, now)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if report.New != posts {
			b.Fatalf("import: %s", report.Summary())
		}
		db.Close()
		b.StartTimer()
	}
	b.ReportMetric(posts*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

func written(d content.Date) string {
	year, month, day := d.YMD()
	return fmt.Sprintf("%d %s %d", day, month, year)
}
