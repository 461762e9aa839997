package slacktest_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

func TestEditAndDelete(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	api := client(s)
	marker := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "announcement", EventPayload: map[string]any{"key": "k1"}})
	blocks := slack.MsgOptionBlocks(slack.NewDividerBlock())
	_, ts, err := api.PostMessageContext(ctx, s.Channel, slack.MsgOptionText("Slices at 19:00", false), marker, blocks)
	if err != nil {
		t.Fatal(err)
	}
	if m := s.Messages(s.Channel)[0]; m.Metadata == nil || m.Blocks == nil {
		t.Fatalf("message = %+v, want its blocks and metadata kept", m)
	}
	if _, _, _, err := api.UpdateMessageContext(ctx, s.Channel, ts, slack.MsgOptionText("Slices at 19:30", false)); err != nil {
		t.Fatal(err)
	}
	m := s.Messages(s.Channel)[0]
	if m.Text != "Slices at 19:30" || m.Edits != 1 || m.TS != ts || m.Blocks != nil || m.Metadata == nil {
		t.Errorf("after the edit: %+v, want the new text, no blocks and the metadata kept", m)
	}
	if c := s.Calls("chat.update")[0]; c.TS != ts || !c.Stored {
		t.Errorf("call = %+v", c)
	}
	if _, _, err := api.DeleteMessageContext(ctx, s.Channel, ts); err != nil {
		t.Fatal(err)
	}
	if seen := s.Messages(s.Channel); len(seen) != 0 {
		t.Errorf("after the deletion: %+v", seen)
	}
	form := url.Values{"channel": {s.Channel}, "ts": {ts}, "text": {"x"}}
	refused(t, call(t, s, "chat.update", s.BotToken, form), "message_not_found")
	refused(t, call(t, s, "chat.delete", s.BotToken, form), "message_not_found")

	form.Set("ts", s.Say(s.Channel, s.Member, "Not yours"))
	refused(t, call(t, s, "chat.update", s.BotToken, form), "cant_update_message")
	refused(t, call(t, s, "chat.delete", s.BotToken, form), "cant_delete_message")
	s.Remove(s.Channel, form.Get("ts"))
	if seen := s.Messages(s.Channel); len(seen) != 0 {
		t.Errorf("after the removal by hand: %+v", seen)
	}
}

func TestMetadataCanBeTakenAway(t *testing.T) {
	s := slacktest.New(t)
	form := url.Values{"channel": {s.Channel}, "text": {"x"}, "metadata": {`{"event_type":"a","event_payload":{}}`}}
	form.Set("ts", call(t, s, "chat.postMessage", s.BotToken, form)["ts"].(string))
	form.Set("metadata", "{}")
	refused(t, call(t, s, "chat.update", s.BotToken, form), "")
	if m := s.Messages(s.Channel)[0]; m.Metadata != nil {
		t.Errorf("metadata = %s, want none", m.Metadata)
	}
}

func TestWhereTheBotMayWrite(t *testing.T) {
	s := slacktest.New(t)
	s.AddChannel(slacktest.Channel{ID: "C0ELSEWHERE", Name: "elsewhere", Members: []string{s.Member}})
	s.AddChannel(slacktest.Channel{ID: "G0BOARDROOM", Private: true, Members: []string{s.Admin}})
	s.AddChannel(slacktest.Channel{ID: "G0ORGANISER", Private: true, Members: []string{s.Admin, s.BotUser}})
	s.AddChannel(slacktest.Channel{ID: "C0YESTERDAY", Archived: true, Members: []string{s.BotUser}})
	post := func(channel string) map[string]any {
		return call(t, s, "chat.postMessage", s.BotToken, url.Values{"channel": {channel}, "text": {"x"}})
	}
	refused(t, post("C0ELSEWHERE"), "") // by chat:write.public
	refused(t, post("G0ORGANISER"), "")
	refused(t, post("G0BOARDROOM"), "channel_not_found")
	refused(t, post("C0NOWHERE00"), "channel_not_found")
	refused(t, post("C0YESTERDAY"), "is_archived")
	refused(t, post(s.Member), "") // the conversation with a person
	if seen := s.Messages("D" + s.Member[1:]); len(seen) != 1 {
		t.Errorf("direct messages = %+v, want one", seen)
	}
	s.SetScopes("chat:write")
	refused(t, post("C0ELSEWHERE"), "not_in_channel")
	refused(t, call(t, s, "chat.update", s.BotToken, url.Values{"channel": {s.Member}, "ts": {"1.0"}, "text": {"x"}}), "channel_not_found")
}

