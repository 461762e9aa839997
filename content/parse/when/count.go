package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// resolveRelative counts from the publishing date, in its own offset.
func (m Mention) resolveRelative(ref Reference) Reading {
	published := ref.published()
	if published == "" {
		return Reading{Problem: fmt.Sprintf("%q counts from the publishing date, which is not known", m.Text)}
	}
	switch m.Relative.Unit {
	case WeekdayInWeek:
		return m.weekdayInWeek(published)
	case Days:
		day := published.AddDays(m.Relative.Count)
		if m.HasWeekday && m.Weekday != day.Weekday() {
			return Reading{
				Problem:    fmt.Sprintf("%q counted from the publishing date %s is %s, a %s", m.Text, published, day, day.Weekday()),
				Candidates: ordered(day, nearestWeekday(day, m.Weekday)),
			}
		}
		return Reading{Date: day, Rule: fmt.Sprintf("%q counts from the publishing date %s", m.Text, published)}
	case Months:
		year, month, _ := published.YMD()
		n := year*12 + int(month) - 1 + m.Relative.Count
		d, err := content.NewMonth(n/12, time.Month(n%12+1))
		if err != nil {
			return Reading{Problem: err.Error()}
		}
		return Reading{Date: d, Rule: fmt.Sprintf("%q counts from the publishing date %s", m.Text, published)}
	}
	return m.resolveWeekday(published, ref)
}

// resolveWeekday settles a weekday without a date.
func (m Mention) resolveWeekday(published content.Date, ref Reference) Reading {
	ahead := published.AddDays((int(m.Weekday) - int(published.Weekday()) + 7) % 7) // today at the earliest
	behind := ahead.AddDays(-7)
	if ahead == published {
		behind = published
	}
	var a, b content.Date // the candidates; b "" if there is one only
	switch m.Relative.Unit {
	case ComingWeekday:
		a = ahead
		if m.Relative.Weeks > 0 {
			a = a.AddDays(7 * m.Relative.Weeks)
		}
		if ahead == published {
			if m.Relative.Weeks > 0 {
				b = a.AddDays(7)
			} else {
				a = a.AddDays(7)
			}
		}
	case ThisWeekday:
		a = ahead
		if ref.Tense == Past {
			a = behind
		}
	case LastWeekday:
		a = behind
		if a == published {
			a = a.AddDays(-7)
		}
	case NextWeekday:
		// Said in the week before, both readings of "next" agree.
		a = ahead
		if a == published {
			a = a.AddDays(7)
		} else if weekOf(ahead) == weekOf(published) {
			b = ahead.AddDays(7)
		}
	default:
		switch ref.Tense {
		case Future:
			a = ahead
		case Past:
			a = behind
		default:
			if a, b = behind, ahead; a == b {
				b = ""
			}
		}
	}
	if b != "" {
		near, far := stated(ref.Days, a), stated(ref.Days, b)
		if near == far {
			return Reading{
				Problem:    fmt.Sprintf("%q of the publishing date %s may be %s or %s", m.Text, published, a, b),
				Candidates: []content.Date{a, b},
			}
		}
		if far {
			a = b
		}
		return Reading{Date: a, Rule: fmt.Sprintf("%q is the %s stated elsewhere, %s", m.Text, m.Weekday, a)}
	}
	return Reading{Date: a, Rule: fmt.Sprintf("%q counts from the publishing date %s", m.Text, published)}
}

// weekdayInWeek settles a weekday of a week counted from the one of publishing.
// On a Sunday not everybody begins the next week on the same day.
func (m Mention) weekdayInWeek(published content.Date) Reading {
	d := weekOf(published).AddDays(7*m.Relative.Count + (int(m.Weekday)+6)%7)
	if published.Weekday() == time.Sunday || m.Weekday == time.Sunday {
		other := d.AddDays(7)
		if m.Weekday == time.Sunday {
			other = d.AddDays(-7)
		}
		return Reading{
			Problem:    fmt.Sprintf("%q of the publishing date %s may be %s or %s", m.Text, published, min(d, other), max(d, other)),
			Candidates: ordered(d, other),
		}
	}
	return Reading{Date: d, Rule: fmt.Sprintf("%q counts from the week of the publishing date %s", m.Text, published)}
}

// weekOf returns the Monday of the day's week.
func weekOf(d content.Date) content.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
