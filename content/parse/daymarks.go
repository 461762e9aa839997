package parse

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// A dayMark is a heading or a line by which a programme goes on to a day:
// "Saturday 8 June", "Samstag", "Day 2".
type dayMark struct {
	unit    int
	day     content.Date // where it is written
	weekday time.Weekday // where only that is; -1
	number  int          // of the event's days, from 1; 0
}

// longestMark is how many bytes a line that marks a day has.
const longestMark = 60

// dayNumber is a day of an event by its number.
var dayNumber = pattern.New(`(?i)^(?:conference |konferenz)?(?:day|tag|jour|journée|d[ií]a|giorno|dag|den)\s*(?:n[º°.]\s*)?#?([1-9]|one|two|three|eins|zwei|drei|un|deux|trois|uno|dos|tres|due|tre|een|twee|drie)\b|^([1-9])(?:st|nd|rd|th|\.|er|re|e|ème|º|ª|°)? (?:day|tag|jour|journée|d[ií]a|giorno|dag|den)\b|^([1-9])日目`)

var dayWords = map[string]int{"one": 1, "two": 2, "three": 3, "eins": 1, "zwei": 2, "drei": 3, "un": 1, "deux": 2, "trois": 3, "uno": 1, "dos": 2, "tres": 3, "due": 2, "tre": 3, "een": 1, "twee": 2, "drie": 3}

// dayMarks finds where the text goes on to another day.
func (f *facts) dayMarks() []dayMark {
	var out []dayMark
	for i := range f.units {
		u := &f.units[i]
		s := strings.Trim(u.text.Plain, " *_:.|–-")
		if s == "" || len(s) > longestMark || u.block.Kind == outline.Item || u.block.Kind == outline.Row && len(s) != len(u.block.Cells[0].Plain) && strings.Contains(s, " | ") {
			continue
		}
		m := dayMark{unit: i, weekday: -1}
		for _, d := range f.daysOf(i, i+1) {
			if d.reading.Date.IsDay() && d.mention.Relative.Unit == when.Absolute && d.mention.Day > 0 && d.mention.Start <= 12 && 2*len(d.mention.Text) >= len(s) {
				m.day = d.reading.Date
			}
		}
		if x := dayNumber.FindStringSubmatch(s); x != nil {
			word := strings.ToLower(x[1] + x[2] + x[3])
			if m.number = dayWords[word]; m.number == 0 {
				m.number, _ = strconv.Atoi(word)
			}
		}
		if first, _, _ := strings.Cut(s, " "); m.day == "" && m.number == 0 && (len(first) == len(s) || u.block.Kind == outline.Heading && len(strings.Fields(s)) <= 3) {
			if day, ok := when.WeekdayNamed(strings.Trim(first, ",:")); ok {
				m.weekday = day
			}
		}
		if m.day != "" || m.number != 0 || m.weekday >= 0 {
			out = append(out, m)
		}
	}
	return out
}

// markAbove returns the index of the mark that a unit stands below; -1 for
// none.
func markAbove(marks []dayMark, unit int) int {
	at, _ := slices.BinarySearchFunc(marks, unit+1, func(m dayMark, unit int) int { return m.unit - unit })
	return at - 1
}

// dayOfMark returns the day of a mark within the event; "" where it is not in
// it.
func (d *draft) dayOfMark(m dayMark) content.Date {
	e := &d.event
	if !e.Date.IsDay() {
		return ""
	}
	last := e.Date
	if e.EndDate.IsDay() {
		last = e.EndDate
	}
	day := m.day
	switch {
	case day != "":
	case m.number > 0:
		day = e.Date.AddDays(m.number - 1)
	default:
		day = e.Date.AddDays((int(m.weekday) - int(e.Date.Weekday()) + 7) % 7)
	}
	if day < e.Date || day > last {
		return ""
	}
	return day
}
