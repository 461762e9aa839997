package ingest_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
)

// A website is one page, as a source.
type website struct {
	*folder
	im       *ingest.Importer
	address  string
	text     string // the page, in Markdown
	status   int    // in place of the page
	cut      bool   // the answer breaks off
	requests int
	whole    int // of the requests, those answered with the page
}

func newWebsite(t *testing.T) *website {
	w := &website{folder: newFolder(t)}
	s := httptest.NewServer(w)
	t.Cleanup(s.Close)
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	w.address = s.URL + "/next.md"
	w.im = &ingest.Importer{Store: w.db, Program: "this", Reader: source.Reader{Allow: func(to netip.AddrPort) bool { return to == at }}}
	return w
}

func (w *website) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	w.requests++
	if w.status != 0 {
		rw.WriteHeader(w.status)
		return
	}
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(w.text)))
	rw.Header().Set("ETag", tag)
	rw.Header().Set("Content-Type", "text/markdown")
	if req.Header.Get("If-None-Match") == tag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	w.whole++
	if w.cut {
		rw.Header().Set("Content-Length", fmt.Sprint(2*len(w.text)))
	}
	fmt.Fprint(rw, w.text)
}

// run imports the page and compares the summary; it returns the report's lines.
func (w *website) run(want string) string {
	w.t.Helper()
	report, err := w.im.Import(w.t.Context(), group, ingest.Source{Name: w.address, Location: w.address}, now)
	if err != nil {
		w.t.Fatal(err)
	}
	if got := report.Summary(); got != want {
		w.t.Errorf("import: %s, want %s\n%s", got, want, strings.Join(report.Lines, "\n"))
	}
	return strings.Join(report.Lines, "\n")
}

// fails imports the page, which cannot be read, and sees that all is kept.
func (w *website) fails(want string) {
	w.t.Helper()
	before := w.events()
	report, err := w.im.Import(w.t.Context(), group, ingest.Source{Name: w.address, Location: w.address}, now)
	if err == nil {
		w.t.Fatalf("import: %s, want an error with %q", report.Summary(), want)
	}
	wantIn(w.t, err.Error(), want, content.ShownSource(w.address))
	if diff := cmp.Diff(before, w.events()); diff != "" {
		w.t.Errorf("an import that failed changed what is kept:\n%s", diff)
	}
}

