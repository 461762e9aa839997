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
	case Days:
		return Reading{
			Date: published.AddDays(m.Relative.Count),
			Rule: fmt.Sprintf("%q counts from the publishing date %s", m.Text, published),
		}
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
		if a == published {
			a = a.AddDays(7)
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

// weekOf returns the Monday of the day's week.
func weekOf(d content.Date) content.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
