package discordtest_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"meetupbot/bot/discord/discordtest"
)

type object = map[string]any

// none is what keeps a message from notifying anybody.
var none = object{"parse": []any{}}

// A reply is what the server answered to a raw client.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) String() string { return fmt.Sprintf("%d %s", r.status, r.body) }

// code is Discord's code in an error.
func (r reply) code() int {
	var e struct {
		Code int `json:"code"`
	}
	_ = json.Unmarshal(r.body, &e)
	return e.Code
}

func (r reply) field(t *testing.T, name string) string {
	t.Helper()
	var o object
	if err := json.Unmarshal(r.body, &o); err != nil {
		t.Fatalf("%v: %v", r, err)
	}
	s, _ := o[name].(string)
	return s
}

// request makes a request of the kind that the raw client sends.
func request(t *testing.T, srv *discordtest.Server, route string, body any) *http.Request {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	var reader io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		reader = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, srv.URL()+"/api/v10"+path, reader)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bot "+srv.Token)
	r.Header.Set("User-Agent", "DiscordBot (https://bot.example, 1)")
	return r
}

// send sends a request over a connection of its own, and follows no redirect.
func send(r *http.Request) (reply, error) {
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, body}, err
}

func call(t *testing.T, srv *discordtest.Server, route string, body any) reply {
	t.Helper()
	r, err := send(request(t, srv, route, body))
	if err != nil {
		t.Fatalf("%s: %v", route, err)
	}
	return r
}

// post posts a message to the server's channel.
func post(t *testing.T, srv *discordtest.Server, body object) reply {
	t.Helper()
	if _, ok := body["allowed_mentions"]; !ok {
		body["allowed_mentions"] = none
	}
	return call(t, srv, "POST /channels/"+srv.ChannelID+"/messages", body)
}

// want fails unless the answer has the status and Discord's code, 0 for none.
func want(t *testing.T, r reply, status, code int) {
	t.Helper()
	if r.status != status || r.code() != code {
		t.Errorf("answered %.400v, want status %d and code %d", r, status, code)
	}
}

// wantFault fails unless the answer refuses a form for what stands at path.
func wantFault(t *testing.T, r reply, path string) {
	t.Helper()
	want(t, r, http.StatusBadRequest, 50035)
	if got := faultsOf(r); !slices.Contains(got, path) {
		t.Errorf("answered %.400v: faults at %q, want one at %q", r, got, path)
	}
}

// faultsOf lists where a refusal finds faults.
func faultsOf(r reply) []string {
	var e struct {
		Errors object `json:"errors"`
	}
	_ = json.Unmarshal(r.body, &e)
	var out []string
	var walk func(string, object)
	walk = func(path string, o object) {
		for k, v := range o {
			if k == "_errors" {
				out = append(out, strings.TrimPrefix(path, "."))
			} else if inner, ok := v.(object); ok {
				walk(path+"."+k, inner)
			}
		}
	}
	walk("", e.Errors)
	return out
}

// wantComplaint takes the complaints, of which one must hold words.
func wantComplaint(t *testing.T, srv *discordtest.Server, words string) {
	t.Helper()
	all := srv.Complaints()
	if !slices.ContainsFunc(all, func(c string) bool { return strings.Contains(c, words) }) {
		t.Errorf("complaints are %q, want one that says %q", all, words)
	}
}

func hexKey(s string) (ed25519.PublicKey, error) { return hex.DecodeString(s) }
