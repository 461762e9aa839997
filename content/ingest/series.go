package ingest

import (
	"time"

	"meetupbot/content"
)

// ofSeries reports whether an event is one date of a series.
func ofSeries(o *content.Origin) bool { return o.UID != "" && o.Place != "" }

// markLater marks those of the tellings read that are dates of a series and no
// news: the series is kept already, and only reaches further with each month,
// or an earlier date of it is still to come. A new series is news once.
func markLater(read []*telling, kept []*known, now time.Time) {
	series := map[string]bool{} // by UID: whether it is kept
	for _, t := range read {
		if t.place() != "" && t.uid() != "" {
			t.later = true
			series[t.uid()] = false
		}
	}
	if len(series) == 0 {
		return
	}
	for _, e := range kept {
		for _, c := range e.tellings() {
			if _, ok := series[c.uid()]; ok {
				series[c.uid()] = true
			}
		}
	}
	next := map[string]*telling{} // by UID: the first date that is not over
	for _, t := range read {
		if !t.later || series[t.uid()] || t.dated() && t.isOver(now) {
			continue
		}
		if u := next[t.uid()]; u == nil || t.date.compare(u.date) < 0 {
			next[t.uid()] = t
		}
	}
	for _, t := range next {
		t.later = false
	}
}
