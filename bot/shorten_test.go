package bot_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"meetupbot/bot"
)

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		in   string
		most int
		want string
	}{
		{"Autumn meetup", 13, "Autumn meetup"},
		{"Autumn meetup", 12, "Autumn…"},
		{"Autumn, meetup", 10, "Autumn…"},
		{"Unbreakable", 5, "Unbr…"},
		{"a Unbreakableword", 8, "a Unbre…"},
		{"👩\u200d👩\u200d👧👩\u200d👩\u200d👧", 10, "👩\u200d👩\u200d👧…"},
		{"👩\u200d👩\u200d👧x", 5, "…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"", 0, ""},
	} {
		if got := bot.Shorten(tt.in, tt.most); got != tt.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", tt.in, tt.most, got, tt.want)
		}
	}
}

func FuzzShorten(f *testing.F) {
	f.Add("two words and more", 7)
	f.Add("a\u0301\u200d\u202e \u3164 x", 3)
	f.Add("👩‍👩‍👧‍👦 🇳🇿🇳🇿🇳", 7)
	f.Fuzz(func(t *testing.T, s string, most int) {
		s = bot.Clean(s)
		most = min(max(most, 0), 4000)
		cut := bot.Shorten(s, most)
		if bot.Length(cut) > most || !utf8.ValidString(cut) {
			t.Fatalf("Shorten(%q, %d) = %q, %d long", s, most, cut, bot.Length(cut))
		}
		rest, shortened := strings.CutSuffix(cut, "…")
		if cut == s || !shortened {
			return
		}
		whole := rest == ""
		for clusters := graphemes.FromString(s); clusters.Next() && !whole; {
			whole = clusters.End() == len(rest)
		}
		if !strings.HasPrefix(s, rest) || !whole {
			t.Fatalf("Shorten(%q, %d) = %q breaks a character", s, most, cut)
		}
	})
}
