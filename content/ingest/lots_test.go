package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/store"
)

// A lotStore counts the events of each transaction, writes something else after
// each, and may end as a process does.
type lotStore struct {
	*store.DB
	lots   []int
	endsAt int // before which transaction, from 1; 0: it does not
}

var errEnded = errors.New("the process ended")

func (s *lotStore) ImportAll(ctx context.Context, parts iter.Seq2[content.Import, error]) ([]content.EventID, error) {
	if s.endsAt > 0 && len(s.lots)+1 == s.endsAt {
		return nil, errEnded
	}
	ids, err := s.DB.ImportAll(ctx, parts)
	if err != nil {
		return nil, err
	}
	s.lots = append(s.lots, len(ids))
	return ids, s.SetNote(ctx, "lots", fmt.Sprint(s.lots))
}

// A first import of very many events holds the write lock for a lot of them at a
// time. One that is broken off leaves whole events of a source that counts as
// never imported, and the next one completes it: the same events, and no news.
func TestFirstImportInLots(t *testing.T) {
	const events = 2600
	dir := t.TempDir()
	var all []string
	for i := range events {
		day := content.Date("2012-01-03").AddDays(i)
		all = append(all, vevent(fmt.Sprintf("UID:%d@example.org", i), fmt.Sprintf("SUMMARY:Evening %d", i),
			"DTSTART;TZID=Europe/London:"+strings.ReplaceAll(string(day), "-", "")+"T183000"))
	}
	for i := range 4 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.ics", i)), []byte(vcalendar(all[i*events/4:(i+1)*events/4]...)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	open := func() *store.DB {
		db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "lots.db"), store.Writer)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
	bring := func(s *lotStore) (*ingest.Report, error) {
		return (&ingest.Importer{Store: s}).Import(t.Context(), group, ingest.Source{Name: "days", Location: dir}, now)
	}
	kept := func(s *lotStore) []content.Event {
		t.Helper()
		events, err := s.Events(t.Context(), content.EventQuery{Told: true, Evidence: true})
		if err != nil {
			t.Fatal(err)
		}
		return events
	}

	at, broken := &lotStore{DB: open()}, &lotStore{DB: open(), endsAt: 3}
	if report, err := bring(at); err != nil || report.New != events {
		t.Fatalf("first import: %v, %v", report, err)
	}
	for _, n := range at.lots {
		if n > events*2/3 {
			t.Errorf("the transactions are of %v events, want none of most of them", at.lots)
		}
	}
	if _, err := bring(broken); !errors.Is(err, errEnded) {
		t.Fatalf("import that ends early: %v", err)
	}
	record, err := broken.Source(t.Context(), "days")
	if err != nil || record.Group != group.Name || !record.Imported.IsZero() || len(record.Documents) > 0 {
		t.Errorf("the source is kept as %+v, %v: want it there, and never imported", record, err)
	}
	some, want := kept(broken), kept(at)
	first := slices.DeleteFunc(slices.Clone(want), func(e content.Event) bool { return int(e.ID) > len(some) })
	if diff := gocmp.Diff(first, some); len(some) == 0 || len(some) >= events || diff != "" {
		t.Fatalf("%d events are kept of an import that ended early; want whole ones, and not all (-in one +so far):\n%.2000s", len(some), diff)
	}
	broken.endsAt = 0
	report, err := bring(broken)
	if err != nil || report.Unchanged != len(some) || report.New != events-len(some) {
		t.Errorf("the next import: %v, %v", report.Summary(), err)
	}
	if diff := gocmp.Diff(want, kept(broken)); diff != "" {
		t.Errorf("an import in two goes is another (-in one +in two):\n%.2000s", diff)
	}
	report, err = bring(broken)
	if err != nil || report.Unchanged != events || len(report.Lines) > 0 {
		t.Errorf("the last import: %v, %v", report.Summary(), err)
	}
}
