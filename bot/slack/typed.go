package slack

import (
	"strings"

	"meetupbot/bot"
)

// umbrella is the slash command under which every command can be asked; it is
// the only one for organisers' commands.
const umbrella = "/" + bot.Parent

// slashCommand is what members type before the command's arguments. Most
// commands for everyone have a slash command of their own; where it holds a
// space, the command has none and is asked under the umbrella: organisers'
// commands, and help, for /help would be every app's.
func slashCommand(c bot.Command) string {
	if c.Organisers || c.Name == "help" {
		return umbrella + " " + c.Name
	}
	return "/" + c.Name
}

// typed is a command of a reply as it is typed on Slack: "/meetups past". What
// begins with no command's name stays as it is.
func typed(command string) string {
	name, args, more := strings.Cut(command, " ")
	if name == bot.Parent {
		return "/" + command
	}
	known, ok := bot.CommandNamed(name)
	if !ok {
		return command
	}
	if !more {
		return slashCommand(known)
	}
	return slashCommand(known) + " " + args
}
