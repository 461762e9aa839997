package parse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// maxWitnesses is how many documents a lesson shows for it, and against.
const maxWitnesses = 3

// The places of lessons that are about no single key.
const (
	clocksPlace = "times in "
	numberPlace = "dates in numbers"
)

// recall takes over what an earlier reading taught where this one tells too
// little: a source may show only its newest documents.
func (t *lessons) recall(prior []content.Lesson) {
	t.before = prior
	for i := range prior {
		p := &prior[i]
		switch {
		case p.Place == numberPlace:
			if t.order == when.AnyOrder && t.orders[when.DayFirst]+t.orders[when.MonthFirst] == 0 {
				t.order = map[content.Held]when.Order{content.DayFirst: when.DayFirst, content.MonthFirst: when.MonthFirst}[p.Holds]
			}
		case p.Place == entriesPlace:
			t.entries.prior = p.Holds
		case strings.HasPrefix(p.Place, clocksPlace):
			if l := t.clocks[strings.TrimPrefix(p.Place, clocksPlace)]; l != nil {
				l.prior = p.Holds
			}
		case p.Holds == content.EventDay:
			if l := t.places[placeKey{p.Place, p.Class}]; l != nil {
				l.prior = p
			}
		}
	}
}

// teach returns what was learned, in the order of the places.
func (t *lessons) teach(all []witness) []content.Lesson {
	var out []content.Lesson
	for key, l := range t.places {
		if l.tells(key) {
			out = append(out, l.teach(key, all))
		}
	}
	for name, l := range t.clocks {
		if l.differ > 0 && (l.read+l.other > 0 || l.verdict() != openClock) {
			out = append(out, l.teach(name))
		}
	}
	if day, month := t.orders[when.DayFirst], t.orders[when.MonthFirst]; day+month > 0 || t.order != when.AnyOrder {
		out = append(out, t.teachOrder(day, month))
	}
	if l, ok := t.teachEntries(all); ok {
		out = append(out, l)
	}
	for _, p := range t.before { // of places that no document has just now
		if !slices.ContainsFunc(out, func(l content.Lesson) bool { return l.Place == p.Place && l.Class == p.Class }) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b content.Lesson) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.Class, b.Class))
	})
	return out
}

func (t *lessons) teachOrder(day, month int) content.Lesson {
	out := content.Lesson{Place: numberPlace, Agree: max(day, month), Differ: min(day, month), Days: day + month}
	switch {
	case t.order == when.DayFirst:
		out.Holds = content.DayFirst
		out.Why = fmt.Sprintf("In dates such as 3/4/2019 the day comes first, as %s.", prove(day))
	case t.order == when.MonthFirst:
		out.Holds = content.MonthFirst
		out.Why = fmt.Sprintf("In dates such as 3/4/2019 the month comes first, as %s.", prove(month))
	default:
		out.Why = fmt.Sprintf("Dates such as 3/4/2019 are not settled: %s the day first, %s the month.", writes(day), writes(month))
	}
	return out
}

func prove(n int) string {
	if n == 0 {
		return "earlier documents showed"
	}
	return documents(n) + " with a number above 12 " + verb(n, "shows", "show")
}

func writes(n int) string { return documents(n) + " " + verb(n, "writes", "write") }

func documents(n int) string {
	if n == 1 {
		return "1 document"
	}
	return fmt.Sprintf("%d documents", n)
}

