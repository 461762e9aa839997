package when

import "strings"

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
	if c.strength >= length && c.minute == 0 || r.word(i-1).is(isAt) {
		if more, end := r.more(next, c); end > next {
			c, next = more, end
			c.strength = max(c.strength, minutes)
		}
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
