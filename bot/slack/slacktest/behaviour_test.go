package slacktest_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

// post posts with slack-go, for as long as ctx.
func post(ctx context.Context, s *slacktest.Server) error {
	_, _, err := client(s).PostMessageContext(ctx, s.Channel, slack.MsgOptionText("x", false))
	return err
}

// Every behaviour, both with the post stored and with it not stored, as
// slack-go meets it.
func TestBehaviours(t *testing.T) {
	says := func(words string) func(error) bool {
		return func(err error) bool { return err != nil && strings.Contains(err.Error(), words) }
	}
	status := func(code int) func(error) bool {
		return func(err error) bool {
			var e slack.StatusCodeError
			return errors.As(err, &e) && e.Code == code
		}
	}
	refusal := func(code string) func(error) bool {
		return func(err error) bool {
			var e slack.SlackErrorResponse
			return errors.As(err, &e) && e.Err == code
		}
	}
	limited := func(err error) bool {
		var e *slack.RateLimitedError
		return errors.As(err, &e) && e.RetryAfter == 7*time.Second
	}
	for _, c := range []struct {
		name   string
		answer slacktest.Answer
		meets  func(error) bool
		short  bool // the client has to give up by itself
	}{
		{"reset", slacktest.Reset(), func(err error) bool { return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF) }, false},
		{"hang", slacktest.Hang(), func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, true},
		{"stall", slacktest.Stall(), func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, true},
		{"trickle", slacktest.Trickle(time.Minute), func(err error) bool { return errors.Is(err, context.DeadlineExceeded) }, true},
		{"500", slacktest.Status(500, "oops"), status(500), false},
		{"503 with HTML", slacktest.Status(503, ""), status(503), false},
		{"200 with HTML", slacktest.Status(200, ""), says("invalid character '<'"), false},
		{"half a body", slacktest.HalfBody(), func(err error) bool {
			return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
		}, false},
		{"garbage", slacktest.Garbage(), says("invalid character"), false},
		{"429 by the book", slacktest.RateLimited("7"), limited, false},
		{"429 with a fraction", slacktest.RateLimited("0.5"), says("invalid syntax"), false},
		{"429 with a date", slacktest.RateLimited("Wed, 21 Oct 2015 07:28:00 GMT"), says("invalid syntax"), false},
		{"429 without a word", slacktest.RateLimited(""), status(429), false},
		{"200 and ratelimited", slacktest.Refuse("ratelimited"), refusal("ratelimited"), false},
		{"fatal_error", slacktest.Refuse("fatal_error"), refusal("fatal_error"), false},
		{"restricted_action", slacktest.Refuse("restricted_action"), refusal("restricted_action"), false},
	} {
		for _, stored := range []bool{true, false} {
			name := c.name + ", not stored"
			behaviour := slacktest.Unstored(c.answer)
			if stored {
				name, behaviour = c.name+", stored", slacktest.Stored(c.answer)
			}
			t.Run(name, func(t *testing.T) {
				s, ctx := slacktest.New(t), within(t)
				s.Play("chat.postMessage", behaviour)
				short := ctx
				if c.short {
					var cancel context.CancelFunc
					short, cancel = context.WithTimeout(ctx, 50*time.Millisecond)
					defer cancel()
				}
				if err := post(short, s); !c.meets(err) {
					t.Errorf("slack-go meets %T: %v", err, err)
				}
				calls, err := s.Await(ctx, "chat.postMessage", 1)
				if err != nil {
					t.Fatal(err)
				}
				if seen := len(s.Messages(s.Channel)) == 1; seen != stored || calls[0].Stored != stored {
					t.Errorf("seen: %v, recorded as stored: %v, want %v", seen, calls[0].Stored, stored)
				}
				if calls[0].Answer != c.answer.Name {
					t.Errorf("recorded answer = %q, want %q", calls[0].Answer, c.answer.Name)
				}
				if err := post(ctx, s); err != nil { // only the next call was to go wrong
					t.Errorf("the call after that: %v", err)
				}
			})
		}
	}
}

func TestEndlessAnswer(t *testing.T) {
	s := slacktest.New(t)
	s.Play("auth.test", slacktest.Stored(slacktest.Endless()))
	r, err := http.NewRequestWithContext(within(t), http.MethodPost, s.URL()+"auth.test", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.BotToken)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.CopyN(io.Discard, resp.Body, 8<<20)
	if err != nil {
		t.Errorf("after %d bytes: %v", n, err)
	}
	resp.Body.Close()
}

func TestTrickleEnds(t *testing.T) {
	s := slacktest.New(t)
	s.Play("auth.test", slacktest.Stored(slacktest.Trickle(0)))
	if _, err := client(s).AuthTestContext(within(t)); err != nil {
		t.Error(err)
	}
}

