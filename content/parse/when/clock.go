package when

// A clock is one clock time as read: its numbers and how they are written.
type clock struct {
	hour, minute int
	strength     strength
	note         notation
	about        bool
}

// strength is how sure the writing is of a clock time.
type strength uint8

const (
	weak    strength = iota // 7
	dotted                  // 7.30
	length                  // 2h, 1h30, 8ish: may be how long or how many
	minutes                 // 7:30
	unit                    // 7pm, 19 Uhr, 18h30
)

// clock reads one clock time at i.
func (r *reader) clock(i int) (c clock, next int) {
	t := r.at(i)
	switch {
	case t.gap == 2 && i > 0 && t.kind != number:
		return c, 0
	case t.kind == letter:
		return r.spelled(i)
	case t.kind == cjk:
		return r.hanHalf(i)
	case t.kind != number || !r.timeMayBegin(i):
		return c, 0
	}
	if t.digits == 4 { // 1830 hrs
		if c = (clock{hour: int(t.n) / 100, minute: int(t.n) % 100, strength: unit, note: twentyFour}); r.word(i+1).is(isHour|isUhr) && c.possible() {
			return c, i + 2
		}
		return c, 0
	}
	if t.digits > 2 {
		return c, 0
	}
	c.hour = int(t.n)
	if next = r.minutes(i, &c); next == 0 || !c.possible() {
		return c, 0
	}
	if t.digits == 2 && c.hour < 10 && c.strength >= dotted || c.hour == 0 || c.hour > 12 {
		c.note = twentyFour
	}
	if next = r.unit(next, &c); next == 0 {
		return c, 0
	}
	if r.touchesWord(next) || r.mark(next, '%') || r.mark(next, ':') && r.touches(next) && r.touches(next+1) && r.at(next+1).kind == number ||
		r.word(next).is(isLength) {
		return c, 0
	}
	return c, next
}

func (c clock) possible() bool {
	return c.hour <= 24 && c.minute <= 59 && (c.hour < 24 || c.minute == 0)
}

// timeMayBegin reports whether a clock time may begin at i: not inside a
// larger number, a version, a price or an offset.
func (r *reader) timeMayBegin(i int) bool {
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
	case letter: // 2017-09-09T10:01, and "friends7:15" where a line end was lost
		return r.slice(i-1, i) == "T" && r.at(i-2).kind == number || r.mark(i+1, ':') && r.touches(i+1) && r.at(i+2).kind == number && r.t[i+2].digits == 2
	case punct:
		switch p.n {
		case '.', ':', '=', '$', '€', '£', '#', '%', '+', '/', '&':
			return false
		}
	}
	return true
}

// minutes reads what follows the hour at i: :30, .30, h30, 時30分.
func (r *reader) minutes(i int, c *clock) int {
	j := i + 1
	two := func(k int) bool {
		n, ok := r.number(k, 2)
		if !ok || r.t[k].digits != 2 {
			return false
		}
		c.minute = n
		return true
	}
	switch {
	case r.mark(j, ':') && r.touches(j) && r.touches(j+1) && two(j+1):
		c.strength = minutes
		return r.seconds(i, j+2, c)
	case r.mark(j, '.') && r.touches(j) && r.touches(j+1) && r.at(j+1).kind == number:
		if !two(j+1) || r.mark(j+2, '.') && r.touches(j+2) && r.touches(j+3) && r.at(j+3).kind == number {
			return 0
		}
		c.strength = dotted
		return j + 2
	case r.word(j).is(isHour) && r.touches(j+1) && two(j+1), r.word(j).is(isUhr|isHour) && r.at(j+1).gap == 1 && !r.nounAt(j+2) && two(j+1):
		c.strength, c.note = unit, twentyFour
		if c.hour < 7 && r.word(j).is(isHour) {
			c.strength = length
		}
		return j + 2
	case r.han(j, '時'):
		c.strength = unit
		if c.note != meridiem {
			c.note = twentyFour
		}
		switch {
		case r.han(j+1, '半'):
			c.minute = 30
			return j + 2
		case r.at(j+1).kind == number && r.han(j+2, '分') && r.touches(j+1):
			c.minute = int(r.t[j+1].n)
			return j + 3
		case r.han(j+1, '間'): // so many hours
			return 0
		}
		return j + 1
	}
	return j
}

