package page_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content/parse/page"
	"meetupbot/content/parse/parsetest"
)

// brief writes an event on one line.
func brief(e page.Event) string {
	s := fmt.Sprintf("%d %s %q %s", e.Line, e.Form, e.Name.Text, e.Start.Text)
	add := func(word, text string) {
		if text != "" {
			s += " " + word + " " + text
		}
	}
	add("to", e.End.Text)
	add("doors", e.Doors.Text)
	add("at", e.Place.Name)
	add("in", e.Place.Address)
	if e.Place.Online {
		s += " online"
	}
	add("is", string(e.Status))
	add("page", e.URL.Text)
	for _, o := range e.Offers {
		add("tickets", o.Text)
	}
	for _, p := range e.People {
		add("with", strings.TrimSuffix(p.Text+" of "+p.Affiliation, " of "))
	}
	for _, p := range e.Parts {
		s += " [" + brief(p) + "]"
	}
	if e.Whole != nil {
		s += " part of [" + brief(*e.Whole) + "]"
	}
	if e.Main {
		s += " main"
	}
	return s
}

func jsonLD(s string) string {
	return "<script type=\"application/ld+json; charset=utf-8\">" + s + "</script>"
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"nothing", "<p>itemscope</p>", nil},
		{"items of other types first", `<ul itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="name">Home</ul><div itemscope itemtype="https://schema.org/Hackathon"><b itemprop="name">a</b></div>`,
			[]string{`1 microdata "a" `}},
		{"types", jsonLD(`[{"@type": "https://schema.org/MusicEvent", "name": "a"}, {"@type": ["Thing", "schema:Festival"], "name": "b"}, {"@type": "SaleEvent", "name": "c"}, {"@type": "Eventful", "name": "d"}, {"@type": 7}]`),
			[]string{`1 JSON-LD "a" `, `1 JSON-LD "b" `}},
		{"deep in other things", jsonLD(`{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "Event", "name": "a", "startDate": "2026-05-12"}}, {"@type": "Organization", "event": [{"@type": "Event", "name": "b"}]}]}`),
			[]string{`1 JSON-LD "a" 2026-05-12 main`, `1 JSON-LD "b" `}},
		{"by reference", jsonLD(`{"@graph": [{"@type": "Event", "@id": "#e", "name": "a", "location": {"@id": "#p"}, "performer": [{"@id": "#x"}]}, {"@id": "#p", "@type": "Place", "name": "Shed"}, {"@id": "#x", "@type": "Person", "name": "Ana  Finch"}]}`),
			[]string{`1 JSON-LD "a"  at Shed with Ana Finch`}},
		{"a reference to itself", jsonLD(`{"@type": "Event", "@id": "#e", "name": "a", "superEvent": {"@id": "#e"}, "subEvent": {"@id": "#e"}, "startDate": "2026-05-12"}`),
			[]string{`1 JSON-LD "a" 2026-05-12 [1 JSON-LD "a" 2026-05-12 [1 JSON-LD "a" 2026-05-12 [1 JSON-LD "a" 2026-05-12 [1 JSON-LD "a" 2026-05-12] part of [1 JSON-LD "a" 2026-05-12]] part of [1 JSON-LD "a" 2026-05-12]] part of [1 JSON-LD "a" 2026-05-12]] part of [1 JSON-LD "a" 2026-05-12]`}},
		{"twice", jsonLD(`{"@type": "Event", "name": "a", "startDate": "2026-05-12T19:00:00+01:00"}`) + `<div itemscope itemtype="http://schema.org/Event"><b itemprop="name">A</b><time itemprop="startDate" datetime="2026-05-12">then</time><i itemprop="location">Shed</i></div>`,
			[]string{`1 JSON-LD "a" 2026-05-12T19:00:00+01:00 at Shed`}},
		{"the same name on two days", jsonLD(`[{"@type": "Event", "name": "a", "startDate": "2026-05-12"}, {"@type": "Event", "name": "a", "startDate": "2026-06-09"}]`),
			[]string{`1 JSON-LD "a" 2026-05-12`, `1 JSON-LD "a" 2026-06-09`}},
		{"places", jsonLD(`[{"@type": "Event", "name": "a", "location": [{"@type": "VirtualLocation", "url": "https://x.example"}, {"@type": "Place", "address": {"streetAddress": "4 Quay Lane", "addressLocality": "Harlow", "postalCode": "QY1"}}]},
			{"@type": "Event", "name": "b", "location": "https://meet.example/b"}, {"@type": "Event", "name": "c", "eventAttendanceMode": "OnlineEventAttendanceMode"}, {"@type": "Event", "name": "d", "location": {"@type": "Place", "name": "Shed", "address": "Shed"}}, {"@type": "Event", "name": "e", "location": 7}]`),
			[]string{`1 JSON-LD "a"  at 4 Quay Lane, QY1 Harlow`, `2 JSON-LD "b"  online`, `2 JSON-LD "c"  online`, `2 JSON-LD "d"  at Shed`, `2 JSON-LD "e"  at 7`}},
		{"statuses", jsonLD(`[{"@type": "Event", "name": "a", "eventStatus": "EventPostponed"}, {"@type": "Event", "name": "b", "eventStatus": {"@id": "https://schema.org/EventCancelled"}}, {"@type": "Event", "name": "c", "eventStatus": "https://schema.org/EventScheduled", "previousStartDate": "2026-05-01"}, {"@type": "Event", "name": "d", "eventStatus": "fine"}]`),
			[]string{`1 JSON-LD "a"  is postponed`, `1 JSON-LD "b"  is cancelled`, `1 JSON-LD "c"  is rescheduled`, `1 JSON-LD "d" `}},
		{"addresses", jsonLD(`{"@type": "Event", "name": "a", "url": "javascript:alert(1)", "offers": [{"url": "/tickets"}, {"url": "https://t.example/1"}, {"price": 3}]}`),
			[]string{`1 JSON-LD "a"  tickets https://t.example/1`}},
		{"people", jsonLD(`{"@type": "Event", "name": "a", "performer": [{"@type": "Person", "name": "Ana Finch", "affiliation": "Nestbox"}, {"@type": "PerformingGroup", "name": "The Owls"}, "Somebody", {"@type": "Person"}]}`),
			[]string{`1 JSON-LD "a"  with Ana Finch of Nestbox`}},
		{"lines", "<p>\n" + jsonLD("\n{\"@type\": \"Event\",\n\"name\": \"a\"}") + "\n<p itemscope itemtype='x/Event'>\n<b itemprop=name>b</b></p>", []string{`3 JSON-LD "a" `, `5 microdata "b" `}},
		{"left open", `<div itemscope itemtype="http://schema.org/Event"><p itemprop="name">One<p>two</div><div itemscope itemtype="http://schema.org/Event"><span itemprop="name">Two`,
			[]string{`1 microdata "One" `, `1 microdata "Two" `}},
		{"a list that nobody closes", `<ul><li itemscope itemtype="x/Event"><b itemprop=name>a</b><li itemscope itemtype="x/Event"><b itemprop=name>b</b></ul>`,
			[]string{`1 microdata "a" `, `1 microdata "b" `}},
		{"a property of nothing", `<p itemprop="name">x</p><div itemscope><b itemprop="name">y</b></div>`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, problems := page.Find([]byte(tt.src), 1)
			var got []string
			for _, e := range events {
				got = append(got, brief(e))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(problems) > 0 {
				t.Errorf("(-want +got), problems %v:\n%s", problems, diff)
			}
		})
	}
}

