package ics_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
	"meetupbot/content/parse/parsetest"
)

// FuzzRead: whatever the file, nothing panics, every statement stands on a line
// of the file, what is read is a day and a clock, no two events are found again
// by the same word, and reading again gives the same.
func FuzzRead(f *testing.F) {
	for _, d := range parsetest.Documents(f, "testdata/*.txtar") {
		f.Add(d.Data)
	}
	for _, b := range bombs() {
		if len(b.file) < 4<<10 {
			f.Add([]byte(b.file))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = bytes.ToValidUTF8(ics.Mend(data), []byte("?"))
		if len(data) > 64<<10 || bytes.IndexByte(data, 0) >= 0 {
			return
		}
		o := ics.Options{Zone: "Europe/London", Today: "2026-03-01"}
		entries, warnings, err := ics.Read("a.ics", data, o)
		lines := 1 + bytes.Count(data, []byte("\n"))
		found := map[string]bool{}
		for _, x := range entries {
			e := x.Event
			if !e.Date.IsDay() && len(e.Doubts) == 0 {
				t.Errorf("%q is on no day, and nobody asks", e.Title)
			}
			for _, c := range []content.Clock{e.Start, e.End} {
				if _, err := content.ParseClock(string(c)); c != "" && err != nil {
					t.Errorf("%q: %v", e.Title, err)
				}
			}
			for _, d := range []content.Date{e.Date, e.EndDate} {
				if _, err := content.ParseDate(string(d)); d != "" && err != nil {
					t.Errorf("%q: %v", e.Title, err)
				}
			}
			if e.EndDate != "" && e.EndDate <= e.Date {
				t.Errorf("%q ends on %s and begins on %s", e.Title, e.EndDate, e.Date)
			}
			for _, ev := range e.Evidence {
				if ev.Line > lines || ev.Line == 0 && ev.Rule != "the group's zone" || !utf8.ValidString(ev.Text) {
					t.Errorf("%q: evidence %+v, in a file of %d lines", e.Title, ev, lines)
				}
			}
			if x.Description != nil && 1+strings.Count(x.Description.Plain, "\n") != len(x.Description.Lines) {
				t.Errorf("%q: %d lines for %q", e.Title, len(x.Description.Lines), x.Description.Plain)
			}
			key := e.Origin.UID + "\x00" + e.Origin.Place
			if found[key] {
				t.Errorf("two events have UID %q and place %q", e.Origin.UID, e.Origin.Place)
			}
			found[key] = true
		}
		again, warned, err2 := ics.Read("a.ics", data, o)
		if a, b := shown(entries, warnings, err), shown(again, warned, err2); !bytes.Equal(a, b) {
			t.Errorf("read twice:\n%s\n%s", a, b)
		}
	})
}
