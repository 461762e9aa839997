package slacktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// sockets are guarded by the server's lock.
type sockets struct {
	tickets   map[string]bool // handed out and not used yet
	open      []*socket
	accepted  int                 // connections so far
	opened    int                 // and greeted
	sent      map[string]*sending // by envelope id
	acks      []Ack
	greetings []Greeting
	pingEvery time.Duration
}

// A sending is the last way that an envelope was sent.
type sending struct {
	envelope Envelope
	at       time.Time
	socket   int // 0 is HTTP
	times    int // how often it was sent under this id
	acks     int
}

// sending is called with the lock held.
func (s *Server) sending(e Envelope, socket int) *sending {
	sent := s.sockets.sent[e.ID]
	if sent == nil {
		sent = &sending{}
		s.sockets.sent[e.ID] = sent
	}
	sent.envelope, sent.at, sent.socket = e, s.clock(), socket
	sent.times++
	return sent
}

// A Greeting is what a new connection meets.
type Greeting string

// Greetings. Any other word is the reason of a disconnect frame that follows
// the hello at once, such as "too_many_websockets".
const (
	Hello   Greeting = "hello"
	Silence Greeting = "silence" // half-open from the start: no hello either
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
// returns how many are open now.
func (s *Server) Connected(ctx context.Context, n int) (open int, err error) {
	err = s.await(ctx, fmt.Sprintf("%d socket connections", n), func() bool {
		open = len(s.sockets.open)
		return s.sockets.opened >= n
	})
	return open, err
}

// Disconnected waits until no connection is open.
func (s *Server) Disconnected(ctx context.Context) error {
	return s.await(ctx, "the end of all sockets", func() bool { return len(s.sockets.open) == 0 })
}

// Push sends the envelope over the newest open connection, as soon as there is
// one, and returns the envelope's id.
func (s *Server) Push(ctx context.Context, e Envelope) (id string, err error) {
	if e.ID == "" {
		e.ID = random()
	}
	frame := map[string]any{
		"type": e.Type, "envelope_id": e.ID, "payload": e.Payload, "accepts_response_payload": e.Type != events,
	}
	if e.Type == events {
		frame["retry_attempt"], frame["retry_reason"] = e.Retry, e.Reason
	}
	k, err := s.newest(ctx)
	if err != nil {
		return "", err
	}
	s.change(func() { s.sending(e, k.number) })
	return e.ID, k.write(encode(frame))
}

// Frame sends any text over the newest open connection.
func (s *Server) Frame(ctx context.Context, text string) error {
	k, err := s.newest(ctx)
	if err != nil {
		return err
	}
	return k.write([]byte(text))
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

// Cut resets all open connections.
func (s *Server) Cut() {
	for _, k := range s.connections() {
		breakOff(k.conn.NetConn())
	}
}

// HalfOpen makes all open connections dead ends that look alive: what comes is
// thrown away, nothing is sent, no ping either, and nothing is closed.
func (s *Server) HalfOpen() {
	for _, k := range s.connections() {
		k.dead.Store(true)
	}
}

func (s *Server) connections() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sockets.open)
}

func (s *Server) newest(ctx context.Context) (k *socket, err error) {
	err = s.await(ctx, "an open socket", func() bool {
		for _, o := range s.sockets.open {
			if k == nil || o.number > k.number {
				k = o
			}
		}
		return k != nil
	})
	return k, err
}

// maxAck is from where on Slack ignores an acknowledgement, in bytes.
// https://github.com/slack-go/slack/blob/v0.35.0/socketmode/socket_mode_managed_conn.go
const maxAck = 20 << 10

// An Ack is what the bot said to an envelope at once: its acknowledgement over
// a socket, or its answer over HTTP.
type Ack struct {
	At       time.Time
	Envelope string // the envelope's id
	Payload  []byte
	After    time.Duration // since the envelope was last sent
	Socket   int           // which connection brought it; the first is 1, HTTP is 0
	Sent     int           // which connection the envelope had been sent over
	Status   int           // over HTTP
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

// acknowledge takes a frame that came over a connection.
func (s *Server) acknowledge(number int, frame []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(frame, &ack)
	s.change(func() {
		sent := s.sockets.sent[ack.EnvelopeID]
		switch {
		case err != nil:
			s.complain("socket: a frame that is no JSON: %v", err)
		case sent == nil:
			s.complain("socket: envelope %q was never sent", ack.EnvelopeID)
		case len(frame) >= maxAck:
			s.complain("socket: an acknowledgement of %d bytes is ignored: less than %d are read", len(frame), maxAck)
		default:
			s.acked(sent, Ack{Payload: ack.Payload, Socket: number})
		}
	})
}

// acked completes the record of an acknowledgement and lets its payload be
// seen: to a command it is a message. It is called with the lock held.
func (s *Server) acked(sent *sending, a Ack) {
	e, now := sent.envelope, s.clock()
	a.Envelope, a.At, a.After, a.Sent = e.ID, now, now.Sub(sent.at), sent.socket
	s.sockets.acks = append(s.sockets.acks, a)
	if sent.acks++; sent.acks > sent.times {
		s.complain("%s: sent %d times, acknowledged %d times", e.Type, sent.times, sent.acks)
		return
	}
	if len(a.Payload) == 0 || string(a.Payload) == "null" {
		return
	}
	switch {
	case e.Type == slashCommands:
		s.answered(e, a.Payload)
	case e.Type == events && a.Socket == 0: // any body will do
	case e.Payload["type"] == "view_submission": // answers to dialogs are not served here
	default:
		s.complain("%s: nobody reads what is answered to it: %.60s", e.Type, a.Payload)
	}
}

// answered shows what a command was answered with at once.
func (s *Server) answered(e Envelope, payload []byte) {
	c := &Call{Method: "answer to a command", Args: map[string]string{}}
	if badly := c.decodeJSON(payload); badly != "" {
		s.complain("%s: %s", c.Method, badly)
		return
	}
	channel, _ := e.Payload["channel_id"].(string)
	user, _ := e.Payload["user_id"].(string)
	if bad := s.show(c, &responseURL{channel: channel, user: user}); bad != nil {
		s.complain("%s: %v", c.Method, bad)
	}
}
