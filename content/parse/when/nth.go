package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// nth reads which of a month's days of one name is meant: "the first Tuesday of
// December", "am letzten Donnerstag im März", "2nd Wed in April 2019". Of the
// month, or of every month, it is a rule and no day.
func (r *reader) nth(i int, m *Mention) int {
	n, j := int(r.word(i).n), i+1
	if r.at(i).kind == number {
		day, ordinal, next := r.day(i)
		if day > 5 || !ordinal {
			return 0
		}
		n, j = day, next
	} else if !r.word(i).is(isNth) {
		return 0
	}
	w := r.word(j)
	if n == 0 || w.weekday == 0 || r.at(j).gap != 1 || r.everyBefore(i) {
		return 0
	}
	k := r.skip(j+1, '.')
	if k == j+2 && w.trust != abbrev {
		return 0 // a sentence ends
	}
	switch {
	case r.word(k).is(isThis|isNext|isLast) && r.word(k+1).is(isMonth):
	case r.word(k).is(isOf | isIn):
		k = r.skipWord(r.skipWord(k+1, isThe), isOf)
		k = r.skip(k, '\'') // d'avril
	case r.word(k).month > 0:
		if day, _, next := r.day(k + 1); day > 0 && r.dayNumber(k+1, next) { // the second Tuesday April 9
			return 0
		}
	default:
		return 0
	}
	if end := r.nthOfMonth(k, m); end > 0 {
		m.Nth, m.Weekday, m.HasWeekday = n, time.Weekday(w.weekday-1), true
		return end
	}
	return 0
}

// nthOfMonth reads the month: by its name, or as this, the next or the last.
func (r *reader) nthOfMonth(i int, m *Mention) int {
	w := r.word(i)
	if w.month > 0 {
		m.Month = time.Month(w.month)
		next := i + 1
		if w.trust == abbrev {
			next = r.skip(next, '.')
		}
		return r.withoutStop(r.year(next, m))
	}
	count := 0
	switch {
	case w.is(isNext | isComing):
		count = 1
	case w.is(isLast):
		count = -1
	case !w.is(isThis):
		return 0
	}
	if !r.word(i + 1).is(isMonth) {
		return 0
	}
	m.Relative = Relative{Unit: Months, Count: count}
	return i + 2
}

// everyBefore reports whether the words before i make a rule: "every first
// Tuesday", "first and third Tuesday".
func (r *reader) everyBefore(i int) bool {
	for k := i - 1; k >= i-3 && k >= 0; k-- {
		w := r.word(k)
		if w.is(isEvery) && r.slice(k, k+1) != "a" {
			return true
		}
		if !w.is(isThe|isAnd|isOf) && !r.mark(k, ',') {
			return false
		}
	}
	return false
}

// hanNth reads 第1火曜日 behind its month.
func (r *reader) hanNth(i int, m *Mention) int {
	if r.han(i, 'の') {
		i++
	}
	if !r.han(i, '第') {
		return 0
	}
	n, ok := r.number(i+1, 1)
	day, next := r.hanWeekday(i + 2)
	if !ok || n < 1 || n > 5 || day == 0 || next == i+3 {
		return 0
	}
	m.Nth, m.Weekday, m.HasWeekday = n, time.Weekday(day-1), true
	return next
}

// resolveNth counts the weekdays of the month that r names.
func (m Mention) resolveNth(r Reading) Reading {
	if r.Date == "" {
		return r
	}
	year, month, _ := r.Date.YMD()
	d, err := NthWeekday(year, month, m.Weekday, m.Nth)
	if err != nil {
		return Reading{Problem: err.Error()}
	}
	r.Rule = fmt.Sprintf("it is the %s %s of %s; %s", nthNames[m.Nth+1], m.Weekday, dayName(year, month, 0), r.Rule)
	r.Date = d
	return r
}

var nthNames = [...]string{"last", "", "first", "second", "third", "fourth", "fifth"}

// NthWeekday returns the nth weekday of a month, from 1, the last for -1; an
// error when there is none.
func NthWeekday(year int, month time.Month, w time.Weekday, n int) (content.Date, error) {
	first, err := content.NewDate(year, month, 1)
	if err != nil {
		return "", err
	}
	d := first.AddDays((int(w) - int(first.Weekday()) + 7) % 7)
	if n > 0 {
		d = d.AddDays(7 * (n - 1))
	} else {
		d = d.AddDays(21)
		if later := d.AddDays(7); later.Month() == first.Month() {
			d = later
		}
	}
	if d.Month() != first.Month() {
		return "", fmt.Errorf("%s has no %s %s", dayName(year, month, 0), nthNames[n+1], w)
	}
	return d, nil
}
