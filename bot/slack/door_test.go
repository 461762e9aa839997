package slack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

// status posts to the bot's door and returns the status and the body.
func (w *world) status(r *http.Request) (int, string) {
	w.t.Helper()
	resp, err := http.DefaultClient.Do(r.WithContext(within(w.t)))
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func (w *world) commandRequest() *http.Request {
	return w.Request(w.door.URL, w.Command(w.Channel, w.Member, "/nextmeetup", ""), time.Now())
}

func TestBadSignatures(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	for name, spoil := range map[string]func(*http.Request){
		"none":  func(r *http.Request) { r.Header.Del("X-Slack-Signature") },
		"empty": func(r *http.Request) { r.Header.Set("X-Slack-Signature", "") },
		"short": func(r *http.Request) { h := r.Header; h.Set("X-Slack-Signature", h.Get("X-Slack-Signature")[:20]) },
		"upper case": func(r *http.Request) {
			h := r.Header
			h.Set("X-Slack-Signature", "v0="+strings.ToUpper(h.Get("X-Slack-Signature")[3:]))
		},
		"another version": func(r *http.Request) { h := r.Header; h.Set("X-Slack-Signature", "v1="+h.Get("X-Slack-Signature")[3:]) },
		"another secret":  func(r *http.Request) { resign(r, "secret", time.Now()) },
		"empty secret":    func(r *http.Request) { resign(r, "", time.Now()) },
		"body of one more": func(r *http.Request) {
			r.Body = io.NopCloser(io.MultiReader(r.Body, strings.NewReader("x")))
			r.ContentLength++
		},
		"too old":           func(r *http.Request) { resign(r, w.SigningSecret, time.Now().Add(-301*time.Second)) },
		"too new":           func(r *http.Request) { resign(r, w.SigningSecret, time.Now().Add(302*time.Second)) },
		"no time":           func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") },
		"time is no number": func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "abc") },
		"time without end":  func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "1"+strings.Repeat("0", 30)) },
		"least time":        func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "-9223372036854775808") },
	} {
		r := w.commandRequest()
		spoil(r)
		if code, body := w.status(r); code != http.StatusUnauthorized {
			t.Errorf("%s: status %d, want 401: %s", name, code, body)
		}
	}
	if n := w.library.asks.Load(); n != 0 {
		t.Errorf("%d questions reached the database", n)
	}
}

func resign(r *http.Request, secret string, at time.Time) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", slacktest.Signature(secret, stamp, body))
}

