package slacktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// maxAck is from where on Slack ignores an acknowledgement, in bytes.
// https://github.com/slack-go/slack/blob/v0.35.0/socketmode/socket_mode_managed_conn.go
const maxAck = 20 << 10

// An Ack is an acknowledgement that came over a socket.
type Ack struct {
	At       time.Time
	Envelope string // the envelope's id
	Payload  json.RawMessage
	After    time.Duration // since the envelope was last sent
	Socket   int           // which connection brought it; the first is 1
	Sent     int           // which connection the envelope had been sent over
}

// sockets are guarded by the server's lock, but for writing.
type sockets struct {
	tickets   map[string]bool
	open      []*socket
	opened    int
	sent      map[string]*sending
	acks      []Ack
	greetings []Greeting
	pingEvery time.Duration
}

type sending struct {
	envelope Envelope
	at       time.Time
	socket   int
	acked    int
}

type socket struct {
	number int
	conn   *websocket.Conn
	writes chan struct{} // holds a token while nobody writes
	quiet  bool          // half-open
}

// A Greeting is what a new connection meets.
type Greeting string

// The greetings. The rest of the words of a disconnect frame will do too.
const (
	Hello   Greeting = "hello"
	Silence Greeting = ""                    // no hello, no pings, no answers
	TooMany Greeting = "too_many_websockets" // hello, then a disconnect frame
)

// Greet says what the next connections meet, in order; Hello after that.
func (s *Server) Greet(gs ...Greeting) {
	s.change(func() { s.sockets.greetings = append(s.sockets.greetings, gs...) })
}

// SetPing says how often new connections are pinged; 0 is never. At first it
// is every second.
func (s *Server) SetPing(every time.Duration) {
	s.change(func() { s.sockets.pingEvery = every })
}

// Connected waits until n connections have been opened since the start, and
// returns how many of all are open now.
func (s *Server) Connected(ctx context.Context, n int) (open int, err error) {
	err = s.await(ctx, fmt.Sprintf("%d socket connections", n), func() bool {
		open = len(s.sockets.open)
		return s.sockets.opened >= n
	})
	return open, err
}

// Acks returns the acknowledgements in the order of their arrival.
func (s *Server) Acks() []Ack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sockets.acks)
}

// Acked waits for the first acknowledgement of the envelope.
func (s *Server) Acked(ctx context.Context, envelopeID string) (ack Ack, err error) {
	err = s.await(ctx, "the acknowledgement of "+envelopeID, func() bool {
		i := slices.IndexFunc(s.sockets.acks, func(a Ack) bool { return a.Envelope == envelopeID })
		if i >= 0 {
			ack = s.sockets.acks[i]
		}
		return i >= 0
	})
	return ack, err
}

// Push sends the envelope over the newest open connection, as soon as there is
// one, and returns the envelope's id.
func (s *Server) Push(ctx context.Context, e Envelope) (id string, err error) {
	if e.ID == "" {
		e.ID = random()
	}
	frame := map[string]any{
		"type": e.Type, "envelope_id": e.ID, "payload": e.Payload, "accepts_response_payload": e.Type != "events_api",
	}
	if e.Type == "events_api" {
		frame["retry_attempt"], frame["retry_reason"] = e.Retry, e.Reason
	}
	k, err := s.newest(ctx)
	if err != nil {
		return "", err
	}
	s.change(func() {
		if s.sockets.sent == nil {
			s.sockets.sent = map[string]*sending{}
		}
		s.sockets.sent[e.ID] = &sending{envelope: e, at: s.clock(), socket: k.number}
	})
	return e.ID, k.write(frame)
}

// Disconnect sends a disconnect frame over all open connections: warning,
// refresh_requested, link_disabled or too_many_websockets. The connections
// stay open: a client has some seconds to leave.
// https://docs.slack.dev/apis/events-api/using-socket-mode
func (s *Server) Disconnect(reason string) error {
	var errs []error
	for _, k := range s.connections() {
		errs = append(errs, k.write(disconnect(reason)))
	}
	return errors.Join(errs...)
}

func disconnect(reason string) map[string]any {
	return map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "applink-slacktest"}}
}

// Frame sends any text over the newest open connection.
func (s *Server) Frame(ctx context.Context, text string) error {
	k, err := s.newest(ctx)
	if err != nil {
		return err
	}
	return k.write(json.RawMessage(text))
}

// Cut resets all open connections.
func (s *Server) Cut() {
	for _, k := range s.connections() {
		breakOff(k.conn.NetConn())
	}
}

// HalfOpen makes all open connections dead ends that look alive: what comes is
// thrown away, nothing is sent, no ping either, and nothing is closed.
func (s *Server) HalfOpen() {
	s.change(func() {
		for _, k := range s.sockets.open {
			k.quiet = true
		}
	})
}

func (s *Server) connections() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sockets.open)
}

func (s *Server) newest(ctx context.Context) (k *socket, err error) {
	err = s.await(ctx, "an open socket", func() bool {
		if n := len(s.sockets.open); n > 0 {
			k = s.sockets.open[n-1]
		}
		return k != nil
	})
	return k, err
}

