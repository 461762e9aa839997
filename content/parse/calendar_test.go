package parse_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// calendarFiles are the corpus's calendars outside of the exam sources.
func calendarFiles(t testing.TB) []string {
	skipWithoutCorpus(t)
	files, err := filepath.Glob(filepath.Join(corpus, "raw", "*", "*.ics"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no calendars: %v", err)
	}
	return slices.DeleteFunc(files, func(name string) bool {
		return slices.Contains(examSources, filepath.Base(filepath.Dir(name)))
	})
}

var (
	eventBegins = regexp.MustCompile(`(?m)^BEGIN:VEVENT\r?$`)
	titleSaid   = regexp.MustCompile(`(?m)^SUMMARY:(.*)$`)
	daySaid     = regexp.MustCompile(`(?m)^DTSTART[^:\n]*:(\d{8})`)
	repeatSaid  = regexp.MustCompile(`(?m)^(?:RRULE|RDATE|RECURRENCE-ID)[;:]`)
	unfilled    = regexp.MustCompile(`(?m)^DTSTART.*\{\{`)
)

// TestCorpusCalendars counts what the corpus's calendars hold, and compares
// with what is read. None of them has a series.
func TestCorpusCalendars(t *testing.T) {
	total := 0
	for _, name := range calendarFiles(t) {
		t.Run(filepath.Base(filepath.Dir(name))+"/"+filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			results := read([]parse.Document{{Path: "calendar.ics", Data: data}}, parse.Hints{Zone: "UTC"})
			if results[0].Err != nil {
				t.Fatal(results[0].Err)
			}
			whole := regexp.MustCompile(`\r?\n[ \t]`).ReplaceAll(data, nil)
			want := len(eventBegins.FindAll(whole, -1))
			if unfilled.Match(whole) {
				want = 0 // a template that a site generator fills in
			} else if repeatSaid.Match(whole) {
				t.Fatal("it has a series: count its dates")
			}
			events := results[0].Events
			if len(events) != want {
				t.Errorf("%d events, want %d", len(events), want)
			}
			total += len(events)
			if want == 0 {
				return
			}
			var titles, days, gotTitles, gotDays []string
			for _, m := range titleSaid.FindAllSubmatch(whole, -1) {
				titles = append(titles, letters(strings.ReplaceAll(string(m[1]), `\n`, " ")))
			}
			for _, m := range daySaid.FindAllSubmatch(whole, -1) {
				days = append(days, string(m[1]))
			}
			for _, e := range events {
				gotTitles = append(gotTitles, letters(e.Title))
				gotDays = append(gotDays, strings.ReplaceAll(string(e.Date), "-", ""))
			}
			if !slices.Equal(titles, gotTitles) {
				t.Errorf("the titles differ: %s", firstDifference(titles, gotTitles))
			}
			// all times are in UTC, or in the one zone of a TZID
			if !slices.Equal(days, gotDays) {
				t.Errorf("the days differ: %s", firstDifference(days, gotDays))
			}
		})
	}
	t.Logf("%d events in all", total)
}

// letters returns the letters and digits of s.
func letters(s string) string {
	return strings.Join(content.Words(s), " ")
}

func firstDifference(want, got []string) string {
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			return fmt.Sprintf("%q, want %q", got[i], want[i])
		}
	}
	return fmt.Sprintf("%d, want %d", len(got), len(want))
}

// TestFoldsThatCutCharacters: programs that count bytes break lines within a
// character.
func TestFoldsThatCutCharacters(t *testing.T) {
	text := "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Größe und Maß\r\nDTSTART:20260304T190000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	for at := strings.Index(text, "Gr"); at < strings.Index(text, "\r\nDTSTART"); at++ {
		data := text[:at] + "\r\n " + text[at:]
		r := one(t, "a.ics", data)
		if len(r.Events) != 1 || r.Events[0].Title != "Größe und Maß" || len(r.Warnings) > 0 {
			t.Errorf("a fold at byte %d: %+v, warnings %q", at, r.Events, r.Warnings)
		}
	}
}

