package parse

import (
	"path"
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// A pathDay is a day, several possible ones, or a month that a path spells.
type pathDay struct {
	way  string // "file name", or how its figures are read where they can be read in several ways
	day  content.Date
	open []content.Date // the readings of a slip: 2017114
	text string         // the part of the path
}

// The ways in which figures of a path are read. Where two are possible each is
// a place of its own, and the documents teach which holds the day.
const (
	wayPath       = "file name"
	wayYearFirst  = "file name, year first"
	wayDayFirst   = "file name, day first"
	wayMonthFirst = "file name, month first"
)

var (
	fileDay   = pattern.New(`(?:^|[^\d])((?:19|20)\d\d)([-_./]?)(\d{1,2})([-_./]?)(\d{1,2})(?:[^\d]|$)`)
	fileDay2  = pattern.New(`(?:^|[^\d])(\d{1,2})[-_.](\d{1,2})[-_.]((?:19|20)\d\d)(?:[^\d]|$)`)
	fileDay8  = pattern.New(`(?:^|[^\d])(\d\d)(\d\d)((?:19|20)\d\d)(?:[^\d]|$)`)
	fileDay6  = pattern.New(`(?:^|[^\d])(\d\d)(\d\d)(\d\d)(?:[^\d]|$)`)
	fileMonth = pattern.New(`(?:^|[^\d])((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?:[^\d]|$)`)
	fileYYMM  = pattern.New(`^(\d\d)(0[1-9]|1[0-2])(?:[^\d]|$)`)
	pathYear  = pattern.New(`(?:^|/)((?:19|20)\d\d)(?:/|$|[^\d/])`)
)

// daysInPath reads the days that a path spells: those of its file name, else
// those of its folders.
func daysInPath(p string) []pathDay {
	if !digits(p) {
		return nil
	}
	base := path.Base(p)
	for _, part := range []string{base, path.Base(path.Dir(p)), p} { // 2014/2014-08-18/readme.md
		if found := spelledDays(part); len(found) > 0 {
			return found
		}
	}
	// 26-september-2017.md
	low := strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))
	if !strings.ContainsFunc(low, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return nil
	}
	spaced := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' {
			return ' '
		}
		return r
	}, low)
	for _, m := range when.Dates(spaced) {
		if m.Year > 0 && m.Month > 0 && m.Day > 0 {
			if r := m.Resolve(when.Reference{}); r.Date.IsDay() {
				return []pathDay{{way: wayPath, day: r.Date, text: base}}
			}
		}
	}
	return nil
}

func spelledDays(part string) []pathDay {
	if m := fileDay.FindStringSubmatch(part); m != nil {
		if d := yearMonthDay(m[1], m[3], m[5]); d != "" && (m[2] != "" || len(m[3]) == 2 && len(m[5]) == 2) {
			return []pathDay{{way: wayPath, day: d, text: part}}
		}
		if m[2] == "" && m[4] == "" && len(m[3])+len(m[5]) == 3 { // 2017114
			figures := m[3] + m[5]
			var open []content.Date
			for _, d := range []content.Date{yearMonthDay(m[1], figures[:1], figures[1:]), yearMonthDay(m[1], figures[:2], figures[2:])} {
				if d != "" {
					open = append(open, d)
				}
			}
			return []pathDay{{way: wayPath, open: open, text: part}}
		}
	}
	m := fileDay2.FindStringSubmatch(part)
	if m == nil {
		m = fileDay8.FindStringSubmatch(part)
	}
	if m != nil {
		return eitherWay(part, yearMonthDay(m[3], m[2], m[1]), wayDayFirst, yearMonthDay(m[3], m[1], m[2]), wayMonthFirst)
	}
	if m := fileDay6.FindStringSubmatch(part); m != nil && !strings.Contains(part, "/") {
		return eitherWay(part, yearMonthDay("20"+m[1], m[2], m[3]), wayYearFirst, yearMonthDay("20"+m[3], m[2], m[1]), wayDayFirst)
	}
	return nil
}

// eitherWay returns the readings that are possible.
func eitherWay(part string, a content.Date, wayA string, b content.Date, wayB string) []pathDay {
	var out []pathDay
	switch {
	case a == b && a != "":
		return []pathDay{{way: wayPath, day: a, text: part}}
	case a != "":
		out = append(out, pathDay{way: wayA, day: a, text: part})
	}
	if b != "" {
		out = append(out, pathDay{way: wayB, day: b, text: part})
	}
	return out
}

func yearMonthDay(year, month, day string) content.Date {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(day)
	d, err := content.NewDate(y, time.Month(m), n)
	if err != nil {
		return ""
	}
	return d
}

// dayInPath returns the day that a path spells in the only way in which it can
// be read, and the part that spells it.
func dayInPath(p string) (content.Date, string) {
	for _, d := range daysInPath(p) {
		if d.way == wayPath && d.day != "" {
			return d.day, d.text
		}
	}
	return "", ""
}

// monthInPath returns the month that a path spells, or "". The day is another
// matter: a folder 2018-03 may hold what was written in it.
func monthInPath(p string) content.Date {
	if !digits(p) {
		return ""
	}
	if m := fileYYMM.FindStringSubmatch(path.Base(p)); m != nil && m[1] != "20" { // 2012-notes.md is of that year
		if d, err := content.ParseDate("20" + m[1] + "-" + m[2]); err == nil {
			return d
		}
	}
	if m := fileMonth.FindStringSubmatch(p); m != nil {
		if d, err := content.ParseDate(m[1] + "-" + m[2]); err == nil {
			return d
		}
	}
	return ""
}

// yearInPath returns the year of which a path spells a folder, or 0.
func yearInPath(p string) int {
	if m := pathYear.FindStringSubmatch(p); m != nil {
		year, _ := strconv.Atoi(m[1])
		return year
	}
	return 0
}
