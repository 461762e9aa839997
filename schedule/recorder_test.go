package schedule_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/schedule"
	"meetupbot/store"
)

// A mortal recorder writes nothing any more when its process is dead.
type mortal struct {
	*store.Recorder
	dead atomic.Bool
}

func (m *mortal) Begin(worker int, row int64) {
	if !m.dead.Load() {
		m.Recorder.Begin(worker, row)
	}
}

// dies runs a round in which the process ends while so many rows are being
// posted, and starts anew. waiting says that the platform has them then.
func (w *world) dies(when time.Time, rows int, waiting bool) {
	w.t.Helper()
	kept, err := w.db.Recorder()
	if err != nil {
		w.t.Fatal(err)
	}
	m := &mortal{Recorder: kept}
	w.recorder = m
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool {
		return m.dead.Load() && (has(rows, schedule.Sent) || has(rows, schedule.Unknown))
	}}
	var all sync.WaitGroup
	all.Add(rows)
	w.chat.before = func(ctx context.Context, _ schedule.Delivery) {
		if m.dead.Load() {
			return
		}
		all.Done()
		all.Wait()
		if waiting {
			schedule.Waiting(ctx)
		}
		m.dead.Store(true)
	}
	w.restart()
	for range 4 { // settling, and then the post
		w.runner.Round(w.t.Context(), stopped(when))
		when = when.Add(time.Minute)
	}
	w.ledger, w.chat.before = w.db, nil
}

func TestRowsThatWaitAreNotBlamed(t *testing.T) {
	for name, waiting := range map[string]bool{"at work": false, "waiting": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.keep(evening())
			w.setUnknown(schedule.Absent)
			when := at("2017-09-25T10:00:00+01:00")
			for range 6 {
				w.dies(when, 1, waiting)
				when = when.Add(5 * time.Minute)
			}
			kept, err := w.db.Recorder()
			if err != nil {
				t.Fatal(err)
			}
			w.recorder = kept
			w.restart()
			for range 3 {
				w.round(when.Format(time.RFC3339))
				when = when.Add(2 * time.Minute)
			}
			if waiting {
				rows := w.rows(dayBefore + "/0 sent")
				if rows[0].Crashes != 0 || rows[0].Attempts != 7 {
					t.Errorf("%d crashes after %d attempts", rows[0].Crashes, rows[0].Attempts)
				}
				return
			}
			rows := w.rows(dayBefore + "/0 failed")
			if !strings.Contains(rows[0].Reason, "quarantined") || rows[0].Attempts != 3 {
				t.Errorf("failed after %d attempts with %q", rows[0].Attempts, rows[0].Reason)
			}
		})
	}
}

// A crowd notes who is at work at the same time.
type crowd struct {
	schedule.Recorder
	mu   sync.Mutex
	rows map[int]int64 // by worker
	seen func(rows []int64)
}

func (c *crowd) Begin(worker int, row int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Recorder.Begin(worker, row)
	if delete(c.rows, worker); row != 0 {
		c.rows[worker] = row
		c.seen(slices.Collect(maps.Values(c.rows)))
	}
}

// Of many rows that were at work when the process ended one may be the cause:
// from then on each of them is at work alone, while others may wait.
func TestSuspectsWorkAlone(t *testing.T) {
	w := newWorld(t)
	w.workers, w.channels = 8, nil
	w.rooms("console", 16)
	w.keep(evening())
	w.setUnknown(schedule.Absent)
	const several = 3 // as many as are under way where nothing was posted yet
	w.dies(at("2017-09-25T10:00:00+01:00"), several, false)

	kept, err := w.db.Recorder()
	if err != nil {
		t.Fatal(err)
	}
	suspects := kept.Interrupted()
	if len(suspects) != several {
		t.Fatalf("the process ended at work on rows %d, want %d of them", suspects, several)
	}
	together, alone := 0, map[int64]bool{}
	w.recorder = &crowd{Recorder: kept, rows: map[int]int64{}, seen: func(rows []int64) {
		together = max(together, len(rows))
		for _, row := range rows {
			if !slices.Contains(suspects, row) {
				continue
			}
			alone[row] = true
			if len(rows) > 1 {
				t.Errorf("row %d was at work beside others: %d", row, rows)
			}
		}
	}}
	var waiting sync.WaitGroup
	waiting.Add(2) // two at once wait for the platform
	var first atomic.Int32
	w.chat.before = func(ctx context.Context, _ schedule.Delivery) {
		goOn := schedule.Waiting(ctx)
		if first.Add(1) <= 2 {
			waiting.Done()
			waiting.Wait()
		}
		goOn()
		time.Sleep(2 * time.Millisecond)
	}
	w.restart()
	for when := at("2017-09-25T10:10:00+01:00"); when.Before(at("2017-09-25T10:15:00+01:00")); when = when.Add(time.Minute) {
		w.round(when.Format(time.RFC3339))
	}
	if together < 2 || len(alone) != len(suspects) {
		t.Errorf("%d at work at a time, %d of %d suspects alone", together, len(alone), len(suspects))
	}
	for _, d := range w.rows(slices.Repeat([]string{dayBefore + "/0 sent"}, 16)...) {
		if d.Crashes > 1 {
			t.Errorf("row %d: %d crashes", d.ID, d.Crashes)
		}
	}
}
