package slacktest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/goleak"

	"meetupbot/bot/slack/slacktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// within is a context that ends before a test would hang.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func client(s *slacktest.Server) *slack.Client {
	return slack.New(s.BotToken, slack.OptionAppLevelToken(s.AppToken), slack.OptionAPIURL(s.URL()))
}

// call calls a method as curl would, with a form, and returns the answer.
func call(t *testing.T, s *slacktest.Server, method, token string, form url.Values) map[string]any {
	t.Helper()
	r, err := http.NewRequestWithContext(within(t), http.MethodPost, s.URL()+method, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%s answers %q: %v", method, body, err)
	}
	return answer
}

// refused checks the error of an answer.
func refused(t *testing.T, answer map[string]any, want string) {
	t.Helper()
	if answer["ok"] != (want == "") || want != "" && answer["error"] != want {
		t.Errorf("answer = %v, want error %q", answer, want)
	}
}

// expect takes the complaints and checks that each of the words is in one, in
// order, and that there are no more.
func expect(t *testing.T, s *slacktest.Server, words ...string) {
	t.Helper()
	got := s.Complaints()
	fits := slices.EqualFunc(got, words, strings.Contains)
	if !fits {
		t.Errorf("Complaints = %q, want %q", got, words)
	}
}

func TestPostIsSeenAndRecorded(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	_, ts, err := client(s).PostMessageContext(ctx, s.Channel, slack.MsgOptionText("Tomorrow: slices", false))
	if err != nil {
		t.Fatal(err)
	}
	seen := s.Messages(s.Channel)
	if len(seen) != 1 || seen[0].TS != ts || seen[0].Text != "Tomorrow: slices" || seen[0].User != s.BotUser {
		t.Errorf("Messages = %+v, want the one with ts %s", seen, ts)
	}
	calls, err := s.Await(ctx, "chat.postMessage", 1)
	if err != nil {
		t.Fatal(err)
	}
	c := calls[0]
	if !c.Stored || c.TS != ts || c.Token != s.BotToken || c.Args["channel"] != s.Channel || c.Error != "" || c.At.IsZero() {
		t.Errorf("call = %+v", c)
	}
	if !strings.Contains(c.Answer, ts) || !strings.Contains(string(c.Body), "Tomorrow") || c.Header.Get("Content-Type") == "" {
		t.Errorf("call = %+v, want the answer, the body and the headers", c)
	}
	if got := s.Calls("auth.test"); len(got) != 0 {
		t.Errorf("Calls(auth.test) = %v, want none", got)
	}
	s.Clear()
	if len(s.Calls(""))+len(s.Messages(s.Channel)) != 0 {
		t.Error("Clear leaves something")
	}
}

func TestAuthTest(t *testing.T) {
	s := slacktest.New(t)
	s.SetScopes("chat:write", "commands")
	got, err := client(s).AuthTestContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	if got.TeamID != s.TeamID || got.BotID != s.BotID || got.UserID != s.BotUser {
		t.Errorf("auth.test = %+v", got)
	}
	if scopes := got.Header.Get("X-OAuth-Scopes"); scopes != "chat:write,commands" {
		t.Errorf("X-OAuth-Scopes = %q", scopes)
	}
}

func TestTokens(t *testing.T) {
	s := slacktest.New(t)
	for _, c := range []struct{ method, token, want, complaint string }{
		{"auth.test", "", "not_authed", "not_authed"},
		{"auth.test", "xoxb-somebody-else", "invalid_auth", ""},
		{"auth.test", s.AppToken, "not_allowed_token_type", "not_allowed_token_type"},
		{"auth.test", s.BotToken, "", ""},
		{"apps.connections.open", s.BotToken, "not_allowed_token_type", "not_allowed_token_type"},
		{"apps.connections.open", s.AppToken, "", ""},
	} {
		refused(t, call(t, s, c.method, c.token, nil), c.want)
		if c.complaint != "" {
			expect(t, s, c.complaint)
		}
	}
	refused(t, call(t, s, "auth.test", "", url.Values{"token": {s.BotToken}}), "")
	for _, code := range []string{"token_revoked", "account_inactive", "invalid_auth"} {
		s.Revoke(code)
		refused(t, call(t, s, "auth.test", s.BotToken, nil), code)
		refused(t, call(t, s, "apps.connections.open", s.AppToken, nil), code)
		refused(t, call(t, s, "chat.postMessage", s.BotToken, nil), code)
	}
	s.Revoke("")
	refused(t, call(t, s, "auth.test", s.BotToken, nil), "")
}

func TestScopes(t *testing.T) {
	s := slacktest.New(t)
	s.SetScopes("commands")
	for method, form := range map[string]url.Values{
		"chat.postMessage":           {"channel": {s.Channel}, "text": {"x"}},
		"chat.update":                {"channel": {s.Channel}, "text": {"x"}, "ts": {"1.000001"}},
		"chat.delete":                {"channel": {s.Channel}, "ts": {"1.000001"}},
		"chat.postEphemeral":         {"channel": {s.Channel}, "user": {s.Member}, "text": {"x"}},
		"conversations.history":      {"channel": {s.Channel}},
		"conversations.info":         {"channel": {s.Channel}},
		"conversations.open":         {"users": {s.Member}},
		"users.info":                 {"user": {s.Member}},
		"files.getUploadURLExternal": {"filename": {"a.ics"}, "length": {"3"}},
	} {
		answer := call(t, s, method, s.BotToken, form)
		refused(t, answer, "missing_scope")
		if answer["needed"] == nil || answer["provided"] != "commands" {
			t.Errorf("%s: needed %v, provided %v", method, answer["needed"], answer["provided"])
		}
	}
}

