package when

import (
	"strings"
	"time"
)

// japanese reads 2019年1月8日, 1月8日, 2019年1月, 1月, and 1月8日〜10日.
func (r *reader) japanese(i int, m *Mention) int {
	j := i
	if y, ok := r.number(j, 4); ok && r.han(j+1, '年') {
		if y < firstYear {
			return 0
		}
		m.Year = y
		j += 2
	}
	month, ok := r.number(j, 2)
	if !ok || !r.han(j+1, '月') || month < 1 || month > 12 {
		return 0
	}
	m.Month = time.Month(month)
	j += 2
	day, ok := r.number(j, 2)
	if !ok || !r.han(j+1, '日') {
		return j
	}
	m.Day = day
	j += 2
	if r.mark(j, '-') {
		if day, ok := r.number(j+1, 2); ok && r.han(j+2, '日') {
			m.Until = YMD{m.Year, m.Month, day}
			j += 3
		}
	}
	return j
}

// hanWeekday reads 火, 火曜, 火曜日.
func (r *reader) hanWeekday(i int) (day uint8, next int) {
	t := r.at(i)
	if t.kind != cjk {
		return 0, i
	}
	at := strings.IndexRune("日月火水木金土", t.n)
	if at < 0 {
		return 0, i
	}
	next = i + 1
	if r.han(next, '曜') {
		next++
		if r.han(next, '日') {
			next++
		}
	}
	return uint8(at/len("日") + 1), next
}

func (r *reader) hanWeekdayInBrackets(i int) (day uint8, next int) {
	if !r.mark(i, '(') {
		return 0, i
	}
	day, next = r.hanWeekday(i + 1)
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
	rel, ok := hanRelative[[2]rune{r.t[i].n, r.t[i+1].n}]
	if !ok {
		return 0
	}
	m.Relative = rel
	return i + 2
}