func TestEphemeral(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	if _, err := client(s).PostEphemeralContext(ctx, s.Channel, s.Member, slack.MsgOptionText("Only for you", false)); err != nil {
		t.Fatal(err)
	}
	if got := s.Ephemerals(s.Channel, s.Member); len(got) != 1 || got[0].Text != "Only for you" {
		t.Errorf("Ephemerals = %+v", got)
	}
	if len(s.Messages(s.Channel))+len(s.Ephemerals(s.Channel, s.Admin)) != 0 {
		t.Error("others see it too")
	}
	public := s.Say(s.Channel, s.Admin, "For all")
	if got, err := s.Seen(ctx, s.Channel, s.Member, 2); err != nil || len(got) != 2 || got[0].Reader != s.Member || got[1].TS != public {
		t.Errorf("Seen = %+v, %v", got, err)
	}
	if got, err := s.Seen(ctx, s.Channel, s.Admin, 1); err != nil || len(got) != 1 {
		t.Errorf("Seen by another = %+v, %v", got, err)
	}
	s.AddUser(slacktest.User{ID: "U0SAMREED01"})
	form := url.Values{"channel": {s.Channel}, "user": {"U0SAMREED01"}, "text": {"x"}}
	refused(t, call(t, s, "chat.postEphemeral", s.BotToken, form), "user_not_in_channel")
}

func TestPace(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	now := time.Unix(1_500_000_000, 0)
	s.SetClock(func() time.Time { return now })
	s.SetPace(time.Second)
	api := client(s)
	post := func(channel string) error {
		_, _, err := api.PostMessageContext(ctx, channel, slack.MsgOptionText("x", false))
		return err
	}
	if err := post(s.Channel); err != nil {
		t.Fatal(err)
	}
	if err := post(s.Member); err != nil {
		t.Errorf("another channel: %v", err)
	}
	var limited *slack.RateLimitedError
	if err := post(s.Channel); !errors.As(err, &limited) || limited.RetryAfter != time.Second {
		t.Errorf("too fast: %v, want a rate limit of 1 s", err)
	}
	expect(t, s, "ratelimited")
	s.SetClock(func() time.Time { return now.Add(time.Second) })
	if err := post(s.Channel); err != nil {
		t.Errorf("a second later: %v", err)
	}
}

func TestNotifiedAndLinks(t *testing.T) {
	for _, c := range []struct {
		name     string
		message  slacktest.Message
		notified []string
		links    []slacktest.Link
	}{
		{name: "escaped", message: slacktest.Message{Text: "&lt;!channel&gt; @here &lt;@U1&gt; <!date^1500000000^{time}|19:00>"}},
		{
			name:     "text",
			message:  slacktest.Message{Text: "<!channel> <@U0ADAMARLOW> <!subteam^S1|crew> <https://a.example/?x=1&amp;y=2|a &amp; b> <#C0MEETUPS01>"},
			notified: []string{"!channel", "@U0ADAMARLOW", "!subteam^S1"},
			links:    []slacktest.Link{{URL: "https://a.example/?x=1&y=2", Text: "a & b"}},
		},
		{
			name: "blocks",
			message: slacktest.Message{Blocks: []byte(`[
				{"type":"header","text":{"type":"plain_text","text":"<!here> @here"}},
				{"type":"section","text":{"type":"mrkdwn","text":"@everyone <https://b.example>"}},
				{"type":"section","text":{"type":"mrkdwn","verbatim":true,"text":"@everyone <!here>"}},
				{"type":"actions","elements":[{"type":"button","url":"https://c.example","text":{"type":"plain_text","text":"Sign up"}}]},
				{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
					{"type":"broadcast","range":"channel"},{"type":"link","url":"https://d.example","text":"d"}]}]}]`)},
			notified: []string{"@everyone", "!here", `{"range":"channel","type":"broadcast"}`},
			links: []slacktest.Link{
				{URL: "https://b.example"}, {URL: "https://c.example", Text: "Sign up"}, {URL: "https://d.example", Text: "d"},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.notified, c.message.Notified()); diff != "" {
				t.Errorf("Notified (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.links, c.message.Links()); diff != "" {
				t.Errorf("Links (-want +got):\n%s", diff)
			}
		})
	}
}
