package schedule_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"meetupbot/schedule"
	"meetupbot/store"
)

// A mortal recorder writes nothing any more when its process is dead.
type mortal struct {
	*store.Recorder
	dead bool
}

func (m *mortal) Begin(worker int, row int64) {
	if !m.dead {
		m.Recorder.Begin(worker, row)
	}
}

// dies runs a round in which the process ends while a row is being posted, and
// starts anew. waiting says that the platform has it then.
func (w *world) dies(when time.Time, waiting bool) {
	w.t.Helper()
	kept, err := w.db.Recorder()
	if err != nil {
		w.t.Fatal(err)
	}
	m := &mortal{Recorder: kept}
	w.recorder = m
	w.ledger = &fragile{Ledger: w.db, fail: func(rows []schedule.Delivery) bool {
		return m.dead && (has(rows, schedule.Sent) || has(rows, schedule.Unknown))
	}}
	w.chat.before = func(ctx context.Context, _ schedule.Delivery) {
		if waiting {
			schedule.Waiting(ctx)
		}
		m.dead = true
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
				w.dies(when, waiting)
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
