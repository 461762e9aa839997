package discordtest

import (
	"net/http"
	"strconv"
)

// user is a user as Discord shows one.
func (s *Server) user(id string) object {
	name := s.world.users[id]
	if name == "" {
		name = "user" + id
	}
	u := object{
		"id": id, "username": name, "discriminator": "0", "global_name": name, "avatar": nil, "banner": nil, "accent_color": nil, "avatar_decoration_data": nil,
		"collectibles": nil, "primary_guild": nil, "public_flags": 0, "flags": 0,
	}
	if id == s.BotID {
		u["bot"] = true
	}
	return u
}

// self is the bot as it sees itself.
func (s *Server) self() object {
	u := s.user(s.BotID)
	u["mfa_enabled"], u["locale"], u["verified"], u["email"] = true, "en-US", true, nil
	return u
}

func (s *Server) member(g *guild, id string) object {
	roles := []any{}
	if id == s.BotID {
		roles = append(roles, g.roles[1]["id"])
	}
	return object{
		"user": s.user(id), "roles": roles, "nick": nil, "avatar": nil, "banner": nil, "joined_at": stamp(time0), "premium_since": nil,
		"deaf": false, "mute": false, "pending": false, "flags": 0, "communication_disabled_until": nil,
	}
}

// channelObject is a channel as Discord shows it: what the bot may do there
// follows from the guild's roles and an overwrite for the bot.
func (s *Server) channelObject(c *Channel) object {
	if c.Kind == DirectMessage {
		return object{
			"id": c.ID, "type": c.Kind, "flags": 0, "last_message_id": nil, "recipients": []any{s.user(c.Recipient)},
		}
	}
	if c.Kind == PublicThread {
		return object{
			"id": c.ID, "type": c.Kind, "guild_id": c.GuildID, "name": c.Name, "parent_id": c.Parent, "flags": 0, "owner_id": s.OwnerID,
			"last_message_id": nil, "rate_limit_per_user": 0, "message_count": 0, "member_count": 1, "total_message_sent": 0,
			"thread_metadata": object{
				"archived": false, "auto_archive_duration": 1440, "archive_timestamp": stamp(time0), "locked": false, "create_timestamp": stamp(time0),
			},
		}
	}
	return object{
		"id": c.ID, "type": c.Kind, "guild_id": c.GuildID, "name": c.Name, "position": 0, "flags": 0, "nsfw": false,
		"topic": nil, "parent_id": nil, "last_message_id": nil, "rate_limit_per_user": 0,
		"permission_overwrites": []any{object{
			"id": s.BotID, "type": 1,
			"allow": strconv.FormatInt(c.Bot, 10), "deny": strconv.FormatInt(allPermissions&^c.Bot&^Administrator, 10),
		}},
	}
}

func (s *Server) guildObject(g *guild) object {
	return object{
		"id": g.id, "name": g.name, "owner_id": g.owner, "icon": nil, "splash": nil, "banner": nil, "description": nil,
		"discovery_splash": nil, "home_header": nil, "features": []any{}, "emojis": []any{}, "stickers": []any{}, "roles": g.roles,
		"region": "deprecated", "afk_channel_id": nil, "afk_timeout": 300, "application_id": nil, "vanity_url_code": nil,
		"system_channel_id": nil, "system_channel_flags": 0, "rules_channel_id": nil, "public_updates_channel_id": nil,
		"safety_alerts_channel_id": nil, "preferred_locale": "en-US", "premium_tier": 0, "premium_subscription_count": 0,
		"premium_progress_bar_enabled": false, "widget_enabled": false, "widget_channel_id": nil,
		"default_message_notifications": 1, "verification_level": 1, "explicit_content_filter": 0, "mfa_level": 0, "nsfw": false,
		"nsfw_level": 0, "max_members": 500000, "max_presences": nil, "max_video_channel_users": 25,
		"max_stage_video_channel_users": 50, "incidents_data": nil, "owner_configured_content_level": 0,
	}
}

