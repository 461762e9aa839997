package parse_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/parse/parsetest"
)

// TestGolden reads the documents of each archive as one source and compares
// with the archive's want.json.
func TestGolden(t *testing.T) {
	parsetest.Golden(t, "testdata/*.txtar", "want.json", func(t *testing.T, c parsetest.Case) string {
		return golden(t, read(documents(c), hintsOf(c)))
	})
}

func documents(c parsetest.Case) (docs []parse.Document) {
	for _, f := range c.Docs {
		docs = append(docs, parse.Document{Path: f.Name, Data: f.Data})
	}
	return docs
}

func hintsOf(c parsetest.Case) parse.Hints {
	return parse.Hints{Zone: c.Option("zone"), Today: content.Date(c.Option("today"))}
}

// golden writes results for people: JSON by lines, with the evidence of days
// and times as one line each.
func golden(t *testing.T, results []parse.Result) string {
	var all []map[string]any
	for _, r := range results {
		line, err := r.JSON(r.Path)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		for i, e := range m["events"].([]any) {
			event := e.(map[string]any)
			var why []string
			for _, ev := range r.Events[i].Evidence {
				switch ev.Field {
				case "date", "end_date", "start", "end", "status", "venue":
					why = append(why, ev.Field+" "+ev.Value+": "+ev.String())
				}
			}
			event["evidence"] = why
			var doubts []string
			for _, d := range r.Events[i].Doubts {
				doubts = append(doubts, d.Field+": "+d.String())
			}
			event["doubts"] = doubts
		}
		all = append(all, m)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(all); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func one(t *testing.T, path, text string) parse.Result {
	t.Helper()
	results := read([]parse.Document{{Path: path, Data: []byte(text)}}, parse.Hints{Zone: "Europe/London"})
	if len(results) != 1 {
		t.Fatalf("Source gave %d results for one document", len(results))
	}
	return results[0]
}

func TestBrokenDocuments(t *testing.T) {
	long := strings.Repeat("- ", 2_500_000)
	for _, tt := range []struct {
		name, path, text, want string
	}{
		{"empty", "a.md", "", "a.md: the document is empty; write it, or remove the file"},
		{"only a byte order mark", "a.md", "\ufeff", "a.md: the document is empty; write it, or remove the file"},
		{"UTF-16", "a.md", "\xff\xfeh\x00", "a.md:1: the document is written in UTF-16; save it as UTF-8"},
		{"NUL", "a.md", "hello\nwor\x00ld", "a.md:2: the document holds a NUL byte: it is no text, or was cut off; save it again as UTF-8 text"},
		{"5 MB of nested lists", "a.md", long, "a.md: the document has 5000000 bytes, more than 1 MiB; split it, or leave it out of the source"},
		{"nested lists below the limit", "a.md", long[:500_000], "a.md:1: lists or quotations nest more than 100 deep; simplify it, or leave it out of the source"},
		{"TOML without end", "a.md", "+++\ntitle = 1\n", "a.md:1: the front matter that begins here never ends; close it with a line +++"},
		{"YAML without end", "a.md", "---\ntitle: x\n\nHello", "a.md:1: the front matter that begins here never ends; close it with a line ---"},
		{"JSON without end", "a.md", "{\n\"title\": \"x\"", "a.md:1: the front matter that begins here never ends; close it with a line }"},
		{"a colon in a value", "a.md", "---\nevent:\n  title: Go: the good\n    parts\n---\n", "a.md:3: the front matter cannot be read: mapping values are not allowed in this context; put the value in quotation marks"},
		{"a tab", "a.md", "---\na:\n\tb: c\n---\n", "a.md:3: the front matter cannot be read: found character that cannot start any token; use spaces, not tabs, and quote values that begin with a special character"},
		{"a key twice", "a.md", "---\na: 1\nb: 2\na: 3\n---\n", "a.md:4: the front matter cannot be read: the key \"a\" stands twice; keep one of the two"},
		{"a key twice in TOML", "a.md", "+++\na = 1\na = 2\n+++\n", "a.md:3: the front matter cannot be read: Key 'a' has already been defined.; keep one of the two"},
		{"an alias of itself", "a.md", "---\na: &x\n  b: *x\n---\n", "a.md:3: the front matter cannot be read: an alias stands inside of what it repeats; write the value out"},
		{"deep front matter", "a.md", "---\na: " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "\n---\n", "a.md:2: the front matter cannot be read: it nests more than 20 deep; make it flatter"},
		{"no fields", "a.md", "---\njust text\n---\n", "a.md:2: the front matter cannot be read: it holds no fields of the form key: value; correct this line"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := one(t, tt.path, tt.text)
			if r.Err == nil || r.Err.Error() != tt.want {
				t.Errorf("error = %v\nwant    %s", r.Err, tt.want)
			}
			if len(r.Events) > 0 {
				t.Errorf("half an event of a broken document: %+v", r.Events)
			}
			if _, ok := r.Err.(*content.DocumentError); r.Err != nil && !ok {
				t.Errorf("error is a %T", r.Err)
			}
		})
	}
}

func TestABrokenDocumentHarmsNoOther(t *testing.T) {
	results := read([]parse.Document{
		{Path: "a.md", Data: []byte("+++\n")},
		{Path: "b.md", Data: []byte("---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at 7pm for talks.")},
	}, parse.Hints{Zone: "Europe/London"})
	if results[0].Err == nil || results[1].Err != nil || len(results[1].Events) != 1 {
		t.Fatalf("results = %+v, want an error and an event", results)
	}
	if got := results[1].Events[0]; got.Date != "2018-06-05" || got.Start != "19:00" {
		t.Errorf("event on %s at %s, want 2018-06-05 at 19:00", got.Date, got.Start)
	}
}

func TestControlCharactersAreLeftOutWithAWarning(t *testing.T) {
	r := one(t, "a.md", "---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at the \x1b[31mCafe\u202e.")
	if r.Err != nil || len(r.Warnings) != 1 || !strings.HasPrefix(r.Warnings[0], "a.md:4: control characters") {
		t.Errorf("warnings %q, error %v", r.Warnings, r.Err)
	}
	if out, err := r.JSON("a.md"); err != nil || strings.Contains(string(out), "u001b") || strings.Contains(string(out), "\u202e") {
		t.Errorf("%s, %v", out, err)
	}
}

func TestInvalidUTF8IsReplacedWithAWarning(t *testing.T) {
	r := one(t, "a.md", "---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at the Café Caf\xe9.")
	if r.Err != nil || len(r.Warnings) != 1 || r.Warnings[0] != "a.md:4: bytes that are no UTF-8 were replaced" {
		t.Errorf("warnings %q, error %v", r.Warnings, r.Err)
	}
	if len(r.Events) != 1 {
		t.Errorf("%d events, want 1", len(r.Events))
	}
}

// Every date, time, zone, talk and speaker of an event carries evidence, on a
// line that holds the words.
func TestEverythingHasEvidence(t *testing.T) {
	for _, c := range parsetest.Cases(t, "testdata/*.txtar", "want.json") {
		docs := documents(c)
		for i, r := range read(docs, hintsOf(c)) {
			lines := strings.Split(string(docs[i].Data), "\n")
			for _, e := range r.Events {
				want := map[string]bool{}
				need := func(field, value string) {
					if value != "" {
						want[field+"="+value] = true
					}
				}
				need("date", string(e.Date))
				need("end_date", string(e.EndDate))
				need("start", string(e.Start))
				need("end", string(e.End))
				need("zone", e.Zone)
				for _, k := range e.Talks {
					need("talk", k.Title)
				}
				for _, s := range e.Speakers {
					need("speaker", s.Name)
				}
				for _, ev := range e.Evidence {
					delete(want, ev.Field+"="+ev.Value)
					if ev.Line < 0 || ev.Line > len(lines) {
						t.Errorf("%s: %s is on line %d of %d", c.Name, ev, ev.Line, len(lines))
					}
					if ev.Field == "date" && ev.Line > 0 && !strings.Contains(lines[ev.Line-1], ev.Text) {
						t.Errorf("%s: line %d is %q, without %q", c.Name, ev.Line, lines[ev.Line-1], ev.Text)
					}
				}
				for w := range want {
					t.Errorf("%s: %s has no evidence of %s", c.Name, r.Path, w)
				}
			}
		}
	}
}

// A day is either known, or there is a question about it.
func TestUnknownDaysAreAsked(t *testing.T) {
	for _, c := range parsetest.Cases(t, "testdata/*.txtar", "want.json") {
		for _, r := range read(documents(c), hintsOf(c)) {
			for _, e := range r.Events {
				if _, held := e.Held(); !e.Date.IsDay() && !held {
					t.Errorf("%s: %s: the day is %q and nobody is asked", c.Name, r.Path, e.Date)
				}
				for _, d := range e.Doubts {
					if q := d.Question; !strings.HasSuffix(strings.TrimSpace(q), "?") && !strings.Contains(q, "?") {
						t.Errorf("%s: the doubt %q asks nothing", c.Name, q)
					}
				}
			}
		}
	}
}

func TestJSONShape(t *testing.T) {
	line, err := one(t, "a.md", "---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at 7pm.").JSON("site/a.md")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(line, []byte("\n")) {
		t.Error("more than one line")
	}
	for _, want := range []string{`"source":"site/a.md"`, `"kind":"announcement"`, `"end":null`, `"talks":[]`, `"rsvp":[]`, `"venue":null`, `"timezone":"Europe/London"`} {
		if !bytes.Contains(line, []byte(want)) {
			t.Errorf("JSON lacks %s: %s", want, line)
		}
	}
}

func ExampleSource() {
	results := read([]parse.Document{{Path: "june.md", Data: []byte(`---
title: Owls at night
---
Join us on Tuesday 5 June 2018 at 7pm. Ada Finch from Nestbox gives a talk on "Feathers".`)}}, parse.Hints{Zone: "Europe/London"})
	e := results[0].Events[0]
	fmt.Println(e.Date, e.Start, e.Zone, e.Talks[0].Title, e.Speakers[0].Name)
	// Output: 2018-06-05 19:00 Europe/London Feathers Ada Finch
}

// What a site teaches holds for every document, however many there are.
func TestALargeSourceIsReadLikeASmallOne(t *testing.T) {
	var docs []parse.Document
	for i := range 400 {
		day := content.Date("2019-01-01").AddDays(i)
		title := "Meetup number " + fmt.Sprint(i)
		if i%2 == 0 {
			_, month, d := day.YMD()
			title += fmt.Sprintf(" on %d %s 2019", d, month)
			if i >= 365 {
				title = strings.Replace(title, "2019", "2020", 1)
			}
		}
		docs = append(docs, parse.Document{Path: string(day) + "-meetup.md", Data: []byte("---\ntitle: " + title + "\n---\nJoin us for talks. Our speaker is Ada Finch from Nestbox.\n")})
	}
	for i, r := range read(docs, parse.Hints{Zone: "Europe/London"}) {
		want := content.Date("2019-01-01").AddDays(i)
		if len(r.Events) != 1 || r.Events[0].Date != want {
			t.Fatalf("%s: kind %s, events %+v, want one on %s", r.Path, r.Kind, r.Events, want)
		}
	}
	// One document alone teaches nothing: its file name is a publishing date.
	alone := read(docs[1:2], parse.Hints{Zone: "Europe/London"})[0]
	for _, e := range alone.Events {
		if e.Date != "" {
			t.Errorf("alone it is on %s, want no day", e.Date)
		}
	}
}

func TestNumericDatesFollowTheSourcesOrder(t *testing.T) {
	doc := func(path, date string) parse.Document {
		return parse.Document{Path: path, Data: []byte("---\ntitle: Meetup " + date + "\n---\nJoin us at 7pm. Ada Finch from Nestbox gives a talk on \"Feathers\".")}
	}
	hints := parse.Hints{Zone: "Europe/London"}
	alone := read([]parse.Document{doc("a.md", "03/04/2019")}, hints)[0].Events[0]
	if _, held := alone.Held(); alone.Date != "" || !held {
		t.Errorf("alone: date %q, held %v; want no date and a question", alone.Date, held)
	}
	with := read([]parse.Document{doc("a.md", "03/04/2019"), doc("b.md", "26/09/2019")}, hints)[0].Events[0]
	if _, held := with.Held(); with.Date != "2019-04-03" || held {
		t.Errorf("beside 26/09/2019: date %q, held %v; want 2019-04-03 without a question", with.Date, held)
	}
	torn := read([]parse.Document{doc("a.md", "03/04/2019"), doc("b.md", "26/09/2019"), doc("c.md", "09/26/2019")}, hints)[0].Events[0]
	if torn.Date != "" {
		t.Errorf("in a source that writes both orders: date %q, want none", torn.Date)
	}
}

func TestOrigin(t *testing.T) {
	r := one(t, "posts/a.md", "---\ntitle: Meetup on Tuesday 5 June 2018\nuid: owl-7\n---\nJoin us at 7pm: [RSVP](https://www.meetup.com/owls/events/250000009/)\n")
	o := r.Events[0].Origin
	if o.Path != "posts/a.md" || o.UID != "owl-7" || o.URL != "https://www.meetup.com/owls/events/250000009/" || o.Place != "" {
		t.Errorf("origin = %+v", o)
	}
}

func TestImpossibleDaysAreAsked(t *testing.T) {
	r := one(t, "a.md", "---\ntitle: Spring meetup\nevent_date: 2019-04-31\n---\nJoin us at 7pm. Ada Finch from Nestbox gives a talk on \"Feathers\".\n")
	if len(r.Events) != 1 || len(r.Warnings) != 1 || r.Warnings[0] != `a.md:3: eventdate: "2019-04-31" names no day` {
		t.Fatalf("events %+v, warnings %q", r.Events, r.Warnings)
	}
	if d, held := r.Events[0].Held(); !held || r.Events[0].Date != "" || d.Question != `Which day is meant by "2019-04-31"? There is no such day.` {
		t.Errorf("date %q, doubt %q", r.Events[0].Date, d.Question)
	}
}

// read is parse.Source without what it taught.
func read(docs []parse.Document, h parse.Hints) []parse.Result {
	results, _ := parse.Source(docs, h)
	return results
}
