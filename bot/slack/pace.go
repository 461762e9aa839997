package slack

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
)

// maxPaced bounds how many channels are remembered. Those where nothing was
// said lately need no memory.
const maxPaced = 1000

// A pace keeps messages in one channel apart.
type pace struct {
	every time.Duration

	mu       sync.Mutex
	channels map[string]lane
}

// A lane is where the messages in a channel wait, one behind the other. Of answers
// one at a time stands there: what is due waits for no more, however much people ask.
type lane struct {
	*rate.Limiter
	answers *semaphore.Weighted
}

func newPace(every time.Duration) *pace {
	return &pace{every: every, channels: map[string]lane{}}
}

// wait returns when the next message may go out in the channel, or with an
// error when ctx will have ended by then.
func (p *pace) wait(ctx context.Context, channel string) error {
	if p.every <= 0 {
		return ctx.Err()
	}
	return p.of(channel).Wait(ctx)
}

// waitAnswer is wait for an answer.
func (p *pace) waitAnswer(ctx context.Context, channel string) error {
	if p.every <= 0 {
		return ctx.Err()
	}
	l := p.of(channel)
	if err := l.answers.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.answers.Release(1)
	return l.Wait(ctx)
}

// left is how long the next message in the channel has to wait.
func (p *pace) left(channel string) time.Duration {
	p.mu.Lock()
	l, ok := p.channels[channel]
	p.mu.Unlock()
	if !ok {
		return 0
	}
	return time.Duration(max(1-l.Tokens(), 0) * float64(p.every))
}

func (p *pace) of(channel string) lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.channels[channel]
	if !ok {
		if len(p.channels) >= maxPaced {
			p.forget()
		}
		l = lane{rate.NewLimiter(rate.Every(p.every), 1), semaphore.NewWeighted(1)}
		p.channels[channel] = l
	}
	return l
}

// forget drops the channels that were silent long enough.
func (p *pace) forget() {
	for channel, l := range p.channels {
		if l.Tokens() >= 1 {
			delete(p.channels, channel)
		}
	}
}
