package parse_test

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// A data file that only an attacker, or a slip, makes is an error with its
// line, and nothing of it is used.
func TestBrokenDataFiles(t *testing.T) {
	loop := "a: &a [x, x]\nevents:\n- &e {date: 2026-05-01, title: Bells, venue: *e}\n"
	deep := func(open, shut string) string { return strings.Repeat(open, 12) + strings.Repeat(shut, 12) }
	many := strings.Repeat("- {date: 2026-05-01, title: x, venue: y, time: 7pm}\n", 6000)
	for _, tt := range []struct{ name, path, text, want string }{
		{"alias of itself", "a.yml", loop, "a.yml:3: the data file cannot be read: an alias stands inside of what it repeats; write the value out"},
		{"key twice", "a.yaml", "- title: Bells\n  date: 2026-05-01\n  date: 2026-05-02\n", "a.yaml:3: the data file cannot be read: the key \"date\" stands twice; keep one of the two"},
		{"tab", "a.yml", "event:\n\tdate: 2026-05-01\n", "a.yml:2: the data file cannot be read: found character that cannot start any token; use spaces, not tabs, and quote values that begin with a special character"},
		{"binary", "a.yml", "title: !!binary aGVsbG8=\ndate: 2026-05-01\n", "a.yml:1: the data file cannot be read: it uses the tag !!binary; write the value as plain text"},
		{"several documents", "a.yml", "---\ndate: 2026-05-01\n---\ndate: 2026-06-01\n", "a.yml:4: the data file cannot be read: a second YAML document begins here; put it into a file of its own, or make them a list"},
		{"deep YAML", "a.yml", "date: 2026-05-01\nx: " + deep("[[", "]]"), "a.yml:2: the data file cannot be read: it nests more than 20 deep; make it flatter"},
		{"deep JSON", "a.json", deep(`{"a":[`, "]}"), "a.json:1: the data file cannot be read: it nests more than 20 deep; make it flatter"},
		{"JSON depth bomb", "a.json", strings.Repeat("[", 1<<20), "a.json:1: the data file cannot be read: it nests more than 100 deep; make it flatter"},
		{"TOML depth bomb", "a.toml", "a = " + strings.Repeat("{a=", 100_000), "a.toml:1: the data file cannot be read: it nests more than 100 deep; make it flatter"},
		{"deep EDN", "a.edn", strings.Repeat("[", 1<<19), "a.edn:1: the data file cannot be read: it nests more than 100 deep; make it flatter"},
		{"cut off JSON", "a.json", "{\"events\": [\n{\"date\": \"2026-05-01\", \"title\": \"Bells\"},\n{\"date\"", "a.json:3: the data file cannot be read: the JSON ends in the middle; close every bracket and quotation mark"},
		{"cut off EDN", "a.edn", "{:meetup/date \"2026-05-01\"\n :meetup/agenda [", "a.edn:2: the data file cannot be read: what begins here never ends; close the bracket"},
		{"broken TOML", "a.toml", "[[event]]\ndate = 2026-05-01\ntitle = Bells\n", "a.toml:3: the data file cannot be read: expected value but found \"Bells\" instead; correct this line"},
		{"too many events", "a.yml", many, "a.yml: the data file holds 6000 events, more than 5000; split it"},
		{"too long", "a.yml", "title: " + strings.Repeat("x", 1<<20), "a.yml: the document has 1048583 bytes, more than 1 MiB; split it, or leave it out of the source"},
		{"NUL", "a.json", "{\"title\":\n \"\x00\"}", "a.json:2: the document holds a NUL byte: it is no text, or was cut off; save it again as UTF-8 text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := one(t, tt.path, tt.text)
			if r.Err == nil || r.Err.Error() != tt.want {
				t.Errorf("error = %v\nwant    %s", r.Err, tt.want)
			}
			if _, ok := r.Err.(*content.DocumentError); r.Err != nil && !ok {
				t.Errorf("error is a %T", r.Err)
			}
			if len(r.Events) > 0 {
				t.Errorf("%d events of a broken file", len(r.Events))
			}
		})
	}
}

