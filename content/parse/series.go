package parse

import (
	"fmt"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// A regularity counts what the days of one place have in common: a group that
// meets on every third Thursday at seven shows it, and few people publish so.
type regularity struct {
	days   int
	nth    [7][6]int // by weekday and its number in the month, from 1; 0 is the last
	clocks map[content.Clock]int
	timed  int // days with a time
	months map[content.Date]bool
	told   map[content.Date]int // how many documents have the day
}

// add takes a day in. That all documents share one shows nothing.
func (r *regularity) add(day content.Date, clock content.Clock) {
	if r.told == nil {
		r.told = map[content.Date]int{}
	}
	if r.told[day]++; r.told[day] > tellings {
		return
	}
	r.days++
	at := &r.nth[day.Weekday()]
	n, last := numberInMonth(day)
	at[n]++
	if last {
		at[0]++
	}
	if r.months == nil {
		r.months, r.clocks = map[content.Date]bool{}, map[content.Clock]int{}
	}
	r.months[day.Month()] = true
	if clock != "" {
		r.timed++
		r.clocks[clock]++
	}
}

// numberInMonth returns which of its month's weekdays of one name a day is, and
// whether it is the last.
func numberInMonth(day content.Date) (n int, last bool) {
	_, _, d := day.YMD()
	return (d-1)/7 + 1, day.AddDays(7).Month() != day.Month()
}

// How many days show a series, in how many months, and of how many in a hundred
// it has to be true: half of a site's pages may be news.
const (
	leastRegular   = 4
	leastMonths    = 3
	regularShare   = 50
	clockShare     = 60
	weekdayShare   = 80
	leastOfWeekday = 5
)

// The hours at which an evening begins.
const eveningFrom, eveningTo content.Clock = "17:00", "20:30"

// series returns what most of the days have in common.
func (r *regularity) series() content.Series {
	s := content.Series{Clock: r.evening()}
	most, sum := 0, [7]int{}
	for d := range r.nth {
		for n, count := range r.nth[d] {
			if n > 0 {
				sum[d] += count
			}
			if count > most {
				most, s.Weekday, s.Nth = count, time.Weekday(d), n
			}
		}
	}
	switch {
	case most >= leastRegular && most*100 >= r.days*regularShare && len(r.months) >= leastMonths:
		s.Fit = most
		if s.Nth == 0 {
			s.Nth = -1
		}
		return s
	}
	for d, count := range sum {
		if count >= leastOfWeekday && count*100 >= r.days*weekdayShare || count >= leastRegular && count == r.days && len(r.months) >= leastMonths {
			return content.Series{Fit: count, Weekday: time.Weekday(d), Clock: s.Clock}
		}
	}
	if s.Clock != "" {
		return content.Series{Clock: s.Clock, Fit: r.clocks[s.Clock], Nth: noDay}
	}
	return content.Series{}
}

// noDay marks a series that has a time in common and no weekday.
const noDay = 99

// evening returns the time of an evening that most of the days have.
func (r *regularity) evening() content.Clock {
	for c, n := range r.clocks {
		if n >= leastRegular && n*100 >= r.timed*clockShare && c >= eveningFrom && c <= eveningTo {
			return c
		}
	}
	return ""
}

// fits reports whether a day, at a time if one is known, is one of the series.
func fits(s content.Series, day content.Date, clock content.Clock) bool {
	if s.Fit == 0 || !day.IsDay() {
		return false
	}
	if s.Clock != "" && clock == s.Clock {
		return true
	}
	if s.Nth == noDay || day.Weekday() != s.Weekday || s.Clock != "" && clock != "" && (clock < eveningFrom || clock > eveningTo) {
		return false
	}
	n, last := numberInMonth(day)
	return s.Nth == 0 || s.Nth == n || s.Nth == -1 && last
}

// follows reports whether days follow a rule that a text states.
func follows(r when.Rule, day content.Date) bool {
	if day.Weekday() != r.Weekday {
		return false
	}
	n, last := numberInMonth(day)
	return r.Nth == 0 || r.Nth == n || r.Nth == -1 && last
}

// seriesWords puts a series into words: "the second Wednesday of the month".
func seriesWords(s content.Series) string {
	var out string
	switch {
	case s.Nth == noDay:
		return fmt.Sprintf("a day that begins at %s", s.Clock)
	case s.Nth == 0:
		out = "a " + s.Weekday.String()
	default:
		out = fmt.Sprintf("the %s %s of the month", when.NthName(s.Nth), s.Weekday)
	}
	if s.Clock != "" {
		out += fmt.Sprintf(", mostly at %s", s.Clock)
	}
	return out
}