func verb(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// teach puts what is known of a place's clock into words.
func (l *clockLesson) teach(name string) content.Lesson {
	out := content.Lesson{Place: clocksPlace + name, Days: l.differ, Agree: l.read, Differ: l.other}
	verdict := l.verdict()
	out.Holds = l.held(verdict)
	if verdict == otherClock {
		out.Agree, out.Differ = l.other, l.read
	}
	told := fmt.Sprintf("%s of %d", documents(out.Agree), l.differ)
	switch {
	case out.Holds == content.Unsettled:
		out.Why = fmt.Sprintf("The documents do not tell whether the times in the %s are local or UTC: %s the one in the text, %s the other.", name, has(l.read), has(l.other))
	case out.Agree == 0 && l.prior == out.Holds:
		out.Why = fmt.Sprintf("The times in the %s are %s, as earlier documents showed.", name, out.Holds)
	case out.Agree < leastClocks || out.Agree < clockRatio*out.Differ:
		out.Why = fmt.Sprintf("The times in the %s are %s: so most meetups begin at one time all the year round.", name, out.Holds)
	case verdict == asRead:
		out.Why = fmt.Sprintf("The times in the %s are %s, as written: %s give them in the text too.", name, out.Holds, told)
	default:
		out.Why = fmt.Sprintf("The times in the %s are %s, whatever they look like: %s give that time in the text.", name, out.Holds, told)
	}
	return out
}

func has(n int) string { return documents(n) + " " + verb(n, "has", "have") }

// tells reports whether there is something to say of a place: the one of
// which all ask, or one of which the documents tell.
func (l *lesson) tells(key placeKey) bool {
	t := l.all()
	return l.days > 0 && (l.own || t.agree+t.differ > 0 || l.seriesHolds() || l.prior != nil || key.place == "front matter date" || strings.HasPrefix(key.place, wayPath))
}

// teach puts what is known of a place into words.
func (l *lesson) teach(key placeKey, all []witness) content.Lesson {
	t := l.all()
	out := content.Lesson{Place: key.place, Class: key.class, Days: l.days, Agree: t.agree, Differ: t.differ, Series: l.series}
	if out.Series.Nth == noDay {
		out.Series.Nth = 0
	}
	switch {
	case t.holds() || l.of[0].holds():
		out.Holds = content.EventDay
		out.Why = fmt.Sprintf("In %d of %s the text names the day that stands in the %s: it is the event's day.", t.agree, documents(t.agree+t.differ), key.place)
	case l.seriesHolds():
		out.Holds = content.EventDay
		out.Why = fmt.Sprintf("In %d of %s the day in the %s is %s: where it is, it is the event's day.", l.series.Fit, documents(l.days), key.place, seriesWords(l.series))
	case t.differ >= 2 && t.differ > t.agree:
		out.Holds = content.PublishingDay
		out.Why = fmt.Sprintf("In %d of %s the text names another day than the %s, %s: it is when they were written.", t.differ, documents(t.agree+t.differ), key.place, l.apart())
	case l.own && !l.holdsNone():
		out.Holds = content.EventDay
		out.Why = fmt.Sprintf("The %s says by its name that it is the event's day.", key.place)
	case l.priorHolds():
		prior := *l.prior
		prior.Days = max(prior.Days, out.Days)
		prior.Why = strings.TrimSuffix(prior.Why, " (earlier documents showed it)") + " (earlier documents showed it)"
		return prior
	case t.agree+t.differ == 0:
		out.Why = fmt.Sprintf("%s a day in the %s, and no text says which day that is.", has(l.days), key.place)
	default:
		out.Why = fmt.Sprintf("Too little is known of the day in the %s: %s the same day in the text, %s another.", key.place, has(t.agree), has(t.differ))
	}
	out.Witness = l.witnesses(all)
	return out
}

// apart tells how far the days of a place are from those of the events.
func (l *lesson) apart() string {
	lo, hi := 0, 0
	for _, s := range l.seen {
		if s.other != "" {
			n := s.other.Sub(s.day)
			if lo == 0 && hi == 0 {
				lo, hi = n, n
			}
			lo, hi = min(lo, n), max(hi, n)
		}
	}
	switch {
	case lo == hi:
		return days(lo)
	case lo >= 0:
		return fmt.Sprintf("%d to %d days later", lo, hi)
	case hi <= 0:
		return fmt.Sprintf("%d to %d days earlier", -hi, -lo)
	}
	return fmt.Sprintf("from %d days earlier to %d days later", -lo, hi)
}

func days(n int) string {
	switch {
	case n == 1:
		return "a day later"
	case n == -1:
		return "a day earlier"
	case n < 0:
		return fmt.Sprintf("%d days earlier", -n)
	}
	return fmt.Sprintf("%d days later", n)
}

// witnesses picks a few documents for the lesson, and a few against.
func (l *lesson) witnesses(all []witness) []content.Evidence {
	var out []content.Evidence
	agree, differ := 0, 0
	for _, s := range l.seen {
		ev := content.Evidence{Field: "date", Value: string(s.day), Path: all[s.doc].path, Line: s.line, Text: s.text}
		switch {
		case s.agrees && agree < maxWitnesses:
			agree++
			ev.Rule = "a text names the same day"
		case s.other != "" && differ < maxWitnesses:
			differ++
			ev.Rule = fmt.Sprintf("the text names %s (%s)", s.other, s.other.Weekday())
		default:
			continue
		}
		out = append(out, ev)
	}
	return out
}
