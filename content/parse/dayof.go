package parse

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// A candidate is a reading of the event's day.
type candidate struct {
	day, until content.Date
	clock, end content.Clock
	said       content.Evidence
	weight     int
	problem    string         // why the words settle no day ...
	open       []content.Date // ... and those between which they leave it
	orders     bool           // ... as day and month may stand in either order
	title      bool           // the document's title says it
	prose      bool           // the text mentions it
	learned    bool           // it stands in a place that the source's documents taught
	heading    bool           // it is a heading of its own: "Saturday 21 July"
	standing                  // of one that the text mentions
	month      time.Month     // of a month whose year nothing settles
}

// Weights of the places where a day may stand.
const (
	ownWeight     = 10 // a key that says it is the event's day
	movedWeight   = 9  // the text says that the event was moved to it
	taughtWeight  = 8  // a place that this source's documents agree on
	titleWeight   = 8
	labelWeight   = 7
	classWeight   = 6 // the date of a document that its front matter calls an event
	leastWeight   = 2 // prose that speaks of the event
	monthDiscount = 5
)

// longest is how many days an event may last before that is a question.
const longest = 31

// readDay decides on the event's day from all places that state one.
func (d *draft) readDay() {
	for _, s := range d.unread {
		d.askFor(s)
	}
	d.choose(d.candidates())
}

// askFor asks which day a key for it means whose value names none.
func (d *draft) askFor(s said) {
	written := content.Evidence{Field: "date", Value: s.text, Path: d.path, Line: s.line, Text: s.text, Rule: s.rule}
	for _, m := range when.Dates(s.text) {
		r := m.Resolve(when.Reference{Published: d.published, Order: d.keyOrder()})
		if r.Problem != "" && len(r.Candidates) > 0 {
			c := candidate{said: written, open: r.Candidates}
			if m.EitherOrder && len(r.Candidates) == 2 {
				d.askOrder(m, c)
				return
			}
			d.doubt("date", fmt.Sprintf("Which day is meant by %q: %s?", s.text, strings.TrimSuffix(r.Problem, ".")), c.readings()...)
			return
		}
	}
	d.doubt("date", fmt.Sprintf("Which day is meant by %q? There is no such day.", s.text), written)
}

// askOrder asks whether the day or the month stands first. One answer serves
// all dates of the source that are written so.
func (d *draft) askOrder(m when.Mention, c candidate) {
	c.open = bothOrders(m, when.Reference{Published: d.published})
	q := content.Doubt{Field: "date", Kind: "day or month first", Question: fmt.Sprintf("Which day is meant by %q: %s or %s?", c.said.Text, c.open[0], c.open[1]), Readings: c.readings()}
	for i, held := range [...]content.Held{content.DayFirst, content.MonthFirst} {
		q.Readings[i].Way, q.Readings[i].Rule = string(held), "the "+string(held)
	}
	d.event.Doubts = append(d.event.Doubts, q)
}

// asked reports whether there is a question about the day already.
func (d *draft) asked() bool {
	return slices.ContainsFunc(d.event.Doubts, func(q content.Doubt) bool { return q.Field == "date" })
}

// candidates lists the readings of the event's day, in the document's order.
func (d *draft) candidates() []candidate {
	var cands []candidate
	for i := range d.places {
		p := &d.places[i]
		l := d.taught.places[placeKey{p.name, d.class}]
		c := candidate{day: p.day, until: p.until, clock: p.clock, end: p.end, open: p.open}
		rule := p.said.rule
		switch {
		case p.own() && !l.holdsNone():
			c.weight = ownWeight
		case p.trust != untrusted:
			c.weight, rule, c.learned = taughtWeight, rule+"; "+l.why(p), true
		case p.name == wayOf("date") && d.class == "event" && !l.contradicted():
			c.weight, rule = classWeight, rule+", of a document that calls itself an event"
		default:
			continue
		}
		c.said = p.evidence(d.path, rule)
		if c.day == "" {
			c.problem = fmt.Sprintf("the %s can be read in several ways", p.name)
		}
		cands = append(cands, c)
	}
	titled := d.titleMonth()
	for _, s := range d.days {
		if s.unit >= 0 && (s.next || !d.keep(&d.units[s.unit])) {
			continue
		}
		c := candidate{day: s.reading.Date, until: s.reading.End, weight: min(s.weight, labelWeight-1), problem: s.reading.Problem, open: s.reading.Candidates, prose: s.unit >= 0, standing: s.standing}
		if c.day == "" && s.mention.Day == 0 {
			c.month = s.mention.Month
		}
		if c.prose && c.day.IsDay() && titled != 0 && monthOf(c.day) == titled {
			c.weight++ // the title's month agrees
		}
		switch {
		case s.unit < 0:
			c.weight, c.title = titleWeight, true
		case s.moved:
			c.weight = movedWeight
		case s.label:
			c.weight = labelWeight
		}
		if s.mention.Relative.Unit == when.Months && s.mention.Nth == 0 || c.day != "" && !c.day.IsDay() {
			c.weight -= monthDiscount
			if s.unit >= 0 {
				c.weight--
			}
		}
		if c.weight < leastWeight {
			continue
		}
		if s.unit >= 0 && d.units[s.unit].block.Kind == outline.Heading {
			c.heading = len(s.mention.Text)*2 > len(d.units[s.unit].text.Plain)
		}
		rule := s.reading.Rule
		if s.mention.Typo != "" {
			rule += "; " + s.mention.Typo
		}
		c.said = content.Evidence{Field: "date", Value: string(c.day), Path: d.path, Line: s.line, Text: s.mention.Text, Rule: rule, Way: wayText}
		if c.title {
			c.said.Way = wayTitle
		}
		c.orders = s.mention.EitherOrder
		cands = append(cands, c)
	}
	return cands
}

