package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

const announced = "---\ntitle: Meetup on Tuesday 5 June 2018\n%s---\nJoin us at 7pm.\n"

// heldFor returns the question that holds an event of a field, "" for none.
func heldFor(e content.Event, field string) string {
	for _, d := range e.Doubts {
		if _, held := (&content.Event{Doubts: []content.Doubt{d}}).Held(); held && d.Field == field {
			return d.Question
		}
	}
	return ""
}

func oneEvent(t *testing.T, path, text, zone string) (content.Event, parse.Result) {
	t.Helper()
	r := read([]parse.Document{{Path: path, Data: []byte(text)}}, parse.Hints{Zone: zone})[0]
	if r.Err != nil || len(r.Events) != 1 {
		t.Fatalf("%s: error %v, %d events, want one", path, r.Err, len(r.Events))
	}
	return r.Events[0], r
}

// A time that the clocks skip is read as RFC 5545 has it, and its author told;
// a day that the calendar skipped is none.
func TestSkippedTimes(t *testing.T) {
	for _, tt := range []struct{ day, zone, warning, question string }{
		{"2026-03-29", "Europe/Berlin", "a.md:4: there is no 02:30 on 2026-03-29 in Europe/Berlin, where clocks are put forward then: it is taken for 03:30", ""},
		{"2026-03-08", "America/New_York", "a.md:4: there is no 02:30 on 2026-03-08 in America/New_York, where clocks are put forward then: it is taken for 03:30", ""},
		{"2026-10-25", "Europe/Berlin", "", ""}, // twice
		{"2026-06-05", "Europe/Berlin", "", ""},
		{"2011-12-30", "Pacific/Apia", "", "On which day is the event? There was no 2011-12-30 in Pacific/Apia."},
	} {
		e, r := oneEvent(t, "a.md", "---\ntitle: Night meetup\nevent_date: "+tt.day+"\nstart: \"02:30\"\n---\nJoin us.\n", tt.zone)
		if got := strings.Join(r.Warnings, "\n"); got != tt.warning || string(e.Date) != tt.day || e.Start != "02:30" {
			t.Errorf("%s in %s: %s %s, warnings %q, want %q", tt.day, tt.zone, e.Date, e.Start, got, tt.warning)
		}
		if got := heldFor(e, "date"); got != tt.question {
			t.Errorf("%s in %s: %q, want %q", tt.day, tt.zone, got, tt.question)
		}
	}
}

// An end before the beginning, and an event that lasts for years, are asked
// about wherever they are stated.
func TestOddEnds(t *testing.T) {
	front := "---\ntitle: Meetup\nstart_date: 2026-06-05 19:00\nend_date: %s 21:00\n---\nJoin us.\n"
	row := "- title: Owls\n  start: 2026-06-05 19:00\n  end: %s 21:00\n"
	stated := `<html><body><script type="application/ld+json">{"@type": "Event", "name": "Owls", "startDate": "2026-06-05T19:00", "endDate": "%sT21:00"}</script>`
	for path, text := range map[string]string{"a.md": front, "a.yml": row, "a.html": stated} {
		for _, tt := range []struct{ end, question string }{
			{"2026-06-05", ""},
			{"2026-06-06", ""},
			{"2026-06-04", "When does the event end? 2026-06-04 is before 2026-06-05, when it begins."},
			{"2036-06-04", "Does this event really last from 2026-06-05 to 2036-06-04?"},
		} {
			e, _ := oneEvent(t, path, fmt.Sprintf(text, tt.end), "Europe/London")
			if got := heldFor(e, "end_date"); got != tt.question || e.Date != "2026-06-05" || e.EndDate != "" && e.EndDate < e.Date {
				t.Errorf("%s to %s: from %s to %s, asked %q, want %q", path, tt.end, e.Date, e.EndDate, got, tt.question)
			}
		}
	}
}

