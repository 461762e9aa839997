package discordtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// A Reception is how one connection to the gateway is received. The zero value
// is Discord's ordinary one.
type Reception struct {
	Times   int           // how many connections meet it; 0: one; Always: each from now on
	Refuse  int           // the HTTP status with which the upgrade is refused
	Delay   time.Duration // before the first frame
	Silent  bool          // the connection is taken, and nothing is ever said
	Mute    bool          // heartbeats are taken but not acknowledged, and no event is sent
	First   Frame         // what answers Identify or Resume
	Close   int           // the connection is closed with this code where First is Closed
	Refusal string        // the reason that goes with Close
}

// A Frame is the first one after Identify or Resume.
type Frame int

// First frames.
const (
	Ready       Frame = iota // READY or, after Resume, what was missed and RESUMED
	Reconnect                // op 7
	Invalid                  // op 9, the session cannot be resumed
	Resumable                // op 9, the session can be resumed
	Closed                   // the connection is closed with Close; 1006: without a word
	Dropped                  // the connection is reset
	Nothingness              // no frame comes
)

// A Connection is one that was made to the gateway, as the record has it.
type Connection struct {
	At         time.Time
	Identified time.Time // zero: it did not identify
	Resumed    time.Time // zero: it did not ask to resume
	Ready      time.Time // when READY or RESUMED was sent; zero: never
	Intents    int64     // asked for
	Session    string    // that began or was resumed
	Seq        int64     // from which it was to be resumed
	Heartbeats int
	Ended      time.Time // zero: it lives
	Code       int       // with which the client closed; 0: it did not say
}

// A Gateway is the server's gateway: the sessions of bots and the record of
// their connections.
type Gateway struct {
	server   *Server
	upgrader websocket.Upgrader

	// What follows is guarded by the server's mu.
	plan       []Reception
	standing   *Reception
	log        []*Connection
	live       map[*conn]bool
	sessions   map[string]*session
	identified time.Time // the last time somebody did
	deadURL    string    // named for resuming; "": the gateway's own
}

func newGateway(s *Server) *Gateway {
	return &Gateway{
		server:   s,
		upgrader: websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }},
		live:     map[*conn]bool{},
		sessions: map[string]*session{},
	}
}

// Gateway returns the server's gateway.
func (s *Server) Gateway() *Gateway { return s.gateway }

func (g *Gateway) url() string { return "ws://" + g.server.address }

// Play has the next connections received so, in this order. A standing
// reception ends the play, and takes the place of the one before.
func (g *Gateway) Play(receptions ...Reception) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	for _, r := range receptions {
		if r.Times == Always {
			g.standing = &r
			continue
		}
		for range max(1, r.Times) {
			g.plan = append(g.plan, r)
		}
	}
}

// Rest ends what is played.
func (g *Gateway) Rest() {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.plan, g.standing = nil, nil
}

func (g *Gateway) next() Reception {
	switch {
	case len(g.plan) > 0:
		r := g.plan[0]
		g.plan = g.plan[1:]
		return r
	case g.standing != nil:
		return *g.standing
	}
	return Reception{}
}

// Connections returns all connections so far, in the order in which they were
// made.
func (g *Gateway) Connections() []Connection {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	return g.connections()
}

func (g *Gateway) connections() []Connection {
	out := make([]Connection, len(g.log))
	for i, c := range g.log {
		out[i] = *c
	}
	return out
}

// Await waits until the connections so far are as enough wants them.
func (g *Gateway) Await(ctx context.Context, enough func([]Connection) bool) ([]Connection, error) {
	var seen []Connection
	err := g.server.await(ctx, func() bool {
		seen = g.connections()
		return enough(seen)
	})
	if err != nil {
		return seen, fmt.Errorf("wait for the gateway, %d connections so far: %w", len(seen), err)
	}
	return seen, nil
}

