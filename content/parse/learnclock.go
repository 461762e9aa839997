package parse

import (
	"slices"

	"meetupbot/content"
)

// A clockLesson is what the documents teach of the times of one place: whether
// they are local, or UTC though nothing says so, or local though a Z calls them
// UTC.
type clockLesson struct {
	read, other       int                   // documents whose text gives the time as read; ... in the other clock
	neither           int                   // ... and other times
	times, otherTimes map[content.Clock]int // how often each time comes
	differ            int                   // documents in which the two readings are apart
	zulu              bool                  // what is read was written as UTC
	prior             content.Held
}

// Several documents have to agree before a clock is believed that nobody wrote.
const (
	leastClocks = 3
	clockRatio  = 4
	leastSteady = 6  // days with a time, of which ...
	steadyShare = 80 // ... so many in a hundred begin at the same time in one clock ...
	unsteady    = 65 // ... and at most so many in the other
)

// compareClocks takes the times of one document into the lesson.
func (t *lessons) compareClocks(w *witness, p *place) {
	l := t.clocks[p.name]
	if l == nil {
		l = &clockLesson{times: map[content.Clock]int{}, otherTimes: map[content.Clock]int{}}
		t.clocks[p.name] = l
	}
	if p.clock == "" {
		return
	}
	l.zulu = l.zulu || p.zulu
	l.times[p.clock]++
	l.otherTimes[p.otherClock]++
	if p.clock == p.otherClock {
		return
	}
	l.differ++
	read, other := slices.Contains(w.clocks, p.clock), slices.Contains(w.clocks, p.otherClock)
	switch {
	case read && !other:
		l.read++
	case other && !read:
		l.other++
	case !read && len(w.clocks) > 0:
		l.neither++
	}
}

// A clockVerdict is what is known of the clock of a place.
type clockVerdict int

const (
	openClock  clockVerdict = iota // the documents do not tell
	asRead                         // the times are as they are read
	otherClock                     // they are of the other clock
)

// held names the clock of a verdict.
func (l *clockLesson) held(v clockVerdict) content.Held {
	switch {
	case v == openClock:
		return content.Unsettled
	case (v == asRead) == l.zulu:
		return content.UTC
	}
	return content.LocalTime
}

func (l *clockLesson) verdict() clockVerdict {
	if l == nil {
		return openClock
	}
	switch {
	case l.other >= leastClocks && l.other >= clockRatio*l.read:
		return otherClock
	case l.read >= leastClocks && l.read >= clockRatio*l.other:
		return asRead
	case l.other > 0 && l.read > 0:
		return openClock
	}
	// One time all the year round, where the other clock has two.
	a, b := steadiness(l.times), steadiness(l.otherTimes)
	switch {
	case l.differ < leastClocks || sumOf(l.times) < leastSteady:
	case b >= steadyShare && a <= unsteady && l.read == 0:
		return otherClock
	case a >= steadyShare && b <= unsteady && l.other == 0:
		return asRead
	}
	switch l.prior {
	case content.LocalTime, content.UTC:
		if (l.prior == content.UTC) == l.zulu {
			return asRead
		}
		return otherClock
	}
	return openClock
}

// steadiness is how many in a hundred begin at the commonest time.
func steadiness(times map[content.Clock]int) int {
	most := 0
	for _, n := range times {
		most = max(most, n)
	}
	return most * 100 / max(1, sumOf(times))
}

func sumOf(times map[content.Clock]int) int {
	n := 0
	for _, c := range times {
		n += c
	}
	return n
}
