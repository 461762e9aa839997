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
	used, err := w.postAll()
	if err != nil {
		return err
	}
	v := w.check()
	first, last := percentile(v.Late, 0), percentile(v.Late, 100)
	m.figure(fmt.Sprintf("%d reminders to as many channels, the servers on the same machine", v.Planned),
		fmt.Sprintf("%.0f posts/s, %v\n%v", float64(v.Posted)/max((last-first).Seconds(), 0.001), used, v), v.kept())

	few, err := newWorld(m.program, 1, min(200, places), 2*time.Second, m.dice.rng)
	if err != nil {
		return err
	}
	defer few.close()
	few.misbehave(func() fault { return fault{} })
	if _, err := few.postAll(); err != nil {
		return err
	}
	v = few.check()
	m.figure(fmt.Sprintf("%d due at one instant", v.Planned), v.String(), v.kept())
	return nil
}

// A usage is what a life of the bot took of the machine.
type usage struct {
	start, posting memory        // at most, before the first post and from then on
	cpu            time.Duration // of all processors, which says more than posts in a second where others are at work
}

func (u usage) String() string {
	return fmt.Sprintf("the bot used %.1f s of processors, and had resident at most %v before the first, %v from then on", u.cpu.Seconds(), u.start, u.posting)
}

// postAll lets the bot post all there is.
func (w *world) postAll() (u usage, err error) {
	l, err := w.start()
	if err != nil {
		return u, err
	}
	defer l.kill()
	stop := l.watchMemory(func() bool { return w.posts.Load() > 0 })
	planned := int64(len(w.meetups) * len(w.places))
	if !l.until(func() bool { return w.posts.Load() >= planned }, 5*time.Minute) && l.over() {
		stop()
		return u, fmt.Errorf("the bot ended by itself: %s", l.log.String())
	}
	for range 10 { // what is under way arrives, and what was refused is asked again
		l.until(func() bool { return false }, settle)
		if len(w.check().Lost) == 0 {
			break
		}
	}
	u.start, u.posting = stop()
	l.kill()
	u.cpu = l.cmd.ProcessState.UserTime() + l.cmd.ProcessState.SystemTime()
	return u, nil
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
