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
		for _, o := range c.Options {
			if !word.MatchString(o.Name) {
				t.Errorf("%s: option %q is not one lower-case word", c.Name, o.Name)
			}
			line(c.Name+" "+o.Name, o.Summary)
			if optional && o.Required {
				t.Errorf("%s: required option %s stands after an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			if o.Type == bot.Text || o.Type == bot.Group {
				words++
			}
		}
		if words > 1 {
			t.Errorf("%s takes %d options of free words: nobody can type them apart", c.Name, words)
		}
		if len(c.Examples) == 0 {
			t.Errorf("%s has no example", c.Name)
		}
	}
}

func TestUsage(t *testing.T) {
	for name, want := range map[string]string{
		"nextmeetup": "nextmeetup [group]",
		"meetups":    "meetups [words] [past] [limit:N]",
		"talks":      "talks WORDS [limit:N]",
	} {
		c, _ := bot.CommandNamed(name)
		if got := c.Usage(); got != want {
			t.Errorf("Usage of %s = %q, want %q", name, got, want)
		}
	}
}
