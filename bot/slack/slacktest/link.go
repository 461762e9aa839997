package slacktest

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// A socket is one connection of Socket Mode.
type socket struct {
	number int
	conn   *websocket.Conn
	writes sync.Mutex
	dead   atomic.Bool // half-open
}

// writeTimeout bounds a write to a client that does not read.
const writeTimeout = 5 * time.Second

func (k *socket) write(frame []byte) error {
	if k.dead.Load() {
		return nil
	}
	k.writes.Lock()
	defer k.writes.Unlock()
	_ = k.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	if err := k.conn.WriteMessage(websocket.TextMessage, frame); err != nil {
		return fmt.Errorf("socket %d: %w", k.number, err)
	}
	return nil
}

// openConnection hands out a ticket for one connection.
// https://docs.slack.dev/reference/methods/apps.connections.open
func (s *Server) openConnection(*Call) (reply, *refusal) {
	ticket := random()
	s.sockets.tickets[ticket] = true
	return reply{"url": "ws" + strings.TrimPrefix(s.base, "http") + "/link/" + ticket + "?app_id=" + s.AppID}, nil
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	run := func(*Call) (reply, *refusal) {
		ticket := r.PathValue("ticket")
		if !s.sockets.tickets[ticket] {
			return nil, &refusal{code: "not_found", status: http.StatusNotFound, fault: true}
		}
		delete(s.sockets.tickets, ticket)
		return nil, nil
	}
	s.serve(w, r, Handshake, run, func(bad *refusal, proper []byte) {
		if bad != nil {
			write(w, bad, proper)
			return
		}
		upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // clients name one of their own
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			s.change(func() { s.complain("%s: %v", Handshake, err) })
			return
		}
		s.hold(conn)
	})
}

// hold serves the connection until it ends.
func (s *Server) hold(conn *websocket.Conn) {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, func() { _ = conn.Close() })()
	defer conn.Close()

	k, greeting, every, open := &socket{conn: conn}, Hello, time.Duration(0), 0
	s.change(func() {
		if g := s.sockets.greetings; len(g) > 0 {
			greeting, s.sockets.greetings = g[0], g[1:]
		}
		every = s.sockets.pingEvery
		s.sockets.accepted++
		k.number = s.sockets.accepted
		k.dead.Store(greeting == Silence)
		open = len(s.sockets.open) + 1
	})
	k.greet(s.AppID, open, greeting)
	s.change(func() {
		s.sockets.opened++
		s.sockets.open = append(s.sockets.open, k)
	})
	defer s.change(func() {
		s.sockets.open = slices.DeleteFunc(s.sockets.open, func(o *socket) bool { return o == k })
	})
	if every > 0 {
		var pings sync.WaitGroup
		defer pings.Wait()
		defer cancel()
		pings.Go(func() { k.ping(ctx, every) })
	}
	for {
		_, frame, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if !k.dead.Load() {
			s.acknowledge(k.number, frame)
		}
	}
}

func (k *socket) greet(app string, open int, g Greeting) {
	_ = k.write(encode(map[string]any{ // a client that is gone is met by the next read
		"type": "hello", "num_connections": open, "connection_info": map[string]any{"app_id": app}, "debug_info": debugInfo(),
	}))
	if g != Hello {
		_ = k.write(disconnect(string(g)))
	}
}

func disconnect(reason string) []byte {
	return encode(map[string]any{"type": "disconnect", "reason": reason, "debug_info": debugInfo()})
}

func debugInfo() map[string]any {
	return map[string]any{"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}
}

// ping pings at once and then at intervals, as clients expect.
func (k *socket) ping(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if !k.dead.Load() {
			// may go beside other writes
			_ = k.conn.WriteControl(websocket.PingMessage, []byte("Ping from applink-1"), time.Now().Add(writeTimeout))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
