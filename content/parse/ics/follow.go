package ics

import (
	"errors"
	"time"

	"github.com/teambition/rrule-go"
)

// What following rules may cost, counted in dates that the library finds: of
// one rule, and of all rules of a file. A rule that ends without having reached
// its bound was searched through to the end of the library's calendar, which
// costs about as much as searchSteps dates do.
const (
	maxSteps    = 40_000
	maxAllSteps = 200_000
	searchSteps = 20_000
)

// errSteps refuses what would cost too much.
var errSteps = errors.New("this calendar's series take too long to follow")

// followed years of the library's calendar: it ends with the year 9999, and
// searches so far for a rule that never matches. The Gregorian calendar is the
// same every 400 years, so rules are followed as late in it as they can be.
const (
	lastYear  = 9998
	sameAgain = 400
)

// follow returns the dates of a rule up to a last one, in order and in wall
// time. With errSteps there are more.
func (r *reader) follow(u rule, last time.Time) ([]time.Time, error) {
	if !u.until.IsZero() && u.until.Before(last) {
		last = u.until
	}
	if last.Before(u.first) {
		return nil, nil
	}
	years := (lastYear - last.Year()) / sameAgain * sameAgain
	u.option.Dtstart = u.option.Dtstart.AddDate(years, 0, 0)
	series, err := rrule.NewRRule(u.option)
	if err != nil {
		return nil, err
	}
	var out []time.Time
	next := series.Iterator()
	for n := 0; n < maxSteps && r.steps < maxAllSteps; n++ {
		at, ok := next()
		if !ok {
			r.steps += searchSteps
			return out, nil
		}
		r.steps++
		at = at.AddDate(-years, 0, 0)
		if at.After(last) {
			return out, nil
		}
		if at.Before(u.first) { // of the first week, before the series
			continue
		}
		if out = append(out, at); len(out) == u.count {
			return out, nil
		}
	}
	return out, errSteps
}
