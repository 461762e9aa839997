package feed_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content/parse/feed"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/tree"
)

func rss(items string) string {
	return "<rss version=\"2.0\"><channel><title>Owls</title>\n" + items + "</channel></rss>"
}

func TestIs(t *testing.T) {
	for src, want := range map[string]bool{
		rss(""):                       true,
		"<?xml version='1.0'?><RSS/>": true,
		"<rdf:RDF xmlns:rdf='x'/>":    true,
		"<feed xmlns='http://www.w3.org/2005/Atom'/>":            true,
		"<feed><title>prices</title></feed>":                     false,
		"<schedule><day/></schedule>":                            false,
		"<!doctype html><p>rss":                                  false,
		`{"version": "https://jsonfeed.org/version/1", "items":`: true,
		`{"version": "1"}`:                                       false,
		"":                                                       false,
		"rss":                                                    false,
	} {
		if got := feed.Is([]byte(src)); got != want {
			t.Errorf("Is(%.40q) = %v, want %v", src, got, want)
		}
	}
}

func TestMoments(t *testing.T) {
	for written, want := range map[string]string{
		"Tue, 12 May 2026 19:00:00 +0100":    "2026-05-12T19:00:00+01:00",
		"Tue, 12 May 2026 19:00:00 GMT":      "2026-05-12T19:00:00Z",
		"Tue, 12 May 2026 19:00:00 EDT":      "2026-05-12T19:00:00-04:00",
		"12 May 2026 19:00 +0200":            "2026-05-12T19:00:00+02:00",
		"Tue,  12 May 26 19:00:00 +0000":     "2026-05-12T19:00:00Z",
		"Tuesday, 12 May 2026 19:00:00 Z":    "2026-05-12T19:00:00Z",
		"2026-05-12T19:00:00.123-07:00":      "2026-05-12T19:00:00-07:00",
		"2026-05-12T19:00Z":                  "2026-05-12T19:00:00Z",
		"Mon, 12 May 2026 19:00:00 +0100":    "", // a Tuesday
		"Tue, 12 May 2026 19:00:00 IST":      "", // India's, Israel's or Ireland's
		"Tue, 12 May 2026 19:00:00":          "",
		"12/05/2026 19:00":                   "",
		"Tue, 32 May 2026 19:00:00 +0100":    "",
		"Thu, 01 Jan 1970 00:00:00 +0000":    "",
		"Tue, 12 May 2026 19:00:00 +0100 or": "",
		"soon":                               "",
	} {
		entries, err := feed.Read([]byte(rss("<item><title>x</title><pubDate>" + written + "</pubDate></item>")))
		if err != nil || len(entries) != 1 {
			t.Fatalf("%q: %d entries, %v", written, len(entries), err)
		}
		got := ""
		if at := entries[0].Published; !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q was published at %q, want %q", written, got, want)
		}
	}
}

