package when

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// Dates returns the days, ranges of days and months that the text mentions, in
// the order in which they stand, none overlapping. Of a text of more than 64 KiB
// only the beginning is read: nobody says a day further on.
func Dates(text string) []Mention {
	var room [shortText]token
	r := reader{text: text, t: scan(read(text), room[:0])}
	var out []Mention
	for i := 0; i < len(r.t); {
		var m Mention
		next := r.mention(i, &m)
		if next == 0 {
			i++
			continue
		}
		m.Start, m.End = int(r.t[i].start), int(r.t[next-1].end)
		m.Text = text[m.Start:m.End]
		if m.Problem == "" {
			m.Problem = m.impossible()
		}
		out = append(out, m)
		i = next
	}
	return out
}

// mention reads the mention that begins at i.
func (r *reader) mention(i int, m *Mention) int {
	t := &r.t[i]
	switch t.kind {
	case number:
		if next := r.date(i, m); next > 0 {
			return r.trailingWeekday(next, m)
		}
		if r.daySign(i+1) && t.n >= 1 && t.n <= 31 {
			if day, next := r.hanWeekdayInBrackets(i + 2); day > 0 { // 21日(木)
				m.Day, m.Weekday, m.HasWeekday = int(t.n), time.Weekday(day-1), true
				return next
			}
		}
		if next := r.inItsMonth(i, m); next > 0 {
			return next
		}
		if t.digits == 1 && t.n > 0 {
			if next := r.nth(i, m); next > 0 {
				return next
			}
			if r.word(i + 1).is(isWeek) {
				return r.counted(i, m)
			}
		}
	case letter:
		w := t.w
		switch {
		case r.touches(i) && r.t[i-1].kind == number:
			return 0
		case w.is(isThe) && r.at(i+1).kind == number && r.onThe(i):
			return r.dayAlone(i+1, m)
		case w == (word{}):
			return r.misspelt(i, m)
		}
		if w.weekday > 0 {
			if next := r.afterWeekdays(i, m); next > 0 {
				return next
			}
		}
		if w.is(isNth) {
			if next := r.nth(i, m); next > 0 {
				return next
			}
		}
		if w.month > 0 {
			if next := r.monthFirst(i, m); next > 0 {
				return r.trailingWeekday(next, m)
			}
		}
		return r.relative(i, m)
	case cjk:
		if next := r.era(i, m); next > 0 {
			return next
		}
		return r.relativeHan(i, m)
	}
	return 0
}

// date reads a date that begins with a number.
func (r *reader) date(i int, m *Mention) int {
	if next := r.numeric(i, m); next > 0 {
		return next
	}
	if next := r.japanese(i, m); next > 0 {
		return next
	}
	if next := r.yearFirst(i, m); next > 0 {
		return next
	}
	return r.dayFirst(i, m)
}

// yearFirst reads a date whose month has a name behind its year: "2026 May 12",
// "2026-May-12", "2026 May 12-14"; where the year begins the text, the day may
// come first and a sign part them: "2026 - 12 May". A full stop does so before a
// month in small letters, as in Hungarian: "2026. május 12."
func (r *reader) yearFirst(i int, m *Mention) int {
	y, ok := r.number(i, 4)
	if !ok || y < firstYear || y > lastYear || !r.mayBegin(i) {
		return 0
	}
	j, parted := i+1, false
	switch {
	case r.mark(j, '-') && r.touches(j) && r.touches(j+1):
		j++
	case i > 0:
	case r.mark(j, '-') || r.mark(j, '|') || r.mark(j, '/') || r.mark(j, ',') || r.mark(j, ':') && !r.touches(j+1):
		j, parted = j+1, true
	}
	if r.mark(j, '.') && r.touches(j) && r.at(j+1).kind == letter && !r.t[j+1].upper {
		j++
	}
	if r.at(j).gap == 2 {
		return 0
	}
	var named Mention
	next := 0
	switch t := r.at(j); {
	case r.word(j).month > 0:
		next = r.monthFirst(j, &named)
	case t.kind == letter && t.w.weekday > 0 && parted:
		next = r.afterWeekday(j, &named)
	case t.kind == number && (parted || i == 0 && t.gap == 1):
		next = r.dayFirst(j, &named)
	}
	if next == 0 || named.Day == 0 || named.Year != 0 {
		return 0
	}
	named.Year = y
	named.Until = named.Until.in(y)
	*m = named
	return next
}

