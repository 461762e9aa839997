package main

import (
	"fmt"
	"time"

	"meetupbot/crash"
)

// points ends the bot at each named line of its program, so many times each,
// while reminders are posted and, of some, nothing comes back.
func (m *measurement) points(kills int) error {
	for _, p := range crash.Points() {
		sum, ended, began := verdict{}, 0, time.Now()
		for ended < kills {
			v, n, err := m.point(p, kills-ended)
			if err != nil {
				return fmt.Errorf("%s: %w", p, err)
			}
			sum.add(v)
			if n == 0 {
				return fmt.Errorf("the bot never came to %s", p)
			}
			ended += n
		}
		m.figure(fmt.Sprintf("%d times %s, %v", ended, p, time.Since(began).Round(time.Second)), sum.String(), sum.kept())
	}
	return nil
}

// point posts reminders in a world of its own, in which the bot ends at p at
// most so many times.
func (m *measurement) point(p crash.Point, kills int) (v verdict, ended int, err error) {
	w, err := newWorld(m.program, 20, 20, time.Second, m.dice.rng)
	if err != nil {
		return v, 0, err
	}
	defer w.close()
	w.misbehave(func() fault {
		f := fault{Before: m.dice.span(slowness), After: m.dice.span(slowness)}
		if m.dice.below(10) == 0 {
			f.Answer = storedReset
		}
		return f
	})
	planned := int64(len(w.meetups) * len(w.places))
	for ended < kills && w.posts.Load() < planned {
		l, err := w.start(fmt.Sprintf("CRASHPOINT=%s:%d", p, m.dice.below(40)))
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
	err = w.finish(unhurried)
	return w.check(), ended, err
}

// answers posts reminders while every twentieth request is stored and answered
// with a failure, every twentieth fails and is not stored, and every fiftieth
// is stored and its connection reset.
func (m *measurement) answers(reminders int) error {
	w, err := m.reminders(reminders)
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
