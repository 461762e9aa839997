package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// A life is one process of the bot, from its start to its end.
type life struct {
	cmd   *exec.Cmd
	log   tail
	ended chan struct{} // closed when the process is gone
}

// start begins a life.
func (w *world) start(environment ...string) (*life, error) {
	l := &life{cmd: exec.Command(w.program, "serve", "--as-of", w.now().Format(time.RFC3339Nano)), ended: make(chan struct{})}
	l.cmd.Dir, l.cmd.Env = w.dir, w.environment(environment...)
	l.cmd.Stderr = &l.log
	l.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := l.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the bot: %w", err)
	}
	go func() {
		_ = l.cmd.Wait()
		close(l.ended)
	}()
	return l, nil
}

// kill ends the life as a power failure would, but for the disk.
func (l *life) kill() {
	_ = l.cmd.Process.Kill()
	<-l.ended
}

// over reports whether the process has ended.
func (l *life) over() bool {
	select {
	case <-l.ended:
		return true
	default:
		return false
	}
}

// until waits until enough is true, the process ends, or time is up; it reports
// the first.
func (l *life) until(enough func() bool, atMost time.Duration) bool {
	for end := time.Now().Add(atMost); time.Now().Before(end) && !l.over(); time.Sleep(2 * time.Millisecond) {
		if enough() {
			return true
		}
	}
	return enough()
}

// A tail keeps the end of a log.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailBytes = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if extra := len(t.text) - tailBytes; extra > 0 {
		t.text = append(t.text[:0], t.text[extra:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.text))
}
