package discord_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"meetupbot/bot/discord/discordtest"
)

// identified counts the connections that began a new session.
func identified(all []discordtest.Connection) int {
	n := 0
	for _, c := range all {
		if !c.Identified.IsZero() {
			n++
		}
	}
	return n
}

// asks has a member ask by slash command, and fails the test unless there is an
// answer.
func (w *world) asks() {
	w.t.Helper()
	w.answer(w.Interact(discordtest.Ask{Command: "nextmeetup"}))
}

// TestGatewayReconnectFirst is behaviour 1: op 7 as the first frame after
// Identify, at which the library waits for ever.
func TestGatewayReconnectFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Gateway().Play(discordtest.Reception{First: discordtest.Reconnect, Times: 2})
	w.connected().asks()
	// People read it beside other times of the product's clock.
	if c := w.adapter.Connection(); c.Since.Sub(epoch()).Abs() > patience || c.Platform != "discord" {
		t.Errorf("connection %+v", c)
	}
	if all := w.Gateway().Connections(); len(all) != 3 {
		t.Errorf("%d connections", len(all))
	}
}

// TestGatewaySilent is behaviour 1 too: a gateway that says nothing, at each
// step.
func TestGatewaySilent(t *testing.T) {
	t.Parallel()
	for name, silent := range map[string]discordtest.Reception{
		"no greeting":   {Silent: true},
		"no session":    {First: discordtest.Nothingness},
		"slow greeting": {Delay: 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.Gateway().Play(silent)
			w.connected().asks()
			w.logged("the gateway says nothing")
		})
	}
}

// TestGatewaySilentResume: a session whose resumption meets silence is given
// up for a new one.
func TestGatewaySilentResume(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	w.Gateway().Play(discordtest.Reception{First: discordtest.Nothingness})
	w.Gateway().Drop()
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	if n := identified(all); n != 2 {
		t.Errorf("%d sessions: %+v", n, all)
	}
	w.asks()
}

// TestGatewayFatal is behaviour 2: after a close that is final nothing is tried
// again, what to do is said once, and the HTTP door answers.
func TestGatewayFatal(t *testing.T) {
	t.Parallel()
	for code, say := range map[int]string{
		4004: "Reset Token", 4010: "4010", 4011: "several connections", 4012: "Update the bot", 4013: "4013", 4014: "at all (4014)",
	} {
		attempts := 1
		if code == 4014 {
			attempts = 2 // with the text of messages, and without
		}
		w := newWorld(t)
		w.Gateway().Play(discordtest.Reception{First: discordtest.Closed, Close: code, Times: discordtest.Always})
		w.run()
		w.until("it is said", func() bool { return strings.Contains(w.adapter.Connection().Trouble, say) })
		time.Sleep(150 * time.Millisecond) // for a storm, if there is one
		if n := len(w.Gateway().Connections()); n != attempts {
			t.Errorf("%d: %d connections", code, n)
		}
		w.logged(say)
		if n := strings.Count(w.log.String(), say); n != 1 {
			t.Errorf("%d: said %d times", code, n)
		}
		if c := w.adapter.Connection(); !c.Since.IsZero() || !strings.Contains(c.Trouble, say) {
			t.Errorf("%d: connection %+v", code, c)
		}
		if i := w.deliver(discordtest.Ask{Command: "nextmeetup"}); !i.Answered() {
			t.Errorf("%d: the HTTP door does not answer", code)
		}
	}
}

// TestGatewayWithoutContent is behaviour 2 for 4014: the bot goes on without
// the text of messages, and says what that means.
func TestGatewayWithoutContent(t *testing.T) {
	t.Parallel()
	for name, play := range map[string]func(*world){
		"Discord says so beforehand": func(w *world) {
			w.Set(func(s *discordtest.Settings) { s.Intents = 0 })
		},
		"it closes with 4014": func(w *world) {
			w.Gateway().Play(discordtest.Reception{First: discordtest.Closed, Close: 4014, Refusal: "Disallowed intent(s)."})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			play(w)
			w.connected().asks()
			all := w.Gateway().Connections()
			if last := all[len(all)-1]; last.Intents&(1<<15) != 0 {
				t.Errorf("asked for the content again: %b", last.Intents)
			}
			w.logged("switch Message Content Intent on", "!speaker")
			if c := w.adapter.Connection(); c.Since.IsZero() || !strings.Contains(c.Trouble, "message content intent") {
				t.Errorf("connection %+v", c)
			}
			// In servers "!" is not seen, a mention is; direct messages are.
			w.Say(discordtest.Said{Text: "!speaker Ada"})
			w.Say(discordtest.Said{Text: "<@" + w.BotID + "> speaker Ada"})
			w.posted(w.ChannelID, 1)
			direct := w.Say(discordtest.Said{Text: "speaker Ada", DM: true})
			w.posted(direct.Channel, 1)
			if n := len(w.posted(w.ChannelID, 1)); n != 1 {
				t.Errorf("%d answers in the channel", n)
			}
		})
	}
}

