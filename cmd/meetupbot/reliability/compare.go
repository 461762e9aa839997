package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// A posting is one of those that a plan names.
type posting struct{ Title, Slot string }

// A comparison is what became of the cases.
type comparison struct {
	Cases                        int
	Missing, Wrong, Early, Extra int
	Examples                     []string
}

// compare holds a plan against what it should be.
func compare(want, planned map[posting]time.Time) comparison {
	c := comparison{Cases: len(want)}
	tell := func(p posting, w, got time.Time, what string) {
		c.Examples = append(c.Examples, fmt.Sprintf("%s: %s, %s: want %s, is %s", what, p.Title, p.Slot, w.Format(time.RFC3339), got.Format(time.RFC3339)))
	}
	keys := slices.SortedFunc(maps.Keys(want), func(a, b posting) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Slot, b.Slot)) })
	for _, p := range keys {
		got, ok := planned[p]
		switch w := want[p]; {
		case !ok:
			c.Missing++
			tell(p, w, got, "missing")
		case got.Before(w):
			c.Early++
			tell(p, w, got, "early")
		case !got.Equal(w):
			c.Wrong++
			tell(p, w, got, "wrong")
		}
	}
	for p, got := range planned {
		if _, ok := want[p]; !ok {
			c.Extra++
			tell(p, time.Time{}, got, "not wanted")
		}
	}
	return c
}

func (c *comparison) add(o comparison) {
	c.Cases += o.Cases
	c.Missing += o.Missing
	c.Wrong += o.Wrong
	c.Early += o.Early
	c.Extra += o.Extra
	c.Examples = append(c.Examples, o.Examples...)
}

func (c comparison) kept() bool { return c.Missing+c.Wrong+c.Early+c.Extra == 0 }

func (c comparison) String() string {
	s := fmt.Sprintf("wrong %d, early %d, missing %d, not wanted %d", c.Wrong, c.Early, c.Missing, c.Extra)
	return strings.Join(append([]string{s}, c.Examples[:min(len(c.Examples), 5)]...), "\n  ")
}
