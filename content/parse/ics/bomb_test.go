package ics_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
)

// TestBombs reads what is made to cost time or memory. How much it costs stands
// in BenchmarkBombs.
func TestBombs(t *testing.T) {
	for _, b := range bombs() {
		t.Run(b.name, func(t *testing.T) {
			entries, warnings, err := ics.Read("bomb.ics", []byte(b.file), ics.Options{Zone: "Europe/London", Today: "2026-03-01"})
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != b.events {
				t.Errorf("%d events, want %d", len(entries), b.events)
			}
			if got := strings.Join(warnings, "\n"); !strings.Contains(got, b.warning) || b.warning == "" && got != "" {
				t.Errorf("warnings %.2000q, want one that says %q", got, b.warning)
			}
			for _, x := range entries {
				if e := x.Event; e.Date > "2027-09-01" || e.Date.IsDay() && e.Start == "" {
					t.Errorf("an event on %s at %q", e.Date, e.Start)
				}
			}
		})
	}
}

type bomb struct {
	name    string
	file    string
	events  int
	warning string // a part of one; "": there are none
}

func bombs() []bomb {
	series := func(lines ...string) string {
		return calendar(append([]string{"UID:1", "SUMMARY:Meetup", "DTSTART;TZID=Europe/London:20260304T190000"}, lines...)...)
	}
	var list []bomb
	add := func(name, file string, events int, warning string) {
		list = append(list, bomb{name, file, events, warning})
	}
	add("every second", series("RRULE:FREQ=SECONDLY"), 1, "only the first date of this series is read: it takes place every hour, minute or second")
	add("every minute", series("RRULE:FREQ=MINUTELY;COUNT=1000000000"), 1, "every hour, minute or second")
	add("every hour", series("RRULE:FREQ=HOURLY"), 1, "every hour, minute or second")
	add("every second of some days", series("RRULE:FREQ=YEARLY;BYHOUR="+numbers(0, 23)+";BYMINUTE="+numbers(0, 59)+";BYSECOND="+numbers(0, 59)), 1, "more than 24 times a day")
	add("a thousand million times", series("RRULE:FREQ=DAILY;COUNT=1000000000"), 500, "more than 500 dates")
	add("as often as no number says", series("RRULE:FREQ=DAILY;COUNT=99999999999999999999"), 1, "COUNT")
	add("never", series("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"), 1, "")
	add("never, searched day by day", series("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), 1, "")
	add("never, searched with masks", series("RRULE:FREQ=MONTHLY;BYDAY=1MO,2TU,3WE,-1SU;BYMONTH=2;BYMONTHDAY=30"), 1, "")
	add("a sixth Monday", series("RRULE:FREQ=MONTHLY;BYDAY=-53MO"), 1, "no month has the weekday")
	add("an interval beyond all years", series("RRULE:FREQ=YEARLY;INTERVAL=9223372036854775807"), 1, "INTERVAL")
	add("days from Easter", series("RRULE:FREQ=YEARLY;BYEASTER=400"), 1, "BYEASTER")
	add("an exception for each date", series("RRULE:FREQ=DAILY;COUNT=400", "EXRULE:FREQ=DAILY;COUNT=400"), 0, "")
	var days []string
	for _, at := range dates("2026-03-04", 10_000) {
		days = append(days, "EXDATE;TZID=Europe/London:"+at+"T190000")
	}
	add("10,000 exceptions", series(append([]string{"RRULE:FREQ=DAILY"}, days...)...), 0, "")
	days = nil
	for _, at := range dates("2026-03-04", 540) {
		days = append(days, at+"T190000")
	}
	add("540 dates in a line", series("RDATE;TZID=Europe/London:"+strings.Join(days, ",")), 500, "more than 500 dates")
	for i := range days {
		days[i] = days[i][:8] + "T190001"
	}
	add("exceptions in a line of 160 KB", series("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:"+strings.Repeat("20260304T190000,", 10_000)), 0, "EXDATE is longer than 64 KiB")
	add("a line of 10 MB", series("DESCRIPTION:"+strings.Repeat("Long. ", 10<<20/6)), 1, "DESCRIPTION is longer than 64 KiB")
	add("a line of 10 MB in pieces", series("DESCRIPTION:"+strings.Repeat("Long.\n ", 10<<20/7)), 1, "DESCRIPTION is longer than 64 KiB")
	add("a name of 10 MB", series(strings.Repeat("X", 10<<20)+":1"), 1, "belongs to no property")
	add("parameters of 60 KB", series("LOCATION;X="+strings.Repeat("a,", 30_000)+":Crane House"), 1, "LOCATION cannot be read")
	add("depth", series(strings.Repeat("BEGIN:VALARM\n", 200_000)+strings.Repeat("END:VALARM\n", 200_000)), 1, "")
	add("calendars in calendars", strings.Repeat("BEGIN:VCALENDAR\n", 10_000)+series(), 1, "no END:VCALENDAR")
	rules := strings.Repeat("BEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n", 10_000)
	add("a zone of 10,000 rules", strings.Replace(series(), "BEGIN:VEVENT", "BEGIN:VTIMEZONE\nTZID:Europe/London\n"+rules+"END:VTIMEZONE\nBEGIN:VEVENT", 1), 1, "")
	var zones, never, daily, same strings.Builder
	for i := range 5_000 {
		zones.WriteString(event(fmt.Sprintf("UID:%d", i), "SUMMARY:Meetup", fmt.Sprintf("DTSTART;TZID=a/b/c/d/%d:20260304T190000", i)))
		never.WriteString(event(fmt.Sprintf("UID:%d", i), "SUMMARY:Meetup", "DTSTART;TZID=Europe/London:20260304T190000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
		daily.WriteString(event(fmt.Sprintf("UID:%d", i), "SUMMARY:Meetup", "DTSTART;TZID=Europe/London:20260304T190000", "RRULE:FREQ=DAILY"))
		same.WriteString(event("UID:1", "SUMMARY:Meetup", fmt.Sprintf("SEQUENCE:%d", i), "DTSTART;TZID=Europe/London:20260304T190000"))
	}
	wrap := func(events string) string { return "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n" }
	add("5,000 zones that nobody knows", wrap(zones.String()), 5_000, "")
	add("5,000 series that never are", wrap(never.String()), 5_000, "take too long to follow")
	add("5,000 series without end", wrap(daily.String()), 5_000, "more than 5000 events")
	add("5,000 versions of one event", wrap(same.String()), 1, "older version")
	return list
}

func numbers(from, to int) string {
	var b strings.Builder
	for i := from; i <= to; i++ {
		fmt.Fprintf(&b, "%d,", i)
	}
	return strings.TrimSuffix(b.String(), ",")
}

// dates lists so many days from one on, as calendars write them.
func dates(from content.Date, n int) []string {
	var out []string
	for i := range n {
		out = append(out, strings.ReplaceAll(string(from.AddDays(i)), "-", ""))
	}
	return out
}

func BenchmarkBombs(b *testing.B) {
	for _, x := range bombs() {
		b.Run(x.name, func(b *testing.B) {
			data := []byte(x.file)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if _, _, err := ics.Read("bomb.ics", data, ics.Options{Zone: "Europe/London", Today: "2026-03-01"}); err != nil {
					b.Fatal(err)
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/(1<<20), "MiB/op")
		})
	}
}
