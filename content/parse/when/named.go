package when

import "time"

// dayFirst reads a date whose month has a name behind the day: "26th
// September 2017", "8 de abril", "12. Oktober", "20 - 23 May", "14 and 15
// December", "28 February - 2 March 2019", "3-Feb-2019".
func (r *reader) dayFirst(i int, m *Mention) int {
	day, ordinal, j := r.day(i)
	if day == 0 || !r.mayBegin(i) {
		return 0
	}
	last, several := day, false
	for range 3 {
		k, list, ok := r.between(j)
		if !ok {
			break
		}
		k = r.skipWord(r.skipWeekday(k), isThe)
		d, ord, next := r.day(k)
		if d <= last {
			break
		}
		if list && d != last+1 {
			if several {
				break
			}
			return r.oneOfSeveral(day, j, k, m)
		}
		last, several, ordinal, j = d, true, ordinal || ord, next
	}
	if several {
		// 20.-23.05.2017
		if next := r.throughNumeric(i, j, day, m); next > 0 {
			return next
		}
	}
	month, next := r.monthBehind(j, ordinal, m)
	if month == 0 {
		return 0
	}
	m.Day, m.Month = day, month
	if several {
		m.Until = YMD{0, month, last}
	}
	next = r.year(next, m)
	if !several && !r.movedBefore(i) {
		if end := r.throughNamed(next, m); end > 0 {
			return end
		}
	}
	m.Until = m.Until.in(m.Year)
	return next
}

// movedBefore reports whether the words before i say that something was moved
// from the day there: "postponed from 20 March to 3 April" is no range.
func (r *reader) movedBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-7; k-- {
		w := r.word(k)
		if w.is(isMoved) {
			return true
		}
		if !w.is(isFrom|isThe|isOf) && w.weekday == 0 && !r.mark(k, ',') && !r.mark(k, '.') {
			return false
		}
	}
	return false
}

// oneOfSeveral reads the first of "5 and 19 December", which takes its month
// from the last. The days rise, so that the list is short.
func (r *reader) oneOfSeveral(day, next, others int, m *Mention) int {
	var last Mention
	if r.dayFirst(others, &last) == 0 {
		return 0
	}
	m.Day, m.Month, m.Year = day, last.Month, last.Year
	return next
}

// in gives a range's end the year of its beginning, unless it is no range.
func (y YMD) in(year int) YMD {
	if y != (YMD{}) {
		y.Year = year
	}
	return y
}

// day reads the number of a day with its ending: 26, 26th, 1er, 3º, 12., 18-го
func (r *reader) day(i int) (day int, ordinal bool, next int) {
	n, ok := r.number(i, 2)
	if !ok || n < 1 || n > 31 {
		return 0, false, i
	}
	next = i + 1
	if w := r.word(next); w.is(isOrdinal) && (r.touches(next) || r.endingInEnglish(next)) {
		return n, true, next + 1
	}
	if end := r.dayEnding(next); end > 0 {
		return n, true, end
	}
	if r.touchesWord(next) || r.mark(next, ':') && r.touchesWord(next+1) {
		return 0, false, i
	}
	if r.mark(next, '.') && r.touches(next) && !(r.touches(next+1) && r.at(next+1).kind == number) {
		return n, true, next + 1
	}
	if r.mark(next, '°') && r.touches(next) {
		return n, true, next + 1
	}
	return n, false, next
}

// endingInEnglish reports whether st, nd, rd or th stands at i, which may
// have lost its place above the line.
func (r *reader) endingInEnglish(i int) bool {
	t := r.at(i)
	switch r.text[t.start:t.end] {
	case "st", "nd", "rd", "th":
		return t.gap <= 1
	}
	return false
}

// between reads what joins two days; list is true for "and", which joins
// neighbouring days only.
func (r *reader) between(i int) (next int, list, ok bool) {
	if next, ok = r.rangeSign(i); ok {
		return next, false, true
	}
	if r.word(i).is(isAnd) || r.mark(i, '&') || r.mark(i, ',') || r.mark(i, '/') || r.mark(i, '+') {
		next = i + 1
		if r.mark(i, ',') {
			next = r.skipWord(next, isAnd)
		}
		return next, true, true
	}
	return i, false, false
}

