package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// Resolve settles the mention with what its surroundings know:
//
//   - a full date stands; a weekday that contradicts it is a problem;
//   - a year left out is that of the same day stated elsewhere; else the one
//     that agrees with the weekday, the tense and the months around the
//     publishing date, or around neighbouring dates where that is not known;
//   - 03/04/2017 needs a weekday, a neighbour or a known order;
//   - relative days count from the publishing date in its own offset.
func (m Mention) Resolve(ref Reference) Reading {
	switch {
	case m.Problem != "":
		return Reading{Problem: m.Problem, Candidates: m.slippedYear(ref)}
	case m.Nth != 0:
		month := m
		month.Nth, month.HasWeekday = 0, false
		return m.resolveNth(month.Resolve(ref))
	case m.Relative.Unit != Absolute:
		return m.resolveRelative(ref)
	case m.Month == 0 && m.Day > 0:
		return m.dayWithoutMonth(ref)
	case m.Month == 0:
		return Reading{Problem: "the words name no day"}
	case m.EitherOrder:
		return m.resolveOrder(ref)
	}
	return m.resolveAbsolute(ref)
}

// resolveAbsolute settles a day or a month of known order.
func (m Mention) resolveAbsolute(ref Reference) Reading {
	var r Reading
	switch {
	case m.Year != 0:
		r = m.resolveFull()
	case m.Day == 0:
		r = m.monthWithoutYear(ref)
	default:
		r = m.dayWithoutYear(ref)
	}
	if r.Problem == "" {
		r = m.withEnd(r)
	}
	if m.Typo != "" && r.Problem == "" {
		r.Rule += "; " + m.Typo
	}
	return r
}

// resolveFull settles a mention that says its year.
func (m Mention) resolveFull() Reading {
	if m.Day == 0 {
		d, err := content.NewMonth(m.Year, m.Month)
		if err != nil {
			return Reading{Problem: err.Error()}
		}
		return Reading{Date: d, Rule: "month and year are written"}
	}
	d, err := content.NewDate(m.Year, m.Month, m.Day)
	if err != nil {
		return Reading{Problem: noSuchDay(m.Year, m.Month, m.Day)}
	}
	if !m.HasWeekday {
		return Reading{Date: d, Rule: "the full date is written"}
	}
	if d.Weekday() == m.Weekday {
		return Reading{Date: d, Rule: "the full date is written, and its weekday agrees"}
	}
	r := Reading{Problem: fmt.Sprintf("%s is a %s, not a %s", dayName(m.Year, m.Month, m.Day), d.Weekday(), m.Weekday)}
	for _, y := range [...]int{m.Year - 1, m.Year + 1} {
		if other, err := content.NewDate(y, m.Month, m.Day); err == nil && other.Weekday() == m.Weekday {
			r.Candidates = append(r.Candidates, other)
			r.Problem += fmt.Sprintf("; in %d it is a %s", y, m.Weekday)
		}
	}
	r.Candidates = append(r.Candidates, d, nearestWeekday(d, m.Weekday))
	sortDates(r.Candidates)
	return r
}

// nearestWeekday returns the day with the weekday at most three days from d.
func nearestWeekday(d content.Date, w time.Weekday) content.Date {
	n := (int(w) - int(d.Weekday()) + 7) % 7
	if n > 3 {
		n -= 7
	}
	return d.AddDays(n)
}

// resolveOrder settles which of two numbers is the day.
func (m Mention) resolveOrder(ref Reference) Reading {
	first, second := m, m
	first.EitherOrder, second.EitherOrder = false, false
	second.Day, second.Month = int(m.Month), time.Month(m.Day)
	if m.Until != (YMD{}) {
		second.Until = YMD{m.Until.Year, time.Month(m.Until.Day), int(m.Until.Month)}
	}
	a, b := first.resolveAbsolute(ref), second.resolveAbsolute(ref)
	pick := func(r Reading, why string) Reading {
		if r.Problem == "" {
			r.Rule += "; " + why
		}
		return r
	}
	if m.HasWeekday && (a.Problem == "") != (b.Problem == "") {
		why := "the weekday settles which number is the day"
		if a.Problem == "" {
			return pick(a, why)
		}
		return pick(b, why)
	}
	if near, far := stated(ref.Days, a.Date), stated(ref.Days, b.Date); near != far {
		why := "the same day stated elsewhere settles which number is the day"
		if near {
			return pick(a, why)
		}
		return pick(b, why)
	}
	switch ref.Order {
	case DayFirst:
		return pick(a, "the other dates of the document or its source put the day first")
	case MonthFirst:
		return pick(b, "the other dates of the document or its source put the month first")
	}
	r := Reading{Problem: fmt.Sprintf("%s may be %s or %s", m.Text, dayName(0, first.Month, first.Day), dayName(0, second.Month, second.Day))}
	for _, one := range [...]Reading{a, b} {
		if one.Date != "" {
			r.Candidates = append(r.Candidates, one.Date)
		}
	}
	sortDates(r.Candidates)
	return r
}

func stated(days []content.Date, d content.Date) bool {
	if d == "" {
		return false
	}
	for _, s := range days {
		if s == d {
			return true
		}
	}
	return false
}

// withEnd adds the last of several days.
func (m Mention) withEnd(r Reading) Reading {
	if m.Until == (YMD{}) {
		return r
	}
	year, month, _ := r.Date.YMD()
	if m.Until.Year != 0 {
		year = m.Until.Year
	} else if m.Until.Month < month {
		year++
	}
	end, err := content.NewDate(year, m.Until.Month, m.Until.Day)
	switch {
	case err != nil:
		return Reading{Problem: noSuchDay(year, m.Until.Month, m.Until.Day)}
	case end < r.Date:
		return Reading{Problem: fmt.Sprintf("the last day, %s, is before the first, %s", end, r.Date), Candidates: []content.Date{end, r.Date}}
	case end > r.Date:
		r.End = end
	}
	return r
}

func sortDates(d []content.Date) {
	for i := range d {
		for j := i; j > 0 && d[j] < d[j-1]; j-- {
			d[j], d[j-1] = d[j-1], d[j]
		}
	}
}