// What is broken or a bomb is passed over with a problem, and harms nothing
// beside it.
func TestBombs(t *testing.T) {
	good := jsonLD(`{"@type": "Event", "name": "a"}`)
	many := strings.Repeat(`{"@type": "Event", "name": "a", "startDate": "2026-05-12"},`, 30_000)
	for _, tt := range []struct{ name, src, want string }{
		{"JSON too deep", jsonLD(strings.Repeat(`{"a":[`, 100_000)), "it nests more than 100 deep"},
		{"values by the hundred thousand", jsonLD("[" + strings.Repeat("0,", 300_000) + "0]"), "it holds more than 100000 values"},
		{"events by the ten thousand", jsonLD("[" + many + "0]"), "it holds more than 100000 values"},
		{"cut off", jsonLD(`{"@type": "Event", "name": `), "the JSON ends in the middle"},
		{"a key twice", jsonLD(`{"@type": "Event", "name": "b", "name": "c"}`), `the key "name" stands twice`},
		{"items too deep", strings.Repeat(`<div itemscope itemtype="x/Event" itemprop="subEvent">`, 20_000), "too many or too deep"},
		{"properties by the ten thousand", `<div itemscope itemtype="x/Event"><b itemprop=name>b</b>` + strings.Repeat(`<i itemprop="url">x</i>`, 40_000) + `</div>`, "too many or too deep"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, problems := page.Find([]byte(good+"\n"+tt.src), 1)
			if len(problems) != 1 || !strings.Contains(problems[0].What, tt.want) || problems[0].Line != 2 {
				t.Errorf("problems = %.200v, want one on line 2: %s", problems, tt.want)
			}
			if len(events) == 0 || events[0].Name.Text != "a" {
				t.Errorf("%d events, want the good one first", len(events))
			}
		})
	}
	// an event that is within itself, many times
	self := jsonLD(`{"@type": "Event", "@id": "#e", "name": "a", "subEvent": [` + strings.Repeat(`{"@id": "#e"},`, 3000) + `{"@id": "#e"}]}`)
	if events, _ := page.Find([]byte(self), 1); len(events) != 1 || strings.Count(brief(events[0]), "JSON-LD") > 1_100 {
		t.Errorf("%d events", len(events))
	}
	// as many marked words within each other as a page can hold
	nested := strings.Repeat(`<b itemprop="name">`, 500)
	events, _ := page.Find([]byte(`<div itemscope itemtype="x/Event">`+nested+strings.Repeat("word ", 150_000)), 1)
	if len(events) != 1 || len(events[0].Name.Text) > 16<<10 {
		t.Errorf("%d events", len(events))
	}
}

func FuzzFind(f *testing.F) {
	for _, p := range parsetest.Documents(f, "../testdata/marked-*.txtar") {
		f.Add(p.Data)
	}
	f.Add([]byte("<div class='h-event'><a class='p-name u-url' href=x>y</a><meta itemprop=a><li><li class=vevent>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := 1 + strings.Count(string(src), "\n")
		events, problems := page.Find(src, 1)
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines {
				t.Errorf("problem on line %d of %d", p.Line, lines)
			}
		}
		for _, e := range events {
			for _, s := range []page.Said{{Line: e.Line}, e.Name, e.Start, e.URL} {
				if s.Line < 0 || s.Line > lines || s.Text != "" && s.Line == 0 {
					t.Errorf("%+v on line %d of %d", s, s.Line, lines)
				}
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	all := parsetest.Documents(b, "../testdata/marked-*.txtar")
	size := 0
	for _, p := range all {
		size += len(p.Data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range all {
			page.Find(p.Data, 1)
		}
	}
}

// Pages without any structured data are most pages.
func BenchmarkFindNothing(b *testing.B) {
	src := []byte(strings.Repeat("<p>Join us on Tuesday for <b>talks</b>.</p>\n", 5000))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		page.Find(src, 1)
	}
}