// throughNumeric reads a range whose end is a date of numbers, of which the
// reader at end has seen the day.
func (r *reader) throughNumeric(i, end, day int, m *Mention) int {
	for k := end - 1; k > i; k-- {
		if r.t[k].kind != number {
			continue
		}
		until := Mention{HasWeekday: true}
		next := r.numericDay(k, &until)
		if next == 0 || until.Day <= day || until.EitherOrder {
			return 0
		}
		m.Year, m.Month, m.Day = until.Year, until.Month, day
		m.Until = YMD{until.Year, until.Month, until.Day}
		return next
	}
	return 0
}

// monthBehind reads the month behind a day, mending a misspelt one.
func (r *reader) monthBehind(i int, ordinal bool, m *Mention) (month time.Month, next int) {
	j, of := i, false
	switch {
	case r.word(j).is(isOf) && r.word(j).month == 0:
		j, of = r.skipWord(j+1, isOf), true
		j = r.skip(j, '\'') // d'octobre
	case (r.mark(j, '-') || r.mark(j, '/')) && r.touches(j) && r.touches(j+1), r.mark(j, ','):
		j++
	}
	w := r.word(j)
	if of && w == (word{}) && r.at(j).kind == letter && r.at(j).gap < 2 && r.slice(j, j+1) == "març" { // without its cedilla it is somebody's name
		return time.March, j + 1
	}
	if w.month > 0 {
		next = j + 1
		if w.trust == abbrev || r.yearAt(next+1) && r.t[j].end-r.t[j].start == 3 { // 1 May. 2016
			next = r.skip(next, '.')
		}
		if r.verb(j) && !of && !m.HasWeekday && !r.yearAt(next) && !(ordinal && !r.clauseGoesOn(next)) {
			return 0, i
		}
		return time.Month(w.month), next
	}
	if !ordinal && !of && !m.HasWeekday && !r.yearAt(j+1) {
		return 0, i
	}
	mended, full := r.mend(j)
	if mended == 0 {
		return 0, i
	}
	m.Typo = r.slice(j, j+1) + " read as " + full
	return mended, j + 1
}

// verb reports whether the word at i is more often a verb than a month: "may"
// and "march" in small letters.
func (r *reader) verb(i int) bool {
	t := r.at(i)
	if t.upper {
		return false
	}
	s := r.text[t.start:t.end]
	return s == "may" || s == "march"
}

// clauseGoesOn reports whether a word in small letters follows, as behind
// "the 5th may".
func (r *reader) clauseGoesOn(i int) bool {
	t := r.at(i)
	return t.kind == letter && t.gap < 2 && !t.upper && !t.w.is(isAt|isFrom|isTo|isIn)
}

// yearAt reports whether a believable year stands at i, behind a comma or "of"
// too.
func (r *reader) yearAt(i int) bool {
	var m Mention
	return r.year(i, &m) > i && m.Year >= firstYear && m.Year <= lastYear
}

// year reads a year behind a month or a day: 2017, ", 2017", "de 2017", '17.
// Without one it returns i. A year that cannot be is read too, as in "8th June
// 1027", if nothing stands between.
func (r *reader) year(i int, m *Mention) int {
	j := r.skip(i, ',')
	j = r.skipWord(j, isOf)
	if (r.mark(j, '-') || r.mark(j, '/')) && r.touches(j) && r.touches(j+1) && j == i {
		j++
	}
	if r.mark(j, '\'') && r.touches(j+1) {
		if yy, ok := r.number(j+1, 2); ok && r.t[j+1].digits == 2 {
			m.Year = fullYear(yy)
			return j + 2
		}
	}
	y, ok := r.number(j, 4)
	if !ok || r.t[j].digits != 4 || r.touchesWord(j+1) || r.mark(j+1, ':') && r.touchesWord(j+2) || r.word(j+1).is(isUhr|isHour) && !r.hourLabel(j+1) {
		return i
	}
	if (y < firstYear || y > lastYear) && j != i {
		return i
	}
	m.Year = y
	return j + 1
}

// hourLabel reports whether a word for the hour leads to what stands behind it:
// "27 mai 2010 Heure : 19h", where a line ended behind the year.
func (r *reader) hourLabel(i int) bool {
	return r.mark(i+1, ':') || r.mark(i+1, '：') || r.mark(i+1, '|') || r.at(i+1).kind == number && r.at(i+1).gap == 1 && r.t[i].upper
}

