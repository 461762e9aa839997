package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

var (
	mentionAll  = regexp.MustCompile(`@(everyone|here)\b`)
	mentionRole = regexp.MustCompile(`<@&(\d+)>`)
	mentionUser = regexp.MustCompile(`<@!?(\d+)>`)
)

// spoken is the text in which mentions count: the content, and the text of
// components; embeds notify nobody.
func spoken(m *Message) string {
	return m.Content + "\n" + strings.Join(texts(m.Components), "\n")
}

// notified is whom Discord notifies of a new message.
// https://discord.com/developers/docs/resources/message#allowed-mentions-object
func (s *Server) notified(c *Channel, m *Message, body object) []string {
	allowed, restricted := body["allowed_mentions"].(object)
	may := func(kind string) bool {
		return !restricted || slices.Contains(list(allowed, "parse"), any(kind))
	}
	var out []string
	said := spoken(m)
	if may("everyone") && s.may(c, MentionEveryone) {
		for _, found := range mentionAll.FindAllStringSubmatch(said, -1) {
			out = append(out, found[1])
		}
	}
	for _, found := range mentionRole.FindAllStringSubmatch(said, -1) {
		named := slices.Contains(list(allowed, "roles"), any(found[1]))
		if (may("roles") || named) && (s.mentionable(c, found[1]) || s.may(c, MentionEveryone)) {
			out = append(out, "role:"+found[1])
		}
	}
	for _, found := range mentionUser.FindAllStringSubmatch(said, -1) {
		if may("users") || slices.Contains(list(allowed, "users"), any(found[1])) {
			out = append(out, "user:"+found[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Server) mentionable(c *Channel, role string) bool {
	g := s.guild(c.GuildID)
	return g != nil && slices.ContainsFunc(g.roles, func(r object) bool { return text(r, "id") == role && truth(r, "mentionable") })
}

// judgeMentions complains of a message, edit or answer that leaves it to its
// text who is notified. Whoever is named one by one may be notified: that was
// meant.
func (s *Server) judgeMentions(call *Call, m *Message, body object) {
	allowed, _ := body["allowed_mentions"].(object)
	switch {
	case allowed == nil:
		s.complain("%s %s: allowed_mentions is absent: whatever the text mentions is notified", call.Method, call.Path)
	case len(list(allowed, "parse")) > 0:
		s.complain("%s %s: allowed_mentions parses %v: whatever the text mentions is notified", call.Method, call.Path, allowed["parse"])
	default:
		return
	}
	if len(m.Notified) > 0 {
		s.complain("%s %s: notifies %s", call.Method, call.Path, strings.Join(m.Notified, ", "))
	}
}

// mentions are the users that a message mentions, as Discord lists them.
func (s *Server) mentions(m *Message) []any {
	out := []any{}
	for _, found := range mentionUser.FindAllStringSubmatch(m.Content, -1) {
		out = append(out, s.user(found[1]))
	}
	return out
}
