package slacktest_test

import (
	"context"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"meetupbot/bot/slack/slacktest"
)

// within is a context that ends before a test would hang.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func client(s *slacktest.Server) *slack.Client {
	return slack.New(s.BotToken, slack.OptionAppLevelToken(s.AppToken), slack.OptionAPIURL(s.URL()))
}

func TestPostIsSeenAndRecorded(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	_, ts, err := client(s).PostMessageContext(ctx, s.Channel, slack.MsgOptionText("Tomorrow: slices", false))
	if err != nil {
		t.Fatal(err)
	}
	seen := s.Messages(s.Channel)
	if len(seen) != 1 || seen[0].TS != ts || seen[0].Text != "Tomorrow: slices" {
		t.Errorf("Messages = %+v, want the one with ts %s", seen, ts)
	}
	calls, err := s.Await(ctx, "chat.postMessage", 1)
	if err != nil {
		t.Fatal(err)
	}
	if c := calls[0]; !c.Stored || c.TS != ts || c.Token != s.BotToken || c.Args["channel"] != s.Channel {
		t.Errorf("call = %+v", c)
	}
}

func TestCommandOverTheSocket(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	ctx, cancel := context.WithCancel(ctx)
	sm := socketmode.New(client(s))
	done := make(chan error, 1)
	go func() { done <- sm.RunContext(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	go func() {
		for e := range sm.Events {
			if e.Type == socketmode.EventTypeSlashCommand {
				_ = sm.Ack(*e.Request, map[string]string{"text": "Nothing is planned."})
			}
		}
	}()
	id, err := s.Push(ctx, s.Command(s.Channel, s.Member, "/nextmeetup", "gophers"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Acked(ctx, id); err != nil {
		t.Fatal(err)
	}
	seen := s.Ephemerals(s.Channel, s.Member)
	if len(seen) != 1 || seen[0].Text != "Nothing is planned." {
		t.Errorf("Ephemerals = %+v", seen)
	}
}