// TestGatewayHello: a greeting without a span between heartbeats is none, and
// begins no session; one that is too long to count is no reason to hurry.
func TestGatewayHello(t *testing.T) {
	for interval, sessions := range map[string]bool{"0": false, "-1": false, `"soon"`: false, "null": false, "1e18": true, "1e300": true} {
		var mu sync.Mutex
		identified, beats := 0, 0
		up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ws, err := up.Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer ws.Close()
			_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":`+interval+`}}`))
			for {
				var f struct{ Op int }
				if ws.ReadJSON(&f) != nil {
					return
				}
				mu.Lock()
				switch f.Op {
				case 1:
					beats++
				case 2:
					identified++
				}
				mu.Unlock()
			}
		}))
		defer gateway.Close()
		w := newWorld(t, func(w *world) { w.config.Delays.Hello = 5 * time.Second })
		w.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Times: discordtest.Always, Body: `{"url":"ws://` + gateway.Listener.Addr().String() + `"}`})
		w.run()
		if sessions {
			w.until("a session", func() bool { mu.Lock(); defer mu.Unlock(); return identified > 0 })
		}
		time.Sleep(300 * time.Millisecond) // for more, if there are
		mu.Lock()
		if identified > 0 != sessions || identified > 1 || beats > 0 {
			t.Errorf("every %s ms: %d sessions begun, %d heartbeats", interval, identified, beats)
		}
		mu.Unlock()
	}
}

// TestGatewayZombie is behaviour 3: heartbeats that nobody acknowledges are
// noticed within two, and the session goes on.
func TestGatewayZombie(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Set(func(s *discordtest.Settings) { s.Heartbeat = 50 * time.Millisecond })
	w.connected()
	w.Gateway().Mute()
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	if identified(all) != 1 || all[0].Heartbeats > 20 {
		t.Errorf("connections %+v", all)
	}
	w.logged("does not acknowledge heartbeats")
	w.asks()
}

// TestGatewayResume is behaviour 4: after a reset the session is resumed, and
// what was said meanwhile is answered, once.
func TestGatewayResume(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	w.asks()
	w.Gateway().Drop()
	w.Say(discordtest.Said{Text: "!nextmeetup"})
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	if identified(all) != 1 || all[1].Session != all[0].Session || all[1].Seq == 0 {
		t.Errorf("connections %+v", all)
	}
	w.posted(w.ChannelID, 1)
	w.asks()
	if n := len(w.posted(w.ChannelID, 1)); n != 1 {
		t.Errorf("%d messages", n)
	}
}

// TestGatewayReconnect: op 7 in the middle is followed by a resumption.
func TestGatewayReconnect(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	w.Gateway().Reconnect()
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil || identified(all) != 1 {
		t.Errorf("connections %+v, %v", all, err)
	}
	if code := all[0].Code; code == 1000 || code == 1001 {
		t.Errorf("closed with %d, which ends the session", code)
	}
	w.asks()
}

// TestGatewayInvalid is behaviour 4: op 9 is followed by a pause, then by a new
// session or by a resumption, as it says.
func TestGatewayInvalid(t *testing.T) {
	t.Parallel()
	for resumable, sessions := range map[bool]int{false: 2, true: 1} {
		w := newWorld(t).connected()
		w.Gateway().Invalidate(resumable)
		all, err := w.Gateway().AwaitReady(w.ctx, 2)
		if err != nil || identified(all) != sessions {
			t.Errorf("resumable %v: connections %+v, %v", resumable, all, err)
		}
		w.asks()
	}
}

// TestGatewayInvalidOnResume: a session that is over when it is resumed.
func TestGatewayInvalidOnResume(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	w.Gateway().Play(discordtest.Reception{First: discordtest.Invalid})
	w.Gateway().Drop()
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil || identified(all) != 2 {
		t.Errorf("connections %+v, %v", all, err)
	}
	w.asks()
}

// TestGatewayDeadResumeURL is behaviour 4: where the address for resuming is
// dead the session is resumed where it began.
func TestGatewayDeadResumeURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Gateway().KillResumeURL()
	w.connected()
	w.Gateway().Drop()
	all, err := w.Gateway().AwaitReady(w.ctx, 2)
	if err != nil || identified(all) != 1 {
		t.Errorf("connections %+v, %v", all, err)
	}
	w.asks()
}

// TestGatewayClosed: after a close that ends the session there is a new one,
// after any other it goes on.
func TestGatewayClosed(t *testing.T) {
	t.Parallel()
	for code, sessions := range map[int]int{4000: 1, 4001: 1, 4002: 1, 4003: 2, 4007: 2, 4008: 1, 4009: 2, 1000: 1, 1001: 1, 1006: 1} {
		w := newWorld(t).connected()
		w.Gateway().Close(code)
		all, err := w.Gateway().AwaitReady(w.ctx, 2)
		if err != nil || identified(all) != sessions {
			t.Errorf("%d: %d sessions, %v", code, identified(all), err)
		}
		w.asks()
	}
}

// TestStrangeEvents: nothing that the gateway says ends the program, or is
// answered without cause.
func TestStrangeEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	for _, said := range []discordtest.Said{
		{Nobody: true}, {Webhook: true}, {Bot: true}, {Author: w.BotID},
	} {
		said.Text = "!nextmeetup"
		w.Say(said)
	}
	for _, event := range []string{"MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "READ_THIS"} {
		w.Gateway().Dispatch(event, map[string]any{})
		w.Gateway().Dispatch(event, map[string]any{"id": 7, "author": "nobody", "data": []any{}, "channels": "none"})
		w.Gateway().Dispatch(event, map[string]any{"id": "x", "author": map[string]any{}, "content": "!nextmeetup", "guild_id": nil})
	}
	w.asks()
	own := slices.DeleteFunc(w.Messages(w.ChannelID), func(m discordtest.Message) bool { return m.Interaction != "" })
	for _, m := range own {
		if m.Author == w.BotID && m.Content != "!nextmeetup" {
			t.Errorf("the bot said %+v", m)
		}
	}
	if n := len(w.Gateway().Connections()); n != 1 {
		t.Errorf("%d connections", n)
	}
}
