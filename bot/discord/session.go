package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// maxResumes is how often in a row a session is asked for again before it is
// given up: Discord may close every such connection without a word that the
// session is over (https://github.com/discord/discord-api-docs/issues/1619),
// and who goes on is deaf for good (https://github.com/openclaw/openclaw/issues/13061).
const maxResumes = 3

// A session is what the gateway keeps for us between two connections.
type session struct {
	id      string // "": there is none
	url     string // where it is resumed; "": where it began
	seq     atomic.Int64
	resumes int // that it was asked for since it last went on
}

func (s *session) drop() {
	s.id, s.url, s.resumes = "", "", 0
	s.seq.Store(0)
}

// Operations of the gateway.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// A frame is what the gateway and we say to each other.
type frame struct {
	Op    int             `json:"op"`
	Data  json.RawMessage `json:"d"`
	Seq   *int64          `json:"s,omitempty"`
	Event string          `json:"t,omitempty"`
}

// connect makes one connection, begins or resumes the session and stays until
// it ends. It returns why it ended.
func (a *Adapter) connect(ctx context.Context, s *session, wants int) error {
	if s.resumes >= maxResumes {
		s.drop()
	}
	address, err := s.url, error(nil)
	if s.id == "" || address == "" {
		if address, err = a.gateway(ctx); err != nil {
			return err
		}
	}
	if s.id == "" {
		if err := a.mayIdentify(ctx); err != nil {
			return err
		}
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: a.delays.Hello}
	ws, response, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		s.url = "" // next time where it began
		if response != nil {
			return fmt.Errorf("connect to the gateway: status %d", response.StatusCode)
		}
		return fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxFrame)
	c := &conversation{ws: ws}
	c.acked.Store(true)
	gone := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(gone)
		c.bye(closeNormal)
	})
	defer func() {
		if !stop() {
			<-gone
		}
		c.bye(closeResumes)
	}()
	return a.converse(ctx, c, s, wants)
}

// converse hears what the gateway says until the connection ends.
func (a *Adapter) converse(ctx context.Context, c *conversation, s *session, wants int) error {
	var beating sync.WaitGroup
	beat, rest := context.WithCancel(ctx)
	defer beating.Wait()
	defer rest()
	watch := time.AfterFunc(a.delays.Hello, func() { c.end("the gateway says nothing") })
	defer watch.Stop()
	greeted, ready := false, false
	for {
		_, text, err := c.ws.ReadMessage()
		if err != nil {
			if why := c.cut.Load(); why != nil && !ready {
				s.drop() // what does not even begin is not worth going on with
			}
			return c.ending(err, s)
		}
		var f frame
		if err := json.Unmarshal(text, &f); err != nil {
			return errors.New("the gateway sends what is no JSON")
		}
		if !ready && (f.Op == opHello || f.Op == opDispatch) { // a step further; heartbeats are none
			watch.Reset(a.delays.Hello)
		}
		switch f.Op {
		case opHello:
			var hello struct {
				Interval float64 `json:"heartbeat_interval"` // milliseconds
			}
			if err := json.Unmarshal(f.Data, &hello); err != nil || !(hello.Interval > 0) || greeted {
				return errors.New("the gateway's greeting cannot be read")
			}
			greeted = true
			every := max(time.Duration(min(hello.Interval, mostBeat.Seconds()*1000)*float64(time.Millisecond)), leastBeat)
			beating.Go(func() { c.beat(beat, every, s) })
			if err := a.introduce(c, s, wants); err != nil {
				return err
			}
		case opDispatch:
			if f.Seq != nil {
				s.seq.Store(*f.Seq)
			}
			if f.Event == "READY" || f.Event == "RESUMED" {
				ready, s.resumes = true, 0
				watch.Stop()
			}
			a.happened(&f, s)
		case opHeartbeat:
			if err := c.send(heartbeat(s)); err != nil {
				return err
			}
		case opAck:
			c.acked.Store(true)
		case opReconnect:
			return errors.New("the gateway asks for a new connection")
		case opInvalid:
			var resumable bool
			if json.Unmarshal(f.Data, &resumable) != nil || !resumable {
				s.drop()
			}
			// https://discord.com/developers/docs/events/gateway-events#invalid-session
			pause := a.delays.Invalid + rand.N(4*a.delays.Invalid+1)
			return &failure{name: "gateway", reason: "the gateway declares the session invalid", after: pause}
		}
	}
}

// introduce resumes the session or begins one.
func (a *Adapter) introduce(c *conversation, s *session, wants int) error {
	type object = map[string]any
	if s.id != "" {
		s.resumes++
		return c.send(object{"op": opResume, "d": object{"token": a.api.token, "session_id": s.id, "seq": s.seq.Load()}})
	}
	if !a.line.budget.Allow() {
		return errors.New("too many sessions were begun lately")
	}
	a.line.identified = a.real()
	return c.send(object{"op": opIdentify, "d": object{
		"token": a.api.token, "intents": wants, "compress": false, "large_threshold": 50,
		"properties": object{"os": runtime.GOOS, "browser": "meetupbot", "device": "meetupbot"},
	}})
}
