package when

import (
	"time"

	"meetupbot/content"
)

// A Mention is a day, several days or a month, as the words say it. It is not
// a date yet: Resolve makes it one. Numbers that the words do not say are 0:
// a day alone, "Tuesday the 24th", has no Month.
type Mention struct {
	Start, End int    // byte offsets into the text read
	Text       string // text[Start:End]

	Year       int
	Month      time.Month
	Day        int
	Weekday    time.Weekday // meaningful only with HasWeekday
	HasWeekday bool

	// Nth says which of the month's days with the Weekday it is: 1 to 5, -1 the
	// last; 0 where the words do not count.
	Nth int

	// Until is the last of several days: "20 - 23 May", "14 and 15 December".
	// Its zero value is one day, or a month.
	Until YMD

	// Relative is how the words count from the publishing date ("yesterday
	// evening", "next Tuesday", "last month"); its zero value is not relative.
	Relative Relative

	// EitherOrder says that Day and Month may also be the other way round, as
	// in 03/04/2017. Day and Month hold the day-first reading.
	EitherOrder bool
	// Order is the order that the numbers prove, as 26/09/2017 proves
	// DayFirst; it may settle the order of other mentions of its document.
	Order Order

	Typo    string // what was mended: "Septemeber read as September"; "" for nothing
	Problem string // why the words name no day: "there is no 31 April"; "" when they do
}

// YMD is a day of which the year, or the year and the month, may be unsaid (0).
type YMD struct {
	Year  int
	Month time.Month
	Day   int
}

// Relative says how a mention counts from the publishing date.
type Relative struct {
	Unit  Unit
	Count int  // of Days and Months: how many later; -1 day is yesterday
	Weeks int  // how many weeks later still: "a week on Tuesday"
	Loose bool // the word alone often means "nowadays": today, heute, aujourd'hui, hoy
}

// Unit is what a relative mention counts.
type Unit int

const (
	Absolute      Unit = iota // the mention is not relative
	Days                      // "tomorrow"
	Months                    // "next month"
	OnWeekday                 // "on Tuesday"
	ThisWeekday               // "this Tuesday"
	ComingWeekday             // "the coming Tuesday", "kommenden Dienstag", "mardi prochain"
	NextWeekday               // "next Tuesday", which may be the coming one or the one after
	LastWeekday               // "last Tuesday"
	WeekdayInWeek             // "Tuesday next week"; Count is how many weeks later
)

// Order is the order of day and month in numeric dates.
type Order int

const (
	AnyOrder   Order = iota // not known
	DayFirst                // 26/09/2017
	MonthFirst              // 09/26/2017
)

// Tense says where the words around a mention look.
type Tense int

const (
	AnyTense Tense = iota // not known
	Past                  // "joined us on", "took place"
	Future                // "will be on", "join us on"
)

// A Reference is what the surroundings of a mention know.
type Reference struct {
	Published time.Time      // when the document was published, in its own offset; zero: not known
	Days      []content.Date // full dates and months that the document states elsewhere: title, file name, own key
	Same      []content.Date // days that only settle the year of the same day
	Tense     Tense          // of the words around the mention
	Order     Order          // of numeric dates in this document or its source
	Changed   content.Date   // when the document was last changed, where nothing says when it was published
	Year      int            // of the pages around, a folder's or a heading's; 0: not known
}

// A Reading is a mention settled. Either Date is set, a day or a month, and
// Rule says in words how it was found; or Problem says why there is none.
type Reading struct {
	Date content.Date
	End  content.Date // the last day, only where there are several
	Rule string       // for evidence: "the year follows from the weekday: 8 January is a Tuesday in 2019"

	// Problem is why the date is not settled, one sentence; Candidates are the
	// dates between which it is open, in order, if there are any.
	Problem    string
	Candidates []content.Date
}

// published returns the day of publishing, or "" when it is not known or no
// year in which anything is published.
func (r Reference) published() content.Date {
	if y := r.Published.Year(); r.Published.IsZero() || y < firstYear || y > lastYear {
		return ""
	}
	return content.DateOf(r.Published)
}

// A year before firstYear or after lastYear is nobody's: it is a slip.
const firstYear, lastYear = 1900, 2099
