package when

import (
	"strings"
	"time"
)

// The words behind the numbers of a day, in Chinese characters and in Korean.
func (r *reader) yearSign(i int) bool  { return r.han(i, '年') || r.han(i, '년') }
func (r *reader) monthSign(i int) bool { return r.han(i, '月') || r.han(i, '월') }
func (r *reader) daySign(i int) bool   { return r.han(i, '日') || r.han(i, '일') }

// japanese reads 2019年1月8日, 1月8日, 2019年1月, 1月, and 1月8日〜10日, and the same in
// Korean: 2019년 1월 8일.
func (r *reader) japanese(i int, m *Mention) int {
	j := i
	if y, ok := r.number(j, 4); ok && r.yearSign(j+1) {
		if y < firstYear {
			return 0
		}
		m.Year = y
		j += 2
	}
	month, ok := r.number(j, 2)
	if !ok || !r.monthSign(j+1) || month < 1 || month > 12 {
		return 0
	}
	m.Month = time.Month(month)
	j += 2
	day, ok := r.number(j, 2)
	if !ok || !r.daySign(j+1) {
		if next := r.hanNth(j, m); next > 0 {
			return next
		}
		return j
	}
	m.Day = day
	return r.throughHan(j+2, m)
}

// throughHan reads the rest of several days: 〜22日, 〜4月1日, and with a weekday
// in between, (土)〜31日(日), (土)・31日(日).
func (r *reader) throughHan(i int, m *Mention) int {
	weekday, j := r.hanWeekdayInBrackets(i)
	list := r.mark(j, '・') || r.mark(j, ',')
	if !list && !r.mark(j, '-') {
		return i
	}
	j++
	month := m.Month
	if n, ok := r.number(j, 2); ok && r.monthSign(j+1) && n >= 1 && n <= 12 {
		month = time.Month(n)
		j += 2
	}
	day, ok := r.number(j, 2)
	if !ok || !r.daySign(j+1) || list && day != m.Day+1 {
		return i
	}
	m.Until = YMD{m.Year, month, day}
	if month < m.Month {
		m.Until.Year = 0
	}
	if weekday > 0 {
		m.Weekday, m.HasWeekday = time.Weekday(weekday-1), true
		_, next := r.hanWeekdayInBrackets(j + 2)
		return next
	}
	return j + 2
}

// era reads 平成31年3月21日 and 令和元年5月1日.
func (r *reader) era(i int, m *Mention) int {
	first := 0
	switch {
	case r.han(i, '平') && r.han(i+1, '成'):
		first = 1989
	case r.han(i, '令') && r.han(i+1, '和'):
		first = 2019
	default:
		return 0
	}
	n, ok := r.number(i+2, 2)
	if r.han(i+2, '元') {
		n, ok = 1, true
	}
	if !ok || n == 0 || !r.han(i+3, '年') {
		return 0
	}
	next := r.japanese(i+4, m)
	if next == 0 {
		return 0
	}
	m.Year = first + n - 1
	m.Until = m.Until.in(m.Year)
	return r.trailingWeekday(next, m)
}

// hanWeekday reads 火, 火曜, 火曜日; 화, 화요일; 周二, 星期二.
func (r *reader) hanWeekday(i int) (day uint8, next int) {
	t := r.at(i)
	if t.kind != cjk {
		return 0, i
	}
	if at := strings.IndexRune("日月火水木金土일월화수목금토", t.n); at >= 0 {
		next = i + 1
		if r.han(next, '曜') || r.han(next, '요') {
			next++
			if r.daySign(next) {
				next++
			}
		}
		return uint8(at/len("日")%7 + 1), next
	}
	next = i
	switch {
	case r.han(i, '周') || r.han(i, '週'):
		next++
	case r.han(i, '星') && r.han(i+1, '期') || (r.han(i, '礼') || r.han(i, '禮')) && r.han(i+1, '拜'):
		next += 2
	default:
		return 0, i
	}
	if t = r.at(next); t.kind != cjk || !r.touches(next) {
		return 0, i
	}
	if t.n == '天' {
		return 1, next + 1
	}
	at := strings.IndexRune("日一二三四五六", t.n)
	if at < 0 {
		return 0, i
	}
	return uint8(at/len("日") + 1), next + 1
}

func (r *reader) hanWeekdayInBrackets(i int) (day uint8, next int) {
	if !r.mark(i, '(') {
		return 0, i
	}
	day, next = r.hanWeekday(i + 1)
	if day > 0 && r.mark(next, '・') && r.han(next+1, '祝') { // a holiday
		next += 2
	}
	if day == 0 || !r.mark(next, ')') {
		return 0, i
	}
	return day, next + 1
}

// hanRelative are the relative words of two Han characters.
var hanRelative = map[[2]rune]Relative{
	{'今', '日'}: {Unit: Days, Loose: true},
	{'本', '日'}: {Unit: Days},
	{'今', '夜'}: {Unit: Days},
	{'今', '晩'}: {Unit: Days},
	{'明', '日'}: {Unit: Days, Count: 1},
	{'昨', '日'}: {Unit: Days, Count: -1},
	{'昨', '夜'}: {Unit: Days, Count: -1},
	{'今', '月'}: {Unit: Months},
	{'来', '月'}: {Unit: Months, Count: 1},
	{'先', '月'}: {Unit: Months, Count: -1},
}

func (r *reader) relativeHan(i int, m *Mention) int {
	if r.at(i+1).kind != cjk || !r.touches(i+1) {
		return 0
	}
	if next := r.hanWeek(i, m); next > 0 {
		return next
	}
	rel, ok := hanRelative[[2]rune{r.t[i].n, r.t[i+1].n}]
	if !ok {
		return 0
	}
	m.Relative = rel
	return i + 2
}
