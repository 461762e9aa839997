package discord

import (
	"context"

	"meetupbot/bot"
)

// Limits of autocomplete.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
const (
	maxChoices    = 25
	maxChoiceText = 100
)

// A choice is one suggestion for an option's value.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// choices are suggestions as Discord takes them.
type choices struct {
	Choices []choice `json:"choices"`
}

// suggest answers what is being typed. There is no later answer to that: what
// is not known soon is not suggested.
func (a *Adapter) suggest(ctx context.Context, i *interaction, first respond) {
	call, focused := i.call()
	req := a.request(i, call)
	soon, enough := context.WithTimeout(ctx, a.delays.Soon)
	defer enough()
	list := choices{Choices: []choice{}}
	for _, s := range a.router.Suggest(soon, req, focused) {
		name, value := bot.Shorten(s.Label, maxChoiceText), s.Value
		// A value that was cut would be another one.
		if name != "" && value != "" && bot.Length(value) <= maxChoiceText && len(list.Choices) < maxChoices {
			list.Choices = append(list.Choices, choice{name, value})
		}
	}
	if err := first(ctx, callback{Type: answerChoices, Data: list}); err != nil {
		a.unanswered(i, err)
	}
}
