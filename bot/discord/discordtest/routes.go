package discordtest

import "net/http"

// Routes are named as Discord's specification names them: method, and path
// with the version left off.
const (
	GetGateway           = "GET /gateway"
	GetGatewayBot        = "GET /gateway/bot"
	GetMe                = "GET /users/@me"
	GetApplication       = "GET /applications/@me"
	GetOAuth2Application = "GET /oauth2/applications/@me"
	GetMyGuilds          = "GET /users/@me/guilds"
	CreateDM             = "POST /users/@me/channels"
	GetGuild             = "GET /guilds/{guild_id}"
	GetGuildRoles        = "GET /guilds/{guild_id}/roles"
	GetGuildChannels     = "GET /guilds/{guild_id}/channels"
	GetGuildMember       = "GET /guilds/{guild_id}/members/{user_id}"
	GetMyMember          = "GET /users/@me/guilds/{guild_id}/member"
	LeaveGuild           = "DELETE /users/@me/guilds/{guild_id}"
	GetUser              = "GET /users/{user_id}"
	GetChannel           = "GET /channels/{channel_id}"
	GetMessages          = "GET /channels/{channel_id}/messages"
	GetMessage           = "GET /channels/{channel_id}/messages/{message_id}"
	CreateMessage        = "POST /channels/{channel_id}/messages"
	EditMessage          = "PATCH /channels/{channel_id}/messages/{message_id}"
	DeleteMessage        = "DELETE /channels/{channel_id}/messages/{message_id}"
	TriggerTyping        = "POST /channels/{channel_id}/typing"
	GetCommands          = "GET /applications/{application_id}/commands"
	PutCommands          = "PUT /applications/{application_id}/commands"
	GetGuildCommands     = "GET /applications/{application_id}/guilds/{guild_id}/commands"
	PutGuildCommands     = "PUT /applications/{application_id}/guilds/{guild_id}/commands"
	AnswerInteraction    = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	CreateFollowup       = "POST /webhooks/{webhook_id}/{webhook_token}"
	GetOriginal          = "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	EditOriginal         = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	DeleteOriginal       = "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	GetFollowup          = "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
	EditFollowup         = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
	DeleteFollowup       = "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"

	Everything = "" // all routes, and requests that meet none
)

// A handler answers one request that has passed the door.
type handler func(*request) answer

// table says who answers which route.
func (s *Server) table() map[string]handler {
	return map[string]handler{
		GetGateway:           s.getGateway,
		GetGatewayBot:        s.getGatewayBot,
		GetMe:                s.getMe,
		GetApplication:       s.getApplication,
		GetOAuth2Application: s.getApplication,
		GetMyGuilds:          s.getMyGuilds,
		CreateDM:             s.createDM,
		GetGuild:             s.getGuild,
		GetGuildRoles:        s.getGuildRoles,
		GetGuildChannels:     s.getGuildChannels,
		GetGuildMember:       s.getGuildMember,
		GetMyMember:          s.getGuildMember,
		LeaveGuild:           s.leaveGuild,
		GetUser:              s.getUser,
		GetChannel:           s.getChannel,
		GetMessages:          s.getMessages,
		GetMessage:           s.getMessage,
		CreateMessage:        s.createMessage,
		EditMessage:          s.editMessage,
		DeleteMessage:        s.deleteMessage,
		TriggerTyping:        s.triggerTyping,
		GetCommands:          s.getCommands,
		PutCommands:          s.putCommands,
		GetGuildCommands:     s.getCommands,
		PutGuildCommands:     s.putCommands,
		AnswerInteraction:    s.answerInteraction,
		CreateFollowup:       s.createFollowup,
		GetOriginal:          s.getFollowup,
		EditOriginal:         s.editFollowup,
		DeleteOriginal:       s.deleteFollowup,
		GetFollowup:          s.getFollowup,
		EditFollowup:         s.editFollowup,
		DeleteFollowup:       s.deleteFollowup,
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
