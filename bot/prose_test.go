package bot_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
)

func TestProseOf(t *testing.T) {
	text := func(s string) bot.Paragraph { return bot.Paragraph{Runs: []bot.Run{{Text: s}}} }
	item := func(s string) bot.Paragraph { return bot.Paragraph{Item: true, Runs: []bot.Run{{Text: s}}} }
	for _, tt := range []struct {
		markdown string
		want     bot.Prose
	}{
		{"", nil},
		{"  \n\n ", nil},
		{"Ada keeps buckets.", bot.Prose{text("Ada keeps buckets.")}},
		{"Ada *keeps* __buckets__, `make(map)`\nand so on.", bot.Prose{text("Ada keeps buckets, make(map) and so on.")}},
		{"One.\n\nTwo\\* &amp; three.", bot.Prose{text("One."), text("Two* & three.")}},
		{"# Ada\n\n- one\n- two\n\nEnd", bot.Prose{text("Ada"), item("one"), item("two"), text("End")}},
		{"1. one\n   - deep\n2. two", bot.Prose{item("one"), item("deep"), item("two")}},
		{"- alone", bot.Prose{item("alone")}},
		{"1) first", bot.Prose{item("first")}},
		{"> quoted\n\n<b>raw</b> html <!-- gone -->", bot.Prose{text("quoted"), text("raw html ")}},
		{"```\na := 1\n\nb := 2\n```", bot.Prose{text("a := 1\n"), text("b := 2\n")}},
		{"![a photo](https://x.example/p.jpg)", bot.Prose{text("a photo")}},
		{"See [the site](https://ada.example/a_b) or <https://x.example>.", bot.Prose{{Runs: []bot.Run{
			{Text: "See "}, {Text: "the site", URL: "https://ada.example/a_b"}, {Text: " or "},
			{Text: "https://x.example", URL: "https://x.example"}, {Text: "."},
		}}}},
		{"[trap](javascript:alert(1)) and [file](file:///etc/passwd)", bot.Prose{text("trap and file")}},
	} {
		if diff := cmp.Diff(tt.want, bot.ProseOf(tt.markdown)); diff != "" {
			t.Errorf("ProseOf(%q) (-want +got):\n%s", tt.markdown, diff)
		}
	}
}

// TestLongProse: what is too long ends between two words, or at least between
// two characters, and says so.
func TestLongProse(t *testing.T) {
	for _, markdown := range []string{strings.Repeat("buckets ", 2000), strings.Repeat("é", 8000), strings.Repeat("*a* b\n\n", 2000)} {
		prose := bot.ProseOf(markdown)
		last := prose[len(prose)-1]
		text := last.Runs[len(last.Runs)-1].Text
		if !strings.HasSuffix(text, " …") || !utf8.ValidString(text) || strings.HasSuffix(text, "bucket …") {
			t.Errorf("%d bytes of prose end with %q", len(markdown), text[max(0, len(text)-20):])
		}
	}
}

func FuzzProseOf(f *testing.F) {
	f.Add("Ada *keeps* [buckets](https://x.example)\n\n- one\n- two")
	f.Add(strings.Repeat("> ", 400) + "deep")
	f.Add("a\x00b\xff\\\\&#0;&#x1b;[x](<y z>)\n===")
	f.Fuzz(func(t *testing.T, markdown string) {
		for _, p := range bot.ProseOf(markdown) {
			if len(p.Runs) == 0 {
				t.Errorf("ProseOf(%q) has an empty paragraph", markdown)
			}
			for _, r := range p.Runs {
				if utf8.ValidString(markdown) && !utf8.ValidString(r.Text) {
					t.Errorf("ProseOf(%q) cuts a character: %q", markdown, r.Text)
				}
				if scheme, _, _ := strings.Cut(strings.ToLower(r.URL), ":"); r.URL != "" && scheme != "http" && scheme != "https" && scheme != "mailto" {
					t.Errorf("ProseOf(%q) links to %q", markdown, r.URL)
				}
			}
		}
	})
}
