package when_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/when"
)

// seed adds every line of the golden inputs.
func seed(f *testing.F, file string) {
	f.Helper()
	for _, in := range parsetest.Documents(f, "testdata/"+file) {
		f.Add(string(in.Data))
		for line := range strings.Lines(string(in.Data)) {
			f.Add(line)
		}
	}
}

// checkPlace fails unless the place lies in the text behind the last one, on
// rune boundaries.
func checkPlace(t *testing.T, text string, last, start, end int, got string) {
	t.Helper()
	if start < last || end <= start || end > len(text) || text[start:end] != got {
		t.Fatalf("%q: place %d to %d with text %q, behind %d", text, start, end, got, last)
	}
	for _, at := range []int{start, end} {
		if at < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[at]) {
			t.Fatalf("%q: place %d to %d is inside a character", text, start, end)
		}
	}
}

func FuzzDates(f *testing.F) {
	seed(f, "dates.txtar")
	f.Add("12 May\x00 2017 \xff 3\xcc\x81 4")
	refs := []when.Reference{
		{},
		{Published: published(f, "2018-12-13T23:00:00-08:00")},
		{Published: published(f, "2999-12-31")},
		{Published: published(f, "2016-02-29"), Tense: when.Past, Order: when.DayFirst},
		{Published: published(f, "2099-12-31"), Tense: when.Future, Order: when.MonthFirst},
		{Days: []content.Date{"2018-12", "2019-01-08", "1900-01-01", "2999-12"}},
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range when.Dates(text) {
			checkPlace(t, text, last, m.Start, m.End, m.Text)
			last = m.End
			for _, ref := range refs {
				r := m.Resolve(ref)
				if (r.Date == "") == (r.Problem == "") {
					t.Fatalf("%q: Resolve(%+v) = %+v, want a date or a problem", text, ref, r)
				}
				for _, d := range append([]content.Date{r.Date, r.End}, r.Candidates...) {
					if d == "" {
						continue
					}
					if _, err := content.ParseDate(string(d)); err != nil {
						t.Fatalf("%q: %v", text, err)
					}
				}
				if r.Date != "" && m.HasWeekday && m.Relative.Unit == when.Absolute && r.Date.Weekday() != m.Weekday {
					t.Fatalf("%q: %s is a %s, the text says %s", text, r.Date, r.Date.Weekday(), m.Weekday)
				}
				if r.End != "" && r.End <= r.Date {
					t.Fatalf("%q: from %s to %s", text, r.Date, r.End)
				}
			}
		}
	})
}

func FuzzTimes(f *testing.F) {
	seed(f, "times.txtar")
	seed(f, "settle.txtar")
	f.Add("7:\x0030 \xff:30 7pm\xcc\x81")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		spans := when.Times(text)
		for _, s := range spans {
			checkPlace(t, text, last, s.Start, s.End, s.Text)
			last = s.End
			checkClocks(t, text, s)
		}
		settled := when.Settle(spans)
		if len(settled) != len(spans) {
			t.Fatalf("%q: %d spans settle to %d", text, len(spans), len(settled))
		}
		for i, s := range settled {
			checkClocks(t, text, s)
			if !spans[i].Half && (s.From != spans[i].From || s.To != spans[i].To) {
				t.Fatalf("%q: %+v settles to %+v, but was not half", text, spans[i], s)
			}
		}
	})
}

func checkClocks(t *testing.T, text string, s when.Span) {
	t.Helper()
	if s.From == "" && s.To == "" {
		t.Fatalf("%q: %+v has no time", text, s)
	}
	for _, c := range []content.Clock{s.From, s.To, s.Begins} {
		if c == "" {
			continue
		}
		if _, err := content.ParseClock(string(c)); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	}
}
