package schedule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/schedule"
)

const conference = `{"schedule": {"conference": {"title": "Quarry Day", "days": [{"date": "2026-07-04", "rooms": {"Pit": [%s]}}]}}}`

func TestIs(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"frab", "<?xml version='1.0'?>\n<schedule><day date='2026-01-01'/></schedule>", true},
		{"a broken one", "<schedule><day date='2026-01-01'>", true},
		{"another schedule", "<schedule><train to='Rivertown'/></schedule>", false},
		{"a feed", "<rss><channel><title>The schedule of the day</title></channel></rss>", false},
		{"a page", "<!doctype html><p>schedule", false},
		{"JSON", fmt.Sprintf(conference, ""), true},
		{"JSON behind a comment", "/* saved */\n" + fmt.Sprintf(conference, ""), true},
		{"broken JSON", fmt.Sprintf(conference, "{"), true},
		{"a schema of it", `{"properties": {"schedule": {"$ref": "#/definitions/Schedule"}}, "definitions": {"Schedule": {"properties": {"conference": {}}}}}`, false},
		{"Sessionize", `[{"groupName": "All", "sessions": [{"id": "1", "isServiceSession": false}]}]`, true},
		{"somebody's sessions", `{"sessions": [{"title": "x"}], "speakers": []}`, false},
		{"somebody's list", `[1, "isServiceSession"]`, false},
		{"somebody's conference", `{"schedule": [], "conference": {"title": "x"}}`, false},
		{"somebody's talk", `{"talk": {"submission_type": "x"}, "speakers": []}`, false},
		{"a submission", `{"title": "x", "speakers": [], "submission_type": "talk"}`, true},
		{"a number", "7", false},
		{"a comment", "// nothing", false},
		{"nothing", "", false},
	} {
		got := schedule.Is([]byte(tt.text))
		if out, err := schedule.Read([]byte(tt.text), schedule.In{}); got && err == nil {
			got = out.Kind != "" // Read looks closer
		}
		if got != tt.want {
			t.Errorf("%s: it is a schedule: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Of a schedule that is broken, cut off or a bomb nothing is used, and the
// error says where it broke.
func TestBroken(t *testing.T) {
	session := `{"title": "Stone", "date": "2026-07-04T10:00:00", "persons": [{"public_name": "Gus Ward"}]},`
	for _, tt := range []struct{ name, text, want string }{
		{"cut off JSON", strings.TrimSuffix(fmt.Sprintf(conference, "\n"+strings.TrimSuffix(session, ",")), "]}}]}}}"), "s:2: the schedule cannot be read: the JSON ends in the middle; export it again"},
		{"cut off XML", "<schedule>\n<day date='2026-07-04'><room>\n<event>", "s:3: the schedule cannot be read: the XML ends in the middle; export it again"},
		{"XML wrongly nested", "<schedule>\n<day date='2026-07-04'></room>", "s:2: the schedule cannot be read: element <day> closed by </room>; export it again"},
		{"an entity bomb", "<!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n<schedule>\n<day date='2026-07-04'/>&b;</schedule>", "s:3: the schedule cannot be read: invalid character entity &b; (write & as &amp;); export it again"},
		{"XML too deep", "<schedule><day date='2026-07-04'/>" + strings.Repeat("<a>", 200_000), "s:1: the schedule cannot be read: it nests more than 100 deep; export it again"},
		{"JSON too deep", fmt.Sprintf(conference, "\n"+strings.Repeat(`{"a":[`, 100_000)), "s:2: the schedule cannot be read: it nests more than 100 deep; export it again"},
		{"a key twice", fmt.Sprintf(conference, "\n"+`{"title": "a", "title": "b"}`), "s:2: the schedule cannot be read: the key \"title\" stands twice; export it again"},
		{"thousands of sessions", fmt.Sprintf(conference, strings.Repeat("\n"+session, 3000)+"{}"), "s:2002: the schedule cannot be read: it lists more than 2000 sessions; export it again"},
		{"values by the hundred thousand", fmt.Sprintf(conference, strings.Repeat("0,", 400_000)+"0"), "s:1: the schedule cannot be read: it holds more than 100000 values; export it again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !schedule.Is([]byte(tt.text)) {
				t.Error("not taken for a schedule")
			}
			out, err := schedule.Read([]byte(tt.text), schedule.In{Path: "s", Zone: "Europe/London"})
			if err == nil || err.Error() != tt.want {
				t.Errorf("error = %v\nwant    %s", err, tt.want)
			}
			if _, ok := err.(*content.DocumentError); !ok || len(out.Events) > 0 || out.Kind != "" {
				t.Errorf("%T, and %+v of a broken schedule", err, out)
			}
		})
	}
}

// What a session says oddly is left out of it; the rest stays.
func TestOddSessions(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no title", `{"date": "2026-07-04T10:00:00", "persons": [{"public_name": "Gus Ward"}]}`, "2026-07-04 10:00 talks [] speakers [Gus Ward] agenda []"},
		{"no time", `{"title": "Stone", "persons": [{"public_name": "Gus Ward"}]}`, "2026-07-04  talks [Stone / Gus Ward] speakers [Gus Ward] agenda []"},
		{"no such time", `{"title": "Stone", "date": "2026-07-04T25:00:00", "start": "26:00", "persons": [{"public_name": "Gus Ward"}]}`, "2026-07-04  talks [Stone / Gus Ward] speakers [Gus Ward] agenda []"},
		{"no such length", `{"title": "Stone", "start": "10:00", "duration": "99:99:99:99", "type": "Talk"}`, "2026-07-04 10:00 talks [Stone / ] speakers [] agenda [10:00- Stone]"},
		{"a negative length", `{"title": "Stone", "start": "10:00", "duration": "-30", "type": "Talk"}`, "2026-07-04 10:00 talks [Stone / ] speakers [] agenda [10:00- Stone]"},
		{"a length in seconds", `{"title": "Stone", "start": "10:00", "duration": 2700, "type": "Talk"}`, "2026-07-04 10:00-10:45 talks [Stone / ] speakers [] agenda [10:00-10:45 Stone]"},
		{"twice the same person", `{"title": "Stone", "start": "10:00", "persons": [{"public_name": "Gus  Ward"}, {"public_name": "gus ward"}]}`, "2026-07-04 10:00 talks [Stone / Gus Ward] speakers [Gus Ward] agenda [10:00- Stone]"},
		{"a nameless person", `{"title": "Stone", "start": "10:00", "persons": [{"public_name": " ", "biography": "x"}, null, 7]}`, "2026-07-04 10:00 talks [] speakers [] agenda [10:00- Stone]"},
		{"texts that are none", `{"title": ["a"], "start": {"a": 1}, "persons": "x", "links": 7, "attachments": [[1]]}`, "2026-07-04  talks [] speakers [x] agenda []"},
		{"a speaker of a pause", `{"title": "Lunch", "type": "break", "start": "12:00", "persons": []}`, "2026-07-04 12:00 talks [] speakers [] agenda [12:00- Lunch]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := schedule.Read([]byte(fmt.Sprintf(conference, tt.text)), schedule.In{Path: "s", Zone: "Europe/London"})
			if err != nil || len(out.Events) != 1 {
				t.Fatalf("%d events, %v", len(out.Events), err)
			}
			e := &out.Events[0]
			var talks, speakers, agenda []string
			for _, k := range e.Talks {
				talks = append(talks, k.Title+" / "+strings.Join(k.Speakers, ", "))
			}
			for _, s := range e.Speakers {
				speakers = append(speakers, s.Name)
			}
			for _, a := range e.Agenda {
				agenda = append(agenda, fmt.Sprintf("%s-%s %s", a.Start, a.End, a.Text))
			}
			until := ""
			if e.End != "" {
				until = "-" + string(e.End)
			}
			if got := fmt.Sprintf("%s %s%s talks %v speakers %v agenda %v", e.Date, e.Start, until, talks, speakers, agenda); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	text := fmt.Sprintf(conference, `{"title": "Stone", "start": "10:00", "type": "Talk",
		"links": [{"url": "javascript:alert(1)", "title": "Slides"}, {"url": "/deck", "title": "Slides"}, {"url": "https://x.example/deck", "title": "Slides"}, {"url": "https://x.example/a", "title": "Video"}],
		"attachments": [{"url": "file:///etc/passwd", "title": "Video"}]}`)
	out, err := schedule.Read([]byte(text), schedule.In{Path: "s", Zone: "Europe/London"})
	if err != nil {
		t.Fatal(err)
	}
	if got := out.Events[0].Talks[0]; got.Slides != "https://x.example/deck" || got.Video != "https://x.example/a" {
		t.Errorf("slides %q, video %q", got.Slides, got.Video)
	}
}

func FuzzRead(f *testing.F) {
	for _, d := range parsetest.Documents(f, "../testdata/schedule-*.txtar") {
		f.Add(d.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !schedule.Is(data) {
			return
		}
		out, err := schedule.Read(data, schedule.In{Path: "s", Zone: "Europe/London"})
		if err != nil {
			if _, ok := err.(*content.DocumentError); !ok || len(out.Events) > 0 {
				t.Errorf("%T, %d events", err, len(out.Events))
			}
			return
		}
		for _, e := range out.Events {
			days := []content.Date{e.Date, e.EndDate}
			clocks := []content.Clock{e.Start, e.End}
			for _, k := range e.Talks {
				days, clocks = append(days, k.Date), append(clocks, k.Start, k.End)
				if strings.TrimSpace(k.Title) == "" {
					t.Error("a talk without a title")
				}
			}
			for _, a := range e.Agenda {
				days, clocks = append(days, a.Date), append(clocks, a.Start, a.End)
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
			if _, held := e.Held(); !held && (!e.Date.IsDay() || e.Zone == "") {
				t.Error("no day or no zone, and nobody is asked")
			}
			if e.EndDate != "" && e.EndDate <= e.Date {
				t.Errorf("from %s to %s", e.Date, e.EndDate)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"ccc-31c3/schedule.xml", "voc-schedule/pretalx-rc3.json"} {
		b.Run(filepath.Ext(name)[1:], func(b *testing.B) {
			data, err := os.ReadFile(filepath.Join(corpus, name))
			if err != nil {
				b.Skip("no corpus beside this checkout: ", err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if !schedule.Is(data) {
					b.Fatal("not recognised")
				}
				if _, err := schedule.Read(data, schedule.In{Path: "s", Zone: "Europe/Berlin"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
