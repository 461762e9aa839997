package when_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/when"
)

// TestGolden reads each line of a case and compares what is found with its
// want, which repeats the line.
func TestGolden(t *testing.T) {
	for file, read := range map[string]func(string) string{
		"dates.txtar":  datesOf,
		"times.txtar":  timesOf,
		"settle.txtar": settledOf,
	} {
		parsetest.Golden(t, "testdata/"+file, "*.want", func(t *testing.T, c parsetest.Case) string {
			var b strings.Builder
			for line := range strings.Lines(string(c.Docs[0].Data)) {
				fmt.Fprintf(&b, "%s%s", line, read(strings.TrimSuffix(line, "\n")))
			}
			return b.String()
		})
	}
}

func datesOf(line string) string {
	var b strings.Builder
	for _, m := range when.Dates(line) {
		fmt.Fprintf(&b, "\t%q %s\n", m.Text, describe(m))
	}
	return b.String()
}

// describe writes what a mention says, unsaid numbers as dashes.
func describe(m when.Mention) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if m.Month != 0 || m.Day != 0 {
		add("%s", ymd(m.Year, int(m.Month), m.Day))
	}
	if m.Until != (when.YMD{}) {
		add("until %s", ymd(m.Until.Year, int(m.Until.Month), m.Until.Day))
	}
	if m.HasWeekday {
		add("%s", m.Weekday)
	}
	if name := map[when.Unit]string{when.Days: "days", when.Months: "months", when.OnWeekday: "on", when.ThisWeekday: "this", when.WeekdayInWeek: "in week", when.ComingWeekday: "coming", when.NextWeekday: "next", when.LastWeekday: "last"}[m.Relative.Unit]; name != "" {
		add("%s%+d", name, m.Relative.Count)
	}
	if m.Relative.Weeks > 0 {
		add("weeks+%d", m.Relative.Weeks)
	}
	if m.Nth != 0 {
		add("nth %d", m.Nth)
	}
	if m.Relative.Loose {
		add("loose")
	}
	if m.EitherOrder {
		add("either order")
	}
	switch m.Order {
	case when.DayFirst:
		add("day first")
	case when.MonthFirst:
		add("month first")
	}
	if m.Typo != "" {
		add("(%s)", m.Typo)
	}
	if m.Problem != "" {
		add("PROBLEM %s", m.Problem)
	}
	return strings.Join(parts, " ")
}

func ymd(y, m, d int) string {
	two := func(n int) string {
		if n == 0 {
			return "--"
		}
		return fmt.Sprintf("%02d", n)
	}
	if y == 0 {
		return "????-" + two(m) + "-" + two(d)
	}
	return fmt.Sprintf("%04d-%s-%s", y, two(m), two(d))
}

func timesOf(line string) string { return spans(when.Times(line)) }

func settledOf(line string) string { return spans(when.Settle(when.Times(line))) }

func spans(all []when.Span) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "\t%q", s.Text)
		for _, p := range []struct {
			name string
			c    content.Clock
		}{{"from", s.From}, {"begins", s.Begins}, {"to", s.To}} {
			if p.c != "" {
				fmt.Fprintf(&b, " %s %s", p.name, p.c)
			}
		}
		for _, f := range []struct {
			name string
			on   bool
		}{{"half", s.Half}, {"open", s.Open}, {"about", s.About}} {
			if f.on {
				b.WriteString(" " + f.name)
			}
		}
		if s.Zone != "" {
			b.WriteString(" zone " + s.Zone)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
