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
// "!speaker bio Ada Marlowe", "Meetups past limit:20", "meetupbot follow
// gophers", or only "follow gophers". A command's option is given by its
// position, as name:value, or as its bare name first or last (flags); words in
// quotes are never an option. Nothing typed asks for help, as Parent alone
// does. ok is false when the first words name no command; the Call then holds
// all of them as its Name.
//
// Behind "!" alone organisers' commands are none: "!pause" is some other
// bot's. "!meetupbot pause" is ours.
//
// Parse does not check that required options are there: the router says so in
// a reply.
func Parse(line string) (call Call, ok bool) {
	words := tokens(line)
	if len(words) == 0 {
		return Call{Name: "help"}, true
	}
	anybodys := strings.HasPrefix(words[0], "!")
	words[0] = strings.TrimLeft(words[0], "/!")
	if words[0] == "" {
		words = words[1:]
	}
	if len(words) > 0 && strings.EqualFold(strings.TrimRight(words[0], "?!.,:;"), Parent) {
		words, anybodys = words[1:], false
	}
	if len(words) == 0 {
		return Call{Name: "help"}, true
	}
	for n := min(2, len(words)); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		if trimmed := strings.TrimRight(name, "?!.,:;"); trimmed != "" {
			name = trimmed
		}
		command, found := CommandNamed(name)
		if found && command.Organisers && anybodys {
			words[0] = "!" + words[0]
			break
		}
		if found {
			return Call{Name: command.Name, Args: command.read(words[n:])}, true
		}
	}
	return Call{Name: strings.Join(words, " ")}, false
}

// read distributes the words after a command's name over its options.
func (c Command) read(words []string) map[string]string {
	args := map[string]string{}
	words = c.readNamed(words, args)
	for _, o := range c.Options {
		if len(words) == 0 {
			break
		}
		last := len(words) - 1
		switch first := strings.ToLower(words[0]); o.Type {
		case Choice:
			if slices.Contains(o.Choices, first) {
				words, args[o.Name] = words[1:], first
			}
		case Flag:
			if strings.EqualFold(words[last], o.Name) {
				words, args[o.Name] = words[:last], "true"
			} else if first == o.Name {
				words, args[o.Name] = words[1:], "true"
			}
		case Address:
			if i := slices.IndexFunc(words, func(w string) bool { return strings.ContainsAny(w, ".:/") }); i >= 0 {
				if address := strings.Trim(words[i], "<>\"“”„«»"); address != "" {
					args[o.Name] = address
				}
				words = slices.Delete(words, i, i+1)
			}
		}
	}
	c.readRest(words, args)
	return args
}

// readNamed reads the options that are given as name:value and returns the
// other words. A setting's value goes on until the next option.
func (c Command) readNamed(words []string, args map[string]string) (others []string) {
	var setting string
	values := map[string][]string{}
	for i, word := range words {
		name, value, named := strings.Cut(word, ":")
		at := slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == strings.ToLower(name) })
		switch {
		case at >= 0 && c.Options[at].Type == Setting && (named || i == 0):
			setting = c.Options[at].Name
			values[setting] = append(values[setting], value)
		case at >= 0 && named && value != "" && (!c.Options[at].Type.free() || c.Options[at].Type == Group):
			setting = ""
			args[c.Options[at].Name] = value
		case setting != "":
			values[setting] = append(values[setting], word)
		default:
			others = append(others, word)
		}
	}
	for name, words := range values {
		if value := unquoted(words); value != "" {
			args[name] = value
		}
	}
	return others
}

// readRest gives the words that are left to the option that takes any, or else
// the first to a number.
func (c Command) readRest(words []string, args map[string]string) {
	rest := unquoted(words)
	if rest == "" {
		return
	}
	if i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Type.free() }); i >= 0 {
		if c.Options[i].Type == Group {
			rest = groupWords(rest)
		}
		if rest != "" {
			args[c.Options[i].Name] = rest
		}
		return
	}
	for _, o := range c.Options {
		if o.Type == Number && args[o.Name] == "" {
			args[o.Name] = words[0]
			return
		}
	}
}

// check says what is wrong with a call's values, or "".
func (c Command) check(call Call) string {
	for _, o := range c.Options {
		value := call.Args[o.Name]
		switch {
		case value == "" && o.Required:
			return fmt.Sprintf("Please say more: %s.", o.Summary)
		case value == "":
		case utf8.RuneCountInString(value) > maxLineRunes:
			return "That is more than can be looked for: please ask in fewer words."
		case o.Type == Choice && !slices.Contains(o.Choices, value):
			return fmt.Sprintf("%s is one of: %s.", o.Name, strings.Join(o.Choices, ", "))
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

// says reports whether any of these options has a value.
func (c Call) says(options ...string) bool {
	return slices.ContainsFunc(options, func(o string) bool { return c.Args[o] != "" })
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
