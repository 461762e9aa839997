package when

import "time"

// numeric reads a date of numbers: 2017-09-26, 26.09.2017, 26/9/17, "12. 10.
// 2016", 18.10. behind a weekday or "am", and ranges of these.
func (r *reader) numeric(i int, m *Mention) int {
	next := r.numericDay(i, m)
	if next == 0 || m.Day == 0 {
		return next
	}
	j, ok := r.rangeSign(next)
	if !ok || r.movedBefore(i) {
		return next
	}
	j = r.skipWeekday(j)
	until := Mention{HasWeekday: true} // it follows a date: 23.05. needs no other witness
	if end := r.numericDay(j, &until); end > 0 && until.Day > 0 && until.EitherOrder == m.EitherOrder {
		if m.Year == 0 {
			m.Year = until.Year
		}
		m.Until = YMD{until.Year, until.Month, until.Day}
		return end
	}
	return next
}

// numericDay reads one date of numbers.
func (r *reader) numericDay(i int, m *Mention) int {
	a, ok := r.number(i, 4)
	if !ok || r.t[i].digits == 3 || !r.mayBegin(i) {
		return 0
	}
	sep := r.at(i + 1)
	if sep.kind != punct || !r.touches(i+1) || sep.n != '-' && sep.n != '/' && sep.n != '.' {
		return 0
	}
	spaced := sep.n == '.' && r.at(i+2).gap == 1
	b, ok := r.number(i+2, 2)
	if !ok || !r.touches(i+2) && !spaced {
		return 0
	}
	third := r.mark(i+3, sep.n) && r.touches(i+3)
	c, ok := r.number(i+4, 4)
	third = third && ok && (r.touches(i+4) || sep.n == '.' && r.at(i+4).gap == 1 && r.t[i+4].digits == 4)
	if third && r.at(i+4).digits != 3 {
		if !spaced || r.t[i+4].digits == 4 {
			if next := r.threeNumbers(i, sep.n, a, b, c, m); next > 0 {
				return next
			}
		}
		if sep.n != '.' || r.touches(i+4) {
			return 0
		}
	}
	return r.twoNumbers(i, sep.n, a, b, m)
}

// mayBegin reports whether a date may begin at i: not inside a version, a
// price, an address of numbers.
func (r *reader) mayBegin(i int) bool {
	if r.word(i - 1).is(isVersion) {
		return false
	}
	if !r.touches(i) {
		return true
	}
	p := r.at(i - 1)
	switch p.kind {
	case number:
		return false
	case letter:
		return false
	case punct:
		switch p.n {
		case '.', '=', '$', '#', '%', '@', '€', '£', '+', '&', ':':
			return p.n == ':' && !(i > 1 && r.t[i-2].kind == number)
		case '/', '-':
			return r.t[i].digits == 4 || i > 1 && (r.t[i-2].kind == punct || r.t[i-2].w.weekday > 0)
		}
	}
	return true
}

// ends reports whether a date of numbers may end before i.
func (r *reader) ends(i int, sep rune) bool {
	if !r.touches(i) {
		return true
	}
	t := r.at(i)
	switch t.kind {
	case number:
		return false
	case letter: // 2017-09-26T18:30
		return r.text[t.start:t.end] == "T" || r.text[t.start:t.end] == "t"
	case punct:
		if t.n == '%' {
			return false
		}
		if t.n == sep && sep != '-' || t.n == '.' {
			return !(r.touches(i+1) && r.at(i+1).kind == number)
		}
	}
	return true
}

func (r *reader) threeNumbers(i int, sep rune, a, b, c int, m *Mention) int {
	next := i + 5
	if !r.ends(next, sep) {
		return 0
	}
	first, last := r.t[i].digits, r.t[i+4].digits
	if first == 4 && last <= 2 {
		if a < firstYear || a > lastYear {
			return 0
		}
		m.Year, m.Month, m.Day = a, time.Month(b), c
		return next
	}
	if first > 2 || a == 0 || b == 0 {
		return 0
	}
	switch {
	case last == 4:
		if c < 1000 {
			return 0
		}
	case last == 2 && sep == '/' && first == 2 && r.t[i+2].digits == 2:
		c = fullYear(c)
	case last == 2 && sep == '/' && r.dateAhead(i, m):
		c = fullYear(c)
	case last == 2 && sep == '.' && (r.dateAhead(i, m) || b <= 12 && r.timeBehind(i+5)):
		c = fullYear(c)
	default:
		return 0
	}
	m.Year = c
	return m.setOrder(sep, a, b, next)
}

// timeBehind reports whether a clock time follows at i, as behind "21.3.19 um
// 19h".
func (r *reader) timeBehind(i int) bool {
	j := r.skipWord(r.skip(i, ','), isAt|isFrom)
	if r.at(j).kind != number || r.at(j).gap != 1 {
		return false
	}
	c, next := r.clock(j)
	return next > 0 && c.strength >= minutes
}

