package parse

import (
	"fmt"
	"time"

	"meetupbot/content"
)

// A regularity is what the days of one place have in common: a group that
// meets on every third Thursday at seven shows it, and few people publish so.
type regularity struct {
	days   int
	nth    [7][6]int // by weekday and its number in the month, from 1; 0 is the last
	clocks map[content.Clock]int
	other  int // titles that name another month
}

// How many days show a rule, and of how many in a hundred it has to be true.
const (
	leastRegular = 4
	regularShare = 80
)

func (r *regularity) add(p place, titled time.Month) {
	_, month, day := p.day.YMD()
	if day == 0 {
		return
	}
	r.days++
	at := &r.nth[p.day.Weekday()]
	at[(day-1)/7+1]++
	if p.day.AddDays(7).Month() != p.day.Month() {
		at[0]++
	}
	if p.clock != "" {
		if r.clocks == nil {
			r.clocks = map[content.Clock]int{}
		}
		r.clocks[p.clock]++
	}
	if titled != 0 && titled != month {
		r.other++
	}
}

func (r *regularity) most(n int) bool { return n*100 >= r.days*regularShare }

// rule returns the weekday and its number in the month that most days share;
// ok is false when there is none.
func (r *regularity) rule() (weekday time.Weekday, n int, ok bool) {
	for d := range r.nth {
		for n, count := range r.nth[d] {
			if r.most(count) {
				return time.Weekday(d), n, true
			}
		}
	}
	return 0, 0, false
}

// holds reports whether the days follow a rule.
func (r *regularity) holds() bool {
	_, _, ok := r.rule()
	return ok && r.days >= leastRegular && r.other == 0
}

// timed reports whether most of them have the same time of an evening.
func (r *regularity) timed() bool {
	for c, n := range r.clocks {
		if r.most(n) && c >= "17:00" && c <= "21:00" {
			return true
		}
	}
	return false
}

// says puts the rule into words.
func (r *regularity) says() string {
	weekday, n, _ := r.rule()
	return fmt.Sprintf("the %s %s of the month", [...]string{"last", "first", "second", "third", "fourth", "fifth"}[n], weekday)
}
