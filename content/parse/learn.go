package parse

import (
	"slices"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// lessons are what the documents of a source teach together: which of the
// places outside of the text hold the event's day, in which clock their times
// are, and in which order its numbers stand.
type lessons struct {
	places map[placeKey]*lesson
	clocks map[string]*clockLesson // by the place's name
	order  when.Order
	named  map[content.Date]int // the days that texts name as an event's: the document, -1 where several do
	at     map[string]int       // the documents by their path
	before []content.Lesson     // what earlier readings taught
	orders [3]int               // documents that prove an order, by when.Order

	known   directory
	uploads uploadCount // of the records of data files
	entries entryLesson // where speakers stand in the entries of programmes
}

// placeKey is a place, apart for documents of each class: a site may date its
// events by the event and its articles by their writing.
type placeKey struct {
	place string
	class string
}

// A lesson is what is known of one place.
type lesson struct {
	of      [2]tally // announcements; reports
	days    int
	regular regularity
	series  content.Series
	months  int // documents whose title names the month that the place has ...
	others  int // ... and another
	rule    int // days that follow the rule that a text states
	same    int // days of the weekday that the text gives ...
	unlike  int // ... and of another
	split   int // days of the series whose text names another day
	seen    []observation
	crowded map[content.Date]bool // days that more documents have than one evening is told of
	own     bool                  // its name says that it holds the event's day
	talks   bool                  // its documents are pages of one talk each
	prior   *content.Lesson       // what an earlier reading taught, where this one tells too little
}

// A tally counts documents whose text agrees with a place, and those that
// differ.
type tally struct {
	agree, differ int
	before, after int // of those that differ: the place's day is the earlier, the later
}

// An observation is one document's day in a place.
type observation struct {
	doc    int
	day    content.Date
	clock  content.Clock
	other  content.Date // the day that the text names in its stead
	agrees bool
	line   int
	text   string
}

// Minimal agreement before a place is trusted, and how many times it must
// outweigh the contradictions.
const (
	leastAgreeing = 3
	agreeRatio    = 4
	leastMonthly  = 4 // titles that name the place's month
	leastSilent   = 8 // days of a series that is all that speaks
	splitRatio    = 6 // how many of a series stand against one whose text names another day
)

// learn compares every place that holds a day with the days that titles and
// texts name: the same document's, or the announcement in another document of
// what this one reports.
func learn(all []witness, prior []content.Lesson) lessons {
	taught := lessons{places: map[placeKey]*lesson{}, clocks: map[string]*clockLesson{}, named: map[content.Date]int{}, at: make(map[string]int, len(all))}
	for i, w := range all {
		taught.at[w.id] = i
		taught.orders[w.order]++
		taught.compareEntries(&all[i])
		for _, days := range [...][]content.Date{w.announced, w.named} {
			for _, day := range days {
				if doc, ok := taught.named[day]; ok && doc != i {
					taught.named[day] = -1
				} else {
					taught.named[day] = i
				}
			}
		}
	}
	taught.gather(all)
	for i := range all {
		for j := range all[i].places {
			taught.compare(i, &all[i], &all[i].places[j])
		}
	}
	for _, l := range taught.places {
		l.conclude()
	}
	taught.settleOrder()
	taught.recall(prior)
	return taught
}

func (t *lessons) settleOrder() {
	switch day, month := t.orders[when.DayFirst], t.orders[when.MonthFirst]; {
	case day > 0 && month == 0:
		t.order = when.DayFirst
	case month > 0 && day == 0:
		t.order = when.MonthFirst
	}
}

// namedElsewhere reports whether another document names the day as an event's.
func (t *lessons) namedElsewhere(day content.Date, doc int) bool {
	by, ok := t.named[day]
	return ok && by != doc
}

// compare takes one document's place into its lesson.
func (t *lessons) compare(doc int, w *witness, p *place) {
	l := t.of(p.name, w.class)
	day := p.day
	for _, d := range p.open { // 2017114 is what the text says
		if slices.Contains(w.named, d) || slices.Contains(w.hinted, d) {
			day = d
		}
	}
	if !day.IsDay() {
		return
	}
	l.own = l.own || p.own()
	look := 0
	if w.reports {
		look = 1
	}
	l.regular.add(day, p.clock)
	seen := observation{doc: doc, day: day, clock: p.clock, line: p.said.line, text: p.said.text}
	switch {
	case slices.Contains(w.named, day), len(w.named) == 0 && slices.Contains(w.hinted, day), w.keyed(p, day):
		l.of[look].agree++
		seen.agrees = true
	case w.moved: // the place may have kept the day before
	case against(day, w, p) != "":
		seen.other = against(day, w, p)
	case len(w.denied) > 0 && !slices.Contains(w.denied, day):
		seen.other = w.denied[0]
	case t.namedElsewhere(day, doc) && !slices.Contains(w.announced, day):
		l.of[look].agree++
		seen.agrees = true
	}
	if seen.other != "" {
		l.of[look].differ++
		if seen.other > day {
			l.of[look].before++
		} else {
			l.of[look].after++
		}
	}
	l.hear(w, day)
	l.seen = append(l.seen, seen)
	if p.other {
		t.compareClocks(w, p)
	}
}

// hear takes what a text says without naming the day.
func (l *lesson) hear(w *witness, day content.Date) {
	switch w.titled {
	case 0:
	case monthOf(day):
		l.months++
	default:
		l.others++
	}
	if w.hasRule && follows(w.rule, day) {
		l.rule++
	}
	if w.onWeekday && len(w.named) == 0 {
		if w.weekday == day.Weekday() {
			l.same++
		} else {
			l.unlike++
		}
	}
}

func (t *lessons) of(place, class string) *lesson {
	key := placeKey{place, class}
	l := t.places[key]
	if l == nil {
		l = &lesson{talks: class == talkClass}
		t.places[key] = l
	}
	return l
}

// How many days a place's day and the event's are apart at most, where the
// place holds the day of writing.
const (
	longestAhead  = 200
	longestBehind = 120
)

// against returns the day that a text names in place of a place's day: a later
// one of an announcement, an earlier one of a report. What a report says of
// days to come, and an announcement of days gone by, is of other events.
func against(day content.Date, w *witness, p *place) content.Date {
	var best content.Date
	for _, d := range append(slices.Clip(w.named), w.keys(p)...) {
		gap := d.Sub(day)
		if w.reports {
			gap = -gap
		}
		if gap <= 0 || gap > longestAhead || w.reports && gap > longestBehind {
			continue
		}
		if best == "" || abs(d.Sub(day)) < abs(best.Sub(day)) {
			best = d
		}
	}
	return best
}

// keys lists the event's days that the document's keys state, other than one of
// its places.
func (w *witness) keys(p *place) []content.Date {
	var out []content.Date
	for i := range w.places {
		if q := &w.places[i]; q.own() && q.name != p.name && q.day.IsDay() && !p.own() {
			out = append(out, q.day)
		}
	}
	return out
}

// keyed reports whether a key of the document states the same day.
func (w *witness) keyed(p *place, day content.Date) bool { return slices.Contains(w.keys(p), day) }

// conclude works out what all observations of a place have in common.
func (l *lesson) conclude() {
	l.days = len(l.seen)
	l.series = l.regular.series()
	if l.others > 0 && l.others*agreeRatio > l.months {
		l.series = content.Series{} // the titles' months are others
	}
	l.rest()
	for _, s := range l.seen {
		if s.other != "" && fits(l.series, s.day, s.clock) {
			l.split++
		}
	}
}

// tellings is how many documents of one day count: what announces, reports and
// lists it.
const tellings = 3

// rest lets agreement rest on days that differ. A day that very many documents
// share is the one on which they were moved to the site, though some text may
// name it as an event's.
func (l *lesson) rest() {
	agreed := map[content.Date]bool{}
	for _, s := range l.seen {
		if s.agrees {
			agreed[s.day] = true
		}
		if n := l.regular.told[s.day]; n > tellings && n*agreeRatio > len(l.seen) {
			if l.crowded == nil {
				l.crowded = map[content.Date]bool{}
			}
			l.crowded[s.day] = true
		}
	}
	most := tellings * len(agreed)
	if len(agreed) == 1 {
		most = 1
	}
	for i := range l.of {
		l.of[i].agree = min(l.of[i].agree, most)
	}
}

// all returns the tally of announcements and reports together.
func (l *lesson) all() tally {
	a, b := l.of[0], l.of[1]
	return tally{a.agree + b.agree, a.differ + b.differ, a.before + b.before, a.after + b.after}
}

func (t tally) holds() bool { return t.agree >= leastAgreeing && t.agree >= agreeRatio*t.differ }

// holdsNone reports whether texts so often name other days that the place
// cannot hold the event's.
func (l *lesson) holdsNone() bool {
	if l == nil {
		return false
	}
	t := l.all()
	return t.differ >= leastAgreeing && t.differ > t.agree
}

// contradicted reports whether the texts name other days as often as this one:
// the place then holds a publishing date.
func (l *lesson) contradicted() bool {
	if l == nil {
		return false
	}
	t := l.all()
	return t.differ > 0 && t.differ >= t.agree
}

// seriesHolds reports whether the days of the place that are of its series are
// the events': something besides their regularity says so, and nothing speaks
// against it.
func (l *lesson) seriesHolds() bool {
	t := l.all()
	if l.series.Fit == 0 || l.split*splitRatio > l.series.Fit || l.unlike > l.same || l.of[0].differ*agreeRatio > l.series.Fit+t.agree {
		return false
	}
	return t.agree > 0 || l.series.Clock != "" || l.rule > 0 || l.months >= leastMonthly || l.same >= 2 ||
		l.series.Nth != 0 && l.series.Fit == l.days && t.differ == 0 && l.others == 0 || // all are of it: nobody writes so
		l.talks && l.series.Nth != noDay && l.series.Fit == l.days && t.differ == 0 && l.others == 0 || // nor dates a talk's page so
		l.series.Nth != 0 && l.series.Fit >= leastSilent && l.series.Fit*100 >= l.days*weekdayShare
}

// priorHolds reports whether what an earlier reading taught still stands: this
// one's documents contradict it hardly.
func (l *lesson) priorHolds() bool {
	if l.prior == nil || l.holdsNone() {
		return false
	}
	t := l.all()
	return t.differ*agreeRatio <= l.prior.Agree+l.prior.Series.Fit+t.agree
}

// A trust is why a document's day in a place is its event's.
type trust int

const (
	untrusted   trust = iota
	byAgreement       // the texts of the others name the days that stand in this place
	bySeries          // it is a day of the series
	byAnother         // another document names this day as an event's
	byEarlier         // an earlier reading of the source taught it
	byFolder          // its path is nothing but the day, in a folder of events
)

// trusts reports whether, and why, the place of a document holds its event's
// day.
func (t *lessons) trusts(p *place, class, path string, reports bool) trust {
	l := t.places[placeKey{p.name, class}]
	if l == nil || !p.day.IsDay() && p.open == nil {
		return untrusted
	}
	look := 0
	if reports {
		look = 1
	}
	switch {
	case l.of[look].holds(), !reports && l.all().holds():
		return byAgreement
	case l.seriesHolds() && !l.crowded[p.day] && fits(l.series, p.day, p.clock):
		return bySeries
	case l.priorHolds():
		if (tally{agree: l.prior.Agree, differ: l.prior.Differ}).holds() && !reports || fits(l.prior.Series, p.day, p.clock) {
			return byEarlier
		}
	case l.all().differ == 0 && !l.crowded[p.day] && t.namedElsewhere(p.day, t.doc(path)) && !reports:
		return byAnother
	case p.name == wayPath && l.all().differ == 0 && !l.crowded[p.day] && isEventFile(path):
		return byFolder
	}
	return untrusted
}

// doc returns which of the documents a path is of.
func (t *lessons) doc(path string) int {
	if i, ok := t.at[path]; ok {
		return i
	}
	return -2
}
