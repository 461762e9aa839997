package slack_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
)

// connected waits for so many sockets opened in all.
func (w *world) connected(n int) {
	w.t.Helper()
	if _, err := w.Connected(within(w.t), n); err != nil {
		w.t.Fatal(err)
	}
	eventually(w.t, "the adapter says that it is connected", func() bool { return !w.adapter.Connection().Since.IsZero() })
}

// answered asks for the next meetup over the socket and wants the answer.
func (w *world) answered() {
	w.t.Helper()
	if ack := w.push(w.Command(w.Channel, w.Member, "/nextmeetup", "")); !strings.Contains(string(ack.Payload), "Autumn meetup") {
		w.t.Errorf("answer = %s, want the autumn meetup", ack.Payload)
	}
}

// Behaviour 9: Slack wants a socket closed, and the bot opens the next one
// before the old one is gone: nobody's command falls into a gap.
func TestBehaviour9RefreshAndWarning(t *testing.T) {
	w := newWorld(t, overSocket).run()
	w.connected(1)
	w.answered()
	for i, reason := range []string{"refresh_requested", "warning"} {
		if err := w.Disconnect(reason); err != nil {
			t.Fatal(err)
		}
		w.connected(i + 2)
		w.answered()
	}
	ctx := within(t)
	eventually(t, "the old sockets are closed", func() bool {
		open, err := w.Connected(ctx, 3)
		return err == nil && open == 1
	})
	if n := len(w.Calls("apps.connections.open")); n != 3 {
		t.Errorf("%d sockets were asked for, want 3", n)
	}
}