func TestOddValuesInDataFiles(t *testing.T) {
	r := one(t, "events.json", `{"events": [{"id": 1e400, "date": "2026-05-12", "time": -1e400, "title": "Bells \ud800", "venue": false, "talks": [1, null, {}, [], {"title": 7, "speaker": 8}], "speakers": {"a": {"b": []}}}]}`)
	if r.Err != nil || len(r.Events) != 1 {
		t.Fatalf("%d events, %v, want 1", len(r.Events), r.Err)
	}
	if e := r.Events[0]; e.Date != "2026-05-12" || e.Start != "" || e.Origin.Place != "1e400" || e.Venue.Name != "" {
		t.Errorf("event on %s at %q in %q, place %q", e.Date, e.Start, e.Venue.Name, e.Origin.Place)
	}
	r = one(t, "events.yml", "- {date: 2026-05-12, title: Caf\xe9, venue: Mill, time: \"22:22\"}\n- {date: 2026-06-09, title: no, venue: 0777, time: \"18:30\"}\n")
	if r.Err != nil || len(r.Events) != 2 || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "events.yml:1: the document is no UTF-8") {
		t.Fatalf("%d events, warnings %q, %v", len(r.Events), r.Warnings, r.Err)
	}
	if a, b := r.Events[0], r.Events[1]; a.Title != "Café" || a.Start != "22:22" || b.Title != "no" || b.Venue.Name != "0777" {
		t.Errorf("read %q at %s and %q in %q", a.Title, a.Start, b.Title, b.Venue.Name)
	}
}

// A data file may be as long as any document: the limit of a front matter is
// not its.
func TestLongDataFile(t *testing.T) {
	var b strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&b, "- id: m%d\n  date: 20%02d-%02d-12\n  title: Evening %d\n  venue: Kiln Works\n  description: |\n    %s\n  talks:\n  - {title: Bells %d, speaker: Ana Finch}\n", i, i%90, 1+i%12, i, strings.Repeat("We speak of bells. ", 20), i)
	}
	r := one(t, "events.yml", b.String())
	if r.Err != nil || len(r.Events) != 1500 || r.Kind != content.Listing {
		t.Fatalf("%d bytes: %d events of kind %s, %v, want 1500", b.Len(), len(r.Events), r.Kind, r.Err)
	}
}

// What names an event of a file stays when others come before it.
func TestPlacesInDataFiles(t *testing.T) {
	places := func(text string) []string {
		var out []string
		for _, e := range one(t, "events.yml", text).Events {
			out = append(out, e.Origin.Place)
		}
		return out
	}
	const (
		a = "- {id: spring, date: 2026-03-12, title: Bells, venue: Mill}\n"
		b = "- {date: 2026-04-09, title: Ropes, venue: Mill}\n"
		c = "- {date: 2026-04-09, title: Nets, venue: Kiln}\n"
	)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{a + b, []string{"spring", "2026-04-09"}},
		{b + a, []string{"2026-04-09", "spring"}},
		{a + b + c, []string{"spring", "2026-04-09", "2026-04-09 #2"}},
		{"{date: 2026-03-12, title: Bells, venue: Mill}", []string{""}},
		{"meetups:\n  first: {date: 2026-03-12, title: Bells, venue: Mill}\n  second: {date: 2026-04-09, title: Ropes, venue: Mill}\n", []string{"2026-03-12", "2026-04-09"}},
	} {
		if got := places(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("places %q, want %q of\n%s", got, tt.want, tt.text)
		}
	}
}

// A page or an id that several events of a file share is nobody's own, or they
// would be taken for one.
func TestSharedPagesInDataFiles(t *testing.T) {
	r := one(t, "events.yml", `
- {date: 2026-03-12, title: Bells, uid: a, url: "https://www.meetup.com/fen/events/1234567/"}
- {date: 2026-04-09, title: Ropes, uid: b, url: "https://www.meetup.com/fen/events/7654321/"}
- {date: 2026-05-14, title: Nets, uid: b, url: "https://www.meetup.com/fen/events/7654321/"}
`)
	var got []string
	for _, e := range r.Events {
		got = append(got, e.Origin.UID+" "+path.Base(strings.TrimSuffix(e.Origin.URL, "/")))
	}
	if want := []string{"a 1234567", " .", " ."}; !slices.Equal(got, want) {
		t.Errorf("own ids and pages %q, want %q", got, want)
	}
}

