package parse

import (
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// heed reads the document anew with what the source's documents teach
// together: in which order its numbers stand, in which clock its keys' times
// are, and that what looked like its publishing date is the event's day.
func (f *facts) heed(t *lessons) {
	order := t.order
	if order == when.AnyOrder {
		order = f.order
	}
	for i := range f.places {
		p := &f.places[i]
		if p.either && order != when.AnyOrder {
			p.day = p.open[order-when.DayFirst]
			p.open = nil
			p.said.rule += "; the other dates of this source put the " + orderWords[order] + " first"
		}
		if p.other {
			f.heedClock(p, t.clocks[p.name])
		}
		p.trust = t.trusts(p, f.class, f.id(), f.back)
	}
	again := f.openOrder() && order != when.AnyOrder
	if p := f.placeOfPublishing(); p != nil && (p.trust != untrusted || p.own()) {
		f.unpublish(p)
		again = true
	}
	if again {
		f.reread(order)
	}
}

// openOrder reports whether the text has dates that may be meant in either
// order.
func (f *facts) openOrder() bool {
	return slices.ContainsFunc(f.days, func(s stated) bool { return s.mention.EitherOrder })
}

// heedClock takes a place's time in the clock that the source's documents
// teach, else in the one that the document's own text has. What the text gives
// is as it is written where the key has the same figures; where they are apart
// by the zone's offset, that is a question.
func (f *facts) heedClock(p *place, l *clockLesson) {
	if p.clock == "" || p.clock == p.otherClock {
		return
	}
	switch l.verdict() {
	case otherClock:
		p.swap()
		p.said.rule += "; its times are " + string(l.held(otherClock)) + " in this source"
	case openClock:
		said := f.textClocks()
		read, other := slices.Contains(said, p.clock), slices.Contains(said, p.otherClock)
		switch {
		case other && !read:
			p.swap()
			if !p.zulu {
				p.asked = askClock
			}
		case !read && !other && p.zulu:
			p.asked = askClock
		}
	}
}

// textClocks lists the times that the text gives.
func (f *facts) textClocks() []content.Clock {
	var out []content.Clock
	for i := range f.units {
		if u := &f.units[i]; len(out) < maxClocks && f.tellsTime(u) {
			out = append(out, clocksIn(u.text.Plain)...)
		}
	}
	return out
}

// tellsTime reports whether times of a unit may be the event's.
func (f *facts) tellsTime(u *unit) bool {
	return u.block.Kind != outline.Code && u.role != aside && u.role != speaking && len(u.low) < 1500 && digits(u.low)
}

var orderWords = map[when.Order]string{when.DayFirst: "day", when.MonthFirst: "month"}

// placeOfPublishing returns the place from which the publishing date was taken,
// nil where it has a key of its own.
func (f *facts) placeOfPublishing() *place {
	if f.publishWay == "" {
		return nil
	}
	for i := range f.places {
		if f.places[i].name == f.publishWay {
			return &f.places[i]
		}
	}
	return nil
}

// unpublish takes the day of a place for the event's: the document was then
// published when its file's name says, or nobody knows.
func (f *facts) unpublish(p *place) {
	f.publishDay, f.published = "", time.Time{}
	for i := range f.places {
		if q := &f.places[i]; q.name == wayPath && q != p && q.trust == untrusted && q.day.IsDay() && q.day <= p.day {
			f.publishDay = q.day
			f.published, _ = content.Instant(q.day, "", time.UTC)
		}
	}
	if p.day.IsDay() {
		f.ref.Days = append(slices.Clip(f.ref.Days), p.day)
		f.titleRef.Days = append(slices.Clip(f.titleRef.Days), p.day)
	}
	f.ref.Published, f.titleRef.Published = f.published, f.published
}

// reread resolves the days that the document states again.
func (f *facts) reread(order when.Order) {
	if f.ref.Order == when.AnyOrder {
		f.ref.Order, f.titleRef.Order = order, order
	}
	for i := range f.days {
		s := &f.days[i]
		if s.unit < 0 {
			s.reading = s.mention.Resolve(f.titleRef)
			continue
		}
		next, last := s.next, s.last
		*s = f.weigh(s.unit, s.mention, f.ref, s.from, s.to)
		s.next, s.last = next, last
		if last != "" && s.reading.Date.IsDay() && s.reading.Date < last {
			s.reading.End = last
		}
	}
}
