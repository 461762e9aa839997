package discord

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// Reach says what keeps the bot from posting in a place, or from doing it well;
// nothing: it can.
func (a *Adapter) Reach(ctx context.Context, p schedule.Place) []bot.Finding {
	f := bot.Finding{Level: bot.Broken, What: p.String()}
	if !isSnowflake(p.ID) {
		f.Text = "That is no channel id of Discord."
		f.Fix = copyID("the channel")
		return []bot.Finding{f}
	}
	s, err := a.stand(ctx, p.ID)
	if err != nil {
		return []bot.Finding{a.unreached(ctx, f, err)}
	}
	switch s.channel.Type {
	case directMessage, groupDirectMessage:
		return nil
	case forumChannel, mediaChannel:
		f.Text = "It is a forum: there are posts in it, not messages."
		f.Fix = "Choose a text or an announcement channel."
		return []bot.Finding{f}
	}
	var found []bot.Finding
	for _, w := range wanted {
		if w.later || s.has(w) || w.bit == sendMessages && s.channel.thread() {
			continue
		}
		missing := bot.Finding{Level: bot.Warning, What: f.What, Fix: s.fix(w),
			Text: fmt.Sprintf("In #%s the permission %s is missing: %s.", s.channel.Name, w.name, w.without)}
		if w.posting || w.bit == sendMessagesInThreads && s.channel.thread() {
			missing.Level = bot.Broken
		}
		found = append(found, missing)
	}
	return found
}

// unreached says why a channel cannot be looked at.
func (a *Adapter) unreached(ctx context.Context, f bot.Finding, err error) bot.Finding {
	switch statusOf(err) {
	case http.StatusUnauthorized:
		return noToken(err)
	case http.StatusForbidden:
		f.Text = "The bot does not see it: it is a private channel, or in a server that the bot is not in."
		f.Fix = "In a private channel, open Edit Channel > Permissions > Add members or roles and choose the bot."
		if us, err := a.me(ctx); err == nil {
			f.Fix += " In a server that the bot is not in, open " + InviteURL(us.app)
		}
	case http.StatusNotFound:
		f.Text = "There is no such channel (any more)."
		f.Fix = copyID("the channel that is meant")
	default:
		f.Level = bot.Warning
		f.Text = fmt.Sprintf("It cannot be looked at: %v.", err)
	}
	return f
}

// fix says what to click for a permission that is missing: where the server as
// a whole gives it the channel takes it away.
func (s *standing) fix(p permission) string {
	role := "the bot's role"
	for _, r := range s.guild.Roles {
		if r.Managed && slices.Contains(s.roles, r.ID) {
			role = "the role " + r.Name
		}
	}
	if s.guild.base("", s.roles)&bits(p.bit) != 0 {
		return fmt.Sprintf("Open Edit Channel (#%s) > Permissions > Advanced permissions > %s, and choose the green tick of %s.", s.channel.Name, role, p.name)
	}
	return fmt.Sprintf("Open Server Settings > Roles > %s > Permissions, switch %s on and Save Changes.", role, p.name)
}

// copyID says how to come by a channel's id.
func copyID(channel string) string {
	return "Right-click " + channel + " and choose Copy Channel ID, which User Settings > Advanced > Developer Mode shows."
}
