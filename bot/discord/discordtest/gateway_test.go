package discordtest_test

import (
	"errors"
	"net/http"
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
	// While it sends its first heartbeat it would notice the reset twice, and come back twice.
	if _, err := srv.Gateway().Await(ctx, func(c []discordtest.Connection) bool { return c[0].Heartbeats > 0 }); err != nil {
		t.Fatal(err)
	}
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