func TestWrongCalls(t *testing.T) {
	s := slacktest.New(t)
	refused(t, call(t, s, "chat.postMesage", s.BotToken, nil), "unknown_method")
	expect(t, s, "unknown_method")
	if c := s.Calls("chat.postMesage"); len(c) != 1 || c[0].Error != "unknown_method" || c[0].Stored {
		t.Errorf("Calls = %+v, want the unknown method on record", c)
	}
	answer := call(t, s, "chat.postMessage", s.BotToken, url.Values{"text": {"x"}})
	refused(t, answer, "invalid_arguments")
	if text := fmt.Sprint(answer["response_metadata"]); !strings.Contains(text, "missing required field: channel") {
		t.Errorf("response_metadata = %s", text)
	}
	expect(t, s, "missing required field: channel")

	for name, spoil := range map[string]func(*http.Request){
		"a token in the address": func(r *http.Request) { r.URL.RawQuery = "token=" + s.BotToken },
		"Idempotency-Key":        func(r *http.Request) { r.Header.Set("Idempotency-Key", "1") },
		"not a JSON object":      func(r *http.Request) { r.Header.Set("Content-Type", "application/json") },
		"text/plain":             func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"given 2 times":          func(r *http.Request) { r.URL.RawQuery = "a=1&a=2" },
	} {
		r, err := http.NewRequest(http.MethodPost, s.URL()+"auth.test", strings.NewReader("token="+s.BotToken))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+s.BotToken)
		spoil(r)
		resp, err := http.DefaultClient.Do(r.WithContext(within(t)))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		expect(t, s, name)
	}
}

func TestJSONArguments(t *testing.T) {
	s := slacktest.New(t)
	body := `{"channel":"` + s.Channel + `","text":"x","unfurl_links":false,"thread_ts":null,` +
		`"metadata":{"event_type":"reminder","event_payload":{"key":"k1"}}}`
	r, err := http.NewRequest(http.MethodPost, s.URL()+"chat.postMessage", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+s.BotToken)
	resp, err := http.DefaultClient.Do(r.WithContext(within(t)))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	c := s.Calls("chat.postMessage")[0]
	if _, given := c.Args["thread_ts"]; given || c.Args["unfurl_links"] != "false" || c.Args["text"] != "x" || !c.Stored {
		t.Errorf("call = %+v", c)
	}
	var md slack.SlackMetadata
	if err := c.Decode("metadata", &md); err != nil || md.EventPayload["key"] != "k1" {
		t.Errorf("metadata = %+v, %v", md, err)
	}
	if err := c.Decode("text", &md); err == nil {
		t.Error("Decode of a text that is no JSON gives no error")
	}
}

// A failed is a test that notes how it fails.
type failed struct {
	testing.TB
	cleanup []func()
	said    []string
}

func (f *failed) Helper()                      {}
func (f *failed) Cleanup(c func())             { f.cleanup = append(f.cleanup, c) }
func (f *failed) Errorf(form string, a ...any) { f.said = append(f.said, fmt.Sprintf(form, a...)) }

func TestComplaintsFailTheTest(t *testing.T) {
	for _, taken := range []bool{false, true} {
		f := &failed{TB: t}
		s := slacktest.New(f)
		call(t, s, "no.such.method", s.BotToken, nil)
		if taken {
			s.Complaints()
		}
		for _, c := range f.cleanup {
			c()
		}
		if (len(f.said) == 0) != taken {
			t.Errorf("complaints taken: %v, the test fails with %q", taken, f.said)
		}
	}
}

func TestCloseEndsEverything(t *testing.T) {
	s, err := slacktest.Start()
	if err != nil {
		t.Fatal(err)
	}
	s.Play("auth.test", slacktest.Behaviour{Before: time.Hour}, slacktest.Behaviour{After: time.Hour}, slacktest.Stored(slacktest.Hang()))
	done := make(chan error)
	for range 3 {
		go func() {
			_, err := client(s).AuthTest()
			done <- err
		}()
	}
	ctx := within(t)
	if err := s.Arrived(ctx, "auth.test", 3); err != nil {
		t.Fatal(err)
	}
	waits := make(chan error)
	go func() {
		_, err := s.Await(ctx, "auth.test", 4)
		waits <- err
	}()
	s.Close()
	for range 3 {
		if err := <-done; err == nil {
			t.Error("a call that was under way is answered well")
		}
	}
	if err := <-waits; err == nil || ctx.Err() != nil {
		t.Errorf("Await = %v, want an end with the server", err)
	}
	if _, err := client(s).AuthTestContext(ctx); err == nil {
		t.Error("a closed server answers")
	}
}

func TestAwaitGivesUp(t *testing.T) {
	s := slacktest.New(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := s.Await(ctx, "auth.test", 1); err == nil || !strings.Contains(err.Error(), "1 calls of auth.test") {
		t.Errorf("Await = %v", err)
	}
}
