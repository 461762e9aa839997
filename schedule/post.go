package schedule

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"meetupbot/crash"
)

// post works through the queue with at most Workers posts under way on each
// platform. Each transaction keeps the outcomes of the posts that have ended and
// the claims of those that begin, so that never more rows are Sending than there
// are workers, and none is posted before its claim is durable. Once the round has
// left it begins nothing, and keeps how posts end. While places rest that will have
// done so before the round is over, it waits for them.
func (r *Runner) post(ctx context.Context, errand *errand, clock Clock, s *survey, q *queue) error {
	posts, stop := r.graceful(ctx)
	defer stop()
	results := make(chan result, r.parts.Workers)
	var came []result  // how posts ended
	var ended []*entry // outcomes to be kept
	var failed error
	underWay := 0
	var pause time.Duration // until a place that sleeps or rests wakes; 0: none does
	more := false           // some will have rested before the round is over
	begun := clock()
	step := func() (done bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, res := range came {
			underWay--
			r.crew.leave(res.entry.Key.Place.Platform, res.worker)
			ended = append(ended, res.entry)
			if others := r.conclude(res, q); !errand.left {
				ended = append(ended, others...)
			}
			if !res.entry.State.Final() || lives(res.entry.Kind) {
				q.keep(res.entry)
			}
		}
		now := clock()
		var claims []*entry
		more = false
		if over := begun.Real.Add(r.parts.Delays.Round); !errand.left && failed == nil && ctx.Err() == nil && !now.Real.After(over) {
			claims = q.take(now, func(platform string) int { return r.room(now, platform) - r.crew.of[platform] }, r.pause)
			pause = q.wakes(now)
			more = !q.rested.IsZero() && !q.rested.After(over)
		} else {
			pause = 0
		}
		if len(ended)+len(claims)+underWay == 0 && !more {
			return true
		}
		if len(ended)+len(claims) > 0 {
			if err := r.claim(ctx, now, claims, ended); err != nil {
				failed = errors.Join(failed, err)
				claims = nil
			}
			for _, e := range ended {
				r.aloft.end(&e.Delivery)
			}
			if ended = nil; errand.left {
				r.Wake() // there is room again
			}
		}
		if len(claims) > 0 {
			good, bad, err := r.confirm(ctx, now, s, claims)
			failed = errors.Join(failed, err)
			for _, e := range bad {
				q.release(e.Key.Place)
				q.keep(e)
			}
			ended = append(ended, bad...)
			for _, e := range claims {
				r.aloft.begin(&e.Delivery)
			}
			for _, e := range good {
				underWay++
				worker := r.crew.join(e.Key.Place.Platform)
				go func() { results <- r.attempt(posts, worker, e, clock) }()
			}
		}
		return false
	}
	for !step() {
		if came = nil; underWay > 0 || more {
			came = collect(ctx, results, underWay, len(ended) > 0, pause)
		}
	}
	return failed
}

// together is how long the outcome of a post waits for those of others, to be
// kept with them: each transaction has to reach the disk.
const together = 5 * time.Millisecond

// collect returns how posts ended: at least one, unless none does for so long as
// most, and those that end soon after it; at once only those that have. No most is
// for ever. Where none is under way it waits for most, or until ctx ends.
func collect(ctx context.Context, results <-chan result, underWay int, atOnce bool, most time.Duration) (ended []result) {
	var late, idle <-chan time.Time
	var stopped <-chan struct{}
	if underWay == 0 {
		stopped = ctx.Done()
	}
	if most > 0 {
		timer := time.NewTimer(most)
		defer timer.Stop()
		idle = timer.C
	}
	for len(ended) < max(underWay, 1) {
		if atOnce {
			select {
			case res := <-results:
				ended = append(ended, res)
				continue
			default:
				return ended
			}
		}
		select {
		case res := <-results:
			ended = append(ended, res)
		case <-late:
			return ended
		case <-idle:
			return ended
		case <-stopped:
			return ended
		}
		if late == nil {
			timer := time.NewTimer(together)
			defer timer.Stop()
			late = timer.C
		}
	}
	return ended
}

// A crew is who is at work: how many on each platform, and the numbers by which
// the Recorder knows them.
type crew struct {
	of    map[string]int
	size  int
	spare []int
}

func (c *crew) join(platform string) (worker int) {
	c.of[platform]++
	if n := len(c.spare); n > 0 {
		worker, c.spare = c.spare[n-1], c.spare[:n-1]
		return worker
	}
	c.size++
	return c.size - 1
}

func (c *crew) leave(platform string, worker int) {
	c.of[platform]--
	c.spare = append(c.spare, worker)
}

// claim makes the intention to post claims durable, together with outcomes. On
// an error nothing of claims is to be posted; outcomes are kept in memory for
// the next round, because what was posted must not be forgotten.
func (r *Runner) claim(ctx context.Context, now Now, claims, outcomes []*entry) error {
	rows := make([]Delivery, 0, len(claims)+len(outcomes))
	for _, e := range outcomes {
		rows = append(rows, e.Delivery)
	}
	for _, e := range claims {
		e.State, e.Attempted = Sending, now.Real
		e.Attempts++
		if e.First.IsZero() {
			e.First = now.Real
		}
		rows = append(rows, e.Delivery)
	}
	if len(claims) > 0 {
		crash.At(crash.BeforeClaim)
	}
	if len(outcomes) > 0 {
		crash.At(crash.BeforeMark)
	}
	// What has been posted is kept even when we are asked to stop.
	saved, err := r.save(context.WithoutCancel(ctx), now, rows)
	if err != nil {
		if r.unsaved == nil {
			r.unsaved = map[int64]Delivery{}
		}
		for _, d := range rows[:len(outcomes)] {
			r.unsaved[d.ID] = d
		}
		return fmt.Errorf("save %d claims and %d outcomes: %w", len(claims), len(outcomes), err)
	}
	for i, e := range outcomes {
		e.Kept, e.Reported = saved[i].Kept, saved[i].Reported
		delete(r.unsaved, e.ID) // of an earlier outcome: this one is news
	}
	for _, e := range claims {
		e.Kept = e.State
	}
	if len(claims) > 0 {
		crash.At(crash.AfterClaim)
	}
	if len(outcomes) > 0 {
		crash.At(crash.AfterMark)
	}
	return nil
}

