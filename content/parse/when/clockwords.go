package when

import "strings"

// spelled reads noon, midnight, half past six, halb sieben, six o'clock.
func (r *reader) spelled(i int) (clock, int) {
	w := r.word(i)
	switch {
	case w.is(isNoon):
		return r.noon(i)
	case w.is(isMidnight):
		return r.midnight(i)
	case w.is(isNumber):
		c := clock{hour: int(w.n)}
		if next := r.unit(i+1, &c); c.strength == unit || c.strength == length && r.partBehind(next) != 0 {
			c.strength = unit
			return r.more(next, c)
		}
		if r.atInWords(i) {
			c, next := r.more(i+1, c)
			c.strength = minutes
			return c, next
		}
		return c, 0
	case w.is(isHalf), w.is(isQuarter):
		return r.parted(i)
	}
	return clock{}, 0
}

// noon reads the word, where it is not the end of "12 Uhr mittags". The French
// one is also the south.
func (r *reader) noon(i int) (clock, int) {
	c := clock{hour: 12, strength: unit, note: meridiem}
	if r.word(i-1).is(isUhr|isHour|isPM) || r.at(i-1).kind == number {
		return c, 0
	}
	if r.slice(i, i+1) == "midi" && !r.word(i-1).is(isAt|isTo|isUntil|isFrom) || r.slice(i, i+1) == "Midi" {
		return c, 0
	}
	return c, i + 1
}

// atInWords reports whether the number word at i is a time for what stands
// around it: "at seven", "um acht", "a las siete", and no noun behind.
func (r *reader) atInWords(i int) bool {
	if r.at(i-1).kind != letter {
		return false
	}
	w := r.t[i].w
	name := r.slice(i, i+1)
	switch before := r.slice(i-1, i); before {
	case "at":
		if !strings.Contains(" one two three four five six seven eight nine ten eleven twelve ", " "+name+" ") {
			return false
		}
	case "um":
		if !strings.Contains(" eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf ", " "+name+" ") {
			return false
		}
	case "om":
		if !strings.Contains(" een twee drie vier vijf zes zeven acht negen tien elf twaalf ", " "+name+" ") {
			return false
		}
	case "las", "la":
		if r.word(i-2) == (word{}) {
			return false
		}
		return w.n > 0
	default:
		return false
	}
	t := r.at(i + 1)
	return t.gap == 2 || t.kind == punct && t.n != '-' && t.n != '%' && t.n != '/' || r.partBehind(i+1) != 0
}

// more reads what is added to an hour behind it: "y media", "et demie", "menos
// cuarto", "moins le quart".
func (r *reader) more(i int, c clock) (clock, int) {
	if c.minute != 0 {
		return c, i
	}
	j := i + 1
	less := r.at(i).kind == letter && (r.slice(i, j) == "menos" || r.slice(i, j) == "moins")
	if less {
		j = r.skipWord(j, isThe)
	} else if !r.word(i).is(isAnd) {
		return c, i
	}
	switch n := r.word(j); {
	case !n.is(isMore):
		return c, i
	case less:
		c.minute = 60 - int(n.n)
		c.hour = (c.hour + 23) % 24
	default:
		c.minute = int(n.n)
	}
	return c, j + 1
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
	past, to := r.word(j).is(isPast), r.word(j).is(isTo) || r.word(j).is(isBefore)
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
	case half == "viertel" && !to && r.t[j].kind == letter: // a quarter of the eighth hour
		c.minute, c.hour = 15, hour-1
	case half == "dreiviertel" && !to:
		c.minute, c.hour = 45, hour-1
	case (half == "halb" || half == "half" && dutchHour(r.slice(j, j+1))) && !to:
		c.minute, c.hour = 30, hour-1
	case half == "half" && !to && r.word(i-1).is(isAt|isFrom|isUntil|isAbout) && dutch(r.slice(i-1, i)):
		c.minute, c.hour = 30, hour-1
	case half == "half" && !to && (r.word(i-1).is(isAt) || r.at(i-1).kind == letter && r.slice(i-1, i) == "doors"):
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

// dutch reports whether a word before a time is Dutch: half 8 is then 7:30.
func dutch(s string) bool {
	return s == "om" || s == "vanaf" || s == "rond" || s == "tot"
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
	case (r.han(i, '夜') || r.han(i, '夕') || r.han(i, '朝')) && (r.at(i+1).kind == number || r.han(i+1, '方')):
		j := i + 1
		if r.han(j, '方') {
			j++
		}
		c, next := r.clock(j)
		if next == 0 || c.hour > 12 || c.strength < unit {
			return clock{}, 0
		}
		part := int8(2)
		if r.han(i, '朝') {
			part = 1
		}
		c.setPart(part)
		return c, next
	case r.at(i+2).kind == number && r.halfDay(i) > 0:
		c, next := r.clock(i + 2)
		if next == 0 || c.hour > 12 {
			return c, 0
		}
		c.strength = unit
		c.setPart(r.halfDay(i))
		return c, next
	}
	return clock{}, 0
}

// halfDay returns the part of the day that the two characters at i name: 1 before
// noon, 2 after; or 0.
func (r *reader) halfDay(i int) int8 {
	two := [2]rune{rune(r.at(i).n), rune(r.at(i + 1).n)}
	switch two {
	case [2]rune{'午', '前'}, [2]rune{'上', '午'}, [2]rune{'早', '上'}, [2]rune{'오', '전'}, [2]rune{'아', '침'}:
		return 1
	case [2]rune{'午', '後'}, [2]rune{'下', '午'}, [2]rune{'晚', '上'}, [2]rune{'오', '후'}, [2]rune{'저', '녁'}:
		return 2
	}
	return 0
}
