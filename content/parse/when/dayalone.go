package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// dayAlone reads the number of a day whose month is not said, behind its
// weekday or "on the": "Tuesday the 24th", "Tuesday, the 24th of this month",
// "Dienstag, den 24.", "martes 24 a las 19 h".
func (r *reader) dayAlone(i int, m *Mention) int {
	day, ordinal, next := r.day(i)
	if day == 0 || !r.mayBegin(i) || !r.dayNumber(i, next) {
		return 0
	}
	english := ordinal && r.t[next-1].kind == letter
	w := r.word(next)
	at := w.is(isAt|isFrom) || w.is(isTo) && (r.word(next+1).is(isAt) || r.at(next+1).kind == number && r.word(next+2).is(isHour))
	switch {
	case w.is(isOf) && r.word(next+1).is(isThis) && r.word(next+2).is(isMonth):
		next += 3
	case w.is(isOf) && r.word(next+1).is(isMonth):
		next += 2
	case at:
	case w.is(isAnd) && r.at(next+1).kind != number && r.word(next+1).weekday == 0 && english: // the 12th and, fingers crossed
	case w.is(isOf | isTo | isAnd), w.month > 0, r.mark(next, '-'), r.mark(next, '–'), r.mark(next, '/'):
		return 0
	case !ordinal && !r.mark(next, ','):
		return 0
	}
	if english && !m.HasWeekday && r.at(next).kind == letter && !r.word(next-1).is(isMonth) && !r.word(next).is(isAt|isFrom) {
		return 0 // "on the 12th floor"
	}
	m.Day = day
	m.Month = r.monthBefore(i, m.HasWeekday)
	return r.withoutStop(next)
}

// inItsMonth reads the number of a day behind "am", "le" or "el" where the
// sentence has named the month: "im April sehen wir uns am 11. wieder".
func (r *reader) inItsMonth(i int, m *Mention) int {
	if !r.word(i-1).is(isGerman) || r.word(i-1).is(isUntil) || !r.mayBegin(i) {
		return 0
	}
	day, _, next := r.day(i)
	if w := r.word(next); day == 0 || !r.dayNumber(i, next) || w.month > 0 || w.is(isOf|isAnd|isUhr|isHour) || r.at(next).kind == letter && r.t[next].upper {
		return 0
	}
	month := r.monthBefore(i, true)
	if month == 0 {
		return 0
	}
	m.Day, m.Month = day, month
	return r.withoutStop(next)
}

// farMonth is how many words before a day its month may stand.
const farMonth = 16

// monthBefore returns the month of whose meetup the sentence before i speaks:
// "January's meetup will be on Wednesday the 12th". A day with its weekday is
// also of a month that is only mentioned: the weekday has to agree.
func (r *reader) monthBefore(i int, weekday bool) time.Month {
	for k := i - 1; k >= 0 && k >= i-farMonth; k-- {
		t := &r.t[k]
		if t.gap == 2 || t.kind == punct && (t.n == '!' || t.n == '?' || t.n == '。' || t.n == '.' && r.at(k+1).gap > 0) {
			return 0
		}
		if t.kind != letter || t.w.month == 0 || t.w.trust == abbrev || !t.upper && t.w.trust == name || r.verb(k) {
			continue
		}
		if r.at(k+1).kind == number || r.at(k-1).kind == number || r.word(k-1).is(isOf) && r.at(k-2).kind == number {
			return 0 // another date
		}
		possessive := r.mark(k+1, '\'') || r.word(k+1).is(isMeeting) || r.word(k-1).is(isMeeting)
		if possessive || weekday && r.word(k-1).is(isIn|isThe) {
			return time.Month(t.w.month)
		}
		return 0
	}
	return 0
}

// onThe reports whether "the" or "on the" at i can only stand before a day:
// "on the 24th".
func (r *reader) onThe(i int) bool {
	return r.text[r.t[i].start:r.t[i].end] == "the" && i > 0 && r.slice(i-1, i) == "on"
}

// dayWithoutMonth settles a day of which neither month nor year is said: in a
// month stated elsewhere, else as the next such day after the publishing
// date, or the last where the words look back. The weekday has to agree, and
// without a known tense no other day may be meant.
func (m Mention) dayWithoutMonth(ref Reference) Reading {
	fits := func(month content.Date) content.Date {
		year, mm, _ := month.YMD()
		d, err := content.NewDate(year, mm, m.Day)
		if err != nil || m.HasWeekday && d.Weekday() != m.Weekday {
			return ""
		}
		return d
	}
	var found []content.Date
	for _, n := range ref.Days {
		d := fits(n)
		if d == "" || stated(found, d) {
			continue
		}
		found = append(found, d)
	}
	if len(found) == 1 {
		return Reading{Date: found[0], Rule: fmt.Sprintf("the month is that of %s, stated elsewhere", found[0].Month())}
	}
	published := ref.published()
	if len(ref.Days) == 0 && published != "" {
		from, to := -45, 45
		switch ref.Tense {
		case Future:
			from = 0
		case Past:
			to = 0
		}
		for n := from; n <= to; n++ {
			d := published.AddDays(n)
			if _, _, day := d.YMD(); day == m.Day && (!m.HasWeekday || d.Weekday() == m.Weekday) {
				found = append(found, d)
			}
		}
		// without a weekday the nearest in the direction of the words
		switch {
		case len(found) == 2 && ref.Tense == Future:
			found = found[:1]
		case len(found) == 2 && ref.Tense == Past:
			found = found[1:]
		}
		if len(found) == 1 {
			return Reading{Date: found[0], Rule: fmt.Sprintf("the month follows from the publishing date %s", published)}
		}
	}
	sortDates(found)
	return Reading{Problem: fmt.Sprintf("%q does not say its month, and nothing around it settles which", m.Text), Candidates: found}
}
