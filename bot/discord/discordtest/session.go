package discordtest

import (
	"crypto/rand"
	"time"
)

// Intents that are not privileged, of the events that the server sends by itself.
// https://discord.com/developers/docs/events/gateway#list-of-intents
const (
	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
)

// An event is what happened, for the sessions that want to know.
type event struct {
	name   string
	intent int64  // that a session must have; 0: none
	data   object //
	hidden object // what a session without the message content intent gets; nil: data
}

// keptEvents is how many events a session keeps for a client that has not
// acknowledged them.
const keptEvents = 10000

// A session outlives its connections. The server's mu guards it.
type session struct {
	id      string
	intents int64
	seq     int64
	missed  []sent // what the client has not acknowledged, oldest first
	conn    *conn  // nil: there is none
	since   time.Time
}

type sent struct {
	seq   int64
	frame []byte
}

// sessionLife is how long a session waits for its client.
const sessionLife = 10 * time.Minute

// begin starts a session on c.
func (g *Gateway) begin(c *conn) {
	s := g.server
	resume := g.deadURL
	if resume == "" {
		resume = g.url()
	}
	n := &session{id: rand.Text(), intents: c.entry.Intents, conn: c, since: time.Now()}
	c.session, c.entry.Session, c.entry.Ready = n, n.id, time.Now()
	g.sessions[n.id] = n
	guilds := []any{}
	for _, guild := range s.world.guilds {
		if !guild.left {
			guilds = append(guilds, object{"id": guild.id, "unavailable": true})
		}
	}
	n.send(event{name: "READY", data: object{
		"v": 9, "user": s.self(), "guilds": guilds, "session_id": n.id, "resume_gateway_url": resume, "private_channels": []any{},
		"application": object{"id": s.AppID, "flags": s.applicationFlags()}, "session_type": "normal", "relationships": []any{},
	}})
	for _, guild := range s.world.guilds {
		if !guild.left {
			n.send(s.guildCreate(guild))
		}
	}
}

// take gives the session another connection.
func (n *session) take(c *conn) {
	if n.conn != nil && n.conn != c {
		n.conn.session = nil
		n.conn.close(4000, "The session goes on elsewhere.")
	}
	n.conn, c.session = c, n
	c.entry.Session, c.entry.Ready, c.entry.Intents = n.id, time.Now(), n.intents
	for _, m := range n.missed {
		if m.seq > c.entry.Seq {
			c.push(m.frame)
		}
	}
	n.send(event{name: "RESUMED", data: object{"_trace": []any{}}})
}

// has reports whether everything after seq is still kept.
func (n *session) has(seq int64) bool {
	return seq >= n.seq || len(n.missed) > 0 && n.missed[0].seq <= seq+1
}

// seen drops what the client has.
func (n *session) seen(seq int64) {
	for len(n.missed) > 0 && n.missed[0].seq <= seq {
		n.missed = n.missed[1:]
	}
}

// send sends an event, or keeps it for later.
func (n *session) send(e event) {
	if e.intent != 0 && n.intents&e.intent == 0 {
		return
	}
	data := e.data
	if e.hidden != nil && n.intents&intentMessageContent == 0 {
		data = e.hidden
	}
	n.seq++
	f := encode(object{"op": opDispatch, "d": data, "s": n.seq, "t": e.name})
	n.missed = append(n.missed, sent{n.seq, f})
	if len(n.missed) > keptEvents {
		n.missed = n.missed[1:]
	}
	if n.conn != nil && !n.conn.reception.Mute {
		n.conn.push(f)
	}
	if n.conn != nil {
		n.since = time.Now()
	}
}

// dispatch sends an event to all sessions.
func (g *Gateway) dispatch(e event) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	for id, n := range g.sessions {
		if n.conn == nil && time.Since(n.since) > sessionLife {
			delete(g.sessions, id)
			continue
		}
		n.send(e)
	}
}

// Dispatch sends an event of any name and data to all sessions, whatever their
// intents.
func (g *Gateway) Dispatch(name string, data map[string]any) {
	g.dispatch(event{name: name, data: data})
}
