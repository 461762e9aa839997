package discord_test

import (
	"strings"
	"testing"

	"meetupbot/bot/discord/discordtest"
)

// deliver brings an ask to the HTTP door.
func (w *world) deliver(ask discordtest.Ask) discordtest.Interaction {
	w.t.Helper()
	i, err := w.Deliver(w.ctx, w.door, ask)
	if err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	return i
}

func TestHTTPInteraction(t *testing.T) {
	w := newWorld(t)
	i := w.deliver(discordtest.Ask{Command: "nextmeetup"})
	if !i.Answered() || i.Ephemeral {
		t.Errorf("answered %v, ephemeral %v", i.Answered(), i.Ephemeral)
	}
	if n := len(w.Calls(discordtest.Everything)); n != 1 {
		t.Errorf("%d calls: the answer goes out in the response", n)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestHTTPInteractionLate: an answer that takes longer is announced, then
// comes.
func TestHTTPInteractionLate(t *testing.T) {
	w := newWorld(t)
	release := w.library.hold()
	defer release()
	i := w.deliver(discordtest.Ask{Command: "nextmeetup"})
	if i.First != 5 || i.Answered() {
		t.Errorf("first answer of type %d", i.First)
	}
	release()
	i = w.answer(i)
	if i.Ephemeral {
		t.Error("everybody's answer is shown to the asker alone")
	}
	calls := w.Calls(discordtest.Everything)
	if len(calls) != 2 || calls[1].Route != discordtest.EditOriginal {
		t.Errorf("calls %v", calls)
	}
	discordtest.Validate(t, calls)
}

// TestHTTPCalendar: a file cannot go out in the response, so the answer goes by
// the callback.
func TestHTTPCalendar(t *testing.T) {
	w := newWorld(t)
	i := w.deliver(discordtest.Ask{Kind: discordtest.Press, CustomID: "calendar:1"})
	i = w.answer(i)
	if i.Response == nil || !i.Ephemeral {
		t.Fatalf("answer %+v", i)
	}
	if files := i.Response.Files; len(files) != 1 || !strings.Contains(string(files[0].Data), "BEGIN:VCALENDAR") {
		t.Errorf("files %v, saying %s", files, words(i.Response))
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}
