package discordtest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"meetupbot/bot/discord/discordtest"
)

const (
	guilds        = 1 << 0
	guildMessages = 1 << 9
	directs       = 1 << 12
	content       = 1 << 15
)

// A socket is a raw client of the gateway.
type socket struct {
	*websocket.Conn
	t *testing.T
}

type frame struct {
	Op   int             `json:"op"`
	Type string          `json:"t"`
	Seq  int64           `json:"s"`
	Data json.RawMessage `json:"d"`
}

func (f frame) decode(t *testing.T) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(f.Data, &o); err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	return o
}

// dial opens a connection the way clients do: where GET /gateway says.
func dial(t *testing.T, srv *discordtest.Server) (*socket, error) {
	t.Helper()
	url := call(t, srv, discordtest.GetGateway, nil).field(t, "url")
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), url+"?v=10&encoding=json", nil)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	return &socket{ws, t}, nil
}

func (s *socket) read() frame {
	s.t.Helper()
	var f frame
	if err := s.ReadJSON(&f); err != nil {
		s.t.Fatalf("read from the gateway: %v", err)
	}
	return f
}

// want reads a frame of an operation.
func (s *socket) want(op int) frame {
	s.t.Helper()
	f := s.read()
	if f.Op != op {
		s.t.Fatalf("the gateway says %+v, want operation %d", f, op)
	}
	return f
}

// hear reads until an event of that name.
func (s *socket) hear(name string) frame {
	s.t.Helper()
	for {
		if f := s.read(); f.Op == 0 && f.Type == name {
			return f
		}
	}
}

func (s *socket) send(op int, data any) {
	s.t.Helper()
	if err := s.WriteJSON(object{"op": op, "d": data}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *socket) identify(srv *discordtest.Server, intents int) {
	s.t.Helper()
	s.send(2, object{"token": srv.Token, "intents": intents, "properties": object{"os": "linux", "browser": "x", "device": "x"}})
}

// wantClose reads until the connection ends with a code.
func (s *socket) wantClose(code int) {
	s.t.Helper()
	for {
		_, _, err := s.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, code) {
			s.t.Errorf("the gateway closes with %v, want %d", err, code)
		}
		return
	}
}

// connect opens a connection and identifies.
func connect(t *testing.T, srv *discordtest.Server, intents int) *socket {
	t.Helper()
	s := must(dial(t, srv))
	s.want(10)
	s.identify(srv, intents)
	return s
}

func TestReady(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.Heartbeat = 1234 * time.Millisecond })
	s := must(dial(t, srv))
	if got := s.want(10).decode(t)["heartbeat_interval"]; got != 1234.0 {
		t.Errorf("Hello says %v", got)
	}
	s.identify(srv, guilds|content)
	ready := s.read()
	if ready.Type != "READY" || ready.Seq != 1 {
		t.Fatalf("the first frame is %+v", ready)
	}
	r := ready.decode(t)
	if r["session_id"] == "" || r["resume_gateway_url"] == "" || r["user"].(object)["id"] != srv.BotID {
		t.Errorf("READY says %v", r)
	}
	made := s.read()
	g := made.decode(t)
	if made.Type != "GUILD_CREATE" || made.Seq != 2 || g["id"] != srv.GuildID || g["owner_id"] != srv.OwnerID {
		t.Errorf("the second frame is %+v", made)
	}
	if channels := g["channels"].([]any); len(channels) != 1 || len(g["roles"].([]any)) != 3 {
		t.Errorf("the guild is %v", g)
	}
	s.send(1, 2)
	s.want(11)
	c := srv.Gateway().Connections()
	if len(c) != 1 || c[0].Identified.IsZero() || c[0].Ready.IsZero() || c[0].Intents != guilds|content || c[0].Heartbeats != 1 || !c[0].Ended.IsZero() {
		t.Errorf("the record has %+v", c)
	}
	if err := s.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")); err != nil {
		t.Fatal(err)
	}
	c, err := srv.Gateway().Await(within(t, 5*time.Second), func(c []discordtest.Connection) bool { return !c[0].Ended.IsZero() })
	if err != nil || c[0].Code != 1000 {
		t.Errorf("closed: %+v, %v", c, err)
	}
}

func TestGatewayBot(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	connect(t, srv, guilds).hear("READY")
	got, err := s.GatewayBot()
	if err != nil || got.SessionStartLimit.MaxConcurrency != 1 || got.SessionStartLimit.Remaining != 999 {
		t.Errorf("GatewayBot = %+v, %v", got, err)
	}
}

