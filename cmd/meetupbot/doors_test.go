package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/console"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/store"
)

// A world is a bot that serves a terminal and servers that stand for both
// platforms, all in this process.
type world struct {
	t       *testing.T
	slack   *slacktest.Server
	discord *discordtest.Server
	base    string // of the bot's HTTP doors
	typed   io.Writer
	shown   *bottest.Log
}

const worldConfig = `[[group]]
name    = "gophers"
title   = "Rivertown Gophers"
zone    = "Europe/London"
sources = ["posts"]
`

// worldPosts are three meetups at worldNow: one ahead, one over, and one later
// whose weekday and day contradict each other.
var worldPosts = map[string]string{
	"summer.md": `---
title: Summer evening
date: 2026-05-01
---
Our summer evening is on Wednesday 2 June 2026, 18:30 at The Old Mill, 3 Mill Lane, Rivertown.

## A river of events - Mira Okafor
`,
	"spring.md": `---
title: Spring evening
date: 2026-04-20
---
Our spring evening is on Tuesday 5 May 2026, 18:30 at The Old Mill, 3 Mill Lane, Rivertown.
[Sign up](https://tickets.rivertown-gophers.example/spring)

## Queues that never lie - Mira Okafor

Why a queue is a promise.

## A quiet machine under the desk - Jonas Lindqvist

What a small machine can do.

## About the speakers

**Mira Okafor** keeps the queues of Lantern Works honest, and collects slide rules.

**Jonas Lindqvist** repairs small machines.
`,
	"winter.md": `---
title: Winter evening
date: 2026-01-15
---
We met on Tuesday 13 January 2026, 18:30 at The Old Mill, 3 Mill Lane, Rivertown.

## Reading logs like letters - Mira Okafor

Logs are letters from the past. [Video](https://videos.rivertown-gophers.example/logs)
`,
}

const worldNow = "2026-04-28T12:00:00+01:00"

// newWorld starts the bot and waits until it is ready.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, slack: slacktest.New(t), discord: discordtest.New(t), shown: &bottest.Log{}}
	dir := t.TempDir()
	path := filepath.Join(dir, defaultConfig)
	files := map[string]string{path: worldConfig}
	for name, text := range worldPosts {
		files[filepath.Join(dir, "posts", name)] = text
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.Parse(time.RFC3339, worldNow)
	if err != nil {
		t.Fatal(err)
	}
	delays := defaultDelays()
	delays.Slack.Pace = time.Millisecond // the server of the test takes more than one in a second
	var log bottest.Log
	typed, typist := io.Pipe()
	w.typed = typist
	s := &service{
		settings: Settings{
			ListenAddr:    freePort(t),
			SlackBotToken: secret(w.slack.BotToken), SlackAppToken: secret(w.slack.AppToken), SlackSigningSecret: secret(w.slack.SigningSecret),
			SlackAPIURL: w.slack.URL(), DiscordToken: secret(w.discord.Token), DiscordPublicKey: w.discord.PublicKey, DiscordAPIURL: w.discord.URL(),
		},
		db: db, clock: productClock{real: time.Now, ahead: time.Until(now), set: true}, delays: delays,
		console: console.New(w.shown, false, ""), prompt: typed, log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	w.base = "http://" + s.settings.ListenAddr
	s.config.Store(config)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the bot ended: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("the bot's log:\n%s", log.Bytes())
		}
	})
	soon, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	if _, err := w.slack.Connected(soon, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := w.discord.Gateway().AwaitReady(soon, 1); err != nil {
		t.Fatal(err)
	}
	w.until("ready", func() bool {
		resp, err := http.Get(w.base + "/readyz")
		if err != nil {
			return false
		}
		defer resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
	return w
}

// freePort is a loopback address on which nothing listens.
func freePort(t testing.TB) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// until waits for what has to come about.
func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("%s: it did not come about", what)
		}
	}
}

// A door is one way to ask. ask returns all that the asker reads of the
// answer, as it was sent.
type door struct {
	name   string
	direct bool // no channel: organisers decide nothing here
	ask    func(line string, organiser bool) string
}

