package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ask makes a request of a platform: it has Delays.Post for it.
func (r *Runner) ask(ctx context.Context, request func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, r.parts.Delays.Post)
	defer cancel()
	defer caught(&err)
	return request(ctx)
}

// caught, deferred, makes an error of a panic: it is that of one request, and
// harms no other.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v", p)
	}
}

// noSooner returns how long to wait after err: pause, or longer where the platform
// asks for that.
func noSooner(pause time.Duration, err error) time.Duration {
	if refusal, ok := errors.AsType[Refusal](err); ok {
		pause = max(pause, refusal.RetryAfter())
	}
	return pause
}
