package slack

import (
	"context"
	"sync"
	"time"
)

// maxUnderWay is how much is answered at a time. A workspace asks a few things
// a minute; whoever asks more is told to come again.
const maxUnderWay = 100

// work bounds what is under way, and waits for it at the end.
type work struct {
	ctx    context.Context // of all that is under way
	cancel context.CancelFunc

	mu      sync.Mutex
	count   int
	stopped bool
	idle    sync.WaitGroup
}

func newWork() *work {
	w := &work{}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w
}

// begin takes up one more piece of work, unless there is too much already. Who
// begins ends.
func (w *work) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped || w.count >= maxUnderWay {
		return false
	}
	w.count++
	w.idle.Add(1)
	return true
}

func (w *work) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count--
	w.idle.Done()
}

// stop takes up nothing more, and waits for what is under way: for the grace
// as it is, and then until it has noticed that its context ended.
func (w *work) stop(grace time.Duration) {
	w.mu.Lock()
	w.stopped = true
	w.mu.Unlock()
	enough := time.AfterFunc(grace, w.cancel)
	defer enough.Stop()
	w.idle.Wait()
	w.cancel()
}
