package schedule

import "context"

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

// atWork is what a worker does under a context.
type atWork struct {
	recorder Recorder
	worker   int
	row      int64
}

// Waiting says that the post under ctx now waits: for a platform, or for its
// turn. The function that it returns says that it goes on. A process that ends
// meanwhile does not end because of the post.
func Waiting(ctx context.Context) (goOn func()) {
	w, ok := ctx.Value(atWorkKey{}).(atWork)
	if !ok {
		return func() {}
	}
	w.recorder.Begin(w.worker, 0)
	return func() { w.recorder.Begin(w.worker, w.row) }
}

// at returns a context under which worker is at work on a row, until done.
func (r *Runner) at(ctx context.Context, worker int, row int64) (_ context.Context, done func()) {
	if r.parts.Recorder == nil {
		return ctx, func() {}
	}
	r.parts.Recorder.Begin(worker, row)
	return context.WithValue(ctx, atWorkKey{}, atWork{r.parts.Recorder, worker, row}), func() { r.parts.Recorder.Begin(worker, 0) }
}
