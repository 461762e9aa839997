package slack

import (
	"bytes"
	"flag"
	"testing"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every reply there is, as Slack gets it and as members
// roughly see it.
func TestGolden(t *testing.T) {
	bottest.Golden(t, "testdata/replies.txtar", *update, preview)
	bottest.Golden(t, "testdata/views.txtar", *update, func(r bot.Reply) ([]byte, error) {
		m := render(r, "slack")
		return []byte("> " + m.Text + "\n" + view(t, m.Blocks)), nil
	})
}

// TestUnknownReply: a reply without a rendering is the programmer's mistake.
func TestUnknownReply(t *testing.T) {
	defer func() {
		if got := recover(); got != "slack: no rendering for <nil>" {
			t.Errorf("render(nil) panicked with %v", got)
		}
	}()
	render(nil, "slack")
}

func TestTyped(t *testing.T) {
	for in, want := range map[string]string{
		"nextmeetup":                  "/nextmeetup",
		"next gophers":                "/nextmeetup gophers",
		"speaker bio Ada Marlowe":     "/speaker bio Ada Marlowe",
		"help":                        "/meetupbot help",
		"help speaker":                "/meetupbot help speaker",
		"follow gophers":              "/meetupbot follow gophers",
		"meetupbot follow gophers":    "/meetupbot follow gophers",
		"meetupbot help":              "/meetupbot help",
		"say <!channel> to everybody": "say <!channel> to everybody",
		"":                            "",
	} {
		if got := typed(in); got != want {
			t.Errorf("typed(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestPlaces: a channel of Slack's own is shown as one; whatever else a place
// is called stays text, a person above all, who would be notified.
func TestPlaces(t *testing.T) {
	status := func(platform, id string) string {
		p := bot.Posting{What: "digest"}
		p.Place.Platform, p.Place.ID = platform, id
		return view(t, render(bot.Status{Next: []bot.Posting{p}}, "slack").Blocks)
	}
	for _, tt := range []struct{ platform, id, want string }{
		{"slack", "C0RIVER", "digest in <#C0RIVER>"},
		{"slack", "G0RIVER", "digest in <#G0RIVER>"},
		{"slack", "U0ADA", "digest in slack:U0ADA"},
		{"slack", "D0ADA", "digest in slack:D0ADA"},
		{"slack", "C1> <!channel", "digest in slack:C1> <!channel"},
		{"elsewhere", "C0RIVER", "digest in elsewhere:C0RIVER"},
	} {
		if got := status(tt.platform, tt.id); !bytes.Contains([]byte(got), []byte("• "+tt.want+"\n")) {
			t.Errorf("a posting in %s:%s is shown as\n%s\nwhich lacks %q", tt.platform, tt.id, got, tt.want)
		}
	}
}

// TestHome: what comes and what can be asked, as one view.
func TestHome(t *testing.T) {
	v := home(bot.EventCard{Event: bottest.Autumn()}, bot.Help{Commands: bot.Commands()})
	if v.Type != "home" || len(v.Blocks.BlockSet) > maxHomeBlocks {
		t.Errorf("home is a %q of %d blocks", v.Type, len(v.Blocks.BlockSet))
	}
	got := view(t, v.Blocks.BlockSet)
	for _, want := range []string{"# Rivertown Gophers: Autumn meetup\n", "\n---\n", "/nextmeetup", "/meetupbot follow"} {
		if !bytes.Contains([]byte(got), []byte(want)) {
			t.Errorf("home lacks %q:\n%s", want, got)
		}
	}
}

func BenchmarkEventCard(b *testing.B) {
	card := bot.EventCard{Event: bottest.Autumn()}
	b.ReportAllocs()
	for b.Loop() {
		render(card, "slack")
	}
}

func BenchmarkSpeakerCard(b *testing.B) {
	var card bot.Reply
	for _, s := range bottest.Replies() {
		if s.Name == "speaker" {
			card = s.Reply
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		render(card, "slack")
	}
}
