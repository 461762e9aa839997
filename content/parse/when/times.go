package when

import "meetupbot/content"

// Times returns the clock times and ranges that the text mentions, in the
// order in which they stand, none overlapping. As of Dates, a long text is read
// only in part.
func Times(text string) []Span {
	var room [shortText]token
	r := reader{text: text, t: scan(read(text), room[:0])}
	var out []Span
	for i := 0; i < len(r.t); {
		var s Span
		next := 0
		switch t := &r.t[i]; {
		case t.kind == number && t.digits <= 4, t.kind == cjk, t.kind == letter && t.w.is(isNoon|isMidnight|isHalf|isQuarter|isNumber):
			next = r.span(i, &s)
		}
		if next == 0 {
			i++
			continue
		}
		s.Start, s.End = int(r.t[i].start), int(r.t[next-1].end)
		s.Text = text[s.Start:s.End]
		if t := &r.t[next-1]; t.w.is(isZone) {
			s.Zone = text[t.start:t.end]
		}
		out = append(out, s)
		i = next
	}
	return out
}

// surroundings are what the words around a time say of it.
type surroundings struct {
	at, from, between, until, after, about bool
	lineStart                              bool
	dated                                  bool // a weekday or month stands in front
	part                                   int8 // of the day: 1 before noon, 2 after
}

// before looks at the words in front of the time at i.
func (r *reader) before(i int) surroundings {
	var s surroundings
	s.lineStart = i == 0 || r.t[i].gap == 2
	if w := r.word(i - 1); w.weekday > 0 || w.month > 0 {
		s.dated = true
	}
	for k := i - 1; k >= 0 && k > i-5; k-- {
		t := &r.t[k]
		if t.kind == punct {
			if t.n == '.' || t.n == '\'' || t.n == '@' || t.n == '(' && k == i-1 {
				s.at = s.at || t.n == '@'
				s.lineStart = s.lineStart || t.n == '('
				continue
			}
			break
		}
		w := t.w
		if at, from, latin := r.slavicAt(k); !latin && (at || from) {
			s.at, s.from = s.at || at, s.from || from
			continue
		}
		if t.kind != letter || !w.is(isAt|isFrom|isBetween|isUntil|isAfter|isAbout|isPart|isThe|isTo) {
			break
		}
		s.at = s.at || w.is(isAt|isTo|isUntil|isAbout)
		s.from = s.from || w.is(isFrom)
		s.between = s.between || w.is(isBetween)
		s.until = s.until || w.is(isUntil)
		s.after = s.after || w.is(isAfter)
		s.about = s.about || w.is(isAbout)
		if w.is(isPart) {
			s.part = w.n
			break
		}
		if t.gap == 2 {
			break
		}
	}
	return s
}

// span reads the time or range that begins at i.
func (r *reader) span(i int, s *Span) int {
	around := r.before(i)
	a, next := r.clock(i)
	if next == 0 {
		return 0
	}
	s.About = around.about || a.about
	if b, open, end := r.rangeEnd(next, around); end > 0 && r.plausible(a, b, open, end, around) {
		s.Open = open
		s.About = s.About || b.about
		if !open {
			return r.finish(s, a, b, true, end, around)
		}
		return r.finish(s, a, clock{}, false, end, around)
	}
	if !r.alone(i, next, a, around) {
		return 0
	}
	if r.word(next).is(isFor) {
		k := r.skipWord(next+1, isAM|isThe)
		if b, end := r.clock(k); end > 0 && b.strength > weak {
			a, b = together(a, b)
			s.Begins = b.clock()
			return r.finish(s, a, clock{}, false, end, around)
		}
	}
	if around.after || r.word(next).is(isOnward) || r.openEnd(r.skip(next, ',')) > 0 {
		s.Open = true
	}
	next = r.finish(s, a, clock{}, false, next, around)
	if around.until {
		s.From, s.To = "", s.From
	}
	return next
}

// rangeEnd reads what follows the first time of a range: a sign and a time, or
// a word for no end.
func (r *reader) rangeEnd(i int, around surroundings) (b clock, open bool, next int) {
	j, ok := r.rangeSign(i)
	if !ok {
		if !r.word(i).is(isAnd) || !around.between {
			return clock{}, false, 0
		}
		j = i + 1
	}
	if r.word(j).is(isTo | isAbout) {
		j = r.skip(j+1, '.')
	}
	if next := r.openEnd(j); next > 0 {
		return clock{}, true, next
	}
	j = r.skipWord(j, isThe|isAt)
	b, next = r.clock(j)
	return b, false, next
}

// openEnd reads "late", "open end", "Ende offen".
func (r *reader) openEnd(i int) int {
	switch {
	case r.word(i).is(isLate):
		return i + 1
	case r.word(i).is(isOpen):
		if j := r.skip(i+1, '-'); r.word(j).is(isEnd) {
			return j + 1
		}
	case r.word(i).is(isEnd):
		if t := r.at(i + 1); t.kind == letter && r.text[t.start:t.end] == "offen" {
			return i + 2
		}
	}
	return 0
}

