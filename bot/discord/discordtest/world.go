package discordtest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// Permissions that the server itself looks at.
// https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
const (
	Administrator         = 1 << 3
	ManageGuild           = 1 << 5 // of those who may configure a guild
	ViewChannel           = 1 << 10
	SendMessages          = 1 << 11
	ManageMessages        = 1 << 13
	EmbedLinks            = 1 << 14
	AttachFiles           = 1 << 15
	ReadMessageHistory    = 1 << 16
	MentionEveryone       = 1 << 17
	ManageEvents          = 1 << 33
	SendMessagesInThreads = 1 << 38
	CreateEvents          = 1 << 44
	PinMessages           = 1 << 51

	allPermissions = 1<<53 - 1

	// Ordinary is what the bot may do in a channel unless it is told otherwise.
	Ordinary = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory | MentionEveryone |
		SendMessagesInThreads | CreateEvents | PinMessages
)

// Kinds of channels.
// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const (
	TextChannel         = 0
	DirectMessage       = 1
	AnnouncementChannel = 5
	PublicThread        = 11
	ForumChannel        = 15
)

// A Channel is one that the bot can be asked to post in.
type Channel struct {
	ID        string // "": a new one
	GuildID   string // "": the server's first guild; not of a direct message
	Name      string
	Kind      int
	Recipient string // of a direct message: the other one
	Parent    string // of a thread: its channel, where the bot's permissions are settled
	Bot       int64  // what the bot may do there; 0: Ordinary (Permit can make it nothing)
}

// world is the guilds, channels and users that are there.
type world struct {
	revoked  bool
	guilds   []*guild
	channels []*Channel
	users    map[string]string // names by id
}

type guild struct {
	id, name, owner string
	roles           []object
	left            bool
}

// furnish puts in what a new server has. It is called before anybody else can.
func (s *Server) furnish() {
	s.OwnerID, s.MemberID = s.newID(), s.newID()
	s.world.users = map[string]string{s.BotID: "meetups", s.OwnerID: "ada", s.MemberID: "jo"}
	s.GuildID = s.addGuild("Rivertown")
	s.RoleID = text(s.guild(s.GuildID).roles[2], "id")
	s.ChannelID = s.addChannel(Channel{Name: "announcements"})
}

func (s *Server) addGuild(name string) string {
	g := &guild{id: s.newID(), name: name, owner: s.OwnerID}
	g.roles = []object{
		s.role(g.id, "@everyone", Ordinary, 0, false),
		s.role(s.newID(), "meetups", 0, 1, false),
		s.role(s.newID(), "regulars", 0, 2, true),
	}
	g.roles[1]["managed"], g.roles[1]["tags"] = true, object{"bot_id": s.BotID}
	s.world.guilds = append(s.world.guilds, g)
	return g.id
}

func (s *Server) role(id, name string, permissions int64, position int, mentionable bool) object {
	return object{
		"id": id, "name": name, "permissions": strconv.FormatInt(permissions, 10), "position": position,
		"mentionable": mentionable, "managed": false, "hoist": false, "color": 0, "flags": 0, "description": nil, "icon": nil, "unicode_emoji": nil,
		"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
	}
}

// guild returns a guild that the bot is in, nil if there is none. The caller
// holds mu.
func (s *Server) guild(id string) *guild {
	for _, g := range s.world.guilds {
		if g.id == id && !g.left {
			return g
		}
	}
	return nil
}

