package when

import "time"

// counted reads a number of weeks and the day from which they count: "three
// weeks from tomorrow", "a week on Tuesday", "two weeks today".
func (r *reader) counted(i int, m *Mention) int {
	n, j := r.count(i)
	if n == 0 || !r.word(j).is(isWeek) {
		return 0
	}
	if s := r.slice(j, j+1); s == "fortnight" {
		n *= 2
	}
	k := j + 1
	from := r.word(k).is(isFrom|isAfter) || r.at(k).kind == letter && r.slice(k, k+1) == "on"
	if from {
		k++
	}
	switch w := r.word(k); {
	case w.is(isToday) && w.n >= 0 && !(r.word(i-1).is(isToday) || r.word(i-1).weekday > 0):
		m.Relative = Relative{Unit: Days, Count: 7*n + int(w.n)}
		return r.itsWeekday(k+1, m)
	case from && w.weekday > 0 && w.trust == sure:
		m.Relative = Relative{Unit: ComingWeekday, Weeks: n}
		m.Weekday, m.HasWeekday = time.Weekday(w.weekday-1), true
		return k + 1
	}
	return 0
}

// count reads a small number, in digits or as a word.
func (r *reader) count(i int) (n, next int) {
	if n, ok := r.number(i, 1); ok {
		return n, i + 1
	}
	switch w := r.word(i); {
	case w.is(isNumber):
		return int(w.n), i + 1
	case r.at(i).kind == letter && (r.slice(i, i+1) == "a" || r.slice(i, i+1) == "A"):
		return 1, i + 1
	}
	return 0, i
}

// inCount reads "today in two weeks", "heute in drei Wochen", "vandaag over
// twee weken" behind the day.
func (r *reader) inCount(i int) (weeks, next int) {
	if !r.word(i).is(isIn) && !r.word(i).is(isPast) {
		return 0, i
	}
	n, j := r.count(i + 1)
	if n == 0 || !r.word(j).is(isWeek) {
		return 0, i
	}
	return n, j + 1
}

// weekdayOfWeek reads which week a weekday is of, behind the weekday at i:
// "Tuesday next week", "mardi de la semaine prochaine", "Tuesday week".
func (r *reader) weekdayOfWeek(i int, m *Mention) int {
	m.Weekday, m.HasWeekday = time.Weekday(r.t[i].w.weekday-1), true
	j := i + 1
	if r.word(j).is(isWeek) && r.slice(j, j+1) == "week" {
		m.Relative = Relative{Unit: ComingWeekday, Weeks: 1}
		return j + 1
	}
	if t := r.at(j + 1); r.word(j).is(isIn) && t.kind == letter && r.slice(j, j+1) == "en" && r.slice(j+1, j+2) == "huit" {
		m.Relative = Relative{Unit: ComingWeekday, Weeks: 1}
		return j + 2
	}
	for r.word(j).is(isOf|isThe) || r.at(j).kind == letter && r.slice(j, j+1) == "la" {
		j++
	}
	if weeks, next := r.namedWeek(j); next > 0 {
		m.Relative = Relative{Unit: WeekdayInWeek, Count: weeks}
		return next
	}
	*m = Mention{}
	return 0
}

// namedWeek reads "next week", "nächster Woche", "la semaine prochaine", "la
// semana que viene", "this week".
func (r *reader) namedWeek(i int) (weeks, next int) {
	which := func(w word) (int, bool) {
		switch {
		case w.is(isNext | isComing):
			return 1, true
		case w.is(isLast):
			return -1, true
		case w.is(isThis):
			return 0, true
		}
		return 0, false
	}
	if n, ok := which(r.word(i)); ok && r.word(i+1).is(isWeek) {
		return n, i + 2
	}
	if !r.word(i).is(isWeek) {
		return 0, 0
	}
	if n, ok := which(r.word(i + 1)); ok && n != 0 {
		return n, i + 2
	}
	if r.queViene(i + 1) {
		return 1, i + 3
	}
	return 0, 0
}

// queViene reports whether "que viene" stands at i.
func (r *reader) queViene(i int) bool {
	return r.at(i).kind == letter && r.at(i+1).kind == letter && r.slice(i, i+1) == "que" && r.slice(i+1, i+2) == "viene"
}

// weekThenDay reads "next week Tuesday", "nächste Woche am Dienstag", "volgende
// week dinsdag".
func (r *reader) weekThenDay(i int, m *Mention) int {
	weeks, j := r.namedWeek(i)
	if j == 0 {
		return 0
	}
	j = r.skipWord(r.skip(j, ','), isThe|isAt)
	w := r.word(j)
	if w.weekday == 0 || w.trust != sure {
		return 0
	}
	var dated Mention
	if next := r.afterWeekdays(j, &dated); next > 0 { // next week, Tuesday 26 September
		*m = dated
		return next
	}
	m.Relative = Relative{Unit: WeekdayInWeek, Count: weeks}
	m.Weekday, m.HasWeekday = time.Weekday(w.weekday-1), true
	return r.skipWord(j+1, isPart)
}

// hanWeek reads 来週の火曜日 and its like.
func (r *reader) hanWeek(i int, m *Mention) int {
	weeks, j := 0, i+2
	switch {
	case r.han(i, '来') && r.han(i+1, '週'):
		weeks = 1
	case r.han(i, '今') && r.han(i+1, '週'):
	case r.han(i, '先') && r.han(i+1, '週'):
		weeks = -1
	case r.han(i, '再') && r.han(i+1, '来') && r.han(i+2, '週'):
		weeks, j = 2, i+3
	default:
		return 0
	}
	if r.han(j, 'の') {
		j++
	}
	day, next := r.hanWeekday(j)
	if day == 0 || next == j+1 {
		return 0
	}
	m.Relative = Relative{Unit: WeekdayInWeek, Count: weeks}
	m.Weekday, m.HasWeekday = time.Weekday(day-1), true
	return next
}
