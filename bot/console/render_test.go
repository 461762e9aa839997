package console_test

import (
	"flag"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/console"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every reply there is.
func TestGolden(t *testing.T) {
	bottest.Golden(t, "testdata/replies.txtar", *update, func(r bot.Reply) ([]byte, error) {
		return []byte(console.Render(r, false)), nil
	})
}

// TestTamed checks what must hold for every rendering, coloured or not.
func TestTamed(t *testing.T) {
	for _, s := range bottest.Replies() {
		for _, colour := range []bool{false, true} {
			tame(t, s.Name, console.Render(s.Reply, colour), colour)
		}
	}
}

// tame fails the test where text holds a control character of its own, is not
// UTF-8, or has a line of more than 80 columns for any reason but an address.
func tame(t *testing.T, name, text string, colour bool) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s: not UTF-8: %q", name, text)
	}
	if !strings.HasSuffix(text, "\n") || strings.HasPrefix(text, "\n") || strings.Contains(text, "\n\n\n") {
		t.Errorf("%s: begins or ends badly, or has two empty lines: %q", name, text)
	}
	if colour {
		text = strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "").Replace(text)
	}
	cells := &runewidth.Condition{StrictEmojiNeutral: true}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		for _, r := range line {
			if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
				t.Errorf("%s: %q holds %U", name, line, r)
			}
		}
		if w := cells.StringWidth(line); w > 80 && !strings.Contains(line, "://") {
			t.Errorf("%s: %d columns: %q", name, w, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("%s: spaces at the end of %q", name, line)
		}
	}
}

// TestColour: colours come in pairs, only when asked for, and change nothing
// else.
func TestColour(t *testing.T) {
	for _, s := range bottest.Replies() {
		coloured, bare := console.Render(s.Reply, true), console.Render(s.Reply, false)
		if strings.Contains(bare, "\x1b") {
			t.Errorf("%s: an escape without colour: %q", s.Name, bare)
		}
		if got := strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "").Replace(coloured); got != bare {
			t.Errorf("%s: colour changes the text (-bare +coloured):\n%s", s.Name, cmp.Diff(bare, got))
		}
		for line := range strings.Lines(coloured) {
			if on := strings.LastIndexAny(line, "\x1b"); on >= 0 && !strings.HasPrefix(line[on:], "\x1b[0m") {
				t.Errorf("%s: a colour runs over the end of %q", s.Name, line)
			}
		}
	}
}

// TestLinksWhole: an address is never broken, whatever its length.
func TestLinksWhole(t *testing.T) {
	address := "https://rivertown.example/" + strings.Repeat("path/", 40)
	m := bottest.Autumn()
	m.Page = address
	for _, r := range []bot.Reply{bot.EventCard{Event: m}, bot.Reminder{Event: m}, bot.Recap{Event: m}} {
		if text := console.Render(r, false); !strings.Contains(text, address) {
			t.Errorf("%T: the address is broken:\n%s", r, text)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("Autumn meetup", "川の町の勉強会", "https://rivertown.example/")
	f.Add(strings.Repeat("long", 50), "a\u0301\u0301\u200d🏳️‍🌈 🇳🇿🇳🇿🇳", "x")
	f.Add("\x1b[31m\u202e\u009b\xff\x00", "\r\n\t\u2028\u00a0\u3000", "\u00ad\ufeff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		m := bottest.Autumn()
		m.Title, m.Group, m.Venue.Name, m.Doubts = a, b, c, []string{b + a}
		m.Talks = []bot.Talk{{Title: a + b, Speakers: []string{b, c}}, {Title: c}}
		replies := []bot.Reply{
			bot.EventCard{Event: m, Also: []bot.Meetup{m}},
			bot.Notice{Text: c, Near: []string{a}, Try: []string{b, a}},
			bot.SpeakerCard{People: []bot.Person{{Name: a, Role: b, Bio: bot.Prose{
				{Runs: []bot.Run{{Text: c}, {Text: a}}}, {Item: true, Runs: []bot.Run{{Text: b}}},
			}}}},
		}
		for _, r := range replies {
			text := console.Render(r, false)
			if !utf8.ValidString(text) {
				t.Fatalf("not UTF-8: %q", text)
			}
			cells := &runewidth.Condition{StrictEmojiNeutral: true}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				for _, r := range line {
					if unicode.IsControl(r) {
						t.Fatalf("%q holds %U", line, r)
					}
				}
				if w := cells.StringWidth(line); w > 80 && !strings.Contains(line, "://") {
					t.Fatalf("%d columns: %q", w, line)
				}
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	for _, s := range bottest.Replies() {
		if s.Name != "event-card" && s.Name != "speaker" && s.Name != "event-card-wide" {
			continue
		}
		b.Run(s.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				console.Render(s.Reply, false)
			}
		})
	}
}