// afterWeekdays reads a date with its weekday in front, or several days with
// theirs: "Friday and Saturday, 12 - 13 May". The weekday is that of the first.
func (r *reader) afterWeekdays(i int, m *Mention) int {
	if next := r.afterWeekday(i, m); next > 0 {
		return next
	}
	j, _, ok := r.between(r.skip(i+1, '.'))
	if !ok || r.word(j).weekday == 0 {
		return 0
	}
	dated := Mention{}
	next := r.afterWeekday(j, &dated)
	if next == 0 || dated.Until == (YMD{}) {
		return 0
	}
	dated.Weekday = time.Weekday(r.t[i].w.weekday - 1)
	*m = dated
	return next
}

// afterWeekday reads a date with its weekday in front: "Tuesday, the 26th of
// September", "Mi(!). 12.12.2018".
func (r *reader) afterWeekday(i int, m *Mention) int {
	j, open := i+1, false
	for marks := 0; marks < 5; marks++ {
		t := r.at(j)
		if t.kind != punct || t.gap == 2 || t.n != '.' && t.n != ',' && t.n != '(' && t.n != ')' && t.n != '!' && t.n != ':' && t.n != '-' {
			break
		}
		open = t.n == '(' || open && t.n != ')'
		j++
	}
	j = r.skipWord(r.skipWord(j, isPart), isThe)
	j = r.skipWord(r.skip(j, ','), isThe)
	dated := Mention{Weekday: time.Weekday(r.t[i].w.weekday - 1), HasWeekday: true}
	next := 0
	switch t := r.at(j); {
	case t.gap == 2:
	case t.kind == number:
		next = r.date(j, &dated)
		if next > 0 && dated.Day == 0 {
			return 0 // no month has a weekday
		}
		if next == 0 && (r.t[i].w.trust == sure || r.t[i].upper && r.endingInEnglish(j+1)) {
			next = r.dayAlone(j, &dated)
		}
	case t.kind == letter && t.w.month > 0:
		next = r.monthFirst(j, &dated)
		if dated.Day == 0 {
			next = 0
		}
	}
	if next == 0 {
		return 0
	}
	*m = dated
	if open {
		next = r.skip(next, ')')
	}
	return next
}

// trailingWeekday reads a weekday behind a date: "(Tuesday)", "(火)",
// ", Tuesday" when no other date follows.
func (r *reader) trailingWeekday(i int, m *Mention) int {
	if m.HasWeekday || m.Day == 0 {
		return i
	}
	set := func(day uint8, next int) int {
		m.Weekday, m.HasWeekday = time.Weekday(day-1), true
		return next
	}
	if d, next := r.hanWeekday(i); d > 0 && next > i+1 {
		return set(d, next)
	}
	switch {
	case r.mark(i, '('):
		if d, next := r.hanWeekdayInBrackets(i); d > 0 {
			return set(d, next)
		}
		if d := r.word(i + 1).weekday; d > 0 {
			if end := r.skip(i+2, '.'); r.mark(end, ')') {
				return set(d, end+1)
			}
		}
	case r.mark(i, ','):
		if w := r.word(i + 1); w.weekday > 0 && w.trust == sure {
			var other Mention
			if r.afterWeekday(i+1, &other) == 0 {
				return set(w.weekday, i+2)
			}
		}
	}
	return i
}

// impossible returns why there is no such day, or "".
func (m *Mention) impossible() string {
	switch {
	case m.Relative.Unit != Absolute, m.Month == 0 && m.Day > 0:
		return ""
	case m.Year != 0 && (m.Year < firstYear || m.Year > lastYear):
		return fmt.Sprintf("the year %d cannot be meant", m.Year)
	case !exists(m.Year, m.Month, m.Day):
		return noSuchDay(m.Year, m.Month, m.Day)
	case m.Until != YMD{} && !exists(m.Until.Year, m.Until.Month, m.Until.Day):
		return noSuchDay(m.Until.Year, m.Until.Month, m.Until.Day)
	}
	return ""
}

// exists reports whether the day exists in the year, or for year 0 in any; a
// day of 0 stands for the month.
func exists(year int, month time.Month, day int) bool {
	if year == 0 {
		year = 2000 // has 29 February
	}
	_, err := content.NewDate(year, month, max(day, 1))
	return err == nil
}

func noSuchDay(year int, month time.Month, day int) string {
	if month < 1 || month > 12 {
		return fmt.Sprintf("there is no month %d", int(month))
	}
	return "there is no " + dayName(year, month, day)
}

// dayName writes a day for people: "8 January 2019", "8 January", "January
// 2019".
func dayName(year int, month time.Month, day int) string {
	s := month.String()
	if day > 0 {
		s = fmt.Sprintf("%d %s", day, s)
	}
	if year > 0 {
		s = fmt.Sprintf("%s %d", s, year)
	}
	return s
}
