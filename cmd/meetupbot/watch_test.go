package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot/bottest"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/schedule"
	"meetupbot/store"
)

// A town is a site with pages of meetups, each by its path, a database, and a
// bot that reads them.
type town struct {
	t    *testing.T
	site *httptest.Server
	dir  string // of folders
	file string // of the database
	db   *store.DB

	mu     sync.Mutex
	pages  map[string]func(http.ResponseWriter, *http.Request)
	asked  map[string]int // requests
	whole  map[string]int // of these, those that were answered with a page
	config *Config
}

func newTown(t *testing.T, paths ...string) *town {
	w := &town{t: t, dir: t.TempDir(), pages: map[string]func(http.ResponseWriter, *http.Request){}, asked: map[string]int{}, whole: map[string]int{}}
	w.site = httptest.NewServer(w)
	t.Cleanup(w.site.Close)
	w.file = filepath.Join(t.TempDir(), "meetupbot.db")
	db, err := store.Open(t.Context(), "sqlite:"+w.file, store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w.db = db
	w.declare(paths...)
	return w
}

// declare has one group with these sources. A path that begins with a slash is
// a page; others are folders of the town.
func (w *town) declare(paths ...string) {
	g := ConfiguredGroup{Group: content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}}
	for _, p := range paths {
		location := filepath.Join(w.dir, p)
		if strings.HasPrefix(p, "/") {
			p, location = w.site.URL+p, w.site.URL+p
		}
		g.Sources = append(g.Sources, ingest.Source{Name: p, Location: location})
	}
	w.config = &Config{Groups: []ConfiguredGroup{g}}
}

func (w *town) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	w.mu.Lock()
	w.asked[req.URL.Path]++
	page := w.pages[req.URL.Path]
	w.mu.Unlock()
	if page == nil {
		http.NotFound(rw, req)
		return
	}
	page(rw, req)
}

// shows lets a page tell of a meetup.
func (w *town) shows(path, title, day string) {
	text := fmt.Sprintf("<h1>%s</h1><p>We meet on %s at 18:30 in The Old Mill.</p>", title, day)
	w.page(path, func(rw http.ResponseWriter, req *http.Request) {
		tag := fmt.Sprintf("%q", title+day)
		rw.Header().Set("ETag", tag)
		if req.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		w.mu.Lock()
		w.whole[path]++
		w.mu.Unlock()
		fmt.Fprint(rw, text)
	})
}

func (w *town) page(path string, page http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = page
}

// count returns how often a page was asked for, and how often it was given.
func (w *town) count(path string) (asked, whole int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path], w.whole[path]
}

// library is one of a process that is started now.
func (w *town) library() *library {
	reader := source.Reader{Allow: func(a netip.AddrPort) bool { return a.Addr().IsLoopback() }, HeaderWait: 2 * time.Second}
	clock := productClock{real: time.Now, ahead: time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))}
	return newLibrary(w.db, fixed(w.config), clock, ingest.Importer{Reader: reader, Program: "this"})
}

// short is a pace for tests.
var short = pace{Refresh: 40 * time.Millisecond, First: 700 * time.Millisecond}

// owners are the meetups that are kept, each with its source's path.
func (w *town) owners() string {
	w.t.Helper()
	events, err := w.db.Events(w.t.Context(), content.EventQuery{Groups: []string{"gophers"}})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		out = append(out, e.Title+" "+string(e.Date)+" "+strings.TrimPrefix(e.Origin.Source, w.site.URL))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// served runs the part of a service that reads sources until stop is called,
// which returns its log.
func (w *town) served(p pace, reload func() (*Config, error), hangup chan os.Signal) (s *service, stop func() string) {
	var log bottest.Log
	s = &service{db: w.db, delays: defaultDelays(), log: slog.New(slog.NewTextHandler(&log, nil)), reload: reload, runner: schedule.NewRunner(schedule.Parts{})}
	s.delays.Sources = p
	s.config.Store(w.config)
	s.library = w.library()
	s.library.config, s.clock = &s.config, s.library.clock
	ctx, cancel := context.WithCancel(w.t.Context())
	first, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- s.importSources(ctx, hangup, func() { close(first) }) }()
	stop = sync.OnceValue(func() string {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				w.t.Error(err)
			}
		case <-time.After(10 * time.Second):
			w.t.Error("importing does not stop")
		}
		return log.String()
	})
	w.t.Cleanup(func() { stop() })
	select {
	case <-first:
	case <-time.After(10 * time.Second):
		w.t.Fatalf("the first import does not end:\n%s", log.String())
	}
	return s, stop
}

