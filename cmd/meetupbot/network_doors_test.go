package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// TestBadRequests sends everything to the running bot that neither platform
// would send. Nothing of it has any effect, no answer tells more than a status,
// and what the platforms ask meanwhile is answered.
func TestBadRequests(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	p := s.serve("meetupbot", "--as-of", worldNow).ready()
	client := &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

	command := func() (body []byte) {
		r := s.slack.Request(p.base, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", ""), time.Now())
		body, _ = io.ReadAll(r.Body)
		return body
	}
	const form, plain = "application/x-www-form-urlencoded", "application/json"
	slackAt := func(path string, body []byte, at time.Time) *http.Request {
		return s.slack.Signed(p.base+path, form, body, at)
	}
	slack := func(path string, body []byte) *http.Request { return slackAt(path, body, time.Now()) }
	discordAt := func(body []byte, at time.Time) *http.Request {
		return s.discord.Sign(p.base+"/discord/interactions", body, at)
	}
	discord := func(body []byte) *http.Request { return discordAt(body, time.Now()) }
	interaction := func() []byte { return s.discord.Begin(discordtest.Ask{Command: "nextmeetup"}).Body }
	with := func(r *http.Request, change func(*http.Request)) *http.Request { change(r); return r }
	header := func(r *http.Request, name, value string) *http.Request {
		return with(r, func(r *http.Request) { r.Header.Set(name, value) })
	}
	endless := func(r *http.Request) *http.Request {
		return with(r, func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(io.LimitReader(zeros{}, 1<<30)), -1
		})
	}
	resigned := func(body []byte, signature func(stamp string) string, stamp string) *http.Request {
		r := slack("/slack/commands", body)
		r.Header.Set("X-Slack-Request-Timestamp", stamp)
		r.Header.Set("X-Slack-Signature", signature(stamp))
		return r
	}
	right := func(body []byte) func(string) string {
		return func(stamp string) string { return slacktest.Signature(s.slack.SigningSecret, stamp, body) }
	}
	now := strconv.FormatInt(time.Now().Unix(), 10)
	manyKeys := func() []byte {
		var b bytes.Buffer
		for i := range 100_000 {
			fmt.Fprintf(&b, "%x&", i)
		}
		return b.Bytes()
	}
	a := command()
	for _, c := range []struct {
		name string
		r    *http.Request
		want int
	}{
		{"slack unsigned", with(slack("/slack/commands", a), func(r *http.Request) { r.Header.Del("X-Slack-Signature") }), 401},
		{"slack unstamped", with(slack("/slack/commands", a), func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }), 401},
		{"slack other secret", resigned(a, func(stamp string) string { return slacktest.Signature("other", stamp, a) }, now), 401},
		{"slack no secret", resigned(a, func(stamp string) string { return slacktest.Signature("", stamp, a) }, now), 401},
		{"slack capitals", resigned(a, func(stamp string) string { return strings.ToUpper(right(a)(stamp)) }, now), 401},
		{"slack v1", resigned(a, func(stamp string) string { return "v1" + right(a)(stamp)[2:] }, now), 401},
		{"slack half a signature", resigned(a, func(stamp string) string { return right(a)(stamp)[:20] }, now), 401},
		{"slack letters for a time", resigned(a, right(a), "abc"), 401},
		{"slack far time", resigned(a, right(a), "1"+strings.Repeat("0", 30)), 401},
		{"slack largest time", resigned(a, right(a), "9223372036854775807"), 401},
		{"slack least time", resigned(a, right(a), "-9223372036854775808"), 401},
		{"slack old", slackAt("/slack/commands", a, time.Now().Add(-302*time.Second)), 401},
		{"slack early", slackAt("/slack/commands", a, time.Now().Add(302*time.Second)), 401},
		{"slack another body", with(slack("/slack/commands", a), func(r *http.Request) { r.Body = io.NopCloser(bytes.NewReader(command())); r.ContentLength = -1 }), 401},
		{"slack payload in the query", with(slack("/slack/interactions", []byte("a=b")), func(r *http.Request) {
			r.URL.RawQuery = "payload=" + url.QueryEscape(`{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"agenda:1"}]}`)
		}), 400},
		{"slack key twice", slack("/slack/commands", append(command(), "&text=a"...)), 400},
		{"slack payload twice", slack("/slack/interactions", []byte("payload={}&payload={}")), 400},
		{"slack no form", slack("/slack/commands", []byte("%zz=%")), 400},
		{"slack invalid UTF-8", slack("/slack/commands", []byte("command=%ff%fe&user_id=%c0%80&text=%ed%a0%80")), 400},
		{"slack a hundred thousand keys", slack("/slack/commands", manyKeys()), 413},
		{"slack too long", slack("/slack/commands", bytes.Repeat([]byte("x"), 256<<10+1)), 413},
		{"slack just as long as may be", slack("/slack/commands", bytes.Repeat([]byte("x"), 256<<10)), 400},
		{"slack endless", endless(slack("/slack/commands", a)), 413},
		{"slack deep", slack("/slack/events", []byte(`{"type":"x","a":`+strings.Repeat("[", 200_000))), 400},
		{"slack deep payload", slack("/slack/interactions", []byte("payload="+strings.Repeat("[", 200_000))), 400},
		{"slack large number", slack("/slack/events", []byte(`{"type":1e400}`)), 400},
		{"slack null", slack("/slack/events", []byte("null")), 400},
		{"slack not a form but JSON", slack("/slack/commands", []byte(`{"command":"/nextmeetup"}`)), 400},
		{"slack not JSON but a form", slack("/slack/events", a), 400},
		{"slack another path", slack("/slack/other", a), 404},
		{"slack path below", slack("/slack/commands/more", a), 404},
		{"slack root", slack("/slack/", a), 404},
		{"slack GET", with(slack("/slack/commands", a), func(r *http.Request) { r.Method = http.MethodGet }), 405},
		{"slack PUT", with(slack("/slack/events", a), func(r *http.Request) { r.Method = http.MethodPut }), 405},
		{"slack TRACE", with(slack("/slack/events", nil), func(r *http.Request) { r.Method = http.MethodTrace }), 405},
		{"slack another type", header(slack("/slack/commands", []byte("junk")), "Content-Type", "multipart/form-data; boundary=x"), 400},
		{"slack compressed", header(slack("/slack/commands", []byte("\x1f\x8bjunk")), "Content-Encoding", "gzip"), 400},

		{"discord unsigned", with(discord(interaction()), func(r *http.Request) { r.Header.Del("X-Signature-Ed25519") }), 401},
		{"discord zero signature", header(discord(interaction()), "X-Signature-Ed25519", strings.Repeat("0", 128)), 401},
		{"discord short signature", header(discord(interaction()), "X-Signature-Ed25519", "ab"), 401},
		{"discord long signature", header(discord(interaction()), "X-Signature-Ed25519", strings.Repeat("ab", 4000)), 401},
		{"discord another time", header(discord(interaction()), "X-Signature-Timestamp", strconv.FormatInt(time.Now().Unix()+1, 10)), 401},
		{"discord old", discordAt(interaction(), time.Now().Add(-302*time.Second)), 401},
		{"discord early", discordAt(interaction(), time.Now().Add(302*time.Second)), 401},
		{"discord endless", endless(discord(interaction())), 413},
		{"discord too long", discord(bytes.Repeat([]byte(" "), 256<<10+1)), 413},
		{"discord deep", discord([]byte(`{"type":2,"data":` + strings.Repeat(`{"options":[`, 20_000))), 400},
		{"discord deep and whole", discord([]byte(`{"id":"1","application_id":"1","token":"t","type":2,"data":{"options":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`)), 400},
		{"discord large number", discord([]byte(`{"id":"1","type":1e400}`)), 400},
		{"discord another path", with(discord(interaction()), func(r *http.Request) { r.URL.Path = "/discord/other" }), 404},
		{"discord GET", with(discord(interaction()), func(r *http.Request) { r.Method = http.MethodGet }), 405},

		{"nothing there", slack("/", nil), 404},
		{"profiles", with(slack("/debug/pprof/", nil), func(r *http.Request) { r.Method = http.MethodGet }), 404},
		{"variables", with(slack("/debug/vars", nil), func(r *http.Request) { r.Method = http.MethodGet }), 404},
		{"posted health", slack("/healthz", nil), 405},
		{"health below", with(slack("/healthz/x", nil), func(r *http.Request) { r.Method = http.MethodGet }), 404},
		{"a header too long", header(slack("/slack/commands", a), "X-Long", strings.Repeat("x", 64<<10)), 431},
	} {
		resp, err := client.Do(c.r)
		if err != nil {
			if c.want != 413 || !strings.Contains(c.name, "endless") { // may be cut while it is still being sent
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d: %.200s", c.name, resp.StatusCode, c.want, body)
		}
		if len(body) > 200 || bytes.Contains(body, []byte("goroutine")) {
			t.Errorf("%s: the answer tells too much: %.500s", c.name, body)
		}
		if status := p.status("/healthz"); status != http.StatusOK {
			t.Fatalf("%s: then the bot's health is %d", c.name, status)
		}
	}

	// Keys that stand twice in JSON, and types that are not known: whatever is
	// made of them, it is no fault.
	for _, body := range []string{
		`{"type":"event_callback","type":"url_verification","challenge":"c","challenge":"d"}`,
		`{"type":"event_callback","event_id":null,"authorizations":null,"event":{"type":"app_mention","user":null,"text":null,"channel":null}}`,
		`{"type":"event_callback","event":null}`,
		`{"type":"app_rate_limited"}`,
		`{"type":"zzz"}`,
	} {
		if resp, err := client.Do(s.slack.Signed(p.base+"/slack/events", plain, []byte(body), time.Now())); err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %v %v", body, resp, err)
		} else {
			resp.Body.Close()
		}
	}

	// The same bytes twice have one effect.
	e := s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", "")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if answer := s.asked(p, e); !bytes.Contains(answer, []byte("Spring evening")) {
		t.Errorf("a command: %s", answer)
	}
	if ack, err := s.slack.Deliver(ctx, p.base, e); err != nil || len(ack.Payload) > 0 {
		t.Errorf("the same once more: %v %s", err, ack.Payload)
	}
	begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Command: "nextmeetup"})
	if err != nil || begun.Response == nil || !strings.Contains(begun.Response.Text(), "Spring evening") {
		t.Errorf("an interaction: %v %v", err, begun)
	}
	p.alive()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestStrangersHoldTheLine: thousands of connections that say nothing, or half
