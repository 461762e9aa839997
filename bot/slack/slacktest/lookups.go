package slacktest

import (
	"encoding/json"
	"slices"
	"strings"
)

// https://docs.slack.dev/reference/methods/conversations.info
func (s *Server) conversationsInfo(c *Call) (reply, *refusal) {
	ch, bad := s.reachable(c.Args["channel"])
	if bad != nil {
		return nil, bad
	}
	if bad := s.scope(ch.kind() + ":read"); bad != nil {
		return nil, bad
	}
	return reply{"channel": s.describe(ch)}, nil
}

func (s *Server) describe(ch *Channel) reply {
	r := reply{
		"id": ch.ID, "created": 1500000000, "is_im": ch.IM, "is_archived": ch.Archived,
		"context_team_id": s.TeamID, "is_org_shared": false,
	}
	if ch.IM {
		r["user"] = ch.Members[0]
		return r
	}
	r["name"], r["name_normalized"] = ch.Name, ch.Name
	r["is_channel"], r["is_group"], r["is_mpim"] = !ch.Private, false, false
	r["is_private"], r["is_general"], r["is_shared"] = ch.Private, false, false
	r["is_member"] = slices.Contains(ch.Members, s.BotUser)
	r["num_members"] = len(ch.Members)
	r["topic"], r["purpose"] = reply{"value": "", "creator": "", "last_set": 0}, reply{"value": "", "creator": "", "last_set": 0}
	return r
}

// https://docs.slack.dev/reference/methods/conversations.open
func (s *Server) conversationsOpen(c *Call) (reply, *refusal) {
	switch users := c.Args["users"]; {
	case c.Args["channel"] != "":
		ch, bad := s.reachable(c.Args["channel"])
		if bad != nil {
			return nil, bad
		}
		return reply{"channel": s.describe(ch), "no_op": true, "already_open": true}, nil
	case users == "" || strings.Contains(users, ","):
		return nil, &refusal{code: "users_list_not_supplied", fault: true} // group conversations are not served here
	case s.users[users] == nil:
		return nil, &refusal{code: "user_not_found"}
	case s.users[users].Deleted:
		return nil, &refusal{code: "user_disabled"}
	default:
		ch := s.direct(users)
		if truth(c.Args["return_im"]) {
			return reply{"channel": s.describe(ch)}, nil
		}
		return reply{"channel": reply{"id": ch.ID}}, nil
	}
}

// https://docs.slack.dev/reference/methods/users.info
func (s *Server) usersInfo(c *Call) (reply, *refusal) {
	u := s.users[c.Args["user"]]
	if u == nil {
		return nil, &refusal{code: "user_not_found"}
	}
	team, zone := u.Team, u.Zone
	if team == "" {
		team = s.TeamID
	}
	if zone == "" {
		zone = "Europe/London"
	}
	return reply{"user": reply{
		"id": u.ID, "team_id": team, "name": u.Name, "real_name": u.Name, "deleted": u.Deleted,
		"tz": zone, "is_admin": u.Admin || u.Owner, "is_owner": u.Owner, "is_primary_owner": false,
		"is_restricted": u.Guest || u.Restricted, "is_ultra_restricted": u.Restricted,
		"is_bot": u.Bot, "is_app_user": false, "is_stranger": team != s.TeamID, "updated": 1500000000,
		"profile": reply{"display_name": u.Name, "real_name": u.Name},
	}}, nil
}

// https://docs.slack.dev/reference/methods/views.publish
func (s *Server) publishView(c *Call) (reply, *refusal) {
	user := c.Args["user_id"]
	if s.users[user] == nil {
		return nil, &refusal{code: "user_not_found"}
	}
	if bad := checkView(c.Args["view"]); bad != nil {
		return nil, bad
	}
	s.views[user] = c.Args["view"]
	view := reply{}
	_ = json.Unmarshal([]byte(c.Args["view"]), &view) // checkView has read it
	view["id"], view["team_id"], view["app_id"], view["bot_id"] = viewID(user), s.TeamID, s.AppID, s.BotID
	view["hash"] = s.timestamp()
	return reply{"view": view}, nil
}

func viewID(user string) string { return "V" + user[1:] }
