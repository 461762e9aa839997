package discord_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/schedule"
)

// post sends a request to the HTTP door and returns status and body.
func (w *world) post(r *http.Request) (int, string) {
	w.t.Helper()
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r.WithContext(w.ctx))
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// TestSignatures checks all published vectors, at their own time.
func TestSignatures(t *testing.T) {
	for _, v := range discordtest.SignatureVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			w := newWorld(t, func(w *world) {
				w.config.PublicKey = v.PublicKey
				w.config.Clock = func() schedule.Now { return schedule.Now{Product: epoch(), Real: time.Unix(1700000000, 0)} }
			})
			r := httptest.NewRequest(http.MethodPost, "/discord/interactions", strings.NewReader(v.Body))
			r.Header.Set("X-Signature-Ed25519", v.Signature)
			r.Header.Set("X-Signature-Timestamp", v.Timestamp)
			answer := httptest.NewRecorder()
			w.adapter.ServeHTTP(answer, r)
			if refused := answer.Code == http.StatusUnauthorized; refused == v.Valid {
				t.Errorf("status %d, though the signature's validity is %v", answer.Code, v.Valid)
			}
			if v.Name == "ping good" && answer.Body.String() != `{"type":1}` {
				t.Errorf("answered %s to a ping", answer.Body)
			}
		})
	}
}

func TestDoorRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ask := func() []byte { return w.Begin(discordtest.Ask{Command: "nextmeetup"}).Body }
	signed := func(body []byte, age time.Duration) *http.Request { return w.Sign(w.door, body, time.Now().Add(-age)) }
	for _, c := range []struct {
		name string
		r    *http.Request
		want int
	}{
		{"another path", func() *http.Request { r := signed(ask(), 0); r.URL.Path += "/more"; return r }(), http.StatusNotFound},
		{"get", func() *http.Request { r := signed(ask(), 0); r.Method = http.MethodGet; return r }(), http.StatusMethodNotAllowed},
		{"old", signed(ask(), 301*time.Second+time.Second), http.StatusUnauthorized},
		{"from the future", signed(ask(), -302*time.Second), http.StatusUnauthorized},
		{"no signature", func() *http.Request { r := signed(ask(), 0); r.Header.Del("X-Signature-Ed25519"); return r }(), http.StatusUnauthorized},
		{"no timestamp", func() *http.Request { r := signed(ask(), 0); r.Header.Del("X-Signature-Timestamp"); return r }(), http.StatusUnauthorized},
		{"timestamp is no number", func() *http.Request {
			r := signed(ask(), 0)
			r.Header.Set("X-Signature-Timestamp", "abc")
			return r
		}(), http.StatusUnauthorized},
		{"too long", signed(bytes.Repeat([]byte(" "), 256<<10+1), 0), http.StatusRequestEntityTooLarge},
		{"too long, length not said", func() *http.Request {
			r := signed(bytes.Repeat([]byte(" "), 256<<10+1), 0)
			r.ContentLength = -1
			return r
		}(), http.StatusRequestEntityTooLarge},
		{"garbage", signed([]byte("{\"id\": \x00\xff<html>"), 0), http.StatusBadRequest},
		{"empty", signed(nil, 0), http.StatusBadRequest},
		{"null", signed([]byte("null"), 0), http.StatusBadRequest},
		{"deep", signed(bytes.Repeat([]byte("["), 200_000), 0), http.StatusBadRequest},
		{"huge number", signed([]byte(`{"type":1e400}`), 0), http.StatusBadRequest},
		{"id is no number", signed([]byte(`{"type":2,"id":"../x","token":"t","application_id":"1"}`), 0), http.StatusBadRequest},
		{"only the query is good", func() *http.Request {
			r := signed([]byte(`{}`), 0)
			r.URL.RawQuery = "payload=" + string(`{"type":1}`)
			return r
		}(), http.StatusBadRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := httptest.NewRecorder() // over a network whoever sends too much may hear nothing of it
			w.adapter.ServeHTTP(answer, c.r)
			if answer.Code != c.want {
				t.Errorf("status %d, want %d: %s", answer.Code, c.want, answer.Body)
			}
		})
	}
	if calls := w.Calls(discordtest.Everything); len(calls) != 0 {
		t.Errorf("%d requests were made", len(calls))
	}
}

// TestReplay: the same bytes twice have one effect.
func TestReplay(t *testing.T) {
	w := newWorld(t)
	i := w.Begin(discordtest.Ask{Command: "nextmeetup"})
	now := time.Now()
	if status, body := w.post(w.Sign(w.door, i.Body, now)); status != http.StatusOK || !strings.Contains(body, `"type":4`) {
		t.Errorf("first: %d %s", status, body)
	}
	if status, body := w.post(w.Sign(w.door, i.Body, now)); status != http.StatusConflict || strings.Contains(body, "type") {
		t.Errorf("again: %d %s", status, body)
	}
}