// Midnight may be the end of a day; a leap second is no time, and fractions of
// one are passed over.
func TestOddTimes(t *testing.T) {
	for written, want := range map[string]string{"2026-03-04T24:00": "24:00", "2026-03-04T23:59:60Z": "", "2026-03-04T12:30:45.999999999Z": "12:30", "2026-03-04T25:00": "", "2026-03-04T12:61": ""} {
		e, _ := oneEvent(t, "a.yml", "title: Owls\nstart: "+written+"\ntalks: [{title: Nets, speaker: Ana Finch}]\n", "Europe/London")
		if string(e.Start) != want || want == "" && e.Date != "" && heldFor(e, "start") == "" {
			t.Errorf("%s: on %q at %q, want %q; doubts %v", written, e.Date, e.Start, want, e.Doubts)
		}
	}
}

// Only names of the zone database are zones, and no file is opened for others:
// what names none holds the event, with the zone that people meant to write.
func TestNoZones(t *testing.T) {
	for zone, want := range map[string]string{
		"../../etc/passwd": `Which time zone is "../../etc/passwd"? Write an IANA name such as Europe/London.`,
		"Local":            `Which time zone is "Local"? Write an IANA name such as Europe/London.`,
		"Europe/Lodnon":    `Which time zone is "Europe/Lodnon"? Did you mean Europe/London?`,
		"UTC+2":            `Which time zone is "UTC+2"? Write an IANA name such as Europe/London.`,
		"Europe/London":    "",
	} {
		e, _ := oneEvent(t, "a.md", fmt.Sprintf(announced, "timezone: "+zone+"\n"), "Europe/London")
		if got := heldFor(e, "zone"); got != want || e.Zone != "Europe/London" {
			t.Errorf("%s: zone %q, asked %q, want %q", zone, e.Zone, got, want)
		}
	}
}

// Years that nobody can mean are no years.
func TestYearsOutOfReach(t *testing.T) {
	for _, year := range []string{"0", "0000", "-1", "9999", "1000000000000000000"} {
		e, _ := oneEvent(t, "a.md", "---\ntitle: Meetup\nevent_date: "+year+"-06-05\n---\nJoin us at 7pm. Ada Finch from Nestbox gives a talk on \"Feathers\".", "Europe/London")
		if e.Date != "" || heldFor(e, "date") == "" {
			t.Errorf("year %s: on %q, doubts %v", year, e.Date, e.Doubts)
		}
	}
}

// Accents that pile up on one letter are cut down wherever they are written.
func TestPiledAccents(t *testing.T) {
	pile := strings.Repeat("\u0301", 200)
	e, r := oneEvent(t, "a.md", "---\ntitle: Meetup on Tuesday 5 June 2018 in Ca"+pile+"fé Việt\n---\nJoin us at 7pm.\n", "Europe/London")
	if want := "Meetup on Tuesday 5 June 2018 in Ca" + pile[:12] + "fé Việt"; e.Title != want || len(r.Warnings) != 1 || r.Warnings[0] != "a.md:2: accents that pile up on one letter were left out" {
		t.Errorf("title %q, warnings %q", e.Title, r.Warnings)
	}
	e, _ = oneEvent(t, "a.json", `[{"date": "2018-06-05", "title": "Meetup `+"a"+strings.Repeat(`\u0301`, 60)+`", "talks": [{"title": "Nets", "speaker": "Ana Finch"}]}]`, "Europe/London")
	if want := "Meetup a" + pile[:12]; e.Title != want {
		t.Errorf("title %q, want %q", e.Title, want)
	}
}

// What YAML takes for numbers, truths and times is the text that was written.
func TestTextIsText(t *testing.T) {
	for _, text := range []string{"0777", "1e3", "no", "yes", "on", "22:22", "0x1F", "1_000", "2026-05-01", ".inf", "~x"} {
		for path, form := range map[string]string{"a.md": "---\ntitle: %s\nevent_date: 2018-06-05\n---\nJoin us at 7pm.\n", "a.yml": "date: 2018-06-05\ntitle: %s\ntalks: [{title: Nets, speaker: Ana Finch}]\n"} {
			if e, _ := oneEvent(t, path, fmt.Sprintf(form, text), "Europe/London"); e.Title != text {
				t.Errorf("%s: title %q, want %q", path, e.Title, text)
			}
		}
	}
}

