package discord

import (
	"strings"

	"meetupbot/bot"
)

// slash is a command of a reply as it stands in Discord's own line for
// commands, each option by its name: "/speaker name:Ada Marlowe",
// "/meetups past:True". What names no command of ours stays as it is.
func slash(command string) string {
	call, ok := bot.Parse(command)
	known, found := bot.CommandNamed(call.Name)
	if !ok || !found {
		return command
	}
	var b strings.Builder
	b.WriteByte('/')
	b.WriteString(known.FullName())
	for _, o := range known.Options {
		value := call.Args[o.Name]
		if value == "" {
			continue
		}
		if o.Type == bot.Flag {
			value = "True"
		}
		b.WriteString(" " + o.Name + ":" + value)
	}
	return b.String()
}

// typed adds a command that can be typed.
func (t *text) typed(command string) { t.code(slash(command)) }

// code adds words as code, in which nothing is markup but a backtick: with one
// they are in bold instead.
func (t *text) code(s string) {
	s = plain(s, maxCommand)
	switch {
	case s == "":
	case strings.Contains(s, "`"):
		t.bold(s, maxCommand)
	default:
		t.own("`")
		t.own(s)
		t.own("`")
	}
}

// asks offers commands to be typed, on lines of their own where there are
// several.
func (t *text) asks(lead, end string, commands []string) {
	commands = commands[:min(maxAsks, len(commands))]
	switch len(commands) {
	case 0:
	case 1:
		t.line()
		t.own(lead + " ")
		t.typed(commands[0])
		t.own(end)
	default:
		t.line()
		t.own(lead + ":")
		for _, c := range commands {
			t.own("\n- ")
			t.typed(c)
		}
	}
}