func TestCloseCodes(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		do   func(srv *discordtest.Server, s *socket)
	}{
		{"unknown operation", 4001, func(_ *discordtest.Server, s *socket) { s.send(77, nil) }},
		{"no JSON", 4002, func(_ *discordtest.Server, s *socket) { _ = s.WriteMessage(websocket.TextMessage, []byte("{")) }},
		{"too long", 4002, func(_ *discordtest.Server, s *socket) { s.send(3, strings.Repeat("x", 4096)) }},
		{"not identified", 4003, func(_ *discordtest.Server, s *socket) { s.send(3, object{}) }},
		{"wrong token", 4004, func(_ *discordtest.Server, s *socket) { s.send(2, object{"token": "x", "intents": 1}) }},
		{"wrong token to resume", 4004, func(_ *discordtest.Server, s *socket) { s.send(6, object{"token": "x"}) }},
		{"identified twice", 4005, func(srv *discordtest.Server, s *socket) {
			s.identify(srv, guilds)
			s.identify(srv, guilds)
		}},
		{"too many", 4008, func(_ *discordtest.Server, s *socket) {
			for range 121 {
				s.send(1, nil)
			}
		}},
		{"no intents", 4013, func(srv *discordtest.Server, s *socket) { s.send(2, object{"token": srv.Token}) }},
		{"invalid intents", 4013, func(srv *discordtest.Server, s *socket) { s.identify(srv, 1<<30) }},
		{"disallowed intents", 4014, func(srv *discordtest.Server, s *socket) { s.identify(srv, 1<<1) }},
		{"no message content", 4014, func(srv *discordtest.Server, s *socket) {
			srv.Set(func(s *discordtest.Settings) { s.Intents = 0 })
			s.identify(srv, content)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := discordtest.New(t)
			s := must(dial(t, srv))
			s.want(10)
			c.do(srv, s)
			s.wantClose(c.code)
		})
	}
	t.Run("version", func(t *testing.T) {
		srv := discordtest.New(t)
		ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL(), "http")+"/?v=6", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ws.Close()
		(&socket{ws, t}).wantClose(4012)
	})
	t.Run("no heartbeats", func(t *testing.T) {
		srv := discordtest.New(t)
		srv.Set(func(s *discordtest.Settings) { s.Heartbeat = time.Millisecond })
		connect(t, srv, guilds).wantClose(4009)
	})
	t.Run("revoked", func(t *testing.T) {
		srv := discordtest.New(t)
		s := connect(t, srv, guilds)
		s.hear("READY")
		srv.Revoke()
		s.wantClose(4004)
	})
}

func TestReceptions(t *testing.T) {
	for _, c := range []struct {
		name      string
		reception discordtest.Reception
		check     func(t *testing.T, s *socket)
	}{
		{"reconnect", discordtest.Reception{First: discordtest.Reconnect}, func(_ *testing.T, s *socket) { s.want(7) }},
		{"invalid", discordtest.Reception{First: discordtest.Invalid}, func(t *testing.T, s *socket) {
			if f := s.want(9); string(f.Data) != "false" {
				t.Errorf("op 9 says %s", f.Data)
			}
		}},
		{"resumable", discordtest.Reception{First: discordtest.Resumable}, func(t *testing.T, s *socket) {
			if f := s.want(9); string(f.Data) != "true" {
				t.Errorf("op 9 says %s", f.Data)
			}
		}},
		{"4014", discordtest.Reception{First: discordtest.Closed, Close: 4014, Refusal: "Disallowed intent(s)."}, func(_ *testing.T, s *socket) { s.wantClose(4014) }},
		{"without a word", discordtest.Reception{First: discordtest.Closed, Close: 1006}, func(_ *testing.T, s *socket) { s.wantClose(1006) }},
		{"reset", discordtest.Reception{First: discordtest.Dropped}, func(t *testing.T, s *socket) {
			if _, _, err := s.ReadMessage(); !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("the connection ends with %v", err)
			}
		}},
		{"nothing", discordtest.Reception{First: discordtest.Nothingness}, func(t *testing.T, s *socket) {
			_ = s.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
			if _, m, err := s.ReadMessage(); err == nil {
				t.Errorf("the gateway says %s", m)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := discordtest.New(t)
			srv.Gateway().Play(c.reception)
			c.check(t, connect(t, srv, guilds))
			connect(t, srv, guilds).hear("READY") // the next connection is received well
		})
	}
}