// TestLocalTimesWrittenAsUTC: many programs write a Z for nothing. Where the
// description says the same time, that is a question.
func TestLocalTimesWrittenAsUTC(t *testing.T) {
	for _, tt := range []struct {
		name, start, says string
		want              bool
	}{
		{"the description says the written time", "20260805T190000Z", "Wednesday 5 August\\, doors open at 19:00", true},
		{"the description says the local time", "20260805T180000Z", "Wednesday 5 August\\, doors open at 19:00", false},
		{"the description says neither", "20260805T190000Z", "Wednesday 5 August\\, doors open at 18:30", false},
		{"in winter both are the same", "20260304T190000Z", "Wednesday 4 March\\, doors open at 19:00", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := one(t, "a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Meetup\nDTSTART:"+tt.start+"\nDESCRIPTION:"+tt.says+"\nEND:VEVENT\nEND:VCALENDAR\n")
			if len(r.Events) != 1 {
				t.Fatalf("%d events", len(r.Events))
			}
			d, held := r.Events[0].Held()
			if held != tt.want || held && d.Field != "start" {
				t.Errorf("starts %s, held %v: %s", r.Events[0].Start, held, d)
			}
		})
	}
}

// TestSeriesShareTheirProgramme: what the description of a series says holds
// for each of its dates, a talk does not.
func TestSeriesShareTheirProgramme(t *testing.T) {
	r := one(t, "a.ics", strings.Join([]string{"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:Open table", "DTSTART;TZID=Europe/London:20260304T190000", "RRULE:FREQ=MONTHLY;BYDAY=1WE;COUNT=3",
		`DESCRIPTION:Programme:\n\n19:00 Doors\n19:30 Queues that never lie - Mira Okafor\n21:00 Pub\n\nThe March meetup was cancelled.`, "END:VEVENT",
		"BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;TZID=Europe/London:20260506T190000", "SUMMARY:Open table", "DTSTART;TZID=Europe/London:20260506T190000",
		`DESCRIPTION:Talk: Small daemons\nSpeaker: Jo Quill`, "END:VEVENT", "END:VCALENDAR", ""}, "\n"))
	if len(r.Events) != 3 || r.Kind != content.Listing {
		t.Fatalf("%s with %d events, want a listing with 3", r.Kind, len(r.Events))
	}
	for _, e := range r.Events[:2] {
		if len(e.Agenda) != 3 || len(e.Talks)+len(e.Speakers) > 0 || e.Status != content.Scheduled {
			t.Errorf("%s: %s, agenda %v, talks %v, speakers %v; want three entries alone", e.Date, e.Status, e.Agenda, e.Talks, e.Speakers)
		}
	}
	if e := r.Events[2]; len(e.Talks) != 1 || e.Talks[0].Title != "Small daemons" || !slices.Equal(e.Talks[0].Speakers, []string{"Jo Quill"}) {
		t.Errorf("%s: talks %+v, want the one of that date", e.Date, e.Talks)
	}
}

// BenchmarkCalendar reads a calendar of 1,000 events with descriptions, and one
// of a series with 500 dates.
func BenchmarkCalendar(b *testing.B) {
	var many bytes.Buffer
	many.WriteString("BEGIN:VCALENDAR\n")
	for i := range 1000 {
		fmt.Fprintf(&many, "BEGIN:VEVENT\nUID:%d@example.org\nSUMMARY:Meetup %d\nDTSTART;TZID=Europe/London:2026%02d%02dT190000\nDTEND;TZID=Europe/London:2026%02d%02dT210000\n"+
			"LOCATION:Crane House\\, 3 Water Lane\nDESCRIPTION:Programme:\\n\\n19:00 Doors\\n19:15 Queues that never lie - Mira Okafor\\n20:00 Small daemons - Jo Quill\\n\\nRegister: https://www.meetup.com/rivertown/events/%d/\nEND:VEVENT\n",
			i, i, 1+i%12, 1+i%28, 1+i%12, 1+i%28, 300000000+i)
	}
	many.WriteString("END:VCALENDAR\n")
	series := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Code and coffee\nDTSTART;TZID=Europe/London:20260304T080000\nRRULE:FREQ=DAILY;COUNT=500\nDESCRIPTION:08:00 Coffee\\n08:15 Code\\n09:00 Work\nEND:VEVENT\nEND:VCALENDAR\n"
	for _, x := range []struct {
		name   string
		data   []byte
		events int
	}{{"1000 events", many.Bytes(), 1000}, {"500 dates of a series", []byte(series), 500}} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				results := read([]parse.Document{{Path: "a.ics", Data: x.data}}, parse.Hints{Zone: "Europe/London", Today: "2026-03-01"})
				if n := len(results[0].Events); n != x.events {
					b.Fatalf("%d events", n)
				}
			}
			b.ReportMetric(float64(x.events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
