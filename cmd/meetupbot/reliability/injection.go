package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// errNoInjection says that this machine cannot let system calls fail.
var errNoInjection = errors.New("strace is not there or may not be used: install it, and allow it to trace processes")

// canInject reports whether system calls of other processes can be made to
// fail here.
func canInject() bool {
	return exec.Command("strace", "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true").Run() == nil
}

// An injection makes system calls of a life fail, or end it, until it is lifted.
type injection struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

// inject begins with what strace's -e inject= is told, such as
// "pwrite64:error=ENOSPC". It returns when all threads of the process are under
// it.
func (l *life) inject(what string) (*injection, error) {
	i := &injection{ended: make(chan struct{})}
	i.cmd = exec.Command("strace", "-f", "-o", "/dev/null", "-e", "inject="+what, "-p", fmt.Sprint(l.cmd.Process.Pid))
	i.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := i.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := i.cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w (%w)", errNoInjection, err)
	}
	first := make(chan string, 1)
	go func() {
		lines := bufio.NewReader(out)
		line, _ := lines.ReadString('\n')
		first <- line
		_, _ = io.Copy(io.Discard, lines)
		_ = i.cmd.Wait()
		close(i.ended)
	}()
	select {
	case line := <-first:
		if !strings.Contains(line, "attached") && !l.over() {
			i.lift()
			return nil, fmt.Errorf("%w (%s)", errNoInjection, strings.TrimSpace(line))
		}
	case <-time.After(10 * time.Second):
		i.lift()
		return nil, fmt.Errorf("%w (it does not attach)", errNoInjection)
	}
	return i, nil
}

// lift ends the injection: from now on system calls do what they do. strace
// waits for ever at times for a thread that ended while it was asked to.
func (i *injection) lift() {
	_ = i.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-i.ended:
	case <-time.After(5 * time.Second):
		_ = i.cmd.Process.Kill()
		<-i.ended
	}
}
