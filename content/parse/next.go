package parse

import (
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// nextEvent reads the meetup that a report announces at its end.
func (f *facts) nextEvent(main *content.Event, taught lessons, h Hints) (content.Event, bool) {
	d := newDraft(f, taught, h, func(u *unit) bool { return u.next })
	d.known = newRoster()
	for i := range f.units {
		u := &f.units[i]
		if u.next && u.sec.Level > 0 && roleOf(u.sec.Heading.Plain) != coming {
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
		if !s.next || s.unit < 0 {
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
		c.said = content.Evidence{Field: "date", Value: string(r.Date), Path: f.path, Line: s.line, Text: s.mention.Text, Rule: r.Rule}
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
