package slacktest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

func TestSignatures(t *testing.T) {
	for _, v := range slacktest.SigningVectors(t) {
		if fits := slacktest.Signature(v.Secret, v.Timestamp, []byte(v.Body)) == v.Signature; fits != v.Valid {
			t.Errorf("%s: fits: %v, want %v", v.Name, fits, v.Valid)
		}
	}
}

// verified is the body of a request whose signature slack-go accepts.
func verified(t *testing.T, s *slacktest.Server, r *http.Request) []byte {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	v, err := slack.NewSecretsVerifier(r.Header, s.SigningSecret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := v.Ensure(); err != nil {
		t.Error(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body
}

func TestRequests(t *testing.T) {
	s := slacktest.New(t)
	now := time.Now()

	r := s.Request("http://bot.example/", s.Command(s.Channel, s.Member, "/speaker", "Ada & Jo"), now)
	verified(t, s, r)
	c, err := slack.SlashCommandParse(r)
	if err != nil || r.URL.String() != "http://bot.example/slack/commands" || c.Text != "Ada & Jo" || c.UserID != s.Member || c.ResponseURL == "" {
		t.Errorf("command to %s = %+v, %v", r.URL, c, err)
	}

	r = s.Request("http://bot.example", s.Press(s.Channel, s.Member, "1.0", "speakers", "7"), now)
	verified(t, s, r)
	p, err := slack.InteractionCallbackParse(r)
	if err != nil || r.URL.Path != "/slack/interactions" || p.ActionCallback.BlockActions[0].Value != "7" {
		t.Errorf("press to %s = %+v, %v", r.URL, p, err)
	}

	r = s.Request("http://bot.example", s.Mention(s.Channel, s.Member, "help").Again(2, false), now)
	var event struct{ EventID, Type string }
	err = json.Unmarshal(bytes.ReplaceAll(verified(t, s, r), []byte("event_id"), []byte("EventID")), &event)
	if err != nil || r.URL.Path != "/slack/events" || event.Type != "event_callback" || event.EventID == "" {
		t.Errorf("event to %s = %+v, %v", r.URL, event, err)
	}
	if r.Header.Get("X-Slack-Retry-Num") != "2" || r.Header.Get("X-Slack-Retry-Reason") != "http_timeout" {
		t.Errorf("headers = %v", r.Header)
	}

	old := s.Signed("http://bot.example/slack/events", "application/json", []byte("{}"), now.Add(-6*time.Minute))
	if _, err := slack.NewSecretsVerifier(old.Header, s.SigningSecret); err == nil {
		t.Error("an old request is fresh")
	}
}

func TestDeliver(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := verified(t, s, r)
		switch r.URL.Path {
		case "/slack/commands":
			c, err := slack.SlashCommandParse(r)
			if err != nil {
				t.Error(err)
			}
			switch c.Text {
			case "json":
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, `{"response_type":"in_channel","text":"For all"}`)
			case "text":
				_, _ = io.WriteString(w, "For you")
			case "fail":
				http.Error(w, "no", http.StatusUnauthorized)
			}
		case "/slack/events":
			var e struct{ Challenge string }
			_ = json.Unmarshal(body, &e)
			_, _ = io.WriteString(w, e.Challenge)
		}
	}))
	defer door.Close()
	deliver := func(e slacktest.Envelope) (slacktest.Ack, error) { return s.Deliver(ctx, door.URL, e) }

	for _, text := range []string{"json", "text", ""} {
		if _, err := deliver(s.Command(s.Channel, s.Member, "/nextmeetup", text)); err != nil {
			t.Fatal(err)
		}
	}
	if e, m := s.Ephemerals(s.Channel, s.Member), s.Messages(s.Channel); len(e) != 1 || len(m) != 1 || e[0].Text != "For you" || m[0].Text != "For all" {
		t.Errorf("Ephemerals = %+v, Messages = %+v", e, m)
	}
	if a, err := deliver(s.Command(s.Channel, s.Member, "/nextmeetup", "fail")); err == nil || a.Status != http.StatusUnauthorized {
		t.Errorf("ack = %+v, %v, want status 401 and an error", a, err)
	}
	if a, err := deliver(s.Challenge("who are you")); err != nil || string(a.Payload) != "who are you" {
		t.Errorf("challenge: %+v, %v", a, err)
	}
	if a, err := deliver(s.Mention(s.Channel, s.Member, "help")); err != nil || a.Status != 200 || a.Socket != 0 || a.Envelope == "" {
		t.Errorf("mention: %+v, %v", a, err)
	}
	if n := len(s.Acks()); n != 5 {
		t.Errorf("%d acks, want 5", n)
	}
	t.Run("published schemas", func(t *testing.T) { s.Validate(t) })
	door.Close()
	if _, err := deliver(s.Mention(s.Channel, s.Member, "help")); err == nil || !strings.Contains(err.Error(), "deliver events_api") {
		t.Errorf("nobody is there: %v", err)
	}
}
