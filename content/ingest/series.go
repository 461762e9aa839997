package ingest

import (
	"time"

	"meetupbot/content"
)

// ofSeries reports whether an event is one date of a series.
func ofSeries(e *content.Event) bool { return e.Origin.UID != "" && e.Origin.Place != "" }

// laterDates are those of the tellings read that are dates of a series and no
// news: the series is kept already, and only reaches further with each month,
// or an earlier date of it is still to come. A new series is news once.
func laterDates(read []*telling, kept []content.Event, now time.Time) map[*telling]bool {
	known := map[string]bool{}
	for i := range kept {
		for _, t := range tellings(&kept[i]) {
			known[t.Origin.UID] = true
		}
	}
	later := map[*telling]bool{}
	next := map[string]*telling{} // by UID: the first date that is not over
	for _, t := range read {
		if !ofSeries(t.Event) {
			continue
		}
		later[t] = true
		if _, end, ok := t.Span(); known[t.Origin.UID] || ok && !now.Before(end) {
			continue
		}
		if u := next[t.Origin.UID]; u == nil || t.Date < u.Date {
			next[t.Origin.UID] = t
		}
	}
	for _, t := range next {
		delete(later, t)
	}
	return later
}