// nounAt reports whether a word with a capital letter stands at i, as in "ab
// 19 Uhr 20 Plätze".
func (r *reader) nounAt(i int) bool {
	t := r.at(i)
	return t.kind == letter && t.upper && t.gap < 2
}

// seconds reads the seconds and the offset of a full timestamp. Elsewhere
// three numbers are how long something takes, or a place in a video.
func (r *reader) seconds(i, j int, c *clock) int {
	if !r.mark(j, ':') || !r.touches(j) || !r.touches(j+1) || r.at(j+1).kind != number {
		return j
	}
	if r.t[j+1].digits != 2 || r.t[i].digits != 2 || !(r.touches(i) && r.at(i-1).kind == letter) && r.at(i-1).kind != number && r.t[j+1].n != 0 {
		return 0
	}
	c.strength, c.note = unit, twentyFour
	j += 2
	if r.mark(j, '.') && r.touches(j) && r.touches(j+1) && r.at(j+1).kind == number {
		j += 2
	}
	switch {
	case r.touches(j) && (r.mark(j, '+') || r.mark(j, '-')) && r.touches(j+1) && r.at(j+1).kind == number:
		j += 2
		if r.mark(j, ':') && r.touches(j+1) && r.at(j+1).kind == number {
			j += 2
		}
	case r.touches(j) && r.at(j).kind == letter && r.slice(j, j+1) == "Z":
		j++
	}
	return j
}

// unit reads what follows the numbers: pm, p.m., Uhr, h, o'clock, ish.
func (r *reader) unit(i int, c *clock) int {
	t, w := r.at(i), r.word(i)
	short := t.end-t.start == 1
	switch {
	case w.is(isAM|isPM) && short && r.mark(i+1, '.') && r.touches(i+1) && r.at(i+2).kind == letter && r.slice(i+2, i+3) == "m":
		return r.meridiem(c, w, r.skip(i+3, '.'))
	case w.is(isAM|isPM) && short:
		if t.gap > 0 || r.touches(i+1) && r.at(i+1).kind != punct {
			return i
		}
		return r.meridiem(c, w, i+1)
	case w.is(isAM|isPM) && t.end-t.start == 2 && r.text[t.end-1]|0x20 == 'm':
		if t.gap > 0 && w.is(isGerman) && r.germanAm(i+1) {
			return i
		}
		return r.meridiem(c, w, i+1)
	case w.is(isUhr), w.is(isHour) && c.strength != unit:
		if c.strength == weak && w.is(isHour) && (c.hour < 13 || c.hour == 24) {
			c.strength = length
		} else {
			c.strength = unit
		}
		c.note = twentyFour
		return i + 1
	case t.kind == letter && r.slice(i, i+1) == "o" && r.mark(i+1, '\'') && r.at(i+2).kind == letter && r.slice(i+2, i+3) == "clock":
		c.strength = unit
		return i + 3
	case w.is(isIsh) && r.touches(i), r.mark(i, '-') && r.word(i+1).is(isIsh) && r.touches(i+1):
		c.about = true
		if c.strength == weak && c.hour <= 12 { // 20ish people
			c.strength = length
		}
		if r.mark(i, '-') {
			i++
		}
		return i + 1
	}
	return i
}

// germanAm reports whether the words from i show that "am" was the German
// one: "Raum 7 am Markt".
func (r *reader) germanAm(i int) bool {
	t := r.at(i)
	switch {
	case t.gap == 2:
		return false
	case t.kind == number:
		return true
	case t.kind == letter:
		return t.upper && !(t.w.weekday > 0 && r.text[t.end-1] == 'y') && !t.w.is(isZone)
	}
	return false
}

func (r *reader) meridiem(c *clock, w word, next int) int {
	if c.hour > 12 || c.hour == 0 {
		if c.hour > 12 && w.is(isPM) { // 19:30pm
			c.strength = unit
			return next
		}
		return 0
	}
	c.strength = unit
	c.setPart(1)
	if w.is(isPM) {
		c.setPart(2)
	}
	return next
}

// setPart makes the hour one of 24: part 1 is before noon, 2 after.
func (c *clock) setPart(part int8) {
	c.hour %= 12
	if part == 2 {
		c.hour += 12
	}
	c.note = meridiem
}

