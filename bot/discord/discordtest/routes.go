package discordtest

import "net/http"

// Routes are named as Discord's specification names them: method, and path
// with the version left off.
const (
	GetGateway        = "GET /gateway"
	GetGatewayBot     = "GET /gateway/bot"
	GetMe             = "GET /users/@me"
	GetApplication    = "GET /applications/@me"
	GetMyGuilds       = "GET /users/@me/guilds"
	CreateDM          = "POST /users/@me/channels"
	GetGuild          = "GET /guilds/{guild_id}"
	GetGuildMember    = "GET /guilds/{guild_id}/members/{user_id}"
	ListGuildEvents   = "GET /guilds/{guild_id}/scheduled-events"
	CreateGuildEvent  = "POST /guilds/{guild_id}/scheduled-events"
	GetGuildEvent     = "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"
	EditGuildEvent    = "PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"
	DeleteGuildEvent  = "DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"
	GetChannel        = "GET /channels/{channel_id}"
	GetMessages       = "GET /channels/{channel_id}/messages"
	CreateMessage     = "POST /channels/{channel_id}/messages"
	EditMessage       = "PATCH /channels/{channel_id}/messages/{message_id}"
	DeleteMessage     = "DELETE /channels/{channel_id}/messages/{message_id}"
	TriggerTyping     = "POST /channels/{channel_id}/typing"
	GetCommands       = "GET /applications/{application_id}/commands"
	PutCommands       = "PUT /applications/{application_id}/commands"
	AnswerInteraction = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	EditOriginal      = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"

	Everything = "" // all routes, and requests that meet none
)

// A handler answers one request that has passed the door.
type handler func(*request) answer

// table says who answers which route.
func (s *Server) table() map[string]handler {
	return map[string]handler{
		GetGateway:        s.getGateway,
		GetGatewayBot:     s.getGatewayBot,
		GetMe:             s.getMe,
		GetApplication:    s.getApplication,
		GetMyGuilds:       s.getMyGuilds,
		CreateDM:          s.createDM,
		GetGuild:          s.getGuild,
		GetGuildMember:    s.getGuildMember,
		ListGuildEvents:   s.listGuildEvents,
		CreateGuildEvent:  s.createGuildEvent,
		GetGuildEvent:     s.getGuildEvent,
		EditGuildEvent:    s.editGuildEvent,
		DeleteGuildEvent:  s.deleteGuildEvent,
		GetChannel:        s.getChannel,
		GetMessages:       s.getMessages,
		CreateMessage:     s.createMessage,
		EditMessage:       s.editMessage,
		DeleteMessage:     s.deleteMessage,
		TriggerTyping:     s.triggerTyping,
		GetCommands:       s.getCommands,
		PutCommands:       s.putCommands,
		AnswerInteraction: s.answerInteraction,
		EditOriginal:      s.editOriginal,
	}
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for route, h := range s.handlers {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) { s.handle(w, r, route, h) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.handle(w, r, Everything, s.nowhere) })
	return mux
}
