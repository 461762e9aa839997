package discord

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"meetupbot/bot"
)

// TestFill: whatever there is, the text stays within its room, and nothing is
// left out without a word while there is room for one.
func TestFill(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var list text
		list.own(strings.Repeat("o", rapid.IntRange(0, 999).Draw(r, "before")))
		sizes := rapid.SliceOfN(rapid.IntRange(1, 300), 0, 20).Draw(r, "sizes")
		more := bot.More{Count: rapid.IntRange(0, 3).Draw(r, "more")}
		shown := 0
		fill(&list, 1000, sizes, more, rapid.SampledFrom([]string{"", "agenda", "talks " + strings.Repeat("words ", 40)}).Draw(r, "ask"), func(t *text, size int) {
			t.own(strings.Repeat("é", size))
			shown++
		})
		if list.over(1000) {
			r.Errorf("%d characters of 1000", bot.Length(list.String()))
		}
		if told := strings.Contains(list.String(), " more"); !told && (shown < len(sizes) || more.Count > 0) && !list.over(800) {
			r.Errorf("%d of %d lines and %d more, of which nothing is said", shown, len(sizes), more.Count)
		}
	})
}

// FuzzAppendLiteral: whatever is cut, the text stays within its room and is
// cut between characters.
func FuzzAppendLiteral(f *testing.F) {
	f.Add("**bold** \\ text", 5)
	f.Add("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12)
	f.Add(strings.Repeat("*", 100), 99)
	f.Fuzz(func(t *testing.T, s string, most int) {
		most = min(max(most, 1), 5000)
		s = bot.Clean(s)
		got := string(appendLiteral(nil, s, most))
		if bot.Length(got) > most {
			t.Errorf("%d characters of %d: %q", bot.Length(got), most, got)
		}
		if bare := strings.ReplaceAll(got, "\\", ""); !strings.HasPrefix(strings.ReplaceAll(s, "\\", ""), strings.TrimSuffix(bare, "…")) {
			t.Errorf("%q is cut to %q", s, got)
		}
		if trailing := len(got) - len(strings.TrimRight(got, `\`)); trailing%2 == 1 {
			t.Errorf("half an escape at the end of %q", got)
		}
	})
}
