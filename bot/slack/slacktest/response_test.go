package slacktest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

// respond posts JSON to a response URL and returns status and body.
func respond(t *testing.T, address, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(within(t), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestResponseURL(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	address := s.Command(s.Channel, s.Member, "/nextmeetup", "").ResponseURL()
	answer := func(kind, text string) {
		t.Helper()
		_, _, err := client(s).PostMessageContext(ctx, s.Channel,
			slack.MsgOptionResponseURL(address, kind), slack.MsgOptionText(text, false))
		if err != nil {
			t.Fatal(err)
		}
	}
	answer(slack.ResponseTypeEphemeral, "For you")
	answer(slack.ResponseTypeInChannel, "For all")
	if got := s.Ephemerals(s.Channel, s.Member); len(got) != 1 || got[0].Text != "For you" {
		t.Errorf("Ephemerals = %+v", got)
	}
	if got := s.Messages(s.Channel); len(got) != 1 || got[0].Text != "For all" {
		t.Errorf("Messages = %+v", got)
	}
	posted := s.Responses(address)
	if len(posted) != 2 || posted[0].Args["text"] != "For you" || !posted[0].Stored || posted[0].Token != "" {
		t.Errorf("Responses = %+v", posted)
	}
	other := s.Command(s.Channel, s.Member, "/nextmeetup", "").ResponseURL()
	if other == address || len(s.Responses(other)) != 0 {
		t.Error("another command shares the URL")
	}
}

func TestResponseURLWearsOut(t *testing.T) {
	s := slacktest.New(t)
	now := time.Unix(1_500_000_000, 0)
	s.SetClock(func() time.Time { return now })
	used := s.Command(s.Channel, s.Member, "/nextmeetup", "").ResponseURL()
	old := s.Command(s.Channel, s.Member, "/nextmeetup", "").ResponseURL()
	for range 5 {
		if code, body := respond(t, used, `{"text":"x"}`); code != 200 || body != "ok" {
			t.Fatalf("respond = %d %s", code, body)
		}
	}
	if code, body := respond(t, used, `{"text":"x"}`); code != 404 || body != `{"error":"used_url","ok":false}` {
		t.Errorf("the sixth time: %d %s", code, body)
	}
	s.SetClock(func() time.Time { return now.Add(30 * time.Minute) })
	if code, _ := respond(t, old, `{"text":"x"}`); code != 200 {
		t.Errorf("after 30 minutes: %d", code)
	}
	s.SetClock(func() time.Time { return now.Add(30*time.Minute + time.Second) })
	if code, body := respond(t, old, `{"text":"x"}`); code != 404 || body != `{"error":"expired_url","ok":false}` {
		t.Errorf("later: %d %s", code, body)
	}
	s.Play(slacktest.ResponseURL, slacktest.Unstored(slacktest.Refuse("expired_url")))
	if code, body := respond(t, old, `{"text":"x"}`); code != 200 || !strings.Contains(body, "expired_url") {
		t.Errorf("the other form: %d %s", code, body)
	}
	if n := len(s.Ephemerals(s.Channel, s.Member)); n != 6 {
		t.Errorf("%d answers are seen, want 6", n)
	}
}

func TestResponseURLOfAButton(t *testing.T) {
	s := slacktest.New(t)
	ts := s.Say(s.Channel, s.BotUser, "Slices at 19:00")
	address := s.Press(s.Channel, s.Member, ts, "speakers", "7").ResponseURL()
	if code, body := respond(t, address, `{"text":"Slices at 19:30","replace_original":true}`); code != 200 {
		t.Fatalf("%d %s", code, body)
	}
	if got := s.Messages(s.Channel); len(got) != 1 || got[0].Text != "Slices at 19:30" || got[0].TS != ts {
		t.Errorf("Messages = %+v", got)
	}
	if code, body := respond(t, address, `{"delete_original":true}`); code != 200 {
		t.Fatalf("%d %s", code, body)
	}
	if got := s.Messages(s.Channel); len(got) != 0 {
		t.Errorf("Messages = %+v", got)
	}
}

func TestResponseURLRefusals(t *testing.T) {
	s := slacktest.New(t)
	address := s.Command(s.Channel, s.Member, "/nextmeetup", "").ResponseURL()
	for _, c := range []struct {
		body, complaint string
		code            int
	}{
		{`{}`, "no_text", 400},
		{`{"text":"x","response_type":"loud"}`, "invalid_response_type", 400},
		{`{"text":"x","blocks":[{"type":"marquee"}]}`, "invalid_blocks", 400},
	} {
		if code, _ := respond(t, address, c.body); code != c.code {
			t.Errorf("%s: status %d, want %d", c.body, code, c.code)
		}
		expect(t, s, c.complaint)
	}
	if code, _ := respond(t, address+"x", `{"text":"x"}`); code != 404 {
		t.Errorf("no such URL: status %d", code)
	}
	expect(t, s, "no_such_url")

	r, err := http.NewRequestWithContext(within(t), http.MethodPost, address, strings.NewReader(`{"text":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.BotToken)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	expect(t, s, "a token was sent along")
}