// doors are all ways to ask, each in a channel of its own.
func (w *world) doors() []door {
	slackChannel := func(name string) string {
		id := "C0" + strings.ToUpper(name)
		w.slack.AddChannel(slacktest.Channel{ID: id, Name: name, Members: []string{w.slack.BotUser, w.slack.Member, w.slack.Admin}})
		return id
	}
	discordChannel := func(name string) string { return w.discord.AddChannel(discordtest.Channel{Name: name}) }
	slackUser := func(organiser bool) string {
		if organiser {
			return w.slack.Admin
		}
		return w.slack.Member
	}
	discordUser := func(organiser bool) string {
		if organiser {
			return w.discord.OwnerID
		}
		return w.discord.MemberID
	}
	socket, signed, mention := slackChannel("socket"), slackChannel("signed"), slackChannel("mention")
	prefix, called, slash, posted := discordChannel("prefix"), discordChannel("called"), discordChannel("slash"), discordChannel("posted")
	return []door{
		{name: "slack socket", ask: func(line string, organiser bool) string {
			return w.slackCommand(socket, slackUser(organiser), line, w.push)
		}},
		{name: "slack http", ask: func(line string, organiser bool) string {
			return w.slackCommand(signed, slackUser(organiser), line, func(ctx context.Context, e slacktest.Envelope) (slacktest.Ack, error) {
				return w.slack.Deliver(ctx, w.base, e)
			})
		}},
		{name: "slack mention", ask: func(line string, organiser bool) string {
			return w.slackMessage(mention, slackUser(organiser), w.slack.Mention(mention, slackUser(organiser), line))
		}},
		{name: "slack direct message", direct: true, ask: func(line string, organiser bool) string {
			e := w.slack.Direct(w.slack.Member, line)
			event := e.Payload["event"].(map[string]any)
			return w.slackMessage(event["channel"].(string), w.slack.Member, e)
		}},
		{name: "discord prefix", ask: func(line string, organiser bool) string {
			if command, _ := bot.CommandNamed(strings.Fields(line)[0]); command.Organisers {
				line = "meetupbot " + line
			}
			return w.discordMessage(discordtest.Said{Channel: prefix, Author: discordUser(organiser), Text: "!" + line})
		}},
		{name: "discord mention", ask: func(line string, organiser bool) string {
			return w.discordMessage(discordtest.Said{Channel: called, Author: discordUser(organiser), Text: "<@" + w.discord.BotID + "> " + line})
		}},
		{name: "discord direct message", direct: true, ask: func(line string, organiser bool) string {
			return w.discordMessage(discordtest.Said{DM: true, Text: line})
		}},
		{name: "discord slash", ask: func(line string, organiser bool) string {
			ask := discordAsk(line)
			ask.Channel, ask.User = slash, discordUser(organiser)
			ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
			defer cancel()
			answered, err := w.discord.AwaitAnswer(ctx, w.discord.Interact(ask).ID)
			if err != nil {
				w.t.Fatalf("discord slash %q: %v", line, err)
			}
			return discordText(answered.Response)
		}},
		{name: "discord http", ask: func(line string, organiser bool) string {
			ask := discordAsk(line)
			ask.Channel, ask.User = posted, discordUser(organiser)
			ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
			defer cancel()
			begun, err := w.discord.Deliver(ctx, w.base+"/discord/interactions", ask)
			if err != nil {
				w.t.Fatalf("discord http %q: %v", line, err)
			}
			answered, err := w.discord.AwaitAnswer(ctx, begun.ID)
			if err != nil {
				w.t.Fatalf("discord http %q: %v", line, err)
			}
			return discordText(answered.Response)
		}},
		{name: "console", ask: func(line string, organiser bool) string {
			before := len(w.shown.Bytes())
			if _, err := io.WriteString(w.typed, line+"\n"); err != nil {
				w.t.Fatal(err)
			}
			var answer string
			w.until("an answer on the console to "+line, func() bool {
				answer = ""
				for shown := range strings.SplitSeq(string(w.shown.Bytes()[before:]), "\n\n") {
					if !strings.HasPrefix(shown, "This is a test") { // a post, whenever the runner comes to it
						answer += shown
					}
				}
				return answer != ""
			})
			return answer
		}},
	}
}

