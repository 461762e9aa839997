package ics

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// A rule is an RRULE or EXRULE that can be followed.
type rule struct {
	option rrule.ROption
	first  time.Time // where the series begins
	count  int       // 0: without
	until  time.Time // zero: without
}

// Limits of what is followed.
const (
	maxPerDay   = 24
	maxInterval = 9_999
)

var (
	errOften    = errors.New("it takes place every hour, minute or second, as no meetup does")
	errPerDay   = fmt.Errorf("it takes place more than %d times a day, as no meetup does", maxPerDay)
	errWeeks    = errors.New("it counts the weeks of a year, and not of every year")
	errInterval = fmt.Errorf("its INTERVAL is not between 1 and %d", maxInterval)
	errCount    = errors.New("its COUNT is no number from 1 on")
	errNth      = errors.New("no month has the weekday that it names so often")
)

// readRule reads a rule. The library's reading differs from RFC 5545 in what a
// rule leaves out, and it panics on numbers that no month has: both are settled
// here. The error says in words why a rule is refused.
func (v *vevent) readRule(p prop) (rule, error) {
	out := rule{first: v.start.wall}
	var rest []string
	for part := range strings.SplitSeq(strings.ToUpper(p.Value), ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch key {
		case "":
		case "COUNT":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 {
				return out, errCount
			}
			out.count = n
		case "UNTIL":
			m, err := readMoment(p, value)
			if err != nil {
				return out, fmt.Errorf("its UNTIL cannot be read: %w", err)
			}
			m.tzid = v.start.tzid
			out.until = v.wallOf(m)
			if m.day {
				out.until = out.until.Add(24*time.Hour - time.Second)
			}
		case "INTERVAL":
			if n, err := strconv.Atoi(value); err != nil || n < 1 || n > maxInterval {
				return out, errInterval
			}
			rest = append(rest, part)
		case "BYEASTER", "DTSTART": // the library knows them, RFC 5545 does not
			return out, fmt.Errorf("it cannot be read: %s", key)
		default:
			rest = append(rest, strings.TrimSpace(part))
		}
	}
	o, err := rrule.StrToROption(strings.Join(rest, ";"))
	if err != nil {
		return out, fmt.Errorf("it cannot be read: %w", err)
	}
	out.option = *o
	out.option.Dtstart = v.start.wall
	return out, out.settle(v.start.day)
}

// settle says what the rule leaves to its first day.
func (r *rule) settle(day bool) error {
	o := &r.option
	if o.Freq > rrule.DAILY {
		return errOften
	}
	if day {
		o.Byhour, o.Byminute, o.Bysecond = nil, nil, nil
	}
	for _, list := range []*[]int{&o.Byhour, &o.Byminute, &o.Bysecond, &o.Bymonth, &o.Bymonthday, &o.Byyearday, &o.Byweekno, &o.Bysetpos} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	slices.SortFunc(o.Byweekday, func(a, b rrule.Weekday) int { return strings.Compare(a.String(), b.String()) })
	o.Byweekday = slices.Compact(o.Byweekday)
	if max(1, len(o.Byhour))*max(1, len(o.Byminute))*max(1, len(o.Bysecond)) > maxPerDay {
		return errPerDay
	}
	for _, w := range o.Byweekday {
		if n := w.N(); (n > 5 || n < -5) && (o.Freq == rrule.MONTHLY || len(o.Bymonth) > 0) {
			return errNth
		}
	}
	today := weekdayOf(r.first)
	bare := len(o.Byweekday)+len(o.Bymonthday)+len(o.Byyearday) == 0
	switch {
	case len(o.Byweekno) > 0 && (o.Freq != rrule.YEARLY || o.Interval > 1):
		return errWeeks
	case len(o.Byweekno) > 0 && bare:
		o.Byweekday = []rrule.Weekday{today}
	case o.Freq == rrule.YEARLY && len(o.Bymonthday) > 0 && len(o.Bymonth)+len(o.Byyearday)+len(o.Byweekno) == 0:
		o.Bymonth = []int{int(r.first.Month())}
	case o.Freq == rrule.WEEKLY && len(o.Bysetpos) > 0:
		// positions are counted in whole weeks, the first one too
		if bare {
			o.Byweekday = []rrule.Weekday{today}
		}
		o.Dtstart = o.Dtstart.AddDate(0, 0, -(today.Day()-o.Wkst.Day()+7)%7)
	}
	_, err := rrule.NewRRule(*o) // whether its numbers are in their bounds
	if err != nil {
		return fmt.Errorf("it cannot be read: %w", err)
	}
	return nil
}

func weekdayOf(wall time.Time) rrule.Weekday {
	return []rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}[wall.Weekday()]
}
