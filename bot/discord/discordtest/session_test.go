package discordtest_test

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

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
