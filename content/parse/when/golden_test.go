package when_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// TestGolden reads each line of a case's .in and compares what is found with
// its .out.
func TestGolden(t *testing.T) {
	for file, read := range map[string]func(string) string{
		"dates.txtar":  datesOf,
		"times.txtar":  timesOf,
		"settle.txtar": settledOf,
	} {
		path := filepath.Join("testdata", file)
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var rewritten []txtar.File
		for i := 0; i < len(archive.Files); i++ {
			in := archive.Files[i]
			name, ok := strings.CutSuffix(in.Name, ".in")
			if !ok {
				continue
			}
			var b strings.Builder
			for _, line := range strings.Split(strings.TrimSuffix(string(in.Data), "\n"), "\n") {
				fmt.Fprintf(&b, "%s\n%s", line, read(line))
			}
			rewritten = append(rewritten, in, txtar.File{Name: name + ".out", Data: []byte(b.String())})
			if *update {
				continue
			}
			t.Run(file+"/"+name, func(t *testing.T) {
				var want string
				if i+1 < len(archive.Files) {
					want = string(archive.Files[i+1].Data)
				}
				if diff := cmp.Diff(want, b.String()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
		if *update {
			archive.Files = rewritten
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
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
