package slack

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/slack/slacktest"
)

// TestSlackTakesAll sends every sample to a Slack that refuses what the real
// one would, and sees what members get of it: no one is called, and no link
// leads where it does not say.
func TestSlackTakesAll(t *testing.T) {
	s := slacktest.New(t)
	s.SetPace(0)
	defer s.Validate(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	client := slackapi.New(s.BotToken, slackapi.OptionAPIURL(s.URL()))
	for _, sample := range bottest.Replies() {
		m := render(sample.Reply, "slack")
		_, _, err := client.PostMessageContext(ctx, s.Channel, slackapi.MsgOptionText(m.Text, false), slackapi.MsgOptionBlocks(m.Blocks...),
			slackapi.MsgOptionDisableLinkUnfurl(), slackapi.MsgOptionDisableMediaUnfurl())
		if err != nil {
			t.Errorf("%s: %v", sample.Name, err)
			continue
		}
		seen := s.Messages(s.Channel)
		got := seen[len(seen)-1]
		if called := got.Notified(); len(called) > 0 {
			t.Errorf("%s: notifies %q", sample.Name, called)
		}
		for _, l := range got.Links() {
			if l.Text != "" && bot.Pretends(l.Text, l.URL) && !strings.Contains(l.URL, l.Text) {
				t.Errorf("%s: a link to %s says %q", sample.Name, l.URL, l.Text)
			}
			if !slices.ContainsFunc([]string{"http://", "https://", "mailto:"}, func(p string) bool { return strings.HasPrefix(l.URL, p) }) {
				t.Errorf("%s: a link to %q", sample.Name, l.URL)
			}
		}
		if _, err := client.PublishViewContext(ctx, slackapi.PublishViewContextRequest{
			UserID: s.Member, View: home(sample.Reply, bot.Help{Commands: bot.Commands()}),
		}); err != nil {
			t.Errorf("%s: App Home: %v", sample.Name, err)
		}
	}
}
