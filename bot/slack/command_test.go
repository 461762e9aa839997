package slack_test

import (
	"strings"
	"testing"

	"meetupbot/bot/slack/slacktest"
)

// TestCommands: what a member types is answered in the acknowledgement itself,
// over either door, to everybody or to the asker alone.
func TestCommands(t *testing.T) {
	for name, door := range map[string]struct {
		world *world
		ask   func(*world, slacktest.Envelope) slacktest.Ack
	}{
		"http":   {newWorld(t, overHTTP).run(), (*world).deliver},
		"socket": {newWorld(t, overSocket).run(), (*world).push},
	} {
		for _, test := range []struct {
			command, text string
			private       bool
		}{
			{"/nextmeetup", "", false},
			{"/nextmeetup", "gophers", false},
			{"/meetups", "maps", false},
			{"/speaker", "bio Ada Marlowe", false},
			{"/talks", "slices", false},
			{"/agenda", "", false},
			{"/meetupbot", "nextmeetup", false},
			{"/meetupbot", "", true},                                    // help
			{"/meetupbot", "help", true},                                // the table says so
			{"/talks", "", true},                                        // something is missing
			{"/speaker", "Nobody Known", true},                          // a notice
			{"/meetupbot", "nextmetup", true},                           // a slip of the keys
			{"/meetupbot", "pause", true},                               // for organisers only
			{"/talks", strings.Repeat("x", 3000), true},                 // too long
			{"/talks", "\u202eslices\u202c", false},                     // from right to left
			{"/speaker", "<!channel> &amp; <@U0JOQUILL01>", true},       // hostile
			{"/nextmeetup", "\nthe second line is of no concern", true}, // no such group
		} {
			t.Run(name+" "+test.command+" "+test.text[:min(20, len(test.text))], func(t *testing.T) {
				w := door.world
				w.Clear()
				ack := door.ask(w, w.Command(w.Channel, w.Member, test.command, test.text))
				if len(ack.Payload) == 0 {
					t.Fatal("the acknowledgement says nothing")
				}
				public, own := w.Messages(w.Channel), w.Ephemerals(w.Channel, w.Member)
				seen := append(public, own...)
				if len(seen) != 1 || (len(own) == 1) != test.private {
					t.Fatalf("public %d, private %d; want one, private %v", len(public), len(own), test.private)
				}
				if n := seen[0].Notified(); len(n) > 0 {
					t.Errorf("notified: %v", n)
				}
				if calls := append(w.Calls("chat.postMessage"), w.Calls(slacktest.ResponseURL)...); len(calls) > 0 {
					t.Errorf("beside the acknowledgement: %+v", calls)
				}
			})
		}
	}
}
