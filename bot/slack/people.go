package slack

import (
	"context"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"
)

const (
	// memberFor is how long what a member may do is believed: who loses the
	// right loses it with the bot a minute later.
	memberFor  = time.Minute
	maxMembers = 1000
)

// people knows who administers the workspace.
type people struct {
	a *Adapter

	mu      sync.Mutex
	members map[string]member
}

type member struct {
	organiser bool
	asked     time.Time
}

func newPeople(a *Adapter) *people {
	return &people{a: a, members: map[string]member{}}
}

// organiser reports whether the user administers or owns the workspace. Guests
// and people of other workspaces, who share a channel, never do. team is the
// user's, "" where it is not known.
func (p *people) organiser(ctx context.Context, user, team string) (bool, error) {
	who, err := p.a.whoami(ctx)
	if err != nil {
		return false, err
	}
	if team != "" && team != who.team {
		return false, nil
	}
	now := p.a.config.Clock().Real
	p.mu.Lock()
	m, known := p.members[user]
	p.mu.Unlock()
	if known && now.Sub(m.asked).Abs() < memberFor {
		return m.organiser, nil
	}
	var u *slackapi.User
	err = p.a.call(ctx, "users.info", user, func(ctx context.Context) error {
		u, err = p.a.api.GetUserInfoContext(ctx, user)
		return err
	})
	switch code := codeIn(err); {
	case code == "missing_scope":
		p.a.log.Warn("slack: who administers the workspace cannot be seen: add the scope users:read under OAuth & Permissions, " +
			"then Reinstall to Workspace; until then only those whom meetupbot.toml allows are organisers")
		return false, nil
	case code == "user_not_found" || code == "user_not_visible":
		return false, nil
	case err != nil:
		return false, err
	}
	m = member{asked: now, organiser: (u.IsAdmin || u.IsOwner || u.IsPrimaryOwner) && u.TeamID == who.team &&
		!u.IsStranger && !u.IsRestricted && !u.IsUltraRestricted && !u.Deleted && !u.IsBot}
	p.remember(user, m)
	return m.organiser, nil
}

func (p *people) remember(user string, m member) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.members) >= maxMembers {
		clear(p.members) // they are asked about again
	}
	p.members[user] = m
}