// Behaviour 9: Socket Mode was turned off. That door stays closed, the log
// says once what to do, and the rest goes on.
func TestBehaviour9LinkDisabled(t *testing.T) {
	w := newWorld(t).run()
	w.connected(1)
	if err := w.Disconnect("link_disabled"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the trouble is told", func() bool { return w.adapter.Connection().Trouble != "" })
	if err := w.Disconnected(within(t)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(4 * quick().MaxBackoff)
	if n := len(w.Calls("apps.connections.open")); n != 1 {
		t.Errorf("%d sockets were asked for, want no second one", n)
	}
	c := w.adapter.Connection()
	if !c.Since.IsZero() || !strings.Contains(c.Trouble, "Socket Mode was turned off: turn it on again") {
		t.Errorf("Connection = %+v", c)
	}
	if n := strings.Count(w.log.String(), "stopped for good"); n != 1 {
		t.Errorf("the log says it %d times, want once", n)
	}
	w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")) // the other door is open
	if n := len(w.Messages(w.Channel)); n != 1 {
		t.Errorf("%d answers over HTTP, want 1", n)
	}
}

// Behaviour 9: the bot runs in too many places. It tries again ever more
// slowly, and gets in when there is room.
func TestBehaviour9TooManySockets(t *testing.T) {
	w := newWorld(t, overSocket, func(c *slack.Config) {
		c.Delays.Backoff, c.Delays.MaxBackoff = 40*time.Millisecond, 80*time.Millisecond
	})
	w.Greet("too_many_websockets", "too_many_websockets", "too_many_websockets")
	began := time.Now()
	w.run()
	w.connected(4)
	if took := time.Since(began); took < 3*20*time.Millisecond {
		t.Errorf("four sockets within %s: no pause between", took)
	}
	w.answered()
	if !strings.Contains(w.log.String(), "does the bot run somewhere else too?") {
		t.Error("the log does not say why")
	}
}

// Behaviour 9: a token that Slack refuses is not tried again.
func TestBehaviour9RefusedTokens(t *testing.T) {
	for _, code := range []string{"invalid_auth", "account_inactive", "token_revoked", "not_authed", "missing_scope"} {
		t.Run(code, func(t *testing.T) {
			w := newWorld(t, overSocket)
			w.Stand("apps.connections.open", slacktest.Unstored(slacktest.Refuse(code)))
			w.run()
			eventually(t, "the trouble is told", func() bool { return strings.Contains(w.adapter.Connection().Trouble, "connections:write") })
			time.Sleep(3 * quick().MaxBackoff)
			if n := len(w.Calls("apps.connections.open")); n != 1 {
				t.Errorf("it was tried %d times", n)
			}
			if n := strings.Count(w.log.String(), "stopped for good"); n != 1 {
				t.Errorf("the log says it %d times, want once", n)
			}
		})
	}
}

// Behaviour 10: a socket that looks open and is dead is noticed, and replaced.
func TestBehaviour10HalfOpenSocket(t *testing.T) {
	w := newWorld(t, overSocket, func(c *slack.Config) { c.Delays.Quiet = 200 * time.Millisecond })
	w.SetPing(50 * time.Millisecond)
	w.run()
	w.connected(1)
	time.Sleep(2 * 200 * time.Millisecond)
	w.answered() // pings alone keep it
	w.HalfOpen()
	w.connected(2)
	w.answered()
}

// Behaviour 10: a socket that never says hello is no socket.
func TestBehaviour10NoHello(t *testing.T) {
	w := newWorld(t, overSocket, func(c *slack.Config) { c.Delays.Hello = 100 * time.Millisecond })
	w.Greet(slacktest.Silence)
	w.run()
	w.connected(2)
	w.answered()
}

// A socket that breaks, in all ways, is opened again.
func TestBrokenSocket(t *testing.T) {
	w := newWorld(t, overSocket)
	w.Play("apps.connections.open", slacktest.Unstored(slacktest.Status(503, "")), slacktest.Unstored(slacktest.Garbage()),
		slacktest.Unstored(slacktest.RateLimited("0.01")), slacktest.Unstored(slacktest.Reset()))
	w.Play(slacktest.Handshake, slacktest.Unstored(slacktest.Status(502, "")))
	w.run()
	w.connected(1)
	w.answered()
	w.Cut()
	w.connected(2)
	w.answered()
	for _, frame := range []string{"", "{", `{"type":"hello"}`, `{"type":"no_such_thing"}`, `"text"`, `[1]`, strings.Repeat("[", 20_000)} {
		if err := w.Frame(within(t), frame); err != nil {
			t.Fatal(err)
		}
	}
	w.answered() // over the same socket
}

// Behaviour 11: an event that Slack sends again is answered once, under a new
// envelope id or the same one, over either door.
func TestBehaviour11Redelivery(t *testing.T) {
	w := newWorld(t).run()
	w.connected(1)
	e := w.Mention(w.Channel, w.Member, "nextmeetup")
	w.push(e)
	w.await("chat.postMessage", 1)
	first := w.push(e.Again(1, false))
	same := e.Again(2, true)
	same.ID = first.Envelope
	if _, err := w.Push(within(t), same); err != nil {
		t.Fatal(err)
	}
	w.deliver(e.Again(3, false))
	w.deliver(w.Mention(w.Channel, w.Member, "nextmeetup")) // another one
	w.await("chat.postMessage", 2)
	eventually(t, "all five sendings are acknowledged", func() bool { return len(w.Acks()) == 5 })
	w.stop()
	if n := len(w.Messages(w.Channel)); n != 2 {
		t.Errorf("%d answers to two questions", n)
	}
}

// Behaviour 11: that something is sent for the second time does not mean that
// the first has arrived.
func TestBehaviour11RetryThatIsTheFirst(t *testing.T) {
	w := newWorld(t).run()
	w.connected(1)
	w.push(w.Mention(w.Channel, w.Member, "nextmeetup").Again(2, false))
	w.deliver(w.Mention(w.Channel, w.Member, "nextmeetup").Again(3, false))
	w.await("chat.postMessage", 2)
}

// An event is acknowledged when it was answered, for Slack sends again what a
// program that died left behind; and in time where the answer takes long.
func TestEventsAreAcknowledgedWhenAnswered(t *testing.T) {
	w := newWorld(t, func(c *slack.Config) { c.Delays.Soon = time.Second }).run()
	w.connected(1)
	w.Stand("chat.postMessage", slacktest.Behaviour{Before: 50 * time.Millisecond})
	for i, tell := range []func(slacktest.Envelope) slacktest.Ack{w.push, w.deliver} {
		tell(w.Mention(w.Channel, w.Member, "nextmeetup"))
		if n := len(w.Messages(w.Channel)); n != i+1 {
			t.Errorf("acknowledged when %d of %d questions were answered", n, i+1)
		}
	}
	late := newWorld(t, func(c *slack.Config) { c.Delays.Soon = 30 * time.Millisecond }).run()
	late.connected(1)
	open := late.library.hold()
	late.push(late.Mention(late.Channel, late.Member, "nextmeetup"))
	late.deliver(late.Mention(late.Channel, late.Member, "nextmeetup"))
	if n := len(late.Messages(late.Channel)); n > 0 {
		t.Errorf("%d answers, and the library has not answered yet", n)
	}
	open()
	late.await("chat.postMessage", 2)
}

// Behaviour 12: answers that take long are acknowledged in time without words,
// overtaken by quick ones, and come through the response URL.
func TestBehaviour12LateAnswers(t *testing.T) {
	w := newWorld(t, func(c *slack.Config) { c.Delays.Soon = 30 * time.Millisecond }).run()
	w.connected(1)
	for name, ask := range map[string]func(slacktest.Envelope) slacktest.Ack{"socket": w.push, "http": w.deliver} {
		t.Run(name, func(t *testing.T) {
			w.Clear()
			open := w.library.hold()
			slow := w.Command(w.Channel, w.Member, "/nextmeetup", "")
			if ack := ask(slow); len(ack.Payload) > 0 {
				t.Errorf("acknowledgement = %s, want none", ack.Payload)
			}
			if ack := ask(w.Command(w.Channel, w.Member, "/meetupbot", "help")); len(ack.Payload) == 0 {
				t.Error("the quick answer is not in the acknowledgement")
			}
			open()
			calls := w.await(slacktest.ResponseURL, 1)
			if seen := w.Messages(w.Channel); len(seen) != 1 || !strings.Contains(shown(seen[0]), "Autumn meetup") {
				t.Errorf("%d messages, want the answer for all to see", len(seen))
			}
			if calls[0].URL != slow.ResponseURL() || calls[0].Args["response_type"] != "in_channel" {
				t.Errorf("call = %+v", calls[0])
			}
		})
	}
}

// Behaviour 12: the socket changes while an answer is on its way.
func TestBehaviour12AnswerAfterTheSocketChanged(t *testing.T) {
	w := newWorld(t, overSocket, func(c *slack.Config) { c.Delays.Soon = time.Second }).run()
	w.connected(1)
	open := w.library.hold()
	id, err := w.Push(within(t), w.Command(w.Channel, w.Member, "/nextmeetup", ""))
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the question arrived", func() bool { return w.library.asks.Load() > 0 })
	if err := w.Disconnect("refresh_requested"); err != nil {
		t.Fatal(err)
	}
	w.connected(2)
	open()
	ack, err := w.Acked(within(t), id)
	if err != nil {
		t.Fatal(err)
	}
	if ack.Socket != ack.Sent || !strings.Contains(string(ack.Payload), "Autumn meetup") {
		t.Errorf("ack = %+v", ack)
	}
}

// When the bot is stopped, what was asked is answered first.
func TestStopAnswersWhatWasAsked(t *testing.T) {
	w := newWorld(t, func(c *slack.Config) { c.Delays.Soon = time.Second }).run()
	w.connected(1)
	open := w.library.hold()
	id, err := w.Push(within(t), w.Command(w.Channel, w.Member, "/nextmeetup", ""))
	if err != nil {
		t.Fatal(err)
	}
	var http sync.WaitGroup
	http.Go(func() { w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")) })
	eventually(t, "the questions arrived", func() bool { return w.library.asks.Load() > 1 })
	stopping := make(chan struct{})
	go func() { w.stop(); close(stopping) }()
	time.Sleep(50 * time.Millisecond)
	open()
	if _, err := w.Acked(within(t), id); err != nil {
		t.Fatal(err)
	}
	http.Wait()
	<-stopping
	if n := len(w.Messages(w.Channel)); n != 2 {
		t.Errorf("%d answers, want 2", n)
	}
	// and nothing more
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if ack, err := w.Deliver(ctx, w.door.URL, w.Command(w.Channel, w.Member, "/nextmeetup", "")); err == nil {
		t.Errorf("after the end: %+v", ack)
	}
}

// Behaviour 15: the bot token was revoked. The log says once what to do, and
// the doors that need none stay open.
func TestBehaviour15BotTokenRevoked(t *testing.T) {
	w := newWorld(t, overHTTP)
	w.Revoke("token_revoked")
	w.run()
	eventually(t, "the trouble is told", func() bool { return strings.Contains(w.adapter.Connection().Trouble, "reinstall the app") })
	time.Sleep(3 * quick().MaxBackoff)
	if n := len(w.Calls("auth.test")); n != 1 {
		t.Errorf("it was tried %d times", n)
	}
	if n := strings.Count(w.log.String(), "stopped for good"); n != 1 {
		t.Errorf("the log says it %d times, want once", n)
	}
	if ack := w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")); !strings.Contains(string(ack.Payload), "Autumn meetup") {
		t.Errorf("answer = %s", ack.Payload)
	}
}

// Behaviour 15: the bot token is revoked while the bot runs. It is tried no
// more until the bot is configured anew, the log and Connection say what to do,
// and what needs no token goes on.
func TestBehaviour15BotTokenRevokedLater(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	eventually(t, "it is connected", func() bool { return !w.adapter.Connection().Since.IsZero() })
	w.Revoke("token_revoked")
	for range 10 {
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		failed, ok := errors.AsType[*bot.SendError](err)
		if !ok || !failed.Hopeless || !strings.Contains(err.Error(), "chat.postMessage of "+w.Channel+": token_revoked") {
			t.Errorf("Send: %v", err)
		}
	}
	if n := len(w.Calls("chat.postMessage")); n != 1 {
		t.Errorf("%d posts were tried, want 1", n)
	}
	if c := w.adapter.Connection(); !strings.Contains(c.Trouble, "reinstall the app") {
		t.Errorf("Connection = %+v", c)
	}
	if n := strings.Count(w.log.String(), "stopped for good"); n != 1 {
		t.Errorf("the log says it %d times, want once", n)
	}
	if ack := w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")); !strings.Contains(string(ack.Payload), "Autumn meetup") {
		t.Errorf("answer = %s", ack.Payload)
	}
	w.adapter.Renew()
	if _, err := w.adapter.Send(within(t), w.post("mark-7")); err == nil || len(w.Calls("chat.postMessage")) != 2 {
		t.Errorf("not tried again, or taken: %v", err)
	}
	w.Revoke("")
	if _, err := w.adapter.Send(within(t), w.post("mark-7")); err == nil {
		t.Error("tried again unasked")
	}
	w.adapter.Renew()
	if _, err := w.adapter.Send(within(t), w.post("mark-7")); err != nil {
		t.Error(err)
	}
	if c := w.adapter.Connection(); c.Trouble != "" || c.Since.IsZero() {
		t.Errorf("Connection = %+v", c)
	}
}

// Over HTTP the bot is connected when Slack knows its token, however long that
// takes.
func TestConnectedOverHTTP(t *testing.T) {
	w := newWorld(t, overHTTP)
	w.Play("auth.test", slacktest.Unstored(slacktest.Status(503, "")), slacktest.Unstored(slacktest.RateLimited("0.02")))
	if c := w.adapter.Connection(); !c.Since.IsZero() || c.Platform != "slack" {
		t.Errorf("before Run: %+v", c)
	}
	w.run()
	eventually(t, "it is connected", func() bool { return w.adapter.Connection().Since.Equal(today) })
	if c := w.adapter.Connection(); c.Trouble != "" {
		t.Errorf("Connection = %+v", c)
	}
}