// plausible reports whether two ends make a range: at least one says that it
// is a time, and a number alone is not the beginning of something else.
func (r *reader) plausible(a, b clock, open bool, end int, around surroundings) bool {
	if open {
		return a.strength > weak || around.from || around.at
	}
	switch {
	case a.strength == weak && b.strength == weak, a.strength == dotted && b.strength == weak, a.strength == weak && b.strength == dotted:
		return false
	case a.strength == dotted && b.strength == dotted:
		return around.lineStart || around.from || around.between || around.at || around.dated || r.programmed(a, b, end)
	case a.strength == weak && around.dated: // le mardi 12 à 19h
		return false
	case a.strength == weak:
		return b.strength == unit || around.from || around.between
	case b.strength == weak:
		t := r.at(end)
		return t.gap == 2 || t.kind == punct && t.n != '/' && t.n != '%'
	}
	return true
}

// programmed reports whether two numbers with points can hardly be anything but
// times: 18.30-21.00, quarters of hours of the day that rise, with no unit behind.
func (r *reader) programmed(a, b clock, end int) bool {
	t := r.at(end)
	return a.hour >= 8 && a.minute%15 == 0 && b.minute%15 == 0 && a.total() < b.total() &&
		(t.kind != letter || t.gap == 2 || t.w.is(isAt)) && t.n != '€' && t.n != '%' && t.n != '$' && t.n != '£'
}

// alone reports whether a time may stand without a second.
func (r *reader) alone(i, next int, a clock, around surroundings) bool {
	switch a.strength {
	case weak:
		t := r.at(next)
		if r.word(next).is(isFor) {
			b, end := r.clock(r.skipWord(next+1, isAM|isThe))
			return end > 0 && b.strength >= minutes
		}
		if (r.word(i-1).is(isAt) || around.at) && r.partBehind(next) != 0 {
			return true
		}
		return r.word(i-1).is(isAt) && (t.gap == 2 || t.kind == punct && t.n != '/' && t.n != '%' && t.n != '-')
	case dotted:
		if r.word(next).is(isFor) {
			b, end := r.clock(next + 1)
			return end > 0 && b.strength >= dotted
		}
		if r.mark(i-1, '.') { // kl. 17.00
			i--
		}
		return r.word(i-1).is(isAt|isFrom|isUntil|isAbout) && !r.word(i-1).is(isOf) || r.slavicHour(i, r.at(i+2))
	case length:
		if r.word(i-1).is(isOf) && !(i > 1 && r.at(i-2).kind == letter && r.slice(i-2, i-1) == "partir") { // une vidéo de 2h30
			return false
		}
		return around.at || around.from || around.until || around.after || a.about && (r.at(next).kind == punct || next >= len(r.t))
	}
	return true
}

// finish sets the span's times and reads what may stand behind: the part of
// the day, the zone.
func (r *reader) finish(s *Span, a, b clock, ranged bool, next int, around surroundings) int {
	if ranged {
		a, b = together(a, b)
	}
	if a.note == bare || a.note == twentyFour && a.hour > 0 && a.hour < 12 {
		part := r.partBehind(next)
		if part == 0 {
			part = around.part
		}
		if part == 2 || part == 1 && a.note == bare {
			a.setPart(part)
			if ranged && b.note != meridiem && b.hour <= 12 {
				b = b.after(a)
			}
		}
	}
	s.From, s.clock, s.Half = a.clock(), a.note, a.note == bare
	if ranged {
		s.To = b.clock()
	}
	for _, about := range [...]string{"頃", "ごろ", "くらい", "ぐらい"} {
		if n := r.hanWord(next, about); n > 0 {
			s.About = true
			next += n
			break
		}
	}
	if t := r.at(next); t.kind == letter && t.upper && t.w.is(isZone) && t.gap < 2 && t.end-t.start > 2 {
		return next + 1 // Times takes the zone from there
	}
	return next
}

// partBehind looks for "in the evening", "abends", "de la tarde", "tonight"
// behind a time.
func (r *reader) partBehind(i int) int8 {
	for k := i; k < i+4; k++ {
		w := r.word(k)
		switch {
		case w.is(isPart):
			return w.n
		case w.is(isToday) && !w.is(isLoose) && w.n == 0:
			return 2
		case w.is(isThe | isOf | isIn | isThis | isAt), r.mark(k, '\''):
		case r.at(k).kind == letter && (r.slice(k, k+1) == "s" || r.slice(k, k+1) == "por"):
		default:
			return 0
		}
	}
	return 0
}

// hanWord reports how many tokens the Japanese word takes at i, or 0.
func (r *reader) hanWord(i int, word string) int {
	n := 0
	for _, c := range word {
		if !r.han(i+n, c) {
			return 0
		}
		n++
	}
	return n
}

// clock returns the wall time.
func (c clock) clock() content.Clock {
	t, err := content.NewClock(c.hour, c.minute)
	if err != nil {
		return ""
	}
	return t
}