// of something, neither silence the bot nor fill the machine.
func TestStrangersHoldTheLine(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	p := s.serve("meetupbot", "--as-of", worldNow).ready()
	before := p.memory("VmRSS")
	address := strings.TrimPrefix(p.base, "http://")
	for name, says := range map[string]string{
		"nothing":      "",
		"a header":     "POST /slack/commands HTTP/1.1\r\nHost: bot\r\nX-A: " + strings.Repeat("a", 4000),
		"slack body":   "POST /slack/commands HTTP/1.1\r\nHost: bot\r\nContent-Length: 262144\r\n\r\n" + strings.Repeat("a", 60_000),
		"discord body": "POST /discord/interactions HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\nea60\r\n" + strings.Repeat("a", 60_000),
	} {
		var held []net.Conn
		for range 1000 {
			conn, err := net.DialTimeout("tcp", address, 5*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(conn, says)
			held = append(held, conn)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		if answer := s.asked(p, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", "")); len(answer) == 0 {
			t.Errorf("%s: no answer to a command over HTTP", name)
		}
		id, err := s.slack.Push(ctx, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", ""))
		if err == nil {
			_, err = s.slack.Acked(ctx, id)
		}
		if err != nil {
			t.Errorf("%s: a command over the socket: %v", name, err)
		}
		if begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Command: "nextmeetup"}); err != nil || begun.Response == nil {
			t.Errorf("%s: an interaction: %v", name, err)
		}
		if status := p.status("/healthz"); status != http.StatusOK {
			t.Errorf("%s: health is %d", name, status)
		}
		cancel()
		t.Logf("%s: %d KiB more than before", name, p.memory("VmRSS")-before)
		for _, conn := range held {
			conn.Close()
		}
	}
	p.alive()
}
