package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"meetupbot/content"
)

// misspelt answers words of a review that name no meetup because another one of
// them is wrong: a setting ("dat:2026-09-29") or what to do ("aprove 12"). It is
// nil where neither is to be seen.
func (q question) misspelt(words string) Reply {
	command, _ := CommandNamed(q.call.Name)
	typed := strings.Fields(words)
	for _, word := range typed {
		name, value, named := strings.Cut(word, ":")
		if !named || value == "" || strings.HasPrefix(value, "//") || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
			continue
		}
		var settings []string
		for _, field := range content.Correctable {
			settings = append(settings, setting(field))
		}
		notice := Notice{Text: fmt.Sprintf("There is no setting “%s”: say %s.", echo(name), oneOf(settings))}
		for _, i := range nearest(name, len(settings), func(i int) []string { return settings[i : i+1] }) {
			others := slices.DeleteFunc(slices.Clone(typed), func(w string) bool { return w == word })
			notice.Near = append(notice.Near, fmt.Sprintf("%s correct %s %s:%s", command.FullName(), echo(strings.Join(others, " ")), settings[i], echo(value)))
		}
		if len(notice.Near) == 0 {
			notice.Try = []string{"help review"}
		}
		return notice
	}
	i := slices.IndexFunc(command.Options, func(o Option) bool { return o.Type == Choice })
	if i < 0 || len(typed) < 2 || q.call.Args[command.Options[i].Name] != "" {
		return nil
	}
	actions := command.Options[i].Choices
	notice := Notice{Text: fmt.Sprintf("There is no “%s” here: say %s.", echo(typed[0]), oneOf(actions))}
	for _, i := range nearest(typed[0], len(actions), func(i int) []string { return actions[i : i+1] }) {
		notice.Near = append(notice.Near, fmt.Sprintf("%s %s %s", command.FullName(), actions[i], echo(strings.Join(typed[1:], " "))))
	}
	if _, err := strconv.Atoi(typed[1]); err != nil && len(notice.Near) == 0 {
		return nil // words of a title, as it seems
	}
	if len(notice.Near) == 0 {
		notice.Try = []string{"help review"}
	}
	return notice
}

// oneOf lists alternatives: "a, b or c".
func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