// A call goes on when its client is dead: what it stores turns up later.
func TestLateLanding(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.Play("chat.postMessage", slacktest.Behaviour{Before: 100 * time.Millisecond})
	short, cancel := context.WithCancel(ctx)
	died := make(chan error)
	go func() { died <- post(short, s) }()
	if err := s.Arrived(ctx, "chat.postMessage", 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-died; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if c := s.Calls("chat.postMessage")[0]; c.Done {
		t.Error("the call is decided before its time")
	}
	if _, err := s.Await(ctx, "chat.postMessage", 1); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(s.Channel)); n != 1 {
		t.Errorf("%d messages, want the one of the dead client", n)
	}
}

// A client that dies half-way through its request leaves nothing but a call.
func TestHalfARequest(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "http://"), "/api/"))
	if err != nil {
		t.Fatal(err)
	}
	body := "channel=" + s.Channel + "&te"
	_, err = io.WriteString(conn, "POST /api/chat.postMessage HTTP/1.1\r\nHost: slack\r\nAuthorization: Bearer "+s.BotToken+
		"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n"+body)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	calls, err := s.Await(ctx, "chat.postMessage", 1)
	if err != nil {
		t.Fatal(err)
	}
	if c := calls[0]; c.Stored || c.Error != "half a request" || string(c.Body) != body || len(s.Messages(s.Channel)) != 0 {
		t.Errorf("call = %+v", c)
	}
}

func TestSlowAnswer(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.Play("chat.postMessage", slacktest.Behaviour{After: time.Minute})
	short, cancel := context.WithCancel(ctx)
	died := make(chan error)
	go func() { died <- post(short, s) }()
	if _, err := s.Await(ctx, "chat.postMessage", 1); err != nil { // decided, though not answered
		t.Fatal(err)
	}
	cancel()
	<-died
	if n := len(s.Messages(s.Channel)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

// No token follows a redirect to another host.
func TestRedirect(t *testing.T) {
	var leaked []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		leaked = append(leaked, r.Header.Get("Authorization"))
	}))
	defer other.Close()
	s := slacktest.New(t)
	s.Play("chat.postMessage", slacktest.Unstored(slacktest.Redirect(strings.Replace(other.URL, "127.0.0.1", "localhost", 1))))
	careful := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(within(t), http.MethodPost, s.URL()+"chat.postMessage", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := careful.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusFound || !strings.HasPrefix(to, "http://localhost:") || len(leaked) != 0 {
		t.Errorf("status %d to %q, %d followed", resp.StatusCode, to, len(leaked))
	}
}

func TestPlayStandChoose(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Args["text"] == "x" {
			return slacktest.Unstored(slacktest.Refuse("chosen"))
		}
		return slacktest.Behaviour{}
	})
	s.Stand("chat.postMessage", slacktest.Unstored(slacktest.Refuse("standing")))
	s.Play("*", slacktest.Unstored(slacktest.Refuse("any")))
	s.Play("chat.postMessage", slacktest.Unstored(slacktest.Refuse("first")), slacktest.Unstored(slacktest.Refuse("second")))
	for _, want := range []string{"first", "second", "any", "standing", "standing"} {
		if err := post(ctx, s); err == nil || err.Error() != want {
			t.Errorf("post: %v, want %s", err, want)
		}
	}
	s.Stand("chat.postMessage", slacktest.Behaviour{})
	if err := post(ctx, s); err == nil || err.Error() != "chosen" {
		t.Errorf("post: %v, want chosen", err)
	}
	s.Choose(nil)
	if err := post(ctx, s); err != nil {
		t.Errorf("post: %v, want none of it", err)
	}
	if _, err := client(s).AuthTestContext(ctx); err != nil {
		t.Errorf("auth.test: %v", err)
	}
}

// What Slack refuses is not stored, whatever the answer looks like.
func TestRefusedIsNotStored(t *testing.T) {
	s := slacktest.New(t)
	s.AddChannel(slacktest.Channel{ID: s.Channel, Archived: true, Members: []string{s.BotUser}})
	s.Play("chat.postMessage", slacktest.Stored(slacktest.Reset()))
	if err := post(within(t), s); err == nil {
		t.Error("post: no error")
	}
	if c := s.Calls("chat.postMessage")[0]; c.Stored || c.Error != "is_archived" || c.Answer != "reset" {
		t.Errorf("call = %+v", c)
	}
}

// A test may answer in ways of its own.
func TestOwnAnswer(t *testing.T) {
	s := slacktest.New(t)
	s.Play("auth.test", slacktest.Stored(slacktest.Answer{
		Name: "as an owner",
		Write: func(w http.ResponseWriter, _ *http.Request, proper []byte) {
			var answer map[string]any
			_ = json.Unmarshal(proper, &answer)
			answer["user"] = "somebody"
			_ = json.NewEncoder(w).Encode(answer)
		},
	}))
	if got, err := client(s).AuthTestContext(within(t)); err != nil || got.User != "somebody" || got.TeamID != s.TeamID {
		t.Errorf("auth.test = %+v, %v", got, err)
	}
}
