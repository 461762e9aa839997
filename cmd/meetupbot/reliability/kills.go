package main

import (
	"fmt"
	"time"
)

// slowness is how long a server is at work on a post, at most, before it stores
// it and again before it answers.
const slowness = 15 * time.Millisecond

// perPlace is how many places the reminders of an experiment go to, at most.
const perPlace = 200

// reminders opens a world in which so many reminders are due a second from now.
func (m *measurement) reminders(n int, d *dice) (*world, error) {
	return newWorld(m.program, max(n/perPlace, 1), min(perPlace, n), time.Second, d.rng)
}

// slow has the servers of a world be slow at times.
func (w *world) slow(d *dice) {
	w.misbehave(func() fault { return fault{Before: d.span(slowness), After: d.span(slowness)} })
}

// kills posts reminders while the bot is killed again and again at moments of
// the dice, until all are posted and the kills are spent.
func (m *measurement) kills(reminders, kills int) error {
	w, err := m.reminders(reminders, m.dice)
	if err != nil {
		return err
	}
	defer w.close()
	w.slow(m.dice)
	began := time.Now()
	if err := m.killAgain(w, kills, unhurried); err != nil {
		return err
	}
	v := w.check()
	m.figure(fmt.Sprintf("%d SIGKILLs over %d reminders, %v", kills, v.Planned, time.Since(began).Round(time.Second)), v.String(), v.kept())
	return nil
}

// killAgain starts the bot and kills it, so many times, and lets the last one
// live until nothing is asked for so long.
func (m *measurement) killAgain(w *world, kills int, quiet time.Duration) error {
	planned := len(w.meetups) * len(w.places)
	began := time.Now()
	for done := 0; done < kills; {
		l, err := w.start()
		if err != nil {
			return err
		}
		// So many requests more, and the bot dies: as many as use the kills up
		// while there is something to post, and now and then one that dies
		// before its first.
		left := max(planned-int(w.posts.Load()), 20*(kills-done)/10)
		dies := w.posts.Load() + int64(m.dice.below(2*max(left/(kills-done), 1)+1))
		l.until(func() bool { return w.posts.Load() >= dies }, 2*settle+m.dice.span(settle))
		if l.over() {
			return fmt.Errorf("the bot ended by itself: %s", l.log.String())
		}
		l.kill()
		if done++; done%100 == 0 {
			fmt.Printf("  %d kills, %d requests to post, %v\n", done, w.posts.Load(), time.Since(began).Round(time.Second))
		}
	}
	return w.finish(quiet)
}

// unhurried is how long nothing is asked before nothing more will be: the bot
// waits before it looks for what it is in doubt about. patience is how long
// where something is missing yet: on a busy machine a bot may think for long.
const (
	unhurried = 6 * settle
	patience  = time.Minute
)

// finish lets the bot live until it asks nothing more of the platforms for so
// long, and stops it.
func (w *world) finish(quiet time.Duration) error {
	l, err := w.start()
	if err != nil {
		return err
	}
	defer l.kill()
	last, since, missing := w.calls.Load(), time.Now(), false
	l.until(func() bool {
		now, silent := w.calls.Load(), time.Since(since)
		switch {
		case now != last:
			last, since, missing = now, time.Now(), false
		case missing:
			return silent > patience
		case silent > quiet:
			missing = len(w.check().Lost) > 0
			return !missing
		}
		return false
	}, 10*time.Minute)
	if l.over() {
		return fmt.Errorf("the bot ended by itself: %s", l.log.String())
	}
	return nil
}
