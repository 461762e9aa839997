package discord

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// Run registers the commands and stays connected to the gateway until ctx
// ends; then it lets answers under way go out and returns nil. What keeps it
// from being connected is said in the log and by Connection: it never ends the
// program, and the HTTP door and Send work beside it.
func (a *Adapter) Run(ctx context.Context) error {
	defer a.api.client.CloseIdleConnections()
	defer a.crew.Finish(a.delays.Finish)
	var work sync.WaitGroup
	work.Go(func() { a.keepRegistered(ctx) })
	work.Go(func() { a.stayConnected(ctx) })
	work.Wait()
	<-ctx.Done() // where both have ended the HTTP door still answers
	return nil
}

// keepRegistered registers the commands, again and again while that may
// succeed.
func (a *Adapter) keepRegistered(ctx context.Context) {
	defer a.recovered("the registration")
	for wait := a.delays.Again; ; wait = min(2*wait, a.delays.AtMost) {
		err := a.register(ctx)
		switch {
		case err == nil || ctx.Err() != nil:
			return
		case statusOf(err) == http.StatusUnauthorized:
			return // whoever keeps the connection says so
		case !fleeting(err):
			a.log.Error("discord: the commands cannot be registered: slash commands stay as they are", "err", err)
			return
		}
		a.log.Warn("discord: the commands cannot be registered now; trying again", "err", err)
		if !sleep(ctx, max(wait, retryAfter(err))) {
			return
		}
	}
}

// sleep waits; it is false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
