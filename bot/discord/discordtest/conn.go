package discordtest

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Operations of the gateway.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Limits of what a client sends.
// https://discord.com/developers/docs/events/gateway#sending-events
const (
	maxFrame        = 4096 // bytes
	framesPerMinute = 120
)

// writeWithin bounds one write to a client that does not read.
const writeWithin = 5 * time.Second

// A conn is one connection to the gateway. One goroutine reads, one writes.
type conn struct {
	gateway *Gateway
	ws      *websocket.Conn
	entry   *Connection
	wake    chan struct{} // the queue has something
	ended   chan struct{}

	// What follows is guarded by the server's mu.
	reception Reception
	session   *session
	queue     [][]byte
	frames    []time.Time // that the client sent in the last minute
	closing   bool        // a close frame was sent
}

func frame(op int, data any) []byte { return encode(object{"op": op, "d": data, "s": nil, "t": nil}) }

// push sends a frame after those before it. The caller holds mu.
func (c *conn) push(frame []byte) {
	c.queue = append(c.queue, frame)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// write sends what is pushed until the connection ends.
func (c *conn) write() {
	for {
		select {
		case <-c.wake:
		case <-c.ended:
			return
		}
		s := c.gateway.server
		s.mu.Lock()
		queue := c.queue
		c.queue = nil
		s.mu.Unlock()
		for _, frame := range queue {
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeWithin))
			if c.ws.WriteMessage(websocket.TextMessage, frame) != nil {
				_ = c.ws.Close()
				return
			}
		}
	}
}

// close ends the connection with a code, and with it the session where Discord
// does not take it up again.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
func (c *conn) close(code int, reason string) {
	if code == websocket.CloseAbnormalClosure {
		_ = c.ws.Close()
		return
	}
	if slices.Contains([]int{4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014}, code) && c.session != nil {
		delete(c.gateway.sessions, c.session.id)
	}
	c.closing = true
	deadline := time.Now().Add(time.Second)
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline)
	_ = c.ws.SetReadDeadline(deadline)
}

// converse greets the client and answers what it says until it is gone. It
// returns the code that the client closed with.
func (c *conn) converse(version string) int {
	s := c.gateway.server
	if c.reception.Silent {
		for {
			if _, _, err := c.ws.ReadMessage(); err != nil {
				return codeOf(err)
			}
		}
	}
	s.pause(c.reception.Delay)
	interval := s.set().Heartbeat
	s.mu.Lock()
	switch version {
	case "9", "10":
		c.push(frame(opHello, object{"heartbeat_interval": interval.Milliseconds(), "_trace": []any{}}))
	default:
		c.close(4012, "Invalid API version")
	}
	s.mu.Unlock()
	for {
		s.mu.Lock()
		if !c.closing {
			// A client that stops its heartbeats has two spans and a half.
			_ = c.ws.SetReadDeadline(time.Now().Add(interval*5/2 + time.Second))
		}
		s.mu.Unlock()
		_, message, err := c.ws.ReadMessage()
		s.mu.Lock()
		switch {
		case timedOut(err) && !c.closing:
			c.close(4009, "Session timed out")
		case err == nil && !c.closing:
			c.hear(message)
			s.notify()
		}
		s.mu.Unlock()
		if err != nil {
			return codeOf(err)
		}
	}
}

func timedOut(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

func codeOf(err error) int {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure {
		return closed.Code
	}
	return 0
}

// hear answers one frame of the client. The caller holds mu.
func (c *conn) hear(message []byte) {
	now := time.Now()
	c.frames = slices.DeleteFunc(c.frames, func(t time.Time) bool { return now.Sub(t) > time.Minute })
	c.frames = append(c.frames, now)
	v, err := decode(message)
	f, isObject := v.(object)
	switch {
	case err != nil || !isObject || len(message) > maxFrame:
		c.close(4002, "Error while decoding payload.")
		return
	case len(c.frames) > framesPerMinute:
		c.close(4008, "Rate limited.")
		return
	}
	op := number(f, "op")
	switch op {
	case opHeartbeat:
		c.entry.Heartbeats++
		if !c.reception.Mute {
			c.push(frame(opAck, nil))
		}
		if n, ok := f["d"].(json.Number); ok && c.session != nil {
			seq, _ := n.Int64()
			c.session.seen(seq)
		}
	case opIdentify:
		c.identify(child(f, "d"))
	case opResume:
		c.resume(child(f, "d"))
	case opPresence, opVoice, opMembers:
		if c.session == nil {
			c.close(4003, "Not authenticated.")
		}
	default:
		c.close(4001, "Unknown opcode.")
	}
}

// received plays what the connection is to meet in place of READY.
func (c *conn) received() bool {
	switch c.reception.First {
	case Ready:
		return false
	case Reconnect:
		c.push(frame(opReconnect, nil))
	case Invalid:
		c.push(frame(opInvalidSession, false))
	case Resumable:
		c.push(frame(opInvalidSession, true))
	case Closed:
		c.close(c.reception.Close, c.reception.Refusal)
	case Dropped:
		resetConn(c.ws.NetConn())
	}
	c.reception.First = Ready // whoever identifies again on the same connection
	return true
}

// identify begins a session.
// https://discord.com/developers/docs/events/gateway#identifying
func (c *conn) identify(d object) {
	g, s := c.gateway, c.gateway.server
	early := time.Since(g.identified) < s.settings.IdentifyGap
	again := c.session != nil
	c.entry.Identified, g.identified = time.Now(), time.Now()
	c.entry.Intents = number(d, "intents")
	switch {
	case c.received():
	case again:
		c.close(4005, "Already authenticated.")
	case s.revoked() || strings.TrimPrefix(text(d, "token"), "Bot ") != s.Token:
		c.close(4004, "Authentication failed.")
	case d["intents"] == nil, c.entry.Intents < 0, c.entry.Intents >= 1<<26:
		c.close(4013, "Invalid intent(s).")
	case c.entry.Intents&privilegedIntents&^s.settings.Intents != 0:
		c.close(4014, "Disallowed intent(s).")
	case early:
		c.push(frame(opInvalidSession, false))
	default:
		g.begin(c)
	}
}

// resume takes a session up again: what was missed, then RESUMED.
// https://discord.com/developers/docs/events/gateway#resuming
func (c *conn) resume(d object) {
	g, s := c.gateway, c.gateway.server
	c.entry.Resumed, c.entry.Seq = time.Now(), number(d, "seq")
	if c.received() {
		return
	}
	old := g.sessions[text(d, "session_id")]
	switch {
	case s.revoked() || strings.TrimPrefix(text(d, "token"), "Bot ") != s.Token:
		c.close(4004, "Authentication failed.")
	case old == nil || !old.has(c.entry.Seq):
		c.push(frame(opInvalidSession, false))
	case c.entry.Seq > old.seq:
		c.close(4007, "Invalid seq.")
	default:
		old.take(c)
	}
}
