package when_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

func published(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	if len(s) == len(time.DateOnly) {
		s += "T12:00:00Z"
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func only(t testing.TB, text string) when.Mention {
	t.Helper()
	all := when.Dates(text)
	if len(all) != 1 {
		t.Fatalf("Dates(%q) = %v, want one mention", text, all)
	}
	return all[0]
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		text      string
		published string
		days      []content.Date
		tense     when.Tense
		order     when.Order
		want      content.Date
		end       content.Date
		rule      string // a part of it
	}{
		// what is full stands
		{text: "Tuesday 26th September 2017", want: "2017-09-26", rule: "its weekday agrees"},
		{text: "26th September 2017", published: "2020-01-01", want: "2017-09-26", rule: "full date"},
		{text: "December 2018", want: "2018-12", rule: "month and year"},
		{text: "16th Septemeber 2019", want: "2019-09-16", rule: "Septemeber read as September"},
		{text: "28 February - 2 March 2019", want: "2019-02-28", end: "2019-03-02"},
		{text: "30 December 2018 - 2 January", want: "2018-12-30", end: "2019-01-02"},

		// a day alone takes its month from what stands elsewhere, else the next such day
		{text: "Tuesday the 24th", published: "2019-09-02", want: "2019-09-24", rule: "the month follows from the publishing date"},
		{text: "Tuesday the 24th", published: "2019-09-25", days: []content.Date{"2019-09"}, want: "2019-09-24", rule: "stated elsewhere"},
		{text: "on the 24th", published: "2019-09-25", tense: when.Past, want: "2019-09-24"},
		{text: "martes 24 a las 19 h", published: "2019-09-02", want: "2019-09-24"},

		// the weekday finds the year
		{text: "Tuesday 8 January", published: "2018-12-13", want: "2019-01-08", rule: "8 January is a Tuesday in 2019"},
		{text: "Tuesday 8 January", published: "2018-12-13", tense: when.Future, want: "2019-01-08"},
		{text: "Tuesday 8 January", published: "2019-01-20", want: "2019-01-08"},
		{text: "Tuesday 8 January", days: []content.Date{"2018-12"}, want: "2019-01-08", rule: "near the neighbouring date 2018-12"},
		{text: "Tuesday 8 January", days: []content.Date{"2018-12-12", "2018-11"}, want: "2019-01-08"},
		{text: "Wednesday 12 December", days: []content.Date{"2018-12"}, want: "2018-12-12", rule: "2018-12, stated elsewhere, and the weekday agrees"},
		{text: "Tuesday 26th September", published: "2020-05-01", days: []content.Date{"2017-09-26"}, want: "2017-09-26", rule: "same day stated elsewhere"},

		// without weekday the tense and the distance do
		{text: "8 January", published: "2018-12-13", want: "2019-01-08", rule: "publishing date 2018-12-13"},
		{text: "8 January", published: "2018-12-13", tense: when.Future, want: "2019-01-08"},
		{text: "8 January", published: "2018-12-13", tense: when.Past, want: ""},
		{text: "8 April", published: "2018-12-13", tense: when.Past, want: "2018-04-08"},
		{text: "20 November", published: "2018-12-13", want: "2018-11-20"},
		{text: "20 November", published: "2018-12-13", tense: when.Future, want: ""},
		{text: "12 December", days: []content.Date{"2018-12"}, want: "2018-12-12"},
		{text: "30 December - 2 January", published: "2018-12-13", want: "2018-12-30", end: "2019-01-02"},
		{text: "29 February", published: "2019-12-20", want: "2020-02-29"},
		{text: "29 February", published: "2018-12-20", want: ""},

		// months
		{text: "In December", published: "2018-12-13", want: "2018-12"},
		{text: "In December", published: "2019-01-13", want: "2018-12"},
		{text: "In January", published: "2018-12-13", want: "2019-01"},
		{text: "In December", published: "2019-04-13", want: ""},
		{text: "In December", published: "2019-04-13", tense: when.Past, want: "2018-12"},
		{text: "In December", days: []content.Date{"2018-12-12"}, want: "2018-12"},
		{text: "In January", days: []content.Date{"2018-12-12"}, want: "2019-01"},

		// numbers
		{text: "26/09/2017", want: "2017-09-26"},
		{text: "Tuesday 03/04/2018", want: "2018-04-03", rule: "the weekday settles which number is the day"},
		{text: "Wednesday 03/04/2018", want: ""},
		{text: "Wednesday 04/03/2019", want: "2019-04-03"},
		{text: "03/04/2017", order: when.DayFirst, want: "2017-04-03", rule: "put the day first"},
		{text: "03/04/2017", order: when.MonthFirst, want: "2017-03-04", rule: "put the month first"},
		{text: "03/04/2017", days: []content.Date{"2017-03-04"}, want: "2017-03-04", rule: "same day stated elsewhere settles"},
		{text: "03/04/2017", want: ""},
		{text: "12/12(土)", published: "2015-11-20", want: "2015-12-12"},

		// what counts from the publishing date, in its own offset
		{text: "yesterday evening", published: "2016-05-12T16:00:00-08:00", want: "2016-05-11"},
		{text: "yesterday evening", published: "2016-05-12T23:30:00-08:00", want: "2016-05-11"},
		{text: "tomorrow", published: "2016-12-31", want: "2017-01-01"},
		{text: "next month", published: "2016-12-31", want: "2017-01"},
		{text: "last month", published: "2017-01-31", want: "2016-12"},
		{text: "next Tuesday", published: "2017-09-22", want: "2017-09-26"}, // a Friday
		{text: "next Tuesday", published: "2017-09-18", want: ""},           // a Monday: tomorrow or in a week
		{text: "next Tuesday", published: "2017-09-18", days: []content.Date{"2017-09-26"}, want: "2017-09-26"},
		{text: "next Tuesday", published: "2017-09-19", want: "2017-09-26"}, // a Tuesday
		{text: "the coming Tuesday", published: "2017-09-18", want: "2017-09-19"},
		{text: "last Tuesday", published: "2017-09-21", want: "2017-09-19"},
		{text: "last Tuesday", published: "2017-09-19", want: "2017-09-12"},
		{text: "on Tuesday", published: "2017-09-21", tense: when.Future, want: "2017-09-26"},
		{text: "on Tuesday", published: "2017-09-21", tense: when.Past, want: "2017-09-19"},
		{text: "on Tuesday", published: "2017-09-21", want: ""},
		{text: "on Tuesday", published: "2017-09-21", days: []content.Date{"2017-09-26"}, want: "2017-09-26"},
	} {
		ref := when.Reference{Published: published(t, c.published), Days: c.days, Tense: c.tense, Order: c.order}
		got := only(t, c.text).Resolve(ref)
		if got.Date != c.want || got.End != c.end {
			t.Errorf("Resolve(%q, published %q, days %v, tense %v) = %q to %q (%s%s), want %q to %q", c.text, c.published, c.days, c.tense, got.Date, got.End, got.Rule, got.Problem, c.want, c.end)
		}
		if (got.Date == "") != (got.Problem != "") || (got.Rule == "") != (got.Date == "") {
			t.Errorf("Resolve(%q) = %+v, want either a date with its rule or a problem", c.text, got)
		}
		if !strings.Contains(got.Rule, c.rule) {
			t.Errorf("Resolve(%q): rule %q, want %q in it", c.text, got.Rule, c.rule)
		}
	}
}

func TestResolveProblems(t *testing.T) {
	for _, c := range []struct {
		text      string
		published string
		days      []content.Date
		tense     when.Tense
		want      when.Reading
	}{
		{text: "Tuesday 26 September 2018", want: when.Reading{
			Problem:    "26 September 2018 is a Wednesday, not a Tuesday; in 2017 it is a Tuesday",
			Candidates: []content.Date{"2017-09-26", "2018-09-25", "2018-09-26"},
		}},
		{text: "on the 24th", published: "2019-09-02", want: when.Reading{
			Problem:    `"the 24th" does not say its month, and nothing around it settles which`,
			Candidates: []content.Date{"2019-07-24", "2019-08-24", "2019-09-24"},
		}},
		{text: "8th June 1027", want: when.Reading{Problem: "the year 1027 cannot be meant"}},
		{text: "8th June 1027", published: "2017-06-01", want: when.Reading{
			Problem:    "the year 1027 cannot be meant",
			Candidates: []content.Date{"2017-06-08"},
		}},
		{text: "8th June 1027", published: "2019-06-01", want: when.Reading{Problem: "the year 1027 cannot be meant"}},
		{text: "Friday 8th June 1027", published: "2017-06-01", want: when.Reading{Problem: "the year 1027 cannot be meant"}},
		{text: "31 April", published: "2017-01-01", want: when.Reading{Problem: "there is no 31 April"}},
		{text: "03/04/2017", want: when.Reading{
			Problem:    "03/04/2017 may be 3 April or 4 March",
			Candidates: []content.Date{"2017-03-04", "2017-04-03"},
		}},
		{text: "Tuesday 8 January", want: when.Reading{Problem: "Tuesday 8 January has no year, and nothing around it says which"}},
		{text: "Tuesday 26 September", published: "2018-09-01", want: when.Reading{
			Problem:    "26 September 2018 is a Wednesday, not a Tuesday; in 2017 it is a Tuesday; 2018 is the year nearest to the publishing date 2018-09-01",
			Candidates: []content.Date{"2017-09-26", "2018-09-25", "2018-09-26"},
		}},
		{text: "Wednesday 5th September", days: []content.Date{"2020-08"}, want: when.Reading{
			Problem:    "5 September 2020 is a Saturday, not a Wednesday; 2020 is the year nearest to the neighbouring date 2020-08",
			Candidates: []content.Date{"2020-09-02", "2020-09-05"},
		}},
		{text: "12 March", published: "2018-04-20", tense: when.Future, want: when.Reading{
			Problem:    "12 March has no year, and around the publishing date 2018-04-20 it is not clear which is meant",
			Candidates: []content.Date{"2018-03-12", "2019-03-12"},
		}},
		{text: "10 January", published: "2018-12-13", days: []content.Date{"2018-01"}, want: when.Reading{
			Problem:    "10 January is 2018-01-10 next to 2018-01 elsewhere in the document, but 2019-01-10 next to the publishing date 2018-12-13",
			Candidates: []content.Date{"2018-01-10", "2019-01-10"},
		}},
		{text: "yesterday", want: when.Reading{Problem: `"yesterday" counts from the publishing date, which is not known`}},
		{text: "next Tuesday", published: "2017-09-18", want: when.Reading{
			Problem:    `"next Tuesday" of the publishing date 2017-09-18 may be 2017-09-19 or 2017-09-26`,
			Candidates: []content.Date{"2017-09-19", "2017-09-26"},
		}},
		{text: "23.05.2018 - 20.05.2018", want: when.Reading{
			Problem:    "the last day, 2018-05-20, is before the first, 2018-05-23",
			Candidates: []content.Date{"2018-05-20", "2018-05-23"},
		}},
	} {
		got := only(t, c.text).Resolve(when.Reference{Published: published(t, c.published), Days: c.days, Tense: c.tense})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Resolve(%q): -want +got:\n%s", c.text, diff)
		}
	}
}

