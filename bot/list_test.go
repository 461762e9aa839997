package bot_test

import (
	"testing"

	"meetupbot/bot"
)

// TestLonger: whoever asks for what is proposed gets more, until there is no
// more to get.
func TestLonger(t *testing.T) {
	for shown, want := range map[int]string{
		0: "talks slices limit:25", 8: "talks slices limit:25", 20: "talks slices limit:40", 25: "talks slices limit:50",
		40: "talks slices limit:50", 50: "", 60: "",
	} {
		if got := bot.Longer("talks slices", shown); got != want {
			t.Errorf("Longer(%d) = %q, want %q", shown, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "tomorrow": "Tomorrow", "Today": "Today", "élan": "Élan", "3 meetups": "3 meetups", "ßharp": "ßharp",
	} {
		if got := bot.Sentence(s); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestDigestButtons: a digest's button asks what it says, for whoever pressed it
// alone.
func TestDigestButtons(t *testing.T) {
	all := bot.Digest{}.Buttons()
	if len(all) != 1 {
		t.Fatalf("%d buttons", len(all))
	}
	call, ok := bot.Pressed(all[0].ID)
	if !ok || call.Name != "meetups" || !call.Private() || (bot.Call{Name: "meetups"}).Private() {
		t.Errorf("%q asks %+v, %v", all[0].ID, call, ok)
	}
}
