package discordtest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func TestRateLimited(t *testing.T) {
	for _, scope := range []string{discordtest.UserScope, discordtest.GlobalScope, discordtest.SharedScope} {
		t.Run(scope, func(t *testing.T) {
			srv := discordtest.New(t)
			srv.Play(create, discordtest.RateLimited(350*time.Millisecond, scope))
			r := post(t, srv, object{"content": "x"})
			var body struct {
				Message    string  `json:"message"`
				RetryAfter float64 `json:"retry_after"`
				Global     bool    `json:"global"`
			}
			if err := json.Unmarshal(r.body, &body); err != nil {
				t.Fatal(err)
			}
			global := scope == discordtest.GlobalScope
			if r.status != 429 || body.RetryAfter != 0.35 || body.Global != global || r.header.Get("Retry-After") != "1" {
				t.Errorf("answered %v, header %v", r, r.header)
			}
			if r.header.Get("X-RateLimit-Scope") != scope || (r.header.Get("X-RateLimit-Global") != "") != global {
				t.Errorf("the header is %v", r.header)
			}
			invalid := 1
			if scope == discordtest.SharedScope {
				invalid = 0
			}
			if got := srv.Invalid(); got != invalid || len(srv.Messages(srv.ChannelID)) != 0 {
				t.Errorf("%d invalid requests, want %d", got, invalid)
			}
		})
	}
}

func TestBanned(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	s.ShouldRetryOnRateLimit = true
	srv.Play(discordtest.GetMe, discordtest.Banned(time.Hour))
	_, err := s.User("@me")
	if syntax := (*json.SyntaxError)(nil); !errors.As(err, &syntax) {
		t.Errorf("discordgo makes of a page: %v", err)
	}
	if c := srv.Calls(discordtest.GetMe)[0]; c.Status != 429 || !strings.HasPrefix(string(c.Answer), "<!doctype") {
		t.Errorf("the record has %+v", c)
	}
}

func TestLimit(t *testing.T) {
	srv := discordtest.New(t)
	srv.Limit(create, 2, 300*time.Millisecond)
	other := srv.AddChannel(discordtest.Channel{Name: "other"})
	for i, left := range []string{"1", "0"} {
		r := post(t, srv, object{"content": "x"})
		if r.status != 200 || r.header.Get("X-RateLimit-Remaining") != left || r.header.Get("X-RateLimit-Limit") != "2" {
			t.Errorf("call %d: %v, header %v", i, r, r.header)
		}
	}
	r := post(t, srv, object{"content": "x"})
	if r.status != 429 || r.header.Get("X-RateLimit-Scope") != discordtest.UserScope || r.header.Get("X-RateLimit-Bucket") == "" {
		t.Errorf("beyond the limit: %v, header %v", r, r.header)
	}
	if r := call(t, srv, "POST /channels/"+other+"/messages", object{"content": "x", "allowed_mentions": none}); r.status != 200 {
		t.Errorf("in another channel: %v", r)
	}
	time.Sleep(310 * time.Millisecond)
	if r := post(t, srv, object{"content": "x"}); r.status != 200 {
		t.Errorf("after the span: %v", r)
	}
}

// A client that keeps to the headers never meets the limit.
func TestDiscordgoKeepsToTheHeaders(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	srv.Limit(discordtest.GetChannel, 2, 150*time.Millisecond)
	for range 6 {
		if _, err := s.Channel(srv.ChannelID); err != nil {
			t.Fatal(err)
		}
	}
	if n := srv.Invalid(); n != 0 {
		t.Errorf("%d invalid requests", n)
	}
}

func TestGlobalLimit(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.GlobalLimit = 2 })
	i := srv.Begin(discordtest.Ask{Command: "help"})
	for n, status := range []int{200, 200, 429} {
		if r := call(t, srv, discordtest.GetMe, nil); r.status != status {
			t.Errorf("call %d: %v, want %d", n, r, status)
		}
	}
	// The end points of interactions are not bound to it.
	if r := call(t, srv, "POST /interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5}); r.status != http.StatusNoContent {
		t.Errorf("an interaction's answer: %v", r)
	}
}

func TestRateLimitForEver(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	srv.Play(discordtest.GetMe, discordtest.RateLimited(10*time.Millisecond, discordtest.UserScope).For(discordtest.Always))
	for range 5 {
		_, err := s.User("@me")
		if limited := (*discordgo.RateLimitError)(nil); !errors.As(err, &limited) || limited.RetryAfter != 10*time.Millisecond {
			t.Errorf("discordgo says %v", err)
		}
	}
	if n := srv.Invalid(); n != 5 {
		t.Errorf("%d invalid requests, want 5", n)
	}
}
