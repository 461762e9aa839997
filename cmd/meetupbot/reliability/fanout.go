package main

import (
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// fanout posts one reminder to each of so many channels of platforms that know
// no limits, and measures how fast that goes; then how late a few are that are
// due at one instant.
func (m *measurement) fanout(places int) error {
	w, err := newWorld(m.program, 1, places, 2*time.Second, m.dice.rng)
	if err != nil {
		return err
	}
	defer w.close()
	w.misbehave(func() fault { return fault{} })
	start, posting, err := w.postAll()
	if err != nil {
		return err
	}
	v := w.check()
	first, last := percentile(v.Late, 0), percentile(v.Late, 100)
	m.figure(fmt.Sprintf("%d reminders to as many channels, the servers on the same machine", v.Planned),
		fmt.Sprintf("%.0f posts/s, resident memory of the bot at most %v before the first, %v from then on\n%v", float64(v.Posted)/max((last-first).Seconds(), 0.001), start, posting, v), v.kept())

	few, err := newWorld(m.program, 1, min(200, places), 2*time.Second, m.dice.rng)
	if err != nil {
		return err
	}
	defer few.close()
	few.misbehave(func() fault { return fault{} })
	if _, _, err := few.postAll(); err != nil {
		return err
	}
	v = few.check()
	m.figure(fmt.Sprintf("%d due at one instant", v.Planned), v.String(), v.kept())
	return nil
}

// postAll lets the bot post all there is and returns how much memory it had, at
// most, before it posted and while it did.
func (w *world) postAll() (start, posting memory, err error) {
	l, err := w.start()
	if err != nil {
		return start, posting, err
	}
	defer l.kill()
	stop := l.watchMemory(func() bool { return w.posts.Load() > 0 })
	planned := int64(len(w.meetups) * len(w.places))
	if !l.until(func() bool { return w.posts.Load() >= planned }, 5*time.Minute) && l.over() {
		stop()
		return start, posting, fmt.Errorf("the bot ended by itself: %s", l.log.String())
	}
	l.until(func() bool { return false }, settle) // what is under way arrives
	start, posting = stop()
	return start, posting, nil
}

// benchmark runs one of the bot's own, where no server takes part of the
// machine, and prints what it says.
func benchmark(name, pkg string) error {
	out, err := exec.Command("go", "test", "-run", "^$", "-bench", "^"+name+"$", "-benchmem", "-benchtime", "3x", "meetupbot/"+pkg).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		if strings.HasPrefix(line, name) {
			fmt.Printf("  %s\n", line)
		}
	}
	return nil
}
