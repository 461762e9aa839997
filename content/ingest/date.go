package ingest

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"meetupbot/content"
)

// A date is a content.Date as numbers. The zero date is an unknown one.
type date struct {
	month int32 // in months since the year 0
	day   int32 // in days since the last one before 1900; 0: it is not known
}

const before1900 = content.Date("1899-12-31")

func dateOf(d content.Date) date {
	year, month, day := d.YMD()
	if year == 0 {
		return date{}
	}
	out := date{month: int32(year)*12 + int32(month) - 1}
	if day > 0 {
		out.day = int32(d.Sub(before1900))
	}
	return out
}

// full is the date as the rest of the program has it.
func (d date) full() content.Date {
	switch {
	case d.day != 0:
		return before1900.AddDays(int(d.day))
	case d.month != 0:
		return content.Date(fmt.Sprintf("%04d-%02d", d.month/12, d.month%12+1))
	}
	return ""
}

func (d date) isDay() bool { return d.day != 0 }

// from is how many days both dates, which name one, are apart.
func (d date) from(e date) int { return abs(int(d.day - e.day)) }

func (d date) compare(e date) int {
	return cmp.Or(cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// key is a key that no other date has.
func (d date) key() key { return key(uint32(d.month))<<32 | key(uint32(d.day)) }

// always is the end of what nobody knows the end of.
const always = math.MinInt64

// overAt is the second in which an event ends.
func overAt(e *content.Event) int64 {
	if _, end, ok := e.Span(); ok {
		return end.Unix()
	}
	return always
}

// dated reports whether it is known when it ends.
func (c *card) dated() bool { return c.over != always }

// isOver reports whether it has ended, or nobody knows when it does.
func (c *card) isOver(now time.Time) bool { return now.Unix() >= c.over }
