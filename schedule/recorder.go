package schedule

import (
	"context"
	"sync"
)

// A Recorder remembers, beyond the end of the process, which rows the program
// itself was at work on. So a row that ends the process again and again is
// told from those that were merely under way. What it writes need not survive
// the end of the machine, only that of the process: it is cheap.
type Recorder interface {
	// Interrupted returns the rows at work when the last process ended. It is
	// asked once, before the first Begin.
	Interrupted() []int64
	// Begin notes that worker, counted from 0, is at work on a row; 0: on none.
	Begin(worker int, row int64)
}

type atWorkKey struct{}

// work is what a worker does under a context.
type work struct {
	recorder Recorder
	worker   int
	row      int64
	turn     sync.Locker // that of a suspect is had by nobody else meanwhile

	mu   sync.Mutex
	busy bool
}

func (w *work) begin() {
	w.turn.Lock()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy = true
	w.recorder.Begin(w.worker, w.row)
}

// pause ends what begin began; another time it does nothing.
func (w *work) pause() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy {
		w.busy = false
		w.recorder.Begin(w.worker, 0)
		w.turn.Unlock()
	}
}

// Waiting says that the post under ctx now waits: for a platform, or for its
// turn. The function that it returns says that it goes on. A process that ends
// meanwhile does not end because of the post.
func Waiting(ctx context.Context) (goOn func()) {
	w, ok := ctx.Value(atWorkKey{}).(*work)
	if !ok {
		return func() {}
	}
	w.pause()
	return w.begin
}

// at returns a context under which worker is at work on a row, until done. Many
// rows may be at work when a process ends. A suspect, at which a process ended
// before, is at work when no other is: should a process end then once more, it
// is known at which.
func (r *Runner) at(ctx context.Context, worker int, d *Delivery) (_ context.Context, done func()) {
	if r.parts.Recorder == nil {
		return ctx, func() {}
	}
	w := &work{recorder: r.parts.Recorder, worker: worker, row: d.ID, turn: r.turns.RLocker()}
	if d.Crashes > 0 {
		w.turn = &r.turns
	}
	w.begin()
	return context.WithValue(ctx, atWorkKey{}, w), w.pause
}