// TestSigningVectors takes the published vectors at their own time.
func TestSigningVectors(t *testing.T) {
	for _, v := range slacktest.SigningVectors(t) {
		seconds, err := strconv.ParseInt(v.Timestamp, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		for offset, fits := range map[time.Duration]bool{0: true, 300 * time.Second: true, -300 * time.Second: true, 301 * time.Second: false, -301 * time.Second: false} {
			at := time.Unix(seconds, 0).Add(offset)
			a, err := slack.New(slack.Config{
				BotToken: "xoxb-1", SigningSecret: v.Secret, APIURL: "http://127.0.0.1:1/", Router: bot.NewRouter(bot.Parts{}),
				Clock: func() schedule.Now { return schedule.Now{Product: at, Real: at} },
			})
			if err != nil {
				t.Fatal(err)
			}
			// where what is signed cannot be read, nobody has to answer it
			r := httptest.NewRequest(http.MethodPost, "/slack/interactions", strings.NewReader(v.Body))
			r.Header.Set("X-Slack-Request-Timestamp", v.Timestamp)
			r.Header.Set("X-Slack-Signature", v.Signature)
			got, want := httptest.NewRecorder(), http.StatusUnauthorized
			if v.Valid && fits {
				want = http.StatusBadRequest
			}
			if a.ServeHTTP(got, r); got.Code != want {
				t.Errorf("%s, %s off: status %d, want %d", v.Name, offset, got.Code, want)
			}
		}
	}
}

// TestReplay: the same bytes have one effect, whatever they are.
func TestReplay(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	for name, e := range map[string]slacktest.Envelope{
		"command": w.Command(w.Channel, w.Member, "/nextmeetup", ""),
		"press":   w.Press(w.Channel, w.Member, "", "agenda:1", ""),
		"event":   w.Mention(w.Channel, w.Member, "nextmeetup"),
		"home":    w.HomeOpened(w.Member),
	} {
		before, at := w.library.asks.Load(), time.Now()
		var bodies []string
		for range 3 {
			code, body := w.status(w.Request(w.door.URL, e, at))
			if code != http.StatusOK {
				t.Errorf("%s: status %d", name, code)
			}
			bodies = append(bodies, body)
		}
		if bodies[1] != "" || bodies[2] != "" {
			t.Errorf("%s: replays are answered: %q", name, bodies[1:])
		}
		eventually(t, name+" is answered", func() bool { return w.library.asks.Load() > before })
	}
	w.stop()
	if n := len(w.Calls("chat.postMessage")) + len(w.Calls(slacktest.ResponseURL)); n != 2 {
		t.Errorf("%d answers to a press and a mention", n)
	}
	if n := len(w.Calls("views.publish")); n != 1 {
		t.Errorf("App Home was shown %d times", n)
	}
}

// TestReplayLater: what was taken is known for as long as Slack may send it
// again, and for as long as its signature would be good.
func TestReplayLater(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	began := time.Now()
	after := func(d time.Duration) time.Time { w.real.Store(&d); return began.Add(d) }
	ask := func(e slacktest.Envelope, signed time.Time) string {
		t.Helper()
		code, body := w.status(w.Request(w.door.URL, e, signed))
		if code != http.StatusOK {
			t.Errorf("status %d", code)
		}
		return body
	}
	command := func() slacktest.Envelope { return w.Command(w.Channel, w.Member, "/nextmeetup", "") }
	ask(command(), after(0))
	replayed, event := command(), w.Mention(w.Channel, w.Member, "nextmeetup")
	signed := after(9*time.Minute + 30*time.Second)
	if ask(replayed, signed) == "" {
		t.Fatal("a command is not answered")
	}
	ask(event, signed)
	w.await("chat.postMessage", 1)
	for _, d := range []time.Duration{10 * time.Minute, 12 * time.Minute, 14 * time.Minute} {
		after(d)
		if body := ask(replayed, signed); body != "" {
			t.Errorf("the same bytes after %s are answered: %s", d, body)
		}
		ask(command(), began.Add(d)) // life goes on
	}
	ask(event, after(15*time.Minute)) // Slack signs each sending anew
	w.stop()
	if n := len(w.Calls("chat.postMessage")); n != 1 {
		t.Errorf("%d answers to a mention that was told twice", n)
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	const form, js = "application/x-www-form-urlencoded", "application/json"
	signed := func(path, kind, body string) *http.Request {
		return w.Signed(w.door.URL+path, kind, []byte(body), time.Now())
	}
	command := url.Values{"command": {"/nextmeetup"}, "user_id": {w.Member}, "channel_id": {w.Channel}, "trigger_id": {"1"}}.Encode()
	get := signed("/slack/commands", form, command)
	get.Method = http.MethodGet
	query := signed("/slack/interactions?payload="+url.QueryEscape(`{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"agenda:1"}]}`), form, "x=1")
	for name, test := range map[string]struct {
		request *http.Request
		want    int
	}{
		"another path":             {signed("/slack/secrets", form, command), http.StatusNotFound},
		"get":                      {get, http.StatusMethodNotAllowed},
		"too large":                {signed("/slack/commands", form, command+"&x="+strings.Repeat("y", 256<<10)), http.StatusRequestEntityTooLarge},
		"a key twice":              {signed("/slack/commands", form, command+"&user_id=U0JOQUILL01"), http.StatusBadRequest},
		"payload twice":            {signed("/slack/interactions", form, "payload=%7B%7D&payload=%7B%7D"), http.StatusBadRequest},
		"100,000 keys":             {signed("/slack/commands", form, strings.Repeat("a&", 100_000)), http.StatusBadRequest},
		"no form":                  {signed("/slack/commands", form, "%zz"), http.StatusBadRequest},
		"no command":               {signed("/slack/commands", form, "x=1"), http.StatusBadRequest},
		"nothing":                  {signed("/slack/commands", form, ""), http.StatusBadRequest},
		"payload in the query":     {query, http.StatusBadRequest},
		"payload is no JSON":       {signed("/slack/interactions", form, "payload=garbage"), http.StatusBadRequest},
		"event is no JSON":         {signed("/slack/events", js, "garbage"), http.StatusBadRequest},
		"event is empty":           {signed("/slack/events", js, ""), http.StatusBadRequest},
		"event says nothing":       {signed("/slack/events", js, "{}"), http.StatusBadRequest},
		"depth of 100,000":         {signed("/slack/events", js, `{"type":`+strings.Repeat("[", 100_000)), http.StatusBadRequest},
		"depth, closed":            {signed("/slack/events", js, `{"type":"event_callback","event":{"x":`+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000)+"}}"), http.StatusBadRequest},
		"a number without measure": {signed("/slack/events", js, `{"type":"event_callback","event":{"type":1e400}}`), http.StatusBadRequest},
		"wrong types":              {signed("/slack/interactions", form, `payload={"type":"block_actions","user":7,"actions":{}}`), http.StatusBadRequest},
		// what is strange but says nothing wrong is acknowledged
		"null":                       {signed("/slack/interactions", form, `payload=null`), http.StatusOK},
		"no user":                    {signed("/slack/interactions", form, `payload={"type":"block_actions","user":null,"channel":null,"actions":null}`), http.StatusOK},
		"a press of nothing":         {signed("/slack/interactions", form, `payload={"type":"block_actions","user":{"id":"U1"},"actions":[]}`), http.StatusOK},
		"null event":                 {signed("/slack/events", js, `{"type":"event_callback","event_id":"Ev1","event":null}`), http.StatusOK},
		"mention of nobody":          {signed("/slack/events", js, `{"type":"event_callback","event_id":"Ev2","event":{"type":"app_mention"}}`), http.StatusOK},
		"an event that is not known": {signed("/slack/events", js, `{"type":"event_callback","event_id":"Ev3","event":{"type":"no_such"}}`), http.StatusOK},
		"rate limited":               {signed("/slack/events", js, `{"type":"app_rate_limited","minute_rate_limited":1}`), http.StatusOK},
		"a key twice in JSON":        {signed("/slack/events", js, `{"type":"x","type":"event_callback","event":{}}`), http.StatusOK},
	} {
		if code, _ := w.status(test.request); code != test.want {
			t.Errorf("%s: status %d, want %d", name, code, test.want)
		}
	}
	w.stop()
	if n := w.library.asks.Load(); n != 0 {
		t.Errorf("%d questions were asked", n)
	}
	for _, c := range w.Calls("") {
		if c.Method != "auth.test" {
			t.Errorf("call of %s", c.Method)
		}
	}
}

// Without a signing secret there is no door.
func TestNoDoor(t *testing.T) {
	w := newWorld(t, overSocket).run()
	r := w.commandRequest()
	resign(r, "", time.Now())
	if code, _ := w.status(r); code != http.StatusNotFound {
		t.Errorf("status %d, want 404", code)
	}
}

func TestChallenge(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	code, body := w.status(w.Request(w.door.URL, w.Challenge(`3eZ"b`), time.Now()))
	var got struct{ Challenge string }
	if err := json.Unmarshal([]byte(body), &got); err != nil || code != http.StatusOK || got.Challenge != `3eZ"b` {
		t.Errorf("status %d, body %s", code, body)
	}
}

// TestFlood: no more than 100 are served at a time; the next are told to come
// again and have no effect, so that they can.
func TestFlood(t *testing.T) {
	const most = 100
	w := newWorld(t, overHTTP, func(c *slack.Config) { c.Delays.Soon = 20 * time.Millisecond }).run()
	open := w.library.hold()
	var all sync.WaitGroup
	ask := func(member string) *http.Request {
		return w.Request(w.door.URL, w.Command(w.Channel, member, "/nextmeetup", ""), time.Now())
	}
	for range most / 4 { // of one member no more
		all.Go(func() { w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")) })
	}
	all.Wait() // acknowledged, not answered
	if code, _ := w.status(ask(w.Member)); code != http.StatusServiceUnavailable {
		t.Errorf("status %d for whoever floods, want 503", code)
	}
	for n := range most - most/4 {
		all.Go(func() { w.deliver(w.Command(w.Channel, fmt.Sprint("U0CROWD", n), "/nextmeetup", "")) })
	}
	all.Wait()
	late := ask("U0LATE")
	body, _ := io.ReadAll(late.Body)
	for range 2 {
		late.Body = io.NopCloser(bytes.NewReader(body))
		if code, _ := w.status(late); code != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", code)
		}
	}
	open()
	w.await(slacktest.ResponseURL, most)
	eventually(t, "there is room again", func() bool {
		late.Body = io.NopCloser(bytes.NewReader(body))
		code, _ := w.status(late)
		return code == http.StatusOK
	})
	eventually(t, "all were answered", func() bool { return len(w.Messages(w.Channel)) == most })
}

// TestSlowBodies: who sends a body a byte at a time does not hold a place for
// long.
func TestSlowBodies(t *testing.T) {
	w := newWorld(t, overHTTP, func(c *slack.Config) { c.Delays.Read = 100 * time.Millisecond }).run()
	body, feed := io.Pipe()
	defer feed.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	r := w.commandRequest().WithContext(ctx)
	r.Body, r.ContentLength = body, 1000
	go func() {
		for {
			if _, err := fmt.Fprint(feed, "x"); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	resp, err := http.DefaultClient.Do(r)
	if err == nil {
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusBadRequest {
			t.Errorf("status %d, want 400", resp.StatusCode)
		}
	} else if ctx.Err() != nil {
		t.Error("the place was held for ever")
	}
	http.DefaultClient.CloseIdleConnections()
}

// TestSlowStrangers: those who hold the line, unsigned as they are, leave
// members the room that there is.
func TestSlowStrangers(t *testing.T) {
	w := newWorld(t).run()
	w.connected(1)
	before := heap()
	for range 150 {
		conn, err := net.Dial("tcp", w.door.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "POST /slack/commands HTTP/1.1\r\nHost: bot\r\nContent-Length: 250000\r\n\r\ncommand=")
	}
	time.Sleep(100 * time.Millisecond) // they are all being read
	if grown := heap() - before; grown > 10<<20 {
		t.Errorf("%d MB were taken for what they announce", grown>>20)
	}
	if ack := w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")); len(ack.Payload) == 0 {
		t.Error("no answer over HTTP")
	}
	if ack := w.push(w.Command(w.Channel, w.Member, "/nextmeetup", "")); len(ack.Payload) == 0 {
		t.Error("no answer over the socket")
	}
}

// TestManyStrangers: there is an end to how many are listened to at a time.
func TestManyStrangers(t *testing.T) {
	const most = 1000
	w := newWorld(t, overHTTP)
	body, feed := io.Pipe()
	var all sync.WaitGroup
	for range most {
		all.Go(func() {
			got := httptest.NewRecorder()
			w.adapter.ServeHTTP(got, httptest.NewRequest(http.MethodPost, "/slack/commands", body))
			if got.Code != http.StatusBadRequest {
				t.Errorf("status %d, want 400", got.Code)
			}
		})
	}
	ask := func() int {
		got := httptest.NewRecorder()
		w.adapter.ServeHTTP(got, w.commandRequest())
		return got.Code
	}
	eventually(t, "there is no room", func() bool { return ask() == http.StatusServiceUnavailable })
	feed.CloseWithError(io.ErrUnexpectedEOF)
	all.Wait()
	if code := ask(); code != http.StatusOK {
		t.Errorf("after that: status %d, want 200", code)
	}
}

// What panics on the way has no answer, and nothing else suffers.
func TestPanics(t *testing.T) {
	w := newWorld(t, func(c *slack.Config) { c.Log = slog.New(trap{c.Log.Handler(), "a button that is not known"}) }).run()
	w.connected(1)
	for range 120 { // more than are served at a time
		w.deliver(w.Press(w.Channel, w.Member, "", "no such button", ""))
	}
	w.push(w.Press(w.Channel, w.Member, "", "no such button", ""))
	if !strings.Contains(w.log.String(), "slack: panic") {
		t.Error("the log says nothing")
	}
	w.answered()
	w.library.panics.Store(true)
	if ack := w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "")); !strings.Contains(string(ack.Payload), "Something went wrong here") {
		t.Errorf("answer = %s", ack.Payload)
	}
}

// A trap is a log that panics at some words.
type trap struct {
	slog.Handler
	words string
}

func (l trap) Handle(ctx context.Context, r slog.Record) error {
	if strings.Contains(r.Message, l.words) {
		panic("a trap")
	}
	return l.Handler.Handle(ctx, r)
}

// FuzzRequests: whatever Slack signs is acknowledged or refused, and nothing
// panics on the way.
func FuzzRequests(f *testing.F) {
	var faults alarm
	w := newWorld(f, func(c *slack.Config) {
		c.Log = slog.New(slog.NewTextHandler(&faults, nil))
	}, overHTTP)
	for _, e := range []slacktest.Envelope{
		w.Command(w.Channel, w.Member, "/speaker", "Ada &amp; <@U1|ada>"), w.Press(w.Channel, w.Member, "", "agenda:1", ""),
		w.Mention(w.Channel, w.Member, "<https://rivertown.example|nextmeetup> <!here>"), w.Joined(w.Channel, w.BotUser, w.Admin), w.Challenge("x"),
	} {
		body, err := io.ReadAll(w.Request("http://bot.example", e, time.Now()).Body)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte("payload=null"))
	w.run()
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, path := range []string{"/slack/commands", "/slack/interactions", "/slack/events"} {
			got := httptest.NewRecorder()
			w.adapter.ServeHTTP(got, w.Signed("http://bot.example"+path, "", body, time.Now()))
			if got.Code != http.StatusOK && got.Code != http.StatusBadRequest && got.Code != http.StatusServiceUnavailable {
				t.Errorf("%s: status %d", path, got.Code)
			}
			if fault := faults.Swap(nil); fault != nil {
				t.Errorf("%s: %s", path, *fault)
			}
		}
	})
}

// An alarm keeps what a log says of the last panic.
type alarm struct{ atomic.Pointer[string] }

func (l *alarm) Write(p []byte) (int, error) {
	if line := string(p); strings.Contains(line, "panic") {
		l.Store(&line)
	}
	return len(p), nil
}
