package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// TestReadersWhileWriting asks from another opening of the file, as another
// process would, while events are kept: each answer is of one moment.
func TestReadersWhileWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	writer := openAt(t, path, store.Writer)
	reader := openAt(t, path, store.Reader)
	a := newArchive(50)
	const rounds, each = 12, 20
	done := make(chan struct{})
	var wg sync.WaitGroup
	for _, db := range []*store.DB{writer, reader} {
		for range 2 {
			wg.Go(func() {
				for {
					found, err := db.Events(context.Background(), content.EventQuery{})
					if err != nil || len(found)%each != 0 {
						t.Errorf("while writing, %d events, %v, want a multiple of %d", len(found), err, each)
						return
					}
					if _, err := db.People(context.Background(), nil, a.people[0]); err != nil {
						t.Error(err)
						return
					}
					select {
					case <-done:
						return
					default:
					}
				}
			})
		}
	}
	for i := range rounds {
		keep(t, writer, a.events(each, 2)...)
		save(t, writer, row(content.EventID(i+1), lounge, noon))
	}
	close(done)
	wg.Wait()
	if got := events(t, reader, content.EventQuery{}); len(got) != rounds*each {
		t.Errorf("the reader sees %d events, want %d", len(got), rounds*each)
	}
}

func TestWritersWaitForEachOther(t *testing.T) {
	db := open(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 10 {
				if _, err := db.Save(context.Background(), []schedule.Delivery{row(content.EventID(i*10+n), lounge, noon)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := deliveries(t, db, schedule.DeliveryQuery{}); len(got) != 80 {
		t.Errorf("%d rows are kept, want 80", len(got))
	}
}

func TestTwoWhoPlanTheSame(t *testing.T) {
	db := open(t)
	var wg sync.WaitGroup
	results := make(chan error, 6)
	for range cap(results) {
		wg.Go(func() {
			_, err := db.Save(context.Background(), []schedule.Delivery{row(1, lounge, noon)})
			results <- err
		})
	}
	wg.Wait()
	close(results)
	kept := 0
	for err := range results {
		if err == nil {
			kept++
		} else if !errors.Is(err, schedule.ErrExists) {
			t.Errorf("Save = %v, want ErrExists", err)
		}
	}
	if kept != 1 {
		t.Errorf("%d of them kept the row, want 1", kept)
	}
}

func TestCancelledQuestion(t *testing.T) {
	db := open(t)
	keep(t, db, meetup())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.Events(ctx, content.EventQuery{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Events = %v, want context.Canceled", err)
	}
	if _, err := db.Import(ctx, content.Import{Group: rivertown, Events: []content.Event{meetup()}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Import = %v, want context.Canceled", err)
	}
	if got := events(t, db, content.EventQuery{}); len(got) != 1 {
		t.Errorf("afterwards %d events, want 1", len(got))
	}
}

// TestUnderAFakeClock is what tests of the runner build on: a month of minutes
// passes without one of the real clock.
func TestUnderAFakeClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		tick := time.NewTicker(24 * time.Hour)
		defer tick.Stop()
		for i := range 31 {
			now := <-tick.C
			save(t, db, row(content.EventID(i+1), lounge, now))
		}
		if got := deliveries(t, db, schedule.DeliveryQuery{Open: true}); len(got) != 31 || got[30].Due.Sub(got[0].Due) != 30*24*time.Hour {
			t.Errorf("%d rows, want one a day", len(got))
		}
	})
}

func TestCloseLeavesNoGoroutine(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, db, meetup())
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
