package parse

import (
	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// outvoted reports whether a key's day, which a machine's clock has written, is
// contradicted by the file's name and another key together: a template fills
// the key with the moment in which the document was made.
func (d *draft) outvoted(p *place) bool {
	var named, keyed content.Date
	for i := range d.places {
		switch q := &d.places[i]; {
		case q.name == wayPath:
			named = q.day
		case q.name != p.name && !q.odd && q.day != p.day:
			keyed = q.day
		}
	}
	return named.IsDay() && named == keyed && named != p.day
}

// written reports whether the date of a document that may be its event's is
// that of writing: no key says where or at what time, and the document reports,
// or its text names a later day with the weekday that this day has.
func (d *draft) written(p *place) bool {
	if !p.day.IsDay() || d.namesDay(p.day) || d.appoints() {
		return false
	}
	if d.back || d.personal() {
		return true
	}
	for i := range d.days {
		s := &d.days[i]
		if s.unit < 0 || s.unit >= earlyUnit || s.next || s.weak || s.weight < leastWeight || !s.mention.HasWeekday || s.mention.Day == 0 || s.mention.Relative.Unit != when.Absolute || !d.keep(&d.units[s.unit]) {
			continue
		}
		if gap := s.reading.Date.Sub(p.day); s.reading.Problem == "" && s.reading.Date.IsDay() && gap > 0 && gap <= longestAhead {
			return true
		}
	}
	return false
}

// namesDay reports whether title or text name a day.
func (d *draft) namesDay(day content.Date) bool {
	for i := range d.days {
		if d.days[i].reading.Date == day {
			return true
		}
	}
	return false
}
