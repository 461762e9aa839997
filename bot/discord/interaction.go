package discord

import (
	"context"
	"encoding/json"
	"strconv"

	"meetupbot/bot"
)

// Types of interactions.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
const (
	ping         = 1
	slashCommand = 2
	component    = 3
	autocomplete = 4
	modalSubmit  = 5
)

// An interaction is what somebody did with the bot, as far as it matters here.
// The library's type reads all there is, and refuses the whole where it does
// not know a part.
type interaction struct {
	ID        string  `json:"id"`
	AppID     string  `json:"application_id"`
	Type      int     `json:"type"`
	Token     string  `json:"token"`
	GuildID   string  `json:"guild_id"`
	ChannelID string  `json:"channel_id"`
	User      *user   `json:"user"`   // in direct messages
	Member    *member `json:"member"` // in a guild
	Data      struct {
		Name     string   `json:"name"`
		Options  []option `json:"options"`
		CustomID string   `json:"custom_id"`
	} `json:"data"`
}

// A user is whoever wrote or asked.
type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// A member is a user in a guild.
type member struct {
	User        *user    `json:"user"`
	Roles       []string `json:"roles"`
	Permissions *bits    `json:"permissions"` // of the asker in the channel; only with interactions
}

// An option is a value that was filled in, or a sub-command with its own.
type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Options []option        `json:"options"`
	Focused bool            `json:"focused"`
}

// sound reports whether an interaction can be answered.
func (i *interaction) sound() bool {
	if i.Type == ping {
		return true
	}
	return isSnowflake(i.ID) && i.Token != "" && isSnowflake(i.AppID) && (i.ChannelID == "" || isSnowflake(i.ChannelID))
}

// asker is who did it, nil if Discord does not say.
func (i *interaction) asker() *user {
	if i.Member != nil && i.Member.User != nil {
		return i.Member.User
	}
	return i.User
}

// asking is the id of who did it, "" if Discord does not say.
func (i *interaction) asking() string {
	if u := i.asker(); u != nil {
		return u.ID
	}
	return ""
}

// request is what the interaction asks.
func (a *Adapter) request(i *interaction, call bot.Call) bot.Request {
	req := bot.Request{Call: call, Now: a.clock().Product, Private: i.GuildID == ""}
	if i.ChannelID != "" {
		req.Place = placeOf(i.ChannelID)
	}
	if u := i.asker(); u != nil {
		req.Asker = placeOf(u.ID)
	}
	if m := i.Member; i.GuildID != "" && m != nil && m.Permissions != nil {
		may := *m.Permissions
		req.Organiser = a.organiser(i.GuildID, i.ChannelID, func(context.Context) (bool, error) { return may&(administrator|manageServer) != 0, nil })
	}
	return req
}

// call reads a slash command. focused names the option that is being typed.
func (i *interaction) call() (call bot.Call, focused string) {
	call = bot.Call{Name: i.Data.Name, Args: map[string]string{}}
	options := i.Data.Options
	if call.Name == bot.Parent {
		call.Name = ""
		if len(options) > 0 {
			call.Name, options = options[0].Name, options[0].Options
		}
	}
	for _, o := range options {
		if value := o.text(); value != "" {
			call.Args[o.Name] = value
		}
		if o.Focused {
			focused = o.Name
		}
	}
	return call, focused
}

// text is an option's value as it would be typed. A flag that is not said has
// none.
func (o *option) text() string {
	var value any
	if json.Unmarshal(o.Value, &value) != nil {
		return ""
	}
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "true"
		}
	}
	return ""
}