// evidence is the place's as that of the event's day.
func (p *place) evidence(path, rule string) content.Evidence {
	return content.Evidence{Field: "date", Value: string(p.day), Path: path, Line: p.said.line, Text: p.said.text, Rule: rule, Way: p.name}
}

// why says why a place of a document is trusted.
func (l *lesson) why(p *place) string {
	t := l.all()
	switch p.trust {
	case byAgreement:
		return fmt.Sprintf("in %d of %d documents of this source it is the day that the text names", t.agree, t.agree+t.differ)
	case bySeries:
		return fmt.Sprintf("it is %s, as in %d of %d documents of this source, and no text names another day", seriesWords(l.series), l.series.Fit, l.days)
	case byAnother:
		return "another document of this source names this day as an event's"
	}
	return "earlier documents of this source taught that it is the event's day"
}

// The ways in which a day of the title and the text is read.
const (
	wayText  = "text"
	wayTitle = "title"
)

// titleMonth returns the month that the title names without a day, or 0.
func (d *draft) titleMonth() time.Month {
	for _, s := range d.days {
		if s.unit < 0 && s.mention.Day == 0 && s.mention.Month != 0 {
			return s.mention.Month
		}
	}
	return 0
}

func monthOf(d content.Date) time.Month {
	_, m, _ := d.YMD()
	return m
}

// askClock asks in which clock the time of a place is, where nothing tells.
func (d *draft) askClock(way string) {
	for i := range d.places {
		p := &d.places[i]
		if p.name != way || p.asked == "" {
			continue
		}
		read, other := p.evidence(d.path, "as it is read"), p.evidence(d.path, "in the other clock")
		read.Field, other.Field = "start", "start"
		read.Value, other.Value = string(p.clock), string(p.otherClock)
		read.Way, other.Way = string(content.LocalTime), string(content.UTC)
		if p.utc {
			read.Way, other.Way = other.Way, read.Way
		}
		d.event.Doubts = append(d.event.Doubts, content.Doubt{Field: "start", Kind: p.asked,
			Question: fmt.Sprintf("Does the event start at %s or at %s? %q may be local time or UTC.", p.clock, p.otherClock, p.said.text), Readings: []content.Evidence{read, other}})
	}
}

// readings lists the days between which a candidate is open, for a doubt.
func (c candidate) readings() []content.Evidence {
	var out []content.Evidence
	for _, day := range c.open {
		ev := c.said
		ev.Value, ev.Rule = string(day), "one way to read it"
		out = append(out, ev)
	}
	if len(out) == 0 {
		ev := c.said
		ev.Value, ev.Rule = c.said.Text, "as written"
		out = append(out, ev)
	}
	return out
}

// lookAhead makes days before the publishing date weigh less where the text
// announces and names a later one.
func (d *draft) lookAhead(cands []candidate) {
	if !d.publishDay.IsDay() {
		return
	}
	behind, later := false, false
	for _, c := range cands {
		behind = behind || c.prose && c.day.IsDay() && c.day < d.publishDay
		later = later || c.prose && c.day.IsDay() && c.day >= d.publishDay && !c.weak
	}
	if !behind || !later {
		return
	}
	if recap, ahead := d.tone(); ahead <= recap {
		return
	}
	for i := range cands {
		if c := &cands[i]; c.prose && c.day.IsDay() && c.day < d.publishDay {
			c.weight -= 2
		}
	}
}