func TestSilent(t *testing.T) {
	srv := discordtest.New(t)
	srv.Gateway().Play(discordtest.Reception{Silent: true, Times: discordtest.Always})
	for range 2 {
		s := must(dial(t, srv))
		s.identify(srv, guilds)
		_ = s.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		if _, m, err := s.ReadMessage(); err == nil {
			t.Errorf("the gateway says %s", m)
		}
	}
	srv.Gateway().Rest()
	connect(t, srv, guilds).hear("READY")
}

func TestRefusedUpgrade(t *testing.T) {
	srv := discordtest.New(t)
	srv.Gateway().Play(discordtest.Reception{Refuse: http.StatusServiceUnavailable})
	if _, err := dial(t, srv); !errors.Is(err, websocket.ErrBadHandshake) {
		t.Errorf("dial says %v", err)
	}
	if c := srv.Gateway().Connections(); len(c) != 1 || c[0].Ended.IsZero() {
		t.Errorf("the record has %+v", c)
	}
}

func TestDelayedHello(t *testing.T) {
	srv := discordtest.New(t)
	srv.Gateway().Play(discordtest.Reception{Delay: 100 * time.Millisecond})
	s := must(dial(t, srv))
	_ = s.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	if _, m, err := s.ReadMessage(); err == nil {
		t.Errorf("the gateway says %s", m)
	}
}

// A zombie takes heartbeats and acknowledges none; what happens meanwhile waits
// for whoever resumes.
func TestZombie(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages|content)
	ready := s.hear("READY").decode(t)
	s.hear("GUILD_CREATE")
	srv.Gateway().Mute()
	s.send(1, 2)
	srv.Say(discordtest.Said{Text: "hello?"})
	_ = s.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if _, m, err := s.ReadMessage(); err == nil {
		t.Errorf("the zombie says %s", m)
	}
	c, err := srv.Gateway().Await(within(t, 5*time.Second), func(c []discordtest.Connection) bool { return c[0].Heartbeats == 1 })
	if err != nil {
		t.Fatalf("%+v, %v", c, err)
	}
	next := must(dial(t, srv))
	next.want(10)
	next.send(6, object{"token": "Bot " + srv.Token, "session_id": ready["session_id"], "seq": 2})
	if m := next.read(); m.Type != "MESSAGE_CREATE" || m.Seq != 3 || m.decode(t)["content"] != "hello?" {
		t.Errorf("missed was %+v", m)
	}
	if m := next.read(); m.Type != "RESUMED" {
		t.Errorf("then came %+v", m)
	}
	t.Run("from the start", func(t *testing.T) {
		srv.Gateway().Play(discordtest.Reception{Mute: true})
		s := must(dial(t, srv))
		s.want(10)
		s.identify(srv, guilds)
		_ = s.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		if _, m, err := s.ReadMessage(); err == nil {
			t.Errorf("the zombie says %s", m)
		}
	})
}

func TestResume(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages|content)
	id := s.hear("READY").decode(t)["session_id"]
	s.hear("GUILD_CREATE")
	srv.Gateway().Drop()
	if _, _, err := s.ReadMessage(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the connection ends with %v", err)
	}
	for i := range 3 {
		srv.Say(discordtest.Said{Text: fmt.Sprint(i)})
	}
	resume := func(seq int) *socket {
		s := must(dial(t, srv))
		s.want(10)
		s.send(6, object{"token": "Bot " + srv.Token, "session_id": id, "seq": seq})
		return s
	}
	s = resume(3)
	for _, want := range []string{"1", "2"} {
		if m := s.read(); m.Type != "MESSAGE_CREATE" || m.decode(t)["content"] != want {
			t.Errorf("missed was %+v, want %s", m, want)
		}
	}
	if m := s.read(); m.Type != "RESUMED" || m.Seq != 6 {
		t.Errorf("then came %+v", m)
	}
	// What was acknowledged is gone; what is asked for from there on cannot be had.
	s.send(1, 6)
	s.want(11)
	if f := resume(2).want(9); string(f.Data) != "false" {
		t.Errorf("op 9 says %s", f.Data)
	}
	resume(99).wantClose(4007)
	c := srv.Gateway().Connections()
	if len(c) != 4 || c[1].Resumed.IsZero() || c[1].Seq != 3 || c[1].Session != id || !c[1].Identified.IsZero() {
		t.Errorf("the record has %+v", c)
	}
	srv.Gateway().Invalidate(false)
	if f := resume(6).want(9); string(f.Data) != "false" {
		t.Errorf("op 9 says %s", f.Data)
	}
}

