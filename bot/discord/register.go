package discord

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"meetupbot/bot"
)

// A command is one to be registered.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object
type command struct {
	Type        int       `json:"type"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Options     []options `json:"options,omitempty"`
	// Who sees it unless the server's own settings say otherwise. Who may use
	// it is looked at when it is used.
	Permissions  *int64 `json:"default_member_permissions,omitempty"`
	Contexts     []int  `json:"contexts"`
	Integrations []int  `json:"integration_types"`
}

// options are an option that a command takes, or a sub-command with its own.
type options struct {
	Type         int       `json:"type"`
	Name         string    `json:"name"`
	Description  string    `json:"description"`
	Required     bool      `json:"required,omitempty"`
	Choices      []choice  `json:"choices,omitempty"`
	Autocomplete bool      `json:"autocomplete,omitempty"`
	MinValue     int       `json:"min_value,omitempty"`
	MaxLength    int       `json:"max_length,omitempty"`
	Options      []options `json:"options,omitempty"`
}

// Numbers of the API.
// https://discord.com/developers/docs/interactions/application-commands
const (
	chatInput        = 1
	subCommand       = 1
	stringOption     = 3
	integerOption    = 4
	booleanOption    = 5
	inGuilds         = 0
	inDirectMessages = 1
	guildInstall     = 0

	maxSummary     = 100
	maxValueLength = 300 // nobody asks for so much
)

// commands is the table as Discord registers it: what members ask stands at the
// top, what organisers decide under one command of its own.
func commands() []command {
	var all []command
	manage := int64(manageServer)
	organisers := command{
		Type: chatInput, Name: bot.Parent, Description: "Decide what is posted here, and see how the bot is doing",
		Permissions: &manage, Contexts: []int{inGuilds}, Integrations: []int{guildInstall},
	}
	for _, c := range bot.Commands() {
		if c.Organisers {
			organisers.Options = append(organisers.Options, options{
				Type: subCommand, Name: c.Name, Description: description(c.Summary), Options: optionsOf(c),
			})
			continue
		}
		all = append(all, command{
			Type: chatInput, Name: c.Name, Description: description(c.Summary), Options: optionsOf(c),
			Contexts: []int{inGuilds, inDirectMessages}, Integrations: []int{guildInstall},
		})
	}
	if len(organisers.Options) > 0 {
		all = append(all, organisers)
	}
	return all
}

// description is a summary of the table as an app shows it.
func description(summary string) string { return bot.Shorten(bot.Sentence(summary), maxSummary) }

// optionsOf are a command's options, those that must be given first, as Discord
// demands.
func optionsOf(c bot.Command) []options {
	var all []options
	for _, o := range c.Options {
		d := options{
			Type: stringOption, Name: o.Name, Description: description(o.Summary),
			Required: o.Required, Autocomplete: o.Suggests(),
		}
		switch o.Type {
		case bot.Number:
			d.Type, d.MinValue = integerOption, 1
		case bot.Flag:
			d.Type = booleanOption
		case bot.Choice:
			for _, value := range o.Choices {
				d.Choices = append(d.Choices, choice{Name: value, Value: value})
			}
		default:
			d.MaxLength = maxValueLength
		}
		all = append(all, d)
	}
	slices.SortStableFunc(all, func(x, y options) int {
		switch {
		case x.Required == y.Required:
			return 0
		case x.Required:
			return -1
		}
		return 1
	})
	return all
}

// Registration returns the commands as the JSON that Discord registers.
func Registration() ([]byte, error) {
	text, err := encodeJSON(commands())
	if err != nil {
		return nil, fmt.Errorf("commands: %w", err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, fmt.Errorf("commands: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// register has Discord take the commands, unless these were taken already: it
// counts registrations.
func (a *Adapter) register(ctx context.Context) error {
	us, err := a.me(ctx)
	if err != nil {
		return err
	}
	text, err := encodeJSON(commands())
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	name, hash := "discord commands "+us.app, hex.EncodeToString(sum[:])
	if a.notes != nil {
		if kept, err := a.notes.Note(ctx, name); err == nil && kept == hash {
			return nil
		}
	}
	r := toBot(http.MethodPut, "/applications/"+us.app+"/commands", "commands", json.RawMessage(text))
	if _, err := a.api.do(ctx, r, nil); err != nil {
		return err
	}
	a.log.Info("discord: commands registered", "commands", len(commands()))
	if a.notes != nil {
		if err := a.notes.SetNote(ctx, name, hash); err != nil {
			a.log.Warn("discord: it cannot be kept which commands are registered: they will be again at the next start", "err", err)
		}
	}
	return nil
}