// together lets each of two times decide what the other leaves open.
func together(a, b clock) (clock, clock) {
	switch {
	case a.note == bare && b.note == meridiem:
		for _, part := range [...]int8{2, 1} {
			c := a
			c.setPart(part)
			if c.total() <= b.total() || part == 1 {
				if c.total() > b.total() { // 9-2am
					c.setPart(2)
				}
				return c, b
			}
		}
	case a.note == meridiem && b.note == bare:
		b = b.after(a)
	case a.note == twentyFour || b.note == twentyFour:
		a.note, b.note = twentyFour, twentyFour
	}
	return a, b
}

// after returns the half-day time as the next such one after a.
func (c clock) after(a clock) clock {
	am, pm := c, c
	am.setPart(1)
	pm.setPart(2)
	switch {
	case am.total() >= a.total():
		return am
	case pm.total() >= a.total():
		return pm
	}
	return am // past midnight
}

func (c clock) total() int { return c.hour*60 + c.minute }

// spelled reads noon, midnight, half past six, halb sieben, six o'clock.
func (r *reader) spelled(i int) (clock, int) {
	w := r.word(i)
	switch {
	case w.is(isNoon):
		return clock{hour: 12, strength: unit, note: meridiem}, i + 1
	case w.is(isMidnight):
		return r.midnight(i)
	case w.is(isNumber):
		c := clock{hour: int(w.n)}
		if next := r.unit(i+1, &c); c.strength == unit {
			return c, next
		}
		return c, 0
	case w.is(isHalf), w.is(isQuarter):
		return r.parted(i)
	}
	return clock{}, 0
}

// midnight reads the word where it is a time: the day's end, or its start in
// front of a range.
func (r *reader) midnight(i int) (clock, int) {
	c := clock{hour: 24, strength: unit, note: meridiem}
	switch {
	case r.mark(i+1, '-'), r.word(i + 1).is(isTo):
		c.hour = 0
	case r.mark(i-1, '-'), r.mark(i+1, ':'), r.word(i - 1).is(isAt | isTo | isUntil | isFrom | isAfter | isBefore | isAbout | isThe | isAnd):
	default:
		return c, 0
	}
	return c, i + 1
}

// parted reads "half past six", "quarter to 7", "halb sieben", "half seven".
func (r *reader) parted(i int) (clock, int) {
	j := i + 1
	past, to := r.word(j).is(isPast), r.word(j).is(isTo)
	if past || to {
		j++
	}
	hour, ok := r.number(j, 2)
	if w := r.word(j); w.is(isNumber) {
		hour, ok = int(w.n), true
	}
	if !ok || hour < 1 || hour > 12 || r.touchesWord(j+1) {
		return clock{}, 0
	}
	c := clock{hour: hour, strength: minutes}
	switch half := r.slice(i, i+1); {
	case r.t[i].w.is(isQuarter) && past:
		c.minute = 15
	case r.t[i].w.is(isQuarter) && to:
		c.minute, c.hour = 45, hour-1
	case r.t[i].w.is(isHalf) && past:
		c.minute = 30
	case (half == "halb" || half == "half" && dutchHour(r.slice(j, j+1))) && !to:
		c.minute, c.hour = 30, hour-1
	case half == "half" && !to && r.word(i-1).is(isAt) && r.t[j].kind == letter:
		c.minute = 30
	default:
		return clock{}, 0
	}
	if c.hour == 0 {
		c.hour = 12
	}
	next := r.unit(j+1, &c)
	if next == 0 {
		return c, 0
	}
	return c, next
}

// dutchHour reports whether the word is a Dutch number that is no English one:
// half zeven is 6:30, half seven 7:30.
func dutchHour(s string) bool {
	switch s {
	case "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf":
		return true
	}
	return false
}

// hanHalf reads 午前10時, 午後7時30分 and 正午.
func (r *reader) hanHalf(i int) (clock, int) {
	switch {
	case r.han(i, '正') && r.han(i+1, '午'):
		return clock{hour: 12, strength: unit, note: meridiem}, i + 2
	case r.han(i, '午') && (r.han(i+1, '前') || r.han(i+1, '後')) && r.at(i+2).kind == number:
		c, next := r.clock(i + 2)
		if next == 0 || c.hour > 12 {
			return c, 0
		}
		c.strength = unit
		part := int8(1)
		if r.han(i+1, '後') {
			part = 2
		}
		c.setPart(part)
		return c, next
	}
	return clock{}, 0
}
