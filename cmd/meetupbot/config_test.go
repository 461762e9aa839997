package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
)

const goodConfig = `
[[group]]
name    = "gophers"
title   = "Rivertown Gophers"
zone    = "Europe/London"
sources = ["posts/", "/srv/site"]

[[group]]
name    = "makers"
zone    = "Europe/Berlin"
sources = ["makers"]
trust   = "review"

[[channel]]
platform = "console"
id       = "main"
groups   = ["gophers", "makers"]
posts    = ["reminder", "digest"]
remind   = ["1 day before at 10:00", "2 hours before"]
digest   = "0 9 * * MON"
quiet    = "22:00-08:00"

[organisers]
channels = ["console:main"]
allow    = ["slack:U0123456789"]
add_sources = true
`

func writeConfig(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "meetupbot.toml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadConfig(t *testing.T) {
	path := writeConfig(t, goodConfig)
	got, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	want := &Config{
		Groups: []ConfiguredGroup{
			{content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"},
				[]ingest.Source{{Name: "posts/", Location: filepath.Join(dir, "posts")}, {Name: "/srv/site", Location: "/srv/site"}}},
			{content.Group{Name: "makers", Title: "makers", Zone: "Europe/Berlin", Review: true},
				[]ingest.Source{{Name: "makers", Location: filepath.Join(dir, "makers")}}},
		},
		Channels: []schedule.Channel{{
			Place:    schedule.Place{Platform: "console", ID: "main"},
			Groups:   []string{"gophers", "makers"},
			Posts:    []schedule.Kind{schedule.Reminder, schedule.Digest},
			Leads:    []schedule.Lead{{Days: 1, At: "10:00"}, {Before: 2 * 3600e9}},
			Digest:   "0 9 * * MON",
			Quiet:    schedule.Quiet{From: "22:00", To: "08:00"},
			Zone:     "Europe/London",
			Declared: true,
		}},
		Organisers: Organisers{
			Channels:   []schedule.Place{{Platform: "console", ID: "main"}},
			Allow:      []schedule.Place{{Platform: "slack", ID: "U0123456789"}},
			AddSources: true,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
}

// Each mistake is named with its line, and with what to write instead.
func TestLoadConfigRefuses(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`name    = "gophers"`, `name = gophers`, `meetupbot.toml:3: expected value but found "gophers" instead: a text stands in quotes, "like this"`},
		{`zone    = "Europe/London"`, `zone = "Europe/Lundon"`, `meetupbot.toml:5: group "gophers": the zone database does not know "Europe/Lundon": did you mean Europe/London?`},
		{`zone    = "Europe/London"`, `zone = "Local"`, "Europe/London"},
		{`zone    = "Europe/London"`, ``, `meetupbot.toml:3: group "gophers" has no zone`},
		{"[[channel]]", "[[chanel]]", "meetupbot.toml:14: there is no key \"chanel\" here: did you mean channel?"},
		{`title   = "Rivertown Gophers"`, `titel = "Rivertown Gophers"`, `meetupbot.toml:4: there is no key "group.titel" here: did you mean title?`},
		{`name    = "makers"`, `name = "Gophers"`, `group "Gophers" is declared twice`},
		{`groups   = ["gophers", "makers"]`, `groups = "gophers"`, `meetupbot.toml:17: groups: write a list: ["like", "this"]`},
		{`sources = ["posts/", "/srv/site"]`, `sources = "posts"`, `meetupbot.toml:6: sources: write a list: ["like", "this"]`},
		{`zone    = "Europe/London"`, `zone = 1`, `meetupbot.toml:5: zone: write a text in quotes: "like this"`},
		{`remind   = ["1 day before at 10:00", "2 hours before"]`, `remind = [1, 2]`, `meetupbot.toml:19: remind: write a text in quotes: "like this"`},
		{`add_sources = true`, `add_sources = "yes"`, `meetupbot.toml:26: add_sources: write true or false, without quotes`},
		{`[organisers]`, `[[organisers]]`, `meetupbot.toml:23: organisers: write [organisers] in single brackets`},
		{goodConfig, "[group]\nname = \"gophers\"\n", `meetupbot.toml:1: group: write [[group]] in double brackets`},
		{`title   = "Rivertown Gophers"`, `title = "Rivertown`, `meetupbot.toml:4: strings cannot contain newlines: its closing quote seems to be missing`},
		{`platform = "console"`, `platform = "slack"`, `meetupbot.toml:16: channel id "main": want Slack's own id, such as C0123456789`},
		{`platform = "console"`, `platform = "discord"`, `meetupbot.toml:16: channel id "main": want Discord's own id, a number`},
		{`allow    = ["slack:U0123456789"]`, `allow = ["slack:@mira"]`, `meetupbot.toml:25: organisers: allow: "slack:@mira": want Slack's own id`},
		{`name    = "makers"`, `name = "the makers"`, `want a short word`},
		{`sources = ["makers"]`, ``, `group "makers" has no sources`},
		{`sources = ["makers"]`, `sources = ["posts/"]`, `stands in group "gophers" already`},
		{`platform = "console"`, `platform = "irc"`, "want slack, discord or console"},
		{`id       = "main"`, ``, "has no id"},
		{`groups   = ["gophers", "makers"]`, `groups = ["gofers"]`, `meetupbot.toml:17: channel console:main: there is no group "gofers"`},
		{`groups   = ["gophers", "makers"]`, ``, "names no groups"},
		{`posts    = ["reminder", "digest"]`, `posts = ["reminders", "digest"]`, `"reminders" is not a kind of post`},
		{`posts    = ["reminder", "digest"]`, ``, "its posts do not name digest"},
		{`digest   = "0 9 * * MON"`, ``, "no digest rule says when"},
		{`digest   = "0 9 * * MON"`, `digest = "at nine"`, "0 9 * * MON"},
		{`"2 hours before"`, `"soon"`, `"soon" does not say when to remind`},
		{`quiet    = "22:00-08:00"`, `quiet = "night"`, "22:00-08:00"},
		{`channels = ["console:main"]`, `channels = ["main"]`, "platform:id"},
		{`sources = ["makers"]`, `sources = ["posts"]`, `source "posts" stands in group "gophers" already`},
		{`quiet    = "22:00-08:00"`, `zone = "Nowhere"`, `channel console:main: the zone database does not know "Nowhere"`},
		{`[organisers]`, "[[channel]]\nplatform = \"console\"\nid = \"main\"\ngroups = [\"gophers\"]\n[organisers]", `channel console:main is declared twice`},
		{goodConfig, "", "no [[group]] is declared"},
		{`sources = ["makers"]`, `sources = ["ssh://git@rivertown.example/site.git"]`, `meetupbot.toml:11: group "makers": source "ssh://rivertown.example/site.git": pages, calendars and repositories are read over http and https, not over "ssh"`},
		{`sources = ["makers"]`, `sources = ["http://mira:hush@rivertown.example/site.git"]`, "which everyone on the way could read over http"},
		{`sources = ["makers"]`, `sources = ["https://mira:hush@rivertown.example/events"]`, "name a page that everyone may read, without them"},
		{`sources = ["makers"]`, `sources = ["https://rivertown.example/site.git#../makers"]`, "leads out of the repository"},
		{`sources = ["makers"]`, `sources = ["https://hush@rivertown.example/site.git", "https://mira:hush@rivertown.example/site.git"]`, `source "https://rivertown.example/site.git" stands in group "makers" already`},
		{`title   = "Rivertown Gophers"`, `trust = "maybe"`, "want auto or review"},
	} {
		text := strings.Replace(goodConfig, c.old, c.new, 1)
		if text == goodConfig {
			t.Fatalf("%q does not stand in the configuration", c.old)
		}
		if _, err := loadConfig(writeConfig(t, text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %q: %v, want an error with %q", c.new, err, c.want)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("an error shows a password: %v", err)
		}
	}
}

// What was read holds nothing of the file's text: a short name would keep all of
// it in memory.
func TestLoadConfigLetsGoOfTheFile(t *testing.T) {
	var f configFile
	if _, err := toml.Decode(goodConfig, &f); err != nil {
		t.Fatal(err)
	}
	before, said := textsIn(reflect.ValueOf(f)), fmt.Sprint(f)
	f.detach()
	for at := range textsIn(reflect.ValueOf(f)) {
		if text, ok := before[at]; ok {
			t.Errorf("%q is still the file's", text)
		}
	}
	if got := fmt.Sprint(f); got != said {
		t.Errorf("what was read became\n%s\nand was\n%s", got, said)
	}
}

// textsIn returns the texts in v, by where they lie.
func textsIn(v reflect.Value) map[*byte]string {
	texts := map[*byte]string{}
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			texts[unsafe.StringData(v.String())] = v.String()
		}
	case reflect.Slice:
		for i := range v.Len() {
			maps.Copy(texts, textsIn(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			maps.Copy(texts, textsIn(v.Field(i)))
		}
	}
	return texts
}

// A password in an address is no part of the source's name, which is kept and
// shown.
func TestLoadConfigKeepsPasswordsApart(t *testing.T) {
	const address = "https://mira:pa55word@rivertown.example/site.git#main:content/events"
	got, err := loadConfig(writeConfig(t, strings.Replace(goodConfig, `"makers"]`+"\ntrust", `"makers", "`+address+`", "webcal://rivertown.example/events.ics"]`+"\ntrust", 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := []ingest.Source{
		{Name: "https://rivertown.example/site.git#main:content/events", Location: address},
		{Name: "webcal://rivertown.example/events.ics", Location: "webcal://rivertown.example/events.ics"},
	}
	if diff := cmp.Diff(want, got.Groups[1].Sources[1:]); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

// All problems are named at once.
func TestLoadConfigNamesEverything(t *testing.T) {
	text := strings.NewReplacer("Europe/Berlin", "Nowhere", `"2 hours before"`, `"soon"`, "22:00-08:00", "night").Replace(goodConfig)
	_, err := loadConfig(writeConfig(t, text))
	if err == nil || len(strings.Split(err.Error(), "\n")) != 3 {
		t.Errorf("three mistakes: %v", err)
	}
}

func TestSettings(t *testing.T) {
	for _, name := range []string{"DATABASE_URL", "MEETUPBOT_CONFIG", "LISTEN_ADDR", "LOG_LEVEL", "LOG_FORMAT"} {
		t.Setenv(name, "x") // so that it is put back
		os.Unsetenv(name)
	}
	got, err := loadSettings()
	want := Settings{DatabaseURL: "sqlite:meetupbot.db", ListenAddr: "127.0.0.1:8080", LogLevel: "info", LogFormat: "text"}
	if err != nil || got != want {
		t.Errorf("settings of an empty environment = %+v, %v, want %+v", got, err, want)
	}
	t.Setenv("LISTEN_ADDR", "secret-8080")
	t.Setenv("LOG_LEVEL", "secret-loud")
	t.Setenv("LOG_FORMAT", "secret-xml")
	t.Setenv("DATABASE_URL", "")
	_, err = loadSettings()
	if err == nil {
		t.Fatal("wrong settings are taken")
	}
	for _, name := range []string{"LISTEN_ADDR", "LOG_LEVEL", "LOG_FORMAT", "DATABASE_URL"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%v: does not name %s", err, name)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("%v: shows a value", err)
	}
}
