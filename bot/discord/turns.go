package discord

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"
)

// globalSpan is that of Discord's limit for all requests, and a little for clocks
// that do not run alike.
const globalSpan = time.Second + resetMargin

// turns let through at most so many requests in any span of globalSpan, however
// long they are on their way: a turn is given back so long after the answer, for
// when Discord counted the request, between its sending and its answer, we cannot
// know.
type turns struct{ free *semaphore.Weighted }

func newTurns(limit int) turns { return turns{semaphore.NewWeighted(int64(limit))} }

// wait takes a turn; it returns with an error when ctx ends before there is one.
func (t turns) wait(ctx context.Context) error { return t.free.Acquire(ctx, 1) }

// end gives back the turn of a request that has just been answered.
func (t turns) end() { time.AfterFunc(globalSpan, t.unused) }

// unused gives back a turn that no request was made in.
func (t turns) unused() { t.free.Release(1) }
