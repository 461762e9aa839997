package main

import (
	"encoding/json"
	"regexp"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// The places of scripts.
const (
	slackPlace   = "C0RIVER"
	discordPlace = "4711000000000000001"
)

// The platforms of one script.
type platforms struct {
	slack   *slacktest.Server
	discord *discordtest.Server
}

type platformsKey struct{}

// platformsScript is the script command
//
//	platforms [slack] [discord]
//
// which starts servers that stand for these platforms, with the channels
// C0RIVER and 4711000000000000001, and sets the environment that connects the
// bot to them.
func platformsScript(ts *testscript.TestScript, neg bool, args []string) {
	p := ts.Value(platformsKey{}).(*platforms)
	for _, name := range args {
		switch name {
		case "slack":
			server, err := slacktest.Start()
			ts.Check(err)
			ts.Defer(server.Close)
			server.AddChannel(slacktest.Channel{ID: slackPlace, Name: "river", Members: []string{server.BotUser, server.Member, server.Admin}})
			p.slack = server
			ts.Setenv("SLACK_API_URL", server.URL())
			ts.Setenv("SLACK_BOT_TOKEN", server.BotToken)
			ts.Setenv("SLACK_APP_TOKEN", server.AppToken)
		case "discord":
			server, err := discordtest.Start()
			ts.Check(err)
			ts.Defer(server.Close)
			server.AddChannel(discordtest.Channel{ID: discordPlace, Name: "river"})
			p.discord = server
			ts.Setenv("DISCORD_API_URL", server.URL())
			ts.Setenv("DISCORD_TOKEN", server.Token)
		default:
			ts.Fatalf("usage: platforms [slack] [discord]")
		}
	}
}

// upsetScript is the script command
//
//	upset slack members|outside|archived    of the channel: the bot is in it, or not, or it is archived
//	upset slack scopes NAMES...             those alone were granted
//	upset slack tokens CODE                 they are refused so; "": no more
//	upset discord permissions BITS          of the bot in the channel, in decimal; 0: the ordinary ones
//	upset discord intents BITS              that the application may ask for
//	upset discord token                     it is worth nothing any more
//
// which changes what the bot finds there.
func upsetScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: upset slack|discord WHAT [HOW...]")
	}
	p := ts.Value(platformsKey{}).(*platforms)
	bits := func() int64 {
		n, err := strconv.ParseInt(args[2], 10, 64)
		ts.Check(err)
		return n
	}
	switch args[0] + " " + args[1] {
	case "slack members", "slack outside", "slack archived":
		channel := slacktest.Channel{ID: slackPlace, Name: "river", Members: []string{p.slack.Member}, Archived: args[1] == "archived"}
		if args[1] != "outside" {
			channel.Members = append(channel.Members, p.slack.BotUser)
		}
		p.slack.AddChannel(channel)
	case "slack scopes":
		p.slack.SetScopes(args[2:]...)
	case "slack tokens":
		p.slack.Revoke(args[2])
	case "discord permissions":
		may := bits()
		if may == 0 {
			may = discordtest.Ordinary
		}
		p.discord.Permit(discordPlace, may)
	case "discord intents":
		intents := bits()
		p.discord.Set(func(s *discordtest.Settings) { s.Intents = intents })
	case "discord token":
		p.discord.Revoke()
	default:
		ts.Fatalf("upset: there is no %s %s", args[0], args[1])
	}
}

// postedScript is the script command
//
//	posted slack|discord N PATTERN
//
// which sees that the platform's channel holds N messages with the pattern in
// what the bot sent, JSON as it came, and that nothing was sent that a
// well-behaved bot would not send.
func postedScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: posted slack|discord N PATTERN")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	pattern, err := regexp.Compile(args[2])
	ts.Check(err)
	p := ts.Value(platformsKey{}).(*platforms)
	var messages []string
	var complaints []string
	switch args[0] {
	case "slack":
		complaints = p.slack.Complaints()
		for _, m := range p.slack.Messages(slackPlace) {
			messages = append(messages, m.Text+"\n"+string(m.Blocks))
		}
	case "discord":
		complaints = p.discord.Complaints()
		for _, m := range p.discord.Messages(discordPlace) {
			text, err := json.Marshal(m)
			ts.Check(err)
			messages = append(messages, string(text))
		}
	}
	got := 0
	for _, m := range messages {
		if pattern.MatchString(m) {
			got++
		}
	}
	if got != want {
		ts.Fatalf("%s has %d messages with %s, want %d, of %d:\n%s", args[0], got, pattern, want, len(messages), messages)
	}
	if len(complaints) > 0 {
		ts.Fatalf("%s complains: %q", args[0], complaints)
	}
}

// platformEnv are the variables that the script command serve hands on.
var platformEnv = []string{"SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_API_URL", "DISCORD_TOKEN", "DISCORD_PUBLIC_KEY"}
