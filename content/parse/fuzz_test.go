package parse_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/parse/parsetest"
)

// FuzzSource: whatever a document is, nothing panics, it spoils no other
// document, everything said of its events has its evidence, and it is read the
// same again, wherever it stands in its source.
func FuzzSource(f *testing.F) {
	for _, d := range parsetest.Documents(f, "testdata/*.txtar") {
		f.Add(d.Name, d.Data)
	}
	for _, s := range []string{"+++\n", "---\n", "{", ";;;\n{}\n;;;\n", "\xff\xfe", "a\x00", "---\na: [{b: {c: 1}}]\n---\n", "- 18:00", "| 18:00 |", "# 18:00 x\n# 19:00 y", "\"x\" - Ana Finch & ", "About  :"} {
		f.Add("2020-02-30-a.md", []byte(s))
	}
	other := parse.Document{Path: "2019-01-01-b.md", Data: []byte("---\ntitle: Meetup on Tuesday 1 January 2019\n---\nJoin us.")}
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		if len(data) > 64<<10 {
			return
		}
		hints := parse.Hints{Zone: "Europe/London"}
		doc := parse.Document{Path: path, Data: data}
		results := read([]parse.Document{doc, other}, hints)
		if len(results) != 2 || len(results[1].Events) != 1 {
			t.Fatalf("one document spoilt another: %+v", results)
		}
		r := results[0]
		if _, ok := r.Err.(*content.DocumentError); r.Err != nil && (!ok || len(r.Events) > 0) {
			t.Errorf("error %T with %d events", r.Err, len(r.Events))
		}
		if r.Err != nil && strings.Contains(r.Err.Error(), "the reader itself fails") {
			t.Fatal(r.Err)
		}
		line, err := r.JSON(path)
		if err != nil {
			t.Error(err)
		}
		again, err := read([]parse.Document{other, doc}, hints)[1].JSON(path)
		if err != nil || !bytes.Equal(line, again) {
			t.Errorf("behind another document it is read as\n%s\nand not as\n%s (%v)", again, line, err)
		}
		lines := 1 + bytes.Count(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n")) + bytes.Count(data, []byte("\r"))
		for _, e := range r.Events {
			checkEvent(t, e, lines)
		}
	})
}

// checkEvent fails unless all that an event says is well formed, evident and,
// where it is in doubt, can be answered.
func checkEvent(t *testing.T, e content.Event, lines int) {
	t.Helper()
	days, clocks := []content.Date{e.Date, e.EndDate}, []content.Clock{e.Start, e.End}
	for _, k := range e.Talks {
		days, clocks = append(days, k.Date), append(clocks, k.Start, k.End)
		if strings.TrimSpace(k.Title) == "" {
			t.Error("a talk without a title")
		}
	}
	for _, s := range e.Speakers {
		if strings.TrimSpace(s.Name) == "" {
			t.Error("a speaker without a name")
		}
	}
	for _, d := range days {
		if _, err := content.ParseDate(string(d)); d != "" && err != nil {
			t.Error(err)
		}
	}
	for _, c := range clocks {
		if _, err := content.ParseClock(string(c)); c != "" && err != nil {
			t.Error(err)
		}
	}
	if e.EndDate != "" && e.EndDate <= e.Date {
		t.Errorf("it ends on %s and begins on %s", e.EndDate, e.Date)
	}
	for field, value := range map[string]string{"date": string(e.Date), "end_date": string(e.EndDate), "start": string(e.Start), "end": string(e.End), "zone": e.Zone} {
		if value != "" && !slices.ContainsFunc(e.Evidence, func(ev content.Evidence) bool { return ev.Field == field && ev.Value == value }) {
			t.Errorf("%s %s has no evidence: %v", field, value, e.Evidence)
		}
	}
	for _, ev := range e.Evidence {
		if ev.Line < 0 || ev.Line > lines || ev.Rule == "" {
			t.Errorf("evidence %+v, in a document of %d lines", ev, lines)
		}
	}
	if _, held := e.Held(); !held && (!e.Date.IsDay() || e.Zone == "") {
		t.Errorf("day %q, zone %q, and nobody is asked", e.Date, e.Zone)
	}
	for _, d := range e.Doubts {
		if !strings.Contains(d.Question, "?") {
			t.Errorf("%q asks nothing", d.Question)
		}
		for _, ev := range d.Readings {
			if ev.Line < 0 || ev.Line > lines {
				t.Errorf("a reading on line %d of %d: %+v", ev.Line, lines, ev)
			}
			if _, holds := (&content.Event{Doubts: []content.Doubt{d}}).Held(); holds && d.Kind != "" && d.Field != "zone" && ev.Way == "" {
				t.Errorf("an answer to %q cannot serve others: it has no way: %+v", d.Question, ev)
			}
		}
	}
}
