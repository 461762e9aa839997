package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// A diskFault is what becomes of a disk while the bot posts.
type diskFault struct {
	what   string
	inject func(*dice) string
	ends   bool // it ends the bot
	mayEnd bool // the bot may end by itself
}

var diskFaults = []diskFault{
	{what: "disk full", inject: func(*dice) string { return "pwrite64:error=ENOSPC" }},
	{what: "I/O error", mayEnd: true, inject: func(d *dice) string {
		return []string{"fsync,fdatasync:error=EIO", "pwrite64:error=EIO"}[d.below(2)]
	}},
	{what: "killed inside a commit", ends: true, inject: func(d *dice) string {
		return []string{
			fmt.Sprintf("pwrite64:signal=SIGKILL:when=%d", 1+d.below(6)),
			"fsync,fdatasync:signal=SIGKILL",
		}[d.below(2)]
	}},
}

// A toll is what an experiment with the disk came to.
type toll struct {
	times     int
	sound     int    // databases that were whole afterwards
	unclaimed int    // messages whose posting the ledger knew nothing of
	ended     int    // lives that ended by themselves
	said      string // the end of the log of the last one of them
	most      int    // requests to post during one fault
}

// disk lets the disk fail while the bot posts, so many times in each way. Each
// time the bot dies in the end, and what it left on the disk is looked at.
func (m *measurement) disk(times int) error {
	if !canInject() {
		m.unmeasured(errNoInjection.Error())
		return nil
	}
	var group errgroup.Group
	for i, f := range diskFaults {
		d := newDice(m.seed + uint64(i))
		group.Go(func() error { return m.failAgain(f, times, d) })
	}
	return group.Wait()
}

// failAgain measures one fault.
func (m *measurement) failAgain(f diskFault, times int, d *dice) error {
	var sum verdict
	var t toll
	began := time.Now()
	for t.times < times {
		before := t.times
		v, err := m.fail(f, times, d, &t)
		if err != nil {
			return fmt.Errorf("%s: %w", f.what, err)
		}
		if t.times == before {
			return fmt.Errorf("%s: the disk never failed", f.what)
		}
		sum.add(v)
	}
	kept := sum.kept() && t.sound == t.times && t.unclaimed == 0 && (f.mayEnd || t.ended == 0)
	if !kept && t.said != "" {
		fmt.Printf("  it ended by itself, saying\n%s\n", t.said)
	}
	m.figure(fmt.Sprintf("%d times %s, %v", t.times, f.what, time.Since(began).Round(time.Second)),
		fmt.Sprintf("databases whole %d of %d, posts without a durable claim %d, at most %d requests to post during a fault, the bot ended by itself %d times\n%v",
			t.sound, t.times, t.unclaimed, t.most, t.ended, sum), kept)
	return nil
}

// fail posts the reminders of one world under faults until all are posted or
// the disk has failed often enough.
func (m *measurement) fail(f diskFault, times int, d *dice, t *toll) (verdict, error) {
	w, err := m.reminders(min(2000, 40*times), d)
	if err != nil {
		return verdict{}, err
	}
	defer w.close()
	w.slow(d)
	planned := int64(len(w.meetups) * len(w.places))
	for t.times < times && w.posts.Load() < planned-20 {
		asked := w.calls.Load()
		l, err := w.start()
		if err != nil {
			return verdict{}, err
		}
		// A bot that starts on a full disk says so and ends: it has to be up before.
		l.until(func() bool { return w.calls.Load() > asked }, patience)
		dies := w.posts.Load() + 1 + int64(d.below(20))
		l.until(func() bool { return w.posts.Load() >= dies }, 4*settle)
		err = w.failOnce(f, l, d, t)
		l.kill()
		if err != nil {
			return verdict{}, err
		}
		if err := w.inspect(t); err != nil {
			return verdict{}, err
		}
		if t.times++; t.times%100 == 0 {
			fmt.Printf("  %d times %s\n", t.times, f.what)
		}
	}
	if err := w.finish(unhurried); err != nil {
		return verdict{}, err
	}
	return w.check(), nil
}

// failOnce lets the disk fail for a while under a life.
func (w *world) failOnce(f diskFault, l *life, d *dice, t *toll) error {
	i, err := l.inject(f.inject(d))
	if err != nil {
		if l.over() {
			return fmt.Errorf("the bot ended by itself: %s", l.log.String())
		}
		return err
	}
	defer i.lift()
	from := w.posts.Load()
	if f.ends {
		if l.until(func() bool { return false }, 4*settle); !l.over() {
			return errors.New("nothing was written to the disk")
		}
	} else {
		l.until(func() bool { return false }, d.span(settle))
	}
	t.most = max(t.most, int(w.posts.Load()-from))
	if !f.ends && l.over() {
		t.ended++
		t.said = l.log.String()
		return nil
	}
	if !f.ends && d.below(2) == 0 { // it lives on with a disk that works again
		i.lift()
		again := w.posts.Load()
		l.until(func() bool { return w.posts.Load() > again+3 }, 2*settle)
		// Of a call in the middle of which the fault is lifted nobody knows a number any
		// more, and it fails with ENOSYS: that is no full disk, and ends the bot.
		if said := l.log.String(); l.over() && !strings.Contains(said, "the disk fails under database") {
			t.ended, t.said = t.ended+1, said
		}
	}
	return nil
}
