package bot

import (
	"slices"
	"strings"
)

// Parent is the word under which organisers' commands stand: what members ask
// has names of its own, "/nextmeetup", and what organisers decide is
// "/meetupbot follow".
const Parent = "meetupbot"

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
	Organisers bool     // only organisers may ask; it stands under Parent, and its answer is private
}

// An Option is a value that a command takes.
type Option struct {
	Name     string // one lower-case word
	Summary  string
	Type     OptionType
	Required bool
	Choices  []string // of a Choice: its values
}

// OptionType says what an option's value may be, and how it is typed.
type OptionType int

const (
	Text    OptionType = iota // any words
	Group                     // a group's short name or title
	Event                     // a meetup's day or words of its title
	Speaker                   // a person's name or part of it
	Number                    // a whole number above zero, typed name:N
	Flag                      // said or not said
	Choice                    // one of Choices, typed before all else
	Address                   // a web address
	Setting                   // any words, typed name:value
)

// free reports whether a value is whatever words are left.
func (t OptionType) free() bool {
	return t == Text || t == Group || t == Event || t == Speaker
}

// Suggests reports whether Router.Suggest knows values as they are typed.
func (o Option) Suggests() bool {
	return o.Type == Group || o.Type == Event || o.Type == Speaker
}

// FullName is the name as it is typed: "nextmeetup", "meetupbot follow".
func (c Command) FullName() string {
	if c.Organisers {
		return Parent + " " + c.Name
	}
	return c.Name
}

// Usage is the command as it is typed: "talks WORDS", "nextmeetup [group]",
// "meetupbot follow [group]". Settings, and more than two choices, are too many
// to be named.
func (c Command) Usage() string {
	var b strings.Builder
	b.WriteString(c.FullName())
	for i, o := range c.Options {
		word := o.Name
		switch o.Type {
		case Number:
			word += ":N"
		case Setting:
			if i > 0 && c.Options[i-1].Type == Setting {
				continue
			}
			word = "setting:value ..."
		case Choice:
			if len(o.Choices) < 3 {
				word = strings.Join(o.Choices, "|")
			}
		}
		if o.Required {
			b.WriteString(" " + strings.ToUpper(word))
		} else {
			b.WriteString(" [" + word + "]")
		}
	}
	return b.String()
}

// Commands returns the table, in the order in which help shows it: what
// everybody may ask, then organisers' commands.
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
