package ingest_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/google/go-cmp/cmp"

	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/content/source/gittest"
)

// newPulled is a website that is a repository.
func newPulled(t *testing.T) (*website, *gittest.Repository) {
	w, g := newWebsite(t), gittest.New()
	s := httptest.NewServer(g)
	t.Cleanup(s.Close)
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	w.address = s.URL + gittest.Path + "#posts"
	w.im = &ingest.Importer{Store: w.db, Program: "this", Reader: source.Reader{Allow: func(to netip.AddrPort) bool { return to == at }}}
	return w, g
}

func TestImportOfARepository(t *testing.T) {
	w, g := newPulled(t)
	files := map[string]string{"README.md": "# A site"}
	for i, day := range []string{"Tuesday 26 September 2017", "Tuesday 24 October 2017", "Tuesday 28 November 2017", "Tuesday 12 December 2017"} {
		files[fmt.Sprintf("posts/%d.md", i)] = post(fmt.Sprintf("Meetup number %d", i), day, fmt.Sprintf("Talk %d about queues", i), "Mira Okafor")
	}
	w.fails("the repository is empty")
	g.Push(files)
	w.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	first := w.event("Meetup number 0")
	if o := first.Origin; o.Source != w.address || o.Path != "0.md" || strings.Contains(o.URL, "site.git") {
		t.Errorf("the event comes from %+v", o)
	}
	g.Uploads = nil
	w.run("0 new, 0 changed, 0 held, 0 gone, 4 unchanged")
	if len(g.Uploads) != 0 {
		t.Errorf("%d packs for what did not change", len(g.Uploads))
	}

	// a change elsewhere is seen once, by the folder's name in git
	files["README.md"] = "# Another"
	g.Push(files)
	for range 2 {
		w.run("0 new, 0 changed, 0 held, 0 gone, 4 unchanged")
	}
	if len(g.Uploads) != 1 {
		t.Errorf("%d packs for a change elsewhere, want one", len(g.Uploads))
	}

	// a meetup moves, and one is gone, with history begun anew
	files["posts/0.md"] = post("Meetup number 0", "Wednesday 27 September 2017", "Talk 0 about queues", "Mira Okafor")
	delete(files, "posts/3.md")
	g.Head = plumbing.ZeroHash
	g.Push(files)
	wantIn(t, w.run("0 new, 1 changed, 0 held, 1 gone, 2 unchanged"), "2017-09-26 -> 2017-09-27", "gone: 2017-12-12")
	if e := w.event("Meetup number 0"); e.ID != first.ID {
		t.Errorf("the moved meetup is %d, was %d", e.ID, first.ID)
	}

	// whatever breaks loses nothing
	head, refs, address := g.Head, g.Refs, w.address
	answer := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status); fmt.Fprint(w, text) }
	}
	for want, do := range map[string]func(){
		"the repository is empty": func() { g.Head, g.Refs = plumbing.ZeroHash, nil },
		"there is no branch \"main\"": func() {
			w.address, g.Refs = strings.Replace(address, "#", "#main:", 1), map[string]plumbing.Hash{"refs/heads/old": head}
		},
		"no folder or file \"posts\"": func() { g.Push(map[string]string{"README.md": "# Moved"}) },
		"is broken": func() {
			g.Push(map[string]string{"posts/x.md": "y"})
			g.Packs = func(b []byte) []byte { b[len(b)-1]++; return b }
		},
		"the answer broke off": func() {
			g.Push(map[string]string{"posts/x.md": "z"})
			g.Packs = func(b []byte) []byte { return b[:len(b)-21] }
		},
		"is asked too often":            func() { g.Listing = answer(429, "") },
		"no git repository":             func() { g.Listing = answer(200, "<html>") },
		"there is no such repository":   func() { g.Listing = answer(404, "") },
		"was read before stays; try ag": func() { g.Listing = answer(500, "") },
	} {
		refs = maps.Clone(refs)
		do()
		w.fails(want)
		g.Head, g.Refs, g.Packs, g.Listing, w.address = head, refs, nil, nil, address
	}
	w.run("0 new, 0 changed, 0 held, 0 gone, 3 unchanged")

	// nor does a folder that is empty by now, or nearly so
	before := w.events()
	for _, left := range []map[string]string{{"posts/none.txt": "-"}, {"posts/0.md": files["posts/0.md"]}} {
		g.Push(left)
		w.im.Program += "."
		report, err := w.im.Import(t.Context(), group, ingest.Source{Name: w.address, Location: w.address}, now)
		if err != nil || report.Gone > 0 || report.Held < 2 {
			t.Errorf("with %d files left: %s, %v", len(left), report.Summary(), err)
		}
		wantIn(t, strings.Join(report.Lines, "\n"), "vanished at once")
		if record, err := w.db.Source(t.Context(), w.address); err != nil || !strings.Contains(record.Held, "of its 3 events vanished at once") {
			t.Errorf("held: %q, %v", record.Held, err)
		}
	}
	if diff := cmp.Diff(before, w.events()); diff != "" {
		t.Errorf("what vanished changed what is kept:\n%s", diff)
	}
}

// A calendar at an address that breaks, empties, or turns into something else
// loses nothing.
func TestImportOfABrokenCalendar(t *testing.T) {
	w := newWebsite(t)
	w.address = strings.Replace(w.address, "/next.md", "/events.ics", 1)
	day := func(n int) string {
		return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d@rivertown.example\r\nDTSTAMP:20170901T100000Z\r\nDTSTART:2017%02d12T174500Z\r\nSUMMARY:Meetup number %d\r\nEND:VEVENT\r\n", n, n, n)
	}
	calendar := func(days ...int) string {
		text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//owls//EN\r\n"
		for _, n := range days {
			text += day(n)
		}
		return text + "END:VCALENDAR\r\n"
	}
	good := calendar(9, 10, 11, 12)
	w.text = good
	w.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	before := w.events()
	for _, status := range []int{404, 410, 429, 503} {
		w.status = status
		w.fails(fmt.Sprintf("status %d", status))
	}
	w.status = 0
	w.text, w.cut = calendar(9), true
	w.fails("broke off")
	w.cut = false
	w.text = "<!doctype html><title>Log in</title>"
	w.fails("a web page came where a file of the kind .ics was expected")
	w.text = "PK\x03\x04"
	w.fails("an archive")
	w.text = good[:len(good)/2] // and the site does not know that it is half
	wantIn(t, w.runAny(), "held: ")
	w.text = calendar(9, 10)
	wantIn(t, w.runAny(), "2 of its 4 events vanished at once")
	w.text = calendar()
	wantIn(t, w.runAny(), "held: ")
	w.text = ""
	wantIn(t, w.runAny(), "held: ")
	if diff := cmp.Diff(before, w.events()); diff != "" {
		t.Errorf("a calendar that broke changed what is kept:\n%s", diff)
	}
	w.text = calendar(9, 10, 11)
	w.run("0 new, 0 changed, 0 held, 1 gone, 3 unchanged")
}

// runAny imports the page, of which nothing may be gone, and returns the report's
// lines.
func (w *website) runAny() string {
	w.t.Helper()
	report, err := w.im.Import(w.t.Context(), group, ingest.Source{Name: w.address, Location: w.address}, now)
	if err != nil || report.Gone > 0 || report.Held+report.Broken == 0 {
		w.t.Fatalf("import: %+v, %v, want something held and nothing gone", report, err)
	}
	return strings.Join(report.Lines, "\n")
}
