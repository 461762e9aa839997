package discord

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxFrame     = 32 << 20         // bytes; the state of a large server is one frame
	writeWithin  = 10 * time.Second // a gateway that does not take a frame in so long is dead
	byeWithin    = time.Second
	leastBeat    = 10 * time.Millisecond
	mostBeat     = 10 * time.Minute
	closeNormal  = websocket.CloseNormalClosure
	closeResumes = 4000 // any code but 1000 and 1001 leaves the session alive
)

// A conversation is one connection to the gateway.
type conversation struct {
	ws      *websocket.Conn
	writing sync.Mutex
	acked   atomic.Bool
	cut     atomic.Pointer[string] // why we ended it
}

func heartbeat(s *session) any {
	type beat struct {
		Op  int    `json:"op"`
		Seq *int64 `json:"d"`
	}
	if seq := s.seq.Load(); seq > 0 {
		return beat{opHeartbeat, &seq}
	}
	return beat{Op: opHeartbeat}
}

// beat sends heartbeats, the first after a part of the span. One that is not
// acknowledged by the time of the next means that nobody is there.
// https://discord.com/developers/docs/events/gateway#sending-heartbeats
func (c *conversation) beat(ctx context.Context, every time.Duration, s *session) {
	for pause := rand.N(every); sleep(ctx, pause); pause = every {
		if !c.acked.Swap(false) {
			c.end("the gateway does not acknowledge heartbeats")
			return
		}
		if c.send(heartbeat(s)) != nil {
			return // whoever reads learns why
		}
	}
}

// send says something to the gateway.
func (c *conversation) send(v any) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	stuck := time.AfterFunc(writeWithin, func() { c.end("the gateway does not take frames") })
	defer stuck.Stop()
	if err := c.ws.WriteJSON(v); err != nil {
		return fmt.Errorf("write to the gateway: %w", err)
	}
	return nil
}

// end cuts the connection: whoever reads from it, or writes, returns.
func (c *conversation) end(why string) {
	c.cut.CompareAndSwap(nil, &why)
	_ = c.ws.NetConn().Close()
}

// bye closes the connection with a word, which a gateway that does not listen
// cannot hold up.
func (c *conversation) bye(code int) {
	stuck := time.AfterFunc(byeWithin, func() { _ = c.ws.NetConn().Close() })
	defer stuck.Stop()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Time{})
	_ = c.ws.Close()
}
