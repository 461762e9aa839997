package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/content/parse/parsetest"
)

// TestSpoken reads the documents of each archive below testdata/spoken, each
// as a source of its own, and compares what they say of talks and people with
// the file that stands behind each: FILE.want. A file whose name has a folder
// belongs to the source of that name, which has one want at its end.
func TestSpoken(t *testing.T) {
	parsetest.Golden(t, "testdata/spoken/*.txtar", "*.want", func(t *testing.T, c parsetest.Case) string {
		var b strings.Builder
		for _, r := range read(documents(c), hintsOf(c)) {
			if len(c.Docs) > 1 {
				fmt.Fprintf(&b, "%s\n", r.Path)
			}
			spoken(&b, r)
		}
		return b.String()
	})
}

// spoken writes for people what a document says of talks and speakers.
func spoken(b *strings.Builder, r parse.Result) {
	if r.Err != nil {
		fmt.Fprintf(b, "error: %v\n", r.Err)
		return
	}
	fmt.Fprintf(b, "%s\n", r.Kind)
	for _, e := range r.Events {
		fmt.Fprintf(b, "event %s %s", or(string(e.Date), "?"), or(string(e.Start), "?"))
		if e.Venue.Name != "" {
			fmt.Fprintf(b, " @ %s", e.Venue)
		}
		b.WriteString("\n")
		for _, talk := range e.Talks {
			b.WriteString("talk ")
			if talk.Start != "" {
				fmt.Fprintf(b, "[%s-%s] ", talk.Start, talk.End)
			}
			fmt.Fprintf(b, "%s: %s\n", talk.Title, or(strings.Join(talk.Speakers, ", "), "?"))
			said(b, "  abstract", talk.Abstract)
			said(b, "  video", talk.Video)
			said(b, "  slides", talk.Slides)
		}
		for _, s := range e.Speakers {
			fmt.Fprintf(b, "speaker %s", s.Name)
			if s.Affiliation+s.Role != "" {
				fmt.Fprintf(b, " (%s | %s)", s.Role, s.Affiliation)
			}
			for _, l := range s.Links {
				fmt.Fprintf(b, " <%s>", l.URL)
			}
			b.WriteString("\n")
			said(b, "  bio", s.Bio)
		}
		for _, l := range e.RSVP {
			said(b, "rsvp", l.URL)
		}
		for _, s := range e.Sponsors {
			said(b, "sponsor", s)
		}
		for _, a := range e.Agenda {
			fmt.Fprintf(b, "agenda %s-%s %s\n", a.Start, a.End, a.Text)
		}
		if e.Status != content.Scheduled {
			said(b, "status", string(e.Status))
		}
	}
}

// said writes a text in one line, the middle of a long one left out.
func said(b *strings.Builder, what, text string) {
	if text == "" {
		return
	}
	text = strings.ReplaceAll(text, "\n", "/")
	if w := strings.Fields(text); len(w) > 14 {
		text = strings.Join(w[:8], " ") + " … " + strings.Join(w[len(w)-4:], " ")
	}
	fmt.Fprintf(b, "%s %s\n", what, text)
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
