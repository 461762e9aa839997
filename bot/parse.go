package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxLineRunes = 300 // of a question; nobody asks for so much
	maxEchoRunes = 60  // of a question's words in its answer
)

// Parse takes apart what a person typed: "nextmeetup", "/nextmeetup",
// "!speaker bio Ada Marlowe", "Meetups past limit:20". A command's option is
// given by its position, as name:value (numbers, groups), or as its bare name
// first or last (flags); words in quotes are never an option. Nothing typed
// asks for help. ok is false when the first words name no command; the Call
// then holds all of them as its Name.
//
// Parse does not check that required options are there: the router says so in
// a reply.
func Parse(line string) (call Call, ok bool) {
	words := tokens(line)
	if len(words) == 0 {
		return Call{Name: "help"}, true
	}
	words[0] = strings.TrimLeft(words[0], "/!")
	if words[0] == "" {
		words = words[1:]
	}
	if len(words) == 0 {
		return Call{Name: "help"}, true
	}
	for n := min(2, len(words)); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		if trimmed := strings.TrimRight(name, "?!.,:;"); trimmed != "" {
			name = trimmed
		}
		if command, found := CommandNamed(name); found {
			return Call{Name: command.Name, Args: command.read(words[n:])}, true
		}
	}
	return Call{Name: strings.Join(words, " ")}, false
}

// read distributes the words after a command's name over its options.
func (c Command) read(words []string) map[string]string {
	args := map[string]string{}
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool {
		name, value, found := strings.Cut(word, ":")
		i := c.option(strings.ToLower(name))
		if !found || value == "" || i < 0 || c.Options[i].Type == Text {
			return false
		}
		args[c.Options[i].Name] = value
		return true
	})
	for _, o := range c.Options {
		if o.Type != Flag || len(words) == 0 {
			continue
		}
		if last := len(words) - 1; strings.EqualFold(words[last], o.Name) {
			words, args[o.Name] = words[:last], "true"
		} else if strings.EqualFold(words[0], o.Name) {
			words, args[o.Name] = words[1:], "true"
		}
	}
	for _, o := range c.Options {
		if rest := unquoted(words); rest != "" && (o.Type == Text || o.Type == Group) {
			if o.Type == Group {
				rest = groupWords(rest)
			}
			if rest != "" {
				args[o.Name] = rest
			}
			break
		}
	}
	return args
}

func (c Command) option(name string) int {
	return slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == name })
}

// check says what is wrong with a call's values, or "".
func (c Command) check(call Call) string {
	for _, o := range c.Options {
		value := call.Args[o.Name]
		switch {
		case value == "" && o.Required:
			return fmt.Sprintf("%s needs to know more: %s.", c.Name, o.Summary)
		case value == "":
		case utf8.RuneCountInString(value) > maxLineRunes:
			return "That is more than can be looked for: please ask in fewer words."
		case o.Type == Number:
			if n, err := strconv.Atoi(value); err != nil || n < 1 {
				return fmt.Sprintf("%s wants a whole number above zero, such as %s:20.", o.Name, o.Name)
			}
		}
	}
	return ""
}

// number is the value of a number option that was checked, or otherwise.
func (c Call) number(option string, otherwise int) int {
	if n, err := strconv.Atoi(c.Args[option]); err == nil {
		return n
	}
	return otherwise
}

// flag reports whether a flag was said.
func (c Call) flag(option string) bool {
	said, _ := strconv.ParseBool(c.Args[option])
	return said
}

// tokens splits a line at white space, without the characters that are not
// seen: they come along when text is copied.
func tokens(line string) []string {
	line = strings.ToValidUTF8(line, "")
	line = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, line)
	return strings.Fields(line)
}

// groupWords are the words that may name a group: people ask "when is the next
// meetup?" too.
func groupWords(words string) string {
	kept := slices.DeleteFunc(strings.Fields(words), func(word string) bool {
		switch strings.ToLower(strings.TrimRight(word, "?!.,:;")) {
		case "", "is", "the", "our", "next", "meetup", "event", "of", "for", "in", "at", "please":
			return true
		}
		return false
	})
	return strings.TrimRight(strings.Join(kept, " "), "?!.,:;")
}

// unquoted joins words and takes off quotation marks around all of them.
func unquoted(words []string) string {
	s := strings.Join(words, " ")
	return strings.TrimSpace(strings.Trim(s, "\"“”„«»"))
}

// echo is what a person typed, fit to be repeated in an answer.
func echo(words string) string {
	words = strings.Join(tokens(words), " ")
	if utf8.RuneCountInString(words) <= maxEchoRunes {
		return words
	}
	runes := []rune(words)[:maxEchoRunes]
	return strings.TrimSpace(string(runes)) + "…"
}
