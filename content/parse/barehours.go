package parse

import (
	"strconv"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// bareHours are two hours without a mark, right behind a day: "this Friday from
// 4–6", "on Tuesday, 6 to 8".
var bareHours = pattern.New(`(?i)^\**,?\s+(?:from\s+|between\s+|at\s+)?(\d{1,2})\s?(?:-|–|—|to|and|until|till)\s?(\d{1,2})(?:[\s,.;*]|$)`)

// lastBare is the latest first hour that is one of the afternoon wherever no mark
// says so: nobody meets at four in the morning, some do at eight.
const lastBare = 6

// bareSpan reads the hours that stand bare behind the event's day, where it is
// said with its weekday.
func (d *draft) bareSpan() {
	for i := range d.days {
		s := &d.days[i]
		if s.unit < 0 || s.next || s.weak || !s.mention.HasWeekday || !s.reading.Date.IsDay() || s.reading.Date != d.event.Date || !d.keep(&d.units[s.unit]) {
			continue
		}
		t := d.units[s.unit].text
		if s.mention.End > len(t.Plain) {
			continue
		}
		m := bareHours.FindStringSubmatch(t.Plain[s.mention.End:])
		if m == nil {
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if from == 0 || from > lastBare || to <= from || to > 11 {
			continue
		}
		start, err := content.NewClock(from+12, 0)
		end, wrong := content.NewClock(to+12, 0)
		if err != nil || wrong != nil {
			continue
		}
		d.event.Start, d.event.End = start, end
		line := t.LineOf(s.mention.End)
		d.note("start", string(start), line, s.mention.Text+m[0], "hours behind the day and its weekday, in the afternoon")
		d.note("end", string(end), line, s.mention.Text+m[0], "hours behind the day and its weekday, in the afternoon")
		return
	}
}

// ofItsDay reports whether a stated day is the event's; where that is left open,
// whether it is the one that leaves it open: its time and place stand beside it
// all the same.
func (d *draft) ofItsDay(s *stated) bool {
	if d.event.Date != "" {
		return s.reading.Date == d.event.Date
	}
	return s.reading.Problem != "" && s.mention.Day > 0 && s.mention.Relative.Unit == when.Absolute && !s.weak && !s.next && s.weight >= leastWeight
}