// guildCreate is the event that tells of a guild. The caller holds mu.
func (s *Server) guildCreate(g *guild) event {
	o := s.guildObject(g)
	channels, threads := []any{}, []any{}
	for _, c := range s.world.channels {
		switch {
		case c.GuildID != g.id:
		case c.Kind == PublicThread:
			threads = append(threads, s.channelObject(c))
		default:
			channels = append(channels, s.channelObject(c))
		}
	}
	o["channels"], o["threads"], o["presences"], o["voice_states"] = channels, threads, []any{}, []any{}
	o["joined_at"], o["large"], o["unavailable"], o["member_count"] = stamp(time0), false, false, 3
	o["members"] = []any{s.member(g, s.BotID), s.member(g, g.owner)}
	return event{name: "GUILD_CREATE", intent: intentGuilds, data: o}
}

// applicationFlags tells what the application may ask the gateway for.
// https://discord.com/developers/docs/resources/application#application-object-application-flags
func (s *Server) applicationFlags() int64 {
	var flags int64
	for intent, flag := range map[int64]int64{intentGuildPresences: 1 << 13, intentGuildMembers: 1 << 15, intentMessageContent: 1 << 19} {
		if s.settings.Intents&intent != 0 {
			flags |= flag
		}
	}
	return flags
}

func (s *Server) getApplication(*request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ok(object{
		"id": s.AppID, "name": "meetups", "icon": nil, "description": "", "type": nil, "summary": "", "verify_key": s.PublicKey,
		"flags": s.applicationFlags(), "flags_new": strconv.FormatInt(s.applicationFlags(), 10), "eligible_oauth2_scopes": []any{}, "bot_public": true, "bot_require_code_grant": false, "bot": s.user(s.BotID), "owner": s.user(s.OwnerID),
		"team": nil, "redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"explicit_content_filter": 0, "max_participants": nil, "tags": []any{}, "integration_types_config": object{"0": object{}},
		"approximate_guild_count": len(s.world.guilds), "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
	})
}

func (s *Server) getMe(*request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ok(s.self())
}

func (s *Server) getMyGuilds(*request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []any{}
	for _, g := range s.world.guilds {
		if !g.left {
			out = append(out, object{
				"id": g.id, "name": g.name, "icon": nil, "banner": nil, "owner": false, "features": []any{},
				"permissions": strconv.FormatInt(g.permissions(), 10),
			})
		}
	}
	return ok(out)
}

// inGuild answers with what f makes of the guild in r's path.
func (s *Server) inGuild(r *request, f func(*guild) answer) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guild(r.PathValue("guild_id"))
	if g == nil {
		return noGuild()
	}
	return f(g)
}

func (s *Server) getGuild(r *request) answer {
	return s.inGuild(r, func(g *guild) answer { return ok(s.guildObject(g)) })
}

func (s *Server) getGuildMember(r *request) answer {
	return s.inGuild(r, func(g *guild) answer {
		id := r.PathValue("user_id")
		if _, known := s.world.users[id]; !known {
			return refuse(http.StatusNotFound, 10007, "Unknown Member")
		}
		return ok(s.member(g, id))
	})
}

func (s *Server) getChannel(r *request) answer {
	return s.inChannel(r, ViewChannel, func(c *Channel) answer { return ok(s.channelObject(c)) })
}

// inChannel answers with what f makes of the channel in r's path, where the bot
// may see it and has the permission.
func (s *Server) inChannel(r *request, permission int64, f func(*Channel) answer) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(r.PathValue("channel_id"))
	switch {
	case c == nil:
		return noChannel()
	case c.GuildID != "" && s.guild(c.GuildID) == nil, !s.may(c, ViewChannel):
		return noAccess()
	case !s.may(c, permission):
		return noPermission()
	}
	return f(c)
}

func (s *Server) triggerTyping(r *request) answer {
	return s.inChannel(r, SendMessages, func(*Channel) answer { return answer{status: http.StatusNoContent} })
}

func (s *Server) createDM(r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := text(r.body(), "recipient_id")
	if _, known := s.world.users[to]; !known {
		return badForm(faults{"recipient_id": {object{"code": "USER_INVALID", "message": "Cannot send messages to this user"}}})
	}
	return ok(s.channelObject(s.directMessage(to)))
}

// directMessage returns the bot's channel with a user. The caller holds mu.
func (s *Server) directMessage(user string) *Channel {
	for _, c := range s.world.channels {
		if c.Kind == DirectMessage && c.Recipient == user {
			return c
		}
	}
	return s.channel(s.addChannel(Channel{Kind: DirectMessage, Recipient: user}))
}
