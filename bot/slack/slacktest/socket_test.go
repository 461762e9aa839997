package slacktest_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"meetupbot/bot/slack/slacktest"
)

// listen runs slack-go's Socket Mode client until the test ends and has each
// event handled.
func listen(t *testing.T, s *slacktest.Server, handle func(*socketmode.Client, socketmode.Event), options ...socketmode.Option) {
	ctx, cancel := context.WithCancel(within(t))
	sm := socketmode.New(client(s), options...)
	done := make(chan struct{}, 2)
	go func() {
		_ = sm.RunContext(ctx)
		done <- struct{}{}
	}()
	go func() {
		for {
			select {
			case e := <-sm.Events:
				handle(sm, e)
			case <-ctx.Done():
				done <- struct{}{}
				return
			}
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-done
		<-done
	})
}

// dial opens a connection by hand.
func dial(t *testing.T, s *slacktest.Server) *websocket.Conn {
	t.Helper()
	_, address, err := client(s).StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.DialContext(within(t), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// frame reads one frame.
func frame(t *testing.T, conn *websocket.Conn) map[string]any {
	t.Helper()
	var f map[string]any
	if err := conn.ReadJSON(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEnvelopesAreUnderstood(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	ts := s.Say(s.Channel, s.BotUser, "Slices at 19:00")
	heard := make(chan any, 1)
	listen(t, s, func(sm *socketmode.Client, e socketmode.Event) {
		if e.Request == nil || e.Request.EnvelopeID == "" {
			return
		}
		_ = sm.Ack(*e.Request)
		if api, ok := e.Data.(slackevents.EventsAPIEvent); ok {
			heard <- api.InnerEvent.Data
			return
		}
		heard <- e.Data
	})
	for name, c := range map[string]struct {
		envelope slacktest.Envelope
		want     func(any) bool
	}{
		"command": {s.Command(s.Channel, s.Member, "/speaker", "Ada"), func(v any) bool {
			e, ok := v.(slack.SlashCommand)
			return ok && e.Command == "/speaker" && e.Text == "Ada" && e.ChannelID == s.Channel && e.UserID == s.Member &&
				e.TeamID == s.TeamID && e.APIAppID == s.AppID && e.ResponseURL != "" && e.TriggerID != "" && e.UserName == "ada"
		}},
		"mention": {s.Mention(s.Channel, s.Member, "speaker Ada"), func(v any) bool {
			e, ok := v.(*slackevents.AppMentionEvent)
			return ok && e.Text == "<@"+s.BotUser+"> speaker Ada" && e.Channel == s.Channel && e.User == s.Member && e.TimeStamp != ""
		}},
		"direct message": {s.Direct(s.Member, "speaker Ada"), func(v any) bool {
			e, ok := v.(*slackevents.MessageEvent)
			return ok && e.Text == "speaker Ada" && e.ChannelType == "im" && e.User == s.Member
		}},
		"home": {s.HomeOpened(s.Member), func(v any) bool {
			e, ok := v.(*slackevents.AppHomeOpenedEvent)
			return ok && e.User == s.Member && e.Tab == "home"
		}},
		"joined": {s.Joined(s.Channel, s.BotUser, s.Admin), func(v any) bool {
			e, ok := v.(*slackevents.MemberJoinedChannelEvent)
			return ok && e.User == s.BotUser && e.Inviter == s.Admin && e.Channel == s.Channel
		}},
		"revoked": {s.Event("tokens_revoked", map[string]any{"tokens": map[string]any{"bot": []string{s.BotUser}}}), func(v any) bool {
			_, ok := v.(*slackevents.TokensRevokedEvent)
			return ok
		}},
		"press": {s.Press(s.Channel, s.Member, ts, "speakers", "7"), func(v any) bool {
			e, ok := v.(slack.InteractionCallback)
			return ok && e.Type == slack.InteractionTypeBlockActions && e.User.ID == s.Member && e.Channel.ID == s.Channel &&
				len(e.ActionCallback.BlockActions) == 1 && e.ActionCallback.BlockActions[0].Value == "7" &&
				e.ActionCallback.BlockActions[0].ActionID == "speakers" && e.Message.Timestamp == ts && e.ResponseURL != ""
		}},
		"press on App Home": {s.PressHome(s.Member, "more", "8"), func(v any) bool {
			e, ok := v.(slack.InteractionCallback)
			return ok && e.View.ID != "" && e.Channel.ID == "" && e.ResponseURL == "" && e.ActionCallback.BlockActions[0].Value == "8"
		}},
	} {
		id, err := s.Push(ctx, c.envelope)
		if err != nil {
			t.Fatal(err)
		}
		ack, err := s.Acked(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if ack.Socket != 1 || ack.Sent != 1 || ack.After < 0 || len(ack.Payload) != 0 {
			t.Errorf("%s: ack = %+v", name, ack)
		}
		select {
		case got := <-heard:
			if !c.want(got) {
				t.Errorf("%s: slack-go hears %T %+v", name, got, got)
			}
		case <-ctx.Done():
			t.Fatalf("%s: slack-go hears nothing", name)
		}
	}
	t.Run("published schemas", func(t *testing.T) { s.Validate(t) })
}

func TestAnswerInTheAcknowledgement(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	listen(t, s, func(sm *socketmode.Client, e socketmode.Event) {
		if e.Type == socketmode.EventTypeSlashCommand {
			kind := e.Data.(slack.SlashCommand).Text
			_ = sm.Ack(*e.Request, map[string]string{"response_type": kind, "text": "Nothing is planned."})
		}
	})
	for _, kind := range []string{"ephemeral", "in_channel"} {
		id, err := s.Push(ctx, s.Command(s.Channel, s.Member, "/nextmeetup", kind))
		if err != nil {
			t.Fatal(err)
		}
		ack, err := s.Acked(ctx, id)
		if err != nil || !strings.Contains(string(ack.Payload), "Nothing is planned.") {
			t.Fatalf("ack = %+v, %v", ack, err)
		}
	}
	if e, m := s.Ephemerals(s.Channel, s.Member), s.Messages(s.Channel); len(e) != 1 || len(m) != 1 || e[0].Text != m[0].Text {
		t.Errorf("Ephemerals = %+v, Messages = %+v", e, m)
	}
	if n := len(s.Acks()); n != 2 {
		t.Errorf("%d acks, want 2", n)
	}
}

func TestWrongAcknowledgements(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	conn := dial(t, s)
	if f := frame(t, conn); f["type"] != "hello" {
		t.Fatalf("first frame = %v", f)
	}
	push := func(e slacktest.Envelope) string {
		t.Helper()
		id, err := s.Push(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		if f := frame(t, conn); f["envelope_id"] != id {
			t.Fatalf("frame = %v, want envelope %s", f, id)
		}
		return id
	}
	command, event := s.Command(s.Channel, s.Member, "/help", ""), s.Mention(s.Channel, s.Member, "help")
	press := s.Press(s.Channel, s.Member, "1.0", "a", "b")
	for _, c := range []struct{ id, payload, complaint string }{
		{"never", ``, `"never" was never sent`},
		{push(event), `,"payload":{"text":"x"}`, "nobody reads"},
		{push(press), `,"payload":{"text":"x"}`, "nobody reads"},
		{push(command), `,"payload":{}`, "no_text"},
		{push(command), `,"payload":[]`, "not a JSON object"},
		{push(command), `,"payload":{"text":"` + strings.Repeat("x", 20<<10) + `"}`, "is ignored"},
	} {
		err := conn.WriteMessage(websocket.TextMessage, []byte(`{"envelope_id":"`+c.id+`"`+c.payload+`}`))
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, s, c.complaint)
	}
	id := push(s.Mention(s.Channel, s.Member, "help"))
	for range 2 {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(`{"envelope_id":"`+id+`"}`)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, s, "acknowledged 2 times")
	if err := conn.WriteMessage(websocket.TextMessage, []byte(`ok`)); err != nil {
		t.Fatal(err)
	}
	eventually(t, s, "no JSON")
}

// eventually waits for one complaint.
func eventually(t *testing.T, s *slacktest.Server, words string) {
	t.Helper()
	ctx := within(t)
	for ctx.Err() == nil {
		if got := s.Complaints(); len(got) > 0 {
			if len(got) > 1 || !strings.Contains(got[0], words) {
				t.Errorf("Complaints = %q, want one with %q", got, words)
			}
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("no complaint with %q", words)
}

// The same event may come again: under a new envelope id or under the same.
func TestRedelivery(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	conn := dial(t, s)
	frame(t, conn)
	first := s.Mention(s.Channel, s.Member, "help")
	first.ID = "e1"
	for _, c := range []struct {
		envelope slacktest.Envelope
		same     bool
		attempt  float64
		reason   string
	}{
		{first, true, 0, ""},
		{first.Again(1, false), false, 1, "timeout"},
		{first.Again(2, true), true, 2, "timeout"},
	} {
		id, err := s.Push(ctx, c.envelope)
		if err != nil {
			t.Fatal(err)
		}
		f := frame(t, conn)
		event := f["payload"].(map[string]any)
		if (id == "e1") != c.same || f["envelope_id"] != id || f["retry_attempt"] != c.attempt || f["retry_reason"] != c.reason ||
			event["event_id"] != first.EventID() || first.EventID() == "" {
			t.Errorf("frame = %v", f)
		}
		if err := conn.WriteJSON(map[string]string{"envelope_id": id}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Acked(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
}

// slack-go connects again whatever the reason is.
func TestDisconnectFrames(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			s, ctx := slacktest.New(t), within(t)
			frames := make(chan string, 4)
			listen(t, s, func(_ *socketmode.Client, e socketmode.Event) {
				if e.Type == socketmode.EventTypeHello {
					frames <- "hello"
				}
			})
			if _, err := s.Connected(ctx, 1); err != nil {
				t.Fatal(err)
			}
			<-frames
			if err := s.Disconnect(reason); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Connected(ctx, 2); err != nil {
				t.Fatal(err)
			}
			if n := len(s.Calls("apps.connections.open")); n != 2 {
				t.Errorf("%d connections asked for, want 2", n)
			}
		})
	}
	t.Run("as it is written", func(t *testing.T) {
		s := slacktest.New(t)
		conn := dial(t, s)
		frame(t, conn)
		if _, err := s.Connected(within(t), 1); err != nil {
			t.Fatal(err)
		}
		if err := s.Disconnect("warning"); err != nil {
			t.Fatal(err)
		}
		if f := frame(t, conn); f["type"] != "disconnect" || f["reason"] != "warning" || f["debug_info"] == nil {
			t.Errorf("frame = %v", f)
		}
	})
}

func TestGreetings(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.Greet("too_many_websockets", slacktest.Silence, slacktest.Hello)
	conn := dial(t, s)
	if f, g := frame(t, conn), frame(t, conn); f["type"] != "hello" || g["reason"] != "too_many_websockets" {
		t.Errorf("frames = %v, %v", f, g)
	}
	silent := dial(t, s)
	if err := silent.SetReadDeadline(time.Now().Add(30 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, text, err := silent.ReadMessage(); err == nil {
		t.Errorf("a silent socket says %s", text)
	}
	if f := frame(t, dial(t, s)); f["type"] != "hello" || f["num_connections"] == 0.0 {
		t.Errorf("frame = %v", f)
	}
	if open, err := s.Connected(ctx, 3); err != nil || open < 2 {
		t.Errorf("Connected = %d, %v", open, err)
	}
}

func TestCut(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	conn := dial(t, s)
	frame(t, conn)
	if _, err := s.Connected(ctx, 1); err != nil {
		t.Fatal(err)
	}
	s.Cut()
	if _, _, err := conn.ReadMessage(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("read: %v, want a reset", err)
	}
	if err := s.Disconnected(ctx); err != nil {
		t.Error(err)
	}
	// slack-go comes again
	listen(t, s, func(*socketmode.Client, socketmode.Event) {})
	if _, err := s.Connected(ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.Cut()
	if _, err := s.Connected(ctx, 3); err != nil {
		t.Error(err)
	}
}

// A half-open socket takes everything and gives nothing; slack-go notices by
// the missing pings.
func TestHalfOpen(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.SetPing(20 * time.Millisecond)
	listen(t, s, func(sm *socketmode.Client, e socketmode.Event) {
		if e.Request != nil && e.Request.EnvelopeID != "" {
			_ = sm.Ack(*e.Request)
		}
	}, socketmode.OptionPingInterval(200*time.Millisecond))
	id, err := s.Push(ctx, s.Mention(s.Channel, s.Member, "help"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Acked(ctx, id); err != nil {
		t.Fatal(err)
	}
	s.HalfOpen()
	if _, err := s.Push(ctx, s.Mention(s.Channel, s.Member, "help")); err != nil {
		t.Errorf("Push into the void: %v", err)
	}
	if _, err := s.Connected(ctx, 2); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Acks()); n != 1 {
		t.Errorf("%d acks, want only the one from before", n)
	}
}

// What was still on its way when the socket went dead does not arrive.
func TestHalfOpenSwallows(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	conn := dial(t, s)
	frame(t, conn)
	id, err := s.Push(ctx, s.Mention(s.Channel, s.Member, "help"))
	if err != nil {
		t.Fatal(err)
	}
	frame(t, conn)
	s.HalfOpen()
	if err := conn.WriteJSON(map[string]string{"envelope_id": id}); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if err := s.Disconnected(ctx); err != nil {
		t.Fatal(err)
	}
	if acks := s.Acks(); len(acks) != 0 {
		t.Errorf("Acks = %+v, want none", acks)
	}
}

// What is acknowledged over another connection than it came by is told apart.
func TestLateAcknowledgement(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	first := dial(t, s)
	frame(t, first)
	id, err := s.Push(ctx, s.Command(s.Channel, s.Member, "/help", ""))
	if err != nil {
		t.Fatal(err)
	}
	frame(t, first)
	first.Close()
	if err := s.Disconnected(ctx); err != nil {
		t.Fatal(err)
	}
	second := dial(t, s)
	frame(t, second)
	if err := second.WriteJSON(map[string]string{"envelope_id": id}); err != nil {
		t.Fatal(err)
	}
	ack, err := s.Acked(ctx, id)
	if err != nil || ack.Sent != 1 || ack.Socket != 2 {
		t.Errorf("ack = %+v, %v", ack, err)
	}
}

func TestHandshake(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	_, address, err := client(s).StartSocketModeContext(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.Play(slacktest.Handshake, slacktest.Unstored(slacktest.Status(408, "")))
	try := func(want int) {
		t.Helper()
		conn, resp, err := websocket.DefaultDialer.DialContext(ctx, address, http.Header{"Origin": {"https://api.slack.com"}})
		if resp == nil || resp.StatusCode != want {
			t.Errorf("handshake: %v, %v, want status %d", resp, err, want)
		}
		if conn != nil {
			conn.Close()
		}
	}
	try(408)
	try(101) // the ticket was not used up
	try(404) // now it is
	expect(t, s, "not_found")
	if n := len(s.Calls(slacktest.Handshake)); n != 3 {
		t.Errorf("%d handshakes on record, want 3", n)
	}
	resp, err := http.Get("http" + strings.TrimPrefix(strings.Split(address, "/link/")[0], "ws") + "/link/x")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	expect(t, s, "not_found")
}

func TestAnyFrame(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	bad := make(chan error, 1)
	listen(t, s, func(_ *socketmode.Client, e socketmode.Event) {
		if e.Type == socketmode.EventTypeErrorBadMessage {
			bad <- e.Data.(*socketmode.ErrorBadMessage).Cause
		}
	})
	if err := s.Frame(ctx, `{"type":"surprise"}`); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-bad:
		if !strings.Contains(err.Error(), "surprise") {
			t.Error(err)
		}
	case <-ctx.Done():
		t.Error("slack-go hears nothing")
	}
}

// The connection that was opened last gets the envelopes.
func TestTwoConnections(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	frame(t, dial(t, s))
	second := dial(t, s)
	frame(t, second)
	if open, err := s.Connected(ctx, 2); err != nil || open != 2 {
		t.Fatalf("Connected = %d, %v", open, err)
	}
	id, err := s.Push(ctx, s.Mention(s.Channel, s.Member, "help"))
	if err != nil {
		t.Fatal(err)
	}
	if f := frame(t, second); f["envelope_id"] != id {
		t.Errorf("frame = %v", f)
	}
	if text, err := json.Marshal(s.Acks()); err != nil || string(text) != "null" {
		t.Errorf("acks = %s, %v", text, err)
	}
}
