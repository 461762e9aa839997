package when

import (
	"time"

	"github.com/agnivade/levenshtein"
)

// mendable are the month names that a misspelt word may be meant for. Short
// ones are not among them: too many words are one letter away from "march", and
// only two letters that changed places make it a misspelt one.
var mendable = [...]struct {
	folded, full string
	month        time.Month
}{
	{"january", "January", 1}, {"february", "February", 2}, {"april", "April", 4}, {"august", "August", 8},
	{"september", "September", 9}, {"october", "October", 10}, {"november", "November", 11}, {"december", "December", 12},
	{"januar", "Januar", 1}, {"februar", "Februar", 2}, {"oktober", "Oktober", 10}, {"dezember", "Dezember", 12},
	{"janvier", "janvier", 1}, {"fevrier", "février", 2}, {"juillet", "juillet", 7}, {"septembre", "septembre", 9},
	{"octobre", "octobre", 10}, {"novembre", "novembre", 11}, {"decembre", "décembre", 12},
	{"febrero", "febrero", 2}, {"agosto", "agosto", 8}, {"septiembre", "septiembre", 9}, {"octubre", "octubre", 10},
	{"noviembre", "noviembre", 11}, {"diciembre", "diciembre", 12},
	{"januari", "januari", 1}, {"februari", "februari", 2}, {"augustus", "augustus", 8},
	{"march", "March", 3}, {"marz", "März", 3}, {"maart", "maart", 3}, {"marzo", "marzo", 3}, {"enero", "enero", 1}, {"avril", "avril", 4}, {"abril", "abril", 4},
}

// swapped reports whether two neighbouring letters of one word changed places
// in the other.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// mend reads the word at i as a misspelt month: at most two letters wrong, one
// in short words, the first letter right.
func (r *reader) mend(i int) (month time.Month, full string) {
	t := r.at(i)
	if t.kind != letter || t.gap == 2 || t.end-t.start < 5 || t.end-t.start > 2*longestWord || t.w != (word{}) {
		return 0, ""
	}
	var key [longestWord]byte
	n := 0
	for _, c := range r.text[t.start:t.end] {
		if n == longestWord {
			return 0, ""
		}
		switch {
		case c >= 'a' && c <= 'z':
			key[n] = byte(c)
		case c >= 'A' && c <= 'Z':
			key[n] = byte(c) + 'a' - 'A'
		default:
			key[n] = withoutAccent(c)
			if key[n] == 0xff {
				return 0, ""
			}
		}
		n++
	}
	word := string(key[:n])
	best := 3
	for _, c := range mendable {
		if c.folded[0] != word[0] {
			continue
		}
		limit := 2
		switch {
		case len(c.folded) < 6 && c.folded != "april":
			limit = 0
		case len(c.folded) < 7:
			limit = 1
		}
		d := 1
		if !swapped(word, c.folded) {
			if d = levenshtein.ComputeDistance(word, c.folded); d > limit {
				continue
			}
		}
		if d < best {
			best, month, full = d, c.month, c.full
		}
	}
	return month, full
}

// misspelt reads a misspelt month in front of its day, where the day has its
// ending or a year: "Septemeber 16th".
func (r *reader) misspelt(i int, m *Mention) int {
	day, ordinal, next := r.day(i + 1)
	if day == 0 || !(ordinal && r.t[next-1].kind == letter) && !r.yearAt(next) {
		return 0
	}
	month, full := r.mend(i)
	if month == 0 {
		return 0
	}
	m.Day, m.Month, m.Typo = day, month, r.slice(i, i+1)+" read as "+full
	return r.year(next, m)
}
