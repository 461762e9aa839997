package bot_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"meetupbot/bot"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Autumn meetup", "Autumn meetup"},
		{"ends kept", " – ", " – "},
		{"white space", "a\t\tb\r\n\n\n\n\nc\u00a0\u3000d\u2028e", "a b c d e"},
		{"escapes", "\x1b[2J\x1b]0;owned\x07\u009b31m", "[2J]0;owned31m"},
		{"direction", "\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"},
		{"not seen", "a\u200bb\ufeffc\u00add\u2060e\u115f\u3164\u2800f", "abcde f"},
		{"marks", "z" + strings.Repeat("\u0301", 40) + "u\u0308", "z\u0301\u0301\u0301\u0301u\u0308"},
		{"not UTF-8", "a\xffb\x00c", "a\ufffdbc"},
		{"lone surrogate", "a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb"},
		{"emoji", "👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇿", "👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇿"},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiners", "\u200da\u200d\u200c\u200d\u200cb \u200c c\u200d", "a\u200db c"},
		{"Hebrew", "שלום עולם", "שלום עולם"},
		{"nothing left", "\u200b\u202e\x00", ""},
		{"markup", "**bold** <!channel> [a](b)", "**bold** <!channel> [a](b)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := bot.Clean(test.in); got != test.want {
				t.Errorf("Clean(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("\x1b[31m\u202e\u009b\xff\x00 a\u0301\u0301\u200d🏳️‍🌈 \u200c\u200c\r\n\t\u2028")
	f.Add("Autumn meetup – 川の町")
	f.Add("Größe  zählt…\u00ad\u00a0\u0085\u2028“x”")
	f.Fuzz(func(t *testing.T, s string) {
		got := bot.Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Clean(%q) = %q, which is not UTF-8", s, got)
		}
		for _, r := range got {
			if r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
				t.Fatalf("Clean(%q) = %q, which holds %U", s, got, r)
			}
		}
		if strings.Contains(got, "  ") {
			t.Fatalf("Clean(%q) = %q, with two spaces", s, got)
		}
		if again := bot.Clean(got); again != got {
			t.Fatalf("Clean(%q) = %q, and cleaned again %q", s, got, again)
		}
	})
}
