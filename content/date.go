package content

import (
	"fmt"
	"strconv"
	"time"
)

// A Date is a local calendar day, "2017-09-26", or a month of which the day is
// not known, "2018-12". The empty Date is an unknown one. Dates compare with <
// as strings as long as both name a day.
type Date string

// NewDate returns the day year-month-day, or an error when there is no such
// day (31 April, 29 February of a common year) or the year is outside
// 1900-2999.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1900 || year > 2999 {
		return "", fmt.Errorf("year %d is not between 1900 and 2999", year)
	}
	if month < time.January || month > time.December {
		return "", fmt.Errorf("there is no month %d", month)
	}
	if day < 1 || day > daysIn(year, month) {
		return "", fmt.Errorf("%s %d has no day %d", month, year, day)
	}
	return Date([]byte{
		byte('0' + year/1000), byte('0' + year/100%10), byte('0' + year/10%10), byte('0' + year%10), '-',
		byte('0' + month/10), byte('0' + month%10), '-',
		byte('0' + day/10), byte('0' + day%10),
	}), nil
}

// NewMonth returns the Date of a month whose day is not known.
func NewMonth(year int, month time.Month) (Date, error) {
	d, err := NewDate(year, month, 1)
	if err != nil {
		return "", err
	}
	return d[:7], nil
}

// ParseDate reads YYYY-MM-DD or YYYY-MM.
func ParseDate(s string) (Date, error) {
	var day = 1
	ok := len(s) == 7 || len(s) == 10 && s[7] == '-'
	year, month := 0, 0
	if ok {
		var e1, e2, e3 error
		year, e1 = strconv.Atoi(s[:4])
		month, e2 = strconv.Atoi(s[5:7])
		if len(s) == 10 {
			day, e3 = strconv.Atoi(s[8:])
		}
		ok = s[4] == '-' && e1 == nil && e2 == nil && e3 == nil
	}
	if !ok {
		return "", fmt.Errorf("%q is not a date: want YYYY-MM-DD or YYYY-MM", s)
	}
	if _, err := NewDate(year, time.Month(month), day); err != nil {
		return "", fmt.Errorf("%q is not a date: %w", s, err)
	}
	return Date(s), nil
}

// DateOf returns the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// IsDay reports whether the date names a day, not only a month or nothing.
func (d Date) IsDay() bool { return len(d) == 10 }

// Month returns the date's year and month as a month-only Date, or "".
func (d Date) Month() Date {
	if len(d) < 7 {
		return ""
	}
	return d[:7]
}

// YMD returns the parts; day is 0 where only the month is known, all are 0
// for the empty Date.
func (d Date) YMD() (year int, month time.Month, day int) {
	if len(d) < 7 {
		return 0, 0, 0
	}
	m := 0
	year, _ = strconv.Atoi(string(d[:4]))
	m, _ = strconv.Atoi(string(d[5:7]))
	if d.IsDay() {
		day, _ = strconv.Atoi(string(d[8:]))
	}
	return year, time.Month(m), day
}

// Weekday returns the day's weekday. It is meaningful only when IsDay.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays returns the day n days later (earlier when n is negative), counting
// calendar days: no clock change can shift it. A month-only or empty Date is
// returned as it is.
func (d Date) AddDays(n int) Date {
	if !d.IsDay() {
		return d
	}
	return DateOf(d.utc().AddDate(0, 0, n))
}

// Sub returns the number of days from e to d. Both must name a day.
func (d Date) Sub(e Date) int {
	return int(d.utc().Sub(e.utc()) / (24 * time.Hour))
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// A Clock is a local wall time of 24 hours, "18:45". The empty Clock is an
// unknown one; "24:00" is the end of the day. Clocks compare with <.
type Clock string

// NewClock returns the wall time hour:minute, 00:00 to 24:00.
func NewClock(hour, minute int) (Clock, error) {
	if hour < 0 || minute < 0 || minute > 59 || hour > 24 || hour == 24 && minute != 0 {
		return "", fmt.Errorf("there is no time %02d:%02d", hour, minute)
	}
	return Clock([]byte{byte('0' + hour/10), byte('0' + hour%10), ':', byte('0' + minute/10), byte('0' + minute%10)}), nil
}

// ParseClock reads HH:MM or H:MM, 24 hours.
func ParseClock(s string) (Clock, error) {
	var hour, minute int
	if len(s) == 4 {
		s = "0" + s
	}
	var e1, e2 error
	if len(s) == 5 && s[2] == ':' {
		hour, e1 = strconv.Atoi(s[:2])
		minute, e2 = strconv.Atoi(s[3:])
		if e1 == nil && e2 == nil {
			return NewClock(hour, minute)
		}
	}
	return "", fmt.Errorf("%q is not a time: want HH:MM", s)
}

// Minutes returns the minutes since midnight; 0 for the empty Clock.
func (c Clock) Minutes() int {
	if len(c) != 5 {
		return 0
	}
	return (int(c[0]-'0')*10+int(c[1]-'0'))*60 + int(c[3]-'0')*10 + int(c[4]-'0')
}
