package parse

import (
	"fmt"
	"slices"
)

// readDay decides on the event's day from all places that state one.
func (d *draft) readDay() {
	for _, s := range d.unread {
		d.askFor(s)
	}
	d.choose(d.candidates())
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
	if best >= 0 && cands[best].title {
		best = d.settledByWeekday(cands, best)
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
			d.askReading(c)
			if best < 0 || !cands[best].day.IsDay() {
				return
			}
		}
	}
	if best < 0 && d.row && (d.asked() || len(d.uploaded) > 0) {
		return
	}
	if best < 0 {
		d.askPlace("")
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
		d.askPlace(b.day, b.said)
		return
	}
	cands[best] = b
	d.moved = b.moved
	d.firm = b.title || b.learned || b.weight >= labelWeight
	d.contradictions(cands, best)
}

// slipped is how many days a title's day is off at most that is a slip.
const slipped = 7

// settledByWeekday returns the day that the text names with its weekday where
// the title's has none and the text does not know it: "on 15 November" above
// "Thursday 16 November". Who writes a weekday looked it up.
func (d *draft) settledByWeekday(cands []candidate, best int) int {
	b := cands[best]
	if b.mention == nil || b.mention.HasWeekday || !b.day.IsDay() || b.until.IsDay() || b.problem != "" {
		return best
	}
	to := best
	for i, c := range cands {
		switch {
		case i == best || !c.day.IsDay():
		case c.day == b.day:
			return best
		case c.title || !c.prose || c.weak || c.problem != "" || c.mention == nil || !c.mention.HasWeekday || c.mention.Day == 0:
		case abs(c.day.Sub(b.day)) > slipped || to != best && cands[to].day != c.day:
			return best
		default:
			to = i
		}
	}
	return to
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
