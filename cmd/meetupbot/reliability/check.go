package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A reminder is one that should be posted: what, where and when.
type reminder struct {
	Place place
	Title string
}

// A verdict is what a comparison of plan and record shows.
type verdict struct {
	Planned int
	Posted  int           // planned ones that were posted at least once
	Lost    []reminder    // those that were not
	Doubled map[place]int // by place, how many messages there were too many; those deleted since count
	Shown   int           // of the doubles, how many still stand
	Early   int           // posted before they were due
	Strange []string      // messages that nobody planned
	Late    []time.Duration
}

// check compares what should have been posted with what was.
func (w *world) check() verdict {
	planned := map[reminder]time.Time{}
	for _, m := range w.meetups {
		for _, p := range w.places {
			planned[reminder{p, m.Title}] = w.real(m.due())
		}
	}
	v := verdict{Planned: len(planned), Doubled: map[place]int{}}
	seen := map[reminder]int{}
	standing := map[reminder]int{}
	for _, m := range w.record() {
		r := reminder{m.place, w.titleIn(m.text)}
		due, ok := planned[r]
		if !ok {
			v.Strange = append(v.Strange, fmt.Sprintf("%s in %v", m.text, m.place))
			continue
		}
		if m.standing {
			standing[r]++
		}
		if seen[r]++; seen[r] > 1 {
			v.Doubled[r.Place]++
			continue
		}
		v.Posted++
		if late := m.at.Sub(due); late < 0 {
			v.Early++
		} else {
			v.Late = append(v.Late, late)
		}
	}
	for r := range planned {
		if seen[r] == 0 {
			v.Lost = append(v.Lost, r)
		}
		v.Shown += max(standing[r]-1, 0)
	}
	slices.SortFunc(v.Lost, func(a, b reminder) int {
		return cmp.Or(cmp.Compare(a.Place.Platform, b.Place.Platform), cmp.Compare(a.Place.ID, b.Place.ID), cmp.Compare(a.Title, b.Title))
	})
	slices.Sort(v.Late)
	return v
}

// titleIn returns the meetup that a message tells of, or "".
func (w *world) titleIn(text string) string {
	for _, m := range w.meetups {
		if strings.Contains(text, m.Title) {
			return m.Title
		}
	}
	return ""
}

// A message is one that a platform stored, whatever became of it since.
type message struct {
	place    place
	text     string
	at       time.Time
	standing bool
}

// record returns all messages that were stored, in the order of their arrival.
func (w *world) record() []message {
	var all []message
	for _, p := range w.places {
		if p.Platform != "discord" {
			continue
		}
		for _, m := range append(w.discord.Messages(p.ID), w.discord.Removed(p.ID)...) {
			all = append(all, message{p, m.Text(), m.At, m.Deleted.IsZero()})
		}
	}
	standing := map[string]bool{}
	for _, p := range w.places {
		if p.Platform == "slack" {
			for _, m := range w.slack.Messages(p.ID) {
				standing[p.ID+" "+m.TS] = true
			}
		}
	}
	for _, c := range w.slack.Calls("chat.postMessage") {
		if c.Stored {
			all = append(all, message{place{"slack", c.Args["channel"]}, c.Args["text"] + " " + c.Args["blocks"], c.At, standing[c.Args["channel"]+" "+c.TS]})
		}
	}
	slices.SortStableFunc(all, func(a, b message) int { return a.at.Compare(b.at) })
	return all
}

// add takes in another verdict.
func (v *verdict) add(o verdict) {
	v.Planned += o.Planned
	v.Posted += o.Posted
	v.Lost = append(v.Lost, o.Lost...)
	if v.Doubled == nil {
		v.Doubled = map[place]int{}
	}
	for p, n := range o.Doubled {
		v.Doubled[p] += n
	}
	v.Shown += o.Shown
	v.Early += o.Early
	v.Strange = append(v.Strange, o.Strange...)
	v.Late = append(v.Late, o.Late...)
	slices.Sort(v.Late)
}

// doubled returns how many messages there were too many on a platform.
func (v verdict) doubled(platform string) (n int) {
	for p, extra := range v.Doubled {
		if p.Platform == platform {
			n += extra
		}
	}
	return n
}

// kept reports whether the promise was kept: nothing lost, doubled, early or
// unexplained.
func (v verdict) kept() bool {
	return len(v.Lost) == 0 && len(v.Doubled) == 0 && v.Early == 0 && len(v.Strange) == 0
}

// String is the verdict in a line, and what is wrong below.
func (v verdict) String() string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "planned %d, posted %d, lost %d, doubled %d on Slack and %d on Discord (%d still shown), early %d, unexplained %d; late p50 %v, p99 %v, most %v",
		v.Planned, v.Posted, len(v.Lost), v.doubled("slack"), v.doubled("discord"), v.Shown, v.Early, len(v.Strange),
		percentile(v.Late, 50), percentile(v.Late, 99), percentile(v.Late, 100))
	for _, r := range v.Lost[:min(len(v.Lost), 5)] {
		fmt.Fprintf(&sb, "\n  lost: %s in %s:%s", r.Title, r.Place.Platform, r.Place.ID)
	}
	for _, s := range v.Strange[:min(len(v.Strange), 5)] {
		fmt.Fprintf(&sb, "\n  unexplained: %s", s)
	}
	return sb.String()
}

// percentile returns the p-th percentile of sorted spans, to the millisecond.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(len(sorted)*p/100, 1)-1].Round(time.Millisecond)
}
