package parse_test

import (
	"strings"
	"testing"
)

// Documents come in UTF-8; some still say that they are in what they were in.
func TestCharsetsThatAreNoLonger(t *testing.T) {
	for _, charset := range []string{"ISO-8859-1", "utf-16", "x-owl", "utf-8"} {
		declared := `<?xml version="1.0" encoding="` + charset + `"?>` + "\n"
		for kind, text := range map[string]string{
			"feed":     `<rss version="2.0"><channel><title>x</title><item><title>Café meetup on Tuesday 9 June 2026</title><description>Join us at 7pm.</description></item></channel></rss>`,
			"schedule": `<schedule><conference><title>Café meetup on Tuesday 9 June 2026</title></conference><day date="2026-06-09"/></schedule>`,
		} {
			r := one(t, "a.xml", declared+text)
			if r.Err != nil || len(r.Warnings) > 0 || len(r.Events) != 1 || r.Events[0].Title != "Café meetup on Tuesday 9 June 2026" {
				t.Errorf("a %s that says %s: error %v, warnings %q, events %+v", kind, charset, r.Err, r.Warnings, r.Events)
			}
		}
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

// What is not UTF-8 is read in the charset that it says, else as browsers do.
func TestLegacyCharsets(t *testing.T) {
	page := func(head, title string) string {
		return "<!doctype html><html><head>" + head + "</head><body><h1>" + title + "</h1><p>Join us on Tuesday 9 June 2026 at 7pm.</p></body></html>"
	}
	const guessed = ": the document is no UTF-8 and does not say what it is: it was read as Windows-1252"
	for _, tt := range []struct{ name, path, text, want, warning string }{
		{"meta charset", "a.html", page(`<meta charset="iso-8859-1">`, "Caf\xe9 \x96 meetup"), "Café – meetup", ""},
		{"http-equiv", "a.html", page(`<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`, "\xc2\xf1\xf2\xf0\xe5\xf7\xe0"), "Встреча", ""},
		{"Shift_JIS", "a.html", page(`<meta charset=shift_jis>`, "\x8f\x91\x90\xd0"), "書籍", ""},
		{"nothing said", "a.html", page("", "Caf\xe9 meetup"), "Café meetup", "a.html:1" + guessed},
		{"a post", "a.md", "---\ntitle: Caf\xe9 meetup\n---\nJoin us on Tuesday 9 June 2026 at 7pm.\n", "Café meetup", "a.md:2" + guessed},
		{"UTF-8 with a broken byte", "a.md", "---\ntitle: Café\xe9 meetup\n---\nJoin us on Tuesday 9 June 2026 at 7pm.\n", "Café� meetup", "a.md:2: bytes that are no UTF-8 were replaced"},
		{"it says UTF-8", "a.html", page(`<meta charset="utf-8">`, "Caf\xe9 meetup"), "Caf� meetup", "a.html:1: bytes that are no UTF-8 were replaced"},
		{"it says UTF-16", "a.html", page(`<meta charset="utf-16">`, "Caf\xe9 meetup"), "Caf� meetup", "a.html:1: bytes that are no UTF-8 were replaced"},
		{"an unknown one", "a.html", page(`<meta charset="x-owl">`, "Caf\xe9 meetup"), "Caf� meetup", "a.html:1: bytes that are no UTF-8 were replaced"},
	} {
		r := one(t, tt.path, tt.text)
		if r.Err != nil || len(r.Events) != 1 || r.Events[0].Title != tt.want || r.Events[0].Date != "2026-06-09" || strings.Join(r.Warnings, "\n") != tt.warning {
			t.Errorf("%s: error %v, warnings %q, events %+v", tt.name, r.Err, r.Warnings, r.Events)
		}
	}
}

// An archive of mails stamps its pages as the C library does; days without a
// year are counted from there.
func TestStampsOfMailArchives(t *testing.T) {
	r := one(t, "000123.html", "<!doctype html><html><head><title>[fen] May meeting</title></head><body><h1>[fen] May meeting</h1><b>Ana Finch</b><br><i>Mon Apr 27 21:12:09 CEST 2009</i><hr><p>Join us for our next meeting on Tuesday 12 May at 19:00.</p></body></html>")
	if len(r.Events) != 1 || r.Events[0].Date != "2009-05-12" || r.Events[0].Published.Format("2006-01-02") != "2009-04-27" {
		t.Errorf("events %+v, want one on 2009-05-12, published on 2009-04-27", r.Events)
	}
}
