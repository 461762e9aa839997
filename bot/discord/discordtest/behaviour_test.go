package discordtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

const create = discordtest.CreateMessage

func TestFailures(t *testing.T) {
	for _, c := range []struct {
		name      string
		behaviour discordtest.Behaviour
		status    int
		code      int
		stored    int
	}{
		{"normal", discordtest.Normal(), 200, 0, 1},
		{"500", discordtest.Fail(500), 500, 0, 0},
		{"502", discordtest.Fail(502), 502, 0, 0},
		{"503", discordtest.Fail(503), 503, 0, 0},
		{"500 after storing", discordtest.Fail(500).AfterStoring(), 500, 0, 1},
		{"502 after storing", discordtest.Fail(502).AfterStoring(), 502, 0, 1},
		{"missing access", discordtest.Refuse(403, 50001, "Missing Access"), 403, 50001, 0},
		{"old message", discordtest.Refuse(400, 30046, "Maximum number of edits to messages older than 1 hour reached"), 400, 30046, 0},
		{"form", discordtest.InvalidForm("embeds.0.title", "Must be 256 or fewer in length."), 400, 50035, 0},
		{"unauthorised", discordtest.Refuse(401, 0, "401: Unauthorized"), 401, 0, 0},
		{"redirect", discordtest.Redirect("https://elsewhere.example/"), 302, 0, 0},
		{"garbage", discordtest.Garbage(), 200, 0, 0},
		{"garbage after storing", discordtest.Garbage().AfterStoring(), 200, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := discordtest.New(t)
			srv.Play(create, c.behaviour)
			r := post(t, srv, object{"content": "hello"})
			want(t, r, c.status, c.code)
			if n := len(srv.Messages(srv.ChannelID)); n != c.stored {
				t.Errorf("%d messages are there, want %d", n, c.stored)
			}
			calls := srv.Calls(create)
			if len(calls) != 1 || calls[0].Status != c.status || calls[0].Stored != (c.stored == 1) || calls[0].Decided.IsZero() {
				t.Errorf("the record has %+v", calls)
			}
			if r.status == 200 && json.Valid(r.body) == strings.Contains(c.name, "garbage") {
				t.Errorf("the body is %q", r.body)
			}
			want(t, post(t, srv, object{"content": "hello"}), 200, 0)
		})
	}
}

func TestPlay(t *testing.T) {
	srv := discordtest.New(t)
	srv.Play(create, discordtest.Fail(502).For(2), discordtest.Normal(), discordtest.Refuse(403, 50013, "Missing Permissions").For(discordtest.Always))
	srv.Play(discordtest.Everything, discordtest.Fail(500))
	srv.Choose(func(c discordtest.Call) discordtest.Behaviour {
		if c.Route == discordtest.GetMe {
			return discordtest.Fail(503)
		}
		return discordtest.Normal()
	})
	for i, status := range []int{502, 502, 200, 403, 403, 403} {
		if r := post(t, srv, object{"content": "x"}); r.status != status {
			t.Errorf("call %d: %v, want %d", i, r, status)
		}
	}
	for i, status := range []int{500, 503, 503} {
		if r := call(t, srv, discordtest.GetMe, nil); r.status != status {
			t.Errorf("call %d of another route: %v, want %d", i, r, status)
		}
	}
	srv.Rest(create)
	if r := post(t, srv, object{"content": "x"}); r.status != 200 {
		t.Errorf("after Rest: %v", r)
	}
}

func TestUnknownRouteIsRefused(t *testing.T) {
	srv := discordtest.New(t)
	defer func() {
		if recover() == nil {
			t.Error("Calls took a route that is not served")
		}
	}()
	srv.Calls("POST /channels/{id}/messages")
}

