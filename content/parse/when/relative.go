package when

import "time"

// relative reads what counts from the publishing date: "yesterday evening",
// "the day after tomorrow", "next Tuesday", "mardi prochain", "le mois
// dernier", "on Tuesday".
func (r *reader) relative(i int, m *Mention) int {
	w := r.t[i].w
	if r.mark(i+1, '-') && r.touches(i+1) && r.touches(i+2) { // après-demain, avant-hier
		return r.hyphened(i, m)
	}
	if r.word(i + 1).is(isWeek) {
		if next := r.counted(i, m); next > 0 {
			return next
		}
	}
	switch {
	case w.is(isDay) && r.word(i+2).is(isToday) && !r.word(i+2).is(isLoose):
		n := int(r.word(i + 2).n)
		switch {
		case n == 1 && r.word(i+1).is(isAfter), n == -1 && r.word(i+1).is(isBefore):
			m.Relative = Relative{Unit: Days, Count: 2 * n}
			return i + 3
		}
	case w.is(isToday):
		return r.today(i, m)
	case w.weekday > 0 && w.trust == sure:
		return r.weekday(i, m)
	case w.is(isMonth):
		return r.monthWord(i, m)
	case w.is(isWeek):
		return r.weekThenDay(i, m)
	case w.is(isNext | isComing | isLast | isThis):
		if r.word(i + 1).is(isWeek) {
			return r.weekThenDay(i, m)
		}
		return r.modified(i, m)
	}
	return 0
}

// hyphened reads après-demain and avant-hier.
func (r *reader) hyphened(i int, m *Mention) int {
	day, before := r.word(i+2), r.t[i].w
	if day.is(isToday) && (day.n == 1 && before.is(isAfter) || day.n == -1 && before.is(isBefore)) {
		m.Relative = Relative{Unit: Days, Count: 2 * int(day.n)}
		return i + 3
	}
	return 0
}

// today reads today, tomorrow, yesterday and their like.
func (r *reader) today(i int, m *Mention) int {
	t := &r.t[i]
	s := r.text[t.start:t.end]
	next := i + 1
	n := int(t.w.n)
	before := r.word(i - 1)
	switch s {
	case "morgen", "Morgen": // also morning, and "tomorrow" only in small letters
		if s == "Morgen" || before != (word{}) && !before.is(isFrom|isUntil|isPart) {
			return 0
		}
	case "mañana", "manana", "Mañana": // also morning
		if before.is(isThe | isAt) {
			return 0
		}
	case "aujourd":
		if !r.mark(next, '\'') {
			return 0
		}
		next += 2
	case "hier", "Hier": // also German "here"
		if !r.word(next).is(isPart) {
			return 0
		}
	}
	if next > len(r.t) {
		return 0
	}
	loose := t.w.is(isLoose)
	if end := r.partOfDay(next); end > next {
		next, loose = end, false
	}
	if r.mark(next, '\'') && loose { // today's languages
		return 0
	}
	m.Relative = Relative{Unit: Days, Count: n, Loose: loose}
	if weeks, end := r.inCount(next); weeks > 0 && n >= 0 {
		m.Relative = Relative{Unit: Days, Count: n + 7*weeks}
		return r.itsWeekday(end, m)
	}
	if r.inWeeks(i) && !loose {
		m.Problem = "the words count in weeks, and it is not clear from which day"
	}
	return r.itsWeekday(next, m)
}

// itsWeekday reads the weekday of a day that counts, behind it: "tomorrow,
// Tuesday", "morgen (Mittwoch)".
func (r *reader) itsWeekday(i int, m *Mention) int {
	if !r.mark(i, ',') && !r.mark(i, '(') {
		return i
	}
	w := r.word(i + 1)
	var dated Mention
	if w.weekday == 0 || w.trust != sure || r.afterWeekdays(i+1, &dated) > 0 || r.mark(i, '(') && !r.mark(i+2, ')') {
		return i
	}
	m.Weekday, m.HasWeekday = time.Weekday(w.weekday-1), true
	if r.mark(i, '(') {
		return i + 3
	}
	return i + 2
}

// partOfDay skips the evening of "yesterday evening", "hier soir", "mañana por
// la tarde".
func (r *reader) partOfDay(i int) int {
	if r.word(i).is(isPart) {
		return i + 1
	}
	if s := r.at(i); s.kind == letter && r.text[s.start:s.end] == "Morgen" {
		return i + 1
	}
	if r.word(i+1).is(isAt) && r.word(i+2).is(isPart) {
		return i + 3
	}
	return i
}

// weekday reads a weekday without a date.
func (r *reader) weekday(i int, m *Mention) int {
	if r.anyWeekday(i) {
		return 0
	}
	if next := r.weekdayOfWeek(i, m); next > 0 {
		return next
	}
	if r.inWeeks(i) {
		m.Problem = "the words count in weeks, and it is not clear from which day"
	}
	m.Weekday, m.HasWeekday = time.Weekday(r.t[i].w.weekday-1), true
	m.Relative.Unit = OnWeekday
	next := i + 1
	switch after := r.word(next); {
	case after.is(isComing):
		m.Relative.Unit = ComingWeekday
		next++
	case r.queViene(next):
		m.Relative.Unit = ComingWeekday
		next += 2
	case after.is(isNext) && r.word(next+1) == (word{}): // Tuesday next
		m.Relative.Unit = NextWeekday
		next++
	case after.is(isLast) && !r.word(next+1).is(isMonth):
		m.Relative.Unit = LastWeekday
		next++
	}
	if end := r.partOfDay(next); end > next && r.word(next).is(isPart) {
		next = end
	}
	return next
}