// saveOutcomes keeps what the ledger could not take in an earlier round, but for
// rows in which somebody has decided otherwise since.
func (r *Runner) saveOutcomes(ctx context.Context, now Now) error {
	if len(r.unsaved) == 0 {
		return nil
	}
	var outcomes []Delivery
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(r.unsaved)), pageSize) {
		rows, err := r.readRows(ctx, ids)
		if err != nil {
			return err
		}
		for _, kept := range rows {
			if d := r.unsaved[kept.ID]; d.Kept == kept.State {
				outcomes = append(outcomes, d)
			}
		}
	}
	if _, err := r.save(ctx, now, outcomes); err != nil {
		return fmt.Errorf("save %d outcomes of an earlier round: %w", len(r.unsaved), err)
	}
	r.unsaved = nil
	return nil
}

// graceful returns a context that outlives ctx by Delays.Grace.
func (r *Runner) graceful(ctx context.Context) (context.Context, func()) {
	posts, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		grace := time.NewTimer(r.parts.Delays.Grace)
		defer grace.Stop()
		select {
		case <-grace.C:
			cancel()
		case <-posts.Done():
		}
	})
	return posts, func() { stop(); cancel() }
}

// A result is how one attempt ended.
type result struct {
	entry   *entry
	worker  int
	message string
	err     error
	at      Now
	panics  bool
}

// attempt makes one attempt. A panic on the way is the row's fault alone.
func (r *Runner) attempt(ctx context.Context, worker int, e *entry, clock Clock) (res result) {
	ctx, answered := r.within(ctx, clock, e.Key.Place.Platform)
	defer func() { answered(res.err) }()
	ctx, done := r.at(ctx, worker, &e.Delivery)
	defer done()
	defer func() {
		if p := recover(); p != nil {
			res = result{entry: e, worker: worker, err: fmt.Errorf("panic: %v", p), at: clock(), panics: true}
		}
	}()
	crash.At(crash.BeforeSend)
	message, err := r.parts.Poster.Post(ctx, e.Delivery, clock().Product)
	crash.At(crash.AfterSend)
	return result{entry: e, worker: worker, message: message, err: err, at: clock()}
}

// conclude draws the conclusion from one attempt. It returns the other rows
// that it concerns.
func (r *Runner) conclude(res result, q *queue) (others []*entry) {
	e := res.entry
	defer q.release(e.Key.Place)
	refusal, refused := errors.AsType[Refusal](res.err)
	switch {
	case res.err == nil:
		r.sent(&e.Delivery, res.at, res.message, false)
		r.works(e.Key.Place.Platform, res.at)
		r.logPosted(&e.Delivery)
	case !refused || unsure(res.err):
		if res.panics {
			e.Crashes++
		}
		r.doubt(&e.Delivery, res.at, res.err.Error())
		r.logRow(&e.Delivery, "post has an unknown outcome")
	case concerns(res.err) == ThisPlatform:
		e.State, e.Reason, e.NotBefore = Planned, res.err.Error(), time.Time{}
		r.cut(e.Key.Place.Platform, res.err)
		others = q.shut(e.Key.Place.Platform, res.err.Error())
	case refusal.Final():
		e.State, e.Reason, e.NotBefore = Failed, res.err.Error(), time.Time{}
		if concerns(res.err) == ThisPlace {
			until := r.avoid(e.Key.Place, res.at, res.err)
			others = q.hold(e.Key.Place, until)
			for _, o := range others {
				o.Reason = res.err.Error()
			}
			if e.Kind == Listing {
				// It is of use until its event begins, however late it comes: it waits
				// until somebody gives the bot the permission that it lacks.
				e.State, e.NotBefore = Planned, until
				break
			}
		}
		r.logRow(&e.Delivery, "failed")
	default:
		wait := r.backoff(e.Attempts)
		if after := refusal.RetryAfter(); after > 0 {
			wait = max(wait, after)
			until := keepable(res.at.Real.Add(after))
			r.rest(e.Key.Place, until)
			others = q.hold(e.Key.Place, until)
			q.again(e) // if the round lasts for so long
		}
		e.State, e.Reason, e.NotBefore = Planned, res.err.Error(), keepable(res.at.Real.Add(wait))
		r.logRow(&e.Delivery, "post was refused, will be tried again")
	}
	return others
}

// backoff is the pause after a number of attempts.
func (r *Runner) backoff(attempts int) time.Duration {
	wait := r.parts.Delays.Backoff
	for i := 1; i < attempts && wait < r.parts.Delays.MaxBackoff; i++ {
		wait *= 2
	}
	return min(wait, r.parts.Delays.MaxBackoff)
}