// What is left out of a file that lists more than an event has is said.
func TestTooManyTalksAndPeople(t *testing.T) {
	var talks, people strings.Builder
	for i := range 2100 {
		fmt.Fprintf(&talks, "\n- {title: Bells %d}", i)
	}
	for i := range 600 {
		fmt.Fprintf(&people, "Ana Finch%d, ", i)
	}
	r := one(t, "events.yml", "date: 2026-05-12\ntitle: Bells\nvenue: Mill\nspeakers: ["+people.String()+"]\ntalks:"+talks.String()+"\n")
	if len(r.Events) != 1 || len(r.Events[0].Talks) != 2000 || len(r.Events[0].Speakers) > 500 {
		t.Fatalf("%d events, %v", len(r.Events), r.Err)
	}
	want := []string{"events.yml:5: talks holds more than 2000 talks: the further ones were left out", "events.yml:4: more than 500 people are named here: the further ones were left out"}
	if !slices.Equal(r.Warnings, want) {
		t.Errorf("warnings %q, want %q", r.Warnings, want)
	}
}

// A text that stands on one line of its file has all of its evidence there,
// whatever line breaks it spells.
func TestLinesOfDescriptions(t *testing.T) {
	for _, tt := range []struct{ path, text string }{
		{"event.json", "{\"date\": \"2026-05-12\", \"title\": \"Bells\", \"kind\": \"meetup\", \"description\":\n \"Hello.\\n\\nDoors open at 18:30.\"}\n\n\n\n"},
		{"event.yml", "date: 2026-05-12\ntitle: Bells\nkind: meetup\ndescription: |\n  Hello.\n\n  Doors open at 18:30.\n"},
	} {
		r := one(t, tt.path, tt.text)
		if len(r.Events) != 1 || r.Events[0].Start != "18:30" {
			t.Fatalf("%s: %d events, %v, want one at 18:30", tt.path, len(r.Events), r.Err)
		}
		for _, ev := range r.Events[0].Evidence {
			if line := strings.Split(tt.text, "\n"); ev.Field == "start" && !strings.Contains(line[ev.Line-1], "18:30") {
				t.Errorf("%s: the start stands on line %d, %q", tt.path, ev.Line, line[ev.Line-1])
			}
		}
	}
}

// Everything that a data file says is known by the way in which it was read,
// and the readings of a question can be told apart by theirs.
func TestWaysInDataFiles(t *testing.T) {
	r := one(t, "events.yml", `
- {date: 03/04/2026, title: Bells, venue: Mill, time: "18:30", talks: [{title: Owls, speaker: Ana Finch}]}
- {start: "2026-07-09T18:30:00+02:00", title: Ropes, venue: Mill}
- {date: 2026-09-10, title: Nets, venue: Mill}
`)
	if len(r.Events) != 3 {
		t.Fatalf("%d events, want 3", len(r.Events))
	}
	for _, e := range r.Events {
		for _, ev := range e.Evidence {
			if ev.Way == "" {
				t.Errorf("%s: %s has no way", ev.Field, ev)
			}
		}
		for _, q := range e.Doubts {
			seen := map[string]bool{}
			for _, ev := range q.Readings {
				if q.Kind == "" || ev.Way == "" || seen[ev.Way] {
					t.Errorf("%q: the reading %s cannot be chosen by its way %q", q.Question, ev.Value, ev.Way)
				}
				seen[ev.Way] = true
			}
		}
	}
	if day := r.Events[2].Evidence; !slices.ContainsFunc(day, func(ev content.Evidence) bool { return ev.Field == "date" && ev.Way == "data file date" }) {
		t.Errorf("the day was read as %+v", day)
	}
	if q := r.Events[0].Doubts; len(q) != 1 || q[0].Readings[0].Value != "2026-04-03" || q[0].Readings[0].Way != "day first" {
		t.Errorf("doubts %+v", q)
	}
}

// Ids are looked up in the file's own people first, then in those of the
// source; one that two people go by names neither.
func TestPeopleById(t *testing.T) {
	docs := func(files ...string) []parse.Document {
		var out []parse.Document
		for i := 0; i < len(files); i += 2 {
			out = append(out, parse.Document{Path: files[i], Data: []byte(files[i+1])})
		}
		return out
	}
	const event = "{date: 2026-03-12, title: Evening, venue: Mill, talks: [{title: Owls, speaker: ana}]}"
	for _, tt := range []struct {
		name string
		docs []parse.Document
		want string
	}{
		{"another file", docs("e.yml", event, "speakers.yml", "- {id: ana, name: Ana Finch, twitter: anaf}"), "Ana Finch"},
		{"a map", docs("e.yml", event, "data/people.json", `{"ana": {"name": "Ana Finch"}}`), "Ana Finch"},
		{"a file each", docs("e.yml", event, "speakers/ana.yml", "{name: Ana Finch, bio: Ana builds scales.}"), "Ana Finch"},
		{"TOML", docs("e.yml", event, "authors.toml", "[ana]\nname = \"Ana Finch\""), "Ana Finch"},
		{"its own file", docs("e.yml", "speakers: [{id: ana, name: Ana Reed}]\nevents:\n- "+event, "speakers.yml", "- {id: ana, name: Ana Finch}"), "Ana Reed"},
		{"two of one id", docs("e.yml", event, "a/speakers.yml", "- {id: ana, name: Ana Finch}", "b/speakers.yml", "- {id: ana, name: Ana Reed}"), "ana"},
		{"a company of that id", docs("e.yml", event, "sponsors.yml", "- {id: ana, name: Ana Ltd}"), "ana"},
		{"nobody", docs("e.yml", event), "ana"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range read(tt.docs, parse.Hints{Zone: "Europe/London"}) {
				for _, e := range r.Events {
					if len(e.Talks) != 1 || len(e.Talks[0].Speakers) != 1 || e.Talks[0].Speakers[0] != tt.want {
						t.Errorf("talks %+v, want %s to speak", e.Talks, tt.want)
					}
				}
			}
		})
	}
}

