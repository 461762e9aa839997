package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// window is how many days around an anchor a date without a year is looked
// for. Announcements are published up to half a year ahead and recaps up to
// two months behind; what is more than nine months away is as near to another
// year. Every window is shorter than a year where no weekday helps, and a
// weekday never agrees in two years running, so that one date fits at most.
type window struct{ from, to int }

func windowOf(t Tense, weekday bool) window {
	switch {
	case weekday && t == Future:
		return window{-31, 270}
	case weekday && t == Past:
		return window{-270, 31}
	case weekday:
		return window{-183, 270}
	case t == Future:
		return window{-1, 270}
	case t == Past:
		return window{-270, 1}
	}
	return window{-62, 190}
}

// dayWithoutYear settles a day and month.
func (m Mention) dayWithoutYear(ref Reference) Reading {
	for _, days := range [...][]content.Date{ref.Days, ref.Same} {
		if r, ok := m.sameDay(days); ok {
			return r
		}
	}
	month, byMonth := m.sameMonth(ref.Days)
	var near content.Date
	published := ref.published()
	if published != "" {
		near = m.nearest(published, windowOf(ref.Tense, m.HasWeekday))
	}
	switch {
	case byMonth && near != "" && near != month.Date:
		return Reading{
			Problem: fmt.Sprintf("%s is %s next to %s elsewhere in the document, but %s next to the publishing date %s",
				m.dayName(), month.Date, month.Date.Month(), near, published),
			Candidates: ordered(month.Date, near),
		}
	case byMonth:
		return month
	case near != "":
		return Reading{Date: near, Rule: m.yearRule(near, "publishing date "+string(published))}
	}
	if r, ok := m.nearNeighbours(ref); ok {
		return r
	}
	if r, ok := m.inGivenYear(ref); ok && published == "" {
		return r
	}
	return m.unknownYear(ref)
}

// inGivenYear settles the year by when the document was last changed, else by
// the year that stands around it.
func (m Mention) inGivenYear(ref Reference) (Reading, bool) {
	if ref.Changed != "" {
		if d := m.nearest(ref.Changed, windowOf(ref.Tense, m.HasWeekday)); d != "" {
			return Reading{Date: d, Rule: m.yearRule(d, "day of the last change "+string(ref.Changed))}, true
		}
	}
	if ref.Year == 0 {
		return Reading{}, false
	}
	full := m
	full.Year = ref.Year
	r := full.resolveFull()
	if r.Problem == "" {
		r.Rule = fmt.Sprintf("the year is the %d around it", ref.Year)
	}
	return r, true
}

func ordered(a, b content.Date) []content.Date {
	if b < a {
		a, b = b, a
	}
	return []content.Date{a, b}
}

// yearRule says how the year was found.
func (m Mention) yearRule(d content.Date, anchor string) string {
	year, _, _ := d.YMD()
	if m.HasWeekday {
		return fmt.Sprintf("the year follows from the weekday: %s is a %s in %d, near the %s", dayName(0, m.Month, m.Day), m.Weekday, year, anchor)
	}
	return fmt.Sprintf("the year follows from the %s, to which %s of %d is nearest", anchor, dayName(0, m.Month, m.Day), year)
}

func (m Mention) dayName() string {
	s := dayName(0, m.Month, m.Day)
	if m.HasWeekday {
		s = m.Weekday.String() + " " + s
	}
	return s
}

// sameDay takes the year of the same day stated elsewhere with its year.
func (m Mention) sameDay(days []content.Date) (Reading, bool) {
	var found content.Date
	for _, d := range days {
		_, month, day := d.YMD()
		if month != m.Month || day != m.Day || d == found {
			continue
		}
		if m.HasWeekday && d.Weekday() != m.Weekday {
			continue
		}
		if found != "" {
			return Reading{}, false
		}
		found = d
	}
	if found == "" {
		return Reading{}, false
	}
	return Reading{Date: found, Rule: fmt.Sprintf("the year is that of the same day stated elsewhere, %s", found)}, true
}

// sameMonth takes the year of a day or month stated elsewhere that lies in the
// same month.
func (m Mention) sameMonth(days []content.Date) (Reading, bool) {
	var found content.Date
	for _, n := range days {
		year, month, _ := n.YMD()
		if month != m.Month {
			continue
		}
		d, err := content.NewDate(year, month, m.Day)
		if err != nil || d == found || m.HasWeekday && d.Weekday() != m.Weekday {
			continue
		}
		if found != "" {
			return Reading{}, false
		}
		found = d
	}
	if found == "" {
		return Reading{}, false
	}
	rule := fmt.Sprintf("the year is that of %s, stated elsewhere", found.Month())
	if m.HasWeekday {
		rule += ", and the weekday agrees"
	}
	return Reading{Date: found, Rule: rule}, true
}

// nearNeighbours settles the year by the dates stated elsewhere, if they agree.
func (m Mention) nearNeighbours(ref Reference) (Reading, bool) {
	w := windowOf(ref.Tense, m.HasWeekday)
	var found, anchor content.Date
	for _, n := range ref.Days {
		d := m.nearest(n, w)
		switch {
		case d == "" || d == found:
		case found != "":
			return Reading{
				Problem:    fmt.Sprintf("%s is %s near %s, but %s near %s, both stated elsewhere", m.dayName(), found, anchor, d, n),
				Candidates: ordered(found, d),
			}, true
		default:
			found, anchor = d, n
		}
	}
	if found == "" {
		return Reading{}, false
	}
	return Reading{Date: found, Rule: m.yearRule(found, "neighbouring date "+string(anchor))}, true
}

