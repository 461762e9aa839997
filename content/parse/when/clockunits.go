package when

import "strings"

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
		if r.touches(j+2) && r.at(j+2).kind == letter && r.slice(j+2, j+3) == "min" { // 09h30min
			return j + 3
		}
		return j + 2
	case r.mark(j, '-') && r.touches(j) && r.touches(j+1) && !r.mark(j+2, '-') && r.slavicHour(i, r.at(j+1)) && two(j+1): // в 18-30
		c.strength = minutes
		return j + 2
	case r.hourSign(j):
		c.strength, c.han = unit, true
		if c.note != meridiem {
			c.note = twentyFour
		}
		switch {
		case r.han(j+1, '半') || r.han(j+1, '반'):
			c.minute = 30
			return j + 2
		case r.at(j+1).kind == number && (r.han(j+2, '分') && r.touches(j+1) || r.han(j+2, '분')):
			c.minute = int(r.t[j+1].n)
			return j + 3
		case r.han(j+1, '間') || r.han(j+1, '间') || r.han(j+1, '간'): // so many hours
			return 0
		}
		return j + 1
	}
	return j
}

// hourSign reports whether the word for an hour stands behind the number before i.
// In Japanese 点 are points: it needs the part of the day before the number.
func (r *reader) hourSign(i int) bool {
	switch t := r.at(i); {
	case t.kind != cjk:
		return false
	case t.n == '点' || t.n == '點':
		return r.han(i-2, '午') || r.han(i-2, '上') || r.han(i-2, '晚')
	default:
		return t.n == '時' || t.n == '时' || t.n == '시'
	}
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
	case w.is(isAM|isPM) && short && r.mark(i+1, '.') && r.touches(i+1) && r.at(i+2).kind == letter && strings.EqualFold(r.slice(i+2, i+3), "m"):
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
	case w.is(isNoon) && c.hour == 12 && c.minute == 0 && t.gap < 2: // 12 noon
		return r.meridiem(c, word{role: isPM}, i+1)
	case w.is(isUhr), w.is(isHour) && c.strength != unit:
		if c.strength == weak && w.is(isHour) && (c.hour < 13 || c.hour == 24) && !(i > 2 && r.slice(i-2, i-1) == "às" && r.at(i-3).kind == punct) { // "sábado, às 10h"; "das 9h às 10h" goes on
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
