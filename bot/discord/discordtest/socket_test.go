package discordtest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"meetupbot/bot/discord/discordtest"
)

// A socket is a raw client of the gateway.
type socket struct {
	*websocket.Conn
	t *testing.T
}

type frame struct {
	Op   int             `json:"op"`
	Type string          `json:"t"`
	Seq  int64           `json:"s"`
	Data json.RawMessage `json:"d"`
}

func (f frame) decode(t *testing.T) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(f.Data, &o); err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	return o
}

// dial opens a connection the way clients do: where GET /gateway says.
func dial(t *testing.T, srv *discordtest.Server) (*socket, error) {
	t.Helper()
	url := call(t, srv, discordtest.GetGateway, nil).field(t, "url")
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), url+"?v=10&encoding=json", nil)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	return &socket{ws, t}, nil
}

func (s *socket) read() frame {
	s.t.Helper()
	var f frame
	if err := s.ReadJSON(&f); err != nil {
		s.t.Fatalf("read from the gateway: %v", err)
	}
	return f
}

// want reads a frame of an operation.
func (s *socket) want(op int) frame {
	s.t.Helper()
	f := s.read()
	if f.Op != op {
		s.t.Fatalf("the gateway says %+v, want operation %d", f, op)
	}
	return f
}

// hear reads until an event of that name.
func (s *socket) hear(name string) frame {
	s.t.Helper()
	for {
		if f := s.read(); f.Op == 0 && f.Type == name {
			return f
		}
	}
}

func (s *socket) send(op int, data any) {
	s.t.Helper()
	if err := s.WriteJSON(object{"op": op, "d": data}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *socket) identify(srv *discordtest.Server, intents int) {
	s.t.Helper()
	s.send(2, object{"token": srv.Token, "intents": intents, "properties": object{"os": "linux", "browser": "x", "device": "x"}})
}

// wantClose reads until the connection ends with a code.
func (s *socket) wantClose(code int) {
	s.t.Helper()
	for {
		_, _, err := s.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, code) {
			s.t.Errorf("the gateway closes with %v, want %d", err, code)
		}
		return
	}
}

// connect opens a connection and identifies.
func connect(t *testing.T, srv *discordtest.Server, intents int) *socket {
	t.Helper()
	s := must(dial(t, srv))
	s.want(10)
	s.identify(srv, intents)
	return s
}