// choose takes the best reading, and doubts it where another one of weight
// says otherwise.
func (d *draft) choose(cands []candidate) {
	d.lookAhead(cands)
	best := -1
	for i, c := range cands {
		if c.day == "" {
			continue
		}
		if best < 0 || c.day.IsDay() && !cands[best].day.IsDay() || c.day.IsDay() == cands[best].day.IsDay() && c.weight > cands[best].weight {
			if best >= 0 && !c.day.IsDay() {
				continue
			}
			best = i
		}
	}
	for i, c := range cands {
		// what an event was moved to is newer than its key
		if best >= 0 && !cands[best].moved && c.prose && c.moved && c.day.IsDay() && c.day != cands[best].day {
			best = i
			break
		}
	}
	for i, c := range cands {
		// a title's month is not overruled by a day that prose mentions
		if best >= 0 && c.title && c.day != "" && !c.day.IsDay() && cands[best].prose && !cands[best].moved && cands[best].day.IsDay() && cands[best].day.Month() != c.day && cands[best].weight < labelWeight {
			best = i
			break
		}
	}
	for _, c := range cands {
		if best >= 0 && (slices.Contains(c.open, cands[best].day) || c.month != 0 && c.month == monthOf(cands[best].day)) {
			continue // another place of the document settles it
		}
		if c.problem != "" && c.day == "" && c.weight >= labelWeight-2 && (best < 0 || cands[best].weight <= c.weight) {
			d.doubt("date", fmt.Sprintf("Which day is meant by %q: %s?", c.said.Text, strings.TrimSuffix(c.problem, ".")), c.readings()...)
			if best < 0 || !cands[best].day.IsDay() {
				return
			}
		}
	}
	if best < 0 && d.row && (d.asked() || len(d.uploaded) > 0) {
		return
	}
	if best < 0 {
		d.doubt("date", "On which day does this event take place? The document does not say.")
		return
	}
	b := cands[best]
	d.severalDays(cands, &b)
	e := &d.event
	e.Date = b.day
	if b.until.IsDay() && b.until > b.day {
		e.EndDate = b.until
		if b.until.Sub(b.day) > longest {
			d.doubt("end_date", fmt.Sprintf("Does this event really last from %s to %s?", b.day, b.until), b.said)
		}
		d.note("end_date", string(b.until), b.said.Line, b.said.Text, b.said.Rule)
	}
	e.Evidence = append(e.Evidence, b.said)
	if !b.day.IsDay() {
		d.doubt("date", fmt.Sprintf("On which day of %s does this event take place?", b.day), b.said)
		return
	}
	cands[best] = b
	d.moved = b.moved
	d.firm = b.title || b.learned || b.weight >= labelWeight
	d.contradictions(cands, best)
}

// longestRun is how many days after its first one a programme by days ends.
const longestRun = 4

// severalDays makes an event that has a heading for each of its days last
// until the last of them.
func (d *draft) severalDays(cands []candidate, b *candidate) {
	if !b.heading {
		return
	}
	for _, c := range cands {
		if c.heading && c.day.IsDay() && b.day.IsDay() && c.day > b.day && c.day.Sub(b.day) <= longestRun && c.day > b.until {
			b.until = c.day
		}
	}
	if b.until != "" {
		d.event.End = "" // of another day
	}
}

// ties reports whether c is as good a reading of the event's day as b, and
// nothing but its place in the text decided against it.
func (d *draft) ties(c, b candidate) bool {
	if !b.prose || !c.prose || !c.day.IsDay() || c.weak || c.weight < b.weight {
		return false
	}
	day := d.publishDay
	return !day.IsDay() || (c.day < day) == (b.day < day)
}

// contradictions raises a doubt for each other day that stands where the
// event's day would.
func (d *draft) contradictions(cands []candidate, best int) {
	b := cands[best]
	if b.problem != "" {
		d.doubt("date", fmt.Sprintf("Is %s right? %s.", b.day, strings.TrimSuffix(b.problem, ".")), b.said)
	}
	told := map[content.Date]bool{b.day: true}
	titled := d.titleMonth()
	for i, c := range cands {
		if i == best || c.day == "" || told[c.day] || c.weight < labelWeight-1 && !d.ties(c, b) {
			continue
		}
		if c.prose && titled != 0 && c.day.IsDay() && monthOf(c.day) != titled && monthOf(b.day) == titled {
			continue // the title settles it
		}
		if b.moved && (c.prose || c.title || c.learned) && !c.moved {
			continue // the day before it was moved
		}
		if c.day.IsDay() && b.until.IsDay() && c.day > b.day && c.day <= b.until {
			continue
		}
		if !c.day.IsDay() {
			if c.weight+monthDiscount >= titleWeight && c.day != b.day.Month() && b.weight < ownWeight {
				told[c.day] = true
				d.doubt("date", fmt.Sprintf("Is the event on %s, or in %s?", b.day, c.day), b.said, c.said)
			}
			continue
		}
		told[c.day] = true
		d.doubt("date", fmt.Sprintf("Is the event on %s (%s) or on %s (%s)?", b.day, b.day.Weekday(), c.day, c.day.Weekday()), b.said, c.said)
	}
	// The chosen reading's own place of the text carries no clock; its
	// document's own key may.
	if b.moved && b.clock == "" {
		start, end, said := d.keepClock(cands)
		if b.clock, b.end = start, end; start != "" {
			b.said = said
		}
	}
	if b.clock != "" {
		d.event.Start, d.event.End = b.clock, b.end
		d.askClock(b.said.Way)
		d.note("start", string(b.clock), b.said.Line, b.said.Text, "the time beside the day; "+b.said.Rule)
		if b.end != "" {
			d.note("end", string(b.end), b.said.Line, b.said.Text, "the end beside the day")
		}
	}
}
