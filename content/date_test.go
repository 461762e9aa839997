package content_test

import (
	"testing"
	"time"

	"meetupbot/content"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2017-09-26", "2018-12", "2024-02-29", "1999-12-31"} {
		if d, err := content.ParseDate(s); err != nil || string(d) != s {
			t.Errorf("ParseDate(%q) = %q, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2017", "2017-9-26", "2017-02-29", "2026-04-31", "2026-13", "2026-00-10", "1027-06-08", "9999-01-01",
		"2026-06-00", "20a6-06-01", "2026/06/01", "2026-06-011", "2026-06-1", "-026-06-01"} {
		if d, err := content.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %q, want an error", s, d)
		}
	}
}

func TestAddDays(t *testing.T) {
	for _, c := range []struct {
		d    content.Date
		n    int
		want content.Date
	}{
		{"2026-03-29", -1, "2026-03-28"}, // a clock change lies between
		{"2026-01-31", 1, "2026-02-01"},
		{"2024-02-28", 1, "2024-02-29"},
		{"2023-02-28", 1, "2023-03-01"},
		{"2026-01-01", -1, "2025-12-31"},
		{"2018-12", 5, "2018-12"},
		{"", 5, ""},
	} {
		if got := c.d.AddDays(c.n); got != c.want {
			t.Errorf("%q.AddDays(%d) = %q, want %q", c.d, c.n, got, c.want)
		}
	}
}

// A day plus one is the next day, everywhere and always: no length of day, no
// month and no leap year gets in between.
func TestAddDaysWalksTheCalendar(t *testing.T) {
	d := content.Date("2019-12-31")
	weekday := d.Weekday()
	for i := range 17 * 366 {
		next := d.AddDays(1)
		weekday = (weekday + 1) % 7
		if _, err := content.ParseDate(string(next)); err != nil || next <= d || next.Sub(d) != 1 || next.AddDays(-1) != d || next.Weekday() != weekday {
			t.Fatalf("day %d: after %s comes %s (%s), %v", i, d, next, next.Weekday(), err)
		}
		d = next
	}
}

func TestYMD(t *testing.T) {
	y, m, d := content.Date("2018-12").YMD()
	if y != 2018 || m != time.December || d != 0 {
		t.Errorf("YMD of a month = %d %d %d", y, m, d)
	}
	if y, m, d := content.Date("").YMD(); y != 0 || m != 0 || d != 0 {
		t.Errorf("YMD of nothing = %d %d %d", y, m, d)
	}
	if got := content.Date("2018-12-05").Month(); got != "2018-12" {
		t.Errorf("Month() = %q", got)
	}
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]content.Clock{"18:45": "18:45", "9:00": "09:00", "00:00": "00:00", "24:00": "24:00"} {
		if c, err := content.ParseClock(s); err != nil || c != want {
			t.Errorf("ParseClock(%q) = %q, %v, want %q", s, c, err, want)
		}
	}
	for _, s := range []string{"", "18", "18:60", "24:01", "25:00", "1845", "18:4", "-1:30", "18:45:00", "a8:45"} {
		if c, err := content.ParseClock(s); err == nil {
			t.Errorf("ParseClock(%q) = %q, want an error", s, c)
		}
	}
	if got := content.Clock("18:45").Minutes(); got != 18*60+45 {
		t.Errorf("Minutes() = %d", got)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2017-09-26", "2018-12", "0000-00-00", "2024-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := content.ParseDate(s)
		if err == nil && d.IsDay() && d.AddDays(0) != d {
			t.Errorf("ParseDate(%q) = %q, which is no day of the calendar", s, d)
		}
	})
}
