package parse_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// A file that says what it is written in is read so, without a warning; what
// the text really is counts for more than what it says.
func TestDeclaredCharsets(t *testing.T) {
	latin1 := func(s string) string {
		out, err := charmap.ISO8859_1.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	cyrillic, err := charmap.KOI8R.NewEncoder().String(`<html><head><meta charset="koi8-r"><title>x</title></head><body><h1>Встреча</h1><p>Join us on Tuesday 9 June 2026 at 7pm.</p></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	feed := `<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>x</title><item><title>Café meetup on Tuesday 9 June 2026</title><description>Join us at 7pm.</description></item></channel></rss>`
	schedule := `<?xml version='1.0' encoding='iso-8859-1'?><schedule><conference><title>Días de garzas</title></conference><day date='2026-06-09'/></schedule>`
	for _, tt := range []struct{ name, path, text, title string }{
		{"a feed in Latin-1", "a.xml", latin1(strings.Replace(feed, "%s", "ISO-8859-1", 1)), "Café meetup on Tuesday 9 June 2026"},
		{"a feed in UTF-8 that says Latin-1", "a.xml", strings.Replace(feed, "%s", "ISO-8859-1", 1), "Café meetup on Tuesday 9 June 2026"},
		{"a feed in a charset that nobody knows", "a.xml", strings.Replace(feed, "%s", "x-owl", 1), "Café meetup on Tuesday 9 June 2026"},
		{"a schedule in Latin-1", "a.xml", latin1(schedule), "Días de garzas"},
		{"a page in KOI8-R", "a.html", cyrillic, "Встреча"},
	} {
		r := one(t, tt.path, tt.text)
		if r.Err != nil || len(r.Warnings) > 0 || len(r.Events) != 1 || r.Events[0].Title != tt.title {
			t.Errorf("%s: error %v, warnings %q, events %+v", tt.name, r.Err, r.Warnings, r.Events)
		}
	}
	// Nothing is known of what a text is in that does not say it.
	r := one(t, "a.xml", latin1(strings.Replace(feed, ` encoding="%s"`, "", 1)))
	if r.Err != nil || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "no UTF-8") {
		t.Errorf("undeclared: error %v, warnings %q", r.Err, r.Warnings)
	}
}

// Characters that no hand types come by escapes where the document's own bytes
// are clean.
func TestEscapedControlCharactersAreLeftOut(t *testing.T) {
	for path, text := range map[string]string{
		"a.json": `{"schedule": {"conference": {"title": "Owl\u202e \u001b[31mdays", "start": "2026-06-09", "days": []}}}`,
		"b.json": `{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Owl\u202e \u001b[31m meetup on Tuesday 9 June 2026", "content_text": "Join us at 7pm."}]}`,
		"c.xml":  `<schedule><conference><title>Owl&#x202e; days</title></conference><day date="2026-06-09"/></schedule>`,
		"d.html": `<!doctype html><title>x</title><h1>Owl&#x202e; days</h1><p>Join us on Tuesday 9 June 2026 at 7pm.</p>`,
		"e.html": `<!doctype html><script type="application/ld+json">{"@type": "Event", "name": "Owl\u202e \u0007days", "startDate": "2026-06-09"}</script><p>Join us.</p>`,
		"f.md":   "---\ntitle: \"Owl\\u202e \\x1bdays\"\nevent_date: 2026-06-09\n---\nJoin us at 7pm.\n",
	} {
		r := one(t, path, text)
		if r.Err != nil || len(r.Events) != 1 {
			t.Errorf("%s: %d events, %v", path, len(r.Events), r.Err)
			continue
		}
		out, err := r.JSON(path)
		if err != nil || strings.Contains(string(out), "u001b") || strings.Contains(string(out), "u0007") || strings.Contains(string(out), "\u202e") || !strings.Contains(string(out), "Owl") {
			t.Errorf("%s: %s, %v", path, out, err)
		}
	}
}
