package slack

import (
	"slices"

	"meetupbot/bot"
)

// A scope is a permission that the manifest asks for.
// https://docs.slack.dev/reference/scopes
type scope struct {
	name    string
	needed  bool   // the bot is of little use without it
	without string // what does not work without it
}

// scopes are all that the bot asks for: the manifest's list and the doctor's.
var scopes = []scope{
	{"commands", true, "nobody can ask with slash commands"},
	{"chat:write", true, "nothing is posted, and mentions and direct messages are not answered"},
	{"app_mentions:read", false, "mentions of the bot are not heard"},
	{"im:history", false, "direct messages to the bot are not heard"},
	{"im:write", false, "calendar entries cannot be sent, nor posts to members themselves"},
	{"files:write", false, "calendar entries cannot be sent"},
	{"users:read", false, "the workspace's administrators are not known as organisers"},
	{"channels:read", false, "whether a public channel can be posted to cannot be checked, and nobody is greeted there"},
	{"groups:read", false, "whether a private channel can be posted to cannot be checked, and nobody is greeted there"},
	{"channels:history", false, "in public channels " + weaker},
	{"groups:history", false, "in private channels " + weaker},
	{"metadata.message:read", false, weaker},
}

// weaker is what is left of the promise where history cannot be read.
const weaker = "only the weaker promise holds: a post of which it is not known whether it went out is made again after ten minutes, so that it may stand there twice"

// events are what the bot hears of.
// https://docs.slack.dev/reference/events
var events = []string{"app_home_opened", "app_mention", "member_joined_channel", "message.im"}

// missingScopes says what does not work for want of a scope.
func missingScopes(granted []string) []bot.Finding {
	var missing []bot.Finding
	for _, s := range scopes {
		if slices.Contains(granted, s.name) {
			continue
		}
		level := bot.Warning
		if s.needed {
			level = bot.Broken
		}
		missing = append(missing, bot.Finding{
			Level: level, What: "slack scope " + s.name, Text: "It is missing: " + s.without + ".",
			Fix: addScopes(s.name),
		})
	}
	return missing
}

// addScopes says where scopes are added.
func addScopes(names string) string {
	return "Add " + names + " under OAuth & Permissions, Bot Token Scopes, then Reinstall to Workspace."
}