// https://docs.slack.dev/reference/methods/apps.connections.open
func (s *Server) openConnection(*Call) (reply, *refusal) {
	if s.sockets.tickets == nil {
		s.sockets.tickets = map[string]bool{}
	}
	ticket := random()
	s.sockets.tickets[ticket] = true
	return reply{"url": "ws" + strings.TrimPrefix(s.base, "http") + "/link/" + ticket + "?app_id=" + s.AppID}, nil
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	c, b := s.receive(r, Handshake)
	s.sleep(b.Before)
	greeting, k := Hello, &socket{writes: make(chan struct{}, 1)}
	var every time.Duration
	proper := s.decide(c, b, func() (reply, *refusal) {
		ticket := r.PathValue("ticket")
		if !s.sockets.tickets[ticket] {
			return nil, &refusal{code: "not_found"} // a ticket is good for one connection
		}
		delete(s.sockets.tickets, ticket)
		return reply{}, nil
	})
	s.sleep(b.After)
	switch {
	case b.Answer.Name != "":
		b.Answer.Write(w, r, proper)
		return
	case c.Error != "":
		http.NotFound(w, r)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // clients send one of their own
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.change(func() { s.complain("handshake: %v", err) })
		return
	}
	k.conn = conn
	k.writes <- struct{}{}
	stop := context.AfterFunc(s.ctx, func() { _ = conn.Close() })
	defer stop()
	defer conn.Close()
	s.change(func() {
		if g := s.sockets.greetings; len(g) > 0 {
			greeting, s.sockets.greetings = g[0], g[1:]
		}
		k.quiet = greeting == Silence
		every = s.sockets.pingEvery
		s.sockets.opened++
		k.number = s.sockets.opened
		s.sockets.open = append(s.sockets.open, k)
	})
	defer s.change(func() {
		s.sockets.open = slices.DeleteFunc(s.sockets.open, func(o *socket) bool { return o == k })
	})
	s.greet(k, greeting)
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	if every > 0 {
		s.mu.Lock()
		s.work.Go(func() { s.ping(ctx, k, every) }) // this handler is still counted
		s.mu.Unlock()
	}
	for {
		_, frame, err := conn.ReadMessage()
		if err != nil {
			return
		}
		s.acknowledge(k, frame)
	}
}

func (s *Server) greet(k *socket, g Greeting) {
	if g == Silence {
		return
	}
	_ = k.write(map[string]any{
		"type": "hello", "num_connections": len(s.connections()), "connection_info": map[string]any{"app_id": s.AppID},
		"debug_info": map[string]any{"host": "applink-slacktest", "build_number": 1, "approximate_connection_time": 18060},
	})
	if g != Hello {
		_ = k.write(disconnect(string(g)))
	}
}

func (s *Server) ping(ctx context.Context, k *socket, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		s.mu.Lock()
		quiet := k.quiet
		s.mu.Unlock()
		if !quiet {
			// WriteControl may be called beside other writes
			_ = k.conn.WriteControl(websocket.PingMessage, []byte("Ping from slacktest"), s.deadline())
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// deadline is by the real clock: the network knows no other.
func (s *Server) deadline() time.Time { return time.Now().Add(5 * time.Second) }

func (k *socket) write(v any) error {
	<-k.writes
	defer func() { k.writes <- struct{}{} }()
	if err := k.conn.WriteMessage(websocket.TextMessage, encode(v)); err != nil {
		return fmt.Errorf("socket %d: %w", k.number, err)
	}
	return nil
}

func (s *Server) acknowledge(k *socket, frame []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(frame, &ack)
	s.change(func() {
		if k.quiet {
			return
		}
		sent := s.sockets.sent[ack.EnvelopeID]
		switch {
		case err != nil:
			s.complain("socket: a frame that is no JSON: %v", err)
			return
		case sent == nil:
			s.complain("socket: envelope %q was never sent", ack.EnvelopeID)
			return
		case len(frame) >= maxAck:
			s.complain("socket: an acknowledgement of %d bytes is ignored: less than %d are read", len(frame), maxAck)
			return
		}
		sent.acked++
		s.sockets.acks = append(s.sockets.acks, Ack{
			At: s.clock(), Envelope: ack.EnvelopeID, Payload: ack.Payload, After: s.clock().Sub(sent.at), Socket: k.number, Sent: sent.socket,
		})
		if sent.acked > 1 {
			s.complain("socket: envelope %s was acknowledged %d times", ack.EnvelopeID, sent.acked)
		}
		s.answer(sent.envelope, ack.Payload)
	})
}

// answer lets the payload of an acknowledgement be seen: to a command it is a
// message.
func (s *Server) answer(e Envelope, payload json.RawMessage) {
	if len(payload) == 0 || string(payload) == "null" {
		return
	}
	if e.Type == "events_api" {
		s.complain("socket: an acknowledgement of an event has a payload, which nobody reads")
		return
	}
	if e.Type != "slash_commands" {
		return // answers to dialogs: not served here
	}
	s.answerCommand(e, payload)
}

// answerCommand shows what a command was answered with at once.
func (s *Server) answerCommand(e Envelope, payload []byte) {
	c := &Call{Method: "answer to a command", Args: map[string]string{}}
	if badly := c.decodeJSON(payload); badly != "" {
		s.complain("%s: %s", c.Method, badly)
		return
	}
	if bad := s.checkContent(c, c.Args); bad != nil {
		s.complain("%s: %s %s", c.Method, bad.code, encode(bad.more))
		return
	}
	channel, _ := e.Payload["channel_id"].(string)
	user, _ := e.Payload["user_id"].(string)
	if bad := s.show(c, &responseURL{channel: channel, user: user}); bad != nil {
		s.complain("%s: %s", c.Method, bad.code)
	}
}
