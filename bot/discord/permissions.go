package discord

import (
	"net/url"
	"slices"
	"strconv"
)

// A permission is a right that the bot asks for.
type permission struct {
	bit     int64
	name    string // as Discord's settings show it
	without string // what does not work without it
	posting bool   // posting itself does not work without it
	server  bool   // it is not a channel's to give or take
	later   bool   // nothing of this version needs it; asked for now, so that nobody has to invite the bot again
}

// Bits of permissions. Those for events and pins are new since February 2026:
// before, Manage Events and Manage Messages covered them.
// https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
const (
	administrator         = 1 << 3
	manageServer          = 1 << 5
	viewChannel           = 1 << 10
	sendMessages          = 1 << 11
	embedLinks            = 1 << 14
	attachFiles           = 1 << 15
	readMessageHistory    = 1 << 16
	sendMessagesInThreads = 1 << 38
	manageEvents          = 1 << 33
	createEvents          = 1 << 44
	pinMessages           = 1 << 51

	everyPermission = 1<<63 - 1
)

// wanted is the one list of permissions: the invitation asks for them and the
// check looks at them. It is never changed.
var wanted = []permission{
	{bit: viewChannel, posting: true, name: "View Channels", without: "the bot does not see the channel at all"},
	{bit: sendMessages, posting: true, name: "Send Messages", without: "nothing can be posted or answered there"},
	{bit: sendMessagesInThreads, name: "Send Messages in Threads", without: "what is asked in a thread with ! or a mention gets no answer"},
	{bit: embedLinks, posting: true, name: "Embed Links", without: "posts and answers are refused, as they are embeds"},
	{bit: attachFiles, name: "Attach Files", without: "calendar entries cannot be handed out"},
	{bit: readMessageHistory, name: "Read Message History", without: "after a crash the bot cannot see whether a post is out already, and holds it back for a while"},
	{bit: createEvents, name: "Create Events", server: true, without: "the server's own list of events stays without meetups, which stand there where announcements are posted"},
	{bit: pinMessages, name: "Pin Messages", without: "the announcement cannot be pinned", later: true},
}

// InviteURL returns the address at which somebody with Manage Server adds the
// bot to a server, with the permissions that it needs.
func InviteURL(appID string) string {
	var bits int64
	for _, p := range wanted {
		bits |= p.bit
	}
	// https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow
	query := url.Values{
		"client_id": {appID}, "scope": {"bot applications.commands"}, "permissions": {strconv.FormatInt(bits, 10)},
	}
	return discordURL + "/oauth2/authorize?" + query.Encode()
}

// A channel as Discord shows it.
type channel struct {
	ID         string      `json:"id"`
	GuildID    string      `json:"guild_id"`
	ParentID   string      `json:"parent_id"`
	Name       string      `json:"name"`
	Type       int         `json:"type"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// Types of channels.
// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const (
	directMessage      = 1
	groupDirectMessage = 3
	announcementThread = 10
	publicThread       = 11
	privateThread      = 12
	forumChannel       = 15
	mediaChannel       = 16
)

func (c *channel) private() bool { return c.Type == directMessage || c.Type == groupDirectMessage }

func (c *channel) thread() bool {
	return c.Type == announcementThread || c.Type == publicThread || c.Type == privateThread
}

// An overwrite changes what a role or a member may do in one channel.
type overwrite struct {
	ID    string `json:"id"`
	Allow bits   `json:"allow"`
	Deny  bits   `json:"deny"`
}

// bits are permissions as Discord writes them: a number in a string.
type bits int64

func (b *bits) UnmarshalText(text []byte) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	*b = bits(n)
	return err
}

// base is what a member may do in a guild, before a channel changes it.
// https://discord.com/developers/docs/topics/permissions#permission-overwrites
func (g *guild) base(user string, roles []string) bits {
	if user == g.OwnerID {
		return everyPermission
	}
	var may bits
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(roles, r.ID) {
			may |= r.Permissions
		}
	}
	if may&administrator != 0 {
		return everyPermission
	}
	return may
}

// in is what a member may do in a channel of the guild. For a thread, c is its
// parent.
func (g *guild) in(c *channel, user string, roles []string) bits {
	may := g.base(user, roles)
	if may == everyPermission {
		return may
	}
	var ofRoles overwrite
	var own overwrite
	for _, o := range c.Overwrites {
		switch {
		case o.ID == g.ID:
			may = may&^o.Deny | o.Allow
		case o.ID == user:
			own = o
		case slices.Contains(roles, o.ID):
			ofRoles.Deny |= o.Deny
			ofRoles.Allow |= o.Allow
		}
	}
	may = may&^ofRoles.Deny | ofRoles.Allow
	return may&^own.Deny | own.Allow
}
