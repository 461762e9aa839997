package when

import "meetupbot/content"

// Settle returns the spans of one programme, in its order, with their half-day
// times read as of 24 hours: "6:45 - 7:15" in the evening becomes 18:45 -
// 19:15. A programme that writes 13:00 or 09:00 anywhere means all its hours
// as written; one that writes pm somewhere means hours that only rise from
// there, and to there; and one that says nothing is read as an evening from 1
// to 8, as a day if it passes noon. What even that does not settle, "9:00"
// alone, keeps its Half.
func Settle(spans []Span) []Span {
	out := append([]Span(nil), spans...)
	half, told := 0, -1
	for i, s := range out {
		switch {
		case s.clock == twentyFour:
			for j := range out {
				out[j].Half = false
			}
			return out
		case s.Half:
			half++
		case told < 0:
			told = i
		}
	}
	switch {
	case half == 0:
		return out
	case told >= 0:
		backwards(out[:told], out[told].first())
		forwards(out[told:], out[told].first())
		return out
	}
	switch beginning(out) {
	case 1:
		forwards(out, 0)
	case 2:
		forwards(out, 12*60)
	}
	return out
}

// first returns the span's first time.
func (s Span) first() int {
	if s.From == "" {
		return s.To.Minutes()
	}
	return s.From.Minutes()
}

// forwards settles each span as the next such time at or after from.
func forwards(spans []Span, from int) {
	for i := range spans {
		s := &spans[i]
		if s.Half {
			for _, c := range [...]*content.Clock{&s.From, &s.Begins, &s.To} {
				if *c != "" {
					*c = halfDay(next(c.Minutes(), from))
					from = max(from, c.Minutes())
				}
			}
			s.Half = false
			continue
		}
		from = s.first()
		if s.To > s.From {
			from = s.To.Minutes()
		}
	}
}

// backwards settles each span as the last such time at or before to.
func backwards(spans []Span, to int) {
	for i := len(spans) - 1; i >= 0; i-- {
		s := &spans[i]
		if s.Half {
			for _, c := range [...]*content.Clock{&s.To, &s.Begins, &s.From} {
				if *c != "" {
					*c = halfDay(last(c.Minutes(), to))
					to = min(to, c.Minutes())
				}
			}
			s.Half = false
			continue
		}
		to = s.first()
	}
}

const halfDayLength = 12 * 60

// next returns the half-day time t as the first at or after from; past
// midnight it is the one of the small hours.
func next(t, from int) int {
	t %= halfDayLength
	switch {
	case t >= from:
		return t
	case t+halfDayLength >= from:
		return t + halfDayLength
	case from-t-halfDayLength <= 6*60: // not in order: the same half of the day
		return t + halfDayLength
	}
	return t
}

// last returns the half-day time t as the last at or before to.
func last(t, to int) int {
	t %= halfDayLength
	if t+halfDayLength <= to {
		return t + halfDayLength
	}
	if t > to && t+halfDayLength-to <= 6*60 {
		return t + halfDayLength
	}
	return t
}

func halfDay(minutes int) content.Clock {
	c, err := content.NewClock(minutes/60%24, minutes%60)
	if err != nil {
		return ""
	}
	return c
}

// beginning tells from the first time and the length of a programme that never
// says am or pm whether it begins before noon (1) or after (2); 0: it cannot
// be told.
func beginning(spans []Span) int {
	var first, total, at int
	at = -1
	late := false
	for _, s := range spans {
		late = late || s.Open
		for _, c := range [...]content.Clock{s.From, s.To} {
			if c == "" {
				continue
			}
			t := c.Minutes() % halfDayLength
			if at < 0 {
				first, at = t, t
			}
			if step := (t - at + halfDayLength) % halfDayLength; step <= 6*60 { // else out of order
				total += step
				at = t
			}
		}
	}
	hour := first / 60
	end := first + total // unrolled, from the first half of the day
	switch {
	case hour < 6: // 12, and 1 to 5
		return 2
	case hour < 9 && end > 13*60 && total >= 5*60:
		return 1
	case hour < 9:
		return 2
	case late && total < 3*60:
		return 2
	case hour >= 10, end > 12*60:
		return 1
	}
	return 0
}
