package slacktest_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

// What slack-go sends for everything that the server serves is as published.
func TestValidate(t *testing.T) {
	slacktest.Wire(t)
	s, ctx := slacktest.New(t), within(t)
	api := client(s)
	content := slack.MsgOptionCompose(
		slack.MsgOptionText("x", false), slack.MsgOptionBlocks(slack.NewDividerBlock()),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "a", EventPayload: map[string]any{"k": "v"}}),
	)
	quiet := slack.MsgOptionCompose(slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	_, ts, err := api.PostMessageContext(ctx, s.Channel, content, quiet)
	for _, step := range []func() error{
		func() error { return err },
		func() error { _, _, _, err := api.UpdateMessageContext(ctx, s.Channel, ts, content); return err },
		func() error {
			_, err := api.PostEphemeralContext(ctx, s.Channel, s.Member, slack.MsgOptionText("x", false))
			return err
		},
		func() error {
			_, err := api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
				ChannelID: s.Channel, Oldest: "1500000000", Latest: ts, Limit: 10, IncludeAllMetadata: true, Inclusive: true,
			})
			return err
		},
		func() error { _, _, err := api.DeleteMessageContext(ctx, s.Channel, ts); return err },
		func() error { _, err := api.AuthTestContext(ctx); return err },
		func() error { _, err := api.GetUserInfoContext(ctx, s.Member); return err },
		func() error {
			_, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: s.Channel})
			return err
		},
		func() error {
			_, _, _, err := api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{s.Member}})
			return err
		},
		func() error {
			_, err := api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: s.Member, View: slack.HomeTabViewRequest{
				Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
			}})
			return err
		},
		func() error {
			_, err := api.UploadFileContext(ctx, slack.UploadFileParameters{Content: "x", FileSize: 1, Filename: "a.ics", Channel: s.Channel})
			return err
		},
		func() error { _, _, err := api.StartSocketModeContext(ctx); return err },
	} {
		if err := step(); err != nil {
			t.Error(err)
		}
	}
	s.Validate(t)
}

func TestValidateFindsFault(t *testing.T) {
	slacktest.Wire(t)
	for name, c := range map[string]struct {
		method string
		form   url.Values
		want   string
	}{
		"method":   {"chat.shout", nil, "no such method"},
		"argument": {"chat.update", url.Values{"channel": {"C1"}, "ts": {"1.0"}, "unfurl_links": {"false"}}, "no such argument: unfurl_links"},
		"missing":  {"chat.postMessage", url.Values{"text": {"x"}}, "argument is missing: channel"},
		"boolean":  {"chat.postMessage", url.Values{"channel": {"C1"}, "unfurl_links": {"no"}}, "not of type boolean"},
		"integer":  {"conversations.history", url.Values{"channel": {"C1"}, "limit": {"ten"}}, "not of type integer"},
		"number":   {"conversations.history", url.Values{"channel": {"C1"}, "oldest": {"now"}}, "not of type number"},
		"array":    {"chat.postMessage", url.Values{"channel": {"C1"}, "blocks": {"{}"}}, "not of type array"},
		"object":   {"chat.postMessage", url.Values{"channel": {"C1"}, "metadata": {"[]"}}, "not of type object"},
	} {
		t.Run(name, func(t *testing.T) {
			s := slacktest.New(t)
			call(t, s, c.method, s.BotToken, c.form)
			s.Complaints()
			f := &failed{TB: t}
			s.Validate(f)
			if len(f.said) != 1 || !strings.Contains(f.said[0], c.want) {
				t.Errorf("Validate says %q, want %q", f.said, c.want)
			}
		})
	}
	t.Run("event", func(t *testing.T) {
		s, ctx := slacktest.New(t), within(t)
		frame(t, dial(t, s))
		for _, spoil := range []func(map[string]any){
			func(p map[string]any) { delete(p, "team_id") },
			func(p map[string]any) { p["event"].(map[string]any)["type"] = "rumour" },
		} {
			e := s.Mention(s.Channel, s.Member, "help")
			spoil(e.Payload)
			if _, err := s.Push(ctx, e); err != nil {
				t.Fatal(err)
			}
		}
		f := &failed{TB: t}
		s.Validate(f)
		if len(f.said) != 2 {
			t.Errorf("Validate says %q, want one fault each", f.said)
		}
	})
}