// TestWeekdayFindsYear writes every day of sixteen years with its weekday and
// without its year, as six languages write it, and reads it back from every
// publishing date up to 60 days before; and with a recap's up to 30 days
// after.
func TestWeekdayFindsYear(t *testing.T) {
	months := map[string][12]string{
		"%[1]s %[2]d %[3]s":     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		"%[1]s, %[2]d. %[3]s":   {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		"%[1]s %[2]d %[3]s ":    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		"%[1]s %[2]d de %[3]s":  {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		"%[1]s %[2]d %[3]s  ":   {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		"%[3]s%[2]d日(%[1]s)":    {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
		"%[1]s, %[3]s %[2]dth ": {"Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."},
	}
	weekdays := map[string][7]string{
		"%[1]s %[2]d %[3]s":     {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		"%[1]s, %[2]d. %[3]s":   {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		"%[1]s %[2]d %[3]s ":    {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		"%[1]s %[2]d de %[3]s":  {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
		"%[1]s %[2]d %[3]s  ":   {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		"%[3]s%[2]d日(%[1]s)":    {"日", "月", "火", "水", "木", "金", "土"},
		"%[1]s, %[3]s %[2]dth ": {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	}
	for form := range months {
		for day := content.Date("2015-01-01"); day <= "2030-12-31"; day = day.AddDays(1) {
			_, month, d := day.YMD()
			text := fmt.Sprintf(form, weekdays[form][day.Weekday()], d, months[form][month-1])
			m := only(t, text)
			step := 1
			if form != "%[1]s %[2]d %[3]s" {
				step = 17
			}
			for ahead := -30; ahead <= 60; ahead += step {
				got := m.Resolve(when.Reference{Published: published(t, string(day.AddDays(-ahead)))})
				if got.Date != day {
					t.Fatalf("Resolve(%q), published %d days before: %+v, want %s", text, ahead, got, day)
				}
			}
		}
	}
}

// TestEveryDayIsRead writes every day of a leap year and the year after in
// full.
func TestEveryDayIsRead(t *testing.T) {
	for _, layout := range []string{"2006-01-02", "2006/1/2", "2.1.2006", "2 January 2006", "January 2, 2006", "Monday 2 January 2006", "Mon, 2 Jan 2006", "2 Jan. 2006", "2-Jan-2006", "Jan 2 2006", "2006年1月2日"} {
		for day := content.Date("2016-01-01"); day <= "2017-12-31"; day = day.AddDays(1) {
			text := published(t, string(day)).Format(layout)
			if got := only(t, "on "+text+".").Resolve(when.Reference{}); got.Date != day {
				t.Errorf("%q reads as %+v, want %s", text, got, day)
			}
		}
	}
}
