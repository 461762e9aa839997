package when

import "time"

// A Rule is what a text says of how days repeat: "every second Wednesday of the
// month", "jeden ersten Dienstag", "毎月第2水曜日".
type Rule struct {
	Start, End int // byte offsets into the text read
	Weekday    time.Weekday
	Nth        int // which of the month's, from 1, -1 the last; 0: every one
}

// NthName returns the word for a rule's Nth: "first", "last".
func NthName(n int) string { return nthNames[n+1] }

// Rules returns the rules of a text by which days repeat. "Every second
// Wednesday" without the month may be one in two weeks: it counts as every
// Wednesday.
func Rules(text string) []Rule {
	var room [shortText]token
	r := reader{text: text, t: scan(text, room[:0])}
	var out []Rule
	for i := range r.t {
		switch t := &r.t[i]; {
		case t.kind == letter && t.w.weekday > 0 && t.w.trust == sure:
			if rule, ok := r.rule(i); ok {
				out = append(out, rule)
			}
		case r.han(i, '毎') && (r.han(i+1, '月') || r.han(i+1, '週')):
			if rule, ok := r.hanRule(i); ok {
				out = append(out, rule)
			}
		}
	}
	return out
}

// rule reads the rule around the weekday at i.
func (r *reader) rule(i int) (Rule, bool) {
	rule := Rule{Start: int(r.t[i].start), End: int(r.t[i].end), Weekday: time.Weekday(r.t[i].w.weekday - 1)}
	ofMonth := r.word(i+1).is(isOf|isIn|isThe|isEvery) && r.ofEachMonth(i+1)
	every := false
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		w := r.word(k)
		day, ordinal, next := r.day(k)
		switch {
		case w.is(isNth) && rule.Nth == 0:
			rule.Nth = int(w.n)
		case ordinal && day <= 5 && next >= i-1 && rule.Nth == 0:
			rule.Nth = day
		case w.is(isEvery) && !w.is(isNth) && r.slice(k, k+1) != "a":
			every = true
		case r.mark(k, '.') || w.is(isThe|isOrdinal):
			continue
		default:
			k = -1
			continue
		}
		rule.Start = int(r.t[k].start)
	}
	if rule.Nth != 0 && !ofMonth {
		rule.Nth = 0
	}
	return rule, every || rule.Nth != 0
}

// ofEachMonth reports whether "of the month", "im Monat", "of every month"
// stands at i.
func (r *reader) ofEachMonth(i int) bool {
	for k := i; k < i+4; k++ {
		w := r.word(k)
		if w.is(isMonth) {
			return !r.word(k - 1).is(isThis | isNext | isLast)
		}
		if !w.is(isOf | isIn | isThe | isEvery) {
			return false
		}
	}
	return false
}

// hanRule reads 毎月第2水曜日 and 毎週水曜日.
func (r *reader) hanRule(i int) (Rule, bool) {
	rule := Rule{Start: int(r.t[i].start)}
	j := i + 2
	if r.han(j, '第') {
		n, ok := r.number(j+1, 1)
		if !ok || n < 1 || n > 5 {
			return rule, false
		}
		rule.Nth = n
		j += 2
	}
	day, next := r.hanWeekday(j)
	if day == 0 || next == j+1 {
		return rule, false
	}
	rule.Weekday, rule.End = time.Weekday(day-1), int(r.t[next-1].end)
	return rule, true
}
