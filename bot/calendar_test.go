package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"meetupbot/bot"
	"meetupbot/content"
)

// entry asks for the calendar entry of the meetup that a library of one has.
func entry(t testing.TB, e content.Event) bot.CalendarEntry {
	t.Helper()
	e.ID = 7
	if e.Group == "" {
		e.Group = "gophers"
	}
	r := router(t, lone{nil, e})
	reply := r.Answer(t.Context(), bot.Request{Call: bot.Call{Name: "calendar", Event: 7}, Now: instant("2017-09-20T12:00:00.9+01:00")})
	made, ok := reply.(bot.CalendarEntry)
	if !ok {
		t.Fatalf("calendar = %+v, want an entry", reply)
	}
	return made
}

// A lone event is all that its library has.
type lone struct {
	bot.Library
	event content.Event
}

func (l lone) Events(context.Context, content.EventQuery) ([]content.Event, error) {
	return []content.Event{l.event}, nil
}

// unfold checks what RFC 5545 says of a file's lines, knowing nothing of the
// encoder, and returns them unfolded: lines end with CRLF and have at most 75
// octets, what follows begins with a space, and a line is a name, parameters
// and a value without control characters.
func unfold(t testing.TB, file []byte) (lines []string) {
	t.Helper()
	if !utf8.Valid(file) || !bytes.HasSuffix(file, []byte("\r\n")) {
		t.Fatalf("not UTF-8, or no line break at the end:\n%q", file)
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		if len(line) == 0 || len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("folded within a character: %q", line)
		}
		if rest, ok := strings.CutPrefix(line, " "); ok && len(lines) > 0 {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		if !contentLine.MatchString(line) {
			t.Errorf("not a content line: %q", line)
		}
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "SUMMARY", "LOCATION", "DESCRIPTION", "UID", "PRODID":
			if !textValue.MatchString(value) {
				t.Errorf("not a text: %q", line)
			}
		}
	}
	return lines
}

var (
	contentLine = regexp.MustCompile(`^[A-Z-]+(;[A-Z-]+=[A-Za-z-]+)*:[^\x00-\x08\x0a-\x1f\x7f]*$`)
	textValue   = regexp.MustCompile(`^([^\\;,\x00-\x1f\x7f]|\\[\\;,nN])*$`)
)

// properties reads an entry with a library and returns the event's lines by
// name, parameters included, with texts as people read them.
func properties(t testing.TB, file []byte) map[string]string {
	t.Helper()
	unfold(t, file)
	decoder := ical.NewDecoder(bytes.NewReader(file))
	calendar, err := decoder.Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	if _, err := decoder.Decode(); err != io.EOF {
		t.Errorf("something follows the calendar: %v", err)
	}
	if len(calendar.Children) != 1 || len(calendar.Events()) != 1 {
		t.Fatalf("%d components, want one event", len(calendar.Children))
	}
	if v := calendar.Props.Get("VERSION"); v == nil || v.Value != "2.0" || calendar.Props.Get("PRODID") == nil || calendar.Props.Get("METHOD") != nil {
		t.Errorf("the calendar says %+v", calendar.Props)
	}
	props := map[string]string{}
	for name, list := range calendar.Events()[0].Props {
		if len(list) != 1 {
			t.Errorf("%d times %s", len(list), name)
		}
		value := list[0].Value
		if text, err := list[0].Text(); err == nil {
			value = text
		}
		for param, values := range list[0].Params {
			name += ";" + param + "=" + strings.Join(values, ",")
		}
		props[name] = value
	}
	return props
}

