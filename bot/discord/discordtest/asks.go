package discordtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"time"
)

// Kinds of interactions.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
const (
	Ping     = 1
	Command  = 2
	Press    = 3 // of a button, or a choice of a select
	Complete = 4 // autocomplete
)

// An Ask is what somebody wants of the bot. The zero value of a field is the
// most ordinary one.
type Ask struct {
	Kind        int      // 0: Command
	Command     string   // its name, without a slash
	Options     []Option // of the command
	CustomID    string   // of the component that is pressed
	Values      []string // chosen in a select; none: a button is pressed
	Message     string   // the message with that component
	Channel     string   // "": the server's ChannelID
	DM          bool     // asked in direct messages, whatever Channel says
	User        string   // who asks; "": the server's MemberID
	Permissions int64    // what they may do in the channel; 0: Ordinary, and everything for a guild's owner
	Locale      string   // "": en-GB
}

// An Option is one that was filled in, or a sub-command with its own.
type Option struct {
	Name    string
	Value   any      // string, bool, int or float64; nil: a sub-command or a group of them
	Kind    int      // as Discord numbers them; 0: the one that goes with Value and Options
	Options []Option // of a sub-command
	Focused bool     // the one being typed; with Complete
}

// An Interaction is an ask that was delivered, and how it was answered.
type Interaction struct {
	ID    string
	Token string
	Ask   Ask
	At    time.Time // when it was delivered
	Body  []byte    // as delivered

	First     int       // the type of the first answer; 0: there is none
	FirstAt   time.Time //
	Ephemeral bool      // the answer is for the asker alone
	Response  *Message  // the answer as it stands: a new message, or the one whose component was pressed
	Choices   []any     // of an autocomplete
	Modal     object    // that was opened
}

// Answered reports whether the asker sees an answer: a deferral is none.
func (i Interaction) Answered() bool {
	return i.First != 0 && (i.Response == nil || i.Response.Flags&flagLoading == 0)
}

func (i Interaction) String() string {
	return fmt.Sprintf("interaction %s: %+v, first answer of type %d, response %+v, choices %v",
		i.ID, i.Ask, i.First, i.Response, i.Choices)
}

// asked is an interaction on its way.
type asked struct{ Interaction }

func (a *asked) state() Interaction {
	i := a.Interaction
	if a.Response != nil {
		m := *a.Response
		i.Response = &m
	}
	return i
}

// Interact delivers an ask through the gateway, and returns it at once.
func (s *Server) Interact(ask Ask) Interaction {
	i := s.Begin(ask)
	body, _ := decode(i.Body)
	s.gateway.dispatch(event{name: "INTERACTION_CREATE", data: body.(object)})
	return i
}

// Begin makes an interaction of an ask, for whoever delivers it themselves. The
// time for its answer runs.
func (s *Server) Begin(ask Ask) Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ask.Kind == 0 {
		ask.Kind = Command
	}
	if ask.User == "" {
		ask.User = s.MemberID
	}
	if ask.Locale == "" {
		ask.Locale = "en-GB"
	}
	if ask.DM {
		ask.Channel = s.directMessage(ask.User).ID
	} else if ask.Channel == "" {
		ask.Channel = s.ChannelID
	}
	a := &asked{Interaction: Interaction{ID: s.newID(), Token: "interaction-token-" + rand.Text(), Ask: ask, At: time.Now()}}
	a.Body = encode(s.interactionObject(a))
	s.asked[a.ID], s.tokens[a.Token] = a, a
	return a.state()
}

// Interaction returns an interaction as it stands.
func (s *Server) Interaction(id string) Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.asked[id]
	if a == nil {
		return Interaction{}
	}
	return a.state()
}

// AwaitAnswer waits until the asker of an interaction sees an answer.
func (s *Server) AwaitAnswer(ctx context.Context, id string) (Interaction, error) {
	var i Interaction
	err := s.await(ctx, func() bool {
		if a := s.asked[id]; a != nil {
			i = a.state()
		}
		return i.Answered()
	})
	if err != nil {
		return i, fmt.Errorf("interaction %s is not answered (first answer of type %d): %w", id, i.First, err)
	}
	return i, nil
}

// interactionObject is an interaction as Discord sends it.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
func (s *Server) interactionObject(a *asked) object {
	ask := a.Ask
	o := object{
		"id": a.ID, "application_id": s.AppID, "type": ask.Kind, "token": a.Token, "version": 1,
		"entitlements": []any{}, "attachment_size_limit": 10 << 20,
	}
	if ask.Kind == Ping {
		o["user"] = s.user(ask.User)
		return o
	}
	o["locale"], o["channel_id"] = ask.Locale, ask.Channel
	c := s.channel(ask.Channel)
	if c != nil {
		o["channel"], o["app_permissions"] = s.channelObject(c), strconv.FormatInt(s.bits(c), 10)
	}
	if c != nil && c.Kind == DirectMessage {
		o["user"], o["context"] = s.user(ask.User), 1
		o["authorizing_integration_owners"] = object{"0": "0"}
	} else {
		s.inGuildOf(c, o, ask)
	}
	switch ask.Kind {
	case Press:
		data := object{"custom_id": ask.CustomID, "component_type": button, "id": 2}
		if ask.Values != nil {
			data["component_type"], data["values"] = stringSelect, ask.Values
		}
		o["data"] = data
		if m := s.message(ask.Channel, ask.Message); m != nil {
			o["message"] = s.messageObject(m)
		}
	default:
		o["data"] = object{"id": s.commandID(ask), "name": ask.Command, "type": 1, "options": optionObjects(ask.Options)}
	}
	return o
}

// inGuildOf adds to an interaction what says that it was asked in a guild.
func (s *Server) inGuildOf(c *Channel, o object, ask Ask) {
	id := s.GuildID
	if c != nil {
		id = c.GuildID
	}
	o["guild_id"], o["guild_locale"], o["context"] = id, "en-US", 0
	o["authorizing_integration_owners"] = object{"0": id}
	g := s.guild(id)
	if g == nil {
		return
	}
	permissions := ask.Permissions
	switch {
	case permissions != 0:
	case ask.User == g.owner:
		permissions = allPermissions
	default:
		permissions = Ordinary
	}
	member := s.member(g, ask.User)
	member["permissions"] = strconv.FormatInt(permissions, 10)
	o["member"] = member
	o["guild"] = object{"id": id, "locale": "en-US", "features": []any{}}
}

// commandID is the id under which the asked command was registered.
func (s *Server) commandID(ask Ask) string {
	for _, c := range s.commands {
		if text(c, "name") == ask.Command {
			return text(c, "id")
		}
	}
	return "1"
}

func optionObjects(options []Option) []any {
	out := []any{}
	for _, o := range options {
		v := object{"name": o.Name, "type": o.kind()}
		if o.Value != nil {
			v["value"] = o.Value
		} else {
			v["options"] = optionObjects(o.Options)
		}
		if o.Focused {
			v["focused"] = true
		}
		out = append(out, v)
	}
	return out
}

// kind is the number of the option's type.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
func (o Option) kind() int {
	if o.Kind != 0 {
		return o.Kind
	}
	switch o.Value.(type) {
	case nil:
		for _, inner := range o.Options {
			if inner.Value == nil {
				return 2
			}
		}
		return 1
	case bool:
		return 5
	case int, int64:
		return 4
	case float64:
		return 10
	}
	return 3
}
