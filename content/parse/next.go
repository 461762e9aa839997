package parse

import (
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// hasNext reports whether something in the document is said of the meetup
// after its subject.
func (f *facts) hasNext() bool {
	return slices.ContainsFunc(f.units, func(u unit) bool { return u.next }) || slices.ContainsFunc(f.days, func(s stated) bool { return s.next })
}

// saysNext reports whether a sentence names the day of the meetup after the
// document's subject. A list of what comes up stands beside many pages.
func (f *facts) saysNext() bool {
	return slices.ContainsFunc(f.days, func(s stated) bool {
		return s.next && s.unit >= 0 && f.units[s.unit].block.Kind != outline.Item && f.units[s.unit].block.Kind != outline.Row
	})
}

// monthsOn ends what leads to the day of the month after: "Next month on".
var monthsOn = pattern.New(`(?i)(?:^|[.!?]\s+)(?:next month,? on|im nächsten monat am|nächsten monat am|le mois prochain,? le|el (?:mes que viene|próximo mes),? el|volgende maand op|il mese prossimo,? il|no próximo mês,? (?:no dia|a|em))\s+(?:the\s+)?(?:\p{L}+,?\s+)?$`)

// namesMonthOn reports whether a sentence begins with the day on which the group
// meets in the month after: "Next month on October 10th, Ana Finch will ...".
func (f *facts) namesMonthOn() bool {
	return slices.ContainsFunc(f.days, func(s stated) bool {
		return s.next && s.unit >= 0 && s.mention.Day > 0 && monthsOn.MatchString(f.units[s.unit].text.Plain[:s.mention.Start])
	})
}

// nextSentence returns where the sentence begins in which a paragraph that names
// a day before goes on to the next meetup; 0 when there is none.
func (u *unit) nextSentence() int {
	if u.cues&nextCue == 0 || u.block.Kind != outline.Paragraph || len(u.low) != len(u.text.Plain) || len(u.low) > 1500 {
		return 0
	}
	start := 0
	for i := range len(u.low) {
		if !sentenceEnd(u.text.Plain, i) && i+1 < len(u.low) {
			continue
		}
		if hintsIn(u.low[start:i+1]).cues&nextCue != 0 {
			if start > 0 && namesDay(u.text.Plain[:start]) {
				return start
			}
			return 0
		}
		start = i + 1
	}
	return 0
}

// namesDay reports whether a text names a day, not only a month.
func namesDay(s string) bool {
	return slices.ContainsFunc(when.Dates(s), func(m when.Mention) bool {
		return m.Day > 0 || m.Nth != 0 || m.Relative.Unit != when.Absolute && m.Relative.Unit != when.Months && !m.Relative.Loose
	})
}

// cut parts a paragraph in two.
func (u *unit) cut(at int) (before, behind unit) {
	part := func(from, to int) unit {
		p := *u
		block := *u.block
		block.Text = u.block.Text.Slice(from, to)
		p.block, p.text = &block, u.text.Slice(from, to)
		p.low = strings.ToLower(p.text.Plain)
		p.hinting = hintsIn(p.low)
		return p
	}
	return part(0, at), part(at, len(u.text.Plain))
}

// joinNext takes what is said of the next meetup for the document's subject.
func (f *facts) joinNext() {
	for i := range f.units {
		f.units[i].next = false
	}
	for i := range f.days {
		f.days[i].next = false
	}
}

// shortNext is how many bytes a paragraph about the next meetup has at most.
const shortNext = 300

// partNext marks the days to come that a report names: they are not its
// subject's. A short paragraph with such a day is about that meetup as a whole.
func (f *facts) partNext() {
	now := f.publishDay
	if !now.IsDay() {
		now = f.ref.Changed
	}
	if !now.IsDay() || !f.back {
		return
	}
	var titled time.Month
	for i := range f.days {
		s := &f.days[i]
		if s.unit < 0 && s.mention.Day == 0 && s.mention.Month != 0 && s.reading.Date > now.Month() {
			titled = s.mention.Month // its subject is to come, whatever else it looks back on
		}
		if s.unit < 0 || s.next || s.weak || !s.reading.Date.IsDay() || s.reading.Date <= now || monthOf(s.reading.Date) == titled {
			continue
		}
		if f.units[s.unit].role == aside {
			s.weak = true // somebody else's, or in passing
			continue
		}
		s.next = true
		if u := &f.units[s.unit]; len(u.low) < shortNext && u.cues&(pastCue|recapCue) == 0 && u.block.Kind != outline.Row {
			u.next, u.passing = true, true
		}
	}
}

// partLater marks the days after a cancelled or postponed meetup on which the
// text says that people meet: they are the next one's.
func (d *draft) partLater() {
	e := &d.event
	if e.Status != content.Cancelled && e.Status != content.Postponed || !e.Date.IsDay() {
		return
	}
	for i := range d.days {
		s := &d.days[i]
		if s.unit >= 0 && s.ours && !s.weak && s.reading.Date.IsDay() && s.reading.Date > e.Date && d.units[s.unit].role != aside {
			s.next = true
		}
	}
}

// certain reports whether the day of the document's subject is certain without
// what it says of the next meetup: that is then one more.
func (d *draft) certain() bool {
	e := &d.event
	return e.Status == content.Cancelled && e.Date != "" || e.Date.IsDay() && (d.firm || e.Status == content.Postponed)
}

// headsTalk reports whether a heading is that of one of an event's talks.
func headsTalk(e *content.Event, heading string) bool {
	return slices.ContainsFunc(e.Talks, func(t content.Talk) bool { return strings.Contains(heading, t.Title) })
}

// nextEvent reads the meetup that a document announces beside its subject, most
// often at its end.
func (f *facts) nextEvent(main *content.Event, taught lessons, h Hints) (content.Event, bool) {
	bare := *f
	bare.front, bare.main, bare.title, bare.clock, bare.stop = nil, nil, said{}, "", "" // they are its subject's
	d := newDraft(&bare, taught, h, func(u *unit) bool { return u.next })
	d.known = newRoster()
	for i := range f.units {
		u := &f.units[i]
		if u.next && !u.passing && u.sec.Level > 0 && !headsTalk(main, u.sec.Heading.Plain) && roleOf(u.sec.Heading.Plain) != coming {
			d.event.Title = u.sec.Heading.Flat().Plain
			d.note("title", d.event.Title, u.sec.Heading.Line, d.event.Title, "the heading above the next meetup")
			break
		}
	}
	d.event.Origin.Place = "next"
	ref := when.Reference{Published: f.published, Tense: when.Future, Order: taught.order}
	if main.Date != "" {
		ref.Days = append(ref.Days, main.Date)
		if main.Date.IsDay() && (f.published.IsZero() || main.Date > f.publishDay) {
			ref.Published, _ = content.Instant(main.Date, "", time.UTC)
		}
	}
	var cands []candidate
	for i := range f.days {
		s := &f.days[i]
		if !s.next || s.unit < 0 || s.weak {
			continue
		}
		r := s.mention.Resolve(ref)
		if r.Date != "" && (main.Date.IsDay() && r.Date.IsDay() && r.Date <= main.Date) {
			continue
		}
		c := candidate{day: r.Date, until: r.End, weight: max(s.weight, leastWeight), problem: r.Problem, open: r.Candidates}
		if s.mention.HasWeekday {
			c.weight += 2
		}
		c.said = content.Evidence{Field: "date", Value: string(r.Date), Path: f.path, Line: s.line, Text: s.mention.Text, Rule: r.Rule, Way: wayText}
		cands = append(cands, c)
	}
	d.choose(cands)
	if d.event.Date == "" {
		return content.Event{}, false
	}
	d.readTalks()
	d.readTimes()
	d.readVenue()
	d.readSignUp()
	d.readStatus()
	return d.finish(), true
}
