package main

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// maxConnections is how many may be open: the platforms need a handful.
	maxConnections = 256
	// maxBody bounds the body of a request, in bytes, as the platforms do.
	maxBody = 256 << 10
	// Most bodies are smallBody long at most. Of those that are longer, so many
	// are read at a time.
	smallBody    = 16 << 10
	maxLargeBody = 16
	bodyWithin   = 5 * time.Second
)

// A crowd is the connections to the HTTP server. Whoever comes when there are
// too many takes the place of the one that has kept us waiting for longest: a
// thousand strangers who hold the line and say nothing cost little memory, and
// keep nobody from being answered who says at once what they want.
type crowd struct {
	large chan struct{} // a place for each large body that is being read or answered

	mu      sync.Mutex
	open    map[net.Conn]*list.Element // nil while an answer is made
	waiting *list.List                 // of net.Conn, the longest waited for first
}

func newCrowd() *crowd {
	return &crowd{large: make(chan struct{}, maxLargeBody), open: map[net.Conn]*list.Element{}, waiting: list.New()}
}

// changed is the server's ConnState.
func (c *crowd) changed(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.open[conn]; e != nil {
		c.waiting.Remove(e)
	}
	if state == http.StateClosed || state == http.StateHijacked {
		delete(c.open, conn)
		return
	}
	c.open[conn] = c.waiting.PushBack(conn)
	if len(c.open) > maxConnections {
		longest := c.waiting.Front()
		c.waiting.Remove(longest)
		c.open[longest.Value.(net.Conn)] = nil
		longest.Value.(net.Conn).Close() // which is told here once more
	}
}

// heard notes that a connection has said all that we waited for.
func (c *crowd) heard(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.open[conn]; e != nil {
		c.waiting.Remove(e)
		c.open[conn] = nil
	}
}

type connKey struct{}

// withConn is the server's ConnContext.
func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// hear has next answer requests whose bodies have arrived whole.
func (c *crowd) hear(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, status := c.read(w, r)
		if len(body) > smallBody {
			defer func() { <-c.large }()
		}
		if status != http.StatusOK {
			http.Error(w, http.StatusText(status), status)
			return
		}
		if conn, ok := r.Context().Value(connKey{}).(net.Conn); ok {
			c.heard(conn)
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		next.ServeHTTP(w, r)
	})
}

// read reads a body. One that is longer than smallBody holds a large place,
// whatever the status.
func (c *crowd) read(w http.ResponseWriter, r *http.Request) (body []byte, status int) {
	if r.ContentLength > maxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	deadline := http.NewResponseController(w)
	_ = deadline.SetReadDeadline(time.Now().Add(bodyWithin))
	var b bytes.Buffer
	b.Grow(int(min(max(r.ContentLength, 0), smallBody)) + bytes.MinRead)
	from := http.MaxBytesReader(w, r.Body, maxBody)
	_, err := io.CopyN(&b, from, smallBody+1)
	if err == nil {
		select {
		case c.large <- struct{}{}:
		default:
			w.Header().Set("Retry-After", "1")
			w.Header().Set("Connection", "close") // what is left of the body is not waited for
			return nil, http.StatusServiceUnavailable
		}
		_, err = b.ReadFrom(from)
	}
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	switch {
	case tooLarge:
		return b.Bytes(), http.StatusRequestEntityTooLarge
	case err != nil && err != io.EOF:
		return b.Bytes(), http.StatusBadRequest
	}
	_ = deadline.SetReadDeadline(time.Time{}) // or the wait for the answer counts as slowness
	return b.Bytes(), http.StatusOK
}
