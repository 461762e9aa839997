package slacktest

import (
	"fmt"
	"slices"
	"time"
)

// A Channel is a conversation: a public channel unless one of its kinds is
// said.
type Channel struct {
	ID       string
	Name     string
	Private  bool
	IM       bool // between the bot and Members[0]
	Archived bool
	Members  []string // user ids; the bot is in it if it is among them
}

// A User is a member of the workspace.
type User struct {
	ID         string
	Name       string
	Zone       string // IANA; "" is Europe/London
	Admin      bool
	Owner      bool
	Bot        bool
	Guest      bool   // of several channels
	Restricted bool   // a guest of a single channel
	Deleted    bool   // deactivated
	Team       string // "" is the server's; another one shares a channel with it
}

// A workspace is guarded by the server's lock.
type workspace struct {
	channels   map[string]*Channel
	users      map[string]*User
	scopes     []string
	revoked    string // the error that every token meets
	messages   map[string][]*Message
	ephemerals []*Message
	views      map[string]string // what App Home shows, by user
	urls       map[string]*responseURL
	files      map[string]*file
	lastTS     int64 // microseconds
	lag        time.Duration
	pace       time.Duration
	posted     map[string]time.Time // by channel
}

func newWorkspace(s *Server) workspace {
	w := workspace{
		channels: map[string]*Channel{}, users: map[string]*User{}, messages: map[string][]*Message{},
		views: map[string]string{}, urls: map[string]*responseURL{}, files: map[string]*file{},
		posted: map[string]time.Time{}, scopes: allScopes(),
	}
	for _, u := range []User{
		{ID: s.BotUser, Name: "meetupbot", Bot: true}, {ID: s.Member, Name: "ada"}, {ID: s.Admin, Name: "jo", Admin: true},
	} {
		w.users[u.ID] = &u
	}
	w.channels[s.Channel] = &Channel{ID: s.Channel, Name: "meetups", Members: []string{s.BotUser, s.Member, s.Admin}}
	return w
}

func allScopes() []string {
	return []string{
		"app_mentions:read", "channels:history", "channels:read", "chat:write", "chat:write.public", "commands",
		"files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "metadata.message:read",
		"team:read", "users:read",
	}
}

// AddChannel adds the channel, or replaces the one with its id.
func (s *Server) AddChannel(c Channel) {
	c.Members = slices.Clone(c.Members)
	s.change(func() { s.channels[c.ID] = &c })
}

// AddUser adds the user, or replaces the one with its id.
func (s *Server) AddUser(u User) {
	s.change(func() { s.users[u.ID] = &u })
}

// SetScopes says what the bot was granted. At first it is everything the
// server knows of.
func (s *Server) SetScopes(scopes ...string) {
	s.change(func() { s.scopes = slices.Clone(scopes) })
}

// Revoke makes all tokens worthless from now on: token_revoked,
// account_inactive or invalid_auth. With "" they are good again.
func (s *Server) Revoke(code string) {
	s.change(func() { s.revoked = code })
}

// SetHistoryLag keeps messages out of conversations.history until they are
// that old.
func (s *Server) SetHistoryLag(d time.Duration) {
	s.change(func() { s.lag = d })
}

// SetPace has posts refused that follow another one in the same channel within
// d; 0, as at first, refuses none. Slack's is about a second.
// https://docs.slack.dev/apis/web-api/rate-limits
func (s *Server) SetPace(d time.Duration) {
	s.change(func() { s.pace = d })
}

// View returns what the user's App Home shows, as JSON; "" if nothing was
// published.
func (s *Server) View(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.views[user]
}

// timestamp is a message id never given before: seconds and microseconds.
func (s *Server) timestamp() string {
	s.lastTS = max(s.clock().UnixMicro(), s.lastTS+1)
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

// direct is the conversation between the bot and the user. It is there as
// soon as it is asked for.
func (s *Server) direct(user string) *Channel {
	id := "D" + user[1:]
	c, ok := s.channels[id]
	if !ok {
		c = &Channel{ID: id, IM: true, Members: []string{user, s.BotUser}}
		s.channels[id] = c
	}
	return c
}

// reachable finds a channel that the bot may see.
func (s *Server) reachable(id string) (*Channel, *refusal) {
	c, ok := s.channels[id]
	if !ok || (c.Private || c.IM) && !slices.Contains(c.Members, s.BotUser) {
		return nil, &refusal{code: "channel_not_found"}
	}
	return c, nil
}

// kind is the word that scopes for the channel start with.
func (c *Channel) kind() string {
	switch {
	case c.IM:
		return "im"
	case c.Private:
		return "groups"
	}
	return "channels"
}