func TestConnectionsCut(t *testing.T) {
	for _, c := range []struct {
		name      string
		behaviour discordtest.Behaviour
		err       error
		stored    bool
	}{
		{"reset before storing", discordtest.HangUp(), syscall.ECONNRESET, false},
		{"reset after storing", discordtest.CutOff(discordtest.Reset), syscall.ECONNRESET, true},
		{"half a body", discordtest.CutOff(discordtest.Half), io.ErrUnexpectedEOF, true},
		{"a body without end", discordtest.CutOff(discordtest.Endless), context.DeadlineExceeded, true},
		{"a body that stalls", discordtest.CutOff(discordtest.Stall), context.DeadlineExceeded, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := discordtest.New(t)
			srv.Play(create, c.behaviour)
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			r := request(t, srv, "POST /channels/"+srv.ChannelID+"/messages", object{"content": "hello", "allowed_mentions": none})
			answered, err := send(r.WithContext(ctx))
			if !errors.Is(err, c.err) {
				t.Errorf("the client sees %.200v, %v, want %v", answered, err, c.err)
			}
			if got := len(srv.Messages(srv.ChannelID)) == 1; got != c.stored {
				t.Errorf("stored is %v, want %v", got, c.stored)
			}
			if call := srv.Calls(create)[0]; call.Stored != c.stored || (call.Status == 0) != (c.err == syscall.ECONNRESET) {
				t.Errorf("the record has %+v", call)
			}
		})
	}
}

func TestFlood(t *testing.T) {
	srv := discordtest.New(t)
	srv.Play(discordtest.GetMe, discordtest.CutOff(discordtest.Flood))
	response, err := http.DefaultClient.Do(request(t, srv, discordtest.GetMe, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer response.Body.Close()
	if n, err := io.Copy(io.Discard, io.LimitReader(response.Body, 2<<20)); n < 2<<20 {
		t.Errorf("the body ends after %d bytes: %v", n, err)
	}
}

// The server goes on with a request whose client is gone.
func TestWorksOnAfterTheClientDied(t *testing.T) {
	srv := discordtest.New(t)
	srv.Play(create, discordtest.Slow(200*time.Millisecond, 0))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r := request(t, srv, "POST /channels/"+srv.ChannelID+"/messages", object{"content": "late", "allowed_mentions": none})
	if _, err := send(r.WithContext(ctx)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the client sees %v", err)
	}
	arrived, err := srv.AwaitArrival(within(t, 5*time.Second), create, 1)
	if err != nil || arrived[0].Stored {
		t.Fatalf("arrived %+v, %v", arrived, err)
	}
	calls, err := srv.Await(within(t, 5*time.Second), create, 1)
	if err != nil || !calls[0].Stored || len(srv.Messages(srv.ChannelID)) != 1 {
		t.Errorf("decided %+v, %v", calls, err)
	}
}

func TestSlowAnswerIsStoredAtOnce(t *testing.T) {
	srv := discordtest.New(t)
	srv.Play(create, discordtest.Slow(0, time.Hour))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r := request(t, srv, "POST /channels/"+srv.ChannelID+"/messages", object{"content": "x", "allowed_mentions": none})
	if _, err := send(r.WithContext(ctx)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the client sees %v", err)
	}
	if n := len(srv.Messages(srv.ChannelID)); n != 1 {
		t.Errorf("%d messages are there, want 1", n)
	}
}

func TestAwaitSaysWhatIsMissing(t *testing.T) {
	srv := discordtest.New(t)
	_, err := srv.Await(within(t, 20*time.Millisecond), create, 2)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "0 of 2") {
		t.Errorf("Await says %v", err)
	}
}

// A client that follows to another host must leave its token behind: what it
// sends there is another server's record.
func TestRedirect(t *testing.T) {
	srv, elsewhere := discordtest.New(t), discordtest.New(t)
	srv.Play(discordtest.GetMe, discordtest.Redirect("http://localhost"+strings.TrimPrefix(elsewhere.URL(), "http://127.0.0.1")+"/api/v10/gateway"))
	response, err := http.DefaultClient.Do(request(t, srv, discordtest.GetMe, nil))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	calls := elsewhere.Calls(discordtest.Everything)
	if len(calls) != 1 || calls[0].Header.Get("Authorization") != "" {
		t.Errorf("elsewhere came %+v", calls)
	}
}

// What discordgo makes of the behaviours is why the bot has its own send path.
func TestDiscordgoRetries502(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	s.MaxRestRetries = 3
	srv.Play(create, discordtest.Fail(502).AfterStoring().For(discordtest.Always))
	_, err := s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Content: "hello", AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	})
	if err == nil || len(srv.Messages(srv.ChannelID)) != 4 {
		t.Errorf("discordgo says %v after %d messages, want 4", err, len(srv.Messages(srv.ChannelID)))
	}
}