// push brings an envelope over the socket and waits for its acknowledgement.
func (w *world) push(ctx context.Context, e slacktest.Envelope) (slacktest.Ack, error) {
	id, err := w.slack.Push(ctx, e)
	if err != nil {
		return slacktest.Ack{}, err
	}
	return w.slack.Acked(ctx, id)
}

func (w *world) slackCommand(channel, user, line string, bring func(context.Context, slacktest.Envelope) (slacktest.Ack, error)) string {
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	name, rest, _ := strings.Cut(line, " ")
	if command, _ := bot.CommandNamed(name); command.Organisers || command.Name == "help" {
		name, rest = "meetupbot", line
	}
	e := w.slack.Command(channel, user, "/"+name, rest)
	ack, err := bring(ctx, e)
	if err != nil {
		w.t.Fatalf("slack %q: %v", line, err)
	}
	if len(bytes.TrimSpace(ack.Payload)) > 2 {
		return slackText(ack.Payload)
	}
	var said string
	w.until("a late answer on Slack to "+line, func() bool {
		calls := w.slack.Responses(e.ResponseURL())
		if len(calls) > 0 {
			said = slackText(calls[len(calls)-1].Body)
		}
		return len(calls) > 0
	})
	return said
}

func (w *world) slackMessage(channel, user string, e slacktest.Envelope) string {
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	before, err := w.slack.Seen(ctx, channel, user, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.push(ctx, e); err != nil {
		w.t.Fatalf("slack: %v", err)
	}
	var last slacktest.Message
	for next := len(before); last.TS == ""; next++ {
		seen, err := w.slack.Seen(ctx, channel, user, next+1)
		if err != nil {
			w.t.Fatalf("slack: no answer to %v: %v", e.Payload, err)
		}
		if len(seen[next].Metadata) == 0 { // posts of the runner have some
			last = seen[next]
		}
	}
	text := last.Text + "\n" + slackText(last.Blocks)
	for _, id := range last.Files {
		_, data, _ := w.slack.File(id)
		text += string(data)
	}
	return text
}

// discordMessage says something and returns the bot's next message, wherever it
// is: what organisers ask in a channel is answered to them directly.
func (w *world) discordMessage(said discordtest.Said) string {
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	next := len(w.discord.Calls(discordtest.CreateMessage))
	w.discord.Say(said)
	for ; ; next++ {
		calls, err := w.discord.Await(ctx, discordtest.CreateMessage, next+1)
		if err != nil {
			w.t.Fatalf("discord: no answer to %q: %v", said.Text, err)
		}
		call := calls[next]
		channel := strings.Split(strings.TrimPrefix(call.Path[strings.Index(call.Path, "/channels/"):], "/channels/"), "/")[0]
		for _, m := range w.discord.Messages(channel) {
			if m.ID == call.Object && m.Nonce == "" { // posts of the runner have a nonce
				return discordText(&m)
			}
		}
	}
}

// discordAsk is the line as a slash command with options.
func discordAsk(line string) discordtest.Ask {
	call, _ := bot.Parse(line)
	command, _ := bot.CommandNamed(call.Name)
	var options []discordtest.Option
	for _, o := range command.Options {
		if value, given := call.Args[o.Name]; given {
			option := discordtest.Option{Name: o.Name, Value: value}
			switch o.Type {
			case bot.Flag:
				option.Value = value == "true"
			case bot.Number:
				n := 0
				fmt.Sscan(value, &n)
				option.Value = n
			}
			options = append(options, option)
		}
	}
	if command.Organisers {
		return discordtest.Ask{Command: "meetupbot", Options: []discordtest.Option{{Name: command.Name, Options: options}}}
	}
	return discordtest.Ask{Command: command.Name, Options: options}
}

func discordText(m *discordtest.Message) string {
	text := m.Text()
	for _, f := range m.Files {
		text += "\n" + string(f.Data)
	}
	return text
}

// slackText is all text in a payload of Slack's.
func slackText(payload []byte) string {
	var all any
	if err := json.Unmarshal(payload, &all); err != nil {
		return string(payload)
	}
	var text strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			text.WriteString(v + " ")
		case []any:
			for _, e := range v {
				walk(e)
			}
			text.WriteString("\n")
		case map[string]any:
			for _, key := range slices.Sorted(mapsKeys(v)) {
				walk(v[key])
			}
		}
	}
	walk(all)
	return text.String()
}

func mapsKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestEveryCommandThroughEveryDoor asks everything that can be asked, through
// every door, and looks for the same facts in each answer.
func TestEveryCommandThroughEveryDoor(t *testing.T) {
	w := newWorld(t)
	table := []struct {
		line  string
		facts []string
	}{
		{"nextmeetup", []string{"Spring evening", "5 May 2026", "18:30", "London time", "The Old Mill", "Queues that never lie", "Mira Okafor", "A quiet machine under the desk", "Jonas Lindqvist"}},
		{"nextmeetup gophers", []string{"Spring evening"}},
		{"nextmeetup kites", []string{"There is no group called “kites” here"}},
		{"meetups", []string{"Spring evening", "Winter evening"}},
		{"meetups past", []string{"Winter evening"}},
		{"agenda", []string{"Spring evening", "Queues that never lie", "Mira Okafor"}},
		{"agenda 2026-01-13", []string{"Winter evening", "Reading logs like letters"}},
		{"speaker Mira Okafor", []string{"Mira Okafor", "slide rules", "Reading logs like letters", "Queues that never lie"}},
		{"speaker bio", []string{"Mira Okafor", "slide rules", "Jonas Lindqvist"}},
		{"speaker Mira Okafur", []string{"No speaker called “Mira Okafur”", "Did you mean", "Mira Okafor"}},
		{"talks logs", []string{"Reading logs like letters", "Mira Okafor", "Winter evening"}},
		{"help", []string{"nextmeetup", "speaker", "talks", "follow", "retract"}},
		{"help speaker", []string{"speaker", "who somebody is"}},
		{"calendar", nil},
	}
	organisers := []struct {
		line  string
		facts []string
	}{
		{"rules", []string{"No group is followed here"}},
		{"follow gophers", []string{"Rivertown Gophers", "Spring evening"}},
		{"remind 2 days before at 09:00", []string{"2 days before at 09:00"}},
		{"rules", []string{"Rivertown Gophers", "2 days before at 09:00"}},
		{"plan", []string{"Spring evening", "2 days before at 09:00"}},
		{"pause", []string{"paused"}},
		{"resume", []string{"Rivertown Gophers"}},
		{"test", []string{"test"}}, // and what it posts
		{"status", []string{"slack", "discord"}},
		{"sources", []string{"posts"}},
		{"sources add https://rivertown.example/meetups", []string{"add_sources = true"}},
		{"review", []string{"Summer evening", "2 June", "Wednesday"}},
		{"why summer evening", []string{"Summer evening", "summer.md, line 5", "held"}},
		{"review correct summer evening date:2026-06-03", []string{"Corrected", "Wednesday 3 June 2026", "Decided"}},
		{"review", []string{"Nothing waits"}},
		{"review undo summer evening", []string{"Taken back"}},
		{"unfollow gophers", []string{"No group is followed here"}},
	}
	for _, d := range w.doors() {
		t.Run(d.name, func(t *testing.T) {
			w.t = t
			check := func(line string, organiser bool, facts []string) {
				t.Helper()
				answer := strings.ReplaceAll(d.ask(line, organiser), "\\", "") // what is escaped reads the same
				answer = strings.ToLower(strings.Join(strings.Fields(answer), " "))
				for _, fact := range facts {
					if !strings.Contains(answer, strings.ToLower(fact)) {
						t.Errorf("%q: the answer does not say %q:\n%s", line, fact, answer)
					}
				}
			}
			for _, q := range table {
				facts := q.facts
				switch {
				case q.line == "calendar" && strings.HasPrefix(d.name, "slack") && !d.direct:
					facts = []string{"in our direct messages"} // a file cannot be in an answer there
				case q.line == "calendar":
					facts = []string{"BEGIN:VCALENDAR", "Spring evening"}
				}
				check(q.line, false, facts)
			}
			if d.direct {
				return
			}
			if d.name != "console" { // whoever sits there runs the bot
				for _, q := range organisers {
					check(q.line, false, []string{"Only organisers can do that"})
				}
			}
			for _, q := range organisers {
				check(q.line, true, q.facts)
			}
		})
	}
}