// nearest returns the date of the mention within the window around the anchor,
// a day or a month, or "".
func (m Mention) nearest(anchor content.Date, w window) content.Date {
	year, _, _ := anchor.YMD()
	for y := year - 1; y <= year+1; y++ {
		d, err := content.NewDate(y, m.Month, m.Day)
		if err != nil || m.HasWeekday && d.Weekday() != m.Weekday {
			continue
		}
		if gap := daysFrom(anchor, d); gap >= w.from && gap <= w.to {
			return d
		}
	}
	return ""
}

// daysFrom returns the days from the anchor to d; within an anchor month 0.
func daysFrom(anchor, d content.Date) int {
	if anchor.IsDay() {
		return d.Sub(anchor)
	}
	year, month, _ := anchor.YMD()
	first, err := content.NewDate(year, month, 1)
	if err != nil {
		return 0
	}
	last := first.AddDays(31)
	for last.Month() != anchor {
		last = last.AddDays(-1)
	}
	switch {
	case d < first:
		return d.Sub(first)
	case d > last:
		return d.Sub(last)
	}
	return 0
}

// unknownYear says why the year stays open.
func (m Mention) unknownYear(ref Reference) Reading {
	anchor, what := ref.published(), "publishing date"
	if anchor == "" && len(ref.Days) > 0 {
		anchor, what = ref.Days[0], "neighbouring date"
	}
	if anchor == "" {
		return Reading{Problem: fmt.Sprintf("%s has no year, and nothing around it says which", m.dayName())}
	}
	if m.HasWeekday {
		// The day is near in a year in which its weekday is another.
		plain := m
		plain.HasWeekday = false
		if near := plain.nearest(anchor, windowOf(ref.Tense, false)); near != "" {
			full := m
			full.Year, _, _ = near.YMD()
			r := full.resolveFull()
			r.Problem += fmt.Sprintf("; %d is the year nearest to the %s %s", full.Year, what, anchor)
			return r
		}
	}
	r := Reading{Problem: fmt.Sprintf("%s has no year, and around the %s %s it is not clear which is meant", m.dayName(), what, anchor)}
	year, _, _ := anchor.YMD()
	for y := year - 1; y <= year+1; y++ {
		d, err := content.NewDate(y, m.Month, m.Day)
		if err != nil {
			continue
		}
		if gap := daysFrom(anchor, d); gap > -365 && gap < 366 {
			r.Candidates = append(r.Candidates, d)
		}
	}
	return r
}

// monthWithoutYear settles a month: that of a neighbour, else the nearest to
// the publishing date.
func (m Mention) monthWithoutYear(ref Reference) Reading {
	var found content.Date
	for _, n := range ref.Days {
		_, month, _ := n.YMD()
		if month != m.Month || n.Month() == found {
			continue
		}
		if found != "" {
			found = ""
			break
		}
		found = n.Month()
	}
	if found != "" {
		return Reading{Date: found, Rule: fmt.Sprintf("the year is that of %s, stated elsewhere", found)}
	}
	if ref.published() == "" && len(ref.Days) == 0 && ref.Year != 0 {
		if d, err := content.NewMonth(ref.Year, m.Month); err == nil {
			return Reading{Date: d, Rule: fmt.Sprintf("the year is the %d around it", ref.Year)}
		}
	}
	anchors := ref.Days
	what := "neighbouring date"
	if published := ref.published(); published != "" {
		anchors, what = []content.Date{published}, "publishing date"
	}
	var anchor content.Date
	for _, a := range anchors {
		d := nearestMonth(a, m.Month, ref.Tense)
		if d == "" || d == found {
			continue
		}
		if found != "" {
			return Reading{Problem: fmt.Sprintf("%s has no year, and the dates around it differ", m.Month), Candidates: ordered(found, d)}
		}
		found, anchor = d, a
	}
	if found == "" {
		return Reading{Problem: fmt.Sprintf("%s has no year, and nothing around it says which", m.Month)}
	}
	return Reading{Date: found, Rule: fmt.Sprintf("the year follows from the %s %s, to which %s of %s is nearest", what, anchor, m.Month, found[:4])}
}

// nearestMonth returns the month nearest to the anchor: up to half a year
// ahead or a quarter behind, or nine months where the tense is known.
func nearestMonth(anchor content.Date, month time.Month, t Tense) content.Date {
	year, at, _ := anchor.YMD()
	if year == 0 {
		return ""
	}
	from, to := -3, 6
	switch t {
	case Past:
		from, to = -9, 0
	case Future:
		from, to = 0, 9
	}
	for y := year - 1; y <= year+1; y++ {
		if gap := (y-year)*12 + int(month-at); gap < from || gap > to {
			continue
		}
		if d, err := content.NewMonth(y, month); err == nil {
			return d
		}
	}
	return ""
}
