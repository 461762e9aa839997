package parse_test

import (
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// TestDraftsAreLeftOut reads one announcement under the ways in which a site
// says that a page is not public, and some that look like them.
func TestDraftsAreLeftOut(t *testing.T) {
	const body = "\n\nOur meetup is on Thursday 14 September 2023 at 19:00. Orla Fenn talks about \"Hinges, a history\".\n"
	for _, c := range []struct {
		path, front string
		why         string // the warning's end; "" when it is public
	}{
		{"posts/a.md", "---\ntitle: September\ndraft: true\n---", "posts/a.md:3: the document was left out, as draft is true: it is not public yet"},
		{"posts/a.md", "---\ntitle: September\npublished: false\n---", "as published is false: it is not public yet"},
		{"posts/a.md", "+++\ntitle = \"September\"\ndraft = true\n+++", "as draft is true: it is not public yet"},
		{"posts/a.md", "Title: September\nDate: 2023-09-01\nStatus: draft", "is draft: it is not public yet"},
		{"_drafts/a.md", "---\ntitle: September\n---", "as it is in _drafts: it is not public yet"},
		{"posts/a.md", "---\ntitle: September\ndraft: false\n---", ""},
		{"posts/a.md", "---\ntitle: September\npublished: true\n---", ""},
		{"posts/a.md", "---\ntitle: September\npublished: 2023-09-01\n---", ""},
		{"posts/a.md", "---\ntitle: September\nstatus: publish\n---", ""},
		{"posts/a.md", "---\ntitle: September\nhidden: true\n---", ""},
	} {
		r := read([]parse.Document{{Path: c.path, Data: []byte(c.front + body)}}, parse.Hints{Zone: "Europe/London"})[0]
		switch {
		case r.Err != nil:
			t.Errorf("%q: %v", c.front, r.Err)
		case c.why == "" && (len(r.Events) != 1 || r.Events[0].Date != "2023-09-14"):
			t.Errorf("%q: %s, %v", c.front, r.Kind, r.Events)
		case c.why != "" && (r.Kind != content.Other || len(r.Events) > 0 || len(r.Warnings) != 1 || !strings.HasSuffix(r.Warnings[0], c.why)):
			t.Errorf("%q: %s with %d events, warnings %q", c.front, r.Kind, len(r.Events), r.Warnings)
		}
	}
}
