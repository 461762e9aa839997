package discord

import (
	"context"
)

const (
	// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
	maxChoices     = 25
	maxChoiceRunes = 100
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

// suggest answers what is being typed.
func (a *Adapter) suggest(ctx context.Context, i *interaction, first respond) {
	list := choices{Choices: []choice{}}
	if err := first(ctx, callback{Type: answerChoices, Data: list}); err != nil {
		a.unanswered(i, err)
	}
}