// channel returns a channel that exists, nil if none does. The caller holds mu.
func (s *Server) channel(id string) *Channel {
	for _, c := range s.world.channels {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (s *Server) addChannel(c Channel) string {
	if c.ID == "" {
		c.ID = s.newID()
	}
	if c.GuildID == "" && c.Kind != DirectMessage {
		c.GuildID = s.GuildID
	}
	if c.Bot == 0 {
		c.Bot = Ordinary
	}
	s.world.channels = append(s.world.channels, &c)
	return c.ID
}

// AddGuild has the bot join another guild, of the same owner, and returns its
// id.
func (s *Server) AddGuild(name string) string {
	s.mu.Lock()
	id := s.addGuild(name)
	event := s.guildCreate(s.guild(id))
	s.mu.Unlock()
	s.gateway.dispatch(event)
	return id
}

// RemoveGuild has the bot removed from a guild.
func (s *Server) RemoveGuild(id string) {
	s.mu.Lock()
	if g := s.guild(id); g != nil {
		g.left = true
	}
	s.mu.Unlock()
	s.gateway.dispatch(event{name: "GUILD_DELETE", intent: intentGuilds, data: object{"id": id}})
}

// AddChannel adds a channel, and returns its id.
func (s *Server) AddChannel(c Channel) string {
	s.mu.Lock()
	id := s.addChannel(c)
	created := s.channelObject(s.channel(id))
	s.mu.Unlock()
	s.gateway.dispatch(event{name: kindName(c.Kind) + "_CREATE", intent: intentGuilds, data: created})
	return id
}

// RemoveChannel deletes a channel.
func (s *Server) RemoveChannel(id string) {
	s.mu.Lock()
	var data object
	if c := s.channel(id); c != nil {
		data = s.channelObject(c)
		s.world.channels = slices.DeleteFunc(s.world.channels, func(c *Channel) bool { return c.ID == id })
	}
	s.mu.Unlock()
	if data != nil {
		s.gateway.dispatch(event{name: kindName(int(number(data, "type"))) + "_DELETE", intent: intentGuilds, data: data})
	}
}

// kindName begins the names of the events that tell of channels of a kind.
func kindName(kind int) string {
	if kind == PublicThread {
		return "THREAD"
	}
	return "CHANNEL"
}

// PermitGuild sets what the bot's role allows in a guild, as bits. It bears on
// the channels there only if it is Administrator: then the bot may do everything.
func (s *Server) PermitGuild(guild string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.guild(guild); g != nil {
		own := maps.Clone(g.roles[1]) // the old one may be on its way to somebody
		own["permissions"] = strconv.FormatInt(permissions, 10)
		g.roles = []object{g.roles[0], own, g.roles[2]}
	}
}

// PermitEverybody sets what everybody may do in a guild, the bot included, as
// bits. Channels have settings of their own.
func (s *Server) PermitEverybody(guild string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.guild(guild); g != nil {
		all := maps.Clone(g.roles[0])
		all["permissions"] = strconv.FormatInt(permissions, 10)
		g.roles = []object{all, g.roles[1], g.roles[2]}
	}
}

// Permit sets what the bot may do in a channel, as bits.
func (s *Server) Permit(channel string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channel(channel); c != nil {
		c.Bot = permissions
	}
}

// Revoke makes the bot's token worthless: every request is answered 401, and
// gateway sessions end with 4004.
func (s *Server) Revoke() {
	s.mu.Lock()
	s.world.revoked = true
	s.mu.Unlock()
	s.gateway.Close(4004)
}

// revoked is called with mu held.
func (s *Server) revoked() bool { return s.world.revoked }

// may reports whether the bot may do something in a channel.
func (s *Server) may(c *Channel, permission int64) bool {
	if c.Kind == PublicThread && permission == SendMessages {
		permission = SendMessagesInThreads
	}
	return s.bits(c)&permission != 0
}

// bits is what the bot may do in a channel.
func (s *Server) bits(c *Channel) int64 {
	if parent := s.channel(c.Parent); c.Kind == PublicThread && parent != nil {
		c = parent
	}
	switch {
	case s.administers(c.GuildID):
		return allPermissions
	case c.Kind == DirectMessage:
		return Ordinary
	}
	return c.Bot
}

// administers reports whether the bot may do everything in a guild.
func (s *Server) administers(id string) bool {
	g := s.guild(id)
	return g != nil && g.permissions()&Administrator != 0
}

// permissions is what the bot's role and everybody's allow together.
func (g *guild) permissions() int64 {
	everyone, _ := strconv.ParseInt(text(g.roles[0], "permissions"), 10, 64)
	own, _ := strconv.ParseInt(text(g.roles[1], "permissions"), 10, 64)
	return everyone | own
}

func refuse(status, code int, message string) answer {
	return answer{status: status, body: object{"code": code, "message": message}}
}

// badForm is the refusal of a body with faults.
func badForm(f faults) answer {
	return answer{status: http.StatusBadRequest, body: object{
		"code": 50035, "message": "Invalid Form Body", "errors": f.nested(),
	}}
}

func (s *Server) nowhere(*request) answer { return refuse(http.StatusNotFound, 0, "404: Not Found") }

func noGuild() answer   { return refuse(http.StatusNotFound, 10004, "Unknown Guild") }
func noChannel() answer { return refuse(http.StatusNotFound, 10003, "Unknown Channel") }
func noMessage() answer { return refuse(http.StatusNotFound, 10008, "Unknown Message") }
func noAccess() answer  { return refuse(http.StatusForbidden, 50001, "Missing Access") }
func noPermission() answer {
	return refuse(http.StatusForbidden, 50013, "Missing Permissions")
}
