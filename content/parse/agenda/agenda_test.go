package agenda_test

import (
	"strings"
	"testing"

	"meetupbot/content/parse/agenda"
)

func TestPausing(t *testing.T) {
	for _, tt := range []struct {
		entry   string
		speaker bool
		want    bool
	}{
		{"Doors open, pizza", false, true},
		{"Lunch", false, true},
		{"", false, true},
		{"休憩", false, true},
		{"Presentation starts", false, true},
		{"Setup & connectivity check", false, true},
		{"Rozpoczęcie i sprawy organizacyjne", false, true},
		{"Przerwa", false, true},
		{"Перерыв", false, true},
		{"Connectivity for villages without a cable", false, false},
		{"Check-in for everybody who comes by train", false, true},
		{"Breaking the build on purpose", false, false},
		{"How lunch menus became a distributed system", true, false},
		{"Welcome", true, true},
		{"Welcome to the world of slow queries", true, false},
	} {
		if got := agenda.Pausing(tt.entry, tt.speaker); got != tt.want {
			t.Errorf("Pausing(%q, %v) = %v, want %v", tt.entry, tt.speaker, got, tt.want)
		}
	}
}

func TestShown(t *testing.T) {
	for _, tt := range []struct {
		url, words string
		want       agenda.Media
	}{
		{"https://youtu.be/abc", "", agenda.Video},
		{"https://marlowe.example/talk.pdf", "", agenda.Slides},
		{"https://marlowe.example/t", "Slides", agenda.Slides},
		{"https://marlowe.example/t", "Video", agenda.Video},
		{"https://marlowe.example/t", "the video of a talk that somebody else gave", agenda.Neither},
		{"https://marlowe.example/", "Ada's page", agenda.Neither},
		{"/files/1.pdf", "Slides", agenda.Neither},
		{"javascript:alert(1)", "Slides", agenda.Neither},
	} {
		if got := agenda.Shown(tt.url, tt.words); got != tt.want {
			t.Errorf("Shown(%q, %q) = %v, want %v", tt.url, tt.words, got, tt.want)
		}
	}
}

// FuzzWords: whatever an entry or a link says, it is shown as one thing at
// most, a web address alone can show anything, and neither case nor white space
// around it matters.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Lunch", "Doors open, pizza", "Video", "slides", "休憩", "https://youtu.be/abc", "https://a.example/t.pdf", "\xff", "Break / pause"} {
		f.Add(s, "https://a.example/"+s, true)
		f.Add("talk", s, false)
	}
	f.Fuzz(func(t *testing.T, entry, url string, speaker bool) {
		if agenda.Pausing(entry, speaker) != agenda.Pausing(" "+entry+" ", speaker) {
			t.Errorf("white space around %q decides whether it is a pause", entry)
		}
		if agenda.Pausing(entry, true) && !agenda.Pausing(entry, false) {
			t.Errorf("%q is a pause only with a speaker", entry)
		}
		shown := agenda.Shown(url, entry)
		if shown != agenda.Neither && shown != agenda.Video && shown != agenda.Slides {
			t.Errorf("Shown(%q, %q) = %v", url, entry, shown)
		}
		if shown != agenda.Neither && !strings.HasPrefix(strings.ToLower(url), "http") {
			t.Errorf("Shown(%q, %q) = %v, of what is no web address", url, entry, shown)
		}
	})
}
