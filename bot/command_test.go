package bot_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"meetupbot/bot"
)

// TestTable: the table can be registered wherever commands are declared, and
// no word means two of them.
func TestTable(t *testing.T) {
	word := regexp.MustCompile(`^[a-z]{1,32}$`)
	claimed := map[string]string{}
	line := func(what, s string) {
		if n := utf8.RuneCountInString(s); n == 0 || n > 100 || strings.HasSuffix(s, ".") || strings.ContainsAny(s, "\n*_`<>") {
			t.Errorf("%s: summary %q is not one plain line of at most 100 characters without a full stop", what, s)
		}
	}
	for _, c := range bot.Commands() {
		if !word.MatchString(c.Name) {
			t.Errorf("command %q is not one lower-case word", c.Name)
		}
		line(c.Name, c.Summary)
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if other, taken := claimed[name]; taken {
				t.Errorf("%q means both %s and %s", name, other, c.Name)
			}
			claimed[name] = c.Name
			if got, ok := bot.CommandNamed(strings.ToUpper(name)); !ok || got.Name != c.Name {
				t.Errorf("CommandNamed(%q) = %s, want %s", name, got.Name, c.Name)
			}
		}
		optional, words := false, 0
		if len(c.Options) > 25 {
			t.Errorf("%s takes %d options: no platform takes more than 25", c.Name, len(c.Options))
		}
		for _, o := range c.Options {
			if !word.MatchString(o.Name) {
				t.Errorf("%s: option %q is not one lower-case word", c.Name, o.Name)
			}
			line(c.Name+" "+o.Name, o.Summary)
			if optional && o.Required {
				t.Errorf("%s: required option %s stands after an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			switch o.Type {
			case bot.Text, bot.Group, bot.Event, bot.Speaker:
				words++
			}
			if choices := o.Type == bot.Choice; choices != (len(o.Choices) > 0) || len(o.Choices) > 25 {
				t.Errorf("%s: option %s of type %d has the choices %q", c.Name, o.Name, o.Type, o.Choices)
			}
			for _, choice := range o.Choices {
				if !word.MatchString(choice) {
					t.Errorf("%s: choice %q of %s is not one lower-case word", c.Name, choice, o.Name)
				}
			}
			if o.Suggests() && o.Type == bot.Text {
				t.Errorf("%s: nothing is known to suggest for %s", c.Name, o.Name)
			}
		}
		if words > 1 {
			t.Errorf("%s takes %d options of free words: nobody can type them apart", c.Name, words)
		}
		if len(c.Examples) == 0 {
			t.Errorf("%s has no example", c.Name)
		}
		for _, example := range c.Examples {
			if !strings.HasPrefix(example+" ", c.FullName()+" ") {
				t.Errorf("%s: example %q does not begin with %q", c.Name, example, c.FullName())
			}
		}
		if n := utf8.RuneCountInString(c.Usage()); n > 100 {
			t.Errorf("%s: its usage %q has %d characters", c.Name, c.Usage(), n)
		}
	}
}

// TestOrganisersStandApart: members' commands come first, each under its own
// name; organisers' are subcommands of one, which no command is called.
func TestOrganisersStandApart(t *testing.T) {
	if c, ok := bot.CommandNamed(bot.Parent); ok {
		t.Errorf("%q is the command %s", bot.Parent, c.Name)
	}
	members, organisers := 0, 0
	for _, c := range bot.Commands() {
		if c.Organisers {
			organisers++
			continue
		}
		if members++; organisers > 0 {
			t.Errorf("%s stands behind organisers' commands", c.Name)
		}
	}
	// Beside the parent, a menu of commands has room for 50, a command for 25
	// subcommands.
	if members > 49 || organisers == 0 || organisers > 25 {
		t.Errorf("%d members' commands and %d organisers'", members, organisers)
	}
}

func TestUsage(t *testing.T) {
	for name, want := range map[string]string{
		"nextmeetup": "nextmeetup [group]",
		"meetups":    "meetups [words] [past] [limit:N]",
		"talks":      "talks WORDS [limit:N]",
		"follow":     "meetupbot follow [group]",
		"rules":      "meetupbot rules [setting:value ...]",
		"plan":       "meetupbot plan [days:N]",
		"sources":    "meetupbot sources [add|remove] [address] [group]",
	} {
		c, _ := bot.CommandNamed(name)
		if got := c.Usage(); got != want {
			t.Errorf("Usage of %s = %q, want %q", name, got, want)
		}
	}
}