// until waits for what comes to pass in its own time.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// dead is a page that never comes.
func dead(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }

// TestDeadSiteDelaysNobody: not the sources before it, not those behind it, not
// the beginning of the bot, and not the looks that come later.
func TestDeadSiteDelaysNobody(t *testing.T) {
	w := newTown(t, "/dead1", "/spring", "/dead2", "/summer")
	w.page("/dead1", dead)
	w.page("/dead2", dead)
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	w.shows("/summer", "Summer meetup", "Tuesday 9 June 2026")
	p := short
	p.First = 300 * time.Millisecond
	_, stop := w.served(p, nil, nil)
	const both = "Spring meetup 2026-05-12 /spring, Summer meetup 2026-06-09 /summer"
	if got := w.owners(); got != both {
		t.Errorf("when the bot begins it knows of %q, want %q", got, both)
	}
	w.shows("/summer", "Summer meetup", "Wednesday 10 June 2026")
	until(t, "the change is seen", func() bool { return strings.Contains(w.owners(), "2026-06-10") })
	if asked, _ := w.count("/dead1"); asked != 1 {
		t.Errorf("the dead site was asked %d times, want once by now", asked)
	}
	if log := stop(); strings.Contains(log, "import failed") {
		t.Errorf("the dead sites were given up already, so this shows nothing:\n%s", log)
	}
}

