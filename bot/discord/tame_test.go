package discord_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
)

// ourChannel is the place that samples post to: its name is shown.
const ourChannel = "1234567890"

// tame fails the test where a rendering breaks a limit of Discord's, leads
// anywhere but to the web, says nothing, or does anything by words that are
// not ours. Lengths are UTF-16 code units, the longest count there is.
func tame(t testing.TB, name string, p payload) {
	t.Helper()
	limit := func(what, s string, most int) {
		t.Helper()
		if n := bot.Length(s); n > most {
			t.Errorf("%s: %s has %d characters of %d: %q", name, what, n, most, s)
		}
	}
	total := 0
	count := func(what, s string, most int) {
		t.Helper()
		limit(what, s, most)
		total += bot.Length(s)
	}
	limit("content", p.Content, 2000)
	limit("description", p.Description, 1000)
	if len(p.Embeds) > 10 {
		t.Errorf("%s: %d embeds", name, len(p.Embeds))
	}
	if strings.TrimSpace(p.Content+p.Description) == "" && len(p.Embeds) == 0 {
		t.Errorf("%s says nothing", name)
	}
	for _, e := range p.Embeds {
		if strings.TrimSpace(e.Title) == "" {
			t.Errorf("%s: an embed without a title", name)
		}
		count("title", e.Title, 256)
		count("description", e.Description, 4096)
		count("footer", e.Footer.Text, 2048)
		if len(e.Fields) > 25 {
			t.Errorf("%s: %d fields", name, len(e.Fields))
		}
		for _, f := range e.Fields {
			if strings.TrimSpace(f.Name) == "" || strings.TrimSpace(f.Value) == "" {
				t.Errorf("%s: an empty field %q: %q", name, f.Name, f.Value)
			}
			count("field name", f.Name, 256)
			count("field value", f.Value, 1024)
		}
		if e.URL != "" {
			web(t, name, e.URL, 2048)
		}
		for _, k := range kinds(readTitle(e.Title)) {
			t.Errorf("%s: the title %q has %s", name, e.Title, k)
		}
	}
	if total > 6000-40 { // a sender's marker may stand in a footer
		t.Errorf("%s: embeds of %d characters", name, total)
	}
	tameButtons(t, name, p)
	for _, s := range append(append(p.markdown(), p.plain()...), p.titles()...) {
		clean(t, name, s)
	}
	for _, s := range p.markdown() {
		tameNodes(t, name, s, read(s))
	}
	for _, a := range p.Attachments {
		if strings.Trim(a.Filename, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" || !strings.HasSuffix(a.Filename, ".ics") || len(a.Filename) > 64 {
			t.Errorf("%s: a file called %q", name, a.Filename)
		}
	}
}

func (p payload) titles() []string {
	var titles []string
	for _, e := range p.Embeds {
		titles = append(titles, e.Title)
	}
	return titles
}

func tameButtons(t testing.TB, name string, p payload) {
	t.Helper()
	if len(p.Components) > 5 {
		t.Errorf("%s: %d rows", name, len(p.Components))
	}
	ids := map[string]bool{}
	for _, r := range p.Components {
		if r.Type != 1 || len(r.Components) < 1 || len(r.Components) > 5 {
			t.Errorf("%s: a row of type %d with %d buttons", name, r.Type, len(r.Components))
		}
		for _, b := range r.Components {
			if b.Label == "" || bot.Length(b.Label) > 80 || (b.URL == "") == (b.CustomID == "") || (b.Style == 5) != (b.URL != "") || len(b.CustomID) > 100 || b.CustomID != "" && ids[b.CustomID] {
				t.Errorf("%s: a button %+v", name, b)
			}
			ids[b.CustomID] = true
			if b.URL != "" {
				web(t, name, b.URL, 512)
				if bot.Pretends(b.Label, b.URL) {
					t.Errorf("%s: the button %q leads to %s", name, b.Label, b.URL)
				}
			}
		}
	}
}

// web fails the test unless the address leads to the web, as Discord has it.
func web(t testing.TB, name, address string, most int) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"http", "https"}, strings.ToLower(u.Scheme)) || u.Host == "" || u.User != nil || len(address) > most {
		t.Errorf("%s: leads to %q", name, address)
	}
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>()[]|`\"\\", r) }) {
		t.Errorf("%s: the address %q holds markup", name, address)
	}
}

// clean fails the test where s holds what is not seen or not text.
func clean(t testing.TB, name, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.Contains(s, "\n\n\n") || strings.HasPrefix(s, "\n") || strings.TrimSpace(s) != s {
		t.Errorf("%s: not fit to be read: %q", name, s)
	}
	marks := 0
	for _, r := range s {
		if r != '\n' && r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Errorf("%s: %q holds %U", name, s, r)
		}
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		if marks > 4 {
			t.Errorf("%s: %q holds a heap of marks", name, s)
		}
	}
}

// tameNodes fails the test where a member would see markup that we do not use.
func tameNodes(t testing.TB, name, s string, nodes []node) {
	t.Helper()
	for _, n := range nodes {
		switch n.kind {
		case "text", "bold", "struck", "item", "code", "time":
		case "bare link":
			web(t, name, strings.Trim(n.text, "<>"), 1000)
		case "link":
			web(t, name, n.text, 1000)
			if len(kinds(n.in)) > 0 || bot.Pretends(shown(n.in), n.text) {
				t.Errorf("%s: a link %q to %s", name, shown(n.in), n.text)
			}
		case "mention":
			if n.text != "<#"+ourChannel+">" {
				t.Errorf("%s: a mention %q in %q", name, n.text, s)
			}
		default:
			t.Errorf("%s: a %s %q in %q", name, n.kind, n.text, s)
		}
		tameNodes(t, name, s, n.in)
	}
}

func TestTame(t *testing.T) {
	t.Parallel()
	for _, s := range append(bottest.Replies(), long()...) {
		tame(t, s.Name, preview(t, s.Reply))
	}
}