// An instant without a place is no day: it is asked for the zone.
func TestInstantWithoutZone(t *testing.T) {
	results := read([]parse.Document{{Path: "events.json", Data: []byte(`[{"time": 1401388200000, "title": "Bells", "venue": {"name": "Mill"}}]`)}}, parse.Hints{})
	e := results[0].Events
	if len(e) != 1 || e[0].Date != "" || e[0].Start != "" {
		t.Fatalf("events %+v, want one without a day", e)
	}
	if !slices.ContainsFunc(e[0].Doubts, func(q content.Doubt) bool { return q.Field == "zone" }) {
		t.Errorf("doubts %v, want one about the zone", e[0].Doubts)
	}
}

// counts is what a data file holds, counted without the reader.
type counts struct{ events, talks, speakers int }

// count walks the values of a library's own tree: records with a day, talks
// with speakers, and speakers by mention.
func (c *counts) count(x any, list string) {
	switch x := x.(type) {
	case map[string]any:
		var people []any
		for k, v := range x {
			if s, ok := v.(string); ok && s != "" && (k == "speaker" || k == "author") {
				people = append(people, s)
			} else if l, ok := v.([]any); ok && k == "speakers" {
				people = append(people, l...)
			}
			if regexp.MustCompile(`^20\d{6}$`).MatchString(k) {
				c.events++
			}
			c.count(v, k)
		}
		// what nobody is named for, and placeholders, are no talks
		people = slices.DeleteFunc(people, func(p any) bool { return p == "TODO" || p == "you!" })
		if title, ok := x["title"].(string); ok && title != "" && len(people) > 0 && title != "Lightning talks" {
			c.talks++
			for _, p := range people {
				c.speakers += 1 + strings.Count(fmt.Sprint(p), " & ")
			}
		}
	case []any:
		for _, v := range x {
			c.count(v, list)
		}
	}
}

// TestDataFilesWithoutLoss compares the corpus's data files with counts that
// are taken without the reader.
func TestDataFilesWithoutLoss(t *testing.T) {
	skipWithoutCorpus(t)
	zone := zones(t)
	for _, group := range []string{"pyvo", "tech-events-magdeburg", "cloud-native-nordics", "cloudnativelinz", "rubyevents", "webworker-nrw", "osloclojure", "papers-we-love", "dundeephp"} {
		t.Run(group, func(t *testing.T) {
			docs := readSource(t, group)
			for i, r := range read(docs, parse.Hints{Zone: zone[group]}) {
				want := counts{}
				switch data := docs[i].Data; path.Ext(r.Path) {
				case ".yml", ".yaml":
					var x any
					if err := yaml.Unmarshal(data, &x); err != nil {
						t.Fatal(r.Path, err)
					}
					want.count(x, "")
					if m, ok := x.(map[string]any); ok && (m["start"] != nil || m["start_date"] != nil || m["date"] != nil || m["datum"] != nil || m["days"] != nil) {
						want.events = 1
					}
					if list, ok := x.([]any); ok { // by the event that the records name, else by day
						names := map[string]bool{}
						for _, v := range list {
							if m := v.(map[string]any); m["date"] != nil {
								name, ok := m["event_name"]
								if !ok {
									name = m["date"]
								}
								names[fmt.Sprint(name)] = true
							}
						}
						want.events = len(names)
					}
				case ".json":
					var x any
					if err := json.Unmarshal(data, &x); err != nil {
						t.Fatal(r.Path, err)
					}
					want.count(x, "")
					if m, ok := x.(map[string]any); ok {
						want.events = len(m)
					} else {
						want.events = 1
					}
				case ".edn":
					want.events = strings.Count(string(data), ":meetup/date")
					want.talks = strings.Count(string(data), ":talk/title")
					if want.events > 0 {
						want.speakers = strings.Count(string(data), ":github/id")
					}
				default:
					continue
				}
				got := counts{events: len(r.Events)}
				for _, e := range r.Events {
					for _, k := range e.Talks {
						if len(k.Speakers) > 0 || path.Ext(r.Path) == ".edn" {
							got.talks++
						}
						got.speakers += len(k.Speakers)
					}
				}
				if path.Ext(r.Path) == ".json" && want.talks == 0 { // their talks stand in prose
					got.talks, got.speakers = 0, 0
				}
				if r.Err != nil || got != want {
					t.Errorf("%s: read %+v, counted %+v, %v", r.Path, got, want, r.Err)
				}
			}
		})
	}
}