func TestCalendarEntry(t *testing.T) {
	autumn := gopherMeetups()[2]
	autumn.Zone = "Europe/London"
	with := func(change func(*content.Event)) content.Event {
		e := autumn
		change(&e)
		return e
	}
	for about, tt := range map[string]struct {
		event content.Event
		want  map[string]string
	}{
		"a meetup": {autumn, map[string]string{
			"UID": "event-7-gophers@meetupbot", "DTSTAMP": "20170920T110000Z",
			"DTSTART": "20170926T174500Z", "DTEND": "20170926T200000Z",
			"SUMMARY": "Rivertown Gophers: Autumn meetup", "LOCATION": "The Old Mill, 3 Mill Lane, Rivertown",
			"STATUS": "CONFIRMED", "URL": "https://rivertown.example/autumn",
			"DESCRIPTION": "Tuesday 26 September 2017, 18:45–21:00 (London time, BST)\n19:00 Slices from the inside – Ada Marlowe\n" +
				"19:45 Jo Quill: small daemons, small bills – Sam Reed\nSign up: https://rivertown.example/autumn/rsvp\nMore: https://rivertown.example/autumn",
		}},
		"without an end": {with(func(e *content.Event) { e.End, e.Agenda, e.Talks = "", nil, nil }), map[string]string{
			"DTSTART": "20170926T174500Z", "DTEND": "20170926T194500Z",
			"DESCRIPTION": "Tuesday 26 September 2017, 18:45 (London time, BST)\nWhen it ends has not been published.\n" +
				"Sign up: https://rivertown.example/autumn/rsvp\nMore: https://rivertown.example/autumn",
		}},
		"without an end, with a long programme": {with(func(e *content.Event) {
			e.End, e.Agenda = "", []content.AgendaItem{{Start: "22:00", End: "23:30", Text: "To the pub"}, {Start: "00:30", Text: "Home"}}
		}), map[string]string{"DTSTART": "20170926T174500Z", "DTEND": "20170926T223000Z"}},
		"past midnight": {with(func(e *content.Event) { e.End = "01:00" }), map[string]string{"DTSTART": "20170926T174500Z", "DTEND": "20170927T000000Z"}},
		"without a start": {with(func(e *content.Event) { e.Start, e.End = "", "" }), map[string]string{
			"DTSTART;VALUE=DATE": "20170926", "DTEND;VALUE=DATE": "20170927",
		}},
		"of three days": {with(func(e *content.Event) { e.EndDate = "2017-09-28" }), map[string]string{
			"DTSTART;VALUE=DATE": "20170926", "DTEND;VALUE=DATE": "20170929",
		}},
		"across a year": {with(func(e *content.Event) { e.Date, e.EndDate = "2017-12-30", "2017-12-31" }), map[string]string{
			"DTSTART;VALUE=DATE": "20171230", "DTEND;VALUE=DATE": "20180101",
		}},
		"in a zone that is not known": {with(func(e *content.Event) { e.Zone = "" }), map[string]string{
			"DTSTART;VALUE=DATE": "20170926", "DTEND;VALUE=DATE": "20170927",
		}},
		"when clocks go back": {with(func(e *content.Event) { e.Date, e.Start, e.End = "2017-10-29", "00:30", "03:00" }), map[string]string{
			"DTSTART": "20171028T233000Z", "DTEND": "20171029T030000Z",
		}},
		"cancelled": {with(func(e *content.Event) { e.Status = content.Cancelled }), map[string]string{
			"STATUS": "CANCELLED", "SUMMARY": "Cancelled: Rivertown Gophers: Autumn meetup",
		}},
		"postponed": {with(func(e *content.Event) { e.Status = content.Postponed }), map[string]string{
			"STATUS": "CANCELLED", "SUMMARY": "Postponed: Rivertown Gophers: Autumn meetup",
		}},
		"in doubt": {with(func(e *content.Event) { e.Doubts = []content.Doubt{{Field: "date", Question: "Which?"}} }), map[string]string{
			"STATUS": "TENTATIVE", "SUMMARY": "Rivertown Gophers: Autumn meetup",
		}},
		"without a page":              {with(func(e *content.Event) { e.Origin.URL = "" }), map[string]string{"URL": "https://rivertown.example/autumn/rsvp"}},
		"with signs":                  {with(func(e *content.Event) { e.Title = `a,b;c\n:"d"` + "\r\nBEGIN:VEVENT\tx\u202e\x00" }), map[string]string{"SUMMARY": `Rivertown Gophers: a,b;c\n:"d" BEGIN:VEVENT x`}},
		"of a group with an odd name": {with(func(e *content.Event) { e.Group = "Ünder Göphers;x:y" }), map[string]string{"UID": "event-7-under-gophers-x-y@meetupbot"}},
	} {
		t.Run(about, func(t *testing.T) {
			made := entry(t, tt.event)
			got := properties(t, made.File)
			for name, want := range tt.want {
				if got[name] != want {
					t.Errorf("%s = %q, want %q in\n%s", name, got[name], want, made.File)
				}
			}
		})
	}
}

// TestFileName: the file is called as its meetup, as far as every system can
// write that.
func TestFileName(t *testing.T) {
	for title, want := range map[string]string{
		"Autumn meetup":                "rivertown-gophers-autumn-meetup.ics",
		"C:\\..\\Größe & Łódź <3.ics":  "rivertown-gophers-c-grosse-lodz-3-ics.ics",
		strings.Repeat("many ", 9):     "rivertown-gophers-many-many-many-many-many-many-many-many-ma.ics",
		"川の町 2017":                     "rivertown-gophers-2017.ics",
		strings.Repeat("a", 41) + " b": "rivertown-gophers-" + strings.Repeat("a", 41) + ".ics",
	} {
		if got := (bot.CalendarEntry{Event: bot.Meetup{Group: "Rivertown Gophers", Title: title}}).FileName(); got != want {
			t.Errorf("a meetup called %q is in the file %q, want %q", title, got, want)
		}
	}
	if got := (bot.CalendarEntry{Event: bot.Meetup{Title: "川の町"}}).FileName(); got != "meetup.ics" {
		t.Errorf("a name without a letter of ours: %q, want meetup.ics", got)
	}
}

