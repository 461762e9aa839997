package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"
)

// The library's own Socket Mode client is not used: it opens a new socket
// whatever the reason for which Slack closes the old one, at once and for
// ever, and does not tell the reason. The rest of it is: calls and frames.

const (
	maxFrame = 1 << 20 // bytes
	// Slack does not put together what is split into several frames: an
	// acknowledgement has to fit into this.
	writeBuffer = 32 << 10
)

// A connection is one socket.
type connection struct {
	ws      *websocket.Conn
	leaving chan struct{} // closed when Slack asks to leave
	ended   chan struct{} // closed when nothing more comes
	reason  string        // why Slack asked to leave; read it after leaving or ended

	write sync.Mutex

	mu   sync.Mutex
	shut bool // nothing more is read
}

// openSocket opens a socket and waits for its hello.
func (a *Adapter) openSocket(ctx context.Context) (*connection, error) {
	var address string
	_, err := a.request(ctx, "apps.connections.open", "", func(ctx context.Context) (err error) {
		_, address, err = a.api.StartSocketModeContext(ctx)
		if err == nil && address == "" {
			err = errors.New("the answer names no address")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	dialer := websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: a.delays.Hello, WriteBufferSize: writeBuffer,
	}
	ws, resp, err := dialer.DialContext(ctx, address, nil) // the address is secret
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("slack: open the socket: %s", a.plain(err))
	}
	ws.SetReadLimit(maxFrame)
	c := &connection{ws: ws, leaving: make(chan struct{}), ended: make(chan struct{})}
	stop := context.AfterFunc(ctx, func() { ws.Close() })
	defer stop()
	c.alive(a, a.delays.Hello)
	var hello socketmode.Request
	if err := ws.ReadJSON(&hello); err != nil || hello.Type != socketmode.RequestTypeHello {
		ws.Close()
		return nil, errors.New("slack: open the socket: Slack says no hello")
	}
	return c, nil
}

// alive gives the other side so long to say something.
func (c *connection) alive(a *Adapter, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.shut {
		_ = c.ws.SetReadDeadline(a.config.Clock().Real.Add(d))
	}
}

// deafen ends the reading. What was read can still be acknowledged.
func (c *connection) deafen(a *Adapter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shut = true
	_ = c.ws.SetReadDeadline(a.config.Clock().Real.Add(-time.Second))
}

// listen takes what comes over the socket until it breaks, is closed, or says
// nothing for too long. When ctx ends, the socket stays open until all that is
// under way has been acknowledged.
func (a *Adapter) listen(ctx context.Context, c *connection) {
	defer c.ws.Close()
	defer func() {
		if ctx.Err() != nil {
			<-a.crew.Life().Done()
		}
	}()
	defer close(c.ended)
	stop := context.AfterFunc(ctx, func() { c.deafen(a) })
	defer stop()
	c.ws.SetPingHandler(func(data string) error {
		c.alive(a, a.delays.Quiet)
		// may be called beside other writes
		_ = c.ws.WriteControl(websocket.PongMessage, []byte(data), a.config.Clock().Real.Add(a.delays.Call))
		return nil
	})
	for {
		c.alive(a, a.delays.Quiet)
		_, frame, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		var r socketmode.Request
		if err := json.Unmarshal(frame, &r); err != nil {
			a.log.Warn("slack: a frame that is no JSON")
			continue
		}
		if r.Type != socketmode.RequestTypeDisconnect {
			a.take(c, r)
			continue
		}
		select {
		case <-c.leaving: // it was said before
		default:
			c.reason = r.Reason
			close(c.leaving)
		}
		if !slices.Contains([]string{refresh, warning}, r.Reason) {
			return
		}
	}
}

// leave closes the socket when it had time to finish.
func (c *connection) leave(after time.Duration) {
	timer := time.NewTimer(after)
	defer timer.Stop()
	select {
	case <-timer.C:
		c.ws.Close()
	case <-c.ended:
	}
}

// take serves what came in an envelope. What there is no room for is not
// acknowledged: Slack sends events again.
func (a *Adapter) take(c *connection, r socketmode.Request) {
	read, ok := map[string]func([]byte) (task, error){
		socketmode.RequestTypeSlashCommands: readCommand,
		socketmode.RequestTypeInteractive:   readPress,
		socketmode.RequestTypeEventsAPI:     readEvent,
	}[r.Type]
	if !ok {
		return
	}
	ack := func(payload []byte) error { return c.acknowledge(a, r.EnvelopeID, payload) }
	t, err := read(r.Payload)
	if err != nil {
		a.log.Warn("slack: an envelope that cannot be read", "type", r.Type, "err", err)
		_ = ack(nil) // it would not get better
		return
	}
	if !a.crew.Enter(t.asker()) {
		a.log.Warn("slack: too much is asked at a time", "type", r.Type)
		return
	}
	go a.do(t, ack) // the crew waits for it
}

func (c *connection) acknowledge(a *Adapter, envelope string, payload []byte) error {
	frame, err := json.Marshal(socketmode.Response{EnvelopeID: envelope, Payload: orNil(payload)})
	if err != nil {
		return fmt.Errorf("encode an acknowledgement: %w", err)
	}
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(a.config.Clock().Real.Add(a.delays.Call))
	return c.ws.WriteMessage(websocket.TextMessage, frame)
}

func orNil(payload []byte) any {
	if len(payload) == 0 {
		return nil
	}
	return json.RawMessage(payload)
}
