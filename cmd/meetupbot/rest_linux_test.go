package main

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// residentOfFiles returns how many pages of files this process has mapped, in KiB.
func residentOfFiles(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the system does not say: ", err)
	}
	m := regexp.MustCompile(`(?m)^RssFile:\s*(\d+) kB$`).FindSubmatch(status)
	if m == nil {
		t.Skip("the system does not tell files apart")
	}
	kib, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kib
}

// Pages that only the start looked at go; the program runs on from those that come
// back.
func TestForgetBinary(t *testing.T) {
	before := residentOfFiles(t)
	forgetBinary()
	if after := residentOfFiles(t); after >= before {
		t.Errorf("%d KiB of files are mapped, and %d were before", after, before)
	}
	forgetBinary() // there is nearly nothing to forget
}

// Only what nobody can write to is forgotten: written pages would be lost.
func TestReadOnlyMappings(t *testing.T) {
	const program = "/opt/meetup bot/meetupbot"
	for line, want := range map[string]bool{
		"00400000-010e8000 r-xp 00000000 fe:00 1234    /opt/meetup bot/meetupbot":                            true,
		"010e8000-01db1000 r--p 00ce8000 fe:00 1234    /opt/meetup bot/meetupbot":                            true,
		"01db1000-01f0a000 rw-p 019b1000 fe:00 1234    /opt/meetup bot/meetupbot":                            false,
		"01f0a000-041ae000 rw-p 00000000 00:00 0 ":                                                           false,
		"7fdefeb91000-7fdefece7000 r-xp 00000000 fe:00 99    /usr/lib/x86_64-linux-gnu/libc.so.6":            false,
		"7fdefed61000-7fdefed87000 r-xp 00000000 fe:00 99    /other/opt/meetup bot/meetupbot-work":           false,
		"7ffc9a1f2000-7ffc9a1f4000 r-xp 00000000 00:00 0                          [vdso]":                    false,
		"7fef96009000-7fef9607d000 r--s 00000000 fe:00 77                         /var/lib/meetupbot.db-shm": false,
	} {
		if _, _, ok := span([]byte(line)); !ok {
			t.Errorf("%q begins no mapping", line)
		}
		if got := readOnly([]byte(line), program); got != want {
			t.Errorf("readOnly(%q) = %v, want %v", line, got, want)
		}
	}
	for _, line := range []string{"Rss:                4912 kB", "Anonymous:             0 kB", "VmFlags: rd ex mr mw me sd", "", "-", "10-zz r-xp"} {
		if _, _, ok := span([]byte(line)); ok {
			t.Errorf("%q begins a mapping", line)
		}
	}
}
