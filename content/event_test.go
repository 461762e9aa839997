package content_test

import (
	"testing"

	"meetupbot/content"
)

func TestHeld(t *testing.T) {
	e := content.Event{Doubts: []content.Doubt{{Field: "talk", Question: "Who speaks?"}}}
	if d, held := e.Held(); held {
		t.Errorf("a doubt about a talk holds the event: %v", d)
	}
	e.Doubts = append(e.Doubts, content.Doubt{Field: "date", Question: "Which day is it?", Readings: []content.Evidence{
		{Field: "date", Value: "2026-03-03", Path: "a.md", Line: 4, Text: "Tuesday 3 March", Rule: "weekday"},
		{Field: "date", Value: "2026-03-04", Path: "a.md", Text: "2026-03-04-a.md", Rule: "file name"},
	}})
	d, held := e.Held()
	if !held {
		t.Fatal("a doubt about the day does not hold the event")
	}
	want := `Which day is it? [2026-03-03 from a.md:4: "Tuesday 3 March" (weekday); 2026-03-04 from a.md: "2026-03-04-a.md" (file name)]`
	if d.String() != want {
		t.Errorf("String() = %s, want %s", d, want)
	}
}

func TestDocumentError(t *testing.T) {
	e := &content.DocumentError{Path: "posts/a.md", Line: 3, Problem: "key date stands twice", Fix: "keep one of them"}
	if want := "posts/a.md:3: key date stands twice; keep one of them"; e.Error() != want {
		t.Errorf("Error() = %q, want %q", e, want)
	}
	e = &content.DocumentError{Path: "posts/a.md", Problem: "the file is empty"}
	if want := "posts/a.md: the file is empty"; e.Error() != want {
		t.Errorf("Error() = %q, want %q", e, want)
	}
}

func TestVenueString(t *testing.T) {
	for want, v := range map[string]content.Venue{
		"":                          {},
		"The Old Mill":              {Name: "The Old Mill"},
		"3 Mill Lane":               {Address: "3 Mill Lane"},
		"The Old Mill, 3 Mill Lane": {Name: "The Old Mill", Address: "3 Mill Lane"},
	} {
		if got := v.String(); got != want {
			t.Errorf("%#v.String() = %q, want %q", v, got, want)
		}
	}
}