// TestSourcesInOrder: which of two sources a meetup is taken from does not
// depend on which site is faster, and reports come as the sources are declared.
func TestSourcesInOrder(t *testing.T) {
	w := newTown(t, "/slow", "/fast", "folder")
	if err := os.Mkdir(filepath.Join(w.dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "folder", "a.html"), []byte("<h1>Spring meetup</h1><p>We meet on Tuesday 12 May 2026 at 18:30.</p>"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.shows("/fast", "Spring meetup", "Tuesday 12 May 2026")
	w.shows("/slow", "Spring meetup", "Tuesday 12 May 2026")
	slow := w.pages["/slow"]
	w.page("/slow", func(rw http.ResponseWriter, req *http.Request) {
		time.Sleep(100 * time.Millisecond)
		slow(rw, req)
	})
	var reports []string
	if _, err := w.library().importAll(t.Context(), func(r *ingest.Report) { reports = append(reports, strings.TrimPrefix(r.Source, w.site.URL)) }); err != nil {
		t.Fatal(err)
	}
	if got, want := w.owners(), "Spring meetup 2026-05-12 /slow"; got != want {
		t.Errorf("meetups are %q, want %q", got, want)
	}
	if want := []string{"/slow", "/fast", "folder"}; !slices.Equal(reports, want) {
		t.Errorf("reports are of %q, want %q", reports, want)
	}
}

// TestRestartAsksForWhatChanged: a new process of the same program is given
// nothing that the one before had, and still knows it all.
func TestRestartAsksForWhatChanged(t *testing.T) {
	w := newTown(t, "/spring", "/summer")
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	w.shows("/summer", "Summer meetup", "Tuesday 9 June 2026")
	_, stop := w.served(short, nil, nil)
	until(t, "pages are asked for again", func() bool { a, _ := w.count("/spring"); b, _ := w.count("/summer"); return a > 5 && b > 5 })
	stop()
	// each page is given once, and once more because the other brought a meetup that it might tell of, too
	for _, path := range []string{"/spring", "/summer"} {
		if _, whole := w.count(path); whole > 2 {
			t.Errorf("%s was given %d times", path, whole)
		}
	}
	w.whole = map[string]int{}
	_, stop = w.served(short, nil, nil)
	stop()
	for _, path := range []string{"/spring", "/summer"} {
		if _, whole := w.count(path); whole != 0 {
			t.Errorf("%s was given %d times after a restart", path, whole)
		}
	}
	if got, want := w.owners(), "Spring meetup 2026-05-12 /spring, Summer meetup 2026-06-09 /summer"; got != want {
		t.Errorf("meetups are %q, want %q", got, want)
	}
}

// TestTroubleIsToldOnce: however often it is looked at a source that broke, and
// however often what is held is read again.
func TestTroubleIsToldOnce(t *testing.T) {
	w := newTown(t, "/spring", "/summer", "/doubt")
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	w.shows("/summer", "Summer meetup", "Tuesday 9 June 2026")
	w.shows("/doubt", "Winter meetup", "Tuesday 9 December 2026") // which is a Wednesday
	p := short
	p.Refresh = 10 * time.Millisecond
	s, stop := w.served(p, nil, nil)
	w.page("/spring", func(rw http.ResponseWriter, req *http.Request) { rw.WriteHeader(http.StatusBadGateway) })
	failing, _ := w.count("/spring")
	for i := range 4 { // each change has all read again
		w.shows("/summer", "Summer meetup", fmt.Sprintf("%d June 2026", 10+i))
		until(t, "the change is seen", func() bool { return strings.Contains(w.owners(), fmt.Sprintf("2026-06-%d", 10+i)) })
	}
	until(t, "the broken page is asked for again", func() bool { asked, _ := w.count("/spring"); return asked > failing+4 })

	var records []content.SourceRecord
	until(t, "what is shown is what was seen", func() bool { // which is kept after what was read is
		records, _ = s.library.Sources(t.Context())
		return len(records) == 3 && !records[1].Looked.Before(records[1].Changed)
	})
	spring := records[0]
	if spring.Trouble != "the site has trouble (status 502); what was read before stays; try again later" || !spring.Looked.After(spring.Imported) || !spring.Next.After(spring.Looked) || spring.Changed.IsZero() || spring.Changed.After(spring.Looked) {
		t.Errorf("of the broken page is shown %+v", spring)
	}
	if summer := records[1]; summer.Trouble != "" || !summer.Changed.After(spring.Changed) || summer.Looked.Year() != 2026 {
		t.Errorf("of the other is shown %+v", summer)
	}
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	until(t, "it is read again", func() bool { records, _ := s.library.Sources(t.Context()); return records[0].Trouble == "" })
	log := stop()
	for line, want := range map[string]int{"import failed": 1, "can be read again": 1, `msg="import: held: `: 1} {
		if got := strings.Count(log, line); got != want {
			t.Errorf("%q is logged %d times, want %d:\n%s", line, got, want, log)
		}
	}
	if got := w.owners(); !strings.Contains(got, "Spring meetup 2026-05-12 /spring") {
		t.Errorf("meetups are %q", got)
	}
}

// TestRetryAfterIsKept: a site that asked to be left alone is, by the next
// process too, though not by a person who asks for it on the command line.
func TestRetryAfterIsKept(t *testing.T) {
	w := newTown(t, "/spring", "/busy")
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	w.page("/busy", func(rw http.ResponseWriter, req *http.Request) {
		rw.Header().Set("Retry-After", "3600")
		rw.WriteHeader(http.StatusTooManyRequests)
	})
	hangup := make(chan os.Signal)
	for range 2 {
		_, stop := w.served(short, func() (*Config, error) { return w.config, nil }, hangup)
		before, _ := w.count("/spring")
		hangup <- os.Interrupt
		until(t, "the other page is asked for again", func() bool { asked, _ := w.count("/spring"); return asked > before+2 })
		stop()
		if asked, _ := w.count("/busy"); asked != 1 {
			t.Fatalf("the busy site was asked %d times, want once", asked)
		}
	}
	records, err := w.library().Sources(t.Context())
	if err != nil || time.Until(records[1].Next.Add(-w.library().clock.ahead)) < 59*time.Minute || !strings.Contains(records[1].Trouble, "asked too often") {
		t.Errorf("of the busy site is shown %+v, %v", records, err)
	}
	if _, err := w.library().importAll(t.Context(), func(*ingest.Report) {}); err == nil {
		t.Error("an import by hand says nothing of the busy site")
	}
	if asked, _ := w.count("/busy"); asked != 2 {
		t.Errorf("the busy site was asked %d times, want twice", asked)
	}
}

// TestReloadWhileLooking: the sources of a new configuration are looked at, what
// one that is gone shows later is nobody's, and it is retired when all others
// could be read.
func TestReloadWhileLooking(t *testing.T) {
	w := newTown(t, "/spring", "/summer")
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	w.shows("/summer", "Summer meetup", "Tuesday 9 June 2026")
	hangup := make(chan os.Signal)
	p := short
	p.Refresh = time.Hour
	p.First = 100 * time.Millisecond
	s, stop := w.served(p, func() (*Config, error) { return w.config, nil }, hangup)
	until(t, "both are read", func() bool { return strings.Count(w.owners(), ", ") == 1 })

	release := make(chan struct{})
	w.page("/summer", func(rw http.ResponseWriter, req *http.Request) {
		select {
		case <-release:
		case <-req.Context().Done():
		}
		rw.WriteHeader(http.StatusBadGateway)
	})
	hangup <- os.Interrupt // and now the page is being read
	until(t, "it is asked for", func() bool { asked, _ := w.count("/summer"); return asked == 2 })
	w.shows("/autumn", "Autumn meetup", "Tuesday 8 September 2026")
	w.declare("/spring", "/autumn")
	hangup <- os.Interrupt
	until(t, "the new source is read", func() bool { return strings.Contains(w.owners(), "Autumn meetup") })
	until(t, "the old one is retired", func() bool {
		events, err := w.db.Events(t.Context(), content.EventQuery{Groups: []string{"gophers"}, After: s.clock.Now()})
		return err == nil && len(events) == 2
	})
	close(release)
	before, _ := w.count("/spring")
	hangup <- os.Interrupt
	until(t, "all are looked at once more", func() bool { asked, _ := w.count("/spring"); return asked > before })

	// what a page said before it was asked for anew is not the last word
	asked := make(chan struct{})
	w.page("/autumn", func(rw http.ResponseWriter, req *http.Request) {
		asked <- struct{}{}
		<-asked
		fmt.Fprint(rw, "<h1>Autumn meetup</h1><p>We meet on Tuesday 8 September 2026 at 18:30.</p>")
	})
	hangup <- os.Interrupt
	<-asked
	w.shows("/autumn", "Autumn meetup", "Wednesday 9 September 2026")
	hangup <- os.Interrupt
	asked <- struct{}{}
	until(t, "the change is seen", func() bool { return strings.Contains(w.owners(), "2026-09-09") })
	if log := stop(); strings.Contains(log, "import failed") {
		t.Errorf("the log tells of a source that is no longer in force:\n%s", log)
	}
}

// TestRepositoryPassword: what whoever runs the bot puts into a repository's
// address stands in no log, no database and no answer.
func TestRepositoryPassword(t *testing.T) {
	w := newTown(t, "/spring")
	w.shows("/spring", "Spring meetup", "Tuesday 12 May 2026")
	address := strings.Replace(w.site.URL, "http://", "https://mira:pa55word@", 1) + "/site.git#content"
	group := &w.config.Groups[0]
	group.Sources = append(group.Sources, ingest.Source{Name: source.WithoutCredentials(address), Location: address})
	s, stop := w.served(short, nil, nil)
	var records []content.SourceRecord
	until(t, "the repository is looked at", func() bool {
		records, _ = s.library.Sources(t.Context())
		return len(records) == 2 && records[1].Trouble != ""
	})
	log := stop()
	if !strings.Contains(log, "import failed") || !strings.Contains(log, "/site.git#content") {
		t.Errorf("the log does not tell of the repository:\n%s", log)
	}
	files, err := filepath.Glob(w.file + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no database: %v", err)
	}
	database := ""
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		database += string(data)
	}
	if !strings.Contains(database, "/site.git#content") {
		t.Error("the database does not tell of the repository")
	}
	for what, text := range map[string]string{"the log": log, "the database": database, "what is shown": fmt.Sprintf("%+v", records)} {
		if strings.Contains(text, "pa55word") || strings.Contains(text, "mira") {
			t.Errorf("%s holds the password", what)
		}
	}
}
