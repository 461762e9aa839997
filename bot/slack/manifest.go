package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"go.yaml.in/yaml/v3"

	"meetupbot/bot"
)

// Limits of a manifest.
// https://docs.slack.dev/reference/app-manifest
const (
	maxCommands    = 50
	maxCommandName = 32
)

// A manifest is what Slack is told of the app.
type manifest struct {
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
		Colour      string `yaml:"background_color"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			Home     bool `yaml:"home_tab_enabled"`
			Messages bool `yaml:"messages_tab_enabled"`
			ReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Bot struct {
			Name   string `yaml:"display_name"`
			Online bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Commands []manifestCommand `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `yaml:"request_url,omitempty"`
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool   `yaml:"is_enabled"`
			URL     string `yaml:"request_url,omitempty"`
		} `yaml:"interactivity"`
		OrgDeploy  bool `yaml:"org_deploy_enabled"`
		SocketMode bool `yaml:"socket_mode_enabled"`
		Rotation   bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

type manifestCommand struct {
	Command     string `yaml:"command"`
	URL         string `yaml:"url,omitempty"`
	Description string `yaml:"description"`
	Hint        string `yaml:"usage_hint,omitempty"`
	Escape      bool   `yaml:"should_escape"`
}

// Manifest returns the app's manifest as YAML, made of the table of commands,
// to be pasted at https://api.slack.com/apps, Create New App, From a manifest.
// address is where Slack reaches the bot over HTTPS, such as
// https://bot.example.org; "": the bot opens a socket, and needs none.
func Manifest(address string) ([]byte, error) {
	if address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return nil, fmt.Errorf("slack manifest: %q: want the address at which Slack reaches the bot, such as https://bot.example.org", address)
		}
		address = strings.TrimSuffix(address, "/")
	}
	below := func(path string) string {
		if address == "" {
			return ""
		}
		return address + path
	}
	var m manifest
	m.Display.Name, m.Display.Colour = "meetupbot", "#2b4c5e"
	m.Display.Description = "Answers questions about a user group's meetups, and posts reminders of them."
	m.Features.Home.Home, m.Features.Home.Messages = true, true
	m.Features.Bot.Name, m.Features.Bot.Online = "meetupbot", true
	commands, err := slashCommands(below("/slack/commands"))
	if err != nil {
		return nil, err
	}
	m.Features.Commands = commands
	for _, s := range scopes {
		m.OAuth.Scopes.Bot = append(m.OAuth.Scopes.Bot, s.name)
	}
	m.Settings.Events.Bot, m.Settings.Events.URL = events, below("/slack/events")
	m.Settings.Interactivity.Enabled, m.Settings.Interactivity.URL = true, below("/slack/interactions")
	m.Settings.SocketMode = address == ""

	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("slack manifest: %w", err)
	}
	return b.Bytes(), nil
}

// CreateLink returns the address of a page that makes the app of Manifest's
// manifest, without anything to paste.
// https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
func CreateLink(address string) (string, error) {
	text, err := Manifest(address)
	if err != nil {
		return "", err
	}
	var m any
	if err := yaml.Unmarshal(text, &m); err != nil {
		return "", fmt.Errorf("slack manifest: %w", err)
	}
	compact, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("slack manifest: %w", err)
	}
	return "https://api.slack.com/apps?" + url.Values{"new_app": {"1"}, "manifest_json": {string(compact)}}.Encode(), nil
}

// slashCommands are the commands that have a slash command of their own, and
// the one under which all can be asked.
func slashCommands(address string) ([]manifestCommand, error) {
	var own []manifestCommand
	var others []string
	for _, c := range bot.Commands() {
		name := slashCommand(c)
		if strings.Contains(name, " ") {
			others = append(others, c.Name)
			continue
		}
		if len(name) > maxCommandName {
			return nil, fmt.Errorf("slack manifest: command %s is longer than %d characters", name, maxCommandName)
		}
		hint := strings.TrimSpace(strings.TrimPrefix(c.Usage(), c.FullName()))
		own = append(own, manifestCommand{Command: name, URL: address, Description: bot.Sentence(c.Summary), Hint: hint})
	}
	own = append(own, manifestCommand{
		Command: umbrella, URL: address, Description: "Help, and all that organisers can set up", Hint: strings.Join(others, " | "),
	})
	if len(own) > maxCommands {
		return nil, fmt.Errorf("slack manifest: %d commands; Slack takes at most %d", len(own), maxCommands)
	}
	return own, nil
}
