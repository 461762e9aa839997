package main

import (
	"bufio"
	"bytes"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// forgetBinary unmaps the pages of the running binary that were looked at so far.
// Nothing is lost: they stay in the system's cache, whence the next look at one
// brings it back with its neighbours. Starting looks at all corners of the program
// once, and the system, asked by nobody, keeps these mapped for ever.
//
// What the process may write, or has written, is left alone, and so is whatever
// cannot be read of the system.
func forgetBinary() {
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer file.Close()
	var from, to uint64 // of the mapping that is read; 0: it is to be left alone
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := lines.Bytes()
		switch begin, end, ok := span(line); {
		case ok:
			if from, to = begin, end; !readOnly(line, program) {
				from, to = 0, 0
			}
		case bytes.HasPrefix(line, []byte("Anonymous:")) && string(bytes.Join(bytes.Fields(line)[1:], nil)) == "0kB" && to > 0:
			// Where the system does not know the advice nothing happens.
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, uintptr(from), uintptr(to-from), syscall.MADV_DONTNEED)
		}
	}
}

// span reads the addresses with which the lines of a mapping begin.
func span(line []byte) (from, to uint64, ok bool) {
	addresses, _, _ := strings.Cut(string(line), " ")
	begin, end, ok := strings.Cut(addresses, "-")
	if !ok {
		return 0, 0, false
	}
	from, err := strconv.ParseUint(begin, 16, 64)
	to, err2 := strconv.ParseUint(end, 16, 64)
	return from, to, err == nil && err2 == nil && from < to
}

// readOnly reports whether the first line of a mapping is one of the program's file
// that nobody can write to.
func readOnly(line []byte, program string) bool {
	fields := bytes.Fields(line)
	return len(fields) >= 6 && len(fields[1]) == 4 && fields[1][1] == '-' && bytes.HasSuffix(line, []byte(" "+program))
}
