package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"time"
)

// A memory is what a process had resident at most, in its parts, in KiB. Its own
// is what the machine cannot have back: heap, stacks, the caches of the database
// engine. Of files are the pages of the binary that were looked at, the kernel's
// neighbours of each included, and those that database processes share: the
// kernel takes them back when it needs room, and reads them again.
type memory struct {
	all, own, files int
}

func (m memory) String() string {
	if m.all == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.1f MB (its own %.1f, pages of files %.1f)", float64(m.all)/1024, float64(m.own)/1024, float64(m.files)/1024)
}

var residentLine = regexp.MustCompile(`(?m)^(VmRSS|RssAnon|RssFile|RssShmem):\s*(\d+) kB$`)

// sample takes in what the process has resident now; where the system does not
// say, nothing. The parts are those of the moment at which it had most.
func (m *memory) sample(pid int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return
	}
	kib := map[string]int{}
	for _, match := range residentLine.FindAllSubmatch(status, -1) {
		kib[string(match[1])], _ = strconv.Atoi(string(match[2])) // digits
	}
	if kib["VmRSS"] > m.all {
		*m = memory{kib["VmRSS"], kib["RssAnon"], kib["RssFile"] + kib["RssShmem"]}
	}
}

// sampled is how far apart samples are: a few at each cycle of the collector.
const sampled = 5 * time.Millisecond

// watchMemory samples the process's memory until stop is called, which returns
// what it had at most until begun was true for the first time, and from then on:
// starting and reading the configuration is one thing, posting another.
func (l *life) watchMemory(begun func() bool) (stop func() (before, after memory)) {
	end, ended := make(chan struct{}), make(chan struct{})
	var before, after memory
	go func() {
		defer close(ended)
		tick := time.NewTicker(sampled)
		defer tick.Stop()
		for at := &before; ; {
			if at == &before && begun() {
				at = &after
			}
			at.sample(l.cmd.Process.Pid)
			select {
			case <-tick.C:
			case <-end:
				return
			}
		}
	}()
	return func() (memory, memory) {
		close(end)
		<-ended
		return before, after
	}
}
