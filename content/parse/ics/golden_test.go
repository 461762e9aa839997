package ics_test

import (
	"bytes"
	"fmt"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
	"meetupbot/content/parse/parsetest"
)

// TestGolden reads each calendar of the archives, and compares with the section
// of its name and .want. An archive's comment says the group's zone and today,
// where they are known.
func TestGolden(t *testing.T) {
	parsetest.Golden(t, "testdata/*.txtar", "*.want", func(t *testing.T, c parsetest.Case) string {
		o := ics.Options{Zone: c.Option("zone"), Today: content.Date(c.Option("today"))}
		return string(shown(ics.Read(c.Docs[0].Name, c.Docs[0].Data, o)))
	})
}

// shown writes what was read for people, an event a line, with where its day
// and its zone were read and what is in doubt below it.
func shown(entries []ics.Entry, warnings []string, err error) []byte {
	var b bytes.Buffer
	for _, x := range entries {
		e := x.Event
		when := string(e.Date)
		if e.EndDate != "" {
			when += " to " + string(e.EndDate)
		}
		if e.Start != "" {
			when += " " + string(e.Start)
		}
		if e.End != "" {
			when += "-" + string(e.End)
		}
		fmt.Fprintf(&b, "%s %s %q", when, e.Zone, e.Title)
		if e.Status != content.Scheduled {
			fmt.Fprintf(&b, " %s", e.Status)
		}
		fmt.Fprintf(&b, " UID %q place %q", e.Origin.UID, e.Origin.Place)
		if x.Written != "" {
			fmt.Fprintf(&b, " written %s", x.Written)
		}
		if x.Repeated {
			b.WriteString(" repeated")
		}
		b.WriteByte('\n')
		for _, ev := range e.Evidence {
			if ev.Field == "date" || ev.Field == "zone" {
				fmt.Fprintf(&b, "  %s %s: %s\n", ev.Field, ev.Value, ev)
			}
		}
		for _, d := range e.Doubts {
			fmt.Fprintf(&b, "  ? %s: %s\n", d.Field, d)
		}
		if x.Description != nil {
			fmt.Fprintf(&b, "  says %q from lines %v\n", x.Description.Plain, x.Description.Lines)
		}
	}
	for _, w := range warnings {
		fmt.Fprintf(&b, "! %s\n", w)
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %s\n", err)
	}
	return b.Bytes()
}
