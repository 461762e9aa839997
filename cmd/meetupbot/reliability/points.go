package main

import (
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"meetupbot/crash"
)

// pointsAtOnce is how many points are measured at the same time, each in a
// world of its own: most of the time they wait.
const pointsAtOnce = 4

// mostBarren is in how many worlds one after the other the bot may miss a point
// by chance: by the dice few posts are in doubt.
const mostBarren = 5

// points ends the bot at each named line of its program, so many times each,
// while reminders are posted and, of some, nothing comes back.
func (m *measurement) points(kills int) error {
	var group errgroup.Group
	group.SetLimit(pointsAtOnce)
	for i, p := range crash.Points() {
		d := newDice(m.seed + uint64(i)) // what others draw meanwhile changes nothing
		group.Go(func() error {
			sum, ended, began, barren := verdict{}, 0, time.Now(), 0
			for ended < kills {
				v, n, err := m.point(p, kills-ended, d)
				if err != nil {
					return fmt.Errorf("%s: %w", p, err)
				}
				sum.add(v)
				if n > 0 {
					barren = 0
				} else if barren++; barren == mostBarren {
					return fmt.Errorf("the bot never came to %s", p)
				}
				ended += n
			}
			m.figure(fmt.Sprintf("%d times %s, %v", ended, p, time.Since(began).Round(time.Second)), sum.String(), sum.kept())
			return nil
		})
	}
	return group.Wait()
}

// point posts reminders in a world of its own, in which the bot ends at p at
// most so many times.
func (m *measurement) point(p crash.Point, kills int, d *dice) (v verdict, ended int, err error) {
	w, err := newWorld(m.program, min(kills+3, 20), 40, time.Second, d.rng)
	if err != nil {
		return v, 0, err
	}
	defer w.close()
	doubtful := 10 // one post in so many
	switch p {
	case crash.BeforeLook, crash.AfterLook, crash.AfterSettled:
		doubtful = 3 // of which something has to be in doubt
	}
	w.misbehave(func() fault {
		f := fault{Before: d.span(slowness), After: d.span(slowness)}
		if d.below(doubtful) == 0 {
			f.Answer = storedReset
		}
		return f
	})
	passes := passesOf(p)
	for known := 1; ended < kills && known <= len(w.meetups); known++ {
		// Each life finds a meetup that the one before did not know.
		if err := w.announce(known); err != nil {
			return v, ended, err
		}
		l, err := w.start(fmt.Sprintf("CRASHPOINT=%s:%d", p, d.below(passes)))
		if err != nil {
			return v, ended, err
		}
		l.until(func() bool { return false }, 4*settle)
		if l.over() {
			ended++
		} else {
			l.kill()
		}
	}
	if err := w.announce(len(w.meetups)); err != nil {
		return v, ended, err
	}
	err = w.finish(unhurried)
	return w.check(), ended, err
}

// passesOf is how often a life comes to a point, more or less, when forty
// reminders are new to it.
func passesOf(p crash.Point) int {
	switch p {
	case crash.BeforePlan, crash.AfterPlan, crash.BeforeLook, crash.AfterLook, crash.AfterSettled: // what is new is planned at once, what is in doubt looked for
		return 1
	case crash.BeforeSend, crash.BeforeRequest, crash.MidBody, crash.AfterBody, crash.AfterAnswer, crash.AfterSend:
		return 40
	}
	return 4 // rows are claimed, marked and looked for several at a time
}

// answers posts reminders while every twentieth request is stored and answered
// with a failure, every twentieth fails and is not stored, and every fiftieth
// is stored and its connection reset.
func (m *measurement) answers(reminders int) error {
	w, err := m.reminders(reminders, m.dice)
	if err != nil {
		return err
	}
	defer w.close()
	w.misbehave(func() fault {
		switch n := m.dice.below(100); {
		case n < 5:
			return fault{Answer: storedFails}
		case n < 10:
			return fault{Answer: unstoredFail}
		case n < 12:
			return fault{Answer: storedReset}
		}
		return fault{}
	})
	began := time.Now()
	if err := w.finish(unhurried); err != nil {
		return err
	}
	v := w.check()
	m.figure(fmt.Sprintf("%d reminders, %v", v.Planned, time.Since(began).Round(time.Second)), v.String(), v.kept())
	return nil
}
