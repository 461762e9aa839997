package schedule

import (
	"fmt"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// longest is how many days an event may last before that is a question.
const longest = 31

// night is until when a session belongs to the day before where it stands under
// no day, and morning where it does.
const (
	night   = content.Clock("06:00")
	morning = content.Clock("10:00")
)

// dated is a day with the words that say it.
type dated struct {
	day content.Date
	content.Evidence
}

func (b *builder) dated(day content.Date, s said, rule string) dated {
	return dated{day, content.Evidence{Field: "date", Value: string(day), Path: b.path, Line: s.line, Text: s.text, Rule: rule, Way: "schedule"}}
}

// days decides on the first day and the last: those of the programme, or those
// that the conference states, if they hold the programme's.
func (b *builder) days() {
	first, last := b.programmeDays()
	begin, end := b.stated(b.p.begin, "the conference's first day"), b.stated(b.p.end, "the conference's last day")
	if end.day != "" && end.day == last.day.AddDays(1) && b.endsAtNight(end.day) {
		end = last // the last night ends on it
	}
	switch {
	case first.day == "" && begin.day == "":
		b.doubt("date", "", "On which day does this event take place? The schedule does not say.")
		return
	case first.day == "":
		first, last = begin, end
		if last.day == "" {
			last = begin
		}
	case begin.day != "" && begin.day > first.day || end.day != "" && end.day < last.day:
		if begin.day == "" {
			begin = first
		}
		if end.day == "" {
			end = begin
		}
		b.doubt("date", "conference or programme days", fmt.Sprintf("Is the event %s, or %s as its programme is?", lasting(begin.day, end.day), lasting(first.day, last.day)), begin.Evidence, first.Evidence)
	default:
		if begin.day != "" {
			first = begin
		}
		if end.day != "" {
			last = end
		}
	}
	e := &b.event
	e.Date = first.day
	b.note(first.Evidence)
	if last.day <= first.day {
		return
	}
	e.EndDate = last.day
	last.Field = "end_date"
	b.note(last.Evidence)
	if n := last.day.Sub(first.day); n >= longest {
		b.doubt("end_date", "", fmt.Sprintf("Does this event really last from %s to %s?", first.day, last.day), last.Evidence)
	}
}

func lasting(first, last content.Date) string {
	if first == last {
		return "on " + string(first)
	}
	return fmt.Sprintf("from %s to %s", first, last)
}

// programmeDays are the first and the last day with sessions, or that the
// schedule lists. A night belongs to the day before it.
func (b *builder) programmeDays() (first, last dated) {
	take := func(d dated) {
		if d.day == "" {
			return
		}
		if first.day == "" || d.day < first.day {
			first = d
		}
		if d.day > last.day {
			last = d
		}
	}
	listed := map[content.Date]bool{}
	for _, d := range b.p.days {
		listed[d.date] = true
		take(b.dated(d.date, d.said, "a day of the schedule"))
	}
	dates := map[content.Date]bool{}
	for _, s := range b.p.sessions {
		dates[s.date] = true
	}
	for _, s := range b.p.sessions {
		eve := s.date.AddDays(-1)
		if s.from != "" && (s.from < night && (dates[eve] || listed[eve]) || s.from < morning && s.day == eve) {
			continue
		}
		if s.day != "" && s.date != s.day {
			b.misplaced(&s)
		}
		if said := s.atSaid; said.text != "" {
			take(b.dated(s.date, said, "the day of a session"))
		}
	}
	return first, last
}

// misplaced asks about a session that stands under another day than its own,
// once.
func (b *builder) misplaced(s *session) {
	const kind = "day or date of a session"
	for _, d := range b.event.Doubts {
		if d.Kind == kind {
			return
		}
	}
	own := b.dated(s.date, s.atSaid, "the date of the session")
	for _, d := range b.p.days {
		if d.date == s.day {
			b.doubt("date", kind, fmt.Sprintf("Is %q on %s, or on %s as the day has it that it stands under?", s.title.text, s.date, s.day), own.Evidence, b.dated(d.date, d.said, "the day that the session stands under").Evidence)
			return
		}
	}
}

// stated reads a day that the conference states.
func (b *builder) stated(s said, rule string) dated {
	at, ok := when.ReadStamp(s.text)
	if !ok {
		return dated{}
	}
	if b.loc != nil {
		at = at.In(b.loc)
	}
	return b.dated(at.Date, s, rule)
}

// endsAtNight reports whether nothing but the programme's last night is on a
// day.
func (b *builder) endsAtNight(day content.Date) bool {
	for _, d := range b.p.days {
		if d.until.Date == day && d.until.Clock <= "12:00" {
			return true
		}
	}
	for _, s := range b.p.sessions {
		if s.date == day && s.from < night {
			return true
		}
	}
	return false
}

// times takes the first day's first session as the start and the last day's
// last end as the end.
func (b *builder) times() {
	e := &b.event
	last := e.Date
	if e.EndDate != "" {
		last = e.EndDate
	}
	var end *session
	for i := range b.p.sessions {
		s := &b.p.sessions[i]
		if s.from == "" || s.date == "" {
			continue
		}
		if s.date == e.Date && e.Start == "" {
			e.Start = s.from
			b.note(content.Evidence{Field: "start", Value: string(e.Start), Line: s.timeSaid().line, Text: s.timeSaid().text, Rule: "the first session of the first day"})
		}
		if s.to != "" && (end == nil || s.endDay() > end.endDay() || s.endDay() == end.endDay() && s.to > end.to) {
			end = s
		}
	}
	// A night past the last midnight has no end on the last day; where the event
	// has one day, an end before its start is on the next.
	if end == nil || end.endDay() != last && (e.EndDate != "" || end.endDay() != last.AddDays(1) || end.to > e.Start) {
		return
	}
	e.End = end.to
	b.note(content.Evidence{Field: "end", Value: string(e.End), Line: end.timeSaid().line, Text: end.timeSaid().text, Rule: "the end of the last session"})
}

// endDay is the day on which a session ends.
func (s *session) endDay() content.Date {
	if s.to <= s.from {
		return s.date.AddDays(1)
	}
	return s.date
}

// timeSaid is where a session's time stands.
func (s *session) timeSaid() said {
	if s.atSaid.text != "" {
		return s.atSaid
	}
	return s.startSaid
}