// setOrder takes two numbers as day and month, in the order that they allow.
func (m *Mention) setOrder(sep rune, a, b, next int) int {
	m.Month, m.Day = time.Month(b), a
	switch {
	case sep == '.':
	case a > 12 && b <= 12:
		m.Order = DayFirst
	case b > 12 && a <= 12:
		m.Order = MonthFirst
		m.Month, m.Day = time.Month(a), b
	case a != b && a <= 12:
		m.EitherOrder = true
	}
	if m.Month > 12 && m.Day > 31 {
		return 0
	}
	return next
}

// twoNumbers reads 2018-12, and 18.10. or 12/12 where something else says that
// it is a day.
func (r *reader) twoNumbers(i int, sep rune, a, b int, m *Mention) int {
	next := i + 3
	if r.t[i].digits == 4 {
		if (sep == '-' || sep == '/') && a >= 1970 && a <= lastYear && b >= 1 && b <= 12 && r.t[i+2].digits == 2 && r.ends(next, sep) &&
			!r.mark(next, '-') && !r.mark(i-1, '©') && !r.mark(i-1, ')') && !(r.mark(i-1, '/') && r.touches(i)) {
			m.Year, m.Month = a, time.Month(b)
			return next
		}
		return 0
	}
	if a < 1 || a > 31 || b < 1 || b > 31 || a > 12 && b > 12 {
		return 0
	}
	switch sep {
	case '.':
		if b > 12 {
			return 0
		}
		closed := r.mark(next, '.') && r.touches(next)
		switch {
		case closed && r.touchesWord(next+1):
			return 0
		case closed && (r.dateAhead(i, m) || r.dayRange(next+1)):
			next++
		case m.HasWeekday && !closed && r.ends(next, sep) && r.t[i+2].digits == 2 && !r.word(next).is(isUhr|isHour|isAM|isPM):
		default:
			return 0
		}
		m.Month, m.Day = time.Month(b), a
		return next
	case '/':
		if !r.ends(next, sep) {
			return 0
		}
		if day, end := r.hanWeekdayInBrackets(next); day > 0 {
			if a > 12 {
				return 0
			}
			m.Month, m.Day = time.Month(a), b
			m.Weekday, m.HasWeekday = time.Weekday(day-1), true
			return end
		}
		if r.mark(next, '(') && r.word(next+1).weekday > 0 && r.mark(r.skip(next+2, '.'), ')') {
			m.Weekday, m.HasWeekday = time.Weekday(r.word(next+1).weekday-1), true
			return m.setOrder(sep, a, b, r.skip(next+2, '.')+1)
		}
		switch {
		case m.HasWeekday:
			return m.setOrder(sep, a, b, next)
		case b <= 12 && r.t[i+2].digits == 2 && (r.word(i-1).is(isGerman) || r.saysDay(i-1)):
			m.Month, m.Day = time.Month(b), a
			return next
		}
	}
	return 0
}

// saysDay reports whether the word or label that ends at i says that a day is
// next, in languages that write the day first: "dia 15/08", "Fecha: 15/08". "Dia
// 1/3" may be the first of three.
func (r *reader) saysDay(i int) bool {
	label := r.mark(i, ':')
	if label {
		i--
	}
	if i < 0 || r.at(i).kind != letter {
		return false
	}
	switch r.slice(i, i+1) {
	case "dia", "Dia", "DIA", "día", "Día", "giorno", "Giorno", "dnia", "Dnia", "dzień":
		return true
	case "Data", "data", "Fecha", "fecha", "Quando", "Cuándo", "Quand", "Termin":
		return label
	}
	return false
}

// dateAhead reports whether something before i says that a date follows: a
// weekday, "am", "vom", "le", or the beginning of a line or bracket in front
// of two numbers of two digits, where no section or version stands.
func (r *reader) dateAhead(i int, m *Mention) bool {
	if m.HasWeekday || r.word(i-1).is(isGerman) {
		return true
	}
	return r.t[i].digits == 2 && r.at(i+2).digits == 2 &&
		(i == 0 || r.t[i].gap == 2 || r.mark(i-1, '(') || (r.mark(i-1, ':') || r.mark(i-1, '-') || r.mark(i-1, '|')) && r.t[i].gap == 1)
}

// dayRange reports whether a range sign and another date of numbers stand at
// i.
func (r *reader) dayRange(i int) bool {
	j, ok := r.rangeSign(i)
	if !ok {
		return false
	}
	_, ok = r.number(j, 2)
	return ok && r.mark(j+1, '.')
}

// rangeSign reads what stands between two ends of a range.
func (r *reader) rangeSign(i int) (next int, ok bool) {
	if r.mark(i, '-') {
		return r.skip(i+1, '-'), true
	}
	if r.word(i).is(isTo) {
		j := i + 1
		if r.mark(j, '/') { // t/m
			j += 2
		}
		if r.word(j).is(isAnd) && r.at(j+1).kind == letter && r.slice(j+1, j+2) == "met" { // tot en met
			j += 2
		}
		return r.skipWord(j, isThe|isTo), true
	}
	return i, false
}

func (r *reader) skipWeekday(i int) int {
	if r.word(i).weekday > 0 {
		i = r.skipWord(r.skip(r.skip(i+1, '.'), ','), isThe)
	}
	return i
}

// fullYear reads a year of two digits.
func fullYear(yy int) int {
	if yy < 70 {
		return 2000 + yy
	}
	return 1900 + yy
}
