package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// Types of first answers.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
const (
	pong            = 1
	answerMessage   = 4
	deferMessage    = 5
	deferUpdate     = 6
	updateMessage   = 7
	answerChoices   = 8
	openModal       = 9
	maxChoices      = 25
	maxChoiceLength = 100
)

// fitting says which first answers each kind of interaction takes.
var fitting = map[int][]int64{
	Ping:     {pong},
	Command:  {answerMessage, deferMessage, openModal},
	Press:    {answerMessage, deferMessage, deferUpdate, updateMessage, openModal},
	Complete: {answerChoices},
}

// answerInteraction takes the first answer to an interaction.
// https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response
func (s *Server) answerInteraction(r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.asked[r.PathValue("interaction_id")]
	if i == nil || i.Token != r.PathValue("interaction_token") {
		return unknownInteraction()
	}
	a := s.first(i, r)
	if a.stored && r.URL.Query().Get("with_response") == "true" {
		a.status = http.StatusOK
		body := object{"interaction": object{"id": i.ID, "type": i.Ask.Kind, "response_message_loading": i.First == deferMessage}}
		if i.Response != nil {
			body["resource"] = object{"type": i.First, "message": s.messageObject(i.Response)}
		}
		a.body = body
	}
	return a
}

func unknownInteraction() answer {
	return refuse(http.StatusNotFound, 10062, "Unknown interaction")
}

// first takes the first answer, by whichever door it comes. The caller holds mu.
func (s *Server) first(i *asked, r *request) answer {
	body := r.body()
	kind := number(body, "type")
	switch {
	case i.First != 0:
		return refuse(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	case time.Since(i.At) > s.settings.AnswerWithin:
		return unknownInteraction()
	case !slices.Contains(fitting[i.Ask.Kind], kind):
		return badForm(faults{"type": {object{"code": "BASE_TYPE_CHOICES", "message": "Value must be one of the callback types for this interaction."}}})
	}
	data := child(body, "data")
	ephemeral := number(data, "flags") & flagEphemeral
	switch kind {
	case answerMessage:
		if refused := s.checkMessage(data, r.call.Files, 0); refused != nil {
			return *refused
		}
		i.Response = s.reply(i, r, data, ephemeral)
	case deferMessage:
		i.Response = s.newReply(i, ephemeral|flagLoading)
	case deferUpdate:
		i.Response = s.message(i.Ask.Channel, i.Ask.Message)
	case updateMessage:
		m := s.message(i.Ask.Channel, i.Ask.Message)
		if m == nil {
			return noMessage()
		}
		if refused := s.edit(m, r, data); refused != nil {
			return *refused
		}
		i.Response = m
	case answerChoices:
		if f := checkChoices(data); len(f) > 0 {
			return badForm(f)
		}
		i.Choices = orNone(list(data, "choices"))
	case openModal:
		i.Modal = data
	}
	i.First, i.FirstAt = int(kind), time.Now()
	i.Ephemeral = i.Response != nil && i.Response.Flags&flagEphemeral != 0
	return answer{status: http.StatusNoContent, stored: true, object: i.ID}
}

// newReply puts an empty message into the channel of an interaction.
func (s *Server) newReply(i *asked, flags int64) *Message {
	m := &Message{ID: s.newID(), Channel: i.Ask.Channel, Author: s.BotID, At: time.Now(), Flags: flags, Interaction: i.ID}
	t := s.thread(m.Channel)
	t.messages = append(t.messages, m)
	return m
}

// reply puts a message into the channel of an interaction.
func (s *Server) reply(i *asked, r *request, body object, ephemeral int64) *Message {
	m := s.newReply(i, ephemeral)
	s.say(m, r, body)
	s.notifyFor(i, m, body)
	s.judgeMentions(r.call, m, body)
	return m
}

// notifyFor works out whom a reply notifies.
func (s *Server) notifyFor(i *asked, m *Message, body object) {
	if c := s.channel(i.Ask.Channel); c != nil {
		m.Notified = s.notified(c, m, body)
	}
}

// checkChoices notes what is wrong with the choices of an autocomplete.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
func checkChoices(data object) faults {
	f := faults{}
	choices := objects(data, "choices")
	if len(choices) > maxChoices {
		f.tooLong("data.choices", maxChoices)
	}
	for i, c := range choices {
		at := join("data.choices", i)
		if n := length(text(c, "name")); n == 0 || n > maxChoiceLength {
			f.add(join(at, "name"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
		}
		switch v := c["value"].(type) {
		case string:
			if length(v) > maxChoiceLength {
				f.tooLong(join(at, "value"), maxChoiceLength)
			}
		case json.Number:
		default:
			f.missing(join(at, "value"))
		}
	}
	return f
}

// byToken answers with what f makes of the interaction whose token is in r's
// path.
func (s *Server) byToken(r *request, f func(*asked) answer) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.tokens[r.PathValue("webhook_token")]
	switch {
	case i == nil, r.PathValue("webhook_id") != s.AppID, i.First == 0:
		return refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	case time.Since(i.At) > s.settings.TokenLife:
		return refuse(http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	}
	return f(i)
}

// editOriginal changes the first answer. What was deferred comes with it.
func (s *Server) editOriginal(r *request) answer {
	return s.byToken(r, func(i *asked) answer {
		m := i.Response
		if m == nil || !m.Deleted.IsZero() {
			return noMessage()
		}
		loading := m.Flags&flagLoading != 0
		if refused := s.edit(m, r, r.body()); refused != nil {
			return *refused
		}
		if loading {
			m.Edited, m.Edits = time.Time{}, 0
			s.notifyFor(i, m, r.body())
		}
		return answer{status: http.StatusOK, body: s.messageObject(m), stored: true, object: m.ID}
	})
}
