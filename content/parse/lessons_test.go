package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/parse/parsetest"
)

// TestLessons reads each archive as one source and compares what it teaches,
// and the days and times that follow, with the archive's "want".
func TestLessons(t *testing.T) {
	parsetest.Golden(t, "testdata/lessons/*.txtar", "want", func(t *testing.T, c parsetest.Case) string {
		results, lessons := parse.Source(documents(c), hintsOf(c))
		return taughtText(lessons, results)
	})
}

// taughtText writes lessons and days, a line each.
func taughtText(lessons []content.Lesson, results []parse.Result) string {
	var b strings.Builder
	for _, l := range lessons {
		name := l.Place
		if l.Class != "" {
			name += " (" + l.Class + ")"
		}
		fmt.Fprintf(&b, "%s: %s\n  %s\n", name, orElse(string(l.Holds), "unsettled"), l.Why)
	}
	for _, r := range results {
		fmt.Fprintf(&b, "%s: %s\n", r.Path, r.Kind)
		for _, e := range r.Events {
			fmt.Fprintf(&b, "  %s %s-%s", orElse(string(e.Date), "?"), e.Start, e.End)
			if e.Status != content.Scheduled {
				fmt.Fprintf(&b, " %s", e.Status)
			}
			for _, ev := range e.Evidence {
				if ev.Field == "date" {
					fmt.Fprintf(&b, ", by the %s", ev.Way)
				}
			}
			b.WriteByte('\n')
			for _, q := range e.Doubts {
				fmt.Fprintf(&b, "  ? %s [%s]: %s\n", q.Field, q.Kind, q.Question)
				for _, reading := range q.Readings {
					fmt.Fprintf(&b, "    %s by %s\n", reading.Value, reading.Way)
				}
			}
		}
	}
	return b.String()
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// TestTaughtBefore reads the newest document of a source alone, under what its
// earlier ones taught.
func TestTaughtBefore(t *testing.T) {
	body := "\n\n## Talks\n\n* 19:00 Doors\n* 19:15 Hinges and how to hang them - Dervla Quain\n* 20:00 Break\n"
	var docs []parse.Document
	for i, s := range series {
		docs = append(docs, parse.Document{Path: fmt.Sprintf("posts/%d.md", i), Data: []byte(fmt.Sprintf("---\ntitle: Pocket Tools\ndate: %s\n---\n\nWe meet on %s.%s", s.event, s.words, body))})
	}
	hints := parse.Hints{Zone: "Europe/Dublin"}
	_, taught := parse.Source(docs, hints)
	newest := []parse.Document{{Path: "posts/new.md", Data: []byte("---\ntitle: Pocket Tools\ndate: 2021-07-14\n---\n" + body)}}

	date := func(taught []content.Lesson) (content.Date, []content.Lesson) {
		hints.Taught = taught
		results, lessons := parse.Source(newest, hints)
		if len(results[0].Events) != 1 {
			t.Fatalf("%d events", len(results[0].Events))
		}
		return results[0].Events[0].Date, lessons
	}
	if day, _ := date(nil); day != "" {
		t.Errorf("alone it is read as of %s, want no day: nothing says what the date is", day)
	}
	day, again := date(taught)
	if day != "2021-07-14" {
		t.Errorf("under what was taught before it is of %q, want 2021-07-14", day)
	}
	if len(again) != len(taught) || again[0].Holds != content.EventDay || !strings.Contains(again[0].Why, "earlier documents") {
		t.Errorf("the lessons did not outlast the reading: %+v", again)
	}
	// what the document itself says goes before
	newest[0].Data = []byte("---\ntitle: Pocket Tools\ndate: 2021-07-05\n---\n\nWe meet on Wednesday 14 July." + body)
	if day, _ := date(taught); day != "2021-07-05" && day != "2021-07-14" {
		t.Errorf("read as of %q", day)
	}
	results, _ := parse.Source(newest, hints)
	if _, held := results[0].Events[0].Held(); !held {
		t.Error("a text that contradicts what was taught is not held")
	}
	// lessons of a place that no document has just now are kept
	newest[0] = parse.Document{Path: "news.txt", Data: []byte("Nothing new.\n")}
	if _, kept := parse.Source(newest, hints); len(kept) != len(taught) {
		t.Errorf("%d lessons left of %d", len(kept), len(taught))
	}
}

// TestUpperBoundOfLessons sees that lessons stay small however many documents
// teach them.
func TestUpperBoundOfLessons(t *testing.T) {
	var docs []parse.Document
	day := content.Date("2001-01-10")
	for i := range 600 {
		docs = append(docs, parse.Document{Path: fmt.Sprintf("%d.md", i), Data: []byte(fmt.Sprintf("---\ndate: %s\n---\nWe meet on %s.\n", day, day))})
		day = day.AddDays(14)
	}
	_, lessons := parse.Source(docs, parse.Hints{})
	if len(lessons) != 1 || lessons[0].Agree != 600 || len(lessons[0].Witness) > 6 {
		t.Errorf("lessons are %+v, want one that 600 documents agree on, with a few of them", lessons)
	}
}
