package slacktest_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

// history asks for a channel's history and returns the texts.
func history(t *testing.T, s *slacktest.Server, p slack.GetConversationHistoryParameters) (texts []string, next string) {
	t.Helper()
	p.ChannelID = s.Channel
	got, err := client(s).GetConversationHistoryContext(within(t), &p)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Messages {
		texts = append(texts, m.Text)
	}
	if got.HasMore != (got.ResponseMetaData.NextCursor != "") {
		t.Errorf("has_more %v with cursor %q", got.HasMore, got.ResponseMetaData.NextCursor)
	}
	return texts, got.ResponseMetaData.NextCursor
}

func TestHistory(t *testing.T) {
	s := slacktest.New(t)
	now := time.Unix(1_500_000_000, 0)
	var stamps []string
	for i, text := range []string{"one", "two", "three", "four", "five"} {
		s.SetClock(func() time.Time { return now.Add(time.Duration(i) * time.Second) })
		stamps = append(stamps, s.Say(s.Channel, s.Member, text))
	}
	type params = slack.GetConversationHistoryParameters
	for _, c := range []struct {
		name string
		params
		want []string
	}{
		{"all, newest first", params{}, []string{"five", "four", "three", "two", "one"}},
		{"between", params{Oldest: stamps[1], Latest: stamps[3]}, []string{"three"}},
		{"between, inclusive", params{Oldest: stamps[1], Latest: stamps[3], Inclusive: true}, []string{"four", "three", "two"}},
		{"since, without a fraction", params{Oldest: "1500000003", Inclusive: true}, []string{"five", "four"}},
		{"limit", params{Limit: 2}, []string{"five", "four"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := history(t, s, c.params)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("history (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("pages", func(t *testing.T) {
		var all []string
		for p := (params{Limit: 2}); ; {
			page, next := history(t, s, p)
			all = append(all, page...)
			if p.Cursor = next; next == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"five", "four", "three", "two", "one"}, all); diff != "" {
			t.Errorf("pages (-want +got):\n%s", diff)
		}
	})
	t.Run("lag", func(t *testing.T) {
		s.SetHistoryLag(2 * time.Second) // the clock stands at the fifth
		defer s.SetHistoryLag(0)
		got, _ := history(t, s, params{})
		if diff := cmp.Diff([]string{"three", "two", "one"}, got); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		if n := len(s.Messages(s.Channel)); n != 5 {
			t.Errorf("members see %d messages, want all 5", n)
		}
	})
}

func TestHistoryMetadata(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	api := client(s)
	_, _, err := api.PostMessageContext(ctx, s.Channel, slack.MsgOptionText("x", false),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "reminder", EventPayload: map[string]any{"key": "k1"}}))
	if err != nil {
		t.Fatal(err)
	}
	marker := func(all bool) any {
		got, err := api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: s.Channel, IncludeAllMetadata: all})
		if err != nil {
			t.Fatal(err)
		}
		return got.Messages[0].Metadata.EventPayload["key"]
	}
	if got := marker(true); got != "k1" {
		t.Errorf("marker = %v, want k1", got)
	}
	if got := marker(false); got != nil {
		t.Errorf("marker that was not asked for = %v", got)
	}
	s.SetScopes("channels:history")
	if got := marker(true); got != nil {
		t.Errorf("marker without the scope = %v", got)
	}
}

func TestHistoryRefusals(t *testing.T) {
	s := slacktest.New(t)
	s.AddChannel(slacktest.Channel{ID: "C0ELSEWHERE", Members: []string{s.Member}})
	ask := func(form url.Values) map[string]any { return call(t, s, "conversations.history", s.BotToken, form) }
	refused(t, ask(url.Values{"channel": {"C0ELSEWHERE"}}), "not_in_channel")
	refused(t, ask(url.Values{"channel": {"C0NOWHERE00"}}), "channel_not_found")
	for code, form := range map[string]url.Values{
		"invalid_limit":     {"limit": {"1000"}},
		"invalid_cursor":    {"cursor": {"x"}},
		"invalid_ts_oldest": {"oldest": {"yesterday"}},
		"invalid_ts_latest": {"latest": {"today"}},
	} {
		form.Set("channel", s.Channel)
		refused(t, ask(form), code)
		expect(t, s, code)
	}
	s.SetScopes("groups:history")
	refused(t, ask(url.Values{"channel": {s.Channel}}), "missing_scope")
}
