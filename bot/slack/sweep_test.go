package slack_test

import (
	"slices"
	"testing"
	"time"

	"meetupbot/bot/slack/slacktest"
)

// A sweep deletes what carries the marker but for the message that is to stay,
// and leaves everything else alone.
func TestSweep(t *testing.T) {
	w, ctx := newWorld(t, restless), within(t)
	var sent []string
	send := func(marker string) {
		t.Helper()
		ts, err := w.adapter.Send(ctx, w.post(marker))
		if err != nil {
			t.Fatal(err)
		}
		sent = append(sent, ts)
	}
	for _, marker := range []string{"mark-1", "mark-2", "mark-1", "mark-1"} {
		send(marker)
	}
	w.Say(w.Channel, w.Member, "mark-1")
	p := w.post("mark-1")
	p.First, p.Message = p.Attempted, sent[2]
	left := func() (out []string) {
		for _, m := range w.Messages(w.Channel) {
			if slices.Contains(sent, m.TS) {
				out = append(out, m.TS)
			}
		}
		return out
	}
	for _, code := range []string{"missing_scope", "fatal_error"} {
		w.Play("conversations.history", slacktest.Unstored(slacktest.Refuse(code)))
		if n, err := w.adapter.Sweep(ctx, p); n != 0 || err == nil {
			t.Errorf("%s: %d, %v", code, n, err)
		}
	}
	w.Play("chat.delete", slacktest.Unstored(slacktest.Status(503, "")))
	if n, err := w.adapter.Sweep(ctx, p); n != 0 || err == nil || len(left()) != 4 {
		t.Errorf("cannot delete: %d, %v, left %s", n, err, left())
	}
	if n, err := w.adapter.Sweep(ctx, p); n != 2 || err != nil || !slices.Equal(left(), sent[1:3]) {
		t.Errorf("deleted %d, %v; left %s of %s", n, err, left(), sent)
	}
	if n, err := w.adapter.Sweep(ctx, p); n != 0 || err != nil {
		t.Errorf("once more: %d, %v", n, err)
	}
	send("mark-1")
	p.Message = ""
	if n, err := w.adapter.Sweep(ctx, p); n != 1 || err != nil || !slices.Equal(left(), sent[1:3]) {
		t.Errorf("without a message to keep: %d, %v; left %s of %s", n, err, left(), sent)
	}
	p.First, p.Attempted = time.Time{}, time.Time{}
	if n, err := w.adapter.Sweep(ctx, p); n != 0 || err != nil {
		t.Errorf("never tried: %d, %v", n, err)
	}
	w.SetScopes(without("metadata.message:read")...)
	p = w.post("mark-1")
	p.First, p.Message = p.Attempted, sent[2]
	if _, err := w.adapter.Sweep(ctx, p); err == nil {
		t.Error("without the scope all seems to be seen")
	}
}
