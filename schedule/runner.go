package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"
)

// A Runner sees that what is due is posted. It works in rounds.
type Runner struct {
	parts Parts
	wake  chan struct{}
	page  int         // channels and rows that are planned at a time
	many  atomic.Bool // more rows bore on the last round than on a page there is room for

	round sync.Mutex     // one round at a time
	mu    sync.Mutex     // of what follows, which a round shares with its errands
	away  sync.WaitGroup // errands
	aloft aloft
	crew  crew

	begun   bool               // a first round has looked after what a crash left behind
	unsaved map[int64]Delivery // outcomes that the ledger could not take yet, by row
	circuit circuit
	leap    leap
	turns   sync.RWMutex // of those at work: see at

	rested map[Place]time.Time // until when, by the real clock, a place is to rest before its next post: see pause

	since    time.Time      // the first round, by the real clock
	began    time.Time      // the latest round, by the product clock
	reports  []Delivery     // to organisers, as the ledger has them since the last round began
	queued   map[int64]bool // of these those that the round may be posting: they stay as they are
	listened time.Time      // when it was last asked what waits for organisers, by the real clock
}

// NewRunner returns a runner made of parts. Nothing happens until Run or Round.
func NewRunner(p Parts) *Runner {
	if p.Workers <= 0 {
		p.Workers = 8
	}
	if p.Delays == (Delays{}) {
		p.Delays = DefaultDelays()
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	return &Runner{parts: p, wake: make(chan struct{}, 1), page: pageSize, crew: crew{of: map[string]int{}}}
}

// Wake makes Run work out anew what is due: after an import, or when rules or
// rows changed. It never blocks.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default: // it is awake already
	}
}

// Run works until ctx ends: a round, then sleep until the earliest instant at
// which there is something to do, or until it is woken. A tick each minute
// makes up for clocks that jump; a tick that is skipped or doubled changes
// nothing. Run returns nil when ctx ended; posts under way are given
// Delays.Grace to finish.
func (r *Runner) Run(ctx context.Context, clock Clock) error {
	tick := cron.New(cron.WithLocation(time.UTC))
	if _, err := tick.AddFunc("* * * * *", r.Wake); err != nil {
		return fmt.Errorf("set the safety tick: %w", err)
	}
	tick.Start()
	defer func() { <-tick.Stop().Done() }()
	defer r.away.Wait()
	again := 0
	for ctx.Err() == nil {
		next, err := r.Round(ctx, clock)
		if ctx.Err() != nil {
			break
		}
		// Somebody else has written the row that this round was to write: the
		// next one finds it.
		if errors.Is(err, ErrExists) && again < maxAgain {
			again++
			continue
		}
		again = 0
		now := clock()
		if err != nil {
			if !errors.Is(err, ErrClock) || err.Error() != r.leap.logged {
				r.parts.Log.Error("round failed", "err", err)
			}
			r.leap.logged = err.Error()
			next = now.Product.Add(r.parts.Delays.MaxBackoff)
		}
		if r.parts.Rounded != nil {
			r.parts.Rounded(now, err)
		}
		r.sleep(ctx, next, clock())
	}
	return nil
}

// maxAgain bounds how often a round is made again at once.
const maxAgain = 3

// shortestSleep keeps a round that could not do what was due from being
// followed by the next without a pause.
const shortestSleep = 10 * time.Millisecond

// sleep returns at next, when the runner is woken, or when ctx ends. A zero
// next is never.
func (r *Runner) sleep(ctx context.Context, next time.Time, now Now) {
	var due <-chan time.Time
	if !next.IsZero() {
		timer := time.NewTimer(max(next.Sub(now.Product), shortestSleep))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-r.wake:
	case <-due:
	}
}
