package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/schedule"
)

var groupName = regexp.MustCompile(`^[\pL\pN][\pL\pN_-]*$`)

// A configCheck collects everything that is wrong with a configuration file.
type configCheck struct {
	path     string
	lines    []string
	problems []error
}

// say adds a problem, with the line on which word stands first, if any: quoted
// as a value, or at the line's beginning as a key or table.
func (c *configCheck) say(word, format string, args ...any) {
	at := c.path
	for i, line := range c.lines {
		line = strings.TrimSpace(line)
		if word != "" && !strings.HasPrefix(line, "#") && (strings.HasPrefix(strings.TrimLeft(line, "["), word) || strings.Contains(line, `"`+word+`"`)) {
			at = fmt.Sprintf("%s:%d", c.path, i+1)
			break
		}
	}
	c.problems = append(c.problems, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
}

func (c *configCheck) config(f configFile) *Config {
	out := &Config{}
	zones := map[string]string{}
	names := map[string]bool{}
	sources := map[string]string{}
	if len(f.Group) == 0 {
		c.say("", "no [[group]] is declared: nothing to read")
	}
	for _, g := range f.Group {
		if !groupName.MatchString(g.Name) {
			c.say(g.Name, "group name %q: want a short word that people type, of letters, digits, - and _", g.Name)
			continue
		}
		if names[content.Fold(g.Name)] {
			c.say(g.Name, "group %q is declared twice, capitals apart", g.Name)
			continue
		}
		names[content.Fold(g.Name)] = true
		zones[g.Name] = g.Zone
		if g.Zone == "" {
			c.say(g.Name, "group %q has no zone: say where its meetups are, such as zone = \"Europe/London\"", g.Name)
		} else if _, err := content.LoadZone(g.Zone); err != nil {
			c.say(g.Zone, "group %q: %v", g.Name, err)
		}
		switch g.Trust {
		case "", "auto", "review":
		default:
			c.say(g.Trust, "group %q: trust %q: want auto or review", g.Name, g.Trust)
		}
		group := ConfiguredGroup{Group: content.Group{Name: g.Name, Title: g.Title, Zone: g.Zone, Review: g.Trust == "review"}}
		if group.Title == "" {
			group.Title = g.Name
		}
		if len(g.Sources) == 0 {
			c.say(g.Name, "group %q has no sources: name the folder of its posts", g.Name)
		}
		for _, s := range g.Sources {
			// a password in it is for its site, and for nobody who sees the name
			location, name := c.locate(s), source.WithoutCredentials(s)
			if err := source.Check(location); err != nil {
				c.say(s, "group %q: %v", g.Name, err)
				continue
			}
			if other, twice := sources[source.WithoutCredentials(location)]; twice {
				c.say(s, "source %q stands in group %q already", content.ShownSource(s), other)
				continue
			}
			sources[source.WithoutCredentials(location)] = g.Name
			group.Sources = append(group.Sources, ingest.Source{Name: name, Location: location})
		}
		out.Groups = append(out.Groups, group)
	}
	declared := make(map[schedule.Place]bool, len(f.Channel))
	out.Channels = make([]schedule.Channel, 0, len(f.Channel))
	for _, ch := range f.Channel {
		if channel, ok := c.channel(ch.Platform, ch.ID); ok {
			channel.Declared = true
			channel.Groups = ch.Groups
			channel.Zone = ch.Zone
			if _, err := content.LoadZone(ch.Zone); ch.Zone != "" && err != nil {
				c.say(ch.Zone, "channel %s: %v", channel.Place, err)
			}
			for _, g := range ch.Groups {
				zone, known := zones[g]
				if !known {
					c.say(g, "channel %s: there is no group %q", channel.Place, g)
				}
				if channel.Zone == "" {
					channel.Zone = zone
				}
			}
			if len(ch.Groups) == 0 {
				c.say(ch.ID, "channel %s names no groups: nothing would be posted there", channel.Place)
			}
			c.rules(&channel, ch.Posts, ch.Remind, ch.Digest, ch.Quiet)
			if declared[channel.Place] {
				c.say(ch.ID, "channel %s is declared twice", channel.Place)
			}
			declared[channel.Place] = true
			out.Channels = append(out.Channels, channel)
		}
	}
	out.Organisers = Organisers{
		Channels:   c.places("channels", f.Organisers.Channels),
		Allow:      c.places("allow", f.Organisers.Allow),
		AddSources: f.Organisers.AddSources,
	}
	return out
}

// places reads what the organisers' table lists.
func (c *configCheck) places(key string, ids []string) []schedule.Place {
	var places []schedule.Place
	for _, id := range ids {
		place, err := schedule.ParsePlace(id)
		if err != nil || !knownPlatform(place.Platform) {
			c.say(id, "organisers: %s: %q: write it as platform:id, such as slack:U0123456789", key, id)
			continue
		}
		if help := idHelp(place.Platform, place.ID); help != "" {
			c.say(id, "organisers: %s: %q: %s", key, id, help)
			continue
		}
		places = append(places, place)
	}
	return places
}

func (c *configCheck) channel(platform, id string) (schedule.Channel, bool) {
	if !knownPlatform(platform) {
		c.say(platform, "channel platform %q: want slack, discord or console", platform)
		return schedule.Channel{}, false
	}
	if id == "" {
		c.say("[[channel]]", "a %s channel has no id", platform)
		return schedule.Channel{}, false
	}
	if help := idHelp(platform, id); help != "" {
		c.say(id, "channel id %q: %s", id, help)
		return schedule.Channel{}, false
	}
	return schedule.Channel{Place: schedule.Place{Platform: platform, ID: id}}, true
}

func knownPlatform(p string) bool { return slices.Contains([]string{"slack", "discord", "console"}, p) }

// rules fills in what is posted in a channel, and when.
func (c *configCheck) rules(channel *schedule.Channel, posts, remind []string, digest, quiet string) {
	for _, p := range posts {
		kind, err := schedule.ParseKind(p)
		if err != nil {
			c.say(p, "channel %s: %v", channel.Place, err)
		}
		channel.Posts = append(channel.Posts, kind)
	}
	for _, r := range remind {
		lead, err := schedule.ParseLead(r)
		if err != nil {
			c.say(r, "channel %s: %v", channel.Place, err)
		}
		channel.Leads = append(channel.Leads, lead)
	}
	if digest != "" {
		if _, err := schedule.ParseDigest(digest); err != nil {
			c.say(digest, "channel %s: %v", channel.Place, err)
		}
		channel.Digest = digest
		if !slices.Contains(channel.Posts, schedule.Digest) {
			c.say(digest, "channel %s has a digest rule, but its posts do not name digest", channel.Place)
		}
	} else if slices.Contains(channel.Posts, schedule.Digest) {
		c.say(channel.Place.ID, "channel %s: its posts name digest, but no digest rule says when: add digest = \"0 9 * * MON\"", channel.Place)
	}
	q, err := schedule.ParseQuiet(quiet)
	if err != nil {
		c.say(quiet, "channel %s: %v", channel.Place, err)
	}
	channel.Quiet = q
}

// locate makes a source's path absolute: a relative one is relative to the
// configuration file. Web addresses stay as they are.
func (c *configCheck) locate(location string) string {
	if filepath.IsAbs(location) || source.IsAddress(location) {
		return location
	}
	location = filepath.Join(filepath.Dir(c.path), location)
	if abs, err := filepath.Abs(location); err == nil {
		return abs
	}
	return location
}