func TestResumedElsewhere(t *testing.T) {
	srv := discordtest.New(t)
	first := connect(t, srv, guilds)
	id := first.hear("READY").decode(t)["session_id"]
	second := must(dial(t, srv))
	second.want(10)
	second.send(6, object{"token": srv.Token, "session_id": id, "seq": 2})
	second.hear("RESUMED")
	first.wantClose(4000)
}

func TestLiveControls(t *testing.T) {
	srv := discordtest.New(t)
	g := srv.Gateway()
	for _, c := range []struct {
		name string
		do   func()
		see  func(*socket)
	}{
		{"reconnect", g.Reconnect, func(s *socket) { s.want(7) }},
		{"invalid", func() { g.Invalidate(false) }, func(s *socket) {
			s.want(9)
			s.identify(srv, guilds)
			s.hear("READY")
		}},
		{"resumable", func() { g.Invalidate(true) }, func(s *socket) { s.want(9) }},
		{"close", func() { g.Close(4009) }, func(s *socket) { s.wantClose(4009) }},
		{"end", func() { g.Close(1006) }, func(s *socket) { s.wantClose(1006) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := connect(t, srv, guilds)
			s.hear("GUILD_CREATE")
			c.do()
			c.see(s)
		})
	}
}

func TestIdentifyGap(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.IdentifyGap = time.Minute })
	connect(t, srv, guilds).hear("READY")
	connect(t, srv, guilds).want(9)
}

func TestDeadResumeURL(t *testing.T) {
	srv := discordtest.New(t)
	srv.Gateway().KillResumeURL()
	url := connect(t, srv, guilds).hear("READY").decode(t)["resume_gateway_url"].(string)
	if _, _, err := websocket.DefaultDialer.Dial(url, nil); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("dial %s says %v", url, err)
	}
}

// Sessions hear of what their intents cover, and read what they may.
func TestIntents(t *testing.T) {
	srv := discordtest.New(t)
	all := connect(t, srv, guilds|guildMessages|directs|content)
	blind := connect(t, srv, guilds|guildMessages|directs)
	deaf := connect(t, srv, 0)
	for _, s := range []*socket{all, blind} {
		s.hear("GUILD_CREATE")
	}
	deaf.hear("READY")
	mention := "<@" + srv.BotID + "> speaker Ada"
	for _, c := range []struct {
		said  discordtest.Said
		blind string
	}{
		{discordtest.Said{Text: "!nextmeetup"}, ""},
		{discordtest.Said{Text: mention}, mention},
		{discordtest.Said{Text: "help", DM: true}, "help"},
	} {
		m := srv.Say(c.said)
		for s, want := range map[*socket]string{all: c.said.Text, blind: c.blind} {
			got := s.hear("MESSAGE_CREATE").decode(t)
			if got["content"] != want || got["id"] != m.ID || (got["guild_id"] == nil) != c.said.DM {
				t.Errorf("%+v is heard as %v, want the content %q", c.said, got, want)
			}
		}
	}
	want(t, post(t, srv, object{"content": "mine"}), 200, 0)
	for _, s := range []*socket{all, blind} {
		if got := s.hear("MESSAGE_CREATE").decode(t); got["content"] != "mine" {
			t.Errorf("the bot hears of its own message as %v", got)
		}
	}
	// An interaction needs no intent.
	srv.Interact(discordtest.Ask{Command: "help"})
	if f := deaf.read(); f.Type != "INTERACTION_CREATE" {
		t.Errorf("without intents %+v is heard", f)
	}
}

