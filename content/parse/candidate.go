package parse

import (
	"fmt"
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
	either     bool           // ... as the day or the month may stand first in a key
	mention    *when.Mention  // of one that title or text mention
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

// candidates lists the readings of the event's day, in the document's order.
func (d *draft) candidates() []candidate {
	var cands []candidate
	for i := range d.places {
		p := &d.places[i]
		l := d.taught.places[placeKey{p.name, d.class}]
		if p.odd && d.outvoted(p) || p.trust == untrusted && d.class == "event" && p.name == wayOf("date") && d.written(p) {
			continue
		}
		c := candidate{day: p.day, until: p.until, clock: p.clock, end: p.end, open: p.open, either: p.either}
		rule := p.said.rule
		switch {
		case p.own() && !l.holdsNone():
			c.weight = ownWeight
		case p.trust != untrusted:
			c.weight, rule, c.learned = taughtWeight, rule+"; "+l.why(p), true
			if p.trust == byFolder {
				c.weight = leastWeight // the text says it better
			}
		case p.name == wayOf("date") && d.class == "event" && !l.contradicted():
			c.weight, rule = classWeight, rule+", of a document that calls itself an event"
		case p.name == wayOf("date") && d.appoints() && !l.contradicted():
			c.weight, rule = classWeight, rule+", beside which it says where or at what time"
		default:
			continue
		}
		c.said = p.evidence(d.path, rule)
		if c.day == "" {
			if c.problem = p.problem; c.problem == "" {
				c.problem = fmt.Sprintf("the %s can be read in several ways", p.name)
			}
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
		if s.told {
			c.weight = max(c.weight, leastWeight)
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
		c.mention = &s.mention
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
	case byFolder:
		return "the file is named by nothing but its day, in a folder of events"
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
