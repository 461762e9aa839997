package ingest

import (
	"time"

	"meetupbot/content"
)

// ofSeries reports whether an event is one date of a series.
func ofSeries(e *content.Event) bool { return e.Origin.UID != "" && e.Origin.Place != "" }

// laterDates tells which of the events read are dates of a series that are no
// news: the series is kept already, and only reaches further with each month,
// or an earlier date of it is still to come. A new series is news once.
func laterDates(read, kept []content.Event, now time.Time) []bool {
	known := map[string]bool{}
	for _, e := range kept {
		known[e.Origin.UID] = true
	}
	later := make([]bool, len(read))
	next := map[string]int{} // by UID: the first date that is not over
	for i := range read {
		e := &read[i]
		if !ofSeries(e) {
			continue
		}
		later[i] = true
		if _, end, ok := e.Span(); known[e.Origin.UID] || ok && !now.Before(end) {
			continue
		}
		if j, ok := next[e.Origin.UID]; !ok || e.Date < read[j].Date {
			next[e.Origin.UID] = i
		}
	}
	for _, i := range next {
		later[i] = false
	}
	return later
}