func FuzzDataFiles(f *testing.F) {
	for _, s := range []string{
		"yml\x00- {date: 2026-05-01, title: x, talks: [{title: y, speakers: [Ana Finch, b]}], venue: {name: z, address: [1]}}",
		"yml\x00days:\n- {date: 2026-05-01, grid: [{start_time: '9:00', items: [a, {title: b}]}]}\n- {date: 2026-05-02, items: [x]}",
		"yml\x00\"20170608\": {presentations: [{title: a, speakers: [b]}]}\n\"20170609\":\n",
		`json` + "\x00" + `{"a": {"time": 1401408000000, "utcOffset": -21600000, "title": {"en": "x"}, "url": "https://lu.ma/x", "description": "<p>See <b>you</b></p>"}}`,
		"toml\x00[[event]]\ndate = 2026-05-01\nstart = 18:00:00\nspeaker = ['a & b']\nvideo = 'https://youtu.be/x'",
		"edn\x00{:meetup/date \"03/04/2026\" :meetup/agenda [{:talk/title \"x\" :talk/speakers #{{:github/id \"y\"}}}]}",
		"yml\x00title: x\ndate: 2026-05-01\nend: 2025-01-01\nstatus: cancelled\nagenda: |\n  - 18:00 Doors\n  - 19:00 A - Ana Finch\n",
		"yml\x00speakers:\n- {id: a, name: b}\nsessions: [{title: t, speaker: a, event: e, talks: [{title: u, speaker: {}}]}]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ending, text, ok := strings.Cut(s, "\x00")
		if !ok || len(s) > 1<<14 || strings.ContainsAny(ending, "/.\x00") {
			return
		}
		lines := 1 + strings.Count(text, "\n") + strings.Count(text, "\r")
		for _, r := range read([]parse.Document{{Path: "2026-05-01." + ending, Data: []byte(text)}}, parse.Hints{Zone: "Europe/London"}) {
			if r.Err != nil && len(r.Events) > 0 {
				t.Errorf("half a file: %d events and %v", len(r.Events), r.Err)
			}
			places := map[string]bool{}
			for _, e := range r.Events {
				if places[e.Origin.Place] {
					t.Errorf("the place %q is two events'", e.Origin.Place)
				}
				places[e.Origin.Place] = true
				if _, held := e.Held(); !e.Date.IsDay() && !held {
					t.Errorf("the day is %q and nobody is asked", e.Date)
				}
				for _, ev := range e.Evidence {
					if ev.Line < 0 || ev.Line > lines {
						t.Errorf("%s is on line %d of %d", ev, ev.Line, lines)
					}
				}
			}
		}
	})
}

func BenchmarkDataFiles(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "- id: m%d\n  date: 2026-05-12\n  time: 18:30-21:00\n  title: Evening %d\n  venue: {name: Kiln Works, address: 5 Ferry Road}\n  description: |\n    We speak of bells. Doors open at 18:30, see you there.\n  talks:\n  - {title: Bells %d, speaker: Ana Finch}\n  - {title: Ropes, speakers: [{name: Bo Reed, bio: Bo Reed has rung bells in three oceans.}]}\n", i, i, i)
	}
	docs := []parse.Document{{Path: "events.yml", Data: []byte(text.String())}}
	b.ReportAllocs()
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if r := read(docs, parse.Hints{Zone: "Europe/London"}); len(r[0].Events) != 200 {
			b.Fatalf("%d events, want 200", len(r[0].Events))
		}
	}
	b.ReportMetric(200*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
