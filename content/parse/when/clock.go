package when

// A clock is one clock time as read: its numbers and how they are written.
type clock struct {
	hour, minute int
	strength     strength
	note         notation
	about        bool
	han          bool // an hour that is counted: 7時, 7시
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
		if c = (clock{hour: int(t.n) / 100, minute: int(t.n) % 100, strength: unit, note: twentyFour}); r.word(i+1).is(isHour|isUhr) && !r.hourLabel(i+1) && c.possible() {
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
	if c.strength < unit && (r.word(i-1).is(isClock) || r.mark(i-1, '.') && r.word(i-2).is(isClock)) {
		c.strength, c.note = unit, twentyFour // kl. 19
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
	if r.word(i-1).is(isVersion) && (r.touches(i) || r.slice(i-1, i) != "v" || !r.mark(i+1, ':')) {
		return false // "v 18:30" is Czech and Slovene
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
	case a.note == meridiem && (b.note == bare || b.han && b.note == twentyFour && b.hour <= 12): // 午後7時〜9時
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