func TestEntries(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"whole text before the teaser", rss("<item>\n<title>a</title>\n<description>d</description>\n<content:encoded xmlns:content='c'>\n<![CDATA[<p>c</p>]]></content:encoded></item>"), `3 "a" page "" 6 "<p>c</p>"`},
		{"markup in the title", rss("<item><title>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title></item>"), `2 "a c & d" page "" 2 ""`},
		{"tags within a description", rss("<item><title>a</title><description>x <a href='h'>y</a></description></item>"), `2 "a" page "" 2 "x <a href='h'>y</a>"`},
		{"its page", rss("<item><title>a</title><link> https://x.example/a </link></item><item><title>b</title><link>/b</link></item>"), `2 "a" page "https://x.example/a" 2 ""; 2 "b" page "" 2 ""`},
		{"an ampersand that stands for itself", rss("<item><title>Tom & Jerry</title></item>"), `2 "Tom & Jerry" page "" 2 ""`},
		{"another charset declared", "<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<item><title>Café</title></item>"), `2 "Café" page "" 2 ""`},
		{"Atom", "<feed xmlns='http://www.w3.org/2005/Atom'>\n<entry><title>a</title><link href='https://x.example/a'/>\n<content type='html'>&lt;p&gt;c&lt;/p&gt;</content></entry></feed>", `2 "a" page "https://x.example/a" 3 "<p>c</p>"`},
		{"JSON", `{"version": "https://jsonfeed.org/version/1", "title": "x",` + "\n" + `"items": [{"id": "1", "title": "a",` + "\n" + `"content_text": "c", "url": "https://x.example/a"}]}`, `2 "a" page "https://x.example/a" 3 "c"`},
		{"none", rss(""), ""},
	} {
		entries, err := feed.Read([]byte(tt.src))
		var got []string
		for _, e := range entries {
			got = append(got, fmt.Sprintf("%d %q page %q %d %q", e.Title.Line, e.Title.Text, e.Link.Text, e.Body.Line, e.Body.Text))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

// An entry's id stays the same while its text and its place in the feed change.
func TestIDs(t *testing.T) {
	read := func(items string) (ids []string) {
		entries, err := feed.Read([]byte(rss(items)))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			ids = append(ids, e.ID)
		}
		return ids
	}
	a := "<item><title>%s</title><link>https://x.example/a</link><guid>https://x.example/?p=1</guid></item>"
	b := "<item><title>%s</title><link>https://x.example/b</link></item>"
	c := "<item><title>%s</title><guid>post-7</guid></item>"
	before := read(fmt.Sprintf(a, "A") + fmt.Sprintf(b, "B") + fmt.Sprintf(c, "C"))
	after := read(fmt.Sprintf(c, "C again") + fmt.Sprintf(a, "Cancelled: A") + fmt.Sprintf(b, "B!"))
	if before[0] != after[1] || before[1] != after[2] || before[2] != after[0] || before[2] != "post-7" {
		t.Errorf("ids %v became %v", before, after)
	}
	if before[0] == before[1] || len(before[0]) != 12 {
		t.Errorf("ids %v", before)
	}
}

// Broken feeds and bombs are refused, with the line to blame.
func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		line      int
		want      string
	}{
		{"cut off", "<rss><channel>\n<item><title>a</title>", 2, "the XML ends in the middle"},
		{"an item a hundred thousand deep", rss("<item>" + strings.Repeat("<a>", 100_000)), 2, "it nests more than 100 deep"},
		{"two hundred thousand items", rss(strings.Repeat("<item/>", 140_000)), 2, "it holds more than 100000 values"},
		{"JSON too deep", `{"version": "https://jsonfeed.org/version/1", "items": ` + strings.Repeat("[", 300_000), 1, "it nests more than 100 deep"},
		{"JSON cut off", `{"version": "https://jsonfeed.org/version/1",` + "\n" + `"items": [`, 2, "the JSON ends in the middle"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !feed.Is([]byte(tt.src)) {
				t.Error("not taken for a feed")
			}
			entries, err := feed.Read([]byte(tt.src))
			e, ok := err.(*tree.Error)
			if !ok || e.Line != tt.line || !strings.Contains(e.Problem, tt.want) || len(entries) > 0 {
				t.Errorf("%d entries, error %v, want line %d: %s", len(entries), err, tt.line, tt.want)
			}
		})
	}
}

// Entities that a feed defines are never expanded, and nothing that it refers
// to is read.
func TestEntities(t *testing.T) {
	for _, define := range []string{
		`<!ENTITY x "boom"><!ENTITY y "&x;&x;&x;&x;">`,
		`<!ENTITY y SYSTEM "file:///etc/passwd">`,
		`<!ENTITY % y SYSTEM "http://127.0.0.1:1/"> %y;`,
	} {
		entries, err := feed.Read([]byte("<!DOCTYPE rss [" + define + "]>" + rss("<item><title>a &y; b</title><description>&y;</description></item>")))
		if err != nil {
			continue
		}
		for _, e := range entries {
			if all := e.Title.Text + e.Body.Text; strings.Contains(all, "boom") || strings.Contains(all, "root:") {
				t.Errorf("%s was expanded: %q", define, all)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, d := range parsetest.Documents(f, "../testdata/feed*.txtar") {
		f.Add(d.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !feed.Is(data) {
			return
		}
		lines := 1 + strings.Count(string(data), "\n")
		entries, err := feed.Read(data)
		if e, ok := err.(*tree.Error); err != nil && (!ok || e.Line < 0 || e.Line > lines) {
			t.Errorf("error %v in %d lines", err, lines)
		}
		for _, e := range entries {
			for _, s := range []feed.Said{e.Title, e.Link, e.Body} {
				if s.Line < 1 || s.Line > lines {
					t.Errorf("%+v in %d lines", s, lines)
				}
			}
			if y := e.Published.Year(); !e.Published.IsZero() && (y < 1995 || y > 2999) {
				t.Errorf("published in %d", y)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	all := parsetest.Documents(b, "../testdata/feed*.txtar")
	size := 0
	for _, d := range all {
		size += len(d.Data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range all {
			if _, err := feed.Read(d.Data); err != nil {
				b.Fatal(err)
			}
		}
	}
}