// inWeeks reports whether the words around the day at i count weeks: "in three
// weeks, on Tuesday", "a week on Tuesday", "three weeks from tomorrow",
// "Dienstag in zwei Wochen".
func (r *reader) inWeeks(i int) bool {
	for j := i - 5; j <= i+3; j++ {
		if !r.word(j).is(isWeek) {
			continue
		}
		if j > i && (j == i+1 || r.word(i+1).is(isIn)) {
			return true
		}
		for k := j + 1; k < i; k++ {
			if r.word(k).is(isThe|isFrom) || r.mark(k, ',') {
				if !r.word(j-1).is(isThis|isNext|isComing|isLast) && !r.word(j+1).is(isComing|isLast) && !r.queViene(j+1) {
					return true
				}
				break
			}
		}
	}
	return false
}

// anyWeekday reports whether the weekday at i names no single day: a rule
// ("every Tuesday", "the last Tuesday of the month", "2nd Monday"), any such
// day ("a Tuesday"), part of a name ("on Casual Friday"), or the day of a month
// that is not said ("Tuesday 12").
func (r *reader) anyWeekday(i int) bool {
	before, p, pp := r.word(i-1), r.at(i-1), r.at(i-2)
	numbered := pp.kind == number && r.touches(i-1)
	after := r.word(i + 1)
	day, _, _ := r.day(i + 1)
	switch {
	case before.is(isEvery | isFeast), r.word(i - 2).is(isEvery), p.kind == number, day > 0:
		return true
	case before.is(isNth) && r.ofMonth(i+1):
		return true
	case numbered && (before.is(isOrdinal) || r.mark(i-1, '.')):
		return true
	case after.is(isOf|isIn) && (r.word(i+2).is(isMonth|isEvery) || r.word(i+3).is(isMonth)):
		return true
	case p.kind != letter:
		return false
	}
	inName := p.upper && p.w == (word{}) && r.t[i].gap == 1 && r.t[i].upper && pp.kind == letter
	return inName || r.slice(i-1, i) == "a"
}

// ofMonth reports whether what stands at i makes a weekday one of a month's:
// "of the month", "in March".
func (r *reader) ofMonth(i int) bool {
	if !r.word(i).is(isOf | isIn) {
		return r.word(i).is(isOf)
	}
	for k := i + 1; k < i+4; k++ {
		w := r.word(k)
		if w.month > 0 || w.is(isMonth) {
			return true
		}
		if !w.is(isThe | isOf | isEvery | isIn) {
			break
		}
	}
	return r.word(i).is(isOf)
}

// monthWord reads "mois prochain", "mes pasado" behind their article.
func (r *reader) monthWord(i int, m *Mention) int {
	m.Relative.Unit = Months
	switch after := r.word(i + 1); {
	case after.is(isComing):
		m.Relative.Count = 1
	case after.is(isLast):
		m.Relative.Count = -1
	default:
		*m = Mention{}
		return 0
	}
	return i + 2
}

// modified reads "next Tuesday", "this evening", "last month".
func (r *reader) modified(i int, m *Mention) int {
	w := r.t[i].w
	j := i + 1
	unit := OnWeekday
	count := 0
	switch {
	case r.word(j).is(isComing) && w.is(isThis|isNext): // this coming Tuesday
		unit, count = ComingWeekday, 1
		j++
	case w.is(isThis):
		unit = ThisWeekday
	case w.is(isComing):
		unit, count = ComingWeekday, 1
	case w.is(isNext):
		unit, count = NextWeekday, 1
	case w.is(isLast):
		unit, count = LastWeekday, -1
	}
	what := r.word(j)
	switch {
	case what.weekday > 0 && what.trust == sure:
		if r.ofMonth(j + 1) { // the last Thursday of the month
			return 0
		}
		var dated Mention
		if next := r.afterWeekdays(j, &dated); next > 0 { // next Tuesday, 26 September
			*m = dated
			return next
		}
		m.Weekday, m.HasWeekday = time.Weekday(what.weekday-1), true
		m.Relative.Unit = unit
		return r.skipWord(j+1, isPart)
	case what.is(isMonth) && r.word(j+1).is(isOf) && r.word(j+2).month > 0: // el pasado mes de octubre
		return 0
	case what.is(isMonth) && unit != OnWeekday:
		m.Relative = Relative{Unit: Months, Count: count}
		return j + 1
	case what.is(isPart) && w.is(isThis), what.is(isToday) && w.is(isThis) && what.n == 1:
		m.Relative = Relative{Unit: Days}
		return j + 1
	case w.is(isLast) && what.is(isPart) && r.text[r.t[j].start:r.t[j].end] == "night":
		m.Relative = Relative{Unit: Days, Count: -1}
		return j + 1
	case w.is(isLast) && what.is(isToday) && what.n == 1 && r.text[r.t[i].start:r.t[i].end] == "pasado":
		m.Relative = Relative{Unit: Days, Count: 2}
		return j + 1
	}
	return 0
}