// throughNamed reads the rest of a range between days of different months: "-
// 2 March 2019".
func (r *reader) throughNamed(i int, m *Mention) int {
	j, ok := r.rangeSign(i)
	if !ok {
		return 0
	}
	j = r.skipWord(r.skipWeekday(j), isThe)
	var until Mention
	var next int
	if w := r.word(j); w.month > 0 {
		if until.Day, _, next = r.day(j + 1); until.Day == 0 {
			return 0
		}
		until.Month = time.Month(w.month)
	} else {
		day, ordinal, k := r.day(j)
		if day == 0 {
			return 0
		}
		until.Month, next = r.monthBehind(k, ordinal, &until)
		if until.Month == 0 {
			return 0
		}
		until.Day = day
	}
	next = r.year(next, &until)
	if m.Year == 0 && until.Year != 0 {
		m.Year = until.Year
		if until.Month < m.Month {
			m.Year--
		}
	}
	m.Until = YMD{until.Year, until.Month, until.Day}
	if m.Typo == "" {
		m.Typo = until.Typo
	}
	return next
}

// monthFirst reads a date that begins with the name of its month: "April 9th",
// "Sept. 26, 2017", "Dec 12-14", "June 30 - July 2", "December 2018", and the
// month alone where it cannot be anything else.
func (r *reader) monthFirst(i int, m *Mention) int {
	w := r.t[i].w
	j := i + 1
	if w.trust == abbrev {
		j = r.skip(j, '.')
	}
	m.Month = time.Month(w.month)
	k := r.skipWord(j, isThe)
	if (r.mark(k, '-') || r.mark(k, '/')) && r.touches(k) && r.touches(k+1) {
		k++ // dec-12-2018
	}
	if day, ordinal, next := r.day(k); day > 0 && r.dayNumber(k, next) {
		next = r.withoutStop(next)
		m.Day = day
		until, end := r.throughDay(next, m)
		m.Until = until
		end = r.year(end, m)
		if until == (YMD{}) && !r.movedBefore(i) {
			if through := r.throughNamed(end, m); through > 0 {
				return through
			}
		}
		m.Until = m.Until.in(m.Year)
		if !r.verb(i) || m.Year != 0 || m.HasWeekday || ordinal && r.t[next-1].kind == letter {
			return end
		}
		m.Day, m.Until = 0, YMD{}
	}
	k = r.skip(j, '-')
	if next := r.year(k, m); next > k && m.Year >= firstYear && m.Year <= lastYear {
		return next
	}
	m.Year = 0
	if r.standsAlone(i) {
		return j
	}
	return 0
}

// dayNumber reports whether the number at i is a day and not a clock time, a
// decimal or a size.
func (r *reader) dayNumber(i, next int) bool {
	if r.mark(i+1, '.') && r.touches(i+1) && r.at(i+2).kind == number && r.touches(i+2) {
		return false
	}
	w := r.word(next)
	return !w.is(isAM|isPM|isUhr|isHour|isLength) || r.at(next).gap > 0 && w.is(isAM|isPM) && w.is(isTo|isThe|isGerman)
}

// throughDay reads the rest of a range within the month: "-14", "to 14th".
func (r *reader) throughDay(i int, m *Mention) (YMD, int) {
	j, list, ok := r.between(i)
	if !ok {
		return YMD{}, i
	}
	day, _, next := r.day(j)
	if day <= m.Day || list && day != m.Day+1 || !r.dayNumber(j, next) || r.word(next).month > 0 {
		return YMD{}, i
	}
	return YMD{Month: m.Month, Day: day}, r.withoutStop(next)
}

// withoutStop gives back a full stop behind a day, which ends the sentence
// where the month came first.
func (r *reader) withoutStop(next int) int {
	if r.mark(next-1, '.') {
		return next - 1
	}
	return next
}

// standsAlone reports whether the month's name at i, with no number beside it,
// means the month.
func (r *reader) standsAlone(i int) bool {
	t := &r.t[i]
	before, after := r.word(i-1), r.word(i+1)
	if r.touches(i) && r.t[i-1].kind != punct || r.mark(i+1, '\'') {
		return false
	}
	switch t.w.trust {
	case sure:
		return true
	case name:
		return t.upper && (before.is(isIn) || after.is(isMeeting)) || !t.upper && before.is(isIn) && !r.verb(i) && t.w.role == 0
	}
	return false
}
