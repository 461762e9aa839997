package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
)

// A Config is what meetupbot.toml declares, checked.
type Config struct {
	Groups     []ConfiguredGroup
	Channels   []schedule.Channel
	Organisers Organisers
}

// Organisers are those whom the bot tells of trouble, and who may command it
// beside the platforms' own administrators.
type Organisers struct {
	Channels   []schedule.Place // who hears of what failed, was late, is held
	Allow      []schedule.Place // people
	AddSources bool             // they may add sources from conversations
}

// A ConfiguredGroup is a group with its sources.
type ConfiguredGroup struct {
	content.Group
	Sources []ingest.Source
}

// configFile is meetupbot.toml as it is written.
type configFile struct {
	Group []struct {
		Name    string   `toml:"name"`    // short: what people type; letters, digits, - and _
		Title   string   `toml:"title"`   // what the group calls itself; the name when left out
		Zone    string   `toml:"zone"`    // IANA name
		Sources []string `toml:"sources"` // folders, files and web addresses; a relative path is relative to this file
		Trust   string   `toml:"trust"`   // auto (default): post what has no doubts; review: an organiser approves first
	} `toml:"group"`
	Channel []struct {
		Platform string   `toml:"platform"` // slack, discord, console
		ID       string   `toml:"id"`       // the platform's id of the channel
		Groups   []string `toml:"groups"`   // whose meetups are posted here
		Posts    []string `toml:"posts"`    // kinds; reminder, change and recap when left out
		Remind   []string `toml:"remind"`   // leads; 1 day before at 10:00 when left out
		Digest   string   `toml:"digest"`   // cron, in the channel's zone
		Quiet    string   `toml:"quiet"`    // hours without posts
		Zone     string   `toml:"zone"`     // of digest and quiet hours; the first group's when left out
	} `toml:"channel"`
	Organisers struct {
		Channels []string `toml:"channels"` // who hears of what failed, was late, is held
		Allow    []string `toml:"allow"`    // beside the platform's own administrators
		// Whether they may add web addresses to the sources in conversations.
		AddSources bool `toml:"add_sources"`
	} `toml:"organisers"`
}

// loadConfig reads and checks a configuration file. The error names all that
// is wrong with it, each with the file's line where there is one.
func loadConfig(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var f configFile
	meta, err := toml.Decode(string(data), &f)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%s:%d: %s", path, syntax.Position.Line, syntax.Message+syntaxHelp(syntax.Message))
	case err != nil:
		return nil, typeError(path, strings.Split(string(data), "\n"), err)
	}
	f.detach()
	check := configCheck{path: path, lines: strings.Split(string(data), "\n")}
	check.unknownKeys(meta.Undecoded())
	c := check.config(f)
	if len(check.problems) > 0 {
		return nil, errors.Join(check.problems...)
	}
	return c, nil
}

// detach copies what the file says, texts that say the same once: each text of
// its own would keep the whole file in memory.
func (f *configFile) detach() {
	known := map[string]string{}
	own := func(texts ...*string) {
		for _, s := range texts {
			if _, ok := known[*s]; !ok {
				text := strings.Clone(*s)
				known[text] = text
			}
			*s = known[*s]
		}
	}
	each := func(lists ...[]string) {
		for _, list := range lists {
			for i := range list {
				own(&list[i])
			}
		}
	}
	for i := range f.Group {
		g := &f.Group[i]
		own(&g.Name, &g.Title, &g.Zone, &g.Trust)
		each(g.Sources)
	}
	for i := range f.Channel {
		c := &f.Channel[i]
		own(&c.Platform, &c.ID, &c.Digest, &c.Quiet, &c.Zone)
		each(c.Groups, c.Posts, c.Remind)
	}
	each(f.Organisers.Channels, f.Organisers.Allow)
}

// channel returns what is declared of a place.
func (c *Config) channel(place schedule.Place) (schedule.Channel, bool) {
	for _, ch := range c.Channels {
		if ch.Place == place {
			return ch, true
		}
	}
	return schedule.Channel{}, false
}

// declares reports whether a source of that name is declared, for whichever
// group.
func (c *Config) declares(name string) bool {
	return slices.ContainsFunc(c.Groups, func(g ConfiguredGroup) bool {
		return slices.ContainsFunc(g.Sources, func(s ingest.Source) bool { return s.Name == name })
	})
}

// group returns the configured group of a name.
func (c *Config) group(name string) (content.Group, bool) {
	for _, g := range c.Groups {
		if g.Name == name {
			return g.Group, true
		}
	}
	return content.Group{}, false
}

// groups returns all configured groups.
func (c *Config) groups() []content.Group {
	var out []content.Group
	for _, g := range c.Groups {
		out = append(out, g.Group)
	}
	return out
}
