package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/kelseyhightower/envconfig"

	"meetupbot/content/source"
)

// Settings are the process's settings and secrets, from the environment.
type Settings struct {
	// Where everything is kept: sqlite: and a path, relative to the working folder.
	DatabaseURL string `envconfig:"DATABASE_URL" default:"sqlite:meetupbot.db"`
	// The file that declares groups, sources and channels. Named here it must
	// exist; left out, meetupbot.toml is used if it is there.
	Config string `envconfig:"MEETUPBOT_CONFIG"`
	// Where /healthz, /readyz and the platforms' requests are answered: host:port.
	ListenAddr string `envconfig:"LISTEN_ADDR" default:"127.0.0.1:8080"`
	// debug, info, warn or error.
	LogLevel string `envconfig:"LOG_LEVEL" default:"info"`
	// text or json.
	LogFormat string `envconfig:"LOG_FORMAT" default:"text"`

	// Slack: the bot's token (xoxb-), and one or both doors: the app's token
	// (xapp-) for Socket Mode, the signing secret for HTTP.
	SlackBotToken      secret `envconfig:"SLACK_BOT_TOKEN"`
	SlackAppToken      secret `envconfig:"SLACK_APP_TOKEN"`
	SlackSigningSecret secret `envconfig:"SLACK_SIGNING_SECRET"`
	// Discord: the bot's token, for the gateway and for posting, and the
	// application's public key where interactions come by HTTP.
	DiscordToken     secret `envconfig:"DISCORD_TOKEN"`
	DiscordPublicKey string `envconfig:"DISCORD_PUBLIC_KEY"`
	// Where the platforms are instead of the real ones: a server of a test.
	// Slack's is the base of its Web API with a trailing slash, Discord's is
	// scheme, host and port.
	SlackAPIURL   string `envconfig:"SLACK_API_URL"`
	DiscordAPIURL string `envconfig:"DISCORD_API_URL"`
}

// A secret is never shown, however it is printed.
type secret string

func (s secret) String() string {
	if s == "" {
		return ""
	}
	return "(secret)"
}

// GoString is what %#v prints.
func (s secret) GoString() string { return s.String() }

