package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/store"
)

// A shelf is a library of two groups whose operator lets sources be added, and
// a site with a page of meetups at /meetups, which the last of them is in.
type shelf struct {
	*library
	site string
}

func newShelf(t *testing.T) shelf {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/meetups", "/more":
			fmt.Fprintf(w, "<h1>Harbour evening</h1><p>We meet on Tuesday 9 June 2026 at 18:30 in The Old Mill.%s</p>", r.URL.RawQuery)
		case "/cake":
			fmt.Fprint(w, "<h1>A cake</h1><p>Take three eggs.</p>")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	config := &Config{
		Groups: []ConfiguredGroup{
			{Group: content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}, Sources: []ingest.Source{{Name: site.URL + "/more?key=declared", Location: site.URL + "/more?key=declared"}}},
			{Group: content.Group{Name: "data", Title: "Harbour Data Club", Zone: "Europe/Lisbon"}},
		},
		Organisers: Organisers{AddSources: true},
	}
	clock := productClock{real: func() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }}
	reader := source.Reader{Allow: func(a netip.AddrPort) bool { return a.Addr().IsLoopback() }}
	return shelf{newLibrary(db, fixed(config), clock, ingest.Importer{Reader: reader}), site.URL}
}

// sources is what organisers see of the sources.
func (s shelf) sources(t *testing.T) string {
	t.Helper()
	records, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range records {
		lines = append(lines, fmt.Sprintf("%s %s added:%v read:%v", strings.TrimPrefix(r.Name, s.site), r.Group, r.Added, !r.Imported.IsZero()))
	}
	return strings.Join(lines, "\n")
}

// live is the number of meetups of a group that a source still has.
func (s shelf) live(t *testing.T, group string) int {
	t.Helper()
	events, err := s.db.Events(t.Context(), content.EventQuery{Groups: []string{group}, After: s.clock.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return len(events)
}

func (s shelf) importEverything(t *testing.T) {
	t.Helper()
	if _, err := s.importAll(t.Context(), func(*ingest.Report) {}); err != nil {
		t.Fatal(err)
	}
}

// TestAddedSource: an address that was added is read at once and ever after,
// and taken away by what is shown of it.
func TestAddedSource(t *testing.T) {
	s := newShelf(t)
	if err := s.Add(t.Context(), "data", s.site+"/meetups?key=pa55word#next"); err != nil {
		t.Fatal(err)
	}
	if n := s.live(t, "data"); n != 1 {
		t.Errorf("%d meetups after the source was added, want 1", n)
	}
	s.importEverything(t)
	want := "/more?key=declared gophers added:false read:true\n/meetups?key=pa55word data added:true read:true"
	if got := s.sources(t); got != want {
		t.Errorf("sources:\n%s\nwant\n%s", got, want)
	}
	if n := s.live(t, "data"); n != 1 {
		t.Errorf("%d meetups after the next import, want 1", n)
	}
	if err := s.Remove(t.Context(), s.site+"/meetups?..."); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.again:
	default:
		t.Error("no import is asked for when a source is removed")
	}
	s.importEverything(t)
	if got := s.sources(t); strings.Contains(got, "/meetups") {
		t.Errorf("sources after the removal:\n%s", got)
	}
	if n := s.live(t, "data"); n != 0 {
		t.Errorf("%d meetups after the removal, want none", n)
	}
}

// TestAddedAndDeclared: what was added and is declared later, for whichever
// group, is one source, and the file's.
func TestAddedAndDeclared(t *testing.T) {
	s := newShelf(t)
	address := s.site + "/meetups"
	if err := s.Add(t.Context(), "data", address); err != nil {
		t.Fatal(err)
	}
	config := *s.config.Load()
	config.Groups = append([]ConfiguredGroup(nil), config.Groups...)
	config.Groups[0].Sources = []ingest.Source{{Name: address, Location: address}}
	s.config.Store(&config)
	if got, want := s.sources(t), "/meetups gophers added:false read:true"; got != want {
		t.Errorf("sources:\n%s\nwant\n%s", got, want)
	}
	if err := s.Remove(t.Context(), address); err == nil || !strings.Contains(err.Error(), "declared in meetupbot.toml") {
		t.Errorf("Remove = %v", err)
	}
}

// TestDeclined: what people can mend they are told; all else is our fault.
func TestDeclined(t *testing.T) {
	s := newShelf(t)
	for _, query := range []string{"?a", "?b"} {
		if err := s.Add(t.Context(), "data", s.site+"/meetups"+query); err != nil {
			t.Fatal(err)
		}
	}
	add := func(group, address string) func() error {
		return func() error { return s.Add(t.Context(), group, address) }
	}
	remove := func(address string) func() error {
		return func() error { return s.Remove(t.Context(), address) }
	}
	for want, do := range map[string]func() error{
		"Harbour Data Club are read from there already": add("gophers", s.site+"/meetups?a"),
		"there is no such page":                         add("data", s.site+"/nothing?key=pa55word"),
		"no meetup was found there":                     add("data", s.site+"/cake"),
		"no web address":                                add("data", "rivertown.example/meetups"),
		"not over \"ssh\"":                              add("data", "ssh://git@rivertown.example/site.git"),
		"there is no group opera":                       add("opera", s.site+"/meetups"),
		"no meetups are read from there":                remove(s.site + "/nothing"),
		"several sources look like that":                remove(s.site + "/meetups?..."),
		"declared in meetupbot.toml":                    remove(s.site + "/more?..."),
	} {
		err := do()
		if _, ok := errors.AsType[bot.Declined](err); !ok || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "pa55word") {
			t.Errorf("%v, want it declined: %s", err, want)
		}
	}
	closed := *s.config.Load()
	closed.Organisers.AddSources = false
	s.config.Store(&closed)
	if err := s.Add(t.Context(), "data", s.site+"/more"); err == nil || !strings.Contains(err.Error(), "add_sources = true") {
		t.Errorf("Add where the operator does not allow it = %v", err)
	}
	closed.Organisers.AddSources = true
	s.config.Store(&closed)
	s.db.Close()
	for what, do := range map[string]func() error{"Add": add("data", s.site+"/more"), "Remove": remove(s.site + "/meetups?a")} {
		err := do()
		if _, told := errors.AsType[bot.Declined](err); err == nil || told {
			t.Errorf("%s without a database = %v, want a fault that nobody is shown", what, err)
		}
	}
}

// TestShelfIsBusy: who asks while all sources are read waits no longer than
// the question may take.
func TestShelfIsBusy(t *testing.T) {
	s := newShelf(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.turn.Acquire(ctx, 1); err != nil {
		t.Fatal(err)
	}
	defer s.turn.Release(1)
	soon, stop := context.WithTimeout(ctx, 20*time.Millisecond)
	defer stop()
	for what, err := range map[string]error{"Add": s.Add(soon, "data", s.site+"/meetups"), "Remove": s.Remove(soon, s.site+"/meetups")} {
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s while all sources are read = %v, want it given up", what, err)
		}
	}
}
