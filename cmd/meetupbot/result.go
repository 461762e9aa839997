package main

import (
	"bufio"
	"fmt"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// printResult shows a document's events for a person.
func printResult(w *bufio.Writer, name string, r parse.Result) {
	fmt.Fprintf(w, "%s: %s\n", name, r.Kind)
	for _, e := range r.Events {
		fmt.Fprintf(w, "  %s\n    %s\n", orWord(e.Title, "(no title)"), whenLine(&e))
		if v := e.Venue.String(); v != "" {
			fmt.Fprintf(w, "    at %s\n", v)
		}
		if e.Status != "" && e.Status != content.Scheduled {
			fmt.Fprintf(w, "    %s\n", e.Status)
		}
		for _, t := range e.Talks {
			line := t.Title
			if len(t.Speakers) > 0 {
				line += " - " + strings.Join(t.Speakers, ", ")
			}
			if t.Start != "" {
				line = string(t.Start) + " " + line
			}
			fmt.Fprintf(w, "    * %s\n", line)
		}
		for _, l := range e.RSVP {
			fmt.Fprintf(w, "    sign up: %s\n", l.URL)
		}
		for _, d := range e.Doubts {
			fmt.Fprintf(w, "    ? %s\n", d)
		}
	}
}

// whenLine is an event's day and times in one line.
func whenLine(e *content.Event) string {
	when := orWord(string(e.Date), "day unknown")
	if e.Date.IsDay() {
		when = e.Date.Weekday().String() + " " + when
	}
	if e.EndDate != "" {
		when += " to " + string(e.EndDate)
	}
	if e.Start != "" {
		when += ", " + string(e.Start)
	}
	if e.End != "" {
		when += " - " + string(e.End)
	}
	return when + " (" + orWord(e.Zone, "zone unknown") + ")"
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}