// LogValue is what a log shows.
func (s secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is what JSON and the like hold.
func (s secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// slack and discord report whether the platform is to be connected.
func (s Settings) slack() bool   { return s.SlackBotToken != "" }
func (s Settings) discord() bool { return s.DiscordToken != "" }

// lacks names the setting without which a platform is not connected, "" where
// it is there.
func (s Settings) lacks(platform string) string {
	switch {
	case platform == "slack" && !s.slack():
		return "SLACK_BOT_TOKEN"
	case platform == "discord" && !s.discord():
		return "DISCORD_TOKEN"
	}
	return ""
}

// only returns the settings with no other platform than the named one.
func (s Settings) only(platform string) Settings {
	if platform != "slack" {
		s.SlackBotToken, s.SlackAppToken, s.SlackSigningSecret, s.SlackAPIURL = "", "", "", ""
	}
	if platform != "discord" {
		s.DiscordToken, s.DiscordPublicKey, s.DiscordAPIURL = "", "", ""
	}
	return s
}

const (
	defaultConfig   = "meetupbot.toml"
	defaultLogLevel = "info"
)

// loadSettings reads the environment and reports everything that is wrong with
// it at once, never a value.
func loadSettings() (Settings, error) {
	var s Settings
	if err := envconfig.Process("", &s); err != nil {
		return s, fmt.Errorf("the environment cannot be read: %w", err)
	}
	return s, s.validate()
}

func (s Settings) validate() error {
	return errors.Join(append(s.processProblems(), s.platformProblems()...)...)
}

// processProblems says what is wrong with the settings that are no platform's.
func (s Settings) processProblems() []error {
	var problems []error
	if s.DatabaseURL == "" {
		problems = append(problems, errors.New("DATABASE_URL is empty: leave it out, or write sqlite: and a path"))
	}
	if _, _, err := net.SplitHostPort(s.ListenAddr); err != nil {
		problems = append(problems, errors.New("LISTEN_ADDR is not host:port: write it like 127.0.0.1:8080"))
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		problems = append(problems, errors.New("LOG_LEVEL is not one of debug, info, warn, error"))
	}
	if s.LogFormat != "text" && s.LogFormat != "json" {
		problems = append(problems, errors.New("LOG_FORMAT is not one of text, json"))
	}
	return problems
}

// platformProblems says what is wrong with the platforms' settings. What a
// platform itself knows of its tokens, its package checks.
func (s Settings) platformProblems() []error {
	var problems []error
	say := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if !s.slack() && (s.SlackAppToken != "" || s.SlackSigningSecret != "") {
		say("SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set, but not SLACK_BOT_TOKEN: copy the Bot User OAuth Token from OAuth & Permissions of the app")
	}
	if s.slack() && s.SlackAppToken == "" && s.SlackSigningSecret == "" {
		say("SLACK_BOT_TOKEN is set, but no way for Slack to reach the bot: set SLACK_APP_TOKEN (Socket Mode, simplest) or SLACK_SIGNING_SECRET (HTTP)")
	}
	if !s.discord() && s.DiscordPublicKey != "" {
		say("DISCORD_PUBLIC_KEY is set, but not DISCORD_TOKEN: copy the token from Bot in the developer portal")
	}
	for _, api := range [][2]string{{"SLACK_API_URL", s.SlackAPIURL}, {"DISCORD_API_URL", s.DiscordAPIURL}} {
		name, value := api[0], api[1]
		u, err := url.Parse(value)
		switch {
		case value == "":
		case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Scheme != "http" && u.Scheme != "https":
			say("%s is not an address like http://127.0.0.1:8081: leave it out for the real platform", name)
		case name == "SLACK_API_URL" && !strings.HasSuffix(u.Path, "/"):
			say("SLACK_API_URL does not end in a slash: it is the base of the Web API")
		case name == "DISCORD_API_URL" && strings.Trim(u.Path, "/") != "":
			say("DISCORD_API_URL has a path: it is only scheme, host and port")
		case u.Scheme == "http" && !loopback(u.Hostname()):
			say("%s is not encrypted and not on this machine: tokens would travel in the open", name)
		}
	}
	return problems
}

// real names the platforms that are connected for real, not at a server on
// this machine.
func (s Settings) real() []string {
	var names []string
	for _, p := range []struct {
		name, address string
		set           bool
	}{{"slack", s.SlackAPIURL, s.slack()}, {"discord", s.DiscordAPIURL, s.discord()}} {
		u, err := url.Parse(p.address)
		if p.set && (p.address == "" || err != nil || !loopback(u.Hostname())) {
			names = append(names, p.name)
		}
	}
	return names
}

// reader reads sources, by a clock that tells which files are being written; it
// may be nil. Web addresses on this machine are read only where the platforms are
// servers of a test, too.
func (s Settings) reader(now func() time.Time) source.Reader {
	r := source.Reader{Now: now}
	if (s.slack() || s.discord()) && len(s.real()) == 0 {
		r.Allow = func(a netip.AddrPort) bool { return source.Public(a) || a.Addr().IsLoopback() }
	}
	return r
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// logger writes to w in the format and from the level set.
func (s Settings) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // validate has seen it
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// configPath returns the path of the configuration file, or "" when there is
// none and none was asked for.
func (s Settings) configPath() (string, error) {
	if s.Config != "" {
		if _, err := os.Stat(s.Config); err != nil {
			return "", errors.New("MEETUPBOT_CONFIG names a file that cannot be read: " + strings.TrimPrefix(err.Error(), "stat "))
		}
		return s.Config, nil
	}
	if _, err := os.Stat(defaultConfig); err == nil {
		return defaultConfig, nil
	}
	return "", nil
}
