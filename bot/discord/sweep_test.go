package discord_test

import (
	"slices"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// TestSweep: a sweep deletes what carries the marker but for the message that is
// to stay, and takes no hidden history for an empty one.
func TestSweep(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Set(func(s *discordtest.Settings) { s.NonceWindow = time.Nanosecond })
	p := w.reminder()
	p.First = time.Now()
	var sent []string
	for range 3 {
		id, err := w.adapter.Send(w.ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		sent = append(sent, id)
	}
	other := w.reminder()
	other.Marker = "z" + other.Marker[1:]
	if _, err := w.adapter.Send(w.ctx, other); err != nil {
		t.Fatal(err)
	}
	left := func() (out []string) {
		for _, m := range w.Messages(w.ChannelID) {
			out = append(out, m.ID)
		}
		return out
	}
	w.Permit(w.ChannelID, discordtest.Ordinary&^discordtest.ReadMessageHistory)
	if n, err := w.adapter.Sweep(w.ctx, p); n != 0 || err == nil {
		t.Errorf("unreadable: %d, %v", n, err)
	}
	w.Permit(w.ChannelID, discordtest.Ordinary)
	p.Message = sent[1]
	if n, err := w.adapter.Sweep(w.ctx, p); n != 2 || err != nil || len(left()) != 2 || !slices.Contains(left(), sent[1]) {
		t.Errorf("deleted %d, %v; left %s of %s", n, err, left(), sent)
	}
	again, err := w.adapter.Send(w.ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	p.Message = ""
	if n, err := w.adapter.Sweep(w.ctx, p); n != 1 || err != nil || slices.Contains(left(), again) {
		t.Errorf("without a message to keep: %d, %v; left %s of %s", n, err, left(), sent)
	}
}