// TestCalendarTimes: in every zone the entry is at the instants at which the
// meetup is.
func TestCalendarTimes(t *testing.T) {
	for _, zone := range []string{"Europe/London", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kathmandu", "Africa/Casablanca", "UTC"} {
		for day := content.Date("2017-01-01"); day < "2018-01-01"; day = day.AddDays(13) {
			e := content.Event{Title: "Evening", Date: day, Start: "18:30", End: "21:00", Zone: zone}
			from, to, _ := e.Span()
			calendar, err := ical.NewDecoder(bytes.NewReader(entry(t, e).File)).Decode()
			if err != nil {
				t.Fatal(err)
			}
			start, err1 := calendar.Events()[0].DateTimeStart(time.UTC)
			end, err2 := calendar.Events()[0].DateTimeEnd(time.UTC)
			if err1 != nil || err2 != nil || !start.Equal(from) || !end.Equal(to) {
				t.Errorf("%s in %s: from %s to %s, want %s to %s (%v, %v)", day, zone, start, end, from, to, err1, err2)
			}
		}
	}
}

func TestCalendarLongText(t *testing.T) {
	e := gopherMeetups()[2]
	e.Zone = "Europe/London"
	e.Title = strings.Repeat("川の町の会：", 400)
	e.Talks = nil
	for i := range 100 {
		e.Talks = append(e.Talks, content.Talk{Title: fmt.Sprintf("Talk %d %s", i, strings.Repeat("é,;\\", 200))})
	}
	made := entry(t, e)
	got := properties(t, made.File)
	if len(made.File) > 64<<10 || !strings.Contains(got["DESCRIPTION"], "and 75 more talks") {
		t.Errorf("%d bytes: %.200s", len(made.File), made.File)
	}
}

// TestCalendarAsked: what is asked in words, and where there is nothing to
// enter.
func TestCalendarAsked(t *testing.T) {
	db, ids := rivertown(t)
	r := router(t, db)
	for line, want := range map[string]content.EventID{
		"calendar": ids[autumn], "calendar 2016-03-15": ids[1], "ics october meetup": ids[3], "calendar gophers": ids[autumn],
		"calendar winter meetup": 0, "calendar zeppelins": 0,
	} {
		reply := r.Answer(t.Context(), bot.Request{Line: line, Now: instant("2017-09-20T12:00:00Z")})
		switch reply := reply.(type) {
		case bot.CalendarEntry:
			if reply.Event.ID != want || properties(t, reply.File)["UID"] != fmt.Sprintf("event-%d-gophers@meetupbot", want) {
				t.Errorf("%s = %+v, want event %d", line, reply, want)
			}
		case bot.Notice:
			if want != 0 {
				t.Errorf("%s = %+v, want event %d", line, reply, want)
			}
		default:
			t.Errorf("%s = %+v", line, reply)
		}
	}
}

// FuzzCalendar: whatever a document calls its meetup, the entry is one event
// that reads back as it was meant.
func FuzzCalendar(f *testing.F) {
	for _, title := range []string{"Autumn meetup", "a\r\nEND:VEVENT\r\nBEGIN:VALARM", "\\", "\\n;,:\"", strings.Repeat("é", 80), "\xff\xfe", "\u2028\u0085x", "🏳️‍🌈" + strings.Repeat("👩‍👩‍👧‍👦", 20), ""} {
		f.Add(title, title)
	}
	f.Fuzz(func(t *testing.T, title, venue string) {
		e := content.Event{Title: title, Date: "2017-09-26", Start: "18:30", Zone: "Europe/London", Venue: content.Venue{Name: venue},
			Talks: []content.Talk{{Title: venue, Speakers: []string{title}}}, Origin: content.Origin{URL: "https://rivertown.example/" + venue}}
		made := entry(t, e)
		got := properties(t, made.File)
		if want := strings.TrimSpace(bot.Clean(made.Event.Name())); bot.Length(want) <= 500 && got["SUMMARY"] != want {
			t.Errorf("SUMMARY = %q, want %q", got["SUMMARY"], want)
		}
		if got["DTSTART"] != "20170926T173000Z" || got["UID"] != "event-7-gophers@meetupbot" {
			t.Errorf("%q: %q", title, made.File)
		}
	})
}