// A document on which the reader itself fails, which none is meant to be, costs
// no other one, and says by what the fault is found.
func TestReaderThatFails(t *testing.T) {
	remove := parse.AddFormat(func(path string) bool { return path == "a.xml" }, func() []content.Event {
		var none []content.Event
		return none[:1]
	})
	defer remove()
	results := read([]parse.Document{{Path: "a.xml", Data: []byte("<a/>")}, {Path: "b.md", Data: fmt.Appendf(nil, announced, "")}}, parse.Hints{Zone: "Europe/London"})
	if len(results[1].Events) != 1 || results[1].Err != nil {
		t.Errorf("the document beside it: %+v", results[1])
	}
	const want = "a.xml: the reader itself fails on this document (reference abuse_test.go:"
	if err := results[0].Err; err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "runtime error") {
		t.Errorf("error %v, want %s...", err, want)
	}
}

// More people than are kept of one event are left out, whatever else is said of
// them further down.
func TestMorePeopleThanAreKept(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at 7pm.\n\n")
	for i := range 1200 {
		fmt.Fprintf(&b, "%s from Nestbox gives a talk on \"Feathers %d\".\n\n", person(i), i)
	}
	for i := range 1200 {
		fmt.Fprintf(&b, "%s - Engineer at Nestbox\n\n", person(i))
	}
	e, _ := oneEvent(t, "a.md", b.String(), "Europe/London")
	if len(e.Speakers) != 1000 || len(e.Talks) != 1200 || heldFor(e, "talk") != "" {
		t.Errorf("%d speakers, %d talks", len(e.Speakers), len(e.Talks))
	}
	if !strings.Contains(fmt.Sprint(e.Doubts), "more than") {
		t.Errorf("nobody is told that people were left out: %v", e.Doubts)
	}
	b.Reset()
	for i := range 1200 {
		fmt.Fprintf(&b, "- Feathers %d - %s\\n\n ", i, person(i))
	}
	e, _ = oneEvent(t, "a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Meetup\nDTSTART;TZID=Europe/London:20260304T190000\nDESCRIPTION:"+b.String()+"\nEND:VEVENT\nEND:VCALENDAR\n", "Europe/London")
	if len(e.Speakers) != 1000 || !strings.Contains(fmt.Sprint(e.Doubts), "more than") {
		t.Errorf("of a calendar: %d speakers, doubts %v", len(e.Speakers), e.Doubts)
	}
}

// person invents a name, another one for each number.
func person(i int) string {
	part := func(i int) string {
		return string("BDFGKLMNPRST"[i%12]) + string("aeiou"[i/12%5]) + string("lmnrst"[i/60%6]) + string("aeio"[i/360%4]) + "n"
	}
	return part(i) + " " + part(i*7+3)
}

// A description of more than 64 KiB that a page states is left unread, and its
// author told; the event stays.
func TestLongDescription(t *testing.T) {
	r := read([]parse.Document{{Path: "a.html", Data: []byte(`<p>Hello</p><script type="application/ld+json">[{"@type":"Event","name":"Larks","startDate":"2026-07-09T19:00"},{"@type":"Event","name":"Owls","startDate":"2026-06-09T19:00","description":"` + strings.Repeat("<p>a", 20_000) + `"}]</script>`)}}, parse.Hints{Zone: "Europe/London"})[0]
	if len(r.Events) != 2 || !strings.Contains(strings.Join(r.Warnings, "\n"), "longer than 64 KiB") {
		t.Errorf("warnings %q", r.Warnings)
	}
}
