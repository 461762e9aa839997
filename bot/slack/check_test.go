package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

func place(id string) schedule.Place { return schedule.Place{Platform: "slack", ID: id} }

// told is the findings as the doctor would print them.
func told(findings []bot.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s: %s %s\n", f.Level, f.What, f.Text, f.Fix)
	}
	return b.String()
}

func TestCheckOfAGoodSetUp(t *testing.T) {
	w := newWorld(t)
	w.SetScopes(without("")...)
	got := told(w.adapter.Check(within(t), []schedule.Place{place(w.Channel), {Platform: "elsewhere", ID: "1"}}))
	want := `ok slack bot token: It is @meetupbot's, in the workspace Rivertown. 
ok slack app token: Socket Mode can be opened with it. 
ok slack signing secret: It is set: signed requests are taken at /slack/commands, /slack/interactions and /slack/events. 
ok clock: This machine's clock agrees with Slack's. 
ok slack scopes: All 12 that are wanted were granted. 
ok slack:C0MEETUPS01: The bot can post there. 
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := len(w.Calls(slacktest.Handshake)) + len(w.Calls("chat.postMessage")); n > 0 {
		t.Error("a check changes nothing")
	}
}

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*slack.Config)
		spoil  func(*world)
		places []string
		want   []string
	}{
		"bot token revoked": {nil, func(w *world) { w.Stand("auth.test", slacktest.Unstored(slacktest.Refuse("token_revoked"))) }, nil,
			[]string{"broken slack bot token: Slack refuses it: token_revoked", "under OAuth & Permissions, to SLACK_BOT_TOKEN"}},
		"not reached": {func(c *slack.Config) { c.APIURL = "http://127.0.0.1:1/" }, nil, nil,
			[]string{"broken slack bot token: It could not be tried", "this machine reaches http://127.0.0.1:1/"}},
		"app token refused": {nil, func(w *world) { w.Stand("apps.connections.open", slacktest.Unstored(slacktest.Refuse("invalid_auth"))) }, nil,
			[]string{"broken slack app token: Slack refuses it: invalid_auth", "connections:write"}},
		"app token without scope": {nil, func(w *world) {
			w.Stand("apps.connections.open", slacktest.Unstored(slacktest.Refuse("missing_scope")))
		}, nil,
			[]string{"broken slack app token", "with the scope connections:write"}},
		"no door": {func(c *slack.Config) { c.AppToken, c.SigningSecret = "", "" }, nil, nil, []string{"warning slack doors: Posts go out, but nobody can ask"}},
		"no history": {nil, func(w *world) { w.SetScopes(without("channels:history")...) }, nil,
			[]string{"warning slack scope channels:history: It is missing: in public channels only the weaker promise holds", "Add channels:history under OAuth & Permissions, Bot Token Scopes, then Reinstall to Workspace."}},
		"no posting": {nil, func(w *world) { w.SetScopes(without("chat:write")...) }, nil, []string{"broken slack scope chat:write: It is missing: nothing is posted"}},
		"nothing": {nil, func(w *world) { w.SetScopes("commands") }, []string{"C0MEETUPS01"},
			[]string{"slack scope metadata.message:read", "slack scope files:write", "Whether the bot can post there cannot be checked: a permission is missing. Add channels:read and groups:read under OAuth"}},
		"clock":              {nil, func(w *world) { w.off(7 * time.Minute) }, nil, []string{"broken clock: This machine's clock is off by 7m", "timedatectl set-ntp true"}},
		"clock a little off": {nil, func(w *world) { w.off(-time.Minute) }, nil, []string{"warning clock"}},
		"places": {nil, func(w *world) {
			w.SetScopes(without("")...)
			w.AddChannel(slacktest.Channel{ID: "C0OLD", Name: "old", Archived: true, Members: []string{w.BotUser}})
			w.AddChannel(slacktest.Channel{ID: "C0OUT", Name: "out"})
			w.AddChannel(slacktest.Channel{ID: "C0HIDDEN", Name: "hidden", Private: true})
		}, []string{"C0OLD", "C0OUT", "C0HIDDEN", "C0NONE", "U0ADAMARLOW", "U0NOBODY"}, []string{
			"broken slack:C0OLD: #old is archived", "broken slack:C0OUT: The bot is not in #out. Write /invite @meetupbot in #out.",
			"broken slack:C0HIDDEN: There is no such channel, or it is private", "broken slack:C0NONE: There is no such channel",
			"ok slack:U0ADAMARLOW: The bot can post there", "broken slack:U0NOBODY: This member cannot be written to", "Copy member ID.",
		}},
		"no direct messages": {nil, func(w *world) { w.SetScopes(without("im:write")...) }, []string{"U0ADAMARLOW"},
			[]string{"broken slack:U0ADAMARLOW: This member cannot be written to: a permission is missing. Add im:write under OAuth & Permissions, Bot Token Scopes"}},
		"limits": {nil, func(w *world) { w.Stand("conversations.info", slacktest.Unstored(slacktest.Refuse("ratelimited"))) }, []string{"C0MEETUPS01"},
			[]string{"warning slack:C0MEETUPS01: Whether the bot can post there cannot be checked: ratelimited. Try again in a while."}},
		"Socket Mode is off": {nil, func(w *world) {
			w.Stand("apps.connections.open", slacktest.Unstored(slacktest.Refuse("forbidden_team")))
		}, nil,
			[]string{"broken slack app token: Socket Mode cannot be opened: forbidden_team", "turn on Enable Socket Mode."}},
		"posting without being there": {nil, func(w *world) {
			w.AddChannel(slacktest.Channel{ID: "C0OUT", Name: "out"})
		}, []string{"C0OUT"}, []string{"warning slack:C0OUT: The bot is not in #out: it can post there, but only the weaker promise holds"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(c *slack.Config) {
				if test.change != nil {
					test.change(c)
				}
			})
			if test.spoil != nil {
				test.spoil(w)
			}
			var places []schedule.Place
			for _, id := range test.places {
				places = append(places, place(id))
			}
			got := told(w.adapter.Check(within(t), places))
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not told in\n%s", want, got)
				}
			}
		})
	}
}

func (w *world) off(d time.Duration) { w.real.Store(&d) }

func TestReach(t *testing.T) {
	w := newWorld(t)
	if got := w.adapter.Reach(within(t), place(w.Channel)); len(got) > 0 {
		t.Errorf("Reach = %s, want nothing", told(got))
	}
	if got := w.adapter.Reach(within(t), place("C0NONE")); len(got) != 1 || got[0].Level != bot.Broken {
		t.Errorf("Reach = %s", told(got))
	}
}

// All that is wrong with a configuration is said at once, and no value.
func TestNew(t *testing.T) {
	clock := func() schedule.Now { return schedule.Now{} }
	for _, test := range []struct {
		config slack.Config
		want   []string
	}{
		{slack.Config{}, []string{"SLACK_BOT_TOKEN, is empty", "no clock"}},
		{slack.Config{BotToken: "xapp-CANARY", AppToken: "xoxb-CANARY", Clock: clock}, []string{"SLACK_BOT_TOKEN, is no token of the right kind: it starts with xoxb-", "SLACK_APP_TOKEN, is no token of the right kind: it starts with xapp-"}},
		{slack.Config{BotToken: "xoxb-CANARY\n", SigningSecret: "CANARY ", APIURL: "CANARY", Clock: clock}, []string{"SLACK_BOT_TOKEN, has a space", "SLACK_SIGNING_SECRET, has a space", "address of the Web API"}},
		{slack.Config{BotToken: "xoxb-CANARY", APIURL: "https://slack.com/api", Clock: clock}, []string{"with a slash at its end"}},
	} {
		_, err := slack.New(test.config)
		if err == nil {
			t.Errorf("%+v is taken", test.config)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		}
		if strings.Contains(err.Error(), "CANARY") {
			t.Errorf("a value is said: %v", err)
		}
	}
	if _, err := slack.New(slack.Config{BotToken: "xoxb-1", Clock: clock}); err != nil {
		t.Error(err)
	}
}
