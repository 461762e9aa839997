package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"

	"meetupbot/content/source"
)

// A token that is printed anywhere is a token to be changed.
func TestSecretsAreNotShown(t *testing.T) {
	const canary = "xoxb-canary-canary"
	s := Settings{SlackBotToken: canary, SlackAppToken: canary, SlackSigningSecret: canary, DiscordToken: canary}
	var out strings.Builder
	fmt.Fprintf(&out, "%v %+v %#v %s", s, s, s, s.SlackBotToken)
	slog.New(slog.NewTextHandler(&out, nil)).Info("settings", "all", s, "token", s.DiscordToken)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("settings", "all", s, "token", s.DiscordToken)
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(data)
	if strings.Contains(out.String(), "canary") {
		t.Errorf("a secret is shown:\n%s", out.String())
	}
}

func TestSettingsOfPlatforms(t *testing.T) {
	good := Settings{DatabaseURL: "sqlite:x.db", ListenAddr: "127.0.0.1:0", LogLevel: "info", LogFormat: "text"}
	for _, tt := range []struct {
		name string
		set  func(*Settings)
		want string // in the error; "": none
	}{
		{"nothing", func(s *Settings) {}, ""},
		{"socket", func(s *Settings) { s.SlackBotToken, s.SlackAppToken = "xoxb-1", "xapp-1" }, ""},
		{"signed", func(s *Settings) { s.SlackBotToken, s.SlackSigningSecret = "xoxb-1", "shh" }, ""},
		{"no door", func(s *Settings) { s.SlackBotToken = "xoxb-1" }, "SLACK_APP_TOKEN"},
		{"no bot token", func(s *Settings) { s.SlackAppToken = "xapp-1" }, "SLACK_BOT_TOKEN"},
		{"discord", func(s *Settings) { s.DiscordToken = "a.b.c" }, ""},
		{"key alone", func(s *Settings) { s.DiscordPublicKey = "ab" }, "DISCORD_TOKEN"},
		{"no slash", func(s *Settings) { s.SlackAPIURL = "http://127.0.0.1:1/api" }, "slash"},
		{"a path", func(s *Settings) { s.DiscordAPIURL = "http://127.0.0.1:1/api" }, "DISCORD_API_URL has a path"},
		{"no address", func(s *Settings) { s.DiscordAPIURL = "127.0.0.1:1" }, "DISCORD_API_URL"},
		{"in the open", func(s *Settings) { s.SlackAPIURL = "http://slack.example/api/" }, "not encrypted"},
		{"userinfo", func(s *Settings) { s.SlackAPIURL = "https://u:hidden@slack.example/api/" }, "SLACK_API_URL"},
		{"several", func(s *Settings) { s.SlackAppToken, s.LogLevel = "xapp-hidden", "loud" }, "LOG_LEVEL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := good
			tt.set(&s)
			err := s.validate()
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("validate() = %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("validate() = %v, want it to name %s", err, tt.want)
			case err != nil && strings.Contains(err.Error(), "hidden"):
				t.Errorf("a value is shown: %v", err)
			}
		})
	}
}

// What is posted at a time that is not now must not reach real people.
func TestRealPlatforms(t *testing.T) {
	for _, tt := range []struct {
		s    Settings
		want string
	}{
		{Settings{}, "[]"},
		{Settings{SlackAPIURL: "https://slack.example/api/"}, "[]"},
		{Settings{SlackBotToken: "t"}, "[slack]"},
		{Settings{SlackBotToken: "t", SlackAPIURL: "http://127.0.0.1:81/api/", DiscordToken: "t"}, "[discord]"},
		{Settings{SlackBotToken: "t", SlackAPIURL: "http://localhost:81/api/", DiscordToken: "t", DiscordAPIURL: "http://[::1]:82"}, "[]"},
		{Settings{DiscordToken: "t", DiscordAPIURL: "https://127.0.0.1.example"}, "[discord]"},
	} {
		if got := fmt.Sprint(tt.s.real()); got != tt.want {
			t.Errorf("real() of %+v = %s, want %s", tt.s, got, tt.want)
		}
	}
}

// TestLoopbackDoor: sources on this machine are read only by a bot all of whose
// platforms are servers of a test.
func TestLoopbackDoor(t *testing.T) {
	const fake, elsewhere = "http://127.0.0.1:8081", "https://slack.example"
	for _, c := range []struct {
		name string
		s    Settings
		open bool
	}{
		{"no platform", Settings{}, false},
		{"no platform, but addresses", Settings{SlackAPIURL: fake + "/api/", DiscordAPIURL: fake}, false},
		{"Slack", Settings{SlackBotToken: "t"}, false},
		{"Discord", Settings{DiscordToken: "t"}, false},
		{"a Slack of a test", Settings{SlackBotToken: "t", SlackAPIURL: fake + "/api/"}, true},
		{"a Discord of a test", Settings{DiscordToken: "t", DiscordAPIURL: "http://[::1]:1"}, true},
		{"both of a test", Settings{SlackBotToken: "t", SlackAPIURL: fake + "/api/", DiscordToken: "t", DiscordAPIURL: "http://localhost:1"}, true},
		{"one of a test", Settings{SlackBotToken: "t", SlackAPIURL: fake + "/api/", DiscordToken: "t"}, false},
		{"one elsewhere", Settings{SlackBotToken: "t", SlackAPIURL: elsewhere + "/api/", DiscordToken: "t", DiscordAPIURL: fake}, false},
		{"a name that only looks like it", Settings{SlackBotToken: "t", SlackAPIURL: "https://127.0.0.1.example/api/"}, false},
		{"a user that only looks like it", Settings{SlackBotToken: "t", SlackAPIURL: "https://127.0.0.1@slack.example/api/"}, false},
	} {
		allow := c.s.reader(nil).Allow
		if allow == nil {
			allow = source.Public
		}
		if got := allow(netip.MustParseAddrPort("127.0.0.1:80")); got != c.open {
			t.Errorf("%s: loopback is read: %v", c.name, got)
		}
		if allow(netip.MustParseAddrPort("10.0.0.1:80")) || !allow(netip.MustParseAddrPort("93.184.216.34:443")) {
			t.Errorf("%s: the wrong addresses are read", c.name)
		}
	}
}
