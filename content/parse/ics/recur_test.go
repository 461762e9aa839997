package ics_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
)

// cases are recurrence rules with the dates that they stand for, beside a
// checkout that has them.
const cases = "../../../../shared/wire/ical/icalrecur_test.txt"

// refused says why a rule of the cases is not followed; "" for one that is.
func refused(rule string) string {
	for _, why := range []struct{ has, reason string }{
		{"FREQ=SECONDLY", "it takes place every hour, minute or second"},
		{"FREQ=MINUTELY", "it takes place every hour, minute or second"},
		{"FREQ=HOURLY", "it takes place every hour, minute or second"},
		{"BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", "it takes place more than 24 times a day"},
	} {
		if strings.Contains(rule, why.has) {
			return why.reason
		}
	}
	if strings.Contains(rule, "BYWEEKNO=") && strings.Contains(rule, "INTERVAL=") {
		return "it counts the weeks of a year, and not of every year"
	}
	return ""
}

// TestRecurrenceCases follows each rule of the published cases from today on,
// for many a today, since a series is read within a window.
func TestRecurrenceCases(t *testing.T) {
	data, err := os.ReadFile(cases)
	if err != nil {
		t.Skip("no recurrence cases beside this checkout: ", err)
	}
	var rule, start string
	followed, unstated := 0, 0
	reasons := map[string]int{}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\n"), ":")
		switch key {
		case "RRULE":
			rule = value
		case "DTSTART":
			start = value
		case "INSTANCES":
			if strings.Contains(value, "UNIMPLEMENTED") {
				unstated++ // the cases do not say what it stands for
				continue
			}
			if why := refused(rule); why != "" {
				reasons[why]++
				_, warnings := instances(t, rule, start, "")
				if !strings.Contains(strings.Join(warnings, "\n"), why) {
					t.Errorf("%s: warnings %q, want one that says %q", rule, warnings, why)
				}
				continue
			}
			followed++
			var want []string
			for at := range strings.SplitSeq(value, ",") {
				if m := minute(at); !slices.Contains(want, m) { // events know no seconds
					want = append(want, m)
				}
			}
			var got []string
			first, last := day(want[0]), day(want[len(want)-1])
			for today := day(minute(start)); ; today = today.AddDays(400) {
				part, warnings := instances(t, rule, start, today)
				if len(warnings) > 0 {
					t.Errorf("%s: warnings %q", rule, warnings)
				}
				for _, at := range part {
					// a calendar's DTSTART counts besides its rule's dates
					if !slices.Contains(got, at) && (at != minute(start) || at == want[0]) {
						got = append(got, at)
					}
				}
				if today > last && today > first {
					break
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s from %s (-want +got):\n%s", rule, start, diff)
			}
		}
	}
	t.Logf("%d rules followed; of %d the cases state no dates", followed, unstated)
	total := followed + unstated
	for why, n := range reasons {
		t.Logf("%d refused: %s", n, why)
		total += n
	}
	if total != 146 {
		t.Errorf("%d cases, want 146", total)
	}
}

// instances returns the dates of a series, and the warnings.
func instances(t *testing.T, rule, start string, today content.Date) ([]string, []string) {
	t.Helper()
	value := ":" + start
	if len(start) == 8 {
		value = ";VALUE=DATE:" + start
	}
	file := calendar("UID:1", "SUMMARY:Meetup", "DTSTART"+value, "RRULE:"+rule)
	entries, warnings, err := ics.Read("a.ics", []byte(file), ics.Options{Zone: "UTC", Today: today})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range entries {
		at := string(x.Event.Date)
		if x.Event.Start != "" {
			at += "T" + string(x.Event.Start)
		}
		out = append(out, at)
	}
	return out, warnings
}

// minute writes 19970902T090000Z as 1997-09-02T09:00.
func minute(s string) string {
	s = strings.TrimSuffix(s, "Z")
	for _, l := range []struct{ in, out string }{{"20060102T150405", "2006-01-02T15:04"}, {"20060102", "2006-01-02"}} {
		if at, err := time.Parse(l.in, s); err == nil {
			return at.Format(l.out)
		}
	}
	panic(fmt.Sprintf("%q is no time", s))
}

func day(s string) content.Date { return content.Date(s[:10]) }

// calendar wraps the lines of one event.
func calendar(lines ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\n" + event(lines...) + "END:VCALENDAR\n"
}

func event(lines ...string) string {
	return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n"
}
