package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	// https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
	globalPerSecond = 50
	// Discord bans an address that gets 10,000 answers of 401, 403 or 429 in
	// ten minutes. We stop at a tenth.
	// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
	maxInvalid    = 1000
	invalidWindow = 10 * time.Minute

	longestPause  = 5 * time.Second        // that a request waits for its turn; whoever wants it is told of longer ones
	ledgerPause   = 500 * time.Millisecond // that a post of the ledger waits, which has others to make meanwhile
	afterRefusal  = 10 * time.Second       // without a request where Discord just refused one with 403
	longestWindow = time.Minute            // that the headers of a success are believed: a limit that lasts longer costs one refusal, which says for how long
	resetMargin   = 10 * time.Millisecond  // beyond what the headers say: they are rounded
	keptBuckets   = 1000                   // before those at rest are forgotten
	withoutBucket = ""
)

// A pace keeps to Discord's rate limits as its answers state them, so that
// requests wait here and are not refused there.
type pace struct {
	now    func() time.Time
	global turns

	mu      sync.Mutex
	buckets map[string]*bucket
	until   time.Time   // no request at all before
	revoked bool        // the bot's token is worthless
	invalid []time.Time // when Discord counted a request as invalid, oldest first
}

// A bucket is one rate limit.
type bucket struct {
	limit   int // requests in each window, as last stated; 0: not yet
	left    int // in this window
	flying  int // requests under way
	reset   time.Time
	refused time.Time     // no request before
	changed chan struct{} // closed when an answer arrives
}

func newPace(now func() time.Time, perSecond int) *pace {
	if perSecond <= 0 {
		perSecond = globalPerSecond
	}
	return &pace{now: now, global: newTurns(perSecond), buckets: map[string]*bucket{}}
}

// enter waits until a request may be made, unless that takes longer than atMost.
// own says that it needs the bot's token. Whatever else a request waits for, it does
// so without a turn among all requests, and looks again when it has one: a turn
// that was taken before would be counted too early, and what was looked at before
// may be so no more. It leaves spare requests of each window to others.
func (p *pace) enter(ctx context.Context, key string, own bool, spare int, atMost time.Duration) *failure {
	for {
		if own {
			if err := p.global.wait(ctx); err != nil {
				return &failure{reason: "too much is asked of Discord at a time", after: time.Second, cause: err}
			}
		}
		wait, changed, refusal := p.take(key, own, spare)
		if refusal == nil && wait == 0 {
			return nil
		}
		if own {
			p.global.unused()
		}
		switch {
		case refusal != nil:
			return refusal
		case wait > atMost:
			return &failure{reason: "Discord asked for a pause", after: wait}
		}
		pause := time.NewTimer(wait)
		select {
		case <-changed:
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return &failure{reason: "no turn came while there was time", after: wait, cause: ctx.Err()}
		}
		pause.Stop()
	}
}

// take takes one request from a bucket, or says how long to wait for that
// unless something changes before.
func (p *pace) take(key string, own bool, spare int) (wait time.Duration, changed <-chan struct{}, refusal *failure) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	switch {
	case own && p.revoked:
		return 0, nil, &failure{status: http.StatusUnauthorized, reason: "Discord does not take the bot's token any more: put a new one into the settings and start again"}
	case p.countInvalid(now) >= maxInvalid:
		return 0, nil, &failure{reason: "Discord refused so much lately that we ask nothing for a while", after: p.invalid[0].Add(invalidWindow).Sub(now)}
	case now.Before(p.until):
		return p.until.Sub(now), nil, nil
	case key == withoutBucket:
		return 0, nil, nil
	}
	b := p.buckets[key]
	if b == nil {
		p.forget(now)
		b = &bucket{left: 1, changed: make(chan struct{})}
		p.buckets[key] = b
	}
	if rest := b.refused.Sub(now); rest > 0 {
		return 0, nil, &failure{reason: "Discord refused the same a moment ago", after: rest}
	}
	if wait = b.wait(now, spare); wait == 0 {
		b.left--
		b.flying++
	}
	return wait, b.changed, nil
}

// wait is how long a request waits for its turn, unless an answer comes before. Of a
// window that has room for more it does not take the last spare ones.
func (b *bucket) wait(now time.Time, spare int) time.Duration {
	if !now.Before(b.reset) {
		b.left = max(b.left, b.limit-b.flying)
		if b.flying == 0 {
			b.left = max(b.left, 1)
		}
	}
	switch {
	case b.left > min(spare, max(b.limit-1, 0)):
		return 0
	case now.Before(b.reset):
		return b.reset.Sub(now)
	}
	return ledgerPause // the answer to the first request tells the limit
}

// pause is how long a request from a bucket would wait now.
func (p *pace) pause(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	wait := max(p.until.Sub(now), 0)
	if b := p.buckets[key]; b != nil {
		wait = max(wait, b.wait(now, 0))
	}
	return wait
}

// leave takes in what the answer to a request says. header is nil where there
// was no answer, f is nil where it was a success.
func (p *pace) leave(key string, own bool, header http.Header, f *failure) {
	if own {
		p.global.end()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if f != nil {
		switch {
		case f.status == http.StatusUnauthorized && own:
			p.revoked = true
			p.invalid = append(p.invalid, now)
		case f.status == http.StatusUnauthorized, f.status == http.StatusForbidden, f.status == http.StatusTooManyRequests && !f.shared:
			p.invalid = append(p.invalid, now)
		}
		if f.global && f.after > 0 {
			p.until = now.Add(f.after)
		}
	}
	b := p.buckets[key]
	if b == nil {
		return
	}
	b.flying--
	left, err := strconv.Atoi(header.Get("X-RateLimit-Remaining"))
	limit, err2 := strconv.Atoi(header.Get("X-RateLimit-Limit"))
	if err == nil && err2 == nil {
		if now.Before(b.reset) { // an answer of this window, of which there may have been a later one
			b.left = min(b.left, left)
		} else {
			b.left = max(0, left-b.flying)
		}
		window := min(headerSeconds(header, "X-RateLimit-Reset-After"), longestWindow)
		b.limit, b.reset = limit, now.Add(window+resetMargin)
	}
	if f != nil && f.after > 0 {
		b.left, b.reset = 0, now.Add(f.after)
	}
	if f != nil && f.status == http.StatusForbidden {
		b.refused = now.Add(afterRefusal)
	}
	close(b.changed)
	b.changed = make(chan struct{})
}

// countInvalid counts the invalid requests that Discord still remembers.
// p.mu is held.
func (p *pace) countInvalid(now time.Time) int {
	for len(p.invalid) > 0 && now.Sub(p.invalid[0]) >= invalidWindow {
		p.invalid = p.invalid[1:]
	}
	return len(p.invalid)
}

// forget drops buckets at rest when there are many. p.mu is held.
func (p *pace) forget(now time.Time) {
	if len(p.buckets) < keptBuckets {
		return
	}
	for key, b := range p.buckets {
		if b.flying == 0 && !now.Before(b.reset) && !now.Before(b.refused) {
			delete(p.buckets, key)
		}
	}
}

// renew has the bot's token tried again.
func (p *pace) renew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.revoked = false
}

// revoke has nothing be asked with the bot's token any more.
func (p *pace) revoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.revoked = true
}