// TestReplayLater: an interaction is known for as long as its signature would be
// good, whatever came between.
func TestReplayLater(t *testing.T) {
	began := time.Now()
	var off atomic.Int64
	w := newWorld(t, func(w *world) {
		w.config.Clock = func() schedule.Now { return schedule.Now{Product: epoch(), Real: began.Add(time.Duration(off.Load()))} }
	})
	ask := func(after time.Duration, body []byte, signed time.Duration, want int) {
		t.Helper()
		off.Store(int64(after))
		if status, _ := w.post(w.Sign(w.door, body, began.Add(signed))); status != want {
			t.Errorf("after %s: status %d, want %d", after, status, want)
		}
	}
	other := func() []byte { return w.Begin(discordtest.Ask{Command: "nextmeetup"}).Body }
	ask(0, other(), 0, http.StatusOK)
	const signed = 14 * time.Minute
	replayed := other()
	ask(signed, replayed, signed, http.StatusOK)
	for _, after := range []time.Duration{15 * time.Minute, 17 * time.Minute, 18*time.Minute + 30*time.Second} {
		ask(after, replayed, signed, http.StatusConflict)
		ask(after, other(), after, http.StatusOK)
	}
}

// TestSlowBodies: whoever sends nothing holds nobody up.
func TestSlowBodies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.config.Delays.Body = 20 * time.Millisecond })
	body, trickle := io.Pipe()
	defer trickle.Close()
	r := w.Sign(w.door, nil, time.Now())
	r.Body, r.ContentLength = body, 1000
	if status, _ := w.post(r); status != http.StatusBadRequest {
		t.Errorf("status %d", status)
	}
}

// TestFlood: beyond so many under way, interactions are turned away, and the
// others get their answer.
func TestFlood(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.config.Delays.Soon = 5 * time.Second })
	release := w.library.hold()
	defer release()
	const many = 120
	statuses := make(chan int, many)
	member := uint64(1) << 61
	for n := range many {
		if n%25 == 0 { // of one member no more are answered at a time
			member++
		}
		r := w.Sign(w.door, w.Begin(discordtest.Ask{Command: "nextmeetup", User: strconv.FormatUint(member, 10)}).Body, time.Now())
		go func() {
			response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r.WithContext(w.ctx))
			if err != nil {
				statuses <- 0
				return
			}
			_ = response.Body.Close()
			statuses <- response.StatusCode
		}()
	}
	count := map[int]int{}
	for range many - 100 { // those turned away come first: the others wait
		count[<-statuses]++
	}
	release()
	for range 100 {
		count[<-statuses]++
	}
	if count[http.StatusOK] != 100 || count[http.StatusServiceUnavailable] != many-100 {
		t.Errorf("statuses %v", count)
	}
}

// TestFloodOfOne: of one member a quarter of what may be under way is, and others
// are answered beside it.
func TestFloodOfOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.config.Delays.Soon = 20 * time.Millisecond })
	release := w.library.hold()
	defer release()
	status := func(user string) int {
		code, _ := w.post(w.Sign(w.door, w.Begin(discordtest.Ask{Command: "nextmeetup", User: user}).Body, time.Now()))
		return code
	}
	for n := range 25 {
		if code := status(w.MemberID); code != http.StatusAccepted {
			t.Fatalf("question %d: status %d, want one that is answered later", n, code)
		}
	}
	if code := status(w.MemberID); code != http.StatusServiceUnavailable {
		t.Errorf("status %d for whoever floods, want 503", code)
	}
	if code := status(w.OwnerID); code != http.StatusAccepted {
		t.Errorf("status %d for another, want one that is answered later", code)
	}
}

func TestNewRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.config
	c.Token, c.PublicKey, c.APIURL, c.AppID = "secret token", strings.Repeat("ab", 31), "ftp://secret.example/x", "secret-app"
	_, err := discord.New(c)
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{"token", "public key", "API URL", "application id"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not complained of: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "abab") {
		t.Errorf("a value is printed: %v", err)
	}
}

// TestNoPublicKey: without a key there is no HTTP door.
func TestNoPublicKey(t *testing.T) {
	w := newWorld(t, func(w *world) { w.config.PublicKey = "" })
	if status, _ := w.post(w.Sign(w.door, []byte(`{"type":1}`), time.Now())); status != http.StatusNotFound {
		t.Errorf("status %s", strconv.Itoa(status))
	}
}
