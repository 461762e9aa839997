package bot

import (
	"slices"
	"strings"
)

// A Command is one thing that can be asked. The table of commands is the one
// source for help, for reading what people type, and for what a platform
// registers; it holds no code.
type Command struct {
	Name       string // one lower-case word
	Summary    string // what it answers, one line without a full stop
	Aliases    []string
	Options    []Option
	Examples   []string // complete, without any platform's prefix
	Private    bool     // only the asker sees the answer
	Organisers bool     // only organisers may ask
}

// An Option is a value that a command takes.
type Option struct {
	Name     string // one lower-case word
	Summary  string
	Type     OptionType
	Required bool
}

// OptionType says what an option's value may be.
type OptionType int

const (
	Text   OptionType = iota // any words
	Group                    // a group's short name or title
	Number                   // a whole number above zero
	Flag                     // said or not said
)

// Usage is the command as it is typed: "talks WORDS", "nextmeetup [group]".
func (c Command) Usage() string {
	var b strings.Builder
	b.WriteString(c.Name)
	for _, o := range c.Options {
		word := o.Name
		if o.Type == Number {
			word += ":N"
		}
		if o.Required {
			b.WriteString(" " + strings.ToUpper(word))
		} else {
			b.WriteString(" [" + word + "]")
		}
	}
	return b.String()
}

// Commands returns the table, in the order in which help shows it.
func Commands() []Command { return slices.Clone(table) }

// CommandNamed returns the command of that name or alias.
func CommandNamed(name string) (Command, bool) {
	name = strings.ToLower(name)
	for _, c := range table {
		if c.Name == name || slices.Contains(c.Aliases, name) {
			return c, true
		}
	}
	return Command{}, false
}

// table is never changed.
var table = []Command{
	{
		Name:    "nextmeetup",
		Summary: "the next meetup: when, where, talks, sign-up",
		Aliases: []string{"next", "next meetup", "meetup", "when"},
		Options: []Option{
			{Name: "group", Summary: "only this group's", Type: Group},
		},
		Examples: []string{"nextmeetup"},
	},
	{
		Name:    "meetups",
		Summary: "all meetups, those to come first",
		Aliases: []string{"events", "list", "upcoming"},
		Options: []Option{
			{Name: "words", Summary: "only those with these words in title, place, talks or speakers", Type: Text},
			{Name: "past", Summary: "only those that are over", Type: Flag},
			{Name: "limit", Summary: "how many to show", Type: Number},
		},
		Examples: []string{"meetups", "meetups past", "meetups testing limit:20"},
	},
	{
		Name:    "agenda",
		Summary: "the programme with times, of the next meetup or another",
		Aliases: []string{"programme", "program", "schedule"},
		Options: []Option{
			{Name: "event", Summary: "a day such as 2026-09-29, or words of its title", Type: Text},
		},
		Examples: []string{"agenda", "agenda 2026-09-29"},
	},
	{
		Name:    "speaker",
		Summary: "who somebody is and what they have talked about",
		Aliases: []string{"speakers", "bio", "who is", "who"},
		Options: []Option{
			{Name: "bio", Summary: "the next meetup's speakers, when no name is given", Type: Flag},
			{Name: "name", Summary: "the speaker's name, or part of it", Type: Text},
		},
		Examples: []string{"speaker Ada Marlowe", "speaker bio", "speaker bio Ada Marlowe"},
	},
	{
		Name:    "talks",
		Summary: "talks about something, out of all ever held",
		Aliases: []string{"talk", "search", "find"},
		Options: []Option{
			{Name: "words", Summary: "what the talk is about, or who gave it", Type: Text, Required: true},
			{Name: "limit", Summary: "how many to show", Type: Number},
		},
		Examples: []string{"talks error handling"},
	},
	{
		Name:    "help",
		Summary: "what can be asked",
		Aliases: []string{"?", "commands"},
		Options: []Option{
			{Name: "command", Summary: "explain this one", Type: Text},
		},
		Examples: []string{"help", "help speaker"},
		Private:  true,
	},
}