// AwaitReady waits until n connections, now or earlier, had READY or RESUMED.
func (g *Gateway) AwaitReady(ctx context.Context, n int) ([]Connection, error) {
	return g.Await(ctx, func(all []Connection) bool {
		ready := 0
		for _, c := range all {
			if !c.Ready.IsZero() {
				ready++
			}
		}
		return ready >= n
	})
}

// each does something with every connection that lives.
func (g *Gateway) each(f func(*conn)) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	for c := range g.live {
		f(c)
	}
}

// Drop resets all connections. Their sessions can be resumed.
func (g *Gateway) Drop() { g.each(func(c *conn) { resetConn(c.ws.NetConn()) }) }

// Close closes all connections with a code; 1006: without a close frame.
func (g *Gateway) Close(code int) { g.each(func(c *conn) { c.close(code, "") }) }

// Reconnect asks all connections to be made anew, with op 7.
func (g *Gateway) Reconnect() { g.each(func(c *conn) { c.push(frame(opReconnect, nil)) }) }

// Invalidate ends all sessions with op 9, those without a connection too. If
// they are resumable only the connections are to be made anew.
func (g *Gateway) Invalidate(resumable bool) {
	g.each(func(c *conn) {
		c.push(frame(opInvalidSession, resumable))
		if !resumable {
			c.session = nil
		}
	})
	if resumable {
		return
	}
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	clear(g.sessions)
}

// Mute makes all connections zombies: their heartbeats are taken but not
// acknowledged, and events no longer reach them.
func (g *Gateway) Mute() { g.each(func(c *conn) { c.reception.Mute = true }) }

// KillResumeURL has READY name an address for resuming where nobody listens.
func (g *Gateway) KillResumeURL() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	defer listener.Close()
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.deadURL = "ws://" + listener.Addr().String()
}

func (g *Gateway) closeAll() {
	g.each(func(c *conn) { _ = c.ws.Close() })
}

func (s *Server) getGateway(*request) answer { return ok(object{"url": s.gateway.url()}) }

// getGatewayBot tells how often the bot may still identify.
// https://discord.com/developers/docs/events/gateway#get-gateway-bot
func (s *Server) getGatewayBot(*request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	used := 0
	for _, c := range s.gateway.log {
		if !c.Identified.IsZero() {
			used++
		}
	}
	return ok(object{"url": s.gateway.url(), "shards": 1, "session_start_limit": object{
		"total": maxIdentifies, "remaining": max(0, maxIdentifies-used), "reset_after": 86400000, "max_concurrency": 1,
	}})
}

// maxIdentifies is how often a bot may identify in a day.
// https://discord.com/developers/docs/events/gateway#session-start-limit-object
const maxIdentifies = 1000

// serve takes one connection and stays with it until it ends.
func (g *Gateway) serve(w http.ResponseWriter, r *http.Request) {
	s := g.server
	s.mu.Lock()
	entry := &Connection{At: time.Now()}
	g.log = append(g.log, entry)
	reception := g.next()
	s.notify()
	s.mu.Unlock()
	end := func(code int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		entry.Ended, entry.Code = time.Now(), code
		s.notify()
	}
	if reception.Refuse != 0 {
		http.Error(w, http.StatusText(reception.Refuse), reception.Refuse)
		end(0)
		return
	}
	ws, err := g.upgrader.Upgrade(w, r, nil)
	if err != nil {
		end(0)
		return
	}
	c := &conn{gateway: g, ws: ws, reception: reception, entry: entry, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	s.mu.Lock()
	g.live[c] = true
	closed := s.ctx.Err() != nil
	s.mu.Unlock()
	if closed {
		_ = ws.Close()
	}
	s.working.Go(c.write)
	code := c.converse(r.URL.Query().Get("v"))
	s.mu.Lock()
	delete(g.live, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	s.mu.Unlock()
	close(c.ended)
	_ = ws.Close()
	end(code)
}
