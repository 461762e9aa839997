package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// An uncut is an entry of a programme with the ways in which it may be cut. They
// are found once: where the speakers stand, and so which way is the best, shows
// only when all entries of a series were looked at.
type uncut struct {
	whole *parts // what it is, wherever the series' speakers stand
	ways  []way
	known *roster
}

// A way is one place at which an entry may be parted into a title and those who
// speak.
type way struct {
	title  string
	url    string // the title's link
	people outline.Text
	sep    string
	first  bool // the people stand before the title
	score  int  // how much the two look like that
	bonus  int  // what the place adds ...
	led    int  // ... and what it adds if the speakers of the series come first
	who    []person
	read   bool // who are read from people
}

// leastWay is the score of a way that is none.
const leastWay = 1

// splitEntry takes an entry of a programme apart. lead is what the series of
// entries says: +1 the speaker comes first, -1 last, 0 not known.
func splitEntry(t outline.Text, known *roster, lead int) parts {
	e := newUncut(t, known)
	return e.split(lead)
}

// split takes the entry apart in the best of its ways.
func (e *uncut) split(lead int) parts {
	if e.whole != nil {
		return *e.whole
	}
	best, bestScore := parts{}, leastWay
	for i := range e.ways {
		w := &e.ways[i]
		bonus := w.bonus + w.led*lead
		score := w.score + bonus
		if score <= bestScore {
			continue
		}
		if !w.read {
			w.who, w.read = readPeople(w.people, e.known), true
		}
		if len(w.who) > 0 {
			best = parts{title: w.title, people: w.who, url: w.url, sure: score >= 5 || bonus == 1 && score >= 4 && lead == 0, sep: w.sep, first: w.first}
			bestScore = score
		}
	}
	return best
}

// consider takes in a way with the scores of its two sides, unless it is none
// wherever the speakers stand.
func (e *uncut) consider(w way, title outline.Text, score, other int) {
	if w.score = score; quoted(title.Plain) {
		w.score += 3
	}
	if other > 1 {
		w.score -= min(other, 4)
	}
	if w.score+w.bonus+abs(w.led) <= leastWay {
		return
	}
	if w.title = cleanTitle(title.Plain); w.title == "" {
		return
	}
	w.url = firstURL(title)
	e.ways = append(e.ways, w)
}

// part is consider for what was not scored yet.
func (e *uncut) part(title outline.Text, w way) {
	e.consider(w, title, peopleScore(w.people, e.known), peopleScore(title, e.known))
}

