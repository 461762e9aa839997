package schedule

import (
	"context"
	"log/slog"
	"time"
)

// lateFrom is the delay from which a post is called late.
const lateFrom = time.Minute

// Late reports whether the row was posted, and late enough to be called so. What
// stands in a list was due as soon as could be.
func (d *Delivery) Late() bool {
	return d.State == Sent && d.Kind != Listing && d.SentAt.Sub(d.Due) > lateFrom
}

// logged is a place as the log names it: who asked to be reminded is nobody's
// business, and the log is read by many.
func (p Place) logged() string {
	if _, ok := p.Person(); ok {
		return p.Platform + ":direct"
	}
	return p.String()
}

func (d *Delivery) attrs() []any {
	return []any{"place", d.Key.Place.logged(), "event", int64(d.Key.Event), "kind", string(d.Kind), "slot", d.Key.Slot,
		"due", d.Due.Format(time.RFC3339)}
}

// logPosted is the line of each post.
func (r *Runner) logPosted(d *Delivery) {
	level, what := slog.LevelInfo, "posted"
	if d.Late() {
		level, what = slog.LevelWarn, "posted late"
	}
	if ctx := context.Background(); r.parts.Log.Enabled(ctx, level) {
		attrs := append(d.attrs(), "lateness", d.SentAt.Sub(d.Due).Round(time.Millisecond).String(), "attempts", d.Attempts)
		r.parts.Log.Log(ctx, level, what, attrs...)
	}
}

// logRow says what has become of a row other than that it was posted.
func (r *Runner) logRow(d *Delivery, what string) {
	level := slog.LevelWarn
	switch d.State {
	case Withdrawn, Sent, Planned, Retracted:
		level = slog.LevelInfo
	case Failed:
		level = slog.LevelError
	}
	r.parts.Log.Log(context.Background(), level, what, append(d.attrs(), "state", string(d.State), "reason", d.Reason)...)
}
