package discord

import (
	"context"
	"net/http"
)

// A standing is what the bot may do in one channel.
type standing struct {
	channel channel
	guild   *guild // nil for direct messages
	roles   []string
	may     bits
	server  bits // in the server as a whole
}

// stand finds out what the bot may do in a channel.
func (a *Adapter) stand(ctx context.Context, id string) (*standing, error) {
	us, err := a.me(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.channel(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &standing{channel: *c}
	if c.private() {
		s.may, s.server = everyPermission, everyPermission
		return s, nil
	}
	if s.guild, err = a.guild(ctx, c.GuildID); err != nil {
		return nil, err
	}
	if s.roles, err = a.memberRoles(ctx, c.GuildID, us.user); err != nil {
		return nil, err
	}
	if c.thread() { // its parent's overwrites count
		if c, err = a.channel(ctx, c.ParentID); err != nil {
			return nil, err
		}
	}
	s.server = s.guild.base(us.user, s.roles)
	s.may = s.guild.in(c, us.user, s.roles)
	return s, nil
}

// mayReadHistory reports whether an empty history means that there is none.
func (a *Adapter) mayReadHistory(ctx context.Context, id string) (bool, error) {
	s, err := a.stand(ctx, id)
	if unreadable(err) {
		return false, nil
	}
	return err == nil && s.may&viewChannel != 0 && s.may&readMessageHistory != 0, err
}

func (a *Adapter) channel(ctx context.Context, id string) (*channel, error) {
	var c channel
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/channels/"+id, "channel "+id, nil), &c)
	return &c, err
}

// has reports whether the bot has a permission, in the channel or, where none
// can give it, in the server. Who may manage all events may make some.
func (s *standing) has(p permission) bool {
	may := s.may
	if p.server {
		may = s.server
	}
	return may&bits(p.bit) != 0 || p.bit == createEvents && may&manageEvents != 0
}