func TestSaid(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages|content)
	s.hear("GUILD_CREATE")
	for _, c := range []struct {
		name  string
		said  discordtest.Said
		check func(object) bool
	}{
		{"member", discordtest.Said{Text: "x"}, func(m object) bool {
			return m["author"].(object)["id"] == srv.MemberID && m["member"] != nil && m["guild_id"] == srv.GuildID
		}},
		{"another", discordtest.Said{Text: "x", Author: srv.OwnerID}, func(m object) bool { return m["author"].(object)["id"] == srv.OwnerID }},
		{"bot", discordtest.Said{Text: "x", Bot: true}, func(m object) bool { return m["author"].(object)["bot"] == true }},
		{"webhook", discordtest.Said{Text: "x", Webhook: true}, func(m object) bool { return m["webhook_id"] != nil && m["member"] == nil }},
		{"nobody", discordtest.Said{Text: "x", Nobody: true, Unstored: true}, func(m object) bool { return m["author"] == nil }},
		{"mention", discordtest.Said{Text: "<@" + srv.BotID + "> x"}, func(m object) bool {
			mentions := m["mentions"].([]any)
			return len(mentions) == 1 && mentions[0].(object)["id"] == srv.BotID
		}},
		{"answer", discordtest.Said{Text: "x", ReplyTo: "5"}, func(m object) bool { return m["message_reference"].(object)["message_id"] == "5" }},
		{"elsewhere", discordtest.Said{Text: "x", Channel: "7", Unstored: true}, func(m object) bool { return m["channel_id"] == "7" }},
	} {
		srv.Say(c.said)
		if m := s.hear("MESSAGE_CREATE").decode(t); !c.check(m) {
			t.Errorf("%s: heard %v", c.name, m)
		}
	}
	if n := len(srv.Messages(srv.ChannelID)); n != 6 {
		t.Errorf("%d messages are there, want 6", n)
	}
}

func TestGuildEvents(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages)
	s.hear("GUILD_CREATE")
	var heard []string
	channel := srv.AddChannel(discordtest.Channel{Name: "new"})
	guild := srv.AddGuild("Harbour")
	srv.RemoveChannel(channel)
	id := post(t, srv, object{"content": "x"}).field(t, "id")
	want(t, call(t, srv, "PATCH /channels/"+srv.ChannelID+"/messages/"+id, object{"content": "y", "allowed_mentions": none}), 200, 0)
	srv.Remove(srv.ChannelID, id)
	id = post(t, srv, object{"content": "x"}).field(t, "id")
	want(t, call(t, srv, "DELETE /channels/"+srv.ChannelID+"/messages/"+id, nil), 204, 0)
	srv.RemoveGuild(guild)
	want(t, call(t, srv, "DELETE /users/@me/guilds/"+srv.GuildID, nil), 204, 0)
	srv.Gateway().Dispatch("ANYTHING", object{"x": 1})
	for len(heard) == 0 || heard[len(heard)-1] != "ANYTHING" {
		heard = append(heard, s.read().Type)
	}
	if !slices.Equal(heard, []string{
		"CHANNEL_CREATE", "GUILD_CREATE", "CHANNEL_DELETE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE",
		"MESSAGE_CREATE", "MESSAGE_DELETE", "GUILD_DELETE", "GUILD_DELETE", "ANYTHING",
	}) {
		t.Errorf("heard %v", heard)
	}
}

// The library finds its way back after a reset, and hears what it missed.
func TestDiscordgoResumes(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	s.Identify.Intents = guilds | guildMessages | content
	heard := make(chan string, 8)
	s.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { heard <- m.Content })
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx := within(t, 15*time.Second)
	srv.Gateway().Drop()
	if _, err := srv.Gateway().Await(ctx, func(c []discordtest.Connection) bool { return !c[0].Ended.IsZero() }); err != nil {
		t.Fatal(err)
	}
	srv.Say(discordtest.Said{Text: "while you were out"})
	select {
	case got := <-heard:
		if got != "while you were out" {
			t.Errorf("heard %q", got)
		}
	case <-ctx.Done():
		t.Fatal("the library never came back")
	}
	c := srv.Gateway().Connections()
	if len(c) != 2 || c[1].Resumed.IsZero() || !c[1].Identified.IsZero() {
		t.Errorf("the record has %+v", c)
	}
}

// What discordgo does when the gateway is silent or asks for a new connection
// at once is why the bot watches it from outside: Open does not return.
func TestDiscordgoHangs(t *testing.T) {
	for name, reception := range map[string]discordtest.Reception{
		"silent":    {Silent: true},
		"reconnect": {First: discordtest.Reconnect},
	} {
		t.Run(name, func(t *testing.T) {
			srv := discordtest.New(t)
			srv.Gateway().Play(reception)
			s := session(t, srv)
			s.ShouldReconnectOnError = false
			opened := make(chan error, 1)
			go func() { opened <- s.Open() }()
			if _, err := srv.Gateway().Await(within(t, 5*time.Second), func(c []discordtest.Connection) bool { return len(c) == 1 }); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-opened:
				t.Errorf("Open returns %v", err)
			case <-time.After(200 * time.Millisecond):
			}
		})
	}
}