func TestImportOfAPage(t *testing.T) {
	w := newWebsite(t)
	w.text = post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor")
	wantIn(t, w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged"), `new: 2017-09-26 "Autumn meetup" (next.md)`)
	first := w.event("Autumn meetup")
	if o := first.Origin; o.Source != w.address || o.Path != "next.md" || first.News != (content.News{}) {
		t.Errorf("the event comes from %+v, news %+v", o, first.News)
	}
	w.run("0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
	if w.requests != 2 || w.whole != 1 {
		t.Errorf("%d requests, %d of them answered with the page, want 2 and 1", w.requests, w.whole)
	}
	w.text = post("Autumn meetup", "Wednesday 27 September 2017", "Queues that never lie", "Mira Okafor")
	wantIn(t, w.run("0 new, 1 changed, 0 held, 0 gone, 0 unchanged"), "date 2017-09-26 -> 2017-09-27")
	if got := w.event("Autumn meetup"); got.ID != first.ID {
		t.Errorf("the moved event is %d, was %d", got.ID, first.ID)
	}
	// the next process asks for what changed alone, another program for the whole page
	for whole, program := range []string{"this", "another"} {
		w.whole, w.im = 0, &ingest.Importer{Store: w.db, Program: program, Reader: source.Reader{Allow: w.im.Reader.Allow}}
		w.run("0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
		if w.whole != whole {
			t.Errorf("%s program was given the whole page %d times, want %d", program, w.whole, whole)
		}
	}
}

// A site that breaks, in whatever way, loses nothing.
func TestImportKeepsWhatABrokenSiteSaid(t *testing.T) {
	w := newWebsite(t)
	good := post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor")
	w.text = good
	w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	before := w.events()
	for _, status := range []int{404, 403, 500, 503, 204} {
		w.status = status
		w.fails(fmt.Sprintf("status %d", status))
	}
	w.status = 0
	w.text, w.cut = post("Autumn meetup", "Tuesday 3 October 2017", "Queues that never lie", "Mira Okafor"), true
	w.fails("broke off")
	w.cut = false
	w.text = ""
	wantIn(t, w.run("0 new, 0 changed, 1 held, 0 gone, 0 unchanged"), "the document is empty")
	w.text = "# This site has moved\n\nThank you for your visits.\n"
	wantIn(t, w.run("0 new, 0 changed, 1 held, 0 gone, 0 unchanged"), "no event is read in it any more")
	if diff := cmp.Diff(before, w.events()); diff != "" {
		t.Errorf("a broken site changed what is kept:\n%s", diff)
	}
	w.text = good
	w.run("0 new, 0 changed, 0 held, 0 gone, 1 unchanged")
}

// A first import that fails teaches nothing: what the next finds is no news.
func TestFirstImportOfAPageFails(t *testing.T) {
	w := newWebsite(t)
	w.status = 503
	w.fails("status 503")
	w.status, w.text = 0, post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor")
	w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := w.event("Autumn meetup"); e.News != (content.News{}) {
		t.Errorf("the first import that found anything made news: %+v", e.News)
	}
}

// plain announces a meetup without a sign-up page, so that nothing but the
// page itself is its own.
func plain(title, day, talk string) string {
	return fmt.Sprintf("# %s\n\nWe meet on %s at 18:45 at The Old Mill, 3 Mill Lane.\n\n## Talks\n\n### %s - Mira Okafor\n", title, day, talk)
}

// The address is the page of what it tells of, and still not its identity: the
// same page tells of the next meetup later.
func TestImportOfAPageThatIsReused(t *testing.T) {
	w := newWebsite(t)
	w.text = plain("May meetup", "Tuesday 2 May 2017", "Queues that never lie")
	w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	may := w.event("May meetup")
	if may.Origin.URL != w.address {
		t.Errorf("the meetup's page is %q, want %q", may.Origin.URL, w.address)
	}
	w.text = plain("June evening", "Tuesday 6 June 2017", "Small compilers")
	w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := w.event("May meetup"); e.ID != may.ID || e.Gone || e.Date != "2017-05-02" {
		t.Errorf("the meetup before is %+v", e)
	}
	if e := w.event("June evening"); e.ID == may.ID || e.Origin.URL != w.address {
		t.Errorf("the meetup after is %+v", e)
	}
}

// The sign-up page that a document names is its event's own.
func TestImportOfAPageThatNamesAnother(t *testing.T) {
	w := newWebsite(t)
	w.text = "---\ntitle: Autumn meetup\nevent_url: https://tickets.example/autumn\n---\n\nWe meet on Tuesday 26 September 2017 at 18:45.\n"
	w.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	if e := w.event("Autumn meetup"); e.Origin.URL != "https://tickets.example/autumn" {
		t.Errorf("the meetup's page is %q", e.Origin.URL)
	}
}

// What stands in an address's query may be secret: nobody is shown it.
func TestImportShowsNoQuery(t *testing.T) {
	w := newWebsite(t)
	w.address += "?key=pa55word"
	w.text = plain("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie")
	src := ingest.Source{Name: w.address, Location: w.address}
	quiet := func(what, text string) {
		t.Helper()
		if strings.Contains(text, "pa55word") {
			t.Errorf("%s shows the query: %s", what, text)
		}
	}
	report, err := w.im.Import(t.Context(), group, src, now)
	if err != nil || report.New != 1 {
		t.Fatalf("import: %+v, %v", report, err)
	}
	quiet("the report", fmt.Sprintf("%+v", report))
	if e := w.event("Autumn meetup"); e.Origin.URL != "" || e.Origin.Source != w.address {
		t.Errorf("the event comes from %+v, want the address as its source alone", e.Origin)
	}
	w.status = 500
	_, err = w.im.Import(t.Context(), group, src, now)
	quiet("the error", fmt.Sprint(err))
	w.status = 0
	// a folder takes the meetup over, and gives it back
	w.write("autumn.md", w.text)
	for _, source := range []ingest.Source{{Name: "posts", Location: w.dir}, src} {
		w.im.Declared = []string{source.Name}
		report, err := w.im.Import(t.Context(), group, source, now)
		if err != nil || report.Changed != 1 {
			t.Fatalf("import of %s: %+v, %v", source.Name, report, err)
		}
		quiet("the report", fmt.Sprintf("%+v", report))
	}
	retired, err := w.im.Retire(t.Context(), content.SourceRecord{Name: w.address, Group: group.Name}, group, now)
	if err != nil || retired.Gone != 1 {
		t.Fatalf("Retire: %+v, %v", retired, err)
	}
	quiet("the report", fmt.Sprintf("%+v", retired))
}