func newUncut(t outline.Text, known *roster) uncut {
	e := uncut{known: known}
	t = narrow(t.Flat())
	t = t.Slice(0, len(t.Plain))
	if strings.HasSuffix(t.Plain, ").") {
		t = t.Slice(0, len(t.Plain)-1)
	}
	if i := lengthAtEnd(t.Plain); i > 0 {
		t = t.Slice(0, i)
	}
	if l, _, rest := readLabel(t); l == titleLabel && rest.Plain != "" {
		t = rest // "Lightning talk: Owls - Ana Finch"
	}
	t = t.Slice(0, materialAt(t.Plain))
	t = t.Slice(0, noteAt(t, known))
	s := t.Plain
	if p, ok := splitPanel(t, known); ok {
		e.whole = &p
		return e
	}
	if m := endParens(s); m != nil {
		inner := t.Slice(m[2], m[3])
		if by := byWords(" " + inner.Plain); len(by) > 0 && by[0][0] == 0 {
			inner = t.Slice(m[2]+by[0][1]-1, m[3])
			if who := readGiven(inner, known); len(who) > 0 && m[0] > 3 {
				e.whole = &parts{title: cleanTitle(s[:m[0]]), people: who, url: firstURL(t.Slice(0, m[0])), sure: true, sep: "("}
				return e
			}
		}
		if !companyOf(s[:m[0]], known) {
			e.part(t.Slice(0, m[0]), way{people: inner, sep: "(", bonus: 1})
		}
	}
	for _, m := range byWords(s) {
		bonus := 0
		switch word := strings.ToLower(strings.Trim(s[m[0]:m[1]], " ,;(")); {
		case strings.HasSuffix(word, "by"), word == "von", word == "par", word == "por", word == "door", word == "da", strings.HasSuffix(word, " por"), strings.HasSuffix(word, " par"), strings.HasSuffix(word, " von"):
			bonus = 2
		}
		e.part(t.Slice(0, m[0]), way{people: t.Slice(m[1], len(s)), sep: "by", bonus: bonus})
	}
	if _, end, topic := onTopic(t, 2); topic > 0 {
		e.part(t.Slice(topic, len(s)), way{people: t.Slice(0, end), sep: "on", first: true, bonus: 1})
	}
	if i := strings.LastIndex(strings.TrimRight(s, ". "), ". "); i > 0 {
		if right := t.Slice(i+2, len(strings.TrimRight(s, ". "))); shaped(right.Plain) > 0 && isWholeName(right.Plain) {
			e.part(t.Slice(0, i), way{people: right, sep: "."})
		}
	}
	if i := max(strings.LastIndex(s, "? "), strings.LastIndex(s, "! ")); i > 0 { // "Owls: who needs them? Ana Finch"
		if right := t.Slice(i+2, len(strings.TrimRight(s, ". "))); shaped(right.Plain) == 2 && isWholeName(right.Plain) {
			e.part(t.Slice(0, i+1), way{people: right, sep: "."})
		}
	}
	if title, beside, ok := quotedPart(t); ok && strings.HasPrefix(s, "「") {
		if who := readSlot(beside, known); len(who) > 0 {
			e.whole = &parts{title: cleanTitle(title.Plain), people: who, sep: "quote", sure: true}
			return e
		}
	} else if ok {
		e.part(title, way{people: beside, sep: "quote", first: !strings.HasPrefix(s, title.Plain), bonus: 1})
	}
	for _, m := range t.Marks { // a change of type may part them, too
		if m.Style > outline.Italic || m.End <= m.Start {
			continue
		}
		if m.End == len(s) && m.Start > 0 {
			e.part(t.Slice(0, m.Start), way{people: t.Slice(m.Start, m.End), sep: "type"})
		} else if m.Start == 0 && m.End < len(s) && s[m.End] == ' ' {
			e.part(t.Slice(0, m.End), way{people: t.Slice(m.End, len(s)), sep: "type"})
		}
	}
	for _, m := range separators(s) {
		from, to, sep := cutAt(s, m)
		left, right := t.Slice(0, from), t.Slice(to, len(s))
		switch {
		case sep == ",":
			e.atComma(left, right)
		case strings.Contains(right.Plain, " @ ") && jobAt.MatchString(right.Plain):
		default:
			x, y := peopleScore(left, known), peopleScore(right, known)
			bonus := 0
			if arrows[sep] {
				bonus = 1
			}
			e.consider(way{people: left, sep: sep, first: true, bonus: bonus, led: 2}, right, x, y)
			e.consider(way{people: right, sep: sep, bonus: bonus, led: -2}, left, y, x)
		}
	}
	return e
}

// atComma finds the ways to part an entry at a comma.
func (e *uncut) atComma(left, right outline.Text) {
	if _, _, ok := quotedPart(right); ok {
		return // "Name, Company - “Title”"
	}
	// "Name, Title": a comma parts only a clear name from a title
	if name, n := namePrefix(left.Plain); n == len(left.Plain) && (e.known.has(name) || shaped(name) == 2) && !isRole(right.Plain) && !jobAt.MatchString(right.Plain) && len(strings.Fields(right.Plain)) > 1 {
		e.part(right, way{people: left, sep: ",", first: true, bonus: -1, led: 1})
	}
	// "Title, Name (Company)" and "Title, Name"
	if name, n := namePrefix(right.Plain); n > 0 && !isRole(left.Plain) && len(strings.Fields(left.Plain)) > 1 {
		rest := right.Plain[n:]
		switch {
		case strings.HasPrefix(rest, " (") && inParens.MatchString(rest):
			e.part(left, way{people: right, sep: ",", bonus: 1, led: -1})
		case rest == "" && (e.known.has(name) || shaped(name) == 2):
			e.part(left, way{people: right, sep: ",", bonus: -1, led: -1})
		}
	}
}

// jobAt is what stands behind a name and says what somebody is where:
// "Archivist @ Acme".
var jobAt = pattern.New(`^[\p{L}][\p{L} /&+-]{2,40} (?:@|at|bei|chez|bij|presso) ?(?:the )?[\p{Lu}\d][^,;:?!"“]{1,40}$`)
